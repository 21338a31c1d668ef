"""The knowledge as it is shipped: it passes its own checks, and carries what was promised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.knowledge.loader import DEFAULT_FOLDER, Knowledge, load
from bot.settings import ROOT

RASA = {
    "version",
    "nlu",
    "responses",
    "stories",
    "rules",
    "intents",
    "forms",
    "slots",
    "actions",
    "session_config",
}


def ids(text: str) -> list[str]:
    return text.split()


CAUSES = ids(
    """
    iron_deficiency magnesium_deficiency b12_deficiency folate_deficiency zinc_deficiency
    vitamin_d_deficiency chronic_inflammation sibo_ibs kidney_disease liver_disease diabetes
    peripheral_neuropathy insomnia_poor_sleep sleep_apnea pregnancy hormonal_changes venous_insufficiency
    genetic medications alcohol caffeine nicotine stress anxiety depression thyroid_disease idiopathic
    """
)
EXPLAINED = ["dopamine_dysfunction", "circadian", "spinal_misalignment"]
MIMICS = ids(
    """
    leg_cramps positional_discomfort habitual_movement venous_stasis leg_oedema akathisia arthritis
    peripheral_neuropathy radiculopathy claudication
    """
)
LABS = ids(
    """
    ferritin serum_iron tibc transferrin_saturation cbc vitamin_b12 folate homocysteine magnesium_rbc
    magnesium_serum cmp renal_function liver_panel hba1c crp esr thyroid_panel vitamin_d_25oh zinc_serum
    sibo_breath_test nerve_conduction_study sleep_study pregnancy_test
    """
)
REFERRALS = ids(
    """
    gp pharmacist psychiatry obstetrics maternity_triage sleep_specialist neurology nephrology diabetes_team
    gastroenterology hepatology endocrinology rheumatology haematology vascular paediatrics
    mental_health_crisis emergency_department addiction_services
    """
)
QUESTIONS = ids(
    """
    age sex respondent one_leg_swollen_painful chest_pain_breathless bladder_bowel_saddle leg_weakness
    cold_pale_leg stroke_signs suicidal_thoughts preeclampsia_signs fever_rigidity substance_withdrawal
    urge_to_move sensation rest_onset relief_with_movement evening_worse cramp_knot position_change_fixes
    burning_constant joint_pain leg_swelling habitual_only whole_body_restlessness pain_on_walking
    back_problem legs_affected frequency_per_week severity sleep_impact duration_months onset_age
    sudden_onset pregnant gestation_weeks breastfeeding perimenopause medications medication_change
    augmentation impulse_control family_history family_members known_low_iron heavy_periods blood_donation
    gi_bleeding vegetarian bariatric_surgery kidney_disease dialysis diabetes numbness snoring_apnea insomnia
    ibs_bloating autoimmune thyroid_disease liver_disease varicose_veins alcohol_drinks_per_day
    caffeine_cups_per_day nicotine sun_exposure stress low_mood anxiety
    """
)
FILES = sorted(path.relative_to(DEFAULT_FOLDER).as_posix() for path in DEFAULT_FOLDER.rglob("*.yml"))


def test_the_shipped_knowledge_passes_every_check() -> None:
    assert load(DEFAULT_FOLDER).version.startswith("sha256:")


@pytest.mark.parametrize("name", FILES)
def test_no_knowledge_file_looks_like_one_of_rasas(name: str) -> None:
    read = yaml.safe_load(Path(DEFAULT_FOLDER, name).read_text(encoding="utf-8"))
    assert not isinstance(read, dict) or not RASA & set(read)


@pytest.mark.parametrize(
    ("kind", "promised"),
    [
        ("causes", [*CAUSES, *EXPLAINED]),
        ("mimics", MIMICS),
        ("labs", [*LABS, "neurotransmitter_metabolites"]),
        ("referrals", REFERRALS),
        ("questions", QUESTIONS),
    ],
)
def test_every_id_that_others_hold_on_to_is_there(shipped: Knowledge, kind: str, promised: list[str]) -> None:
    assert [key for key in promised if key not in getattr(shipped, kind)] == []


def test_what_is_only_explained_is_not_scored(shipped: Knowledge) -> None:
    assert {key for key, cause in shipped.causes.items() if not cause.scored} == set(EXPLAINED)


def test_what_guidelines_reject_is_never_suggested(shipped: Knowledge) -> None:
    assert {key for key, lab in shipped.labs.items() if not lab.suggest} == {"neurotransmitter_metabolites"}


def test_at_least_three_hundred_medicine_names_are_known(shipped: Knowledge) -> None:
    names = {
        name.casefold()
        for group in shipped.medication_classes.values()
        for medicine in group.medicines
        for name in (medicine.generic, *medicine.names, *medicine.brands)
    }
    assert len(names) >= 300


def test_every_one_of_the_five_documents_is_a_source(shipped: Knowledge) -> None:
    assert {"000", "001", "002", "003", "004"} <= set(shipped.sources)


def test_every_source_names_a_publication_and_never_a_copy_of_it(shipped: Knowledge) -> None:
    for source in shipped.sources.values():
        assert source.authors
        assert not re.search(r"mirror|https?://(?!doi\.org)", f"{source.where} {source.title}"), source.key


@pytest.mark.parametrize("country", ["US", "UK", "IE", "CA", "AU"])
def test_help_by_phone_is_known_for_each_country(shipped: Knowledge, country: str) -> None:
    found = shipped.countries[country]
    assert all(re.search(r"\d", number) for number in (found.emergency, found.crisis))


def test_safety_is_always_asked_alone_about_dark_thoughts(shipped: Knowledge) -> None:
    assert shipped.questions["suicidal_thoughts"].always
    assert not any("suicidal_thoughts" in checklist.questions for checklist in shipped.checklists.values())


@pytest.mark.parametrize(
    "question", ["frequency_per_week", "pregnant", "medications", "otc_medications", "family_history"]
)
def test_the_four_are_always_asked(shipped: Knowledge, question: str) -> None:
    assert shipped.questions[question].always


def test_every_red_flag_is_about_something_a_patient_can_say(shipped: Knowledge) -> None:
    for flag in shipped.red_flags.values():
        assert flag.when
        assert flag.then or flag.first


def test_what_happens_to_the_chat_can_be_told_before_consent(shipped: Knowledge) -> None:
    assert "privacy" in shipped.topics


def test_every_question_belongs_to_at_most_one_checklist(shipped: Knowledge) -> None:
    listed = [question for checklist in shipped.checklists.values() for question in checklist.questions]
    assert len(listed) == len(set(listed))


def test_likely_answers_are_shares_of_one_whole(shipped: Knowledge) -> None:
    for question in shipped.questions.values():
        if question.likely:
            assert abs(sum(each.share for each in question.likely) - 1) < 0.011, question.id


def test_the_words_of_knowledge_carry_no_place_of_work() -> None:
    for path in (ROOT / "data").rglob("*.yml"):
        assert not re.search(r"/(?:work|tmp)/|localhost:\d+", path.read_text(encoding="utf-8")), path
