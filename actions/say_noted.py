"""What has been noted so far."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class SayNoted(TurnAction):
    """What has been noted so far."""

    turn = Conversation.say_noted

    def name(self) -> str:
        return "action_say_noted"
