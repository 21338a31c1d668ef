"""What holds for every conversation over the shipped knowledge, whatever is said in it."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.sayings import Alarm, Ask, Closing, Settle
from bot.dialogue.state import Dialogue
from bot.dialogue.turns import TURNS, Conversation
from bot.knowledge.values import Value
from bot.language.interpretation import Interpretation
from tests.bot.dialogue.chat import Chat
from tests.bot.triage.answering import an_answer, meeting, pool, shipped
from tests.builders import heard

NONSENSE: list[Value] = ["yes", "no", "partial", 300, -5, 2.5, (), ("nothing_known",), {"trimester": 2}]


@lru_cache(maxsize=1)
def conversation() -> Conversation:
    return Conversation(shipped())


@st.composite
def a_message(draw: st.DrawFn, dialogue: Dialogue) -> Interpretation:
    """Any understanding of any message: fitting, odd, or impossible."""
    intent = draw(st.sampled_from(["answer", "answer", "answer", *TURNS]))
    opened = dialogue.open
    fitting = list(pool().get(opened or "", ())) + NONSENSE
    alerts = draw(st.lists(st.sampled_from(sorted(shipped().red_flags)), max_size=1)) if draw(_RARELY) else []
    return heard(
        draw(st.none() | st.sampled_from(fitting)),
        opened,
        intent,
        also=dict(draw(st.lists(an_answer() | _ITEMS, max_size=4))),
        alerts=tuple(alerts),
        about=draw(
            st.sampled_from([None, "iron", "ferritin", "change", "iron_deficiency", "pregnant", "zinc"])
        ),
        amends=draw(st.booleans()),
    )


_RARELY = st.integers(0, 7).map(lambda number: number == 0)
_ITEMS: st.SearchStrategy[tuple[str, Value]] = st.deferred(
    lambda: st.sampled_from([(q, "no") for each in shipped().checklists.values() for q in each.questions])
)


@settings(max_examples=25)
@given(st.data())
def test_no_conversation_breaks_falls_silent_or_overlooks_a_danger(data: st.DataObject) -> None:
    dialogue = Dialogue()
    for _ in range(data.draw(st.integers(1, 12))):
        message = data.draw(a_message(dialogue))
        dialogue, sayings = conversation().respond(dialogue, message)
        assert sayings
        assert Dialogue.from_json(dialogue.to_json()) == dialogue
        raised = conversation().flow.assessor.red_flags.raised(dialogue.answers.values)
        unsaid = {f"{flag.id}:{flag.urgency}" for flag in raised if flag.stops} - set(dialogue.alarmed)
        if dialogue.stage != "finished" and message.intent != "misunderstood":
            assert not unsaid
        if dialogue.stage == "emergency":
            assert not any(isinstance(each, (Ask, Settle, Closing)) for each in sayings)
        if dialogue.stage == "interview":
            assert isinstance(sayings[-1], (Ask, Settle))
            assert dialogue.open
        if dialogue.stage == "new":
            pytest.fail("nobody stays a stranger")


FLAGS = [
    (flag.id, number)
    for flag in shipped().red_flags.values()
    if flag.urgency in {"emergency", "same_day"}
    for number in range(len(flag.when))
]


@pytest.mark.parametrize(("flag", "number"), FLAGS)
def test_every_danger_sign_is_an_alarm_and_a_misunderstanding_of_it_leads_on(flag: str, number: int) -> None:
    chat = Chat.begun(shipped(), age=34, sex="female")
    chat.hears(heard(also=meeting(shipped().red_flags[flag].when[number])))
    assert flag in {raised.id for raised in chat.one(Alarm).assessment.red_flags}
    chat.does("misunderstood")
    assert chat.dialogue.stage == "interview"
    chat.does("thank", also={"sun_exposure": "low"})
    assert not any(isinstance(saying, Alarm) for saying in chat.said)


@pytest.mark.parametrize("age", [7, 16, 34, 72, "declined"])
def test_a_patient_who_denies_everything_comes_to_an_end(age: Value) -> None:
    chat = Chat.begun(shipped())
    asked: list[str] = []
    while chat.dialogue.stage == "interview":
        step = chat.asked.step
        assert step.id not in asked
        asked.append(step.id)
        calm = {question: _least(question, age) for question in step.questions}
        chat.replies(calm[step.id]) if not step.is_checklist else chat.replies(None, also=calm)
    assert isinstance(chat.said[-1], Closing)


def _least(question: str, age: Value) -> Value:
    """The answer that says the least: none, no, or the first there is."""
    if question == "age":
        return age
    found = shipped().questions[question]
    if found.kind in {"medications", "choices", "relatives"}:
        return ()
    if found.kind == "number":
        return found.minimum or 0
    words = [option.value for option in found.options]
    return "no" if not words or "no" in words else words[0]


@pytest.mark.parametrize("silence", ["unknown", "declined"])
def test_a_patient_who_says_nothing_about_anything_comes_to_an_end(silence: str) -> None:
    chat = Chat.begun(shipped())
    turns = 0
    while chat.dialogue.stage != "finished":
        turns += 1
        assert turns < 60
        if chat.dialogue.stage == "emergency":
            chat.does("misunderstood")
            continue
        step = chat.asked.step
        silent: dict[str, Value] = dict.fromkeys(step.questions, silence)
        chat.replies(silence) if not step.is_checklist else chat.replies(None, also=silent)
    assert isinstance(chat.said[-1], Closing)


def test_a_patient_who_is_never_understood_comes_to_an_end() -> None:
    chat = Chat.begun(shipped())
    for _ in range(300):
        chat.does("misunderstood" if chat.dialogue.stage == "emergency" else "off_topic")
        if chat.dialogue.stage == "finished":
            return
    pytest.fail("no end")
