"""The channel's parts put together as a clinic has set it, from its knowledge and its words."""

from __future__ import annotations

from bot.channels.courier import Courier
from bot.channels.outgoing import several_in
from bot.channels.rates import Rates
from bot.channels.slack.api import SlackApi
from bot.channels.slack.blocks import Composer
from bot.channels.slack.notices import Notices
from bot.channels.slack.output import Writer
from bot.channels.slack.reception import ClosedReception, Reception
from bot.channels.slack.turns import Turns
from bot.knowledge.loader import Knowledge
from bot.messages import Messages
from bot.settings import Settings

ALONE = ("none_of_these", "nothing_else", "not_sure", "rather_not", "no_medicines")
"""The buttons that say something about a whole list, and are not ticked beside its lines."""


def composer(known: Knowledge, said: Messages) -> Composer:
    """How messages become Slack's."""
    questions, words = known.questions.values(), said.words
    return Composer(
        words=words,
        several=several_in(known),
        units={each.id: each.unit or "" for each in questions if each.kind == "number"},
        alone=frozenset(words.button(key).title for key in ALONE),
        instead={
            words.say("consent"): words.say("slack_consent"),
            words.say("consent_again"): words.say("slack_consent_again"),
        },
    )


def reception(
    clinic: Settings, known: Knowledge, said: Messages, api: SlackApi, courier: Courier
) -> Reception | ClosedReception:
    """Who receives patients; where the clinic has not asked for that, somebody who sends them elsewhere."""
    writer = Writer(api, composer(known, said))
    notices = Notices(writer, courier)
    if not clinic.slack_patients:
        place = f"{clinic.public_address}/chat/" if clinic.public_address else clinic.clinic_phone
        return ClosedReception(notices, said.words, place)
    turns = Turns(writer, courier, notices, said.words)
    return Reception(turns, notices, said.words, Rates(clinic.rate_conversation), clinic.public_address)
