"""The link of an alert leads to its conversation, for who may read it."""

from __future__ import annotations

from bot.console.addresses import Addresses
from bot.transcripts import inbox, outbox
from bot.transcripts.database import writing
from tests.bot.console.clinic import EMERGENCY
from tests.bot.console.visitor import ConsoleUnderTest


def reference(console: ConsoleUnderTest) -> str:
    """What an alert about the emergency carries."""
    with writing(console.engine).begin() as connection:
        outbox.add(connection, EMERGENCY, "emergency", ["email"], inbox.now())
        return outbox.due(connection, ["email"], inbox.now())[0].reference


def test_it_leads_to_the_conversation_after_the_sign_in(console: ConsoleUnderTest) -> None:
    link = f"/alerts/{reference(console)}"
    led = console("viewer").get(link).location
    assert led == f"/conversations/{Addresses('k' * 32).cover(EMERGENCY)}"
    assert console.stranger().get(link).location.startswith("/sign-in?next=/alerts/")


def test_one_that_was_erased_meanwhile_is_not_there(console: ConsoleUnderTest) -> None:
    assert console("viewer").get("/alerts/no-such-reference").status_code == 404
