"""Every sentence that the code asks for is written, and its blanks are ones the code fills."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.dialogue.sayings import Phrase
from bot.knowledge.checks import PLACEHOLDERS
from bot.knowledge.loader import Knowledge
from bot.knowledge.model import URGENCIES
from bot.settings import ROOT

CODE = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")])
BUILT: dict[str, list[str]] = {
    "button_": [],
    "when_": list(URGENCIES),
    "fit_": ["likely", "uncertain", "unlikely"],
    "evidence_": ["guideline", "associated", "weak", "disputed"],
}
"""Ids that the code puts together, and what it puts behind them."""


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def phrases() -> set[str]:
    """Every id that a `Phrase(...)` of the dialogue names, its buttons' among them."""
    found: set[str] = set()
    for path in (ROOT / "bot" / "dialogue").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == Phrase.__name__:
                found |= set(alternatives(node.args[0]))
                for more in node.keywords:
                    found |= {f"button_{key}" for key in alternatives(more.value)}
    return found


def alternatives(node: ast.expr) -> Iterator[str]:
    """The words an expression can come to."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    if isinstance(node, ast.IfExp):
        yield from (*alternatives(node.body), *alternatives(node.orelse))
    if isinstance(node, ast.Subscript):
        yield from alternatives(node.value)
    if isinstance(node, ast.Tuple):
        yield from (word for each in node.elts for word in alternatives(each))


def said() -> set[str]:
    """Every id that is asked for outright, as in `words.say("thanks")` or `Phrase("thanks")`."""
    texts = [path.read_text(encoding="utf-8") for path in CODE]
    plain = {key for text in texts for key in re.findall(r'words\.say\(\s*"(\w+)"', text)}
    buttons = {key for text in texts for key in re.findall(r'words\.button\(\s*"(\w+)"', text)}
    return plain | {f"button_{key}" for key in buttons} | phrases()


def test_every_sentence_the_code_names_is_written(shipped: Knowledge) -> None:
    assert sorted(said() - set(shipped.wording)) == []
    assert len(said()) > 40


@pytest.mark.parametrize("prefix", [prefix for prefix, ends in BUILT.items() if ends])
def test_every_sentence_the_code_puts_together_is_written(shipped: Knowledge, prefix: str) -> None:
    assert [end for end in BUILT[prefix] if f"{prefix}{end}" not in shipped.wording] == []


def test_what_the_dialogue_says_needs_only_the_blanks_of_the_clinic(shipped: Knowledge) -> None:
    clinic = PLACEHOLDERS | {"booking"}
    assert [key for key in phrases() if not shipped.wording[key].blanks <= clinic] == []


def unused(shipped: Knowledge) -> list[str]:
    """The sentences nothing in the code speaks of."""
    spoken = {text for path in CODE for text in strings(path)}
    spoken |= {match for text in spoken for match in re.findall(r"[a-z_]+", text)}
    built = {f"{prefix}{end}" for prefix, ends in BUILT.items() for end in ends}
    return [
        key
        for key in shipped.wording
        if key not in spoken | built and key.removeprefix("button_") not in spoken
    ]


def test_most_sentences_that_are_written_are_said(shipped: Knowledge) -> None:
    assert len(unused(shipped)) < len(shipped.wording) / 2
