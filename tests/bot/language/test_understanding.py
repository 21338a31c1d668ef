"""The rules first, the model where it is of use, and all windows of a long message."""

from __future__ import annotations

import pytest

from bot.bootstrap import reader
from bot.language.interpretation import Reply
from bot.language.learned.reply_model import Opinion
from bot.language.understanding import WINDOW, Understanding


class Heard:
    """A model that notes what it was asked, and hears a danger in one word."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hear(self, question: str | None, text: str) -> Opinion:
        self.asked.append(text)
        return Opinion({"yes": 0.9, "no": 0.1}, {"stroke_signs": 0.99 if "drooping" in text else 0.0})


@pytest.fixture
def model() -> Heard:
    return Heard()


@pytest.fixture
def understanding(model: Heard) -> Understanding:
    return Understanding(reader(), model)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["No", "no thanks", "yes", "", "   ", "😀😀😀", "/restart now please", "tengo las piernas inquietas"],
)
def test_a_press_a_plain_word_or_no_words_are_not_put_to_the_model(
    understanding: Understanding, model: Heard, text: str
) -> None:
    understanding.interpret(Reply(text, "rest_onset"))
    assert model.asked == []


def test_what_the_rules_do_not_know_is_put_to_the_model(understanding: Understanding, model: Heard) -> None:
    heard = understanding.interpret(Reply("mattress plus me equals misery", "rest_onset"))
    assert (model.asked, heard.value) == (["mattress plus me equals misery"], "yes")


def test_a_danger_at_the_end_of_a_long_message_is_heard(understanding: Understanding, model: Heard) -> None:
    story = "and so it went on and on " * WINDOW
    heard = understanding.interpret(Reply(story[: WINDOW * 9] + " one side of it is drooping", "rest_onset"))
    assert len(model.asked) > 1
    assert "stroke_signs" in heard.alerts


def test_a_book_is_read_in_so_many_windows_and_no_more(understanding: Understanding, model: Heard) -> None:
    understanding.interpret(Reply("legs " * 5_000, "rest_onset"))
    assert len(model.asked) <= 4


def test_without_a_model_the_rules_stand_alone() -> None:
    assert Understanding(reader()).interpret(Reply("yes", "rest_onset")).value == "yes"


class Denies:
    """A model that takes everything for no."""

    def hear(self, question: str | None, text: str) -> Opinion:
        return Opinion({"no": 0.99, "yes": 0.01}, {})


def test_a_no_to_a_whole_list_is_noted_of_every_item_still_open() -> None:
    understanding = Understanding(reader(), Denies())  # type: ignore[arg-type]
    heard = understanding.interpret(Reply("thankfully spared all that", "movement_check"))
    assert heard.also == dict.fromkeys(
        ("position_change_fixes", "habitual_only", "whole_body_restlessness"), "no"
    )


def test_a_list_of_dangers_is_not_closed_by_the_model() -> None:
    understanding = Understanding(reader(), Denies(), {"safety_check"})  # type: ignore[arg-type]
    heard = understanding.interpret(Reply("thankfully spared all that", "safety_check"))
    assert (heard.value, heard.also) == (None, {})
