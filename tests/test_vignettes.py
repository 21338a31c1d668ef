"""Every vignette comes to what its clinician expects, and a short interview finds what a long one would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from statistics import median

import pytest

from bot.dialogue.recording import possible
from bot.errors import DocumentError
from bot.knowledge.checks import answer_words
from bot.knowledge.loader import Knowledge, load
from bot.triage.assessment import Assessor, Outcome
from bot.triage.interview import Interview
from tests.simulated_patient import (
    Conversation,
    SimulatedPatient,
    ask_everything,
    hold,
    run_interview,
    steps_beyond_opening,
)
from tests.vignette import Vignette, read_vignettes, vignettes

MOST_STEPS = 14
SAME_OUTCOME = 0.95


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def assessor(knowledge: Knowledge) -> Assessor:
    return Assessor(knowledge)


@pytest.fixture(scope="module")
def conversations(assessor: Assessor) -> Mapping[str, Conversation]:
    """The interview with every vignette's person, by its name."""
    interview = Interview(assessor)
    return {each.name: hold(assessor, interview, SimulatedPatient(each.given)) for each in vignettes()}


@pytest.mark.parametrize("vignette", vignettes(), ids=lambda vignette: vignette.name)
def test_vignette(vignette: Vignette, assessor: Assessor) -> None:
    assert list(vignette.disagreements(assessor.assess(vignette.given))) == []


def test_there_are_vignettes_enough_and_no_name_stands_twice() -> None:
    names = [vignette.name for vignette in vignettes()]
    assert len(names) >= 75
    assert len(set(names)) == len(names)


def test_every_cause_test_red_flag_mimic_and_referral_is_expected_of_somebody(knowledge: Knowledge) -> None:
    to_cover = {
        "causes": {key for key, cause in knowledge.causes.items() if cause.scored},
        "labs": {key for key, lab in knowledge.labs.items() if lab.suggest},
        "red_flags": set(knowledge.red_flags),
        "mimics": set(knowledge.mimics),
        "referrals": set(knowledge.referrals),
    }
    missing = {
        kind: sorted(ids - {key for each in vignettes() for key in each.expect.wanted(kind)})
        for kind, ids in to_cover.items()
    }
    assert missing == {kind: [] for kind in to_cover}


def test_every_seed_stands_behind_a_vignette() -> None:
    assert {each.seed for each in vignettes() if each.seed} == {"000", "001", "002", "003", "004"}


@pytest.mark.parametrize("vignette", vignettes(), ids=lambda vignette: vignette.name)
def test_vignette_speaks_of_things_that_exist(vignette: Vignette, knowledge: Knowledge) -> None:
    for key, value in vignette.given.items():
        assert key in knowledge.questions
        assert possible(knowledge.questions[key], value), (key, value)
        if knowledge.questions[key].kind == "medications" and isinstance(value, tuple):
            assert set(value) <= {*knowledge.class_of, "unknown"}
    for kind in ("causes", "labs", "red_flags", "mimics", "referrals"):
        assert (vignette.expect.wanted(kind) | vignette.expect.unwanted(kind)) <= set(
            getattr(knowledge, kind)
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {name: A, given: {}, expect: {fit: likely}, note: x}", "unknown key 'note'"),
        ("- {name: A, given: {}, expect: {fits: likely}}", "unknown key 'expect.fits'"),
        (
            "- {name: A, given: {}, expect: {labs: {include: [ferritin]}}}",
            "unknown key 'expect.labs.include'",
        ),
        ("- {name: A, given: {}, expect: {urgency: tomorrow}}", "expect.urgency"),
        ("- {name: A, given: {pregnant: null}, expect: {fit: likely}}", "None is not an answer"),
        ("- {name: A, given: {}, expect: {}}", "expects nothing"),
        ("- {name: A, seed: '005', given: {}, expect: {fit: likely}}", "seed"),
        ("- {name: A, expect: {fit: likely}}", "key 'given' is missing"),
        ("name: A", "must be a list"),
    ],
)
def test_a_slip_in_a_vignette_file_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "slip.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_vignettes(tmp_path)
    assert message in str(caught.value)
    assert "slip.yml:1" in str(caught.value)


def test_a_simulated_patient_knows_nothing_but_possible_answers(knowledge: Knowledge) -> None:
    patient = SimulatedPatient({})
    for question in knowledge.questions.values():
        value = patient.answer(question)
        assert possible(question, value), question.id
        assert answer_words(question) is None or isinstance(value, tuple | str)


def test_an_interview_asks_what_is_never_left_out_first_and_nothing_twice(assessor: Assessor) -> None:
    interview = Interview(assessor)
    patient = SimulatedPatient({"age": 34, "sex": "female", "vegetarian": "yes"})
    values, steps = run_interview(assessor, interview, patient)
    asked = [question for step in steps for question in step.questions]
    always = [assessor.knowledge.questions[question].always for question in asked]
    assert steps[0].id == "age"
    assert len(asked) == len(set(asked))
    assert always == sorted(always, reverse=True)
    assert values == hold(assessor, interview, patient).values


@pytest.mark.parametrize("vignette", vignettes(), ids=lambda vignette: vignette.name)
def test_conversation_comes_to_what_the_vignette_expects(
    vignette: Vignette, assessor: Assessor, conversations: Mapping[str, Conversation]
) -> None:
    """Said step by step, with the rest answered as most people would, it comes to the same."""
    assessment = assessor.assess(conversations[vignette.name].values)
    if assessor.assess(vignette.given).stops:
        assert assessment.stops, "a danger sign was never asked about"
    else:
        assert list(vignette.disagreements(assessment)) == []


def test_short_interviews_find_what_asking_everything_would(
    assessor: Assessor, conversations: Mapping[str, Conversation], capsys: pytest.CaptureFixture[str]
) -> None:
    counts: list[int] = []
    exceptions: list[str] = []
    for vignette in vignettes():
        held = conversations[vignette.name]
        if assessor.assess(held.values).stops:
            continue
        full = assessor.outcome(ask_everything(assessor, SimulatedPatient(vignette.given)))
        short = assessor.outcome(held.values)
        counts.append(steps_beyond_opening(held.steps, assessor.knowledge))
        if short != full:
            exceptions.append(f"{vignette.name}: {_difference(short, full)}")
    same = 1 - len(exceptions) / len(counts)
    with capsys.disabled():
        print(
            f"\n{len(counts)} interviews: median {median(counts):g} steps beyond the opening, "
            f"{min(counts)} to {max(counts)}; same outcome in {same:.1%}",
            *exceptions,
            sep="\n",
        )
    assert median(counts) <= MOST_STEPS
    assert same >= SAME_OUTCOME


def _difference(short: Outcome, full: Outcome) -> str:
    """What asking everything would have changed."""
    parts = []
    if short.urgency != full.urgency:
        parts.append(f"urgency {short.urgency} for {full.urgency}")
    if short.causes != full.causes:
        parts.append(f"causes {short.causes} for {full.causes}")
    for kind in ("labs", "referrals"):
        missed = getattr(full, kind) ^ getattr(short, kind)
        if missed:
            parts.append(f"{kind} differ in {sorted(missed)}")
    return "; ".join(parts)
