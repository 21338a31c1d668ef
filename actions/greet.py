"""Hello."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class Greet(TurnAction):
    """Hello."""

    action = "action_greet"
    turn = Conversation.greet
