"""What may come in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.guard import LONGEST, clean, is_conversation


def test_ordinary_words_pass_unchanged() -> None:
    heard = clean("My legs crawl at night 😖\nand I’m 35 weeks pregnant.")
    assert heard.text == "My legs crawl at night 😖\nand I’m 35 weeks pregnant."
    assert heard.metadata is None


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("", ""),
        (" \n\t ", ""),
        ("a\x00b", "ab"),
        ("\ud800legs", "legs"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\x1b[31mred", "[31mred"),
        ("cafe\u0301", "caf\u00e9"),
        ("/intent{}", "/intent{}"),
        ("<b>legs</b>", "<b>legs</b>"),
    ],
)
def test_what_breaks_databases_or_terminals_is_left_out(raw: str, read: str) -> None:
    assert clean(raw).text == read


def test_what_is_too_long_is_cut_and_the_rest_counted() -> None:
    heard = clean("x" * 100_000)
    assert len(heard.text) == LONGEST
    assert heard.metadata == {"left_out": 100_000 - LONGEST}


@given(st.text(st.characters()))
def test_whatever_comes_in_can_be_stored_and_cleaning_again_changes_nothing(raw: str) -> None:
    text = clean(raw).text
    assert len(text.encode("utf-8")) <= 4 * LONGEST
    assert "\x00" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert clean(text).text == text


@pytest.mark.parametrize("name", ["web:abc-DEF_1", "slack:T1:U2", "someone@example.org", "7", "a" * 200])
def test_an_id_of_the_expected_shape_passes(name: str) -> None:
    assert is_conversation(name)


@pytest.mark.parametrize("name", ["", "a b", "a\n", "\ud800", "a\x00", "a" * 201, "é", "../x", "{x}"])
def test_any_other_id_is_refused(name: str) -> None:
    assert not is_conversation(name)
