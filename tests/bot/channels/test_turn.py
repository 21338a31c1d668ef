"""One turn: whole messages, and never silence."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.guard import TRUSTED
from bot.channels.turn import Answer, OnMessage, take_turn

SORRY = {"recipient_id": "web:a", "text": "Sorry. Call 555 0100.", "custom": {"kind": "technical_problem"}}
QUESTION = {"text": "How old are you?", "buttons": [], "custom": {"kind": "question"}, "image": None}
EMERGENCY = {"text": "Call 911 now.", "custom": {"kind": "emergency"}}


def bot(*said: dict[str, Any], then_fails: bool = False) -> OnMessage:
    """A bot that says these things to every message."""

    async def on_message(message: UserMessage) -> None:
        for each in said:
            await message.output_channel.send_response(message.sender_id, dict(each))
        if then_fails:
            raise OSError("disk full")

    return on_message


def turn(on_message: OnMessage, text: str = "hello") -> Answer:
    return asyncio.run(take_turn(on_message, text, "web:a", "web", SORRY["text"]))


def test_each_message_is_one_object_without_its_empty_parts() -> None:
    answer = turn(bot(QUESTION))
    assert answer.ok
    assert answer.messages == [
        {"recipient_id": "web:a", "text": "How old are you?", "custom": {"kind": "question"}}
    ]


def test_the_message_is_cleaned_and_says_what_was_left_out() -> None:
    heard: list[UserMessage] = []

    async def listen(message: UserMessage) -> None:
        heard.append(message)

    turn(listen, "\x00" + "y" * (TRUSTED.kept + 10))
    assert heard[0].text == "y" * TRUSTED.kept
    assert heard[0].metadata == {"left_out": 10, "read": TRUSTED.read}
    assert (heard[0].sender_id, heard[0].input_channel) == ("web:a", "web")


def test_an_empty_message_is_passed_on_as_empty_text() -> None:
    heard: list[UserMessage] = []

    async def listen(message: UserMessage) -> None:
        heard.append(message)

    turn(listen, " \n ")
    assert heard[0].text == ""


def test_a_failure_becomes_the_apology_and_nothing_half_said() -> None:
    assert turn(bot(QUESTION, then_fails=True)) == Answer([SORRY], ok=False)


def test_an_emergency_message_is_shown_even_when_the_turn_fails_after_it() -> None:
    answer = turn(bot(EMERGENCY, QUESTION, then_fails=True))
    assert [message["text"] for message in answer.messages] == ["Call 911 now.", SORRY["text"]]


def test_silence_becomes_the_apology() -> None:
    assert turn(bot()) == Answer([SORRY], ok=True)


def test_the_log_of_a_failure_does_not_hold_the_patients_words(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(message: UserMessage) -> None:
        raise RuntimeError("broken")

    turn(fail, "pomegranate knees")
    assert "broken" in caplog.text
    assert "pomegranate" not in caplog.text
