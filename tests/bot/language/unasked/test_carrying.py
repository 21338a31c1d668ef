"""A pregnancy told by what it brings."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand


@pytest.mark.parametrize(
    "text",
    [
        "no side suits me with this bump",
        "none, 35 and pregnant",
        "hips ache, the baby is sitting on one of them",
    ],
)
def test_a_pregnancy_is_noted(understand: Understand, text: str) -> None:
    assert understand(text, "evening_worse").also.get("pregnant") == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "my sister is 30 and pregnant",
        "the bump on my shin hurts",
        "not diabetic, pregnant or anything",
        "when I had the bump, yes",
        "yes, my sister's bump is huge",
    ],
)
def test_none_is_noted_that_was_not_told(understand: Understand, text: str) -> None:
    assert understand(text, "evening_worse").also.get("pregnant") != "yes"
