"""The invented patients: what is the matter with each, how they came, how far they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import Value

CHANNELS = ("web", "web", "web", "telegram", "slack")
"""Where people write, the website three times as often as each of the others."""

OPENINGS = (
    "hello",
    "my legs will not let me sleep",
    "Crawling feeling in both legs at night, café au lait does not help either",
    "hi, a nurse told me to write here",
    "I have to get up and walk every night",
    "it is the legs again",
)

STORIES: tuple[Mapping[str, Value], ...] = (
    {"sex": "female", "age": 34, "heavy_periods": "yes", "known_low_iron": "yes"},
    {"sex": "female", "age": 29, "heavy_periods": "yes", "vegetarian": "vegan"},
    {"sex": "male", "age": 52, "blood_donation": "yes"},
    {"sex": "female", "age": 31, "pregnant": "yes", "gestation_weeks": 28},
    {"sex": "female", "age": 27, "breastfeeding": "yes"},
    {"sex": "male", "age": 67, "kidney_disease": "yes", "dialysis": "yes"},
    {"sex": "male", "age": 61, "diabetes": "yes", "numbness": "yes", "medications": ("metformin",)},
    {"sex": "female", "age": 45, "medications": ("sertraline",), "medication_change": "yes"},
    {"sex": "male", "age": 58, "otc_medications": ("diphenhydramine",)},
    {"sex": "female", "age": 72, "medications": ("omeprazole", "amlodipine")},
    {"sex": "female", "age": 41, "family_history": "yes", "family_members": ("mother", "sister")},
    {"sex": "male", "age": 49, "snoring_apnea": "yes", "insomnia": "yes"},
    {"sex": "male", "age": 38, "alcohol_drinks_per_day": 4, "caffeine_cups_per_day": 6},
    {"sex": "female", "age": 55, "thyroid_disease": "yes", "varicose_veins": "yes"},
    {"sex": "female", "age": 50, "ibs_bloating": "yes", "anxiety": "yes"},
    {"sex": "male", "age": 66, "urge_to_move": "no", "cramp_knot": "yes", "pain_on_walking": "yes"},
    {"sex": "female", "age": 70, "relief_with_movement": "no", "joint_pain": "yes", "evening_worse": "no"},
    {"sex": "female", "age": 36, "bariatric_surgery": "yes", "sun_exposure": "low"},
)
"""What may be the matter. All else is drawn from what is likely."""

DANGERS: tuple[str, ...] = (
    "chest_pain_breathless",
    "one_leg_swollen_painful",
    "cold_pale_leg",
    "suicidal_thoughts",
    "leg_weakness",
)

_EMERGENCIES, _REFUSALS, _LEAVE, _ASK_WHY, _CALLS = 0.08, 0.03, 0.25, 0.2, 0.3
_NAMES = ("Alex Example", "Sam Sample", "Robin Roe", "Kim Doe", "Jo Bloggs")


@dataclass(frozen=True)
class Person:
    """One patient. `leaves_after` is how many of their messages they stay for; None for to the end."""

    conversation: str
    channel: str
    opening: str
    consents: bool
    answers: Mapping[str, Value]
    leaves_after: int | None
    asks_why_at: int | None
    call: tuple[str, ...]


def person(known: Knowledge, number: int, seed: int = 1) -> Person:
    """One patient, the same for the same number and seed, whoever else there is."""
    random = Random(f"{seed} {number}")
    channel = random.choice(CHANNELS)
    told = dict(random.choice(STORIES))
    if random.random() < _EMERGENCIES:
        told[random.choice(DANGERS)] = "yes"
    answers = {key: told.get(key, _likely(question, random)) for key, question in known.questions.items()}
    return Person(
        conversation=f"{channel}:demo-{number}-{random.getrandbits(64):x}",
        channel=channel,
        opening=random.choice(OPENINGS),
        consents=random.random() >= _REFUSALS,
        answers=_sensible({**answers, **told}),
        leaves_after=random.randint(3, 14) if random.random() < _LEAVE else None,
        asks_why_at=random.randint(3, 9) if random.random() < _ASK_WHY else None,
        call=_call(random) if random.random() < _CALLS else (),
    )


def _sensible(answers: dict[str, Value]) -> dict[str, Value]:
    """Nobody has had it for longer than they live."""
    age = answers["age"]
    if isinstance(age, (int, float)):
        answers["onset_age"] = max(5, int(age) - 4)
        answers["duration_months"] = 40
    return answers


def _call(random: Random) -> tuple[str, ...]:
    """A number nobody has, a name nobody has, and a time."""
    number = f"555 01{random.randint(0, 99):02}"
    return number, random.choice(_NAMES), random.choice(("any time", "weekdays after four", "mornings"))


def _likely(question: Question, random: Random) -> Value:
    if question.group == "safety":
        return "no"
    if question.likely:
        values, shares = zip(*((each.value, each.share) for each in question.likely), strict=True)
        drawn: Value = random.choices(values, shares)[0]
        return drawn
    if question.kind == "yes_no":
        return "yes" if question.group == "criteria" or random.random() < 0.1 else "no"
    return "unknown" if question.kind != "medications" else ()
