"""What must hold across the knowledge files, each check a function that can be read aloud."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot.errors import Fault
from bot.knowledge import model
from bot.knowledge.library import Library, Placed
from bot.knowledge.values import SILENT

Check = Callable[[Library], Iterator[Fault]]

PLACEHOLDERS = frozenset(
    {"emergency", "emergency_department", "crisis", "crisis_name", "advice", "same_day"}
    | {"doctor", "clinic", "clinic_phone"}
)
REFERENCES: Mapping[str, str] = {
    "source": "sources",
    "sources": "sources",
    "question": "questions",
    "cause": "causes",
    "mimic": "mimics",
    "referrals": "referrals",
    "drug_class": "medication_classes",
    "questions": "questions",
    "settles": "questions",
    "exceeds": "questions",
    "residual_after": "questions",
}
"""Which field names an entry of which kind."""


def check(library: Library) -> Iterator[Fault]:
    """Every fault of the whole."""
    for each in CHECKS:
        yield from each(library)


def names_exist(library: Library) -> Iterator[Fault]:
    """What an entry names by id exists."""
    for _, placed in library.placed():
        for place, part in placed.parts():
            for name, kind in REFERENCES.items():
                for key in _names(part, name):
                    if key not in library.entries[kind]:
                        yield placed.fault(f"{_singular(kind)} '{key}' does not exist", (*place, name))


def conditions_can_be_met(library: Library) -> Iterator[Fault]:
    """A condition asks about a question that exists, for an answer it can have."""
    for _, placed in library.placed():
        for place, part in placed.parts():
            for name, field in part.__fields__.items():
                for key, matcher in _conditions(getattr(part, name)):
                    problem = _unmeetable(library, key, matcher)
                    if problem:
                        yield placed.fault(problem, (*place, field.alias))
            if isinstance(part, model.EvidenceLink):
                for case in part.cases:
                    problem = _unmeetable(library, part.question, case.answer)
                    if problem:
                        yield placed.fault(problem, (*place, "cases"))


def answers_named_are_possible(library: Library) -> Iterator[Fault]:
    """What an answer implies, and what people are likely to say, are answers the question can have."""
    questions = library.entries["questions"]
    for placed in questions.values():
        for each in placed.entry.likely:
            values = each.value if isinstance(each.value, tuple) else (each.value,)
            yield from _told(placed, _impossible(placed.entry, values), "likely")
        for implied in placed.entry.implies.values():
            for key, value in implied.items():
                unknown = f"question '{key}' does not exist" if key not in questions else None
                yield from _told(placed, unknown or _impossible(questions[key].entry, (value,)), "implies")


def _told(placed: Placed, problem: str | None, field: str) -> Iterator[Fault]:
    if problem:
        yield placed.fault(problem, (field,))


def causes_can_be_reached(library: Library) -> Iterator[Fault]:
    """Some answer speaks for every cause that is scored."""
    for placed in library.entries["causes"].values():
        cause = placed.entry
        speaks = any(case.weight.startswith("+") for link in cause.links for case in link.cases)
        if cause.scored and not speaks and not cause.residual_after:
            yield placed.fault(f"no answer can speak for cause '{cause.id}'")
        if not cause.scored and (cause.links or cause.residual_after):
            yield placed.fault(
                f"cause '{cause.id}' is not scored, so its links would never speak", ("links",)
            )


def published_ratios_are_given(library: Library) -> Iterator[Fault]:
    """A link based on a published ratio says how many decibans it is."""
    for placed in library.entries["causes"].values():
        for number, link in enumerate(placed.entry.links):
            for case in link.cases:
                if (link.basis == "published_ratio") != (case.decibans is not None):
                    yield placed.fault(
                        "decibans go with basis 'published_ratio', and only there", ("links", number)
                    )


def sources_are_used(library: Library) -> Iterator[Fault]:
    """Every source is named by some entry."""
    used = {
        key
        for _, placed in library.placed()
        for _, part in placed.parts()
        for name in ("source", "sources")
        for key in _names(part, name)
    }
    for key, placed in library.entries["sources"].items():
        if key not in used:
            yield placed.fault(f"source '{key}' is used by nothing")


def questions_can_be_asked(library: Library) -> Iterator[Fault]:
    """Choices have options, numbers have bounds, and what stands in a checklist has an item."""
    for placed in library.entries["questions"].values():
        question = placed.entry
        if question.kind in {"choice", "choices"} and len(question.options) < 2:
            yield placed.fault(f"question '{question.id}' needs at least two options")
        if question.kind == "number" and (question.minimum is None or question.maximum is None):
            yield placed.fault(f"question '{question.id}' needs a minimum and a maximum")
    for placed in library.entries["checklists"].values():
        for key in placed.entry.questions:
            listed = library.entries["questions"].get(key)
            if listed and not listed.entry.item:
                yield placed.fault(f"question '{key}' stands in a checklist but has no item", ("questions",))


def medicines_are_told_apart(library: Library) -> Iterator[Fault]:
    """No name stands for two medicines, and every product contains known ones."""
    seen: dict[str, tuple[str, str]] = {}
    for key, placed in library.entries["medication_classes"].items():
        for number, medicine in enumerate(placed.entry.medicines):
            own = (medicine.generic, key)
            for name in {_folded(name) for name in (medicine.generic, *medicine.names, *medicine.brands)}:
                generic, group = seen.setdefault(name, own)
                if (generic, group) != own:
                    yield placed.fault(
                        f"'{name}' already stands for {generic} in {group}", ("medicines", number)
                    )
    generics = {generic for generic, _ in seen.values()}
    for placed in library.entries["products"].values():
        for generic in placed.entry.contains:
            if generic not in generics:
                yield placed.fault(f"medicine '{generic}' does not exist", ("contains",))


def blanks_can_be_filled(library: Library) -> Iterator[Fault]:
    """Texts outside wording.yml only use blanks that the clinic's settings fill."""
    for kind, placed in library.placed():
        if kind == "wording":
            continue
        for place, part in placed.parts():
            for name, field in part.__fields__.items():
                text = getattr(part, name)
                for blank in re.findall(r"\{(\w*)\}", text) if isinstance(text, str) else ():
                    if blank not in PLACEHOLDERS:
                        yield placed.fault(f"'{{{blank}}}' is no known blank", (*place, field.alias))


CHECKS: tuple[Check, ...] = (
    names_exist,
    conditions_can_be_met,
    answers_named_are_possible,
    causes_can_be_reached,
    published_ratios_are_given,
    sources_are_used,
    questions_can_be_asked,
    medicines_are_told_apart,
    blanks_can_be_filled,
)


def _names(part: Any, field: str) -> tuple[str, ...]:
    if field not in part.__fields__ or isinstance(part, model.Source):
        return ()
    value = getattr(part, field)
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(item for item in value if isinstance(item, str))


def _conditions(value: Any) -> Iterator[tuple[str, model.Matcher]]:
    """The question and matcher of every condition in a field, alone or in a list."""
    for condition in value if isinstance(value, tuple) else (value,):
        if isinstance(condition, Mapping):
            for key, matcher in condition.items():
                if isinstance(matcher, model.Matcher):
                    yield key, matcher


def _unmeetable(library: Library, key: str, matcher: model.Matcher) -> str | None:
    placed = library.entries["questions"].get(key)
    if placed is None:
        return f"question '{key}' does not exist"
    if placed.entry.kind != "number" and _bounded(matcher):
        return f"'{key}' is answered with no number, so no bound can be met"
    return _impossible(placed.entry, matcher.any_of)


def _impossible(question: model.Question, values: Iterable[object]) -> str | None:
    """What is wrong with the first value that a question cannot be answered with."""
    allowed = SILENT if question.kind == "number" else answer_words(question)
    for value in values:
        number = question.kind == "number" and isinstance(value, (int, float))
        if allowed is not None and not number and value not in allowed:
            return f"'{value}' is no answer to '{question.id}'; allowed are {', '.join(sorted(allowed))}"
    return None


def _bounded(matcher: model.Matcher) -> bool:
    bounds = (matcher.at_least, matcher.at_most, matcher.above, matcher.below)
    return any(bound is not None for bound in bounds)


def answer_words(question: model.Question) -> frozenset[str] | None:
    """The words a question can be answered with; None where any name or number can be."""
    if question.kind in {"number", "medications"}:
        return None
    words = {str(option.value) for option in question.options} | SILENT
    if question.kind in {"yes_no", "relatives"}:
        words |= {"yes", "no"}
    if question.item:
        words |= {str(question.item_yes), str(question.item_no)}
    return frozenset(words)


def _folded(name: str) -> str:
    return name.casefold().replace("_", " ").strip()


def _singular(kind: str) -> str:
    return {"causes": "cause", "medication_classes": "medicine class"}.get(kind, kind[:-1]).replace("_", " ")
