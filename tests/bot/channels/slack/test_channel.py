"""Slack's webhooks at the real server: who is let in, how soon they are answered, and how often."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from bot.channels.slack.channel import Slack
from bot.transcripts.database import connect
from tests.bot.channels.slack.conftest import database_in, opened
from tests.bot.channels.slack.fake_slack import WEBHOOK, FakeSlack, event, interaction, signed
from tests.bot.channels.slack.patient import SlackPatient
from tests.bot.visitor import ask
from tests.vendor import Answer

BROKEN = Answer({}, 500)

JSON = {"Content_Type": "application/json"}


def stored(folder: Path, patient: SlackPatient) -> list[str]:
    """The texts of a patient's messages that were kept and answered."""
    with connect(database_in(folder)).connect() as connection:
        query = sa.text("SELECT text FROM messages WHERE conversation = :of AND reply IS NOT NULL")
        return [row.text for row in connection.execute(query, {"of": patient.conversation})]


def test_slack_sees_that_the_address_is_ours(bot: str, slack: FakeSlack) -> None:
    asked = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    reply = slack.bring(bot, asked)
    assert (reply.status, reply.body) == (200, {"challenge": "3eZbrw1a"})


def test_nothing_forged_or_kept_back_is_accepted(bot: str, slack: FakeSlack, patient: SlackPatient) -> None:
    words = event(patient.message("hello"))
    press = interaction({"type": "block_actions", "user": {"id": patient.user}})
    command = urlencode({"team_id": patient.team, "user_id": patient.user, "trigger_id": "1.2.x"}).encode()
    challenge = b'{"type": "url_verification", "challenge": "x"}'
    forgeries = [
        {},
        signed(b"something else"),
        {"X_Slack_Request_Timestamp": str(int(time.time())), "X_Slack_Signature": "v0=" + "0" * 64},
    ]
    for body in (words, press, command, challenge):
        bad = [*forgeries, signed(body, secret="0" * 32), signed(body, time.time() - 600)]
        statuses = [ask(bot, "POST", WEBHOOK, body, **JSON, **headers).status for headers in bad]
        assert statuses == [401] * 5
    assert_untouched(patient)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b"\xc3\x28", "application/json"),
        (
            b'{"type": "event_callback", "event": {"type": "message", "channel_type": "im"}}',
            "application/json",
        ),
        (b"payload=%7B", "application/x-www-form-urlencoded"),
        (b"payload=[]", "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
        (b"hello", "text/plain"),
    ],
)
def test_nothing_malformed_is_accepted_even_if_it_is_signed(bot: str, body: bytes, kind: str) -> None:
    reply = ask(bot, "POST", WEBHOOK, body, Content_Type=kind, **signed(body))
    assert reply.status in (400, 401)


def test_other_methods_and_a_book_are_refused(bot: str, slack: FakeSlack, patient: SlackPatient) -> None:
    assert ask(bot, "GET", WEBHOOK).status == 405
    assert patient.say("x" * 1_100_000).status == 413
    assert_untouched(patient)


def test_a_replay_changes_nothing(bot: str, slack: FakeSlack, patient: SlackPatient) -> None:
    body = event(patient.message("hello"))
    headers = signed(body)
    assert [ask(bot, "POST", WEBHOOK, body, **JSON, **headers).status for _ in range(3)] == [200] * 3
    assert_answered_once(patient)


def test_a_content_type_may_name_its_letters(patient: SlackPatient) -> None:
    assert patient.say("hello").status == 200
    words = patient.message("hello")
    assert patient.event(words, Content_Type="application/json; charset=utf-8").status == 200
    patient.hears("Hello", "Hello")


def test_an_event_that_comes_again_is_answered_once(patient: SlackPatient) -> None:
    words = patient.message("hello")
    reasons = [
        {},
        *({"X_Slack_Retry_Num": "1", "X_Slack_Retry_Reason": why} for why in ("http_error", "http_timeout")),
    ]
    assert [patient.event(words, **why).status for why in reasons] == [200] * 3
    assert_answered_once(patient)


def test_an_event_that_comes_several_times_at_once_is_answered_once(patient: SlackPatient) -> None:
    words = patient.message("hello")
    with ThreadPoolExecutor(6) as pool:
        assert [each.status for each in pool.map(patient.event, [words] * 6)] == [200] * 6
    assert_answered_once(patient)


def test_a_retry_is_heard_where_the_first_never_came(patient: SlackPatient) -> None:
    lost = {"X_Slack_Retry_Num": "1", "X_Slack_Retry_Reason": "http_timeout"}
    assert patient.event(patient.message("hello"), **lost).status == 200
    patient.hears("Hello")


def test_slack_is_answered_while_the_bot_still_thinks(patient: SlackPatient, gate: Path) -> None:
    assert patient.say("wait").status == 200
    assert patient.texts == []
    with opened(gate):
        patient.hears("Here I am.")


def test_what_waits_behind_a_slow_turn_is_brought_again_and_answered_once(
    patient: SlackPatient, gate: Path
) -> None:
    patient.say("wait")
    words = event(patient.message("hello"), patient.team)
    assert patient.slack.bring(patient.bot, words).status == 503
    again = threading.Thread(target=patient.slack.deliver, args=(patient.bot, words))
    again.start()
    with opened(gate):
        patient.hears("Here I am.")
        again.join()
    assert_answered_once(patient)


def test_messages_that_come_out_of_order_are_all_answered(patient: SlackPatient) -> None:
    first, second = patient.message("hello"), patient.message("yes")
    assert [patient.event(each).status for each in (second, first)] == [200, 200]
    patient.hears("Thank you.", "Hello")


def test_the_same_person_in_two_workspaces_is_two_patients(patient: SlackPatient, kept: Path) -> None:
    there = SlackPatient(patient.bot, patient.slack, patient.user, "T0OTHER", patient.read)
    for each, text in ((patient, "yes"), (there, "yes, really")):
        each.say(text)
        each.hears("Thank you.")
    assert (stored(kept, patient), stored(kept, there)) == (["yes"], ["yes, really"])


def test_the_log_never_holds_what_was_said(patient: SlackPatient, slack: FakeSlack, kept: Path) -> None:
    canary = "pomegranate"
    for text in ("yes", "hello", "chest", "break", "refuse"):
        patient.say(f"{text} {canary}")
    patient.edit(patient.message(canary), f"{canary} {canary}")
    slack.bring(patient.bot, event({**patient.message(canary), "user": f"{canary} "}))
    slack.bring(patient.bot, f'{{"{canary}": '.encode())
    slack.next(BROKEN, method="chat.postMessage")
    patient.say(f"yes {canary}")
    patient.hears("Thank you.", "Thank you.")
    said = (kept / "log").read_text()
    assert patient.conversation in said
    assert canary not in said


def test_the_channel_has_the_name_under_which_conversations_are_kept() -> None:
    assert Slack.name() == "slack"


def assert_answered_once(patient: SlackPatient) -> None:
    """The first thing they said was answered once, and the bot goes on."""
    patient.hears("Hello")
    patient.say("yes")
    patient.hears("Thank you.")
    assert [text.split("\n")[0] for text in patient.texts if "Here" not in text] == ["Hello", "Thank you."]


def assert_untouched(patient: SlackPatient) -> None:
    """Nothing came of anything before: this is their first word."""
    patient.say("yes")
    patient.hears("Thank you.")
    assert len(patient.texts) == 1
