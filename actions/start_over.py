"""All answers taken back, from the start."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class StartOver(TurnAction):
    """All answers taken back, from the start."""

    turn = Conversation.start_over

    def name(self) -> str:
        return "action_start_over"
