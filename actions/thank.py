"""Thank you."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class Thank(TurnAction):
    """Thank you."""

    turn = Conversation.thank

    def name(self) -> str:
        return "action_thank"
