"""Thank you."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class Thank(TurnAction):
    """Thank you."""

    action = "action_thank"
    turn = Conversation.thank
