"""What goes out fits its channel, and nothing of it is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import bootstrap
from bot.channels.outgoing import fitting, open_in, parts, several_in, takes_several, utf16

TEXTS = st.text(st.sampled_from("ab é😖\n.?! \u0301"), max_size=300)


def test_a_short_text_stays_whole() -> None:
    assert list(parts("Call 911 now.\n\nDo not wait.", 100)) == ["Call 911 now.\n\nDo not wait."]


def test_a_long_text_is_cut_between_paragraphs_else_after_a_sentence() -> None:
    assert list(parts("One. Two.\n\nThree. Four.", 15)) == ["One. Two.", "Three. Four."]
    assert list(parts("Drink less coffee. Walk a little. Sleep.", 33)) == [
        "Drink less coffee. Walk a little.",
        "Sleep.",
    ]


def test_a_sentence_that_is_too_long_is_cut_between_words_and_a_word_between_letters() -> None:
    assert list(parts("my legs will not rest", 12)) == ["my legs will", "not rest"]
    assert list(parts("a" * 25, 10)) == ["a" * 10, "a" * 10, "a" * 5]
    assert list(parts("e\u0301" * 6, 5)) == ["e\u0301" * 2, "e\u0301" * 2, "e\u0301" * 2]


def test_a_letter_that_counts_twice_is_counted_twice() -> None:
    assert utf16("😖a") == 3
    assert list(parts("😖😖😖", 4, utf16)) == ["😖😖", "😖"]


@given(TEXTS, st.integers(4, 60), st.sampled_from([len, utf16]))
def test_no_part_is_empty_or_too_long_and_no_letter_is_lost(text: str, limit: int, size: object) -> None:
    assert callable(size)
    found = list(parts(text, limit, size))
    assert all(part.strip() == part != "" and size(part) <= limit for part in found)
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", text)


def test_buttons_and_what_programs_read_stay_with_the_last_part() -> None:
    asked = {
        "recipient_id": "tg:1",
        "text": "One. Two.",
        "buttons": [{"title": "Yes"}],
        "custom": {"id": "age"},
    }
    assert fitting(asked, 5) == [
        {"recipient_id": "tg:1", "text": "One."},
        {**asked, "text": "Two."},
    ]


@pytest.mark.parametrize("empty", [{}, {"text": ""}, {"text": " \n "}, {"recipient_id": "a", "text": None}])
def test_a_message_that_says_nothing_is_dropped(empty: dict[str, object]) -> None:
    assert fitting(empty, 100) == []


PLAIN = {"text": "So."}
ASKED = {"text": "How old are you?", "custom": {"kind": "question", "id": "age"}}
OFFERED = {"text": "Do you want this?", "buttons": [{"title": "Yes"}]}


@pytest.mark.parametrize(
    ("reply", "open_ones"),
    [
        ([PLAIN, ASKED, PLAIN], [(1, ASKED), (2, PLAIN)]),
        ([ASKED, OFFERED], [(1, OFFERED)]),
        ([PLAIN, PLAIN], [(1, PLAIN)]),
        ([PLAIN], [(0, PLAIN)]),
        ([], []),
    ],
)
def test_what_is_open_is_the_last_that_can_be_answered_and_all_after_it(
    reply: list[dict[str, object]], open_ones: list[tuple[int, dict[str, object]]]
) -> None:
    assert open_in(reply) == open_ones


def test_a_list_and_a_question_for_all_that_apply_take_several_buttons() -> None:
    several = several_in(bootstrap.knowledge())
    assert takes_several({"kind": "question", "id": "relatives", "asks": ["a", "b"]}, frozenset())
    assert all(takes_several({"kind": "question", "id": each}, several) for each in several)
    assert not takes_several({"kind": "question", "id": "age"}, several)
    assert not takes_several({"kind": "offer", "id": next(iter(several))}, several)
