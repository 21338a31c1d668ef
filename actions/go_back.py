"""The question before, once more."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class GoBack(TurnAction):
    """The question before, once more."""

    action = "action_go_back"
    turn = Conversation.go_back
