"""What the website asks of the agent: a turn, the conversation so far, and to forget it."""

from __future__ import annotations

from dataclasses import dataclass

from rasa.core.channels.channel import UserMessage

from bot.channels.turn import answer
from bot.channels.website.shown import Showing, Shown, is_open
from bot.channels.website.stream import Said
from bot.transcripts.erased import Ended
from bot.transcripts.handover import redeem
from bot.transcripts.offers import NotOffered
from bot.transcripts.shown import numbers, shown
from bot.transcripts.turn import ExactlyOnce

ENDED = Said(401, {"error": "This conversation has been erased."})


@dataclass(frozen=True)
class Exchange:
    """Between the website and the agent. `apology` is said where something broke."""

    apology: str
    showing: Showing

    async def said(self, agent: ExactlyOnce, message: UserMessage) -> Said:
        """What comes of a message; whatever happens, there is an answer."""
        try:
            return await self._said(agent, message)
        except Ended:
            return ENDED

    async def _said(self, agent: ExactlyOnce, message: UserMessage) -> Said:
        try:
            given = await answer(agent.handle_message, message, self.apology)
        except NotOffered as stale:
            return await self._open_question(agent, message.sender_id, stale)
        turns = await numbers(agent.tracker_store, message.sender_id) if given.ok else {}
        return Said(200 if given.ok else 503, {"messages": self.showing.answer(given, turns)})

    def sorry(self) -> dict[str, list[Shown]]:
        """What is told where something broke."""
        return {"messages": [{"text": self.apology, "custom": {"kind": "technical_problem"}}]}

    async def history(self, agent: ExactlyOnce, conversation: str, after: int) -> Said:
        """The conversation as it was shown."""
        messages = await shown(agent.tracker_store, conversation)
        return Said(200, {"messages": self.showing.history(messages, after), "open": is_open(messages)})

    async def carried(self, agent: ExactlyOnce, code: str, by: str, to: str) -> str | None:
        """Where a conversation goes on that began elsewhere; None if its link is no good any more."""
        return await redeem(agent.tracker_store, agent.lock_store, code, by, to)

    async def _open_question(self, agent: ExactlyOnce, conversation: str, stale: NotOffered) -> Said:
        """The answer to a press that came too late."""
        latest, open_question = stale.latest, []
        if latest:
            turns = await numbers(agent.tracker_store, conversation)
            open_question = self.showing.latest(latest, turns.get(latest.message_id, 0))
        return Said(409, {"error": "This button is no longer offered.", "messages": open_question})
