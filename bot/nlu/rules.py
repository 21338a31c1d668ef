"""Rasa's rules, each looked up by what was said and what was done last.

Here a rule is always an intent, one action, and listening again: which of them fits can be looked up.
Rasa compares the whole conversation with every rule, four times a turn: a sixth of a turn's time. It still
learns the rules and finds contradictions among them, and is asked wherever this finds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT, INTENT_NAME_KEY

Step = tuple[str | None, str | None]
"""An intent, and the action after which a rule goes on; the conversation listens before it hears one."""

Found = tuple[str | None, str | None, bool]
"""What Rasa wants to know: the action, the rule, and whether a form was interrupted."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class StepRules(RulePolicy):
    """Predicts what a rule says comes next."""

    @cached_property
    def steps(self) -> Mapping[Step, tuple[str, str]]:
        """Of each step the action that comes next, and the rule as Rasa keeps it."""
        rules: Mapping[str, str] = self.lookup[RULES]
        last = {rule: self._rule_key_to_state(rule)[-1] for rule in rules}
        return {_step(state): (rules[rule], rule) for rule, state in last.items() if _is_step(state)}

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Found:
        # No rule here goes by the very words of a message.
        if use_text_for_last_user_input:
            return None, None, False
        message = tracker.latest_message
        said = message.intent.get(INTENT_NAME_KEY) if message else None
        found = self.steps.get((said, tracker.latest_action_name))
        if found is None or tracker.active_loop_name:
            searched: Found = super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)
            return searched
        return (*found, False)


def _is_step(state: State) -> bool:
    """Whether nothing but intent and last action matters: no slot, no entity, no form."""
    parts = {part: set(told) for part, told in state.items()}
    return parts == {USER: {INTENT}, PREVIOUS_ACTION: {ACTION_NAME}}


def _step(state: State) -> Step:
    return state[USER][INTENT], state[PREVIOUS_ACTION][ACTION_NAME]
