"""The patient would rather not say."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class TakeDecline(TurnAction):
    """The patient would rather not say."""

    action = "action_take_decline"
    turn = Conversation.take_decline
