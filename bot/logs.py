"""One log on standard error, a JSON object a line, that never holds what a patient said.

Every record names the conversation it belongs to. Libraries quote messages in their debug lines, in
fields of their own and in the texts of their errors: none of the three is let through.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SettingsError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
OURS = ("bot", "actions")

SHOWN = ("timestamp", "level", "logger", "event", "conversation", "channel", "result", "ms", "error")
"""The fields that may be shown, in this order; a library's others may be anybody's words."""

SPEAKABLE = (OSError, SQLAlchemyError)
"""Errors whose first line speaks of machines. Any other may repeat the value it stumbled over."""

Record = MutableMapping[str, Any]


def set_up(level: str | None = None) -> None:
    """Make the log what this module says; the level is `LOG_LEVEL`'s unless given. Raises SettingsError."""
    wanted = (level or os.environ.get("LOG_LEVEL", "WARNING")).upper()
    if wanted not in LEVELS:
        raise SettingsError(f"LOG_LEVEL: must be one of {', '.join(LEVELS)}")
    # Libraries are not asked for more than INFO: their debug lines hold whole messages.
    lowest = max(logging.getLevelName(wanted), logging.INFO)
    logging.basicConfig(level=lowest, handlers=[handler(sys.stderr)], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(wanted)
    # Warnings are for the developers of Rasa, and some of them quote what a patient wrote.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    _lead_structlog_there()


def handler(stream: TextIO) -> logging.Handler:
    """What writes the log to a stream: JSON, or lines for people where it is a terminal."""
    made = logging.StreamHandler(stream)
    made.setFormatter(_formatter(for_people=stream.isatty()))
    return made


def _formatter(for_people: bool) -> structlog.stdlib.ProcessorFormatter:
    render = structlog.processors.KeyValueRenderer(key_order=SHOWN, drop_missing=True, repr_native_str=False)
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            _add_logger,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _trace,
            _shown,
            render if for_people else structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )


def _lead_structlog_there() -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _add_logger(_logger: Any, _method: str, record: Record) -> Record:
    record["logger"] = record["_record"].name
    return record


def _trace(_logger: Any, _method: str, record: Record) -> Record:
    """Where an error came from, instead of what it says."""
    found = record.get("exc_info")
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    record["error"] = "\n".join(_lines(error)) if isinstance(error, BaseException) else None
    return record


def _shown(_logger: Any, _method: str, record: Record) -> Mapping[str, Any]:
    return {name: record[name] for name in SHOWN if record.get(name) is not None}


def _lines(error: BaseException) -> Iterator[str]:
    """An error and what caused it: kinds and places, the outermost first."""
    seen: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in seen:
        seen.append(at)
        said = f": {str(at).splitlines()[0]}" if isinstance(at, SPEAKABLE) and str(at) else ""
        yield f"{type(at).__module__}.{type(at).__qualname__}{said}"
        for frame in traceback.extract_tb(at.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        at = at.__cause__ or at.__context__
