"""Relatives: who counts as family by blood."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand

WHO = [
    ("my mum", ("mother",)),
    ("mom and dad", ("mother", "father")),
    ("my gran on dad's side", ("grandparent",)),
    ("an aunt", ("aunt",)),
    ("my mother's sister", ("aunt",)),
    ("my sister but not my brother", ("sister",)),
    ("my half brother", ("half_sibling",)),
    ("both my kids", ("child",)),
    ("my mother-in-law", ()),
    ("my husband's mum", ()),
    ("my stepdad", ()),
    ("my adoptive mother", ()),
    ("just my uncle and a cousin", ("uncle", "cousin")),
    ("my dad doesn't, mum does", ("mother",)),
    ("not sure", "unknown"),
    ("I'd rather not say", "declined"),
    ("nan and grandad", ("grandparent",)),
    ("my mum, not my mother-in-law", ("mother",)),
]


@pytest.mark.parametrize(("text", "relatives"), WHO)
def test_relatives_by_blood_are_recorded(understand: Understand, text: str, relatives: object) -> None:
    assert understand(text, "family_members").value == relatives


RUNS = [
    ("yes my mum has it", "yes"),
    ("my dad", "yes"),
    ("runs in the family", "yes"),
    ("my sister kicks all night", "yes"),
    ("no one", "no"),
    ("nobody I know of", "no"),
    ("only my mother-in-law", "no"),
    ("my husband does", "no"),
    ("my stepmother", "no"),
    ("I'm adopted", "unknown"),
    ("never met my father's family", "unknown"),
    ("I'm the first", "no"),
]


@pytest.mark.parametrize(("text", "answer"), RUNS)
def test_whether_it_runs_in_the_family(understand: Understand, text: str, answer: str) -> None:
    assert understand(text, "family_history").value == answer


@pytest.mark.parametrize(
    "text", ["my mum is 80", "my sister drove me here", "I live with my dad", "my aunt had a stroke"]
)
def test_a_relative_merely_named_says_nothing(understand: Understand, text: str) -> None:
    assert "family_members" not in understand(text, "rest_onset").also
