"""`rls-triage chat`: the same conversation in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import textwrap
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any

from bot.cli.types import Commands, progress

QUIT = "--"
WIDTH = 88

Turn = Callable[[str], list[dict[str, Any]]]


@dataclass(frozen=True)
class Choices:
    """The answers offered last; they are numbered unless a number is itself what was asked for."""

    buttons: tuple[tuple[str, str], ...] = ()
    numbered: bool = True

    def lines(self) -> list[str]:
        """The choices as they are shown."""
        if self.numbered:
            return [f"  [{number}] {title}" for number, (title, _) in enumerate(self.buttons, 1)]
        return [f"  (or type: {' / '.join(title for title, _ in self.buttons)})"] if self.buttons else []

    def meant(self, typed: str) -> str:
        """What a typed line stands for."""
        if self.numbered and typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(self.buttons):
            return self.buttons[int(typed) - 1][1]
        return typed


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "chat",
        help="the conversation in the terminal",
        description=f"Talk with the bot in the terminal. Type {QUIT} to quit.",
    )
    parser.set_defaults(run=run)


def run(_chosen: argparse.Namespace) -> None:
    """Load the bot and talk until the user quits."""
    from bot import agent, bootstrap, training

    bootstrap.check()
    clinic, apology = bootstrap.settings(), bootstrap.messages().technical_problem().text
    number_questions = {key for key, each in bootstrap.knowledge().questions.items() if each.kind == "number"}
    model = training.ready_model(say=progress)
    progress("Loading ...")
    agent.prepare(model)
    loaded = agent.load_agent(model, clinic)
    from bot.channels.turn import take_turn

    conversation = f"cli:{secrets.token_urlsafe(24)}"
    loop = asyncio.new_event_loop()

    def turn(text: str) -> list[dict[str, Any]]:
        taking = take_turn(loaded.handle_message, text, conversation, "cli", apology)
        return loop.run_until_complete(taking).messages

    progress(f"Say hello, or tell me about your legs. A number picks a choice; {QUIT} quits.")
    talk(turn, number_questions)
    loop.close()


def talk(turn: Turn, number_questions: Container[str] = ()) -> None:
    """Read, answer, and show, until the user quits or the input ends."""
    choices = Choices()
    while True:
        try:
            typed = input("> ").strip()
        except EOFError:
            print()
            return
        if typed == QUIT:
            return
        choices = show(turn(choices.meant(typed)), number_questions)


def show(messages: list[dict[str, Any]], number_questions: Container[str]) -> Choices:
    """Print the bot's messages; the result is what may be chosen now."""
    choices = Choices()
    for message in messages:
        for paragraph in message.get("text", "").split("\n"):
            print(
                textwrap.fill(paragraph, WIDTH, subsequent_indent="  " if paragraph.startswith("•") else "")
            )
        buttons = tuple((button["title"], button["payload"]) for button in message.get("buttons", ()))
        asked = (message.get("custom") or {}).get("id", "")
        if buttons:
            choices = Choices(buttons, asked not in number_questions)
            print(*choices.lines(), sep="\n")
        print()
    return choices
