"""The real lexicon read over a small knowledge, built once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.language.interpretation import Interpretation, Reply
from bot.language.reader import Reader
from bot.language.words.lexicon import Lexicon, load_lexicon
from tests.bot.language.small_knowledge import small_knowledge

FOLDER = Path(__file__).resolve().parents[3] / "data" / "language"
TODAY = date(2026, 11, 22)
Understand = Callable[..., Interpretation]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(FOLDER)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return small_knowledge()


@pytest.fixture(scope="session")
def reader(knowledge: Knowledge, lexicon: Lexicon) -> Reader:
    return Reader(knowledge, lexicon)


@pytest.fixture(scope="session")
def understand(reader: Reader) -> Understand:
    """What a text is understood as, in answer to a question, with facts known before."""

    def read(text: str, question: str | None = None, **facts: Value) -> Interpretation:
        return reader.interpret(Reply(text, question, facts, TODAY))

    return read
