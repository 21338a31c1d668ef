"""The vignettes: invented people in the clinicians' words, and what the assessment must say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Extra, validator

from bot.documents import parse, read
from bot.errors import DocumentError, Fault
from bot.knowledge.model import Urgency
from bot.knowledge.values import Value, from_plain
from bot.triage.assessment import Assessment
from bot.triage.criteria import Fit

FOLDER = Path(__file__).parent / "vignettes"


class _Strict(BaseModel):
    class Config:
        frozen = True
        extra = Extra.forbid
        min_anystr_length = 1
        keep_untouched = (cached_property,)


class Members(_Strict):
    """What a list must hold, and what it must not."""

    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


class Expectation(_Strict):
    """What the assessment must say. What is left out is not looked at; flags and mimics are all of them."""

    fit: Fit | None = None
    urgency: Urgency | None = None
    red_flags: tuple[str, ...] | None = None
    mimics: tuple[str, ...] | None = None
    first_cause: str | None = None
    causes: Members = Members()
    labs: Members = Members()
    referrals: Members = Members()

    def wanted(self, kind: str) -> frozenset[str]:
        """The causes, labs, red flags, mimics or referrals this expects to be named."""
        named = getattr(self, kind) or ()
        first = {self.first_cause} if kind == "causes" and self.first_cause else set()
        return frozenset(named.includes if isinstance(named, Members) else named) | first

    def unwanted(self, kind: str) -> frozenset[str]:
        """What this expects not to be named."""
        named = getattr(self, kind)
        return frozenset(named.excludes) if isinstance(named, Members) else frozenset()


class Vignette(_Strict):
    """One invented person: the answers, and what must come of them. `seed` is the document behind it."""

    name: str
    seed: Literal["000", "001", "002", "003", "004"] | None = None
    given: Mapping[str, Any]
    expect: Expectation

    @validator("given")
    def _answers(cls, given: Mapping[str, Any]) -> Mapping[str, Value]:
        return {question: from_plain(value) for question, value in given.items()}

    @validator("expect")
    def _expects_something(cls, expect: Expectation) -> Expectation:
        if not expect.__fields_set__:
            raise ValueError("expects nothing")
        return expect

    def disagreements(self, assessment: Assessment) -> Iterator[str]:
        """Every way in which an assessment is not what is expected, in words."""
        expect, found = self.expect, named(assessment)
        if expect.fit and assessment.pattern.fit != expect.fit:
            yield f"fit is {assessment.pattern.fit}, expected {expect.fit}"
        if expect.urgency and assessment.urgency != expect.urgency:
            yield f"urgency is {assessment.urgency}, expected {expect.urgency}"
        if expect.first_cause and found["causes"][:1] != (expect.first_cause,):
            yield f"causes are {found['causes']}, expected {expect.first_cause} first"
        for kind, ids in found.items():
            if expect.wanted(kind) - set(ids):
                yield f"{kind} miss {sorted(expect.wanted(kind) - set(ids))}, they are {ids}"
            if expect.unwanted(kind) & set(ids):
                yield f"{kind} should not hold {sorted(expect.unwanted(kind) & set(ids))}"
        for kind in ("red_flags", "mimics"):
            if getattr(expect, kind) is not None and set(found[kind]) - expect.wanted(kind):
                yield f"{kind} should not hold {sorted(set(found[kind]) - expect.wanted(kind))}"


def named(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    """The ids an assessment names, by kind."""
    return {
        "causes": tuple(cause.id for cause in assessment.causes),
        "labs": tuple(lab.id for lab in assessment.labs),
        "red_flags": tuple(flag.id for flag in assessment.red_flags),
        "mimics": tuple(mimic.id for mimic in assessment.pattern.mimics),
        "referrals": tuple(referral.to for referral in assessment.referrals),
    }


def read_vignettes(folder: Path = FOLDER) -> tuple[Vignette, ...]:
    """All vignettes of a folder. Raises DocumentError with every fault found."""
    found: list[Vignette] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yml")):
        document = read(path)
        if isinstance(document, Fault):
            faults.append(document)
        elif not isinstance(document.data, list):
            faults.append(document.fault("must be a list of vignettes"))
        else:
            for number in range(len(document.data)):
                entry = parse(Vignette, document, (number,))
                faults.extend(entry) if isinstance(entry, list) else found.append(entry)
    if faults:
        raise DocumentError(faults)
    return tuple(found)


@lru_cache(maxsize=1)
def vignettes() -> tuple[Vignette, ...]:
    """The project's own vignettes, read once."""
    return read_vignettes()
