"""The patient would rather not say."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class TakeDecline(TurnAction):
    """The patient would rather not say."""

    turn = Conversation.take_decline

    def name(self) -> str:
        return "action_take_decline"
