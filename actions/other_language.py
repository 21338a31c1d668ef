"""A message in a language that is not understood yet."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class OtherLanguage(TurnAction):
    """A message in a language that is not understood yet."""

    turn = Conversation.other_language

    def name(self) -> str:
        return "action_other_language"
