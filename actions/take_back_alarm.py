"""The emergency message was a misunderstanding."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class TakeBackAlarm(TurnAction):
    """The emergency message was a misunderstanding."""

    turn = Conversation.take_back_alarm

    def name(self) -> str:
        return "action_take_back_alarm"
