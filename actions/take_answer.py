"""An answer to the open question, or facts told unasked."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class TakeAnswer(TurnAction):
    """An answer to the open question, or facts told unasked."""

    turn = Conversation.take_answer

    def name(self) -> str:
        return "action_take_answer"
