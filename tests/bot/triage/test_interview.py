"""What to ask next, and when to stop."""

from typing import Any

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Entry
from bot.triage.assessment import Assessor
from bot.triage.interview import Interview, Plan, Step, change, likely
from tests.builders import (
    a_cause,
    a_checklist,
    a_lab,
    a_link,
    a_question,
    a_red_flag,
    knowledge,
    options,
)


def interview(*entries: Entry) -> Interview:
    return Interview(Assessor(knowledge(*entries)))


def asked(talk: Interview, **replies: Any) -> list[str]:
    """The ids of all steps in order, when each question is answered so (or with no)."""
    values: dict[str, Any] = {}
    order = []
    while step := talk.plan(values).next:
        order.append(step.id)
        values.update({question: replies.get(question, "no") for question in step.questions})
    return order


def always(key: str, group: str, kind: str = "yes_no", **more: Any) -> Entry:
    return a_question(key, kind, group=group, always=True, **more)


SKELETON: Knowledge = knowledge(
    always("family_history", "family"),
    always("medications", "medicines", "medications"),
    always("pregnant", "pregnancy", applies=[{"sex": "female"}]),
    always("frequency", "course", "number"),
    always("sex", "person", "choice", options=options("female", "male")),
    always("cramp_knot", "mimics"),
    always("urge_to_move", "criteria"),
    always("stroke_signs", "safety"),
    always("chest_pain", "safety"),
    always("age", "person", "number"),
    a_red_flag("chest_pain"),
)


def test_safety_comes_first_then_the_criteria_then_the_four_that_are_always_asked() -> None:
    talk = Interview(Assessor(SKELETON))
    assert asked(talk, age=40, sex="female", frequency=3, medications=()) == [
        "age",
        "stroke_signs",
        "chest_pain",
        "urge_to_move",
        "cramp_knot",
        "frequency",
        "sex",
        "pregnant",
        "medications",
        "family_history",
    ]


def test_who_cannot_be_pregnant_is_not_asked() -> None:
    talk = Interview(Assessor(SKELETON))
    assert "pregnant" not in asked(talk, age=40, sex="male", frequency=3, medications=())


def test_what_was_already_said_is_not_asked_again() -> None:
    plan = Interview(Assessor(SKELETON)).plan({"age": 40, "stroke_signs": "no", "chest_pain": "unknown"})
    assert plan.next == Step("urge_to_move", ("urge_to_move",))


def test_what_an_answer_opens_is_asked_before_the_groups_after_it() -> None:
    talk = interview(
        always("evening_worse", "criteria"),
        always("evening_once", "criteria", applies=[{"evening_worse": "no"}]),
        always("family_history", "family"),
    )
    assert asked(talk, evening_worse="no") == ["evening_worse", "evening_once", "family_history"]
    assert asked(talk, evening_worse="yes") == ["evening_worse", "family_history"]


IRON = a_cause("iron", a_link("heavy_periods", yes="++"))
FERRITIN = a_lab("ferritin", {"status": "indicated", "cause": "iron", "level": "weak"})


def test_a_question_that_can_change_the_outcome_is_asked() -> None:
    assert asked(interview(a_question("heavy_periods"), IRON)) == ["heavy_periods"]


def test_a_question_that_can_change_nothing_is_not_asked() -> None:
    assert asked(interview(a_question("shoe_size"), a_question("heavy_periods"), IRON)) == ["heavy_periods"]


def test_what_can_change_most_is_asked_first() -> None:
    stress = a_cause("stress", a_link("tense", yes="++"))
    talk = interview(a_question("tense"), a_question("heavy_periods"), IRON, stress, FERRITIN)
    assert asked(talk) == ["heavy_periods", "tense"]


def test_a_danger_sign_outweighs_a_test() -> None:
    talk = interview(
        a_question("heavy_periods"), a_question("clot"), IRON, FERRITIN, a_red_flag("clot", urgency="soon")
    )
    assert asked(talk)[0] == "clot"


def test_a_likelier_answer_makes_a_question_more_telling() -> None:
    rare = a_question("rare", likely=[{"value": "yes", "share": 0.01}, {"value": "no", "share": 0.99}])
    common = a_question("common", likely=[{"value": "yes", "share": 0.9}, {"value": "no", "share": 0.1}])
    causes = (a_cause("a", a_link("rare", yes="++")), a_cause("b", a_link("common", yes="++")))
    assert asked(interview(rare, common, *causes)) == ["common", "rare"]


def test_a_question_of_no_use_is_dropped_once_another_answer_settles_it() -> None:
    either = {
        "status": "core",
        "cause": "iron",
        "unless": {"ferritin_known": "yes"},
        "if": {"bleeding": "yes"},
    }
    talk = interview(a_question("bleeding"), a_lab("ferritin", either))
    assert talk.plan({"ferritin_known": "yes"}) == Plan(())
    assert talk.plan({}).next == Step("bleeding", ("bleeding",))


def test_the_interview_stops_when_nothing_is_open() -> None:
    talk = interview(a_question("heavy_periods"), IRON)
    assert talk.plan({"heavy_periods": "declined"}) == Plan(())


def test_how_many_are_left_counts_down() -> None:
    talk = Interview(Assessor(SKELETON))
    values: dict[str, Any] = {}
    left = [talk.plan(values).left]
    for answer in ({"age": 40}, {"stroke_signs": "no"}, {"chest_pain": "no"}, {"urge_to_move": "yes"}):
        values.update(answer)
        left.append(talk.plan(values).left)
    assert left == [8, 7, 6, 5, 4]


def test_a_checklist_counts_as_one() -> None:
    talk = interview(
        always("stroke_signs", "safety"),
        always("chest_pain", "safety"),
        always("urge_to_move", "criteria"),
        a_checklist("safety_check", "stroke_signs", "chest_pain"),
    )
    plan = talk.plan({})
    assert (plan.next, plan.left) == (Step("safety_check", ("stroke_signs", "chest_pain")), 1)


CHECK = (
    a_question("donor", item="Giving blood"),
    a_question("vegan", item="Vegan"),
    a_question("surgery", item="Surgery", applies=[{"age": {"at_least": 18}}]),
    a_checklist("iron_check", "donor", "vegan", "surgery"),
    a_cause("iron", a_link("donor", yes="++"), a_link("vegan", yes="+"), a_link("surgery", yes="++")),
)


def test_a_checklist_asks_only_its_open_items() -> None:
    talk = interview(*CHECK)
    assert talk.plan({"age": 12}).next == Step("iron_check", ("donor", "vegan"))
    assert talk.plan({"age": 30, "donor": "no"}).next == Step("iron_check", ("vegan", "surgery"))


def test_the_last_open_item_of_a_checklist_is_asked_as_a_question() -> None:
    step = interview(*CHECK).plan({"age": 12, "donor": "no"}).next
    assert step == Step("vegan", ("vegan",))
    assert not step.is_checklist


def test_a_step_is_found_again_by_its_id_while_it_is_open() -> None:
    talk = interview(*CHECK)
    found = talk.find("iron_check", {"age": 30, "vegan": "yes"})
    assert found == Step("iron_check", ("donor", "surgery"))
    assert talk.find("donor", {}) == Step("donor", ("donor",))


def test_a_checklist_with_one_item_left_is_still_found_as_a_checklist() -> None:
    found = interview(*CHECK).find("iron_check", {"age": 12, "donor": "no"})
    assert found == Step("iron_check", ("vegan",))
    assert found.is_checklist


def test_an_answered_step_is_not_found() -> None:
    talk = interview(*CHECK)
    assert talk.find("donor", {"donor": "no"}) is None
    assert talk.find("iron_check", {"age": 12, "donor": "no", "vegan": "no"}) is None


def test_without_figures_a_yes_is_taken_for_the_rarer_answer() -> None:
    assert likely(a_question("vegan")) == (("yes", 0.2), ("no", 0.8))


def test_without_figures_every_option_is_as_likely_as_the_others() -> None:
    question = a_question("severity", "choice", options=options("mild", "severe"))
    assert likely(question) == (("mild", 0.5), ("severe", 0.5))


def test_two_outcomes_that_are_the_same_do_not_differ() -> None:
    outcome = Assessor(SKELETON).outcome({})
    assert change(outcome, outcome) == 0


def test_a_change_of_urgency_weighs_more_than_a_test() -> None:
    assessor = Assessor(knowledge(IRON, FERRITIN, a_red_flag("clot", urgency="soon", referrals=["gp"])))
    calm, lab = assessor.outcome({}), assessor.outcome({"heavy_periods": "yes"})
    assert change(calm, assessor.outcome({"clot": "yes"})) > change(calm, lab) > 0
