"""Small pieces of knowledge and of talk, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.knowledge import model
from bot.knowledge.library import Library
from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.language.interpretation import Intent, Interpretation, Outcome

SOURCE = "SRC"


def knowledge(*entries: model.Entry, version: str = "sha256:test") -> Knowledge:
    """Everything known in a test, each entry filed under its kind."""
    kinds: dict[str, dict[str, Any]] = {}
    for entry in entries:
        kinds.setdefault(_kind(entry), {})[Library.key(entry)] = entry
    return Knowledge(version=version, **kinds)


def _kind(entry: model.Entry) -> str:
    return next(kind for kind, found in Library._models.items() if type(entry) is found)


def a_source(key: str = SOURCE, **more: Any) -> model.Source:
    """A publication."""
    filled = {"kind": "study", "authors": "A. Uthor", "title": "Legs", "where": "Journal", "year": 2020}
    return model.Source.parse_obj({"key": key, "says": "Legs.", "cite": "Uthor 2020", **filled, **more})


def a_question(key: str = "sleepy", kind: str = "yes_no", **more: Any) -> model.Question:
    """A question of group `conditions`, unless told otherwise."""
    words = {"ask": f"Is it {key}?", "why": f"Why {key}.", "meaning": f"What {key} is.", "short": key}
    bounds = {"minimum": 0, "maximum": 120, "unit": "years"} if kind == "number" else {}
    filled = {"id": key, "kind": kind, "group": "conditions", "sources": [SOURCE], **words, **bounds}
    return model.Question.parse_obj({**filled, **more})


def options(*values: str | int) -> list[dict[str, Any]]:
    """The options of a choice."""
    return [{"value": value, "label": str(value).capitalize()} for value in values]


def a_link(question: str, *cases: Mapping[str, Any], **weights: str) -> dict[str, Any]:
    """An evidence link: `a_link("sleepy", yes="++", no="-")`, or full cases."""
    short = [{"answer": answer, "weight": weight} for answer, weight in weights.items()]
    return {"question": question, "sources": [SOURCE], "cases": [*cases, *short]}


def a_cause(key: str = "low_iron", *links: Mapping[str, Any], **more: Any) -> model.Cause:
    """A cause with its evidence links."""
    filled = {"id": key, "name": key.replace("_", " "), "evidence": "guideline", "explain": f"About {key}."}
    return model.Cause.parse_obj({**filled, "sources": [SOURCE], "links": links, **more})


def a_mimic(key: str = "cramps", *when: Mapping[str, Any], **more: Any) -> model.Mimic:
    """A mimic; each of `when` points to it."""
    filled = {"id": key, "name": key, "explain": f"About {key}.", "apart": "Not the same."}
    return model.Mimic.parse_obj({**filled, "when": when, "sources": [SOURCE], **more})


def a_lab(key: str = "ferritin", *suggest: Mapping[str, Any], **more: Any) -> model.Lab:
    """A test with the occasions to suggest it."""
    filled = {"id": key, "name": key, "explain": f"About {key}.", "loinc": "2276-4", "preparation": "None."}
    return model.Lab.parse_obj({**filled, "suggest": suggest, "sources": [SOURCE], **more})


def a_red_flag(key: str = "chest_pain", *when: Mapping[str, Any], **more: Any) -> model.RedFlag:
    """A red flag, raised by a yes to the question of its own name unless told otherwise."""
    filled = {"id": key, "name": key, "urgency": "emergency", "first": "Call {emergency} now."}
    rest = {"number": "emergency", "referrals": ["emergency_department"], "sources": [SOURCE]}
    return model.RedFlag.parse_obj({**filled, **rest, "when": when or [{key: "yes"}], **more})


def a_referral(key: str = "gp", *when: Mapping[str, Any], **more: Any) -> model.Referral:
    """Somebody to see."""
    filled = {"id": key, "name": key, "say": f"Say it to {key}.", "sources": [SOURCE]}
    return model.Referral.parse_obj({**filled, **({"when": when} if when else {}), **more})


def a_checklist(key: str, *questions: str, **more: Any) -> model.Checklist:
    """Several questions in one message."""
    return model.Checklist.parse_obj(
        {"id": key, "ask": "Any of these?", "why": "They matter.", "questions": questions, **more}
    )


def a_contradiction(key: str, when: Mapping[str, Any], *settles: str) -> model.Contradiction:
    """Answers that cannot both be so."""
    return model.Contradiction.parse_obj({"id": key, "when": when, "ask": "Which is it?", "settles": settles})


def a_medicine_class(
    key: str, effect: str, *medicines: str | Mapping[str, Any], **more: Any
) -> model.MedicineClass:
    """Medicines that act alike."""
    listed = [{"generic": each} if isinstance(each, str) else each for each in medicines]
    filled = {"id": key, "name": key, "effect": effect, "explain": f"About {key}.", "sources": [SOURCE]}
    return model.MedicineClass.parse_obj({**filled, "medicines": listed, **more})


def a_topic(key: str, **more: Any) -> model.Topic:
    """A general question with its answer."""
    return model.Topic.parse_obj(
        {"id": key, "title": key, "answer": f"About {key}.", "sources": [SOURCE], **more}
    )


def words(**texts: str) -> tuple[model.Wording, ...]:
    """Fixed sentences by id."""
    return tuple(model.Wording(id=key, text=text) for key, text in texts.items())


_OUTCOMES: Mapping[str, Outcome] = {
    "answer": "answer",
    "red_flag": "answer",
    "decline": "declined",
    "ask_why": "clarification",
    "ask_meaning": "clarification",
}


def heard(
    value: Value | None = None, to: str | None = None, intent: Intent = "answer", **more: Any
) -> Interpretation:
    """What a message was understood as; `also`, `alerts`, `about`, `amends` and `pressed` as they are."""
    text = str(more.pop("text", value if value is not None else intent))
    outcome = _OUTCOMES.get(intent, "off_topic")
    return Interpretation(to, text, outcome, intent, value=value, **more)
