"""A small knowledge: every question in one line, a few medicines of each kind, two checklists."""

from __future__ import annotations

from typing import Any

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Checklist, MedicineClass, Product, Question

_GROUPS = {
    "safety": "one_leg_swollen_painful chest_pain_breathless bladder_bowel_saddle leg_weakness cold_pale_leg "
    "stroke_signs suicidal_thoughts preeclampsia_signs fever_rigidity substance_withdrawal "
    "pregnancy_emergency heavy_bleeding injury_severe_pain sleepy_driving child_unwell foot_ulcer",
    "criteria": "urge_to_move rest_onset evening_worse relief_once evening_once",
    "mimics": "cramp_knot position_change_fixes burning_constant joint_pain leg_swelling habitual_only "
    "whole_body_restlessness pain_on_walking back_problem",
    "course": "sleep_impact sudden_onset",
    "pregnancy": "pregnant breastfeeding perimenopause",
    "medicines": "medication_change augmentation impulse_control",
    "family": "family_history",
    "iron": "known_low_iron heavy_periods blood_donation gi_bleeding bariatric_surgery",
    "conditions": "kidney_disease dialysis diabetes numbness snoring_apnea insomnia ibs_bloating autoimmune "
    "thyroid_disease liver_disease varicose_veins",
    "lifestyle": "nicotine",
    "mood": "stress low_mood anxiety",
}
_CHOICES: dict[str, dict[str, str]] = {
    "sex": {"female": "Female", "male": "Male", "other": "Something else"},
    "respondent": {
        "parent": "I am the parent",
        "carer": "I look after the child",
        "self": "I am the young person",
    },
    "relief_with_movement": {
        "yes": "Yes, it helps",
        "partial": "It helps a little",
        "no": "No, it does not help",
    },
    "legs_affected": {
        "both": "Both legs",
        "alternating": "It swaps sides",
        "left": "Only the left leg",
        "right": "Only the right leg",
    },
    "severity": {"mild": "Mild", "moderate": "Moderate", "severe": "Severe"},
    "vegetarian": {"yes": "Yes, vegetarian", "vegan": "Yes, vegan", "no": "No"},
    "sun_exposure": {"low": "Hardly any sun", "adequate": "Some sun on most days"},
}
_PERSON = {"sex", "respondent"}
_NUMBERS = (
    "age frequency_per_week duration_months onset_age gestation_weeks alcohol_drinks_per_day "
    "caffeine_cups_per_day"
)
_SENSATIONS = {
    "crawling": "Crawling or creeping",
    "burning": "Burning",
    "cramping": "Cramping or a hard knot",
}
_CHECKLISTS = {
    "safety_check": "chest_pain_breathless stroke_signs one_leg_swollen_painful cold_pale_leg "
    "bladder_bowel_saddle leg_weakness fever_rigidity substance_withdrawal",
    "iron_check": "known_low_iron heavy_periods blood_donation gi_bleeding vegetarian bariatric_surgery",
    "conditions_check": "kidney_disease diabetes liver_disease thyroid_disease autoimmune varicose_veins",
    "pain_check": "cramp_knot burning_constant joint_pain pain_on_walking back_problem leg_swelling",
    "movement_check": "position_change_fixes habitual_only whole_body_restlessness",
    "body_check": "sleep_impact insomnia snoring_apnea numbness ibs_bloating breastfeeding perimenopause",
    "daily_life_check": "nicotine sun_exposure stress low_mood anxiety",
}
_MEDICINES: dict[str, tuple[str, tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "ssri": (
        "triggers",
        ("ssri", "ssris"),
        {"sertraline": ("Zoloft", "Lustral"), "fluoxetine": ("Prozac",), "citalopram": ("Celexa",)},
    ),
    "sedating_antihistamines": (
        "triggers",
        (),
        {"diphenhydramine": ("Benadryl", "Nytol"), "hydroxyzine": ("Atarax",), "doxylamine": ()},
    ),
    "non_sedating_antihistamines": ("neutral", (), {"cetirizine": ("Zyrtec",)}),
    "dopamine_agonists": ("may_augment", (), {"ropinirole": ("Requip",), "pramipexole": ("Mirapex",)}),
    "pain_relievers": (
        "indirect",
        (),
        {"paracetamol": ("Panadol",), "ibuprofen": ("Nurofen",), "celecoxib": ("Celebrex",), "codeine": ()},
    ),
    "acid_suppressants": ("worsens", ("ppi",), {"omeprazole": ("Prilosec", "Losec")}),
    "other_common": (
        "neutral",
        (),
        {"hydralazine": (), "clonidine": (), "metoprolol": (), "terbinafine": ("Lamisil",)},
    ),
    "hypnotics": ("unclear", (), {"clonazepam": ("Klonopin",), "zopiclone": ("Zimovane",)}),
    "metformin": ("indirect", (), {"metformin": ("Glucophage",)}),
    "antiepileptics": ("neutral", (), {"lamotrigine": ("Lamictal",)}),
    "iron_preparations": ("treats", (), {"ferrous_sulfate": ("iron", "iron tablets")}),
    "lithium": ("triggers", (), {"lithium": ("Priadel",)}),
}


def small_knowledge() -> Knowledge:
    """The knowledge language tests read with."""
    questions = {question.id: question for question in _questions()}
    return Knowledge(
        version="small",
        questions=questions,
        checklists={name: _checklist(name, items.split()) for name, items in _CHECKLISTS.items()},
        medication_classes={name: _class(name, *entry) for name, entry in _MEDICINES.items()},
        products={
            "Benadryl|US": Product(brand="Benadryl", contains=("diphenhydramine",), country="US"),
            "Benadryl|UK": Product(brand="Benadryl", contains=("cetirizine",), country="UK"),
            "Tylenol PM|": Product(brand="Tylenol PM", contains=("paracetamol", "diphenhydramine")),
        },
    )


def _questions() -> list[Question]:
    found = [_question(name, group, "yes_no") for group, names in _GROUPS.items() for name in names.split()]
    found += [_question(name, "course", "number") for name in _NUMBERS.split()]
    found += [
        _question(name, "person" if name in _PERSON else "course", "choice", options)
        for name, options in _CHOICES.items()
    ]
    found.append(_question("sensation", "criteria", "choices", _SENSATIONS))
    found.append(_question("family_members", "family", "relatives", {"mother": "Mother", "aunt": "Aunt"}))
    return [
        *found,
        _question("medications", "medicines", "medications"),
        _question("otc_medications", "medicines", "medications"),
    ]


def _question(name: str, group: str, kind: str, options: dict[str, str] | None = None) -> Question:
    data: dict[str, Any] = {
        "id": name,
        "group": group,
        "kind": kind,
        "ask": f"{name}?",
        "why": "why",
        "meaning": "meaning",
        "short": name,
        "item": name.replace("_", " "),
        "sources": ["CRIT"],
        "options": [{"value": value, "label": label} for value, label in (options or {}).items()],
    }
    if name == "sun_exposure":
        data |= {"item_yes": "low", "item_no": "adequate"}
    if name in {"heavy_periods", "breastfeeding"}:
        data |= {"applies": [{"sex": ["female"], "age": {"at_least": 10, "at_most": 60}}]}
    return Question.parse_obj(data)


def _checklist(name: str, items: list[str]) -> Checklist:
    return Checklist(id=name, ask="Any of these?", why="why", questions=tuple(items))


def _class(
    name: str, effect: str, called: tuple[str, ...], medicines: dict[str, tuple[str, ...]]
) -> MedicineClass:
    return MedicineClass.parse_obj(
        {
            "id": name,
            "name": name.replace("_", " "),
            "effect": effect,
            "explain": "explain",
            "sources": ["AASM25"],
            "called": called,
            "medicines": [{"generic": generic, "brands": brands} for generic, brands in medicines.items()],
        }
    )
