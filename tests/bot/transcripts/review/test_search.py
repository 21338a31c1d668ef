"""Words found in what patients wrote: whatever their accents and capitals, and no longer once erased."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.transcripts.archive import Archive
from bot.transcripts.review import filters, queue
from bot.transcripts.review.search import Term, terms
from bot.transcripts.tables import MESSAGES
from tests.bot.transcripts.review.clinic import Clinic


def found(clinic: Clinic, text: str, **asked: str) -> list[str]:
    with clinic.engine.connect() as connection:
        return [row.id for row in queue.page(connection, filters.read({"text": text, **asked})).rows]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cafe", "Too much café at night"),
        ("CAFÉ", "too much cafe at night"),
        ("naïve", "I was nai\u0308ve"),
        ("leg", "both Legs ache"),
        ("ache legs", "both legs ache"),
        ('"legs ache"', "both legs ache"),
        ("β-blocker", "on a Β-Blocker since May"),
        ("ноги", "болят Ноги ночью"),
        ("3.5", "about 3.5 nights"),
        ("b12", "my B12 was low"),
        ("well-known", "a well known thing"),
        ("o'brien", "this is O’Brien"),
        ("🦵 hurts", "🦵 it hurts"),
    ],
)
def test_a_word_is_found_however_it_is_written(text: str, said: str, clinic: Clinic) -> None:
    clinic.conversation("web:other", "nothing of it")
    clinic.conversation("web:wanted", said)
    assert found(clinic, text) == ["web:wanted"]


@pytest.mark.parametrize("text", ["egs", '"ache legs"', "legs nights", "xylophone", "!!!", "at*"])
def test_what_nobody_said_is_not_found(text: str, clinic: Clinic) -> None:
    clinic.conversation("web:a", "both legs ache", "attic")
    assert found(clinic, text) == []


def test_what_the_bot_said_is_found_where_the_whole_chat_is_searched(clinic: Clinic) -> None:
    clinic.conversation("web:a", ("my legs", "Is it worse in the evening?"))
    assert found(clinic, "evening") == []
    assert found(clinic, "evening", whole="yes") == ["web:a"]
    assert found(clinic, "legs", whole="yes") == ["web:a"]


def test_a_message_is_found_by_what_it_says_now(clinic: Clinic) -> None:
    clinic.conversation("web:a", "I am Bob")
    with clinic.writer.begin() as connection:
        connection.execute(sa.update(MESSAGES).values(text="I am [name]", reply=[{"text": "Hello"}]))
    assert found(clinic, "Bob") == []
    assert found(clinic, "name") == ["web:a"]
    assert found(clinic, "hello", whole="yes") == ["web:a"]


def test_a_message_that_waits_for_its_reply_is_found_already(clinic: Clinic) -> None:
    clinic.conversation("web:a", "legs")
    with clinic.writer.begin() as connection:
        connection.execute(sa.update(MESSAGES).values(reply=None))
    assert found(clinic, "legs") == ["web:a"]


def test_odd_texts_break_nothing(clinic: Clinic) -> None:
    long = "x" * 2000
    clinic.conversation("web:a", long, ("\u202eright to left", 'a \\u0000 "quoted" \u0000'), "<script>")
    assert found(clinic, "script") == ["web:a"]
    assert found(clinic, "right") == ["web:a"]


def test_what_is_erased_leaves_no_word_in_the_index(clinic: Clinic) -> None:
    clinic.conversation("web:gone", "zebrafinch")
    clinic.conversation("web:stays", "sparrow")
    assert is_in_the_index(clinic, "zebrafinch")
    Archive(clinic.engine).erase("web:gone", for_good=False)
    assert found(clinic, "zebrafinch") == []
    assert found(clinic, "sparrow") == ["web:stays"]
    assert not is_in_the_index(clinic, "zebrafinch")


def is_in_the_index(clinic: Clinic, word: str) -> bool:
    """Whether SQLite's own pages have a word. PostgreSQL keeps what was deleted until it cleans up."""
    if clinic.engine.dialect.name == "postgresql":
        return bool(found(clinic, word))
    with clinic.engine.connect() as connection:
        blocks = connection.exec_driver_sql("SELECT block FROM message_words_data").scalars().all()
    # A word that begins like the one before it is stored from where they differ.
    return any(word[3:].encode() in block for block in blocks)


def test_a_query_is_read_as_words_and_phrases() -> None:
    assert terms('Restless "Two Words" a leg-ache "" “x”') == (
        Term(("restless",), is_beginning=True),
        Term(("two", "words")),
        Term(("a",)),
        Term(("leg", "ache")),
        Term(("x",)),
    )
