"""Weeks of a pregnancy told beside another question."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand


@pytest.mark.parametrize(
    ("text", "question", "weeks"),
    [
        ("yes, and I'm 26 weeks with my second", "diabetes", 26),
        ("worried sick, 34 weeks", "anxiety", 34),
        ("heartburn, 24 weeks, the midwife knows", "stress", 24),
        ("I'm 30 and 22 weeks gone", "age", 22),
        ("my ankles are puffy, 31 weeks today", "leg_swelling", 31),
    ],
)
def test_weeks_told_in_passing_say_how_far_the_pregnancy_is(
    understand: Understand, text: str, question: str, weeks: int
) -> None:
    also = understand(text, question).also
    assert (also.get("pregnant"), also.get("gestation_weeks")) == ("yes", weeks)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("my sister, 30 weeks pregnant, has it too", "diabetes"),
        ("I'm 20 weeks clean of the drink", "stress"),
        ("I'm 6 weeks into a new job", "stress"),
        ("20 weeks", "duration_months"),
        ("look six months gone by teatime", "ibs_bloating"),
    ],
)
def test_other_weeks_are_no_pregnancy(understand: Understand, text: str, question: str) -> None:
    assert "gestation_weeks" not in understand(text, question).also


def test_no_man_is_noted_as_pregnant(understand: Understand) -> None:
    assert "pregnant" not in understand("off the fags, 20 weeks", "stress", sex="male").also
