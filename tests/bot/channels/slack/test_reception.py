"""What patients do in Slack, and what they hear: in direct messages, in public, and where it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import knowledge
from bot.messages import Messages, blanks
from bot.settings import Settings
from tests.bot.channels.slack.conftest import MOST, Serve, database_in, newcomer
from tests.bot.channels.slack.fake_slack import FakeSlack, interaction
from tests.bot.channels.slack.patient import SlackPatient

WORDS = Messages(knowledge(), blanks(knowledge(), Settings.parse_obj({}))).words
SORRY = WORDS.say("technical_problem")


def test_a_direct_message_is_answered_in_its_place(patient: SlackPatient) -> None:
    assert patient.say("hello").status == 200
    answer = patient.hears("Hello")
    assert (answer.channel, answer.thread) == (patient.channel, None)


def test_a_message_in_a_thread_is_answered_in_the_thread(patient: SlackPatient) -> None:
    patient.say("hello")
    first = patient.hears("Hello")
    patient.say("yes", thread_ts=first.ts)
    assert patient.hears("Thank you.").thread == first.ts


def test_who_calls_the_bot_in_public_is_asked_to_write_directly(
    slack: FakeSlack, patient: SlackPatient
) -> None:
    public = f"C{patient.user[1:]}"
    call = patient.message("<@U0BOT> chest pain", type="app_mention", channel=public, channel_type="channel")
    assert patient.event(call).status == 200
    heard = slack.until(lambda: [each for each in slack.messages.values() if each.channel == public])
    assert [(each.text, each.seen_by) for each in heard] == [(WORDS.say("slack_directly"), patient.user)]
    assert_first_word(patient)


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"channel": "C0PUBLIC", "channel_type": "channel"},
        {"channel": "G0GROUP", "channel_type": "mpim"},
        {"subtype": "channel_join"},
        {"subtype": "channel_topic"},
        {"bot_id": "B0BOT"},
        {"subtype": "bot_message", "user": None},
    ],
)
def test_what_is_not_said_to_the_bot_is_nothing(patient: SlackPatient, elsewhere: dict[str, object]) -> None:
    assert patient.say("hello", **elsewhere).status == 200
    assert_first_word(patient)


def test_a_picture_alone_is_told_to_be_unseen(patient: SlackPatient) -> None:
    shared = {"subtype": "file_share", "files": [{"id": "F1", "mimetype": "image/png"}]}
    assert patient.say("", **shared).status == 200
    patient.hears(WORDS.say("slack_file"))
    assert_first_word(patient, 2)


def test_the_words_beside_a_picture_are_heard(patient: SlackPatient) -> None:
    patient.say("hello", subtype="file_share", files=[{"id": "F1"}])
    patient.hears("Hello", WORDS.say("slack_file"))


def test_an_edit_is_no_new_answer(patient: SlackPatient) -> None:
    words = patient.message("hello")
    patient.event(words)
    patient.hears("Hello")
    assert patient.edit(words, "yes").status == 200
    patient.hears(WORDS.say("slack_edited"))
    assert len(patient.texts) == 2


def test_a_danger_that_is_written_into_an_old_message_is_heard(patient: SlackPatient) -> None:
    words = patient.message("hello")
    patient.event(words)
    patient.hears("Hello")
    patient.edit(words, "chest pain")
    patient.hears("Call 911 now.")


def test_a_preview_that_slack_adds_is_no_edit(patient: SlackPatient) -> None:
    words = patient.message("hello")
    patient.event(words)
    patient.hears("Hello")
    assert patient.edit(words, words["text"]).status == 200
    assert_first_word(patient, 2)


def test_who_deletes_a_message_is_told_that_it_was_heard(patient: SlackPatient) -> None:
    words = patient.message("hello")
    patient.event(words)
    patient.hears("Hello")
    assert patient.delete(words).status == 200
    patient.hears(WORDS.say("slack_deleted"))


def test_a_message_nobody_heard_may_go(patient: SlackPatient) -> None:
    assert patient.delete(patient.message("hello")).status == 200
    assert_first_word(patient)


def test_the_home_tab_begins_a_conversation(slack: FakeSlack, patient: SlackPatient) -> None:
    opened = {"type": "app_home_opened", "tab": "home"}
    assert patient.event(patient.message(None, **opened)).status == 200
    blocks = slack.until(lambda: slack.homes.get(patient.user))
    assert "forget me" in blocks[0]["text"]["text"]
    button = {**blocks[1]["elements"][0], "action_ts": slack.ts()}
    told = {"type": "block_actions", "user": {"id": patient.user, "team_id": patient.team}}
    view = {"view": {"type": "home"}, "container": {"type": "view"}, "actions": [button]}
    assert slack.deliver(patient.bot, interaction({**told, **view})).status == 200
    assert patient.hears("Hello").channel == patient.channel


def test_the_command_begins_a_conversation_in_private(patient: SlackPatient) -> None:
    reply = patient.command()
    assert (reply.status, reply.body) == (
        200,
        {"response_type": "ephemeral", "text": WORDS.say("slack_began")},
    )
    assert patient.hears("Hello").channel == patient.channel


def test_words_behind_the_command_are_heard(patient: SlackPatient) -> None:
    patient.command("yes")
    patient.hears("Thank you.")


@pytest.mark.parametrize("text", ["break", "refuse"])
def test_an_action_that_breaks_is_an_apology_and_not_silence(patient: SlackPatient, text: str) -> None:
    assert patient.say(text).status == 200
    patient.hears(SORRY)


def test_words_come_without_slacks_markup(patient: SlackPatient) -> None:
    patient.say("")  # a message of nothing but a name, for instance
    patient.hears("Hello")
    patient.event({**patient.message(None), "text": "<mailto:hi|hi> &amp; <@U0BOT>"})
    patient.hears("Hello")


def test_who_asks_to_be_forgotten_is_and_may_come_back(patient: SlackPatient) -> None:
    patient.say("yes")
    patient.hears("Thank you.")
    assert patient.say("Forget me!").status == 200
    done = patient.hears("Done.").text
    assert "Your receipt is" in done
    assert done.endswith(WORDS.say("slack_copy"))
    patient.say("website")
    assert "?from=" not in patient.hears("You can go on here").text
    patient.say("yes")
    patient.hears("Thank you.")


def test_a_wish_that_comes_twice_is_granted_once(patient: SlackPatient) -> None:
    words = patient.message("forget me")
    assert [patient.event(words).status for _ in range(2)] == [200, 200]
    patient.hears(WORDS.say("forgotten_nothing"))
    assert_first_word(patient, 2)


def test_who_would_rather_go_on_elsewhere_gets_a_link_that_carries_it_over(patient: SlackPatient) -> None:
    patient.say("yes")
    patient.hears("Thank you.")
    patient.say("website")
    link = patient.hears("You can go on here").text
    assert "https://chat.clinic.example/chat/?from=" in link


@pytest.fixture(scope="module")
def closed(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A bot whose clinic has Slack for its staff alone."""
    folder = tmp_path_factory.mktemp("closed")
    with serve(database_in(folder), slack_patients=False) as (address, _):
        yield address, folder / "conversations.db"


def test_where_slack_is_not_for_patients_they_are_told_where_to_go(
    closed: tuple[str, Path], slack: FakeSlack
) -> None:
    patient = newcomer(closed[0], slack)
    elsewhere = WORDS.say("slack_closed", place="https://chat.clinic.example/chat/")
    words = patient.message("My chest hurts")
    assert patient.event(words).status == 200
    patient.hears(elsewhere)
    assert patient.command().status == 200
    patient.hears(elsewhere)
    assert patient.delete(words).status == 200
    patient.say("hello")
    patient.hears(elsewhere)
    assert len(patient.texts) == 3


def test_there_the_home_tab_has_no_button(closed: tuple[str, Path], slack: FakeSlack) -> None:
    patient = newcomer(closed[0], slack)
    patient.event(patient.message(None, type="app_home_opened", tab="home"))
    assert [each["type"] for each in slack.until(lambda: slack.homes.get(patient.user))] == ["section"]


def test_there_nothing_is_kept(closed: tuple[str, Path], slack: FakeSlack) -> None:
    patient = newcomer(closed[0], slack)
    patient.say("yes")
    patient.hears("I cannot talk")
    assert b"slack:" not in closed[1].read_bytes()


def test_who_writes_too_fast_is_asked_to_wait_and_nobody_else(bot: str, slack: FakeSlack) -> None:
    patient, other = newcomer(bot, slack), newcomer(bot, slack)
    assert {patient.say("hello").status for _ in range(MOST + 1)} == {200}
    patient.hears(WORDS.say("too_fast"))
    other.say("hello")
    other.hears("Hello")


def assert_first_word(patient: SlackPatient, among: int = 1) -> None:
    """The bot has answered no other message than this; it has said so many things."""
    patient.say("yes")
    patient.hears("Thank you.")
    assert len(patient.texts) == among
