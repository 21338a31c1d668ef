"""From what was found in a message to the one interpretation of it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace

from bot.knowledge.values import DECLINED, Value
from bot.language.interpretation import Intent, Interpretation, Reply
from bot.language.moves import OUTCOMES, Asked

_LEAVING = frozenset({"stop_here", "ask_person"})


@dataclass(frozen=True)
class Understood:
    """The value for the open question, other facts, and how the words lean."""

    value: Value | None
    also: Mapping[str, Value]
    leaning: str | None
    plain: bool = False
    """Whether it begins with yes or no, so that a question beside it is not the whole of it."""
    own: bool = False
    """Whether the value was told in the question's own terms, so that leaving does not undo it."""
    brief: bool = True
    """Whether so little was said that a bare second thought asks for the question before."""

    def with_facts(self, facts: Mapping[str, Value]) -> Understood:
        """The same with facts told beside; what the checklist says stands."""
        return replace(self, also={**facts, **self.also})

    def with_safety(
        self, safety: Mapping[str, Value], question: str | None, known: Container[str]
    ) -> Understood:
        """The same with danger signs named or denied."""
        heard = {name: value for name, value in safety.items() if name != question and name in known}
        return replace(
            self,
            also={
                **{n: v for n, v in heard.items() if v == "no"},
                **self.also,
                **{n: v for n, v in heard.items() if v == "yes"},
            },
        )


def conclude(
    reply: Reply,
    understood: Understood,
    asked: Asked | None,
    alerts: tuple[str, ...],
    amends: bool,
    is_alarm: Callable[[str, Value], bool],
) -> Interpretation:
    """The interpretation: a move that is the whole message first, then answers, then questions back."""
    value, also = understood.value, dict(understood.also)
    told = {**also, **({reply.question: value} if reply.question and value is not None else {})}
    alerts = tuple(dict.fromkeys((*alerts, *(name for name, said in told.items() if is_alarm(name, said)))))
    intent, about = _intent(understood, asked, alerts, amends)
    if intent not in {"answer", "red_flag", "decline"}:
        if value is not None and intent in _LEAVING and reply.question and understood.own:
            also[reply.question] = value
        value = None
    if intent == "decline" and reply.question:
        value = DECLINED
    return Interpretation(
        question=reply.question,
        text=reply.text,
        outcome=OUTCOMES[intent],
        intent=intent,
        value=value,
        also=also,
        alerts=alerts,
        about=about,
        amends=amends,
    )


def _intent(
    understood: Understood, asked: Asked | None, alerts: tuple[str, ...], amends: bool
) -> tuple[Intent, str | None]:
    answered = understood.value is not None
    if asked and asked.intent == "decline" and not alerts and understood.leaning != "yes":
        return "decline", None
    if asked and (asked.whole or not understood.plain) and not (alerts and not asked.whole):
        return asked.intent, asked.about
    if (
        asked
        and asked.intent in {"start_over", "stop_here", "ask_person", "go_back", "ask_noted"}
        and not alerts
    ):
        return asked.intent, asked.about
    if understood.value == DECLINED or (
        not answered and not understood.also and understood.leaning == DECLINED
    ):
        return "decline", None
    if answered:
        return "answer", None
    if alerts:
        return "red_flag", None
    if understood.also:
        return "answer", None
    if amends and understood.brief:
        return "go_back", None
    return "off_topic", None
