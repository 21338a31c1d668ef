"""Long and winding messages: what they tell is noted, what they only touch is not."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand

STORY = (
    "Well where do I start, it all began when we moved house, but my husband's job moved and then his "
    "mother fell ill, she had a stroke you know, and I noticed that in the car my legs would get this "
    "awful fidgety feeling. Now I can't sit through an episode of anything without getting up and "
    "walking about, which does help, but only while I'm walking. My sister is the same, and my late "
    "father was a terrible kicker in bed, mum used to make him sleep in the spare room. I'm 66 by the "
    "way. The doctor put me on omeprazole for my stomach two years ago. I gave up smoking when I had "
    "the kids. I have an underactive thyroid, and they're keeping an eye on my sugar but it's not "
    "diabetes. I don't have any chest pain or anything like that."
)


def test_a_long_story_is_noted_as_it_was_told(understand: Understand) -> None:
    told = understand(STORY)
    assert told.alerts == ()
    assert told.also["age"] == 66
    assert told.also["relief_with_movement"] == "yes"
    assert told.also["family_members"] == ("sister", "father")
    assert told.also["medications"] == ("omeprazole",)
    assert told.also["thyroid_disease"] == "yes"
    assert told.also["diabetes"] == told.also["nicotine"] == told.also["chest_pain_breathless"] == "no"


def test_wondering_about_an_illness_is_not_having_it(understand: Understand) -> None:
    assert not understand("is it MS? is it diabetes?").also
    assert "known_low_iron" not in understand("could it be low iron?", "rest_onset").also


def test_wondering_about_a_danger_is_heard(understand: Understand) -> None:
    assert understand("is this a heart attack? my arm hurts").alerts == ("chest_pain_breathless",)


def test_asking_whether_a_relative_counts_names_none(understand: Understand) -> None:
    understood = understand("do cousins count?", "family_history")
    assert (understood.intent, dict(understood.also)) == ("ask_meaning", {})


@pytest.mark.parametrize("text", ["will my kids get it too?", "can my son get restless legs?"])
def test_asking_whether_children_will_get_it_is_no_family_history(understand: Understand, text: str) -> None:
    assert not understand(text, "rest_onset", age=47).also


def test_asking_what_an_item_is_asks_for_its_meaning(understand: Understand) -> None:
    assert understand("what is autoimmune?", "conditions_check").intent == "ask_meaning"


def test_a_medicine_begun_long_ago_is_taken_still(understand: Understand) -> None:
    assert understand("I started sertraline two years ago", "rest_onset").also == {
        "medications": ("sertraline",)
    }
    assert not understand("I took sertraline two years ago", "rest_onset").also
