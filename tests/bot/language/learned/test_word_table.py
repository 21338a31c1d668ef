"""What a reply is made of, as rows of the table of words."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.language.learned.word_table import LONGEST, ROWS, WordTable, rows


@given(st.text(max_size=200))
def test_every_text_calls_up_rows_of_the_table_each_once(text: str) -> None:
    found = rows(["nicotine"], text)
    assert len(found) == len(set(found)) > 0
    assert all(0 <= row < ROWS for row in found)


def test_capitals_and_punctuation_make_no_difference() -> None:
    assert set(rows(["nicotine"], "NO, never!")) == set(rows(["nicotine"], "no never"))


def test_the_same_words_under_another_question_share_what_is_not_special_to_it() -> None:
    one, other = set(rows(["nicotine"], "now and then")), set(rows(["anxiety"], "now and then"))
    assert one & other
    assert one - other


def test_the_order_of_words_counts() -> None:
    assert set(rows([], "yes not really no")) != set(rows([], "no not really yes"))


def test_a_very_long_reply_is_read_no_further_than_its_beginning() -> None:
    begins = "legs and more legs " * 100
    assert len(begins) > LONGEST
    assert rows([], begins[:LONGEST]) == rows([], begins + "something else")


def test_a_score_is_the_same_however_often_a_word_is_said() -> None:
    table = table_of("no", (5, -5))
    assert np.allclose(table.score([], "no no no"), table.score([], "no no no no"))


def test_words_the_table_does_not_hold_say_nothing() -> None:
    assert np.allclose(table_of("no", (5, -5)).score(["nicotine"], "yes"), 0)


def table_of(text: str, weights: tuple[int, int]) -> WordTable:
    """A table of two classes that holds the words of one reply."""
    kept = np.array(sorted(rows([], text)), np.int32)
    both = np.full(len(kept), 2, np.uint8), np.tile(np.array([0, 1], np.uint8), len(kept))
    weight = np.tile(np.array(weights, np.int8), len(kept))
    return WordTable(kept, *both, weight, np.ones(2, np.float32), np.zeros(2, np.float32))


def test_a_reply_without_words_is_scored_by_how_often_each_class_is_meant() -> None:
    table = table_of("no", (5, -5))
    assert np.array_equal(table.score([], "?!"), table.bias)
