"""Hello."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class Greet(TurnAction):
    """Hello."""

    turn = Conversation.greet

    def name(self) -> str:
        return "action_greet"
