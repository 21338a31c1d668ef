"""Serves the toy bot to Slack: `python -m tests.bot.channels.slack.serve_slack MODEL PORT DATABASE`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from bot import agent, bootstrap, server, settings
from bot.messages import Messages, blanks
from tests.bot.channels.slack.fake_slack import SECRET, TOKEN

TRIES, WAIT = 2_000, 0.02
"""Tries that follow one another faster than in earnest, and go on for as long as any test."""

TIMEOUT = 2.0

ACTION = '''

class Recite(Action):
    """Says what the test wants said: what lies in the folder beside the gate."""

    def name(self):
        return "action_nobody_wrote"

    def run(self, dispatcher, tracker, domain):
        for said in json.loads((Path(os.environ["TOY_GATE"]) / "recited.json").read_text()):
            custom = said.pop("custom", None)
            dispatcher.utter_message(json_message=custom, **said)
        return []
'''
"""An action of the toy's that nobody has written yet: `nobody` is what asks for it."""


def main(model: Path, port: int, database: str) -> None:
    """Serve until told to stop."""
    given = {"slack_bot_token": TOKEN, "slack_signing_secret": SECRET, "slack_patients": True}
    asked = json.loads(os.environ.get("TOY_SETTINGS", "{}"))
    clinic = settings.Settings.parse_obj({"database_url": database, "port": port, **given, **asked})
    listening = server.listen(clinic)
    agent.prepare(model)
    loaded = agent.load_agent(model, clinic, actions="toy_actions", knowledge="toy")

    # Whatever imports Rasa comes after the process is prepared for it.
    from bot.channels.sending import Patience
    from bot.channels.slack.channel import Slack

    known = bootstrap.knowledge()
    slack = Slack(clinic, known, Messages(known, blanks(known, clinic)), Patience(TRIES, (WAIT,)), TIMEOUT)
    server.run(loaded, [slack], clinic, listening, print)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
