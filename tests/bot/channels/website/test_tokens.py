"""Tokens and the key they are signed with."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.website.tokens import Tokens

HOUR = timedelta(hours=1)
TOKENS = Tokens("k" * 32, HOUR)


def test_a_token_begins_with_its_conversation_however_often_it_is_renewed() -> None:
    first = TOKENS.begin()
    conversation = TOKENS.conversation(first.text)
    assert conversation is not None
    assert len(conversation) == len("web:") + 32
    renewed = TOKENS.renew(conversation)
    assert renewed.text.split(".")[0] == first.text.split(".")[0] == conversation.removeprefix("web:")
    assert TOKENS.conversation(renewed.text) == conversation


def test_no_two_tokens_are_for_one_conversation() -> None:
    assert len({TOKENS.conversation(TOKENS.begin().text) for _ in range(1_000)}) == 1_000


def test_a_token_ends() -> None:
    token = TOKENS.begin()
    assert timedelta(0) <= datetime.now(timezone.utc) + HOUR - token.expires < timedelta(minutes=1)
    over = Tokens("k" * 32, timedelta(seconds=-1))
    assert over.conversation(over.begin().text) is None


def test_a_token_of_another_key_is_worth_nothing() -> None:
    assert Tokens("x" * 32, HOUR).conversation(TOKENS.begin().text) is None


@given(st.text(st.characters()))
def test_nobody_can_make_one_up(text: str) -> None:
    assert TOKENS.conversation(text) is None
    assert TOKENS.conversation(f"{TOKENS.begin().text.split('.')[0]}.{text}") is None
