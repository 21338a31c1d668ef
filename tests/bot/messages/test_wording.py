"""Fixed sentences and the blanks in them."""

from __future__ import annotations

import pytest

from bot.messages import Button
from bot.messages.wording import Words, bullets, listed, sentence
from tests.builders import knowledge, words

SAID = Words(
    knowledge(*words(hello="Hello from {clinic}, {name}.", button_yes="Yes")), {"clinic": "Elm Street"}
)


def test_a_blank_of_the_clinic_is_filled_in() -> None:
    assert SAID.say("hello", name="Ann") == "Hello from Elm Street, Ann."


def test_what_is_filled_in_is_never_read_as_a_blank() -> None:
    assert SAID.say("hello", name="{clinic} {x}") == "Hello from Elm Street, {clinic} {x}."


def test_a_blank_that_nothing_fills_stays_to_be_seen() -> None:
    assert SAID.fill("Call {nobody} now.") == "Call {nobody} now."


def test_a_button_sends_the_words_it_shows() -> None:
    assert SAID.button("yes") == Button("Yes", "Yes")


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_become_a_list_in_a_sentence(items: list[str], text: str) -> None:
    assert listed(items) == text


def test_words_become_lines() -> None:
    assert bullets(["one", "two"]) == "• one\n• two"


@pytest.mark.parametrize(
    ("before", "after"), [("low iron", "Low iron."), ("Is it?", "Is it?"), (" your GP. ", "Your GP.")]
)
def test_words_become_a_sentence(before: str, after: str) -> None:
    assert sentence(before) == after
