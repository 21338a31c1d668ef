"""Slack is away, or slow, or the bot or its database is: nothing is lost, and nothing said twice."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.channels.sending import Patience
from bot.transcripts import schema
from bot.transcripts.database import connect
from tests.bot.channels.slack.conftest import Recite, Serve, database_in, newcomer, opened
from tests.bot.channels.slack.fake_slack import FakeSlack, event
from tests.bot.channels.slack.patient import SlackPatient
from tests.servers import Postgres
from tests.vendor import HANG, Answer

LIMITED = Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "0"})
BROKEN = Answer({}, 500)
HTML = Answer({}, 502, {"Content-Type": "text/html"})
INSIDE = Answer({"ok": False, "error": "internal_error"})
POST = "chat.postMessage"


def test_as_many_tries_as_an_outage_of_half_a_minute_takes() -> None:
    patience = Patience()
    assert sum(patience.wait(failures) for failures in range(1, patience.tries)) > 30


@pytest.mark.parametrize("trouble", [LIMITED, BROKEN, HTML, INSIDE])
def test_what_slack_does_not_take_at_once_it_is_given_again(
    slack: FakeSlack, patient: SlackPatient, trouble: Answer
) -> None:
    slack.next(trouble, trouble, method=POST)
    assert patient.say("hello").status == 200
    patient.hears("Hello")
    assert len(patient.texts) == 1


def test_a_call_that_hangs_is_given_up_and_made_again(slack: FakeSlack, patient: SlackPatient) -> None:
    slack.next(HANG, method=POST)
    assert patient.say("hello").status == 200
    patient.hears("Hello")
    slack.let_go()


def test_of_a_reply_in_parts_none_is_said_twice(
    slack: FakeSlack, patient: SlackPatient, recite: Recite
) -> None:
    recite({"text": "One."}, {"text": "Two."}, {"text": "Three."})
    calls = len(slack.of(POST))
    patient.say("hello")
    patient.hears("Hello")
    slack.next(BROKEN, method=POST)
    patient.say("nobody")
    patient.hears("One.", "Two.", "Three.")
    assert patient.texts == ["Hello", "One.", "Two.", "Three."]
    assert len(slack.of(POST)) == calls + 5


def test_an_outage_in_the_middle_loses_nothing_and_keeps_the_order(
    slack: FakeSlack, patient: SlackPatient, recite: Recite
) -> None:
    patient.say("yes")
    patient.hears("Thank you.")
    with slack.down(BROKEN):
        before = len(slack.of(POST))
        for number in (1, 2, 3):
            recite({"text": f"Answer {number}."})
            assert patient.say(f"nobody {number}").status == 200
        slack.until(lambda: len(slack.of(POST)) > before + 20)
        assert len(patient.texts) == 1
    patient.hears("Answer 1.", "Answer 2.", "Answer 3.")
    assert patient.texts[1:] == ["Answer 1.", "Answer 2.", "Answer 3."]


def test_what_is_asked_for_in_an_outage_is_not_said_to_who_was_forgotten_since(
    slack: FakeSlack, patient: SlackPatient
) -> None:
    with slack.down(BROKEN):
        patient.say("yes")
        assert patient.say("forget me").status == 200
    patient.hears("Done.")
    patient.say("hello")
    patient.hears("Hello")
    assert [text[:5] for text in patient.texts] == ["Done.", "Hello"]


def test_a_press_in_an_outage_counts_and_its_buttons_go_later(
    slack: FakeSlack, patient: SlackPatient
) -> None:
    patient.say("hello")
    shown = patient.hears("Hello")
    with slack.down(LIMITED):
        before = len(slack.calls)
        assert patient.press("Yes").status == 200
        slack.until(lambda: len(slack.calls) > before + 5)
    patient.hears("Thank you.")
    slack.until(lambda: not shown.elements)


def test_what_slack_never_takes_stops_nothing_else(slack: FakeSlack, patient: SlackPatient) -> None:
    slack.next(Answer({"ok": False, "error": "is_archived"}), method=POST)
    assert patient.say("hello").status == 200
    patient.say("yes")
    patient.hears("Hello", "Thank you.")


def test_neither_a_restart_nor_a_crash_in_the_middle_loses_anything(
    serve: Serve, slack: FakeSlack, gate: Path, tmp_path: Path
) -> None:
    with serve(database_in(tmp_path)) as (bot, process):
        patient = newcomer(bot, slack)
        patient.say("yes")
        patient.hears("Thank you.")
        with slack.down(BROKEN):
            assert patient.say("hello").status == 200
            process.send_signal(signal.SIGTERM)
            assert process.wait(45) == 0
    with serve(database_in(tmp_path)) as (patient.bot, process):
        assert patient.say("wait").status == 200
        patient.hears("Hello")
        waiting = event(patient.message("hello, hello"), patient.team)
        assert slack.bring(patient.bot, waiting).status == 503
        process.kill()
        process.wait()
    with opened(gate), serve(database_in(tmp_path)) as (patient.bot, _):
        assert slack.deliver(patient.bot, waiting).status == 200
        patient.hears("Here I am.", "Hello")
    assert [text[:5] for text in patient.texts] == ["Thank", "Hello", "Here ", "Hello"]


@pytest.fixture
def on_postgres(serve: Serve, postgres: Postgres) -> Iterator[tuple[str, str]]:
    """A bot on a database that can be stopped."""
    database = postgres.new_database()
    schema.upgrade(connect(database))
    with serve(database) as (bot, _):
        yield bot, database


def test_without_its_database_slack_is_asked_to_come_again(
    on_postgres: tuple[str, str], postgres: Postgres, slack: FakeSlack
) -> None:
    patient = newcomer(on_postgres[0], slack)
    patient.say("yes")
    patient.hears("Thank you.")
    words, danger = (event(patient.message(text), patient.team) for text in ("hello", "chest"))
    postgres.stop()
    try:
        assert slack.deliver(patient.bot, words).status == 503
        patient.hears("Something went wrong")
        assert slack.deliver(patient.bot, danger).status == 503
        patient.hears("Call 911 now.", "Something went wrong")
        assert patient.command().body["text"].startswith("Something went wrong")
    finally:
        postgres.start()
    assert slack.deliver(patient.bot, words).status == 200
    patient.hears("Hello")
    said = [text[:9] for text in patient.texts]
    assert (said.count("Something"), said.count("Call 911 ")) == (3, 1)
    with connect(on_postgres[1]).connect() as connection:
        texts = connection.execute(sa.text("SELECT text FROM messages ORDER BY id")).scalars()
        assert list(texts) == ["yes", "hello"]
