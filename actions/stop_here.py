"""The patient stops, and gets what is known so far."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class StopHere(TurnAction):
    """The patient stops, and gets what is known so far."""

    action = "action_stop_here"
    turn = Conversation.stop_here
