"""The console's areas, in the order staff see them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request

from bot.console.access import may


@dataclass(frozen=True)
class Area:
    """One area: what it is called, the page it opens with, and the permission to see it."""

    title: str
    endpoint: str
    permission: str


AREAS = (
    Area("Queue", "queue.index", "see_queue"),
    Area("Call back", "requests.index", "requests"),
    Area("Reviews", "reviews.index", "review"),
    Area("Figures", "figures.index", "figures"),
    Area("Privacy", "privacy.index", "erase"),
    Area("Staff", "people.index", "staff"),
    Area("Log", "log.index", "audit"),
)


def areas() -> list[Area]:
    """Those that who is asking may see."""
    known = current_app.view_functions
    return [area for area in AREAS if area.endpoint in known and may(area.permission)]


def is_open(area: Area) -> bool:
    """Whether the page asked for belongs to an area."""
    return request.blueprint == area.endpoint.split(".")[0]
