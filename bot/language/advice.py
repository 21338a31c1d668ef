"""What the rules understood, weighed against what the reply model takes the reply for.

Rules that rest on firm ground stand. Where they hint or are silent the model speaks, and where neither is
sure the reply counts as not understood: the question is then asked again, with its buttons. Red flags of
the rules are never taken back; the model only adds to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.knowledge.values import DECLINED
from bot.language.interpretation import Guess, Intent, Interpretation
from bot.language.learned.hearing import ELSEWHERE, MOVES, NAMED, NONE, NUMBER, class_of
from bot.language.learned.reply_model import Opinion
from bot.language.moves import OUTCOMES

SURE = 0.5
"""From here on the model's class is taken where the rules are silent ..."""

SURER = 0.8
"""... and from here on over what they only hint at."""

ALARMING = 0.3
"""From here on a red flag is raised that no rule has raised: a danger missed is worse than a false alarm."""

_OTHERS = frozenset({"family_history", "family_members"})
"""Who speaks of relatives may mean them in all of it; here the rules know better whose is what."""

FIRM_GROUNDS = frozenset({"plain", "terms"})
_UNSAID = frozenset({NUMBER, NAMED})
_SOOTHING = _UNSAID | {"no", DECLINED}

_MOVES: Mapping[str, Intent] = {"clarification": "ask_meaning", DECLINED: "decline"}

FIRM = 0.95
"""How likely the rules are right on firm ground, by the labelled replies."""


def advised(
    ruled: Interpretation, opinion: Opinion, guess: Guess | None = None, grave: bool = False
) -> Interpretation:
    """The interpretation after both have spoken.

    `grave` tells that a danger is asked about: then the model may say yes or cannot tell, or send the
    question back, and never puts it to rest.
    """
    return _alarmed(_weighed(ruled, opinion, guess, grave), opinion)


def _weighed(ruled: Interpretation, opinion: Opinion, guess: Guess | None, grave: bool) -> Interpretation:
    if ruled.question is None or ruled.amends or ruled.alerts or _OTHERS & set(ruled.also):
        return ruled
    taken, sure = opinion.likeliest
    held = class_of(ruled.outcome, ruled.value)
    likely = opinion.classes.get(held, 0.0)
    if ruled.grounds in FIRM_GROUNDS:
        return replace(ruled, confidence=max(likely, FIRM))
    untaken = _SOOTHING if grave else _UNSAID
    if taken == held or taken in untaken or sure < _enough(ruled, grave):
        return replace(ruled, confidence=likely)
    return replace(_as(ruled, taken, guess), confidence=sure)


def _enough(ruled: Interpretation, grave: bool) -> float:
    """How sure the model must be to be taken at its word."""
    return SURE if ruled.grounds == "none" and not ruled.also and not grave else SURER


def _as(ruled: Interpretation, taken: str, guess: Guess | None) -> Interpretation:
    """The same reply, taken for another class; facts told beside the question stay."""
    if taken == ELSEWHERE:
        return replace(ruled, value=None) if ruled.also else ruled
    if taken in MOVES or taken == DECLINED:
        intent = _move(taken, guess)
        value = DECLINED if taken == DECLINED else None
        return replace(ruled, outcome=OUTCOMES[intent], intent=intent, value=value)
    told: Intent = "red_flag" if ruled.alerts else "answer"
    return replace(ruled, outcome="answer", intent=told, value=() if taken == NONE else taken, about=None)


def _move(taken: str, guess: Guess | None) -> Intent:
    """Which move it is: the classifier's, where it names one of that kind."""
    guessed = next((intent for intent in OUTCOMES if guess and intent == guess.intent), None)
    return guessed if guessed and OUTCOMES[guessed] == taken else _MOVES.get(taken, "off_topic")


def _alarmed(understood: Interpretation, opinion: Opinion) -> Interpretation:
    """The same with the red flags the model hears besides; what was denied in so many words stays denied."""
    told = dict(understood.also)
    if understood.question and understood.grounds in FIRM_GROUNDS:
        told |= {understood.question: understood.value or ""}
    heard = [
        flag
        for flag, likely in opinion.flags.items()
        if likely >= ALARMING and flag not in understood.alerts and told.get(flag) != "no"
    ]
    if not heard:
        return understood
    value = "yes" if understood.question in heard else understood.value
    also = {**understood.also, **{flag: "yes" for flag in heard if flag != understood.question}}
    answered = value is not None and value != DECLINED
    return replace(
        understood,
        outcome="answer",
        intent="answer" if answered else "red_flag",
        value=value if answered else None,
        also=also,
        alerts=(*understood.alerts, *heard),
    )
