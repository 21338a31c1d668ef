"""A general question about restless legs."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class AnswerTopic(TurnAction):
    """A general question about restless legs."""

    turn = Conversation.answer_topic

    def name(self) -> str:
        return "action_answer_topic"
