"""A reviewed conversation as a vignette: the answers, and what should come of them; not who it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from bot.transcripts.review.reviews import Judgement

OLDEST = 90
"""Nobody older is told apart: there are few of them."""


def vignette(assessment: Mapping[str, Any], judgement: Judgement) -> dict[str, Any]:
    """The vignette of an assessment as its last reviewer judged it.

    What the reviewer did not agree with is expected as they said it should be, or not at all.
    """
    given = dict(assessment.get("answers") or {})
    if isinstance(given.get("age"), (int, float)):
        given["age"] = min(given["age"], OLDEST)
    return {"name": _name(given, assessment), "given": given, "expect": _expect(assessment, judgement)}


def to_yaml(made: Mapping[str, Any]) -> str:
    """A file of one vignette, in the form of `tests/vignettes`."""
    return yaml.safe_dump([dict(made)], allow_unicode=True, sort_keys=False, width=110)


def _expect(assessment: Mapping[str, Any], judgement: Judgement) -> dict[str, Any]:
    agreed = judgement.verdict in (None, "agree")
    causes, urgency = _ids(assessment, "causes"), assessment.get("urgency")
    expect: dict[str, Any] = {"fit": (assessment.get("rls") or {}).get("fit")}
    expect["urgency"] = judgement.urgency or (urgency if agreed else None)
    expect["red_flags"] = _ids(assessment, "red_flags") if agreed else None
    expect["first_cause"] = judgement.cause or (causes[0] if agreed and causes else None)
    if agreed:
        usual = [lab["id"] for lab in assessment.get("labs") or () if lab["status"] != "optional"]
        expect["labs"] = {"includes": usual} if usual else None
        expect["referrals"] = {"includes": [each["to"] for each in assessment.get("referrals") or ()]}
    return {name: value for name, value in expect.items() if value is not None}


def _ids(assessment: Mapping[str, Any], part: str) -> list[str]:
    return [str(each["id"]) for each in assessment.get(part) or ()]


def _name(given: Mapping[str, Any], assessment: Mapping[str, Any]) -> str:
    """A name for people: who it is like, and what came out."""
    who = " ".join(str(given[each]).replace("_", " ") for each in ("sex", "age") if each in given)
    leading = next(iter([*_ids(assessment, "red_flags"), *_ids(assessment, "causes")]), "nothing named")
    return f"From review: {who or 'somebody'}, {leading.replace('_', ' ')}"
