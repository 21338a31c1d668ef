"""Off topic, or not understood."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class NotUnderstood(TurnAction):
    """Off topic, or not understood."""

    turn = Conversation.not_understood

    def name(self) -> str:
        return "action_not_understood"
