"""What a word or the open question means."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class SayMeaning(TurnAction):
    """What a word or the open question means."""

    action = "action_say_meaning"
    turn = Conversation.say_meaning
