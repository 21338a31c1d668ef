"""A cause with everything tied to it, on one page for a clinician."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from bot.errors import BotError
from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Case, Cause, Condition, Matcher, Source


def describe(knowledge: Knowledge, key: str) -> str:
    """The page of one cause. Raises BotError for an id that is none."""
    cause = knowledge.causes.get(key)
    if cause is None:
        raise BotError(f"'{key}' is no cause; known are {', '.join(sorted(knowledge.causes))}")
    return "\n".join(_page(knowledge, cause))


def _page(knowledge: Knowledge, cause: Cause) -> Iterator[str]:
    kind = cause.evidence if cause.scored else f"{cause.evidence}, explained only"
    yield f"{cause.id}: {cause.name}  (evidence: {kind})"
    yield fill(cause.explain, 100)
    if cause.advice:
        yield fill(cause.advice, 100)
    for system, codes in cause.codes.items():
        yield f"{system}: {', '.join(codes)}"
    yield from _section("What the sources say", _claims(cause))
    yield from _section("What answers say", _links(cause))
    yield from _section("Tests", _labs(knowledge, cause))
    yield from _section("Referrals", _referrals(knowledge, cause))
    yield from _section("Sources", (f"{key}: {cite(knowledge.sources[key])}" for key in _sources(cause)))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"\n{title}"
        yield from (f"  {line}" for line in found)


def _claims(cause: Cause) -> Iterator[str]:
    for claim in (*cause.claims, *([cause.guideline] if cause.guideline else [])):
        figures = f" [{', '.join(claim.figures)}]" if claim.figures else ""
        yield f"{claim.source}: {claim.says}{figures}"


def _links(cause: Cause) -> Iterator[str]:
    for link in cause.links:
        for case in link.cases:
            weight = case.weight if case.decibans is None else f"{case.decibans:g} dB"
            yield f"{weight:>4}  {link.question} {_case(case)}  ({link.basis}; {', '.join(link.sources)})"
    if cause.residual_after:
        yield f"named when no other cause is, after: {', '.join(cause.residual_after)}"


def _case(case: Case) -> str:
    with_ = f" with {condition(case.with_)}" if case.with_ else ""
    return f"{matcher(case.answer)}{with_}"


def _labs(knowledge: Knowledge, cause: Cause) -> Iterator[str]:
    for lab in knowledge.labs.values():
        for each in lab.suggest:
            if each.cause == cause.id:
                when = f"at {each.level}" if each.level else condition(each.if_) or "always"
                yield f"{lab.id} ({lab.loinc or 'no LOINC'}): {each.status}, {when}"


def _referrals(knowledge: Knowledge, cause: Cause) -> Iterator[str]:
    for referral in knowledge.referrals.values():
        for each in referral.when:
            if each.cause == cause.id:
                yield f"{referral.id}: {each.urgency}, from {each.level or 'weak'}"


def _sources(cause: Cause) -> list[str]:
    claimed = (claim.source for claim in cause.claims)
    guideline = (cause.guideline.source,) if cause.guideline else ()
    linked = (key for link in cause.links for key in link.sources)
    return list(dict.fromkeys((*cause.sources, *claimed, *guideline, *linked)))


def cite(source: Source) -> str:
    """A source as a reference list has it."""
    numbers = (("doi", source.doi), ("PMID", source.pmid), ("", source.pmcid))
    ids = "".join(f" {name + ' ' if name else ''}{number}." for name, number in numbers if number)
    return f"{source.authors}. {source.title}. {source.where}, {source.year}.{ids}"


def condition(condition: Condition) -> str:
    """A condition in one line."""
    return " and ".join(f"{question} {matcher(each)}" for question, each in condition.items())


def matcher(each: Matcher) -> str:
    """What an answer must be, in one phrase."""
    words = each.dict(exclude_defaults=True)
    listed = " or ".join(str(word) for word in words.pop("any_of", ()))
    rest = (f"{name.replace('_', ' ')} {_joined(value)}" for name, value in words.items())
    return ", ".join([*([listed] if listed else []), *rest])


def _joined(value: object) -> str:
    return " or ".join(map(str, value)) if isinstance(value, tuple) else str(value)
