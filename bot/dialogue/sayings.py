"""What the bot can say, before it becomes words: `bot/messages.py` finds those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.knowledge.values import Value
from bot.triage.assessment import Assessment
from bot.triage.interview import Step
from bot.triage.red_flags import Raised

Manner = Literal["plain", "again", "more", "which", "buttons"]
"""How a step is asked: first, after a digression, for the rest of a list, for a bare yes, with buttons."""


@dataclass(frozen=True)
class Phrase:
    """A fixed sentence of `wording.yml`, with its blanks filled and the buttons it offers."""

    id: str
    blanks: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What was noted or changed, read back in one line."""

    wording: Literal["noted", "held_facts", "amended"]
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Ask:
    """A question or checklist. `asked` counts it, `left` is how many may follow."""

    step: Step
    asked: int
    left: int
    manner: Manner = "plain"
    child: bool = False


@dataclass(frozen=True)
class Settle:
    """The one kind question about answers that cannot both be so."""

    contradiction: str
    question: str
    asked: int
    left: int


@dataclass(frozen=True)
class OutOfRange:
    """A number that cannot be."""

    question: str


@dataclass(frozen=True)
class Why:
    """Why the open question is asked."""

    step: str


@dataclass(frozen=True)
class Meaning:
    """What a question's words mean."""

    step: str


@dataclass(frozen=True)
class TopicAnswer:
    """The answer to a general question."""

    topic: str


@dataclass(frozen=True)
class Reasons:
    """Why a cause or test is in the outcome, or why not; `about` may be "change".

    `telling` are the open questions whose answers could still change the outcome.
    """

    about: str
    assessment: Assessment
    telling: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alarm:
    """The emergency message."""

    flag: Raised
    assessment: Assessment


@dataclass(frozen=True)
class Closing:
    """The end: the assessment in words."""

    assessment: Assessment


@dataclass(frozen=True)
class Code:
    """What the patient may name this chat by, to have it found or erased."""

    code: str


@dataclass(frozen=True)
class Apart:
    """Says nothing: what was just heard is for the staff's call list alone, and no part of the transcript.

    `details` are what of it can be used.
    """

    details: Mapping[str, str]


Saying = (
    Phrase
    | Facts
    | Ask
    | Settle
    | OutOfRange
    | Why
    | Meaning
    | TopicAnswer
    | Reasons
    | Alarm
    | Closing
    | Code
    | Apart
)
