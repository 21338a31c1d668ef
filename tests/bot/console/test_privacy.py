"""Held, redacted, erased, handed over: at the console, by who may, and logged."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from bot.console.addresses import Addresses
from bot.console.pages import protection
from bot.transcripts import inbox
from bot.transcripts.database import writing
from bot.transcripts.privacy import codes, holds, receipts
from bot.transcripts.tables import CONVERSATIONS
from tests.bot.console.clinic import EMERGENCY, FINISHED, HOSTILE, OPEN
from tests.bot.console.test_requests import logged
from tests.bot.console.visitor import ConsoleUnderTest

HERE = f"/conversations/{EMERGENCY}"


def there(console: ConsoleUnderTest) -> set[str]:
    """The conversations that are stored."""
    with console.engine.connect() as connection:
        return set(connection.execute(sa.select(CONVERSATIONS.c.id)).scalars())


def test_a_conversation_is_found_by_the_code_somebody_says(console: ConsoleUnderTest) -> None:
    with writing(console.engine).begin() as connection:
        codes.told(connection, EMERGENCY, "ACDE-3467", inbox.now())
    lena = console("lead")
    lena.page("/privacy")
    named = Addresses("k" * 32).cover(EMERGENCY)
    assert lena.post("/privacy/find", {"code": "acde 3467"}).location == f"/conversations/{named}/privacy"
    assert lena.post("/privacy/find", {"code": "ACDE-9999"}).status_code == 404
    assert lena.post("/privacy/find", {"code": ""}).status_code == 400


def test_an_erasure_wants_a_tick_leaves_nothing_and_gives_a_receipt(console: ConsoleUnderTest) -> None:
    lena = console("lead")
    assert lena.post(f"{HERE}/erase").status_code == 400
    assert EMERGENCY in there(console)
    answer = lena.post(f"{HERE}/erase", {"sure": "y"}, follow_redirects=True)
    assert there(console) == {OPEN, FINISHED}
    with console.engine.connect() as connection:
        (receipt,) = receipts.latest(connection)
    assert (receipt.asked_by, receipt.person) == ("staff", "lead")
    assert receipt.number in answer.text
    assert logged(console)[-2:] == ["erased", "receipt_seen"]
    assert lena.post(f"{HERE}/erase", {"sure": "y"}).status_code == 404


def test_what_is_held_can_be_neither_erased_nor_redacted(console: ConsoleUnderTest) -> None:
    lena = console("lead")
    assert lena.post(f"{HERE}/hold", {"reason": ""}).status_code == 400
    lena.post(f"{HERE}/hold", {"reason": "the <court>"})
    assert "the &lt;court&gt;" in lena.page(f"{HERE}/privacy")
    assert "legal hold" in lena.post(f"{HERE}/erase", {"sure": "y"}, follow_redirects=True).text
    redacting = {"message_id": "id of my chest hurts", "words": "chest", "kind": "other"}
    assert "legal hold" in lena.post(f"{HERE}/redact", redacting, follow_redirects=True).text
    assert EMERGENCY in there(console)
    lena.post(f"{HERE}/lift")
    lena.post(f"{HERE}/erase", {"sure": "y"})
    assert EMERGENCY not in there(console)


def test_what_its_patient_wanted_erased_goes_when_the_hold_is_lifted(console: ConsoleUnderTest) -> None:
    with writing(console.engine).begin() as connection:
        holds.place(connection, EMERGENCY, "court", "lead", inbox.now())
        holds.erasure_wanted(connection, [EMERGENCY], inbox.now())
    console("lead").post(f"{HERE}/lift")
    assert EMERGENCY not in there(console)
    with console.engine.connect() as connection:
        assert [each.asked_by for each in receipts.latest(connection)] == ["patient"]


def test_a_hold_is_not_lifted_while_what_its_patient_wanted_cannot_be_done(
    console: ConsoleUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(console.engine).begin() as connection:
        holds.place(connection, EMERGENCY, "court", "lead", inbox.now())
        holds.erasure_wanted(connection, [EMERGENCY], inbox.now())
    lena = console("lead")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(protection, "alone_with", a_patient_writes)
        assert "Try again" in lena.post(f"{HERE}/lift", follow_redirects=True).text
    assert "The patient wants it erased" in lena.page(f"{HERE}/privacy")
    assert "hold_lifted" not in logged(console)
    lena.post(f"{HERE}/lift")
    assert EMERGENCY not in there(console)


def test_a_hold_waits_until_nobody_is_about_to_erase(
    console: ConsoleUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    lena = console("lead")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(protection, "alone_with", a_patient_writes)
        said = lena.post(f"{HERE}/hold", {"reason": "court"}, follow_redirects=True).text
    assert "Try again" in said
    assert "On legal hold since" not in said


def a_patient_writes(*_: object) -> None:
    """The lock of a conversation whose turn takes too long."""
    raise OperationalError("", {}, Exception("timeout"))


def test_the_log_has_what_was_done_and_not_what_came_too_late(console: ConsoleUnderTest) -> None:
    lena = console("lead")
    for _ in range(2):
        lena.post(f"{HERE}/hold", {"reason": "court"})
    for _ in range(2):
        lena.post(f"{HERE}/lift")
    assert [each for each in logged(console) if each != "privacy_seen"] == ["held", "hold_lifted"]


def test_words_are_taken_out_for_good(console: ConsoleUnderTest) -> None:
    lena = console("lead")
    redacting = {"message_id": "id of my chest hurts", "words": "chest", "kind": "other"}
    assert "Taken out" in lena.post(f"{HERE}/redact", redacting, follow_redirects=True).text
    assert "my [redacted] hurts" in lena.page(f"{HERE}/privacy")
    again = lena.post(f"{HERE}/redact", redacting, follow_redirects=True).text
    assert "letter for letter" in again
    assert lena.post(f"{HERE}/redact", {**redacting, "words": "x"}).status_code == 400
    assert "redacted" in logged(console)


def test_a_patient_gets_what_is_kept_about_them(console: ConsoleUnderTest) -> None:
    answer = console("lead").post(f"/conversations/{OPEN}/theirs")
    told = json.loads(answer.text)
    assert [each["you"] for each in told["messages"]] == ["yes", HOSTILE]
    assert told["answers"][0]["question"] == "age"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert logged(console)[-1] == "exported"


def test_staff_look_at_what_is_too_old_before_they_erase_it(
    make_console: object, console: ConsoleUnderTest
) -> None:
    ruled = make_console(retention_days={"*": 1})  # type: ignore[operator]
    console.clock.forward(hours=23)
    admin = ruled("admin")
    assert "Nothing is older" in admin.post("/privacy/retention/look", follow_redirects=True).text
    console.clock.forward(hours=2)
    admin = ruled("admin")
    assert "3 would be erased" in admin.post("/privacy/retention/look", follow_redirects=True).text
    assert there(console) == {OPEN, EMERGENCY, FINISHED}
    admin = ruled("admin")
    assert "3 erased" in admin.post("/privacy/retention/erase", follow_redirects=True).text
    assert there(console) == set()
    assert admin.post("/privacy/retention/both").status_code == 404


def test_nobody_has_seen_what_is_not_there(console: ConsoleUnderTest) -> None:
    assert console("lead").get("/conversations/web:nobody/privacy").status_code == 404
    assert logged(console) == []


@pytest.mark.parametrize("number", ["R-XXXXX-XXXXX", "' OR 1=1 --", "%"])
def test_a_receipt_nobody_made_out_is_not_there(console: ConsoleUnderTest, number: str) -> None:
    assert console("lead").get(f"/privacy/receipts/{number}").status_code == 404
