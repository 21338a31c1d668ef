"""Serves the console over HTTP, with threads: its work is waiting for the database."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable
from typing import Any

import waitress
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.site_settings import all_within

THREADS = 4

LARGEST_REQUEST = 1024 * 1024
"""Bytes that are taken in at all; the application refuses smaller ones, with a page."""

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def serve(app: Flask, listening: socket.socket, proxies: Iterable[str]) -> None:
    """Serve until told to stop."""
    # A request that waits for a thread for a moment is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress.serve(
        behind(app.wsgi_app, tuple(proxies)),
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_REQUEST,
        # `behind` decides whom to believe; waitress knows single addresses only.
        clear_untrusted_proxy_headers=False,
    )


def behind(app: Wsgi, proxies: tuple[str, ...]) -> Wsgi:
    """The application, told who asks and how by the clinic's own proxies alone."""
    told = ProxyFix(app, x_for=1, x_proto=1, x_host=0)

    def answer(environment: dict[str, Any], start: Any) -> Iterable[bytes]:
        believed = all_within([environment.get("REMOTE_ADDR", "")], proxies)
        return (told if believed else app)(environment, start)

    return answer
