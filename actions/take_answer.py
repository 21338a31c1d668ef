"""An answer to the open question, or facts told unasked."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class TakeAnswer(TurnAction):
    """An answer to the open question, or facts told unasked."""

    action = "action_take_answer"
    turn = Conversation.take_answer
