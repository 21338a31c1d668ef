"""How to reach a person."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class OfferPerson(TurnAction):
    """How to reach a person."""

    turn = Conversation.offer_person

    def name(self) -> str:
        return "action_offer_person"
