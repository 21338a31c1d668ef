"""The same script on the website, in Slack and in Telegram: the same questions, answers and assessment.

Against the real bot with its real model, over its real routes, and vendors that are our own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channels.turn import PARTS
from bot.transcripts.database import connect
from tests.bench.conversation import WORDS
from tests.bot.channels.slack import fake_slack
from tests.bot.channels.slack.fake_slack import FakeSlack
from tests.bot.channels.slack.patient import SlackPatient
from tests.bot.channels.telegram import fake_telegram
from tests.bot.channels.telegram.fake_telegram import FakeTelegram
from tests.bot.channels.telegram.person import Person
from tests.bot.visitor import Visitor, ask
from tests.browser.serving import bot
from tests.seats import InSlack, InTelegram, OnTheWebsite, Seat, plain

STAFF = "C0STAFF01"
PAGE = "https://chat.clinic.example"
MOST_TURNS = 60

Script = Callable[[OnTheWebsite], Iterator[str]]
"""What somebody does, one thing after the other, by what they heard last."""


@dataclass
class Clinic:
    """The bot, its database, and the vendors it is connected with."""

    address: str
    database: str
    slack: FakeSlack
    telegram: FakeTelegram
    users: int = 0

    def website(self) -> OnTheWebsite:
        return OnTheWebsite(Visitor.of(self.address))

    def in_slack(self) -> InSlack:
        self.users += 1
        return InSlack(SlackPatient(self.address, self.slack, f"U{self.users:08d}"))

    def in_telegram(self) -> InTelegram:
        return InTelegram(Person.of(self.telegram, self.address))

    def rows(self, query: str, **of: str) -> list[Any]:
        with connect(self.database).connect() as connection:
            return list(connection.execute(sa.text(query), of))

    def kept(self, conversation: str) -> dict[str, Any]:
        """What staff find of a conversation: both sides, the answers, and where it stands."""
        of = {"of": conversation}
        messages = self.rows("SELECT text, reply FROM messages WHERE conversation = :of ORDER BY id", **of)
        answers = "SELECT question, value, origin, turn FROM answers WHERE conversation = :of ORDER BY id"
        stands = "SELECT state, urgency, last_question, consent, turns FROM conversations WHERE id = :of"
        return {
            "said": [(row.text, [_content(said) for said in json.loads(row.reply)]) for row in messages],
            "answers": self.rows(answers, **of),
            "stands": self.rows(stands, **of),
        }


def _content(said: dict[str, Any]) -> dict[str, Any]:
    """What a message says, without when."""
    return {part: said[part] for part in PARTS if part in said} | {"text": plain(said.get("text") or "")}


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic that has opened everything."""
    folder = tmp_path_factory.mktemp("clinic")
    with FakeSlack() as slack, FakeTelegram() as telegram:
        opened = {
            "RLS_PUBLIC_ADDRESS": PAGE,
            "RLS_SLACK_API": f"{slack.address}/api/",
            "RLS_SLACK_BOT_TOKEN": fake_slack.TOKEN,
            "RLS_SLACK_SIGNING_SECRET": fake_slack.SECRET,
            "RLS_SLACK_PATIENTS": "on",
            "RLS_SLACK_ALERTS": STAFF,
            "RLS_STAFF_ADDRESS": "https://staff.clinic.example",
            "RLS_TELEGRAM_API": telegram.address,
            "RLS_TELEGRAM_TOKEN": fake_telegram.TOKEN,
            "RLS_TELEGRAM_SECRET": fake_telegram.SECRET,
            "RLS_TELEGRAM_LOW_DETAIL": "off",
        }
        with bot(folder, **opened) as address:
            yield Clinic(address, f"sqlite:///{folder}/data/transcripts.db", slack, telegram)


@dataclass(frozen=True)
class Turn:
    """What was done, and what the bot said to it."""

    act: str
    said: tuple[str, ...]


def write_down(seat: OnTheWebsite, acts: Iterator[str]) -> list[Turn]:
    """A conversation held on the website, turn by turn."""
    turns = []
    for act in acts:
        seat.do(act)
        turns.append(Turn(act, tuple(each["text"] for each in seat.heard)))
    return turns


def replay(seat: Seat, turns: Sequence[Turn]) -> None:
    """The same elsewhere; each turn must be heard there as it was on the website."""
    for turn in turns:
        seat.do(turn.act)
        seat.hear(turn.said)


def whole(seat: OnTheWebsite) -> Iterator[str]:
    """A whole triage: typed where words are wanted, pressed where buttons say the same."""
    yield from ("Hello", "Yes")
    words = {**WORDS, "safety_check": "None of these", "rest_onset": "Yes", "family_history": "Yes"}
    for _ in range(MOST_TURNS):
        question = next((each["question"] for each in seat.heard if "question" in each), None)
        if question is None:
            return
        yield words.pop(question, "No")


def alarm(_seat: OnTheWebsite) -> Iterator[str]:
    """Somebody with a danger, who then says that it was a misunderstanding."""
    yield from ("Hello", "Yes", "47", "my chest hurts like someone is standing on it")
    yield from ("what do I do", "That is not what I meant")


@pytest.mark.parametrize(("script", "end"), [(whole, "assessment"), (alarm, "emergency")])
def test_the_same_script_comes_to_the_same_on_every_channel(clinic: Clinic, script: Script, end: str) -> None:
    website, slack, telegram = clinic.website(), clinic.in_slack(), clinic.in_telegram()
    turns = write_down(website, script(website))
    reference = clinic.kept(website.conversation)
    assert end in {(said.get("custom") or {}).get("kind") for _, reply in reference["said"] for said in reply}
    for seat in (slack, telegram):
        replay(seat, turns)
        assert clinic.kept(seat.conversation) == reference


def test_what_was_begun_in_slack_is_finished_on_the_website_as_if_it_had_begun_there(clinic: Clinic) -> None:
    website, slack = clinic.website(), clinic.in_slack()
    turns = write_down(website, whole(website))
    replay(slack, turns[:8])
    slack.type("website")
    slack.hear(["You can go on here"])
    link = re.search(rf"{PAGE}/chat/\?from=([\w-]+)", slack.shown()[-1])
    assert link
    came = ask(clinic.address, "POST", "/chat/conversations", {"from": link[1]})
    moved = OnTheWebsite(Visitor(clinic.address, came.body["token"]))
    moved.heard = moved.visitor.history().body["messages"]
    replay(moved, turns[8:])
    assert clinic.kept(moved.conversation) == clinic.kept(website.conversation)
    assert clinic.kept(slack.conversation) == {"said": [], "answers": [], "stands": []}


def test_staff_are_told_of_an_emergency_once_and_of_nothing_that_was_said(clinic: Clinic) -> None:
    website, telegram = clinic.website(), clinic.in_telegram()
    turns = write_down(website, alarm(website))
    replay(telegram, turns[:5])
    query = "SELECT reference FROM alerts WHERE conversation = :of"
    ((reference,),) = clinic.rows(query, of=telegram.conversation)

    def alerts() -> list[str]:
        posts = [call.given for call in clinic.slack.done("chat.postMessage")]
        return [each["text"] for each in posts if each["channel"] == STAFF and reference in each["text"]]

    (text,) = clinic.slack.until(alerts)
    when, what, where = text.splitlines()
    assert re.fullmatch(r"\*Demo clinic\* · <!date\^\d+\^[^|]+\|[-:\d ]+UTC>", when)
    assert what == "A patient in the chat was just told to get help at once."
    assert where == f"<https://staff.clinic.example/alerts/{reference}|Open the conversation>"
