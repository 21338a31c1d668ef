"""Every string of the shipped knowledge that a patient can see, with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from bot.knowledge import model
from bot.messages import blanks
from bot.messages.wording import Words
from bot.settings import Settings
from tests.bot.triage.answering import shipped

UNSEEN = {
    model.Source: {"authors", "title", "where", "says", "doi", "pmid", "pmcid", "key"},
    model.Claim: {"source", "says", "figures"},
    model.Product: {"brand", "contains", "country", "note"},
    model.Medicine: {"generic", "names", "brands", "effect", "note"},
    model.MedicineClass: {"called"},
}
"""What stands in the files for clinicians, or is a name and no sentence."""

CODES = {"id", "kind", "group", "status", "urgency", "number", "evidence", "effect", "loinc", "basis"}
NAMES = {"question", "questions", "sources", "referrals", "settles", "cause", "causes", "level", "mimic"}
PLAIN = (
    CODES
    | NAMES
    | {
        "unit",
        "item_yes",
        "item_no",
        "degree",
        "drug_class",
        "residual_after",
        "exceeds",
        "icd10cm",
        "weight",
        "value",
    }
)


def texts() -> Iterator[tuple[str, str]]:
    """Each text with its place, as `questions/age.ask`, blanks as they stand."""
    known = shipped()
    kinds = ("questions", "checklists", "contradictions", "red_flags", "mimics", "causes", "labs")
    for kind in (*kinds, "referrals", "topics", "wording", "countries", "medication_classes"):
        for key, entry in getattr(known, kind).items():
            yield from _inside(entry, f"{kind}/{key}")


def _inside(entry: BaseModel, place: str) -> Iterator[tuple[str, str]]:
    hidden = UNSEEN.get(type(entry), set()) | PLAIN
    for name, value in entry:
        if name in hidden or isinstance(entry, model.Matcher):
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel):
                yield from _inside(part, f"{place}.{name}")
            elif isinstance(part, str):
                yield f"{place}.{name}", part


@lru_cache(maxsize=8)
def words(country: str = "US") -> Words:
    """The fixed sentences as a clinic in this country says them."""
    return Words(shipped(), blanks(shipped(), Settings.parse_obj({"country": country})))
