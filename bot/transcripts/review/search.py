"""Words looked for in what patients wrote, and in what the bot said; accents and capitals do not matter.

The database keeps the index: with triggers on SQLite, as indexes over functions on PostgreSQL. Whoever
changes or erases a message changes the index with it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.tables import CONVERSATIONS, MESSAGES

BEGINNING = 3
"""From so many letters on, a word also finds the words that begin with it: `leg` finds `legs`."""

MANY = 2000
"""From so many messages on, asking for each one's conversation takes longer than asking each conversation."""

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Term:
    """Words that must follow each other; or one word, or its beginning."""

    words: tuple[str, ...]
    is_beginning: bool = False


def terms(text: str) -> tuple[Term, ...]:
    """What is looked for: every word, and every phrase in quotation marks."""
    found = []
    for phrase, word in _TERM.findall(plain(text)):
        words = tuple(_LETTERS.findall(phrase or word))
        if words:
            begins = bool(word) and len(words) == 1 and len(words[0]) >= BEGINNING
            found.append(Term(words, begins))
    return tuple(found)


def plain(text: str) -> str:
    """A text without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).lower()


def told(connection: Connection, text: str, whole: bool) -> Any:
    """What holds of a conversation in which one message has all of it.

    In patients' words alone, or in the `whole` chat. Text without a word in it finds nothing.
    """
    looked_for = terms(text)
    return _SPEAKS[connection.dialect.name](connection, looked_for, whole) if looked_for else sa.false()


def forget(connection: Connection) -> None:
    """Let nothing of what was deleted stay in the index: SQLite only notes that it is gone."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO message_words (message_words) VALUES ('optimize')")


def _sqlite(connection: Connection, looked_for: tuple[Term, ...], whole: bool) -> Any:
    words = " AND ".join('"' + " ".join(term.words) + '"' + "*" * term.is_beginning for term in looked_for)
    columns = "{heard said}" if whole else "heard"
    matches = _WORDS.c.message_words.op("MATCH")(sa.literal(f"{columns} : ({words})"))
    messages = sa.select(_WORDS.c.rowid).where(matches)
    found = MESSAGES.c.id.in_(messages)
    if _are_many(connection, messages):
        # A page is full after some conversations, and of each one message is enough.
        return sa.exists().where(MESSAGES.c.conversation == CONVERSATIONS.c.id, found)
    return CONVERSATIONS.c.id.in_(sa.select(MESSAGES.c.conversation).where(found))


def _are_many(connection: Connection, messages: Any) -> bool:
    number = sa.select(sa.func.count()).select_from(messages.limit(MANY).subquery())
    return bool(connection.execute(number).scalar() == MANY)


def _postgresql(_connection: Connection, looked_for: tuple[Term, ...], whole: bool) -> Any:
    # Each by itself: one may be the patient's, and the next one the bot's.
    found = sa.and_(*(_stands(term, whole) for term in looked_for))
    # Words first, by their index: it would read the messages of what other filters leave over.
    return CONVERSATIONS.c.id.in_(sa.select(MESSAGES.c.conversation).where(found).offset(0))


def _stands(term: Term, whole: bool) -> Any:
    query = " <-> ".join(f"'{word}'" + ":*" * term.is_beginning for word in term.words)
    asked = sa.func.to_tsquery(_SIMPLE, sa.literal(query))
    heard = sa.func.to_tsvector(_SIMPLE, sa.func.rls_plain(MESSAGES.c.text)).op("@@")(asked)
    if not whole:
        return heard
    said = sa.func.to_tsvector(_SIMPLE, sa.func.rls_plain(sa.func.rls_said(MESSAGES.c.reply)))
    return sa.or_(heard, said.op("@@")(asked))


_WORDS = sa.table("message_words", sa.column("message_words"), sa.column("rowid"))
_SIMPLE = sa.literal_column("'simple'")
_SPEAKS = {"sqlite": _sqlite, "postgresql": _postgresql}
