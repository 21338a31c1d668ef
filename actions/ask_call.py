"""The patient asks the clinic to call."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class AskCall(TurnAction):
    """The patient asks the clinic to call."""

    turn = Conversation.ask_call

    def name(self) -> str:
        return "action_ask_call"
