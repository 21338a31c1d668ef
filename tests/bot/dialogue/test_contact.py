"""Numbers, addresses, names and times, as people type them."""

from __future__ import annotations

import pytest

from bot.dialogue.contact import Reach, best_time, name, reach


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("555 0199", "555 0199"),
        ("it's (212) 555-0188.", "(212) 555-0188"),
        ("+44 20 7946 0958 after five please", "+44 20 7946 0958"),
        ("try  020  7946  0958", "020 7946 0958"),
    ],
)
def test_a_phone_number_is_found_in_a_sentence(said: str, number: str) -> None:
    assert reach(said) == Reach("phone", number)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("Bob.M+x@mail.example.org", "Bob.M+x@mail.example.org"),
        ("write to bob@example.org.", "bob@example.org"),
        ("bob at example dot org", "bob@example.org"),
    ],
)
def test_an_e_mail_address_is_found_also_when_it_is_spelt_out(said: str, address: str) -> None:
    assert reach(said) == Reach("email", address)


@pytest.mark.parametrize("said", ["", "555", "at 5 or 6", "I am 47", "bob@", "1234567890123456", "🦵"])
def test_what_nobody_can_be_reached_by_is_not_taken(said: str) -> None:
    assert reach(said) is None


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("Bob Miller", "Bob Miller"),
        ("my name is bob", "bob"),
        ("Hi, I'm Zoë O'Hara-Lee.", "Zoë O'Hara-Lee"),
        ("call me Al", "Al"),
        ("محمد علي", "محمد علي"),
    ],
)
def test_a_name_is_taken_without_what_leads_up_to_it(said: str, called: str) -> None:
    assert name(said) == called


@pytest.mark.parametrize(
    "said", ["", "555 0199", "who is asking?", "one two three four five six seven", "🦵"]
)
def test_what_can_be_no_name_is_left_out(said: str) -> None:
    assert name(said) is None


def test_a_time_is_kept_in_the_patients_words_but_not_a_book() -> None:
    assert best_time("  weekdays\nafter  4 ") == "weekdays after 4"
    assert len(best_time("late " * 1000)) == 200
