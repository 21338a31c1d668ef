"""The shape of the files in `data/language/`: what a nurse may write there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, root_validator, validator

from bot.language.interpretation import Intent

Phrases = tuple[str, ...]


class Page(BaseModel):
    """Base of all entries: frozen, strict about keys."""

    class Config:
        """Pydantic's switches."""

        frozen = True
        extra = Extra.forbid
        min_anystr_length = 1
        smart_union = True


class Answers(Page):
    """How people answer one question.

    `anywhere` counts in any message, `asked` only when the question is open; `listed` names it in
    an answer to a checklist ("the snoring, and my kidneys"). `past` says what "I used to" means
    for it: nothing, that it counts, or no.
    """

    question: str
    anywhere: Mapping[str, Phrases] = {}
    asked: Mapping[str, Phrases] = {}
    listed: Phrases = ()
    past: Literal["skip", "counts", "no"] = "skip"


class Danger(Page):
    """Words that raise a red flag; `needs` names what must be so besides, `unless` what explains it away."""

    flag: str
    heard: Phrases
    needs: str | None = None
    unless: Phrases = ()


class Sign(Page):
    """Words of several classes (`chest + crushing`) that raise a red flag where they stand together.

    `needs` names circumstances or classes of which one must hold, `unless` classes that explain it
    away, `open` the questions it is made for. `apart`: the members may stand in different sentences.
    `planned`: the mere plan counts. `anyones`: another person in it (an unborn child) is no stranger.
    """

    flag: str
    heard: Phrases
    needs: Phrases = ()
    unless: Phrases = ()
    open: Phrases = ()
    apart: bool = False
    planned: bool = False
    anyones: bool = False


class Signs(Page):
    """Classes of words of alarms, the signs they make up, and what tells when they happened."""

    words: Mapping[str, Phrases]
    signs: tuple[Sign, ...]
    over: Phrases
    lately: Phrases
    this_minute: Phrases
    asking: Phrases
    witnessed: Phrases
    joining: Phrases

    @root_validator(skip_on_failure=True)
    def _known_classes(cls, values: dict[str, Any]) -> dict[str, Any]:
        for sign in values["signs"]:
            for name in (part.strip() for heard in sign.heard for part in heard.split("+")):
                if name not in values["words"]:
                    raise ValueError(f"a sign of '{sign.flag}' names '{name}', which is no class of words")
        return values


class Alarm(Page):
    """All about alarms: what raises them, and figures of speech that only sound like them."""

    warnings: tuple[Danger, ...]
    figures: Phrases = ()


class Move(Page):
    """Something said about the conversation: as a whole message, or anywhere in one."""

    move: Intent
    whole: Phrases = ()
    anywhere: Phrases = ()


class Relative(Page):
    """A relative: what people call them, how near, and whether by blood."""

    id: str
    degree: Literal["first", "second", "third", "none"]
    words: Phrases


class Scope(Page):
    """The small words that turn a statement round, put it in the past, or give it to someone else."""

    negation: Phrases
    not_negation: Phrases
    double_negation: Phrases
    breaks: Phrases
    subjects: Phrases
    past: Phrases
    recent: Phrases
    stopped: Phrases
    planned: Phrases
    taking: Phrases
    allergic: Phrases
    self_words: Phrases
    others: Phrases
    children: Phrases
    hypothetical: Phrases


class Numerals(Page):
    """Words for numbers, for spans of time, for drinks; and set phrases with their number."""

    numbers: Mapping[str, float]
    months: Mapping[str, float]
    drinks: Mapping[str, float]
    cups: Mapping[str, float]
    per_week: Mapping[str, Phrases]
    onset_age: Mapping[str, Phrases]
    duration_months: Mapping[str, Phrases]
    none: Phrases


class Speech(Page):
    """Another language: its frequent words, its script, and its words for emergencies."""

    code: str
    name: str
    script: str | None = Field(None, description="A range of characters, as in a regular expression")
    words: Phrases = ()
    denial: Phrases = ()
    emergency: Mapping[str, Phrases] = {}


class Remedies(Page):
    """How medicines are spoken of beyond their names."""

    none: Phrases
    unknown: Phrases
    kinds: Mapping[str, Phrases] = {}
    vague: Phrases = ()
    needs_taking: Phrases
    never_swap: tuple[tuple[str, str], ...]
    not_medicine: Phrases


class Subject(Page):
    """What people call a cause, a lab or a topic."""

    about: str
    called: Phrases = ()
    questions: Phrases = ()


class Polarity(Page):
    """Yes, no, unsure and refusing, whatever the question; in the order they are tried."""

    declined: Phrases
    unknown: Phrases
    surely_yes: Phrases
    surely_no: Phrases
    opening_yes: Phrases
    opening_no: Phrases
    yes: Phrases
    no: Phrases
    partial: Phrases
    none_of_these: Phrases
    all_of_these: Phrases
    all_but: Phrases
    closing: Phrases
    amends: Phrases

    @validator("*")
    def _not_empty(cls, value: Phrases) -> Phrases:
        if not value:
            raise ValueError("needs at least one phrase")
        return value
