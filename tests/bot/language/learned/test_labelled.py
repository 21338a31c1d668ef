"""Labelled replies are read strictly, and a family is never on both sides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.bootstrap import knowledge
from bot.errors import DocumentError
from bot.language.learned.labelled import Labelled, load_labelled, parts
from bot.settings import ROOT


def read(folder: Path, text: str) -> tuple[Labelled, ...]:
    (folder / "legs.yml").write_text(text, encoding="utf-8")
    return load_labelled(folder, knowledge())


FAMILY = """
- family: relief/garden
  question: relief_with_movement
  phenomena: [idiom]
  means: yes
  replies:
    - "a lap of the garden and they settle"
"""


def test_a_reply_means_what_its_family_means(tmp_path: Path) -> None:
    (one,) = read(tmp_path, FAMILY)
    assert (one.reply.question, one.outcome, one.value) == ("relief_with_movement", "answer", "yes")
    assert one.reply.today == date(2026, 11, 22)


def test_a_reply_may_mean_something_of_its_own(tmp_path: Path) -> None:
    own = '    - {text: "half way round it, I am 54", means: partial, also: {age: 54}, today: 2026-01-02}\n'
    _, one = read(tmp_path, FAMILY + own)
    assert (one.value, one.also, one.reply.today) == ("partial", {"age": 54}, date(2026, 1, 2))


def test_a_reply_may_take_back_what_its_family_means(tmp_path: Path) -> None:
    _, one = read(tmp_path, FAMILY + '    - {text: "nice garden", means: null}\n')
    assert one.value is None


@pytest.mark.parametrize(
    ("means", "outcome", "value"),
    [
        ("asks", "clarification", None),
        ("off_topic", "off_topic", None),
        ("declined", "declined", "declined"),
        ("unknown", "answer", "unknown"),
        ("[]", "answer", ()),
        ("{trimester: 3}", "answer", {"trimester": 3}),
    ],
)
def test_what_a_reply_means_has_an_outcome_and_a_value(
    tmp_path: Path, means: str, outcome: str, value: object
) -> None:
    (one,) = read(tmp_path, FAMILY.replace("means: yes", f"means: {means}"))
    assert (one.outcome, one.value) == (outcome, value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("question: legs", "legs.yml:3: there is no question 'legs'"),
        ("phenomena: [jokes]", "legs.yml:3: phenomena"),
        ("alerts: [toothache]", "there is no red flag 'toothache'"),
        ("also: {shoe_size: 9}", "there is no question 'shoe_size'"),
        ("mean: yes", "unknown key"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, wrong: str, said: str) -> None:
    key = wrong.split(":")[0]
    lines = [line for line in FAMILY.splitlines() if not line.strip().startswith(f"{key}:")]
    lines.insert(2, f"  {wrong}")
    with pytest.raises(DocumentError, match=said.replace("'", ".")):
        read(tmp_path, "\n".join(lines))


def test_the_same_way_of_saying_is_on_one_side_whatever_the_question(tmp_path: Path) -> None:
    other = FAMILY.replace("relief_with_movement", "evening_worse")
    one, two = read(tmp_path, FAMILY + other)
    assert one.set_aside == two.set_aside


def test_about_a_fifth_of_the_families_is_set_aside_and_no_text_stands_on_both_sides() -> None:
    replies = load_labelled(ROOT / "data" / "replies", knowledge())
    families = {one.family: one.set_aside for one in replies}
    assert len(replies) >= 6_000
    assert 0.15 < sum(families.values()) / len(families) < 0.25
    development, aside = parts(replies)
    assert {one.reply.text for one in development}.isdisjoint(one.reply.text for one in aside)
