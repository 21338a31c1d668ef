"""How to reach a person."""

from actions.turn import TurnAction
from bot.dialogue.turns import Conversation


class OfferPerson(TurnAction):
    """How to reach a person."""

    action = "action_offer_person"
    turn = Conversation.offer_person
