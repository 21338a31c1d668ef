"""Every saying becomes words, in every country, with nothing left to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import get_args

import pytest

from bot.dialogue.sayings import (
    Alarm,
    Apart,
    Ask,
    Closing,
    Code,
    Facts,
    Manner,
    Meaning,
    OutOfRange,
    Phrase,
    Reasons,
    Saying,
    Settle,
    TopicAnswer,
    Why,
)
from bot.messages import Messages, blanks
from bot.settings import Settings
from bot.triage.interview import Step
from tests.bot.triage.answering import assessor, candidates, meeting, pool, shipped

COUNTRIES = ["US", "UK", "IE", "CA", "AU"]
FROM_THE_CONVERSATION = {
    "age": "40",
    "onset_age": "50",
    "code": "ACDE-3467",
    "receipt": "R-A",
    "word": "xyz",
    "phone": "555",
    "title": "Iron",
}


@lru_cache(maxsize=8)
def messages_in(country: str) -> Messages:
    return Messages(shipped(), blanks(shipped(), Settings.parse_obj({"country": country})))


def every_saying() -> Iterator[Saying]:
    known = shipped()
    filled = {
        **dict.fromkeys(("facts", "questions", "name", "because", "explain"), "x"),
        **FROM_THE_CONVERSATION,
    }
    filled |= dict.fromkeys(("minimum", "maximum", "unit", "asked", "left", "preparation"), "x")
    filled |= dict.fromkeys(("who", "when", "say", "sources", "causes", "place", "chosen", "link"), "x")
    yield from (Phrase(key, filled) for key in known.wording)
    yield Code("ACDE-3467")
    for key in known.questions:
        step = Step(key, (key,))
        yield from (Ask(step, 1, 2, "again", child) for child in (False, True))
        yield from (
            Ask(step, 1, 2, "plain"),
            Ask(step, 1, 2, "buttons"),
            Why(key),
            Meaning(key),
            OutOfRange(key),
        )
        yield from (Facts("noted", {key: value}) for value in pool()[key])
    for checklist in known.checklists.values():
        step = Step(checklist.id, checklist.questions)
        for child in (False, True):
            for manner in get_args(Manner):
                yield Ask(step, 1, 2, manner, child)
        yield Why(checklist.id)
        yield Meaning(checklist.id)
    yield from (Settle(each.id, each.settles[0], 1, 2) for each in known.contradictions.values())
    yield from (TopicAnswer(key) for key in known.topics)
    yield from outcomes()


def outcomes() -> Iterator[Saying]:
    known = shipped()
    for flag in known.red_flags.values():
        for condition in flag.when:
            found = assessor().assess(meeting(condition))
            yield from (Alarm(raised, found) for raised in found.red_flags)
    for number in range(12):
        found = assessor().assess({key: values[number % len(values)] for key, values in pool().items()})
        yield Closing(found)
        yield from (Reasons(key, found) for key in (*known.causes, *known.labs, "change"))
    for question in ("age", "sex", "urge_to_move", "diabetes", "kidney_disease", "pregnant"):
        for value in candidates(known.questions[question])[:3]:
            yield Closing(assessor().assess({question: value}))


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_saying_becomes_words_with_every_blank_filled(country: str) -> None:
    for saying in every_saying():
        for message in messages_in(country).render([saying]):
            assert message.text.strip(), saying
            assert not {"{", "}"} & set(message.text), message.text
            assert all(button.title.strip() for button in message.buttons), saying


def test_every_button_fits_on_a_phone() -> None:
    for saying in every_saying():
        for message in messages_in("US").render([saying]):
            assert not [button.title for button in message.buttons if len(button.title) > 60]


def test_no_two_buttons_of_a_message_are_the_same() -> None:
    for saying in every_saying():
        for message in messages_in("US").render([saying]):
            assert len(set(message.buttons)) == len(message.buttons), message.text


@pytest.mark.parametrize(
    ("country", "number"), [("US", "911"), ("UK", "999"), ("IE", "112 or 999"), ("CA", "911"), ("AU", "000")]
)
def test_the_emergency_number_is_that_of_the_country(country: str, number: str) -> None:
    (message,) = messages_in(country).render([Phrase("intro")])
    assert f"call {number} now" in message.text


def test_the_numbers_a_clinic_sets_win_over_those_of_its_country() -> None:
    settings = Settings.parse_obj(
        {"emergency_number": "555 1", "crisis_number": "555 2", "advice_number": "555 3"}
    )
    found = blanks(shipped(), settings)
    assert (found["emergency"], found["crisis"], found["advice"]) == ("555 1", "555 2", "555 3")


def test_where_a_clinic_has_no_booking_page_its_phone_stands_for_it() -> None:
    found = blanks(shipped(), Settings.parse_obj({"clinic_phone": "555 9"}))
    assert found["booking"] == "555 9"


def test_a_technical_problem_has_words_too() -> None:
    message = messages_in("US").technical_problem()
    assert "went wrong" in message.text
    assert "{" not in message.text


def test_sayings_keep_their_order() -> None:
    said = messages_in("US").render([Phrase("thanks"), Phrase("greeting_back")])
    assert [message.text for message in said] == [
        shipped().wording["thanks"].text,
        shipped().wording["greeting_back"].text,
    ]


def test_what_is_for_the_staff_alone_is_not_said() -> None:
    assert messages_in("US").render([Apart({"reach": "555 0199"})]) == []
