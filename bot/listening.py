"""Taking an address to serve at, before anything slow begins."""

from __future__ import annotations

import socket

from bot.errors import SettingsError


def listen(host: str, port: int, settings: str) -> socket.socket:
    """An address, taken but not answering yet. Raises SettingsError, which names the settings."""
    try:
        family, kind, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, kind)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(place)
    except OSError as error:
        raise SettingsError(f"{settings}: {host}:{port} cannot be served at: {error.strerror}.") from error
    return taken
