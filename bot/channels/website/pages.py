"""The page and the widget's files, as they lie in `bot/widget`, ready to be sent."""

from __future__ import annotations

import gzip
import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.widget import joined, lean

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}
INDEX = "index.html"

_BLANK = re.compile(r"\{\{(\w+)\}\}")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""Nothing from elsewhere is loaded, and nothing inline runs."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # They hold no secret, and the clinic's website loads them from here.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True)
class File:
    """One file as it is sent: its bytes, the same compressed, its type, and the mark of its content."""

    body: bytes
    packed: bytes
    kind: str
    mark: str

    def response(self, request: Request) -> HTTPResponse:
        """The file; or word that the browser has it already."""
        headers = {**HEADERS, "ETag": self.mark}
        if request.headers.get("if-none-match") == self.mark:
            return response.empty(304, headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return response.raw(self.packed, headers=headers, content_type=self.kind)
        return response.raw(self.body, headers=headers, content_type=self.kind)


def files(folder: Path, blanks: Mapping[str, str]) -> dict[str, File]:
    """The files of a folder by the path they are asked for. Pages have no ending, and their blanks filled."""
    texts = {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.suffix in KINDS}
    modules = joined({name: text for name, text in texts.items() if name.endswith(".js")})
    styles = {name: text for name, text in texts.items() if name.endswith(".css")}
    pages = {name: _filled(text, blanks) for name, text in texts.items() if name.endswith(".html")}
    sent = {name: lean(text, Path(name).suffix) for name, text in {**modules, **styles}.items()}
    return {_asked(name): _file(text, Path(name).suffix) for name, text in {**sent, **pages}.items()}


def _asked(name: str) -> str:
    return "" if name == INDEX else name.removesuffix(".html")


def _file(text: str, suffix: str) -> File:
    body = text.encode()
    mark = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return File(body, gzip.compress(body, 9, mtime=0), KINDS[suffix], mark)


def _filled(text: str, blanks: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda blank: html.escape(blanks.get(blank[1], "")), text)
