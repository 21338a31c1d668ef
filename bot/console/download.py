"""What staff take along as a file."""

from __future__ import annotations

from flask import Response

from bot.transcripts.erased import digest

YAML = "application/yaml"


def download(text: str, kind: str, name: str) -> Response:
    """A file of this kind under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type=f"{kind}; charset=utf-8", headers=headers)


def named(what: str, conversation: str, ending: str) -> str:
    """A name for a file about a conversation, which tells nobody who it is about."""
    return f"{what}-{digest(conversation)[:12]}.{ending}"
