"""`rls-triage assess`: answers in, assessment out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.types import Commands

if TYPE_CHECKING:
    from bot.knowledge.loader import Knowledge
    from bot.knowledge.values import Value


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "assess",
        help="print the assessment of a set of answers",
        description="Read answers (question id to value) and print the assessment as JSON.",
    )
    parser.add_argument("file", metavar="ANSWERS.json", type=Path)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Print the assessment of the answers in a file."""
    from bot.bootstrap import knowledge
    from bot.triage.assessment import assess

    known = knowledge()
    found = assess(known, read_answers(chosen.file, known))
    print(json.dumps(found.to_json(), indent=2, ensure_ascii=False))


def read_answers(path: Path, knowledge: Knowledge) -> dict[str, Value]:
    """The answers in a JSON file. Raises DocumentError with every fault and its line."""
    from bot.cli.answers import facts
    from bot.documents import read
    from bot.errors import DocumentError, Fault

    # JSON is YAML, so the strict reader knows the line of each answer and keys that stand twice.
    document = read(path)
    try:
        found = json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise DocumentError([Fault(path, error.lineno, f"is not valid JSON: {error.msg}")]) from None
    except (OSError, ValueError):
        found = None
    if isinstance(document, Fault):
        raise DocumentError([document])
    if not isinstance(found, dict):
        raise DocumentError([document.fault("must be an object of question ids and values")])
    answers, faults = facts(knowledge, found)
    if faults:
        raise DocumentError([document.fault(message, (question,)) for question, message in faults])
    return answers
