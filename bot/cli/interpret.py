"""`rls-triage interpret`: what the bot understands of a reply, by the very path of a chat message."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.types import Commands, progress
from bot.errors import BotError, DocumentError, Fault

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from bot.knowledge.loader import Knowledge
    from bot.language.interpretation import Interpretation

KEYS = {"question", "text", "today", "facts"}


@dataclass(frozen=True)
class Line:
    """One reply to understand: the open question, the words, the date, and what is known."""

    question: str
    text: str
    today: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "interpret",
        help="print what the bot understands of a reply",
        description="Print what the bot understands of a reply, one JSON object a line.",
    )
    parser.add_argument("--question", metavar="ID", help="the question the reply answers")
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="the date the reply is given on (else today)")
    parser.add_argument(
        "--jsonl", metavar="FILE", type=Path, help='lines of {"question", "text", "today"?, "facts"?}'
    )
    parser.add_argument("text", nargs="?", help="the reply")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Read and check every line first, so that nothing is printed when one is wrong."""
    from bot.bootstrap import knowledge

    lines = list(_chosen_lines(chosen, knowledge()))
    from bot import agent, training

    model = training.ready_model(say=progress)
    agent.prepare(model)
    reader = agent.load_reader(model)
    for line in lines:
        print(json.dumps(asyncio.run(understand(reader, line)), ensure_ascii=False), flush=True)


async def understand(agent: Agent, line: Line) -> dict[str, Any]:
    """What the trained pipeline makes of a reply in its setting, as JSON has it."""
    return (await interpreted(agent, line)).to_json()


async def interpreted(agent: Agent, line: Line) -> Interpretation:
    """What the trained pipeline makes of a reply in its setting."""
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.events import SlotSet
    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.channels.guard import clean
    from bot.language.interpretation import Interpretation

    known = {"open_question": line.question, **line.facts}
    slots = [SlotSet(name, value) for name, value in known.items()]
    tracker = DialogueStateTracker.from_events("interpret", slots, agent.domain.slots)
    metadata = {"today": line.today} if line.today else None
    parsed = await agent.processor.parse_message(
        UserMessage(clean(line.text).text, metadata=metadata), tracker
    )
    return Interpretation.from_json(parsed["interpretation"])


def _chosen_lines(chosen: argparse.Namespace, knowledge: Knowledge) -> Iterator[Line]:
    if chosen.jsonl and (chosen.text is not None or chosen.question or chosen.today):
        raise BotError("rls-triage interpret: give either --jsonl FILE or --question ID and a text, not both")
    if chosen.jsonl:
        yield from read_lines(chosen.jsonl, knowledge)
        return
    if chosen.text is None or not chosen.question:
        raise BotError('rls-triage interpret: give --question ID "text", or --jsonl FILE')
    given = {"question": chosen.question, "text": chosen.text, "today": chosen.today}
    try:
        yield _line({key: value for key, value in given.items() if value is not None}, knowledge)
    except ValueError as error:
        raise BotError(f"rls-triage interpret: {error}") from None


def read_lines(path: Path, knowledge: Knowledge) -> list[Line]:
    """The lines of a file. Raises DocumentError with every fault and its line."""
    try:
        texts = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        raise DocumentError([Fault(path, 1, "is not UTF-8 text")]) from None
    except OSError as error:
        raise DocumentError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from None
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, text in enumerate(texts, 1):
        if not text.strip():
            continue
        try:
            lines.append(_line(json.loads(text), knowledge))
        except json.JSONDecodeError as error:
            faults.append(Fault(path, number, f"is not valid JSON: {error.msg}"))
        except ValueError as error:
            faults.append(Fault(path, number, str(error)))
    if faults:
        raise DocumentError(faults)
    return lines


def _line(found: Any, knowledge: Knowledge) -> Line:
    """One line, checked. Raises ValueError that says what is wrong with it."""
    from bot.cli.answers import facts
    from bot.knowledge.values import plain

    if not isinstance(found, dict):
        raise ValueError("must be a JSON object")
    unknown = sorted(set(found) - KEYS)
    if unknown:
        raise ValueError(f"unknown key '{unknown[0]}' (known: {', '.join(sorted(KEYS))})")
    for key in ("question", "text"):
        if not isinstance(found.get(key), str):
            raise ValueError(f"'{key}' must be text")
    open_questions = {*knowledge.questions, *knowledge.checklists, *knowledge.contradictions, "consent"}
    if found["question"] not in open_questions:
        raise ValueError(f"there is no question '{found['question']}'")
    if not isinstance(found.get("facts", {}), dict):
        raise ValueError("'facts' must be an object of question ids and values")
    known, faults = facts(knowledge, found.get("facts", {}))
    if faults:
        raise ValueError("; ".join(message for _, message in faults))
    return Line(
        found["question"],
        found["text"],
        _date(found.get("today")),
        {question: plain(value) for question, value in known.items()},
    )


def _date(text: Any) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except (TypeError, ValueError):
        raise ValueError(f"'today' must be a date like 2026-03-01, not {text!r}") from None
