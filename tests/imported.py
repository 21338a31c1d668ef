"""What every server imports before it serves, and the knowledge and phrases all of them read."""

from __future__ import annotations

from bot import tensorflow_free
from bot.bootstrap import reader


def prepare() -> None:
    """Import Rasa as `bot.agent.prepare` does for a model that computes without TensorFlow."""
    tensorflow_free.import_rasa()
    import rasa_sdk.executor  # noqa: F401

    from bot.channels.rest import TrustedRest  # noqa: F401
    from bot.channels.website.web import Website  # noqa: F401
    from bot.nlu import classifier, interpreter, rules  # noqa: F401
    from bot.transcripts import schema, turn  # noqa: F401

    reader()


prepare()
