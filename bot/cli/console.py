"""`rls-triage console`: the staff's console."""

from __future__ import annotations

import argparse
import os
import signal
import socket
from threading import Thread
from typing import TYPE_CHECKING

from bot.cli.types import Commands, port, progress

STDIN = 0

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from bot.settings import Settings


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "console",
        help="serve the staff's console",
        description="Serve the staff's console alone; `serve` starts one beside the bot.",
    )
    parser.add_argument("--port", type=port, help="the port to listen on (else RLS_CONSOLE_PORT, else 5006)")
    # How `serve` starts one: with an address it has taken, for as long as it lives.
    parser.add_argument("--fd", type=int, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Serve until stopped."""
    from bot import logs
    from bot.settings import settings
    from bot.transcripts import schema
    from bot.transcripts.database import connect

    logs.set_up()
    clinic = settings()
    if chosen.port:
        clinic = clinic.copy(update={"console_port": chosen.port})
    listening = _inherited(chosen.fd) if chosen.fd is not None else _taken(clinic)
    engine = connect(clinic.store_url)
    schema.make_ready(engine)
    _let_in_the_first(clinic, engine)
    tell_who_is_locked_out(clinic, engine)
    if chosen.fd is None:
        progress(f"Console:    {clinic.staff_link}/\nStop with Ctrl+C.")
    _serve(clinic, engine, listening)


def _serve(clinic: Settings, engine: Engine, listening: socket.socket) -> None:
    from bot.console.app import create_app
    from bot.console.web_server import serve

    serve(create_app(clinic, engine), listening, clinic.proxies)


def _taken(clinic: Settings) -> socket.socket:
    from bot.listening import listen

    taken = listen(clinic.console_host, clinic.console_at, "RLS_CONSOLE_HOST, RLS_CONSOLE_PORT")
    taken.listen()  # who comes before it answers waits
    return taken


def _inherited(number: int) -> socket.socket:
    """The address of the process that started this one, which ends when that one does."""
    Thread(target=_end_with_the_input, daemon=True).start()
    return socket.socket(fileno=number)


def _end_with_the_input() -> None:
    """Nothing is ever written there: what comes is its end, also when the other process was killed."""
    os.read(STDIN, 1)  # without a lock of Python's, which would be in the way of an end by other means
    os.kill(os.getpid(), signal.SIGTERM)


def _let_in_the_first(clinic: Settings, engine: Engine) -> None:
    from bot.transcripts import inbox
    from bot.transcripts.database import writing
    from bot.transcripts.staff.personnel import first_admin

    with writing(engine).begin() as connection:
        code = first_admin(connection, inbox.now())
    if code:
        progress(f"First sign-in, within a day and once: {clinic.staff_link}/welcome/{code}")


def tell_who_is_locked_out(clinic: Settings, engine: Engine) -> None:
    """Who cannot sign in any more because the signing key is another one, and what to do about it."""
    from bot.console.second_factor import Safe, take_over
    from bot.key_file import signing_key
    from bot.transcripts.database import writing

    with writing(engine).begin() as connection:
        lost = take_over(connection, Safe(signing_key(clinic)))
    if lost and clinic.console_second_factor:
        progress(
            f"The signing key is not the one with which these set up their second factor: {', '.join(lost)}. "
            "Give RLS_SECRET_KEY that one, or run `rls-triage staff reset NAME` for each."
        )
