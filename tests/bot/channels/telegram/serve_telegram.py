"""Serves the toy bot to Telegram: `python -m` this module, and MODEL PORT DATABASE."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from bot import agent, bootstrap, server, settings
from bot.errors import BotError

TRIES, WAIT = 2_000, 0.02
"""Tries that follow one another faster than in earnest, and go on for as long as any test."""


def main(model: Path, port: int, database: str) -> None:
    """Serve until told to stop."""
    given = {"database_url": database, "port": port, "secret_key": "toy" * 12}
    asked = json.loads(os.environ["TOY_SETTINGS"])
    clinic = settings.Settings.parse_obj({**given, **asked})
    listening = server.listen(clinic)
    agent.prepare(model)
    loaded = agent.load_agent(model, clinic, actions="toy_actions", knowledge="toy")

    # Whatever imports Rasa comes after the process is prepared for it.
    from bot.channels.sending import Patience
    from bot.channels.telegram.channel import Telegram

    telegram = Telegram(clinic, bootstrap.messages().words, patience=Patience(TRIES, (WAIT,)))
    server.run(loaded, [telegram], clinic, listening, print)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    except BotError as error:
        sys.exit(str(error))
