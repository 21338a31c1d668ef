"""What a message means with what its channel knows of it: buttons, a wish, or how much was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from bot.knowledge.values import Value
from bot.language.interpretation import Guess, Interpretation, Reply
from bot.language.understanding import Understanding


def interpret(
    language: Understanding, reply: Reply, beside: Mapping[str, Any] | None, guess: Guess | None = None
) -> Interpretation:
    """What a reply is understood as; `beside` is what the channel has noted.

    `amend` names a question to ask again, `pressed` has what each of several buttons says, and
    `read` is how many characters of a very long text answers are sought in.
    """
    beside = beside or {}
    if amend := beside.get("amend"):
        return Interpretation(
            reply.question, reply.text, "clarification", "go_back", about=amend, pressed=True
        )
    if len(pressed := beside.get("pressed") or ()) > 1:
        each = [language.interpret(replace(reply, text=said)) for said in pressed]
        return replace(_together(each), text=reply.text)
    if read := beside.get("read"):
        return _begun(language, reply, read, guess)
    return language.interpret(reply, guess)


def _begun(language: Understanding, reply: Reply, read: int, guess: Guess | None) -> Interpretation:
    """Answers from the beginning of a text, dangers from all of it."""
    begun = language.interpret(replace(reply, text=reply.text[:read]), guess)
    alerts = tuple(dict.fromkeys((*begun.alerts, *language.alerts(reply.text, reply.facts))))
    understood = replace(begun, text=reply.text, alerts=alerts)
    if alerts == begun.alerts or begun.intent == "answer":
        return understood
    return replace(understood, intent="red_flag", outcome="answer")


def _together(each: Sequence[Interpretation]) -> Interpretation:
    """Several buttons as one answer. What one of them affirms, `none of these` beside it does not deny."""
    return reduce(_both, sorted(each, key=_denies, reverse=True))


def _both(one: Interpretation, other: Interpretation) -> Interpretation:
    alerts = tuple(dict.fromkeys((*one.alerts, *other.alerts)))
    return replace(
        other,
        value=_joined(one.value, other.value),
        also={**one.also, **other.also},
        alerts=alerts,
        intent="red_flag" if "red_flag" in {one.intent, other.intent} else "answer",
        outcome="answer",
        pressed=one.pressed and other.pressed,
    )


def _joined(one: Value | None, other: Value | None) -> Value | None:
    """Lists grow, and say more than `not sure` beside them; of anything else the later counts."""
    lists = [each for each in (one, other) if isinstance(each, tuple)]
    if lists:
        return tuple(dict.fromkeys(item for each in lists for item in each))
    return other if other is not None else one


def _denies(each: Interpretation) -> int:
    """How many things it answers at once: `none of these` most of all, one item least."""
    return len(each.also)
