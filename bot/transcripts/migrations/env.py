"""Alembic's way in: the steps run on a connection that `bot.transcripts.schema` hands over."""

from alembic import context

from bot.transcripts.privacy import tables as _privacy  # noqa: F401 - adds its tables to METADATA
from bot.transcripts.review import tables as _review  # noqa: F401 - adds its tables to METADATA
from bot.transcripts.staff import tables as _staff  # noqa: F401 - adds its tables to METADATA
from bot.transcripts.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    version_table=context.config.get_main_option("version_table"),
    transactional_ddl=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
