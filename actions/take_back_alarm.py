"""The emergency message was a misunderstanding."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class TakeBackAlarm(TurnAction):
    """The emergency message was a misunderstanding."""

    action = "action_take_back_alarm"
    turn = Conversation.take_back_alarm
