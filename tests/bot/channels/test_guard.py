"""What may come in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.guard import PREFIXES, PUBLIC, TRUSTED, Measure, clean, is_id, is_of

SMALL = Measure(kept=60, read=20)
ANYTHING = st.text(st.characters())
"""Also what is in no language: halves of letters, controls, marks without a letter."""


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


def test_on_the_website_answers_are_read_from_the_beginning_and_the_whole_is_kept() -> None:
    heard = clean("legs " * 1_000 + "chest pain", PUBLIC)
    assert heard.text.endswith("chest pain")
    assert heard.read <= 2_000
    assert heard.metadata == {"left_out": 5_010 - heard.read, "read": heard.read}


def test_programs_and_the_terminal_are_read_further() -> None:
    assert clean("x" * 40_000).metadata is None
    heard = clean("x" * 100_000)
    assert len(heard.text) == heard.read == TRUSTED.kept
    assert heard.left_out == 60_000


def test_no_word_is_read_by_half() -> None:
    assert clean("a swollen calf, sudden pain", SMALL).read == len("a swollen calf,")
    assert clean("x" * 50, SMALL).read == 20


@given(ANYTHING)
def test_whatever_comes_in_can_be_stored_and_cleaning_again_changes_nothing(raw: str) -> None:
    text = clean(raw).text
    text.encode("utf-8")
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text if letter not in "\n\t")
    assert unicodedata.is_normalized("NFC", text)
    assert clean(text).text == text


@given(ANYTHING)
def test_nothing_is_cut_off_unless_that_is_said(raw: str) -> None:
    heard, whole = clean(raw, SMALL), clean(raw)
    assert whole.text.startswith(heard.text)
    assert heard.read <= len(heard.text) <= SMALL.kept
    assert heard.read + heard.left_out == len(whole.text)
    assert bool(heard.metadata) == (len(whole.text) > SMALL.read)


@pytest.mark.parametrize("name", ["web:abc-DEF_1", "slack:T1:U2", "someone@example.org", "7", "a" * 200])
def test_an_id_of_the_expected_shape_passes(name: str) -> None:
    assert is_id(name)


@pytest.mark.parametrize("name", ["", "a b", "a\n", "\ud800", "a\x00", "a" * 201, "é", "../x", "{x}"])
def test_any_other_id_is_refused(name: str) -> None:
    assert not is_id(name)


@given(ANYTHING, st.sampled_from(PREFIXES))
def test_an_id_belongs_to_one_channel(name: str, prefix: str) -> None:
    owners = [each for each in ("", *PREFIXES) if is_of(each, prefix + name)]
    assert owners == ([prefix] if is_id(prefix + name) else [])


@given(ANYTHING)
def test_an_id_that_passes_is_safe_in_any_log_and_any_path(name: str) -> None:
    if is_id(name):
        assert name.isascii()
        assert not set(name) & set("/\\ \n\"'{}%<>")
