"""Where in the database something may belong to a conversation; a new file of tables is told of here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.transcripts.privacy import tables as _privacy  # noqa: F401 - adds its tables to METADATA
from bot.transcripts.review import tables as _review  # noqa: F401 - adds its tables to METADATA
from bot.transcripts.tables import CONVERSATIONS, METADATA


def belonging() -> Iterator[Any]:
    """The columns of all tables that say whose conversation a row is of."""
    keys = (key for table in METADATA.sorted_tables for key in table.foreign_keys)
    return (key.parent for key in keys if key.column is CONVERSATIONS.c.id)
