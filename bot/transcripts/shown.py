"""A conversation as its patient saw it, from what is stored and what is only held."""

from __future__ import annotations

from bot.transcripts.inbox import Message
from bot.transcripts.tracker_store import TranscriptStore


async def shown(store: TranscriptStore, conversation: str) -> list[Message]:
    """Every message with its reply, oldest first."""
    last, stored = await store.in_thread(store.archive.messages, conversation)
    held = store.holding.messages(conversation, last)
    return list({each.message_id: each for each in (*stored, *held)}.values())


async def numbers(store: TranscriptStore, conversation: str) -> dict[str, int]:
    """The place of each message in the conversation, from 1, by its id."""
    last, stored = await store.in_thread(store.archive.message_ids, conversation)
    held = (each.message_id for each in store.holding.messages(conversation, last))
    return {each: place for place, each in enumerate(dict.fromkeys((*stored, *held)), 1)}


async def around(
    store: TranscriptStore, conversation: str, message_id: str
) -> tuple[Message | None, Message | None]:
    """The message with this id, if it came before, and the last one that has a reply."""
    last, known, latest = await store.in_thread(store.archive.around, conversation, message_id)
    for each in store.holding.messages(conversation, last):
        known = each if each.message_id == message_id else known
        latest = each if each.reply is not None else latest
    return known, latest
