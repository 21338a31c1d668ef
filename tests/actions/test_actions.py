"""Each action takes one turn of the shipped conversation: tracker in, slots and messages out."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.take_answer import TakeAnswer
from bot import bootstrap
from bot.dialogue.state import Dialogue
from bot.language.interpretation import Intent
from bot.triage.answers import Answers
from tests.actions.tracking import Done, a_tracker, all_actions, run
from tests.builders import heard

ANSWERED: dict[str, Any] = {"age": 40, "sex": "male"}
ASKING = Dialogue(
    "interview",
    "yes",
    Answers.of(ANSWERED),
    open="urge_to_move",
    asked=("age", "safety_check", "suicidal_thoughts", "urge_to_move"),
    turn=5,
)
DANGER = Dialogue(
    "emergency",
    "yes",
    Answers.of({**ANSWERED, "chest_pain_breathless": "yes"}),
    asked=("age",),
    alarmed=("chest_pain_breathless:emergency",),
    turn=5,
)


def taken(action: str, intent: Intent, dialogue: Dialogue | None = ASKING, **more: Any) -> Done:
    opened = dialogue.open if dialogue else None
    message = heard(more.pop("value", None), opened, intent, **more)
    return run(all_actions()[action], a_tracker(dialogue, message))


def test_the_first_message_gets_the_introduction_and_the_consent() -> None:
    done = taken("action_greet", "greet", None)
    assert len(done.texts) == 2
    assert "computer program" in done.texts[0]
    assert done.slots["open_question"] == "consent"
    assert [button["title"] for button in done.messages[1]["buttons"]] == ["Yes", "No"]


def test_consent_is_kept_in_its_slot() -> None:
    asking = Dialogue("consent", open="consent", turn=1)
    assert taken("action_take_answer", "answer", asking, value="yes").slots["consent"] == "yes"
    assert taken("action_take_decline", "decline", asking).slots["consent"] == "no"


def test_an_answer_fills_the_slot_of_its_question_and_asks_the_next() -> None:
    done = taken("action_take_answer", "answer", value="yes")
    assert done.slots["urge_to_move"] == "yes"
    assert done.last_custom["kind"] == "question"
    assert done.slots["open_question"] == done.last_custom["id"]


def test_every_fact_of_a_message_fills_its_slot() -> None:
    done = taken(
        "action_take_answer", "answer", value="yes", also={"medications": ("sertraline",), "stress": "yes"}
    )
    assert (done.slots["medications"], done.slots["stress"]) == (["sertraline"], "yes")


def test_a_checklist_says_what_it_asks() -> None:
    first = Dialogue("interview", "yes", Answers(), open="age", asked=("age",), turn=2)
    done = taken("action_take_answer", "answer", first, value=40)
    assert done.last_custom["id"] == "safety_check"
    assert "chest_pain_breathless" in done.last_custom["asks"]


def test_what_is_kept_back_is_declined() -> None:
    assert taken("action_take_decline", "decline").slots["urge_to_move"] == "declined"


@pytest.mark.parametrize(
    ("action", "intent", "about"),
    [
        ("action_say_why", "ask_why", None),
        ("action_say_meaning", "ask_meaning", None),
        ("action_answer_topic", "ask_topic", "iron"),
        ("action_explain_outcome", "explain_outcome", "iron_deficiency"),
        ("action_say_noted", "ask_noted", None),
        ("action_offer_person", "ask_person", None),
        ("action_greet", "greet", None),
        ("action_thank", "thank", None),
        ("action_other_language", "other_language", None),
        ("action_not_understood", "off_topic", None),
    ],
)
def test_a_digression_changes_no_answer_and_comes_back_to_the_question(
    action: str, intent: Intent, about: str | None
) -> None:
    done = taken(action, intent, about=about)
    assert set(done.slots) == {"dialogue"}
    assert done.last_custom["id"] == "urge_to_move"
    assert len(done.texts) >= 2


def test_going_back_empties_the_slot_and_asks_again() -> None:
    done = taken(
        "action_go_back", "go_back", Dialogue("interview", "yes", Answers.of(ANSWERED), "sex", ("age", "sex"))
    )
    assert done.slots["age"] is None
    assert done.slots["open_question"] == "age"


def test_starting_over_empties_every_answer() -> None:
    done = taken("action_start_over", "start_over")
    assert {question: done.slots[question] for question in ANSWERED} == {"age": None, "sex": None}
    assert done.slots["open_question"] == "age"


def test_stopping_keeps_and_says_the_assessment() -> None:
    done = taken("action_stop_here", "stop_here")
    assert done.slots["assessment"]["kind"] == "assessment"
    assert done.last_custom == done.slots["assessment"]
    assert done.slots["open_question"] is None


def test_a_danger_sign_is_the_emergency_message_and_the_assessment_is_kept() -> None:
    done = taken("action_take_answer", "red_flag", alerts=("chest_pain_breathless",))
    assert len(done.messages) == 1
    assert (done.last_custom["kind"], done.last_custom["id"]) == ("emergency", "chest_pain_breathless")
    assert done.slots["assessment"]["urgency"] == "emergency"
    assert done.slots["chest_pain_breathless"] == "yes"


def test_an_alarm_taken_back_empties_nothing_but_the_sign() -> None:
    done = taken("action_take_back_alarm", "misunderstood", DANGER)
    assert done.slots["chest_pain_breathless"] == "no"
    assert "age" not in done.slots
    assert done.last_custom["kind"] == "question"


def test_everything_an_action_sets_and_says_can_be_sent_as_json() -> None:
    for name, action in all_actions().items():
        for dialogue in (None, ASKING, DANGER):
            done = run(action, a_tracker(dialogue, heard(None, None, "off_topic")))
            assert json.dumps(done.slots), name
            assert done.texts, name
            assert all(text.strip() for text in done.texts), name


def test_a_message_that_nothing_interpreted_still_gets_an_answer() -> None:
    assert run(TakeAnswer(), a_tracker(ASKING, text="blah")).last_custom["id"] == "urge_to_move"


SECRET = "my husband must never know"


def broken(tracker: Tracker) -> Tracker:
    tracker.slots["dialogue"] = {"stage": "interview", "notes": SECRET}
    return tracker


def test_when_something_breaks_the_patient_is_told_and_nothing_that_was_noted_changes() -> None:
    done = run(TakeAnswer(), broken(a_tracker(ASKING, heard("yes", "urge_to_move"))))
    assert done.slots == {}
    assert done.texts == [bootstrap.messages().technical_problem().text]


@pytest.mark.parametrize("text", [SECRET])
def test_the_log_says_what_broke_and_none_of_the_patients_words(
    text: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    message = heard({"trimester": 3}, "urge_to_move", text=text, also={"age": 41, "sex": SECRET})
    with caplog.at_level(logging.DEBUG):
        run(TakeAnswer(), broken(a_tracker(ASKING, message, text=text)))
        run(TakeAnswer(), a_tracker(ASKING, message, text=text))
    captured = capsys.readouterr()
    written = caplog.text + captured.out + captured.err
    assert "turn.failed" in written
    assert SECRET not in written


def test_an_error_that_quotes_the_patient_is_not_written_down_either(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise ValueError(f"cannot use {SECRET!r}")

    monkeypatch.setattr("actions.tracker.events", fails)
    with caplog.at_level(logging.DEBUG):
        done = run(TakeAnswer(), a_tracker(ASKING, heard("yes", "urge_to_move")))
    captured = capsys.readouterr()
    assert done.texts == [bootstrap.messages().technical_problem().text]
    assert SECRET not in caplog.text + captured.out + captured.err


def much_text(*alerts: str) -> Tracker:
    """What the tracker has of a very long message."""
    tracker = a_tracker(ASKING, heard("yes", ASKING.open, alerts=alerts))
    tracker.latest_message["metadata"] = {"left_out": 3_000, "read": 2_000}
    return tracker


def test_who_writes_very_much_is_told_that_not_all_was_read() -> None:
    done = run(TakeAnswer(), much_text())
    assert done.texts[0].startswith("That was a lot of text")
    assert done.last_custom["kind"] == "question"


def test_an_emergency_stands_alone_also_after_very_much_text() -> None:
    done = run(TakeAnswer(), much_text("chest_pain_breathless"))
    assert [message["custom"]["kind"] for message in done.messages] == ["emergency"]
