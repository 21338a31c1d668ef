"""What has been noted so far."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class SayNoted(TurnAction):
    """What has been noted so far."""

    action = "action_say_noted"
    turn = Conversation.say_noted
