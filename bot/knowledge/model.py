"""The shape of `data/knowledge/`: what a clinician may write, and what the core may read.

Every class is one kind of file or a part of one. All are frozen, and unknown keys are errors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, root_validator, validator

Scalar = str | int | float
Grade = Literal["guideline", "associated", "weak", "disputed"]
Level = Literal["strong", "moderate", "weak"]
Urgency = Literal["emergency", "same_day", "soon", "routine"]
Strength = Literal["+", "++", "+++", "0", "-", "--", "---"]
Basis = Literal["expert_opinion", "published_ratio"]
Effect = Literal[
    "triggers", "worsens", "neutral", "unclear", "treats", "may_augment", "withdrawal", "indirect"
]
Kind = Literal["yes_no", "number", "choice", "choices", "medications", "relatives"]
Number = Literal["emergency", "crisis", "advice", "clinic"]

URGENCIES: tuple[Urgency, ...] = ("emergency", "same_day", "soon", "routine")
LEVELS: tuple[Level, ...] = ("strong", "moderate", "weak")

Key = Field(..., regex=r"^[a-z0-9_]+$")


class Entry(BaseModel):
    """Base of all knowledge: frozen, strict about keys, no blank text."""

    class Config:
        """Pydantic's switches."""

        frozen = True
        extra = Extra.forbid
        min_anystr_length = 1
        anystr_strip_whitespace = True
        smart_union = True

    @validator(
        "sources", "cases", "when", "contains", "questions", "medicines", "referrals", check_fields=False
    )
    def _not_empty(cls, value: tuple[Any, ...]) -> tuple[Any, ...]:
        if not value:
            raise ValueError("needs at least one entry")
        return value


class Source(Entry):
    """A publication: who wrote what, where and when. The key is how other files name it."""

    key: str = Field(..., regex=r"^[A-Z0-9]+$|^00[0-4]$")
    kind: Literal["guideline", "study", "review", "health_service", "article", "terminology"]
    authors: str
    title: str
    where: str
    year: int = Field(..., ge=1900, le=2100)
    doi: str | None = Field(None, regex=r"^10\.")
    pmid: str | None = Field(None, regex=r"^\d+$")
    pmcid: str | None = Field(None, regex=r"^PMC\d+$")
    says: str
    cite: str


class Matcher(Entry):
    """What one answer must be. Written short in YAML: a word, a list of words, or a mapping.

    `yes`; `[moderate, severe]`; `{at_least: 3}`; `{above: 2, at_most: 5}`; for medicines
    `{effect: [triggers]}` or `{class: [ssri]}`; for relatives `{degree: first}`.
    """

    any_of: tuple[Scalar, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None
    effect: tuple[Effect, ...] = ()
    drug_class: tuple[str, ...] = Field((), alias="class")
    degree: Literal["first", "second"] | None = None

    @root_validator(pre=True)
    def _says_something(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not values or values.get("any_of") == ():
            raise ValueError("needs a word, at_least, at_most, above, below, effect, class or degree")
        return values

    @classmethod
    def validate(cls, value: Any) -> Matcher:
        """Accept the short forms beside the full mapping."""
        if isinstance(value, (str, int, float)):
            value = {"any_of": (value,)}
        elif isinstance(value, (list, tuple)):
            value = {"any_of": tuple(value)}
        return super().validate(value)


Condition = Mapping[str, Matcher]


class Case(Entry):
    """What one answer (with others, if need be) says about a cause."""

    answer: Matcher
    with_: Condition = Field({}, alias="with")
    weight: Strength
    decibans: float | None = None


class EvidenceLink(Entry):
    """What the answers to one question say about a cause. The first case that fits speaks."""

    question: str
    basis: Basis = "expert_opinion"
    sources: tuple[str, ...]
    cases: tuple[Case, ...]


class Claim(Entry):
    """What one source says, in our words, with its figures as it gives them."""

    source: str
    says: str
    figures: tuple[str, ...] = ()


class Cause(Entry):
    """Something that may contribute to restless legs, or is only explained (`scored: false`).

    One with `residual_after` is named when, those questions answered, no other cause is.
    """

    id: str = Key
    name: str
    evidence: Grade
    scored: bool = True
    explain: str
    advice: str | None = None
    sources: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    guideline: Claim | None = None
    links: tuple[EvidenceLink, ...] = ()
    residual_after: tuple[str, ...] = ()
    codes: Mapping[Literal["icd10cm", "snomed"], tuple[str, ...]] = {}


class Mimic(Entry):
    """Something that can look like restless legs; `when` lists what points to it (any of)."""

    id: str = Key
    name: str
    explain: str
    apart: str
    when: tuple[Condition, ...]
    sources: tuple[str, ...]
    icd10cm: tuple[str, ...] = ()


class Suggestion(Entry):
    """When a test is worth asking about, and for which cause.

    With `level`: once the cause is named at that level or above. With `if`: when the answers
    say so. With neither: for everyone whose answers fit the pattern. `unless` silences it.
    """

    status: Literal["core", "indicated", "optional"]
    cause: str
    level: Level | None = None
    if_: Condition = Field({}, alias="if")
    unless: Condition = {}


class Lab(Entry):
    """A test a clinician may order. Without `suggest` it is known, explained and never suggested."""

    id: str = Key
    name: str
    explain: str
    loinc: str | None = Field(None, regex=r"^\d{1,7}-\d$")
    other_loinc: Mapping[str, str] = {}
    preparation: str
    pregnancy: str | None = None
    caution: str | None = None
    suggest: tuple[Suggestion, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[str, ...]


class Occasion(Entry):
    """One reason to send somebody somewhere: a condition, a cause at a level, a mimic or a lab."""

    urgency: Urgency
    if_: Condition = Field({}, alias="if")
    unless: Condition = {}
    cause: str | None = None
    level: Level | None = None
    mimic: str | None = None
    say: str | None = None


class Referral(Entry):
    """Somebody who can help: when, how soon, and what to say there."""

    id: str = Key
    name: str
    say: str
    when: tuple[Occasion, ...] = ()
    sources: tuple[str, ...]


class Escalation(Entry):
    """Answers that make a raised red flag more urgent."""

    if_: Condition = Field(..., alias="if")
    urgency: Urgency


class RedFlag(Entry):
    """A danger sign: when it is raised, how urgent it is, and the one short thing to say."""

    id: str = Key
    name: str
    urgency: Urgency
    when: tuple[Condition, ...]
    escalate: tuple[Escalation, ...] = ()
    first: str
    then: str | None = None
    number: Number
    referrals: tuple[str, ...]
    sources: tuple[str, ...]
    icd10cm: tuple[str, ...] = ()


class Option(Entry):
    """One choice: its value, what the button says, and what it says for a child."""

    value: Scalar
    label: str = Field(..., max_length=40)


class Likelihood(Entry):
    """A typical answer and the share of people who give it; used to choose the next question."""

    value: Scalar | tuple[str, ...]
    share: float = Field(..., gt=0, le=1)


class Question(Entry):
    """Something to ask. Its id is also the Rasa slot.

    `item` is its short form inside a checklist, where choosing it means `item_yes` and leaving
    it `item_no`. `ask_child` speaks to a parent about the child. `applies` (any of) says whom it
    can be asked; `always` that it is never left out. `implies` says what an answer also answers.
    """

    id: str = Key
    group: Literal[
        "person",
        "safety",
        "criteria",
        "mimics",
        "course",
        "pregnancy",
        "medicines",
        "family",
        "iron",
        "conditions",
        "lifestyle",
        "mood",
    ]
    kind: Kind
    ask: str
    ask_child: str | None = None
    item: str | None = Field(None, max_length=60)
    item_child: str | None = Field(None, max_length=60)
    why: str
    meaning: str
    short: str = Field(..., max_length=60)
    options: tuple[Option, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    item_yes: Scalar = "yes"
    item_no: Scalar = "no"
    applies: tuple[Condition, ...] = ()
    always: bool = False
    implies: Mapping[str, Mapping[str, Scalar]] = {}
    likely: tuple[Likelihood, ...] = ()
    sources: tuple[str, ...]


class Checklist(Entry):
    """Several yes-or-no questions asked in one message: "do you have any of these?"."""

    id: str = Key
    ask: str
    ask_child: str | None = None
    why: str
    questions: tuple[str, ...]


class Contradiction(Entry):
    """Answers that cannot both be so, and the one kind question that settles it.

    They meet `when`, or the first number of `exceeds` is above the second.
    """

    id: str = Key
    when: Condition = {}
    exceeds: tuple[str, str] | None = None
    ask: str
    settles: tuple[str, ...]

    @root_validator(skip_on_failure=True)
    def _says_when(cls, values: dict[str, Any]) -> dict[str, Any]:
        if bool(values["when"]) == bool(values["exceeds"]):
            raise ValueError("needs either 'when' or 'exceeds'")
        return values


class Medicine(Entry):
    """One active ingredient, the names it is sold under, and whether it needs no prescription."""

    generic: str = Field(..., regex=r"^[a-z0-9_]+$")
    names: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    otc: bool = False
    effect: Effect | None = None
    note: str | None = None


class MedicineClass(Entry):
    """Medicines that act alike on restless legs."""

    id: str = Key
    name: str
    effect: Effect
    explain: str
    sources: tuple[str, ...]
    medicines: tuple[Medicine, ...]
    called: tuple[str, ...] = ()


class Product(Entry):
    """A product of several ingredients, or one whose ingredients differ by country."""

    brand: str
    contains: tuple[str, ...]
    country: Literal["US", "UK", "IE", "CA", "AU"] | None = None
    otc: bool = True
    note: str | None = None


class Topic(Entry):
    """A general question people ask, and a short sourced answer."""

    id: str = Key
    title: str = Field(..., max_length=40)
    answer: str
    sources: tuple[str, ...]


class Country(Entry):
    """Where help is found by phone in one country."""

    id: Literal["US", "UK", "IE", "CA", "AU"]
    emergency: str
    emergency_department: str
    crisis: str
    crisis_name: str
    advice: str
    same_day: str
    doctor: str
    sources: tuple[str, ...]


class Wording(Entry):
    """Something the bot says that is about the conversation, not about medicine."""

    id: str = Key
    text: str

    @property
    def blanks(self) -> frozenset[str]:
        """The names in curly braces, to be filled when it is said."""
        return frozenset(re.findall(r"\{(\w+)\}", self.text))
