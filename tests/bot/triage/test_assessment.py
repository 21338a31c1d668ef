"""The whole result: one value, one JSON object, everywhere the same."""

import json

import bot
from bot.knowledge.loader import Knowledge
from bot.triage.assessment import Assessor, assess
from tests.builders import (
    a_cause,
    a_lab,
    a_link,
    a_mimic,
    a_question,
    a_red_flag,
    a_referral,
    a_source,
    knowledge,
)

KNOWN: Knowledge = knowledge(
    a_source(),
    a_source("SEED"),
    a_question("heavy_periods"),
    a_question("known_low_iron"),
    a_question("cramp_knot"),
    a_question("urge_to_move"),
    a_question("clot"),
    a_question("sleepy_driving"),
    a_question("sun_exposure"),
    a_cause(
        "iron_deficiency",
        a_link("heavy_periods", yes="++"),
        a_link("known_low_iron", yes="+++"),
        claims=[{"source": "SEED", "says": "Iron."}],
    ),
    a_mimic("leg_cramps", {"cramp_knot": "yes"}),
    a_lab("ferritin", {"status": "core", "cause": "iron_deficiency"}, preparation="Best in the morning."),
    a_referral("gp", {"urgency": "routine"}),
    a_referral("emergency_department"),
    a_referral("sleep_specialist", {"urgency": "routine"}),
    a_red_flag("clot", urgency="same_day", referrals=["gp", "emergency_department"]),
    a_red_flag("sleepy_driving", urgency="soon", referrals=["sleep_specialist"]),
)


def test_the_assessment_is_the_json_object_that_everybody_reads() -> None:
    values = {"heavy_periods": "yes", "urge_to_move": "yes", "cramp_knot": "yes", "known_low_iron": "unknown"}
    assert assess(KNOWN, values).to_json() == {
        "kind": "assessment",
        "rls": {
            "fit": "uncertain",
            "criteria": {"urge_to_move": "yes"},
            "mimics": [{"id": "leg_cramps", "because": ["cramp_knot"]}],
        },
        "red_flags": [],
        "urgency": "routine",
        "causes": [
            {
                "id": "iron_deficiency",
                "level": "moderate",
                "for": ["heavy_periods"],
                "against": [],
                "unknown": ["known_low_iron"],
                "evidence": "guideline",
                "sources": ["SEED", "SRC"],
            }
        ],
        "labs": [
            {
                "id": "ferritin",
                "loinc": "2276-4",
                "status": "core",
                "because": ["iron_deficiency"],
                "preparation": "Best in the morning.",
            }
        ],
        "referrals": [
            {"to": "gp", "urgency": "routine", "say": "Say it to gp."},
            {"to": "sleep_specialist", "urgency": "routine", "say": "Say it to sleep_specialist."},
        ],
        "not_asked": ["clot", "sleepy_driving", "sun_exposure"],
        "answers": values,
        "versions": {"bot": bot.__version__, "knowledge": "sha256:test"},
    }


def test_it_can_be_written_as_json_with_every_kind_of_answer() -> None:
    values = {"medications": ("sertraline",), "gestation_weeks": {"trimester": 3}, "age": 41}
    written = json.loads(json.dumps(assess(KNOWN, values).to_json()))
    assert written["answers"] == {
        "medications": ["sertraline"],
        "gestation_weeks": {"trimester": 3},
        "age": 41,
    }


def test_a_flag_that_cannot_wait_stands_alone() -> None:
    result = assess(KNOWN, {"heavy_periods": "yes", "clot": "yes"})
    assert result.stops
    assert (result.causes, result.labs, result.urgency) == ((), (), "same_day")
    assert [each.to for each in result.referrals] == ["gp", "emergency_department"]


def test_a_flag_that_can_wait_a_little_stands_beside_the_causes() -> None:
    result = assess(KNOWN, {"heavy_periods": "yes", "sleepy_driving": "yes"})
    assert not result.stops
    assert [cause.id for cause in result.causes] == ["iron_deficiency"]
    assert result.urgency == "soon"


def test_whom_a_flag_sends_to_is_named_once_at_the_urgency_of_the_flag() -> None:
    result = assess(KNOWN, {"sleepy_driving": "yes"})
    assert [(each.to, each.urgency) for each in result.referrals] == [
        ("sleep_specialist", "soon"),
        ("gp", "routine"),
    ]


def test_two_flags_are_both_named_the_urgent_one_first() -> None:
    result = assess(KNOWN, {"sleepy_driving": "yes", "clot": "yes"})
    assert [(flag.id, flag.urgency) for flag in result.red_flags] == [
        ("clot", "same_day"),
        ("sleepy_driving", "soon"),
    ]


def test_the_urgency_is_that_of_the_most_urgent_referral() -> None:
    known = knowledge(a_referral("gp", {"urgency": "soon", "if": {"low_mood": "yes"}}))
    assert assess(known, {"low_mood": "yes"}).urgency == "soon"
    assert assess(known, {}).urgency == "routine"


def test_without_any_answer_there_is_still_an_assessment() -> None:
    result = assess(KNOWN, {})
    assert (result.pattern.fit, result.causes, result.urgency) == ("uncertain", (), "routine")
    assert result.not_asked == tuple(KNOWN.questions)


def test_the_assessment_keeps_the_answers_it_was_made_from() -> None:
    values = {"heavy_periods": "yes"}
    result = assess(KNOWN, values)
    values["heavy_periods"] = "no"
    assert result.answers == {"heavy_periods": "yes"}


def test_the_outcome_is_the_assessment_without_its_reasons() -> None:
    outcome = Assessor(KNOWN).outcome({"heavy_periods": "yes"})
    assert outcome.causes == ("iron_deficiency",)
    assert outcome.labs == {("ferritin", "core")}
    assert outcome.referrals == {("gp", "routine"), ("sleep_specialist", "routine")}
