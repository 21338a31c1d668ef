"""All answers taken back, from the start."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class StartOver(TurnAction):
    """All answers taken back, from the start."""

    action = "action_start_over"
    turn = Conversation.start_over
