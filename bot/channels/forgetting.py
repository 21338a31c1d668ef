"""The wish to be forgotten, where it comes as a press and not as a message."""

from __future__ import annotations

from bot.channels.request import Refused
from bot.transcripts.privacy.farewell import Farewell
from bot.transcripts.privacy.holds import OnHold
from bot.transcripts.turn import ExactlyOnce
from bot.transcripts.upkeep import erase


async def forget(agent: ExactlyOnce, conversation: str, copy: str) -> str:
    """Leave nothing of a conversation, and say what came of it; its patient may begin another.

    `copy` is what is said of the vendor's own, which stays.
    """
    try:
        receipt = await erase(agent.tracker_store, agent.lock_store, conversation)
    except OnHold:
        return _farewell(agent).later
    return f"{_farewell(agent).says(receipt)}\n{copy}"


async def forget_for_good(agent: ExactlyOnce, conversation: str) -> None:
    """Leave nothing of a conversation, whose id ends with it. Raises Refused where it must be kept."""
    try:
        await agent.end(conversation)
    except OnHold:
        raise Refused(409, _farewell(agent).later) from None


def _farewell(agent: ExactlyOnce) -> Farewell:
    assert agent.farewell, "an agent that serves patients has words for it"
    return agent.farewell
