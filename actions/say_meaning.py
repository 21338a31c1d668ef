"""What a word or the open question means."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class SayMeaning(TurnAction):
    """What a word or the open question means."""

    turn = Conversation.say_meaning

    def name(self) -> str:
        return "action_say_meaning"
