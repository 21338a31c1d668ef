"""What a conversation is looked for by, beside the columns of its own: kept with every turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.knowledge.model import URGENCIES
from bot.transcripts.review.tables import FINDINGS

Finding = tuple[str, str]
"""A kind and a name: `("cause", "iron_deficiency")`."""

KINDS = ("red_flag", "cause", "medicine", "pregnant")
RANKS = tuple(reversed(URGENCIES))
_MEDICINES = ("medications", "otc_medications")
_PREGNANT = "pregnant"


def rank(urgency: str | None) -> int:
    """An urgency as a number, the higher the sooner; 0 for none."""
    return RANKS.index(urgency) + 1 if urgency in RANKS else 0


def findings(assessment: Mapping[str, Any], history: Iterable[Any]) -> frozenset[Finding]:
    """What there is to find in an assessment, and in the answers that stand."""
    return frozenset({*_assessed(assessment), *_answered(_standing(history))})


def keep(connection: Connection, conversation: str, found: frozenset[Finding]) -> None:
    """Let these be the findings of a conversation. Most turns change none."""
    stored = {(row.kind, row.name) for row in connection.execute(_FIND, {"of": conversation})}
    for kind, name in stored - found:
        connection.execute(_DROP, {"of": conversation, "which": kind, "named": name})
    if new := [{"conversation": conversation, "kind": kind, "name": name} for kind, name in found - stored]:
        connection.execute(_ADD, new)


def known(connection: Connection) -> dict[str, list[str]]:
    """Every name that is found in any conversation, by kind."""
    return {kind: list(connection.execute(_NAMES, {"which": kind}).scalars()) for kind in KINDS}


def _assessed(assessment: Mapping[str, Any]) -> Iterator[Finding]:
    for kind, part in (("red_flag", "red_flags"), ("cause", "causes")):
        yield from ((kind, str(each["id"])) for each in assessment.get(part) or ())


def _answered(values: Mapping[str, Any]) -> Iterator[Finding]:
    for question in _MEDICINES:
        listed = values.get(question)
        yield from (("medicine", str(each)) for each in listed or () if isinstance(listed, (list, tuple)))
    if _PREGNANT in values:
        yield _PREGNANT, str(values[_PREGNANT])


def _standing(history: Iterable[Any]) -> dict[str, Any]:
    """The answers that stand. A bare question takes back what was answered before."""
    standing: dict[str, Any] = {}
    for entry in history:
        if isinstance(entry, str):
            standing.pop(entry, None)
        else:
            standing[entry["question"]] = entry["value"]
    return standing


_OF = FINDINGS.c.conversation == sa.bindparam("of")
_FIND = sa.select(FINDINGS.c.kind, FINDINGS.c.name).where(_OF)
_DROP = sa.delete(FINDINGS).where(
    _OF, FINDINGS.c.kind == sa.bindparam("which"), FINDINGS.c.name == sa.bindparam("named")
)
_ADD = sa.insert(FINDINGS)


def _names() -> Any:
    """From each name to the next by the index: there are few names, and many rows of each."""
    least = sa.select(sa.func.min(FINDINGS.c.name)).where(FINDINGS.c.kind == sa.bindparam("which"))
    walk = least.with_only_columns(sa.func.min(FINDINGS.c.name).label("name")).cte("walk", recursive=True)
    following = least.where(FINDINGS.c.name > walk.c.name).correlate(walk).scalar_subquery()
    walk = walk.union_all(sa.select(following).where(walk.c.name.is_not(None)))
    return sa.select(walk.c.name).where(walk.c.name.is_not(None))


_NAMES = _names()
