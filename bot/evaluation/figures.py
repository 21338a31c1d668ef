"""Judgements counted: how often what was right, over all and by what distinguishes the replies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.evaluation.judgement import MEDICINES, Judgement
from bot.knowledge.loader import Knowledge
from bot.language.learned.hearing import MOVES, class_of

BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part / self.whole:.1%} of {self.whole}" if self.whole else "none"


def share(judged: Iterable[Judgement], good: Callable[[Judgement], bool]) -> Share:
    """How many of the judgements are good."""
    found = [good(one) for one in judged]
    return Share(sum(found), len(found))


def by(judged: Sequence[Judgement], keys: Callable[[Judgement], Iterable[str]]) -> dict[str, Share]:
    """The share understood of the replies under each key, the keys in order."""
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for one in judged:
        for key in keys(one):
            all_[key] += 1
            right[key] += one.understood
    return {key: Share(right[key], all_[key]) for key in sorted(all_)}


@dataclass(frozen=True)
class Figures:
    """What the project asks of the language, measured on some replies."""

    understood: Share
    outcomes: Share
    medicines: Share
    numbers: Share
    moves: Share
    dangers: Share
    false_alarms: Share
    facts: Share

    @classmethod
    def of(cls, judged: Sequence[Judgement], knowledge: Knowledge) -> Figures:
        """The figures of some judgements."""
        kinds = {name: question.kind for name, question in knowledge.questions.items()}
        medicines = [one for one in judged if one.labelled.reply.question in MEDICINES]
        numbers = [
            one
            for one in judged
            if kinds.get(one.labelled.reply.question or "") == "number"
            and isinstance(one.labelled.value, (int, float, dict))
        ]
        return cls(
            understood=share(judged, lambda one: one.understood),
            outcomes=share(judged, lambda one: one.outcome),
            medicines=share(
                [one for one in medicines if isinstance(one.labelled.value, tuple)],
                lambda one: one.understood,
            ),
            numbers=share(numbers, lambda one: one.understood),
            moves=share([one for one in judged if one.labelled.outcome in MOVES], lambda one: one.outcome),
            dangers=share([one for one in judged if one.labelled.alerts], lambda one: not one.missed),
            false_alarms=share(judged, lambda one: bool(one.false_alarms)),
            facts=Share(sum(one.found for one in judged), sum(one.named for one in judged)),
        )


def confusion(judged: Sequence[Judgement]) -> list[tuple[str, str, int]]:
    """What was taken for what, the most frequent first."""
    found: Counter[tuple[str, str]] = Counter()
    for one in judged:
        told = class_of(one.labelled.outcome, one.labelled.value)
        heard = class_of(one.heard.outcome, one.heard.value)
        if told != heard:
            found[told, heard] += 1
    return [(told, heard, count) for (told, heard), count in found.most_common()]


def calibration(said: Iterable[tuple[float, bool]]) -> list[tuple[str, Share, float]]:
    """By how sure it was: how often it was right, and how sure it was on average."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in said:
        place = next((n for n, edge in enumerate(BINS) if confidence < edge), len(BINS) - 1)
        bins.setdefault(place, []).append((confidence, right))
    names = [
        f"below {BINS[0]}",
        *(f"{low} to {min(high, 1)}" for low, high in pairwise(BINS)),
    ]
    return [
        (
            names[place],
            Share(sum(right for _, right in found), len(found)),
            sum(confidence for confidence, _ in found) / len(found),
        )
        for place, found in sorted(bins.items())
    ]
