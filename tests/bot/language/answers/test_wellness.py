"""Who says that something is not as it should be has not said no to a danger."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("stroke_signs", "my face is not normal"),
        ("stroke_signs", "speech is far from normal"),
        ("chest_pain_breathless", "breathing isn't easy"),
        ("bladder_bowel_saddle", "waterworks aren't fine"),
        ("preeclampsia_signs", "my eyes are not ok"),
        ("leg_weakness", "no longer strong"),
        ("one_leg_swollen_painful", "they're not the same"),
        ("child_unwell", "he is not well"),
        ("leg_weakness", "I was strong as an ox until today"),
        ("leg_weakness", "my legs won't carry me"),
        ("cold_pale_leg", "a hot water bottle does not warm my left foot"),
        ("suicidal_thoughts", "I'm going nowhere"),
        ("suicidal_thoughts", "want to live? not really"),
        ("sleepy_driving", "never once a week, more like daily"),
    ],
)
def test_not_being_well_is_no_no_to_a_danger(understand: Understand, question: str, text: str) -> None:
    assert understand(text, question).value != "no"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("stroke_signs", "no, my face is normal"),
        ("leg_weakness", "not at all. strong as ever"),
        ("child_unwell", "no he is well"),
        ("chest_pain_breathless", "nope, breathing is fine"),
    ],
)
def test_being_well_is_a_no_to_a_danger(understand: Understand, question: str, text: str) -> None:
    assert understand(text, question).value == "no"
