"""What stands in the database as ids, in words: as the patient was asked, and as the knowledge names it.

What an older version wrote and this one does not know is shown as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from bot.knowledge import loader
from bot.knowledge.loader import Knowledge
from bot.knowledge.values import from_plain
from bot.messages.questions import Questions
from bot.messages.render import blanks
from bot.messages.wording import Words, listed
from bot.settings import ROOT, Settings
from bot.triage.criteria import CRITERIA

FITS = {
    "likely": "The answers fit restless legs",
    "uncertain": "The answers fit restless legs only in part",
    "unlikely": "The answers do not fit restless legs",
}
URGENCIES = {
    "emergency": "Emergency",
    "same_day": "Today",
    "soon": "Soon",
    "routine": "Routine",
    "none": "None yet",
}
STATES = {
    "open": "going on",
    "finished": "finished",
    "emergency": "sent for help",
    "abandoned": "left before the end",
}
VERDICTS = {
    "agree": "Agree",
    "over_triage": "Too urgent",
    "under_triage": "Not urgent enough",
    "misunderstood": "Misunderstood",
}
LEVELS = {"strong": "likely", "moderate": "possible", "weak": "a hint"}
EVIDENCE = {
    "guideline": "named by guidelines",
    "associated": "often found together",
    "weak": "weak evidence",
    "disputed": "disputed",
}
STATUS = {"core": "usual", "indicated": "for this patient", "optional": "optional"}
INTENTS = {
    "answer": "an answer",
    "red_flag": "a danger sign",
    "decline": "would rather not say",
    "ask_why": "asks why",
    "ask_meaning": "asks what it means",
    "ask_topic": "asks something general",
    "explain_outcome": "asks about the result",
    "go_back": "wants to go back",
    "ask_noted": "asks what was noted",
    "ask_person": "wants a person",
    "ask_call": "wants to be called",
    "start_over": "wants to start again",
    "stop_here": "wants to stop",
    "misunderstood": "says the warning was a misunderstanding",
    "greet": "a greeting",
    "thank": "thanks",
    "other_language": "another language",
    "off_topic": "not understood",
}
MEANINGS = {
    "unknown": "not sure",
    "declined": "would rather not say",
    "asks": "asks something",
    "off_topic": "something else",
}
"""What a reply to any question can mean."""

_SETS: Mapping[str, Mapping[str, str]] = {
    "fit": FITS,
    "urgency": URGENCIES,
    "state": STATES,
    "verdict": VERDICTS,
    "level": LEVELS,
    "evidence": EVIDENCE,
    "status": STATUS,
    "intent": INTENTS,
}


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The shipped knowledge, without what it takes to understand patients' words."""
    return loader.load(ROOT / "data" / "knowledge", ROOT / ".cache")


class Names:
    """The words for a clinic."""

    def __init__(self, known: Knowledge, clinic: Settings) -> None:
        self.knowledge = known
        self._words = Words(known, blanks(known, clinic))
        self._questions = Questions(known, self._words)

    def name(self, word: str | None, kind: str) -> str:
        """An id of some kind (`cause`, `lab`, `urgency`, ...) in words."""
        if word is None:
            return ""
        if kind in _SETS:
            return _SETS[kind].get(word, _plain(word))
        found = self._entries(kind).get(word)
        named = getattr(found, "name", None) or getattr(found, "short", None)
        return self._words.fill(named) if named else _plain(word)

    def question(self, key: str) -> str:
        """What a question or checklist asks about, in short."""
        checklist = self.knowledge.checklists.get(key)
        if checklist:
            return f"{_plain(key)}: {listed(self.question(each) for each in checklist.questions)}"
        return self.name(key, "question")

    def value(self, question: str, value: Any) -> str:
        """An answer in words."""
        if question not in self.knowledge.questions:
            return _plain(str(value))
        try:
            return self._questions.value(question, from_plain(value))
        except (ValueError, KeyError):
            return str(value)

    def facts(self, questions: Iterable[str], answers: Mapping[str, Any]) -> list[str]:
        """What was answered to some questions, each in a line."""
        return [
            f"{self.question(each)}: {self.value(each, answers[each])}"
            for each in questions
            if each in answers
        ]

    def cited(self, sources: Iterable[str]) -> list[str]:
        """Publications by the names a reader knows them by."""
        known = self.knowledge.sources
        return [known[each].cite if each in known else each for each in sources]

    def criteria(self) -> tuple[str, ...]:
        """The questions restless legs are judged by."""
        return tuple(each for each in CRITERIA if each in self.knowledge.questions)

    def meanings(self, key: str | None) -> list[tuple[str, str]]:
        """What a reply to a question can mean, where that is one of a few things."""
        question = self.knowledge.questions.get(key or "")
        closed = [("no", "none of these")] if key in self.knowledge.checklists else []
        if question and question.kind in ("yes_no", "choice"):
            values = [str(option.value) for option in question.options] or ["yes", "no"]
            closed = [(value, self.value(question.id, value)) for value in values]
        return [*closed, *MEANINGS.items()]

    def choices(self, kind: str, ids: Iterable[str]) -> list[tuple[str, str]]:
        """Ids with their words, in the order of the alphabet."""
        return sorted(((each, self.name(each, kind)) for each in ids), key=lambda pair: pair[1].lower())

    def _entries(self, kind: str) -> Mapping[str, Any]:
        return {
            "cause": self.knowledge.causes,
            "lab": self.knowledge.labs,
            "referral": self.knowledge.referrals,
            "red_flag": self.knowledge.red_flags,
            "mimic": self.knowledge.mimics,
            "question": self.knowledge.questions,
        }.get(kind, {})


def _plain(word: str) -> str:
    return word.replace("_", " ")
