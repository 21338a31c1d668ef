"""Whole conversations against the trained model, with the actions in the same process."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel

from bot import agent as agents
from bot import bootstrap, training
from tests.conversations.script import Scenario, Turn, scenarios


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Agent:
    model = training.ready_model()
    store = tmp_path_factory.mktemp("store") / "conversations.db"
    clinic = bootstrap.settings().copy(update={"database_url": f"sqlite:///{store}"})
    return agents.load_agent(model, clinic)


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_conversation(agent: Agent, scenario: Scenario) -> None:
    sender = f"test:{scenario.name}"[:180]

    for number, turn in enumerate(scenario.turns, start=1):
        reply = say(agent, sender, turn.user)

        check(turn, reply, slots(agent, sender), f"turn {number}, after {turn.user[:60]!r}")


def say(agent: Agent, sender: str, text: str) -> list[dict[str, Any]]:
    output = CollectingOutputChannel()
    asyncio.run(agent.handle_text(text, output_channel=output, sender_id=sender))
    return list(output.messages)


def slots(agent: Agent, sender: str) -> dict[str, Any]:
    tracker = asyncio.run(agent.tracker_store.get_or_create_tracker(sender))
    return dict(tracker.current_slot_values())


def check(turn: Turn, reply: list[dict[str, Any]], noted: dict[str, Any], where: str) -> None:
    words = "\n".join(message["text"] for message in reply if message.get("text"))
    custom = [message["custom"] for message in reply if message.get("custom")]
    asked = [each["id"] for each in custom if each.get("kind") == "question"]
    alarms = [each["id"] for each in custom if each.get("kind") == "emergency"]
    closing = [each for each in custom if each.get("kind") == "assessment"]

    assert words, f"{where}: the bot says nothing"
    assert len(asked) <= 1, f"{where}: asked {asked}"
    if turn.asks is not None:
        assert asked == [turn.asks], f"{where}: asked {asked}, said {words!r}"
    if turn.emergency is not None:
        assert alarms == [turn.emergency], f"{where}: {alarms}, said {words!r}"
        assert not asked, f"{where}: an emergency asks nothing more, but asked {asked}"
    for piece in turn.says:
        assert piece.lower() in words.lower(), f"{where}: not said {piece!r} in {words!r}"
    for piece in turn.never:
        assert piece.lower() not in words.lower(), f"{where}: said {piece!r}"
    for question, value in turn.noted.items():
        assert noted.get(question) == value, f"{where}: {question} is {noted.get(question)!r}"
    if turn.messages is not None:
        assert sum("text" in message for message in reply) <= turn.messages, where
    if turn.assessment is not None:
        assert closing, f"{where}: no assessment, said {words!r}"
        check_assessment(turn.assessment, closing[0], where)


def check_assessment(expected: dict[str, Any], assessment: dict[str, Any], where: str) -> None:
    """`fit` and `urgency` as they are; of lists, the ids that must be among them."""
    found = {
        "fit": assessment["rls"]["fit"],
        "urgency": assessment["urgency"],
        "causes": [each["id"] for each in assessment["causes"]],
        "labs": [each["id"] for each in assessment["labs"]],
        "referrals": [each["to"] for each in assessment["referrals"]],
    }
    for key, wanted in expected.items():
        if isinstance(wanted, list):
            assert set(wanted) <= set(found[key]), f"{where}: {key} are {found[key]}"
        else:
            assert found[key] == wanted, f"{where}: {key} is {found[key]}"


def test_there_are_at_least_forty_conversations() -> None:
    assert len(scenarios()) >= 40
