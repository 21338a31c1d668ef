"""Where the invented patients may talk: nowhere that anybody else has."""

from __future__ import annotations

import sqlalchemy as sa

from bot.errors import BotError
from bot.transcripts.database import connect
from bot.transcripts.tables import CONVERSATIONS


class NotEmpty(BotError):
    """There are conversations already, among which invented ones have no business."""


def require_empty(address: str) -> None:
    """Raises NotEmpty where somebody has talked."""
    engine = connect(address)
    try:
        with engine.connect() as connection:
            somebody = connection.execute(sa.select(CONVERSATIONS.c.id).limit(1)).first()
    finally:
        engine.dispose()
    if somebody:
        raise NotEmpty("The database has conversations. Set RLS_DATA_FOLDER to a new folder for the demo.")
