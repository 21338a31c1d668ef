"""What the rules understood, weighed against what the reply model takes the reply for.

Rules that rest on firm ground stand. Where they are silent the model speaks, and where they hint both have a
say. Where it all comes to no more than a guess, the reply counts as not understood: the question is then
asked again, with its buttons. Red flags of the rules are never taken back; the model only adds to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.knowledge.values import DECLINED
from bot.language.interpretation import Guess, Intent, Interpretation
from bot.language.learned.hearing import (
    ELSEWHERE,
    MOVES,
    NAMED,
    NONE,
    NUMBER,
    class_of,
    item_of,
    item_told,
)
from bot.language.learned.reply_model import Opinion
from bot.language.moves import OUTCOMES

SURE = 0.45
"""From here on what is likeliest is taken; below, the question is asked again ..."""

SURER = 0.8
"""... and from here on where a danger is asked about."""

DOUBT = 1.6
"""What the log odds are divided by when it is told how sure the model is: unseen, it is surer than right."""

HINT = 4.5
"""How many times likelier a hint of the rules makes what it hints at: what did best on labelled replies."""

ALARMING = 0.3
"""From here on a red flag is raised that no rule has raised: a danger missed is worse than a false alarm."""

TOLD = 0.5
"""From here on an item of a checklist counts as told of."""

_OTHERS = frozenset({"family_history", "family_members"})
"""Who speaks of relatives may mean them in all of it; here the rules know better whose is what."""

FIRM_GROUNDS = frozenset({"plain", "terms"})
_UNSAID = frozenset({NUMBER, NAMED})
_SOOTHING = frozenset({"no", DECLINED})
_AWAY = frozenset({*MOVES, DECLINED})

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
    return _alarmed(_listed(_weighed(ruled, opinion, guess, grave), opinion), opinion)


def _listed(understood: Interpretation, opinion: Opinion) -> Interpretation:
    """The same with the items of a checklist that the model hears and the rules do not."""
    if understood.value is not None or understood.outcome not in {"answer", "off_topic"}:
        return understood
    likely = sorted(opinion.items, key=lambda told: opinion.items[told])
    heard = dict(item_of(told) for told in likely if opinion.items[told] >= TOLD)
    also = {**heard, **understood.also}
    if also == understood.also:
        return understood
    intent: Intent = "red_flag" if understood.alerts else "answer"
    sure = max(opinion.items[item_told(item, value)] for item, value in heard.items())
    return replace(understood, outcome="answer", intent=intent, also=also, about=None, confidence=sure)


def _weighed(ruled: Interpretation, opinion: Opinion, guess: Guess | None, grave: bool) -> Interpretation:
    if ruled.question is None or ruled.amends or _OTHERS & set(ruled.also) or _only_alarms(ruled):
        return ruled
    held = class_of(ruled.outcome, ruled.value)
    if ruled.grounds in FIRM_GROUNDS:
        return replace(ruled, confidence=max(opinion.classes.get(held, 0.0), FIRM))
    likely = _hinted(opinion.classes, held) if ruled.grounds == "weak" else opinion.classes
    taken = max(likely, key=lambda name: likely[name])
    enough = likely[taken] >= (SURER if grave else SURE)
    sure = _doubted(likely)
    if taken == held or taken in _untaken(ruled, grave) or not enough:
        return replace(ruled, confidence=sure.get(held, 0.0))
    return replace(_as(ruled, taken, guess), confidence=sure[taken])


def _only_alarms(ruled: Interpretation) -> bool:
    """Whether a danger was told and nothing else: it answers nothing but itself."""
    return bool(ruled.alerts) and (ruled.grounds == "none" or ruled.question in ruled.alerts)


def _hinted(classes: Mapping[str, float], hint: str) -> Mapping[str, float]:
    """The probabilities after the rules have hinted at a class."""
    weighed = {name: p * (HINT if name == hint else 1) for name, p in classes.items()}
    whole = sum(weighed.values())
    return {name: p / whole for name, p in weighed.items()}


def _doubted(likely: Mapping[str, float]) -> Mapping[str, float]:
    """The probabilities as they turn out on replies nothing has learned from."""
    doubted = {name: p ** (1 / DOUBT) for name, p in likely.items()}
    whole = sum(doubted.values())
    return {name: p / whole for name, p in doubted.items()}


def _untaken(ruled: Interpretation, grave: bool) -> frozenset[str]:
    """What the model is not taken at its word for: what it cannot name, and what would play a danger down."""
    return _UNSAID | (_SOOTHING if grave else frozenset()) | (_AWAY if ruled.alerts else frozenset())


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
