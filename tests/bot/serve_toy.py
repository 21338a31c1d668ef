"""Serves the toy bot with the real server: `python -m tests.bot.serve_toy MODEL PORT DATABASE`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from bot import agent, server, settings
from bot.errors import BotError

SET = json.loads(os.environ.get("TOY_SETTINGS", "{}"))
"""Settings a test asks for."""

APOLOGY = "Sorry. Call 555 0100."


def main(model: Path, port: int, database: str) -> None:
    """Serve until told to stop."""
    given = {"database_url": database, "port": port, "rest": True, "secret_key": "toy" * 12, **SET}
    clinic = settings.Settings.parse_obj(given)
    listening = server.listen(clinic)
    agent.prepare(model)
    loaded = agent.load_agent(model, clinic, actions="toy_actions", knowledge="toy")

    # Whatever imports Rasa comes after the process is prepared for it.
    from bot.channels.rest import TrustedRest
    from bot.channels.website.site import Site
    from bot.channels.website.web import Website
    from tests.bot.letters import PostOffice

    post = PostOffice(Path(os.environ["TOY_GATE"]) / "letters")
    site = Site.of(clinic, "911", "Hello there.", "Begin", "That link is over.")
    website = Website(clinic, site, APOLOGY, {"age": "Change: age"}.get)
    ways_in = [website, *server.sockets(website, clinic), TrustedRest(clinic, APOLOGY), post]
    server.run(loaded, ways_in, clinic, listening, print)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    except BotError as error:
        sys.exit(str(error))
