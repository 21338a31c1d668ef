"""A channel that answers later than the request that brings a message, as chat services want it."""

from __future__ import annotations

from pathlib import Path

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.turn import OnMessage


class Letters(OutputChannel):
    """Writes what is said into a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @classmethod
    def name(cls) -> str:
        return "letters"

    async def send_text_message(self, recipient_id: str, text: str, **_named: object) -> None:
        with self._file.open("a") as file:
            file.write(f"{text}\n")


class PostOffice(InputChannel):
    """Takes a message, says at once that it has it, and leaves the answer in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @classmethod
    def name(cls) -> str:
        return "post"

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        routes = Blueprint("post")

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            told = request.json
            message = UserMessage(told["message"], Letters(self._file), told["sender"], input_channel="post")
            request.app.add_task(on_new_message(message))
            return response.json({"taken": True})

        return routes
