"""Looking a rule up finds what Rasa's own search finds; where nothing can be looked up, Rasa searches."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.rules import StepRules

DOMAIN = Domain.from_dict(
    {
        "intents": ["answer", "thank", "greet"],
        "actions": ["action_take_answer", "action_thank", "action_welcome_back"],
        "slots": {"known": {"type": "bool", "mappings": [{"type": "custom"}]}},
    }
)
SAID_AND_DONE = [
    (["answer"], "action_take_answer"),
    (["answer", "action_take_answer"], "action_listen"),
    (["answer", "action_take_answer", "action_listen", "thank"], "action_thank"),
    (["thank", "action_thank"], "action_listen"),
]
INTENTS = frozenset({"answer", "thank", "greet"})


@pytest.fixture(scope="module", params=[RulePolicy, StepRules])
def policy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> RulePolicy:
    """Rasa's policy and ours, taught the same."""
    storage = LocalModelStorage(tmp_path_factory.mktemp("model"))
    config = RulePolicy.get_default_config()
    made: RulePolicy = request.param.create(
        config, storage, Resource("rules"), ExecutionContext(GraphSchema({}))
    )
    made.train(
        [rule("answer", "action_take_answer"), rule("thank", "action_thank"), for_those_known()], DOMAIN
    )
    return made


def rule(intent: str, action: str, *before: Any) -> TrackerWithCachedStates:
    """A rule as Rasa learns it."""
    told = [
        ActionExecuted("..."),
        *before,
        ActionExecuted("action_listen"),
        UserUttered(intent={"name": intent}),
    ]
    told += [ActionExecuted(action), ActionExecuted("action_listen")]
    return TrackerWithCachedStates.from_events(
        action, told, DOMAIN.slots, is_rule_tracker=True, domain=DOMAIN
    )


def for_those_known() -> TrackerWithCachedStates:
    """A rule that goes by a slot as well."""
    return rule("greet", "action_welcome_back", SlotSet("known", True))


def next_action(policy: RulePolicy, *steps: str, known: bool = False) -> str:
    """What comes after these intents and actions."""
    tracker = DialogueStateTracker("web:one", DOMAIN.slots)
    tracker.update(ActionExecuted("action_listen"))
    if known:
        tracker.update(SlotSet("known", True))
    for step in steps:
        tracker.update(UserUttered(intent={"name": step}) if step in INTENTS else ActionExecuted(step))
    likely = policy.predict_action_probabilities(tracker, DOMAIN).probabilities
    return str(DOMAIN.action_names_or_texts[likely.index(max(likely))])


@pytest.mark.parametrize(("steps", "action"), SAID_AND_DONE)
def test_after_what_was_said_and_done_comes_what_the_rule_says(
    policy: RulePolicy, steps: list[str], action: str
) -> None:
    assert next_action(policy, *steps) == action


def test_a_rule_that_goes_by_a_slot_is_searched_for(policy: RulePolicy) -> None:
    assert next_action(policy, "greet", known=True) == "action_welcome_back"


def test_what_no_rule_speaks_of_falls_back(policy: RulePolicy) -> None:
    assert next_action(policy, "greet") == "action_default_fallback"


def test_only_rules_of_intent_and_action_are_looked_up(policy: RulePolicy) -> None:
    if isinstance(policy, StepRules):
        assert {said for said, _ in policy.steps} == {"answer", "thank"}
        assert len(policy.steps) < len(policy.lookup[RULES])
