"""The log: a JSON object a line that says what happened to whom, and never what anybody said."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import OperationalError
from structlog.contextvars import bound_contextvars

from bot import logs
from bot.errors import SettingsError

CANARY = "pomegranate"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logs.handler(stream)
    logging.getLogger("bot").addHandler(handler)
    yield stream
    logging.getLogger("bot").removeHandler(handler)


def only_line(log: io.StringIO) -> dict[str, Any]:
    (line,) = log.getvalue().splitlines()
    return dict(json.loads(line))


def broken(error: Exception) -> None:
    """Fails with an error, as something deep down does."""
    raise error


def test_a_record_names_its_conversation(log: io.StringIO) -> None:
    with bound_contextvars(conversation="web:a", channel="web"):
        logging.getLogger("bot.somewhere").error("Event %s cannot be read.", 7)
    line = only_line(log)
    assert (line["conversation"], line["channel"], line["level"]) == ("web:a", "web", "error")
    assert (line["logger"], line["event"]) == ("bot.somewhere", "Event 7 cannot be read.")


def test_an_error_says_its_kind_and_place_and_not_the_value_it_stumbled_over(log: io.StringIO) -> None:
    try:
        broken(KeyError(CANARY))
    except KeyError:
        logging.getLogger("bot.somewhere").exception("A turn failed.")
    error = only_line(log)["error"]
    assert error.startswith("builtins.KeyError\n")
    assert error.endswith("test_logs.py:38 broken")
    assert CANARY not in error


def test_a_database_says_what_is_wrong_with_it_and_not_the_row(log: io.StringIO) -> None:
    try:
        broken(OperationalError("INSERT", {"data": CANARY}, Exception(f"disk full\nDETAIL: row ({CANARY})")))
    except OperationalError:
        logging.getLogger("bot.somewhere").exception("A turn failed.")
    error = only_line(log)["error"]
    assert "disk full" in error
    assert CANARY not in error


def test_of_a_librarys_own_fields_none_is_shown(log: io.StringIO) -> None:
    logs._lead_structlog_there()
    try:
        structlog.get_logger("bot.library").error("message.failed", text=CANARY, ms=3)
    finally:
        structlog.reset_defaults()
    line = only_line(log)
    assert (line["event"], line["ms"]) == ("message.failed", 3)
    assert CANARY not in log.getvalue()


def test_a_level_nobody_knows_is_refused() -> None:
    with pytest.raises(SettingsError, match="LOG_LEVEL: must be one of DEBUG, INFO"):
        logs.set_up("LOUD")
