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
    ("just my uncle and a cousin", ("uncle", "cousin")),
    ("my dad doesn't, mum does", ("mother",)),
    ("not sure", "unknown"),
    ("I'd rather not say", "declined"),
    ("nan and grandad", ("grandparent",)),
    ("my mum, not my mother-in-law", ("mother",)),
    ("the brothers of my mother", ("uncle",)),
    ("dad, his brother, and his sister", ("father", "uncle", "aunt")),
    ("mum and her mum", ("mother", "grandparent")),
    ("my cousin, and my sister's boy", ("cousin", "niece_nephew")),
    ("both of my parents", ("mother", "father")),
    ("pop, that's dad's dad", ("grandparent",)),
    ("pops", ("father",)),
    ("my sister, and my husband and his dad", ("sister",)),
    ("dad, the rest of us kids got away with it", ("father",)),
    ("my mum. no wait, it was my aunt", ("aunt",)),
    ("mother, scratch that, my mother's sister", ("aunt",)),
    ("mum, actually my dad as well", ("mother", "father")),
    ("my mum actually has it and so does my nan", ("mother", "grandparent")),
    ("everyone assumed it was mum but it was my father", ("father",)),
    ("the auld lad", ("father",)),
    ("babcia and my mausi", ("grandparent", "aunt")),
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
    ("mum was never diagnosed but she had it", "yes"),
    ("my mother never once sat through a film", "yes"),
    ("my mum and dad don't", "no"),
    ("mum's got arthritis and dad had gout but not this", "no"),
    ("I asked my mum and my brothers, nobody", "no"),
    ("I rang my mum and she has it", "yes"),
    ("I thought my dad had it but it was his hip, so no, no one", "no"),
    ("it's on my dad's side", "yes"),
    ("never met my birth parents", "unknown"),
]


@pytest.mark.parametrize(("text", "answer"), RUNS)
def test_whether_it_runs_in_the_family(understand: Understand, text: str, answer: str) -> None:
    assert understand(text, "family_history").value == answer


@pytest.mark.parametrize("text", ["my mother-in-law", "my husband's mum", "it's my wife's aunt"])
def test_in_laws_alone_are_no_family_with_it(understand: Understand, text: str) -> None:
    understood = understand(text, "family_members")
    assert (understood.value, understood.also["family_history"]) == (None, "no")


def test_who_has_it_says_that_somebody_has(understand: Understand) -> None:
    assert understand("my aunt", "family_members").also["family_history"] == "yes"


def test_where_another_illness_is_asked_about_it_means_that_illness(understand: Understand) -> None:
    assert "family_history" not in understand("yes, my mum has it too", "diabetes").also
    assert understand("yes, and my mum has restless legs", "diabetes").also["family_history"] == "yes"


@pytest.mark.parametrize(
    "text", ["my mum is 80", "my sister drove me here", "I live with my dad", "my aunt had a stroke"]
)
def test_a_relative_merely_named_says_nothing(understand: Understand, text: str) -> None:
    assert "family_members" not in understand(text, "rest_onset").also


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("mum's was both, mine is just the right", "mother"),
        ("my sister gets hers all day, me it's strictly after ten", "sister"),
        ("my brother climbs the walls with his, I only wriggle", "brother"),
    ],
)
def test_legs_set_beside_the_writers_are_a_relatives(
    understand: Understand, text: str, relative: str
) -> None:
    assert understand(text, "evening_worse").also.get("family_members") == (relative,)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("mum's got diabetes, mine is fine", "evening_worse"),
        ("dad lost his job and I worry", "evening_worse"),
        ("mum's was a duodenal one, mine is the stomach", "gi_bleeding"),
        ("my sister's was never like mine", "evening_worse"),
        ("mum has crohns, she gets blood in hers, not me", "evening_worse"),
    ],
)
def test_what_else_is_set_beside_the_writers_is_no_family_history(
    understand: Understand, text: str, question: str
) -> None:
    assert "family_history" not in understand(text, question).also


def test_a_no_taken_back_at_once_is_no_answer(understand: Understand) -> None:
    heard = understand("no. oh hang on, grandad did", "family_history")
    assert (heard.value, heard.also.get("family_members")) == ("yes", ("grandparent",))
