"""A clinic's database on both kinds, made once for each file and empty for each test."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.transcripts.tables import CONVERSATIONS
from tests.bot.transcripts.review.clinic import Clinic
from tests.servers import Postgres


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """The database."""
    if request.param == "sqlite":
        return Clinic(f"sqlite:///{tmp_path_factory.mktemp('clinic')}/transcripts.db")
    server: Postgres = request.getfixturevalue("postgres")
    return Clinic(server.new_database())


@pytest.fixture
def clinic(database: Clinic) -> Clinic:
    """Nobody has written yet."""
    with database.writer.begin() as connection:
        connection.execute(sa.delete(CONVERSATIONS))
    return database
