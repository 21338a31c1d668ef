"""Rasa's own files say the same as the knowledge and the code."""

from __future__ import annotations

import inspect
from functools import lru_cache
from typing import Any

import pytest
import yaml

from bot.dialogue.turns import TURNS, Conversation
from bot.knowledge.loader import Knowledge
from bot.settings import ROOT
from tests.actions.tracking import all_actions


@lru_cache(maxsize=4)
def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return found


def rules() -> dict[str, str]:
    """The action of each intent, as the rules have it."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in read(f"data/rules/{path.name}")["rules"]:
            intent, action = rule["steps"]
            assert intent["intent"] not in found, "an intent has two rules"
            found[intent["intent"]] = action["action"]
    return found


def test_every_question_is_a_slot_and_every_slot_is_known(shipped: Knowledge) -> None:
    own = {"dialogue", "open_question", "consent", "assessment", "apart"}
    assert set(read("domain.yml")["slots"]) == set(shipped.questions) | own


def test_no_slot_is_filled_from_what_a_patient_types() -> None:
    for name, slot in read("domain.yml")["slots"].items():
        assert slot["mappings"] == [{"type": "custom"}], name
        assert slot["influence_conversation"] is False, name


def test_every_topic_is_an_intent_and_every_topic_intent_a_topic(shipped: Knowledge) -> None:
    intents = {intent for intent in read("domain.yml")["intents"] if intent.startswith("topic_")}
    assert intents == {f"topic_{key}" for key in shipped.topics}


def test_every_move_is_an_intent() -> None:
    intents = {intent for intent in read("domain.yml")["intents"] if not intent.startswith("topic_")}
    assert intents == set(TURNS) - {"ask_topic"}


def test_every_action_of_the_domain_is_a_class_and_every_class_in_the_domain() -> None:
    assert set(read("domain.yml")["actions"]) == set(all_actions())


def test_no_action_stands_for_the_turn_of_another() -> None:
    turns = [type(action).turn for action in all_actions().values()]
    assert len(set(turns)) == len(turns)


def test_every_turn_of_the_conversation_has_an_action() -> None:
    assert {type(action).turn for action in all_actions().values()} == set(TURNS.values())


@pytest.mark.parametrize("intent", sorted(set(TURNS) - {"ask_topic"}))
def test_the_rule_of_each_intent_leads_to_the_turn_the_conversation_would_take(intent: Any) -> None:
    assert type(all_actions()[rules()[intent]]).turn is TURNS[intent]


def test_every_topic_leads_to_the_same_turn() -> None:
    actions = {action for intent, action in rules().items() if intent.startswith("topic_")}
    assert [type(all_actions()[action]).turn for action in actions] == [TURNS["ask_topic"]]


def test_every_intent_has_a_rule() -> None:
    assert set(rules()) == set(read("domain.yml")["intents"])


def test_what_no_rule_foresees_is_not_understood() -> None:
    policy = next(each for each in read("config.yml")["policies"] if each["name"].endswith("StepRules"))
    assert policy["enable_fallback_prediction"]
    assert type(all_actions()[policy["core_fallback_action_name"]]).turn is Conversation.not_understood


def test_every_action_stands_in_a_file_of_its_own() -> None:
    files = [inspect.getsourcefile(type(action)) for action in all_actions().values()]
    assert len(set(files)) == len(files)


def test_every_intent_has_examples_to_learn_from() -> None:
    learnt: set[str] = set()
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        learnt |= {entry["intent"] for entry in read(f"data/nlu/{path.name}")["nlu"] if "intent" in entry}
    assert sorted(set(read("domain.yml")["intents"]) - learnt) == []
