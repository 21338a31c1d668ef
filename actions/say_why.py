"""Why the open question is asked."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class SayWhy(TurnAction):
    """Why the open question is asked."""

    action = "action_say_why"
    turn = Conversation.say_why
