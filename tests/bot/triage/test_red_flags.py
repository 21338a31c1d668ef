"""Danger signs: which are up, and how soon somebody must act."""

import pytest

from bot.triage.red_flags import Raised, RedFlags, most_urgent
from tests.builders import a_question, a_red_flag, knowledge


def test_a_yes_to_a_danger_sign_raises_it() -> None:
    flags = RedFlags(knowledge(a_question("chest_pain"), a_red_flag("chest_pain")))
    assert flags.raised({"chest_pain": "yes"}) == (Raised("chest_pain", "emergency"),)


@pytest.mark.parametrize("value", ["no", "unknown", "declined"])
def test_anything_else_does_not(value: str) -> None:
    flags = RedFlags(knowledge(a_question("chest_pain"), a_red_flag("chest_pain")))
    assert flags.raised({"chest_pain": value}) == ()


def test_a_flag_may_need_several_answers_together() -> None:
    flag = a_red_flag("clot", {"swelling": "yes", "pregnant": "yes"}, urgency="same_day")
    flags = RedFlags(knowledge(flag))
    assert flags.raised({"swelling": "yes"}) == ()
    assert flags.raised({"swelling": "yes", "pregnant": "yes"}) == (Raised("clot", "same_day"),)


def test_any_of_several_combinations_raises_a_flag() -> None:
    flags = RedFlags(knowledge(a_red_flag("clot", {"swelling": "yes"}, {"sore_calf": "yes"})))
    assert [raised.id for raised in flags.raised({"sore_calf": "yes"})] == ["clot"]


def test_another_answer_may_make_a_flag_more_urgent() -> None:
    escalate = [{"if": {"breathless": "yes"}, "urgency": "emergency"}]
    flags = RedFlags(knowledge(a_red_flag("clot", urgency="same_day", escalate=escalate)))
    assert flags.raised({"clot": "yes"}) == (Raised("clot", "same_day"),)
    assert flags.raised({"clot": "yes", "breathless": "yes"}) == (Raised("clot", "emergency"),)


def test_an_escalation_never_makes_a_flag_less_urgent() -> None:
    escalate = [{"if": {"breathless": "yes"}, "urgency": "routine"}]
    flags = RedFlags(knowledge(a_red_flag("clot", urgency="same_day", escalate=escalate)))
    assert flags.raised({"clot": "yes", "breathless": "yes"}) == (Raised("clot", "same_day"),)


def test_an_escalation_alone_raises_nothing() -> None:
    escalate = [{"if": {"breathless": "yes"}, "urgency": "emergency"}]
    flags = RedFlags(knowledge(a_red_flag("clot", escalate=escalate)))
    assert flags.raised({"breathless": "yes"}) == ()


def test_the_most_urgent_flag_stands_first() -> None:
    flags = RedFlags(
        knowledge(
            a_red_flag("clot", urgency="soon"), a_red_flag("stroke"), a_red_flag("ulcer", urgency="same_day")
        )
    )
    raised = flags.raised({"clot": "yes", "ulcer": "yes", "stroke": "yes"})
    assert [each.id for each in raised] == ["stroke", "ulcer", "clot"]


@pytest.mark.parametrize(
    ("urgency", "stops"), [("emergency", True), ("same_day", True), ("soon", False), ("routine", False)]
)
def test_what_cannot_wait_till_tomorrow_stops_the_interview(urgency: str, stops: bool) -> None:
    flags = RedFlags(knowledge(a_red_flag("clot", urgency=urgency)))
    assert [raised.stops for raised in flags.raised({"clot": "yes"})] == [stops]


def test_the_most_urgent_of_none_is_routine() -> None:
    assert most_urgent([]) == "routine"
    assert most_urgent(["soon", "emergency", "same_day"]) == "emergency"
