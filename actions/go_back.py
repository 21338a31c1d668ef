"""The question before, once more."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class GoBack(TurnAction):
    """The question before, once more."""

    turn = Conversation.go_back

    def name(self) -> str:
        return "action_go_back"
