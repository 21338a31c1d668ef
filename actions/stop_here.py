"""The patient stops, and gets what is known so far."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class StopHere(TurnAction):
    """The patient stops, and gets what is known so far."""

    turn = Conversation.stop_here

    def name(self) -> str:
        return "action_stop_here"
