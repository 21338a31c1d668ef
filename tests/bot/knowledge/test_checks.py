"""What must hold across files; each fault says what is wrong and where."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.errors import DocumentError
from bot.knowledge.checks import CHECKS, answer_words
from bot.knowledge.loader import load
from tests.bot.knowledge.files import SMALLEST, instead, write
from tests.builders import a_question, options

CAUSE = "causes/iron_deficiency.yml"
QUESTIONS = "questions/iron.yml"
STUDIES = "sources/studies.yml"
MEDICINES_QUESTION = """\
- id: medications
  group: medicines
  kind: medications
  ask: Which medicines?
  why: They matter.
  meaning: All of them.
  short: medicines
  sources: [SRC]
"""


def faults_of(folder: Path, changed: Mapping[str, str | None]) -> list[str]:
    write(folder, changed)
    with pytest.raises(DocumentError) as caught:
        load(folder)
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_every_check_can_be_read_aloud() -> None:
    assert all(check.__doc__ for check in CHECKS)


@pytest.mark.parametrize(
    ("name", "before", "after", "fault"),
    [
        (CAUSE, "    sources: [SRC]", "    sources: [OTHER]", "8: source 'OTHER' does not exist"),
        (
            CAUSE,
            "question: heavy_periods",
            "question: heavy_nights",
            "7: question 'heavy_nights' does not exist",
        ),
        (
            CAUSE,
            "sources: [SRC]\n",
            "sources: [SRC]\nclaims:\n  - {source: OTHER, says: Iron.}\n",
            "7: source 'OTHER' does not exist",
        ),
        (
            CAUSE,
            "sources: [SRC]\n",
            "sources: [SRC]\nresidual_after: [heavy_nights]\n",
            "6: question 'heavy_nights' does not exist",
        ),
    ],
)
def test_what_is_named_must_exist(tmp_path: Path, name: str, before: str, after: str, fault: str) -> None:
    assert f"{name}:{fault}" in faults_of(tmp_path, instead(name, before, after))


def test_a_checklist_names_questions_that_exist(tmp_path: Path) -> None:
    text = "- id: iron_check\n  ask: Any?\n  why: Iron.\n  questions: [heavy_nights]\n"
    assert faults_of(tmp_path, {"checklists.yml": text}) == [
        "checklists.yml:4: question 'heavy_nights' does not exist"
    ]


def test_a_red_flag_names_referrals_that_exist(tmp_path: Path) -> None:
    text = (
        "id: bleeding\nname: bleeding\nurgency: same_day\nwhen:\n  - heavy_periods: yes\nfirst: Call.\n"
        "number: advice\nreferrals: [hospital]\nsources: [SRC]\n"
    )
    assert faults_of(tmp_path, {"red_flags/bleeding.yml": text}) == [
        "red_flags/bleeding.yml:8: referral 'hospital' does not exist"
    ]


def test_a_lab_names_causes_that_exist(tmp_path: Path) -> None:
    text = (
        "id: ferritin\nname: ferritin\nexplain: Iron.\npreparation: None.\n"
        "suggest:\n  - {status: core, cause: rust}\nsources: [SRC]\n"
    )
    assert faults_of(tmp_path, {"labs/ferritin.yml": text}) == [
        "labs/ferritin.yml:6: cause 'rust' does not exist"
    ]


def test_a_matcher_names_medicine_classes_that_exist(tmp_path: Path) -> None:
    link = (
        "  - question: medications\n    sources: [SRC]\n"
        "    cases:\n      - {answer: {class: [potions]}, weight: +}\n"
    )
    changed = {**instead(CAUSE, "links:\n", f"links:\n{link}"), "questions/medicines.yml": MEDICINES_QUESTION}
    assert faults_of(tmp_path, changed) == [f"{CAUSE}:10: medicine class 'potions' does not exist"]


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("{heavy_nights: yes}", "question 'heavy_nights' does not exist"),
        (
            "{severity: awful}",
            "'awful' is no answer to 'severity'; allowed are declined, mild, severe, unknown",
        ),
        ("{heavy_periods: [yes, often]}", "'often' is no answer to 'heavy_periods'"),
    ],
)
def test_a_condition_must_be_one_that_can_be_met(tmp_path: Path, condition: str, problem: str) -> None:
    changed = instead(CAUSE, "{answer: yes, weight: ++}", f"{{answer: yes, with: {condition}, weight: ++}}")
    (fault,) = faults_of(tmp_path, changed)
    assert fault.startswith(f"{CAUSE}:10: {problem}")


def test_a_bound_on_a_question_that_has_no_number_can_never_be_met(tmp_path: Path) -> None:
    changed = instead(CAUSE, "{answer: yes, weight: ++}", "{answer: {at_least: 3}, weight: ++}")
    (fault,) = faults_of(tmp_path, changed)
    assert "heavy_periods" in fault


def test_a_word_that_a_number_is_never_answered_with_can_never_be_met(tmp_path: Path) -> None:
    changed = {
        **instead(QUESTIONS, "kind: yes_no", "kind: number\n  minimum: 0\n  maximum: 9"),
    }
    (fault,) = faults_of(tmp_path, changed)
    assert "'yes' is no answer to 'heavy_periods'" in fault


def test_the_answer_of_a_link_must_be_one_the_question_can_have(tmp_path: Path) -> None:
    changed = instead(CAUSE, "{answer: yes, weight: ++}", "{answer: often, weight: ++}")
    (fault,) = faults_of(tmp_path, changed)
    assert fault.startswith(f"{CAUSE}:10: 'often' is no answer to 'heavy_periods'")


def test_a_condition_of_a_question_is_checked_too(tmp_path: Path) -> None:
    changed = instead(QUESTIONS, "kind: yes_no", "kind: yes_no\n  applies:\n    - {sex: female}")
    assert faults_of(tmp_path, changed) == [f"{QUESTIONS}:5: question 'sex' does not exist"]


def test_what_an_answer_implies_must_be_a_possible_answer(tmp_path: Path) -> None:
    changed = instead(QUESTIONS, "kind: yes_no", "kind: yes_no\n  implies:\n    yes: {severity: awful}")
    (fault,) = faults_of(tmp_path, changed)
    assert "'awful' is no answer to 'severity'" in fault


def test_a_likely_answer_must_be_a_possible_answer(tmp_path: Path) -> None:
    changed = instead(QUESTIONS, "kind: yes_no", "kind: yes_no\n  likely: [{value: often, share: 1}]")
    (fault,) = faults_of(tmp_path, changed)
    assert "'often' is no answer to 'heavy_periods'" in fault


def test_a_cause_that_no_answer_speaks_for_is_a_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, instead(CAUSE, "weight: ++", "weight: --")) == [
        f"{CAUSE}:1: no answer can speak for cause 'iron_deficiency'"
    ]


def test_a_cause_that_is_only_explained_needs_no_answer(tmp_path: Path) -> None:
    text = "id: dopamine\nname: dopamine\nevidence: weak\nscored: no\nexplain: A signal.\nsources: [SRC]\n"
    assert "dopamine" in load(write(tmp_path, {"causes/dopamine.yml": text})).causes


def test_a_cause_that_is_only_explained_may_not_have_links(tmp_path: Path) -> None:
    changed = instead(CAUSE, "evidence: guideline", "evidence: guideline\nscored: no")
    assert faults_of(tmp_path, changed) == [
        f"{CAUSE}:8: cause 'iron_deficiency' is not scored, so its links would never speak"
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("question: heavy_periods", "question: heavy_periods\n    basis: published_ratio"),
        ("weight: ++", "weight: ++, decibans: 6.5"),
    ],
)
def test_decibans_and_a_published_ratio_go_together(tmp_path: Path, before: str, after: str) -> None:
    assert faults_of(tmp_path, instead(CAUSE, before, after)) == [
        f"{CAUSE}:7: decibans go with basis 'published_ratio', and only there"
    ]


def test_a_published_ratio_that_is_given_passes(tmp_path: Path) -> None:
    text = instead(CAUSE, "weight: ++", "weight: ++, decibans: 6.5")[CAUSE]
    text = text.replace("question: heavy_periods", "question: heavy_periods\n    basis: published_ratio")
    (link,) = load(write(tmp_path, {CAUSE: text})).causes["iron_deficiency"].links
    assert link.cases[0].decibans == 6.5


def test_a_source_that_nothing_uses_is_a_fault(tmp_path: Path) -> None:
    spare = SMALLEST[STUDIES].replace("key: SRC", "key: SPARE")
    assert faults_of(tmp_path, {"sources/more.yml": spare}) == [
        "sources/more.yml:1: source 'SPARE' is used by nothing"
    ]


def test_a_choice_needs_two_options(tmp_path: Path) -> None:
    changed = instead(QUESTIONS, "    - {value: severe, label: Severe}\n", "")
    assert faults_of(tmp_path, changed) == [f"{QUESTIONS}:9: question 'severity' needs at least two options"]


def test_a_number_needs_bounds(tmp_path: Path) -> None:
    question = MEDICINES_QUESTION.replace("kind: medications", "kind: number\n  minimum: 0")
    assert faults_of(tmp_path, {"questions/medicines.yml": question}) == [
        "questions/medicines.yml:1: question 'medications' needs a minimum and a maximum"
    ]


def test_what_stands_in_a_checklist_needs_a_short_form(tmp_path: Path) -> None:
    text = "- id: iron_check\n  ask: Any?\n  why: Iron.\n  questions: [heavy_periods]\n"
    assert faults_of(tmp_path, {"checklists.yml": text}) == [
        "checklists.yml:4: question 'heavy_periods' stands in a checklist but has no item"
    ]


MEDICINES = """\
id: ssri
name: SSRIs
effect: triggers
explain: They lift the mood.
sources: [SRC]
medicines:
  - {generic: sertraline, brands: [Zoloft]}
  - {generic: fluoxetine, brands: [Prozac]}
"""


def test_one_name_never_stands_for_two_medicines(tmp_path: Path) -> None:
    changed = {"medications/ssri.yml": MEDICINES.replace("Prozac", "ZOLOFT")}
    assert faults_of(tmp_path, changed) == [
        "medications/ssri.yml:8: 'zoloft' already stands for sertraline in ssri"
    ]


def test_one_medicine_never_stands_in_two_classes(tmp_path: Path) -> None:
    twin = MEDICINES.replace("id: ssri", "id: snri").replace("fluoxetine, brands: [Prozac]", "venlafaxine")
    faults = faults_of(tmp_path, {"medications/ssri.yml": MEDICINES, "medications/snri.yml": twin})
    assert any("sertraline" in fault for fault in faults)


def test_a_product_contains_known_medicines(tmp_path: Path) -> None:
    changed = {
        "medications/ssri.yml": MEDICINES,
        "products.yml": "- {brand: Mix, contains: [sertraline, gold]}\n",
    }
    assert faults_of(tmp_path, changed) == ["products.yml:1: medicine 'gold' does not exist"]


def test_a_blank_that_nothing_fills_is_a_fault(tmp_path: Path) -> None:
    changed = instead(CAUSE, "explain: The brain needs iron.", 'explain: "Call {the_king}."')
    assert faults_of(tmp_path, changed) == [f"{CAUSE}:4: '{{the_king}}' is no known blank"]


def test_a_blank_that_the_clinic_fills_passes(tmp_path: Path) -> None:
    changed = instead(CAUSE, "explain: The brain needs iron.", 'explain: "Call {emergency}."')
    assert load(write(tmp_path, changed)).causes["iron_deficiency"].explain == "Call {emergency}."


def test_a_sentence_about_the_conversation_may_have_blanks_of_its_own(tmp_path: Path) -> None:
    changed = {"wording.yml": '- {id: noted, text: "I noted: {facts}."}\n'}
    assert "noted" in load(write(tmp_path, changed)).wording


def test_the_words_of_a_choice_are_its_options_and_what_anybody_may_say() -> None:
    question = a_question("severity", "choice", options=options("mild", "severe"))
    words = answer_words(question)
    assert words is not None
    assert {"mild", "severe", "unknown", "declined"} <= words


def test_a_choice_without_yes_is_not_answered_with_yes() -> None:
    question = a_question("severity", "choice", options=options("mild", "severe"))
    assert "yes" not in (answer_words(question) or ())


@pytest.mark.parametrize("kind", ["number", "medications"])
def test_a_number_or_a_medicine_has_no_list_of_words(kind: str) -> None:
    assert answer_words(a_question("dose", kind)) is None
