"""`rls-triage interpret` shows what the chat understands: the same words in the same setting, both ways."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest
from rasa.core.agent import Agent

from bot import agent as agents
from bot import bootstrap, training
from bot.channels.guard import clean
from bot.cli.interpret import Line, understand
from bot.nlu.interpreter import INTERPRETATION, facts
from tests.conversations.script import Scenario, scenarios
from tests.conversations.test_conversations import say, slots

SCENARIOS = [one for one in scenarios() if len(one.turns) > 3][::16]
"""Every sixteenth conversation: openings, own words, interruptions, dangers."""


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Agent:
    store = tmp_path_factory.mktemp("store") / "conversations.db"
    clinic = bootstrap.settings().copy(update={"database_url": f"sqlite:///{store}"})
    return agents.load_agent(training.ready_model(), clinic)


@pytest.fixture(scope="module")
def command() -> Agent:
    return agents.load_reader(training.ready_model())


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_command_and_the_chat_agree(chat: Agent, command: Agent, scenario: Scenario) -> None:
    sender = f"agree:{scenario.name}"[:180]
    compared = 0
    for turn in scenario.turns:
        before = slots(chat, sender)
        say(chat, sender, clean(turn.user).text)
        if not before.get("open_question"):
            continue
        line = Line(before["open_question"], turn.user, date.today().isoformat(), dict(facts(before)))
        assert asyncio.run(understand(command, line)) == heard(chat, sender), turn.user
        compared += 1
    assert compared


def heard(chat: Agent, sender: str) -> dict[str, Any]:
    """What the last message of a chat was understood as."""
    tracker = asyncio.run(chat.tracker_store.get_or_create_tracker(sender))
    return dict(tracker.latest_message.parse_data[INTERPRETATION])
