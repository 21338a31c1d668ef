"""Both legs swollen, told in passing."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand


@pytest.mark.parametrize(
    "text",
    [
        "nights, both ankles puff up by teatime",
        "evenings. my legs inflate, both of them",
        "yes, feet fill up by six",
    ],
)
def test_swollen_legs_are_noted(understand: Understand, text: str) -> None:
    assert understand(text, "evening_worse").also.get("leg_swelling") == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "yes, my ankles never puff up",
        "yes, mum's ankles puff up",
        "yes, my feet used to swell",
        "yes, my glands swell",
        "evenings. both feet side thick vein",
    ],
)
def test_no_swelling_is_noted_that_was_not_told(understand: Understand, text: str) -> None:
    assert understand(text, "evening_worse").also.get("leg_swelling") != "yes"
