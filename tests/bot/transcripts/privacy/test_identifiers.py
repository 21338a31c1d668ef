"""What says directly who somebody is: covered, and nothing else with it."""

from __future__ import annotations

import pytest

from bot.transcripts.privacy.identifiers import Identifier, find, hidden


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("My name is Bob Miller and my legs ache", "My name is [name] and my legs ache"),
        ("my name is bob", "my name is [name]"),
        ("I'm Anna Schmidt", "I'm [name]"),
        ("this is Maria Lopez again", "this is [name] again"),
        ("my daughter is called Ann-Lee O'Hara and she is 9", "my daughter is called [name] and she is 9"),
        ("Dr. House sent me", "Dr. [name] sent me"),
        ("call me on 555-0199 please", "call me on [phone] please"),
        ("ring +1 (212) 555-0188.", "ring [phone]."),
        ("write to bob.m@example.org", "write to [email]"),
        ("born on 4th of May 1978", "born on [date of birth]"),
        ("dob 3/4/1978", "dob [date of birth]"),
        ("I was born in 1978", "I was born in [date of birth]"),
        ("NHS number 943 476 5919", "NHS number [number]"),
        ("SSN 078-05-1120", "SSN [number]"),
        ("member id: ABC 12345", "member id: [number]"),
        ("I live at 12 Old Oak Road, Flat 3", "I live at [address]"),
        ("12 Elm St", "[address]"),
        ("postcode is SW1A 1AA", "postcode is [address]"),
        ("see https://me.example/bob", "see [web address]"),
    ],
)
def test_who_somebody_is_is_covered(said: str, seen: str) -> None:
    assert hidden(said) == seen


@pytest.mark.parametrize(
    "said",
    [
        "I am 47 and take 20 mg",
        "since 2019, ferritin 12.5",
        "2 cups of coffee, 3 drinks per day",
        "7 days a week for 12 years",
        "at 10:30 pm, in Mar 2020",
        "this is driving me mad, call me back",
        "I am pregnant and it is worse in the evening",
        "ferritin 12 and 34 and 56",
    ],
)
def test_what_a_nurse_must_read_stays(said: str) -> None:
    assert hidden(said) == said


def test_a_name_that_is_known_is_covered_wherever_it_stands() -> None:
    assert hidden("bob says MILLER slept, the bobbin did not", ["Bob Miller"]) == (
        "[name] says [name] slept, the bobbin did not"
    )


def test_places_are_given_in_order_and_never_one_within_another() -> None:
    assert find("a@b.example or 555 0199") == [Identifier("email", 0, 11), Identifier("phone", 15, 23)]


def test_two_thousand_hostile_letters_are_read_at_once() -> None:
    for text in ("1 " * 1000, "a" * 2000, "my name is " + "A" * 2000, "12 a b " * 280, "@." * 1000):
        assert isinstance(hidden(text), str)
