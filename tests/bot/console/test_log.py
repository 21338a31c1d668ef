"""The page that shows what staff did."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from bot.transcripts.database import writing
from bot.transcripts.staff import audit
from tests.bot.console.clinic import FINISHED
from tests.bot.console.visitor import ConsoleUnderTest


def write(console: ConsoleUnderTest, action: str, person: str = "anna", **detail: Any) -> None:
    with writing(console.engine).begin() as connection:
        audit.append(connection, console.clock(), person, action, FINISHED, detail)


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"<td>(\d+)</td>", page)]


def test_the_newest_entries_come_first_and_the_older_ones_a_page_further(console: ConsoleUnderTest) -> None:
    for _ in range(60):
        write(console, "conversation_opened")
    auditor = console("auditor")
    first = auditor.page("/log")
    assert numbers(first) == list(range(61, 11, -1))
    older = re.search(r'href="(/log\?before=[^"]+)">Older', first)
    assert older is not None
    assert numbers(auditor.page(older[1].replace("&amp;", "&"))) == list(range(11, 0, -1))


def test_entries_can_be_chosen_by_person_and_kind(console: ConsoleUnderTest) -> None:
    write(console, "conversation_opened", "anna")
    write(console, "conversation_opened", "bert")
    write(console, "conversation_exported", "bert")
    auditor = console("auditor")
    assert numbers(auditor.page("/log?person=bert")) == [3, 2]
    assert numbers(auditor.page("/log?person=bert&action=conversation_exported")) == [3]
    for nobody in ("' OR 1=1 --", "anna%00x", "x" * 5000):
        assert numbers(auditor.page(f"/log?person={nobody}&before={'9' * 40}")) == []


def test_it_shows_harmlessly_what_names_and_details_hold(console: ConsoleUnderTest) -> None:
    write(console, "refused", "<b>anna</b>", page="<script>alert(1)</script>")
    page = console("auditor").page("/log")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>anna" not in page
    assert FINISHED not in page


def test_looking_at_the_log_is_in_the_log(console: ConsoleUnderTest) -> None:
    auditor = console("auditor")
    auditor.page("/log?person=anna")
    with console.engine.connect() as connection:
        entries = list(audit.entries(connection))
    assert [(entry.person, entry.action, entry.detail) for entry in entries][-1] == (
        "auditor",
        "log_opened",
        {"person_chosen": "anna"},
    )


def test_checking_it_says_whether_it_is_whole(console: ConsoleUnderTest) -> None:
    write(console, "conversation_opened")
    auditor = console("auditor")
    auditor.page("/log")
    assert (
        "entries, each as it was written. Mark of the last one: "
        in auditor.post("/log/check", follow_redirects=True).text
    )
    with writing(console.engine).begin() as connection:
        connection.execute(sa.text("DROP TRIGGER audit_no_update"))
        connection.execute(sa.text("UPDATE audit SET person = 'bert' WHERE id = 1"))
    broken = auditor.post("/log/check", follow_redirects=True).text
    assert "The log was tampered with. Entry 1 was changed" in broken
