"""The staff's console beside a serving bot: a process of its own, so that it never slows a turn."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.listening import listen
from bot.settings import PREFIX, ROOT, Settings

if TYPE_CHECKING:
    from sanic import Sanic

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 5
"""Before a console that ended by itself is started anew."""


def take(clinic: Settings) -> socket.socket:
    """The address for the console. A port nobody asked for by name may be another. Raises SettingsError."""
    try:
        taken = listen(clinic.console_host, clinic.console_at, "RLS_CONSOLE_HOST, RLS_CONSOLE_PORT")
    except SettingsError:
        if clinic.console_port:
            raise
        taken = listen(clinic.console_host, 0, "RLS_CONSOLE_HOST")
    taken.listen()  # who comes before there is a console, or between two, waits
    return taken


def keep(app: Sanic, clinic: Settings, listening: socket.socket) -> None:
    """Have a console run as long as the application serves."""

    async def begin(app: Sanic, _loop: object) -> None:
        app.ctx.console = asyncio.create_task(run(clinic, listening))

    async def end(app: Sanic, _loop: object) -> None:
        app.ctx.console.cancel()
        await asyncio.wait([app.ctx.console])

    app.register_listener(begin, "after_server_start")
    app.register_listener(end, "before_server_stop")


async def run(clinic: Settings, listening: socket.socket, pause: float = PAUSE_SECONDS) -> None:
    """Keep a console running until cancelled. It ends when its input does: also if this process is killed."""
    number = listening.fileno()
    command = [sys.executable, "-m", "bot.cli", "console", "--fd", str(number)]
    while True:
        child = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            pass_fds=[number],
            cwd=ROOT,
            env=_environment(clinic, os.environ),
            start_new_session=True,  # Ctrl+C is for this process, which then ends that one
        )
        try:
            status = await child.wait()
        finally:
            if child.returncode is None:
                child.terminate()
                await child.wait()
        logger.error("The staff's console ended by itself with status %s. It is started anew.", status)
        await asyncio.sleep(pause)


def _environment(clinic: Settings, ours: Mapping[str, str]) -> dict[str, str]:
    """As it is here, and with the port that was really taken."""
    return {**ours, f"{PREFIX}CONSOLE_PORT": str(clinic.console_at)}
