"""Why the open question is asked."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class SayWhy(TurnAction):
    """Why the open question is asked."""

    turn = Conversation.say_why

    def name(self) -> str:
        return "action_say_why"
