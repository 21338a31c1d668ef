"""Why a cause or test is in the outcome, why not, what would change it."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class ExplainOutcome(TurnAction):
    """Why a cause or test is in the outcome, why not, what would change it."""

    turn = Conversation.explain_outcome

    def name(self) -> str:
        return "action_explain_outcome"
