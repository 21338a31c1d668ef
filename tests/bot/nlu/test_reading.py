"""What a channel knows of a message decides how it is read."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import bootstrap
from bot.knowledge.loader import Knowledge
from bot.language.interpretation import Interpretation, Reply
from bot.language.understanding import Understanding
from bot.nlu.reading import interpret


@pytest.fixture(scope="module")
def rules() -> Understanding:
    """Understanding by rules alone."""
    return Understanding(bootstrap.reader())


def read(rules: Understanding, question: str, text: str = "", **beside: Any) -> Interpretation:
    return interpret(rules, Reply(text, question), beside)


def test_every_two_buttons_of_a_checklist_say_what_they_say_alone(
    rules: Understanding, shipped: Knowledge
) -> None:
    for checklist in shipped.checklists.values():
        items = [shipped.questions[question] for question in checklist.questions]
        for one, other in combinations(items, 2):
            heard = read(rules, checklist.id, pressed=[one.item, other.item])
            assert heard.also == {one.id: one.item_yes, other.id: other.item_yes}
            assert (heard.outcome, heard.pressed) == ("answer", True)


@pytest.mark.parametrize("beside", ["None of these", "Not sure"])
def test_a_danger_pressed_beside_a_denial_is_a_danger(
    rules: Understanding, shipped: Knowledge, beside: str
) -> None:
    chest = shipped.questions["chest_pain_breathless"]
    for pressed in ([chest.item, beside], [beside, chest.item]):
        heard = read(rules, "safety_check", pressed=pressed)
        assert heard.also[chest.id] == "yes"
        assert chest.id in heard.alerts


def test_several_feelings_are_one_list_and_not_sure_takes_none_away(rules: Understanding) -> None:
    assert read(rules, "sensation", pressed=["Pulling", "Aching"]).value == ("pulling", "aching")
    assert read(rules, "family_members", pressed=["Mother", "Not sure"]).value == ("mother",)


def test_one_button_is_read_as_its_words(rules: Understanding) -> None:
    heard = read(rules, "urge_to_move", "Yes", pressed=["Yes"])
    assert (heard.value, heard.pressed) == ("yes", True)


def test_the_wish_to_change_an_answer_names_its_question(rules: Understanding) -> None:
    heard = read(rules, "sensation", "I want to change this answer: age", amend="age")
    assert (heard.intent, heard.about, heard.value, heard.also) == ("go_back", "age", None, {})


LONG = "My legs crawl at night. " * 90
DANGER = "I have chest pain and I cannot breathe."


def test_a_danger_beyond_what_is_read_for_answers_is_heard(rules: Understanding) -> None:
    for before in (LONG, "la " * 700):
        heard = read(rules, "age", before + DANGER, read=2_000)
        assert "chest_pain_breathless" in heard.alerts
        assert (heard.outcome, heard.text) == ("answer", before + DANGER)


def test_an_answer_beyond_it_is_not_read(rules: Understanding) -> None:
    assert read(rules, "age", LONG + "I am 47 years old.", read=2_000).value is None
    assert read(rules, "age", "I am 47 years old. " + LONG, read=2_000).value == 47


@settings(max_examples=25)
@given(before=st.integers(0, 4_000), after=st.integers(0, 4_000))
def test_wherever_a_danger_stands_it_is_heard(before: int, after: int) -> None:
    text = f"{'la ' * (before // 3)}. {DANGER} {'la ' * (after // 3)}"
    heard = interpret(Understanding(bootstrap.reader()), Reply(text, "age"), {"read": 2_000})
    assert "chest_pain_breathless" in heard.alerts
