"""Between Rasa's tracker and the conversation."""

from __future__ import annotations

import re

from rasa_sdk.events import SlotSet

from actions import tracker as state
from bot.dialogue.sayings import Apart, Closing, Phrase
from bot.dialogue.state import Dialogue
from bot.language.interpretation import Interpretation
from bot.triage.answers import Answer, Answers
from tests.actions.tracking import a_tracker
from tests.bot.triage.answering import assessor
from tests.builders import heard

ASKING = Dialogue("interview", "yes", Answers.of({"age": 40}), open="sex", asked=("age", "sex"), turn=3)


def test_a_tracker_without_slots_is_a_new_conversation() -> None:
    begun = state.dialogue(a_tracker())
    assert begun == Dialogue(code=begun.code)


def test_every_new_conversation_gets_a_code_of_its_own_that_is_easy_to_read_out() -> None:
    codes = {state.dialogue(a_tracker()).code or "" for _ in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", code) for code in codes)
    assert not set("0O1IL5S8B2Z") & set("".join(codes))


def test_what_is_for_the_staff_alone_goes_into_the_slot_that_is_taken_out_again() -> None:
    slots = state.events(a_tracker(ASKING), ASKING, (Apart({"reach": "555 0199"}),))
    assert SlotSet("apart", {"reach": "555 0199"}) in slots


def test_the_state_is_read_from_its_slot() -> None:
    assert state.dialogue(a_tracker(ASKING)) == ASKING


def test_what_was_understood_is_read_from_the_message() -> None:
    message = heard("female", "sex", also={"medications": ("sertraline",)}, alerts=("chest_pain_breathless",))
    assert state.heard(a_tracker(ASKING, message)) == message


def test_a_message_that_nothing_interpreted_is_not_understood() -> None:
    assert state.heard(a_tracker(ASKING, text="blah")) == Interpretation(
        "sex", "blah", "off_topic", "off_topic"
    )


def test_only_slots_that_changed_are_set() -> None:
    after = Dialogue("interview", "yes", ASKING.answers.record(Answer("sex", "female")), open="pregnant")
    assert state.events(a_tracker(ASKING), after, ()) == [
        SlotSet("dialogue", after.to_json()),
        SlotSet("open_question", "pregnant"),
        SlotSet("sex", "female"),
    ]


def test_nothing_changed_sets_nothing() -> None:
    assert state.events(a_tracker(ASKING), ASKING, (Phrase("thanks"),)) == []


def test_an_answer_taken_back_empties_its_slot() -> None:
    after = Dialogue("interview", "yes", ASKING.answers.withdraw(["age"]), open="age")
    assert SlotSet("age", None) in state.events(a_tracker(ASKING), after, ())


def test_lists_are_written_as_json_has_them() -> None:
    after = Dialogue(
        "interview", "yes", ASKING.answers.record(Answer("medications", ("sertraline",))), open="sex"
    )
    assert SlotSet("medications", ["sertraline"]) in state.events(a_tracker(ASKING), after, ())


def test_an_assessment_that_was_said_is_kept() -> None:
    assessment = assessor().assess({"age": 40})
    events = state.events(a_tracker(ASKING), ASKING, (Closing(assessment),))
    assert events == [SlotSet("assessment", assessment.to_json())]
