"""Where a conversation stands. All of it fits in one JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.triage.answers import Answers

Stage = Literal["new", "consent", "interview", "emergency", "finished", "call"]
Consent = Literal["yes", "no"]


@dataclass(frozen=True)
class Dialogue:
    """The state between two messages.

    `open` is the id of the question or checklist that waits for an answer, `asked` all steps asked
    so far, in order. `misses` tells how often in a row a reply was not understood. `settled` are the
    contradictions already asked about, `alarmed` the red flags already shown, `stopped` whether the
    patient ended the interview before its end, and `code` is what the patient may name the chat by.
    """

    stage: Stage = "new"
    consent: Consent | None = None
    answers: Answers = field(default_factory=Answers)
    open: str | None = None
    asked: tuple[str, ...] = ()
    misses: int = 0
    turn: int = 0
    settled: tuple[str, ...] = ()
    alarmed: tuple[str, ...] = ()
    stopped: bool = False
    code: str | None = None

    def to_json(self) -> dict[str, Any]:
        """A plain dictionary, kept in one slot."""
        return {
            "stage": self.stage,
            "consent": self.consent,
            "answers": self.answers.to_json(),
            "open": self.open,
            "asked": list(self.asked),
            "misses": self.misses,
            "turn": self.turn,
            "settled": list(self.settled),
            "alarmed": list(self.alarmed),
            "stopped": self.stopped,
            "code": self.code,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Dialogue:
        """The state `to_json` wrote."""
        return cls(
            stage=data["stage"],
            consent=data["consent"],
            answers=Answers.from_json(data["answers"]),
            open=data["open"],
            asked=tuple(data["asked"]),
            misses=data["misses"],
            turn=data["turn"],
            settled=tuple(data["settled"]),
            alarmed=tuple(data["alarmed"]),
            stopped=data["stopped"],
            # A conversation from before there were codes goes on without one.
            code=data.get("code"),
        )
