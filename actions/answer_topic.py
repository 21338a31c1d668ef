"""A general question about restless legs."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class AnswerTopic(TurnAction):
    """A general question about restless legs."""

    action = "action_answer_topic"
    turn = Conversation.answer_topic
