"""A whole triage in Slack with the bot that patients meet: pressed, ticked and typed, through an outage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.transcripts.database import connect
from tests.bot.channels.slack.conftest import newcomer
from tests.bot.channels.slack.fake_slack import SECRET, TOKEN, FakeSlack, Posted
from tests.bot.channels.slack.patient import SlackPatient
from tests.browser.serving import bot as real_bot
from tests.vendor import Answer

NUMBERS = {"years": "48", "nights a week": "3", "months": "24", "drinks a day": "0", "cups a day": "1"}
"""What somebody types who is asked for so many of these."""

ALONE = ("None of these", "Nothing else", "I take none", "Not sure")

EARLY, MOST = 12, 60
"""How many messages of the bot's are answered with yes where that can be; how many questions there are."""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("triage")


@pytest.fixture(scope="module")
def real(slack: FakeSlack, database: Path) -> Iterator[str]:
    """`rls-triage serve`, opened to Slack by its settings."""
    settings = {
        "RLS_SLACK_BOT_TOKEN": TOKEN,
        "RLS_SLACK_SIGNING_SECRET": SECRET,
        "RLS_SLACK_PATIENTS": "on",
        "RLS_SLACK_API": f"{slack.address}/api/",
    }
    with real_bot(database, **settings) as address:
        yield address


def test_a_triage_goes_from_the_first_word_to_the_assessment(
    real: str, slack: FakeSlack, database: Path
) -> None:
    patient = newcomer(real, slack)
    calls = len(slack.calls)
    patient.say("Hello, my legs will not rest at night")
    asked = list(interview(patient, slack))
    assert len(asked) > 15
    assert {kind for _, kind in asked} == {"button", "boxes", "number"}
    assert "This is not a diagnosis" in patient.texts[-1]
    assert all(not each.elements for each in patient.sees[:-1])
    taken = [call.got.body.get("ok") for call in slack.calls[calls:] if call.got.status == 200]
    assert set(taken) == {True}
    url = f"sqlite:///{database}/data/transcripts.db"
    with connect(url).connect() as connection:
        query = sa.text("SELECT state, consent FROM conversations WHERE id = :of")
        state, consent = connection.execute(query, {"of": patient.conversation}).one()
    assert (state, consent) == ("finished", "yes")


def test_a_danger_is_heard_before_anything_else(real: str, slack: FakeSlack) -> None:
    patient = newcomer(real, slack)
    patient.say("I have crushing chest pain and cannot breathe")
    patient.hears("Call 911 now.")


def interview(patient: SlackPatient, slack: FakeSlack) -> Iterator[tuple[str, str]]:
    """Answer whatever is asked until there is nothing more to ask: each question, and how it was answered."""
    done: set[str] = set()
    for number in range(MOST):
        shown = slack.until(open_one(patient, done))
        done.add(shown.ts)
        if "Start again" in shown.buttons:
            return
        if number == 7:
            with slack.down(Answer({}, 503)):
                yield shown.text, answer(patient, shown)
        else:
            yield shown.text, answer(patient, shown)
    raise AssertionError(f"no end among {patient.texts}")


def open_one(patient: SlackPatient, done: set[str]) -> Callable[[], Posted | None]:
    """The message that waits for an answer."""
    return lambda: next((each for each in patient.sees if each.elements and each.ts not in done), None)


def answer(patient: SlackPatient, shown: Posted) -> str:
    """Answer with whatever element there is; says which."""
    labels = [block["label"]["text"] for block in shown.blocks if block["type"] == "input"]
    if labels:
        unit = next(unit for unit in NUMBERS if f"({unit})" in labels[0])
        assert patient.type_number(NUMBERS[unit]).status == 200
        return "number"
    alone = [title for title in ALONE if title in shown.buttons]
    if shown.boxes and not set(alone) - {"Not sure"}:
        assert patient.tick(shown.boxes[0]).status == 200
        return "boxes"
    early = ["Yes"] if len(patient.texts) < EARLY else []
    wanted = [*early, "No", *alone, shown.buttons[0]]
    assert patient.press(next(each for each in wanted if each in shown.buttons), on=shown).status == 200
    return "button"
