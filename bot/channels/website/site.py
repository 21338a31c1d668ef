"""What the page is told before the first word: the clinic's names, numbers and looks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.settings import Settings

BEGIN = "begin"
"""The id of the button that opens the conversation."""


@dataclass(frozen=True)
class Site:
    """The clinic as its website's visitors see it."""

    clinic: str
    phone: str
    emergency: str
    greeting: str
    begin: str
    link_over: str
    hours: str | None = None
    language: str = "en"
    direction: str = "ltr"
    shared: bool = False
    colours: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, clinic: Settings, emergency: str, greeting: str, begin: str, link_over: str) -> Site:
        """As the settings have it."""
        return cls(
            clinic=clinic.clinic_name,
            phone=clinic.clinic_phone,
            emergency=emergency,
            greeting=greeting,
            begin=begin,
            link_over=link_over,
            hours=clinic.opening_hours,
            language=clinic.language,
            direction=clinic.direction,
            shared=clinic.shared_computer,
            colours=clinic.colours,
            texts=clinic.texts,
        )

    @property
    def blanks(self) -> dict[str, str]:
        """What is filled into pages: each of the settings that is text, and all of them as JSON."""
        told = self.to_json()
        plain = {name: value for name, value in told.items() if isinstance(value, str)}
        return {**plain, "settings": json.dumps(told)}

    def to_json(self) -> dict[str, Any]:
        """What the widget asks for."""
        told = {
            name: getattr(self, name)
            for name in ("clinic", "phone", "emergency", "language", "direction", "shared")
        }
        hours = {"hours": self.hours} if self.hours else {}
        return {**told, **hours, "texts": dict(self.texts), "colours": dict(self.colours)}

    def first(self) -> list[dict[str, Any]]:
        """What the page shows before anything was said. It is not kept."""
        return [{"id": 0, "text": self.greeting, "buttons": [{"id": BEGIN, "title": self.begin}]}]

    def anew(self) -> list[dict[str, Any]]:
        """The same for who came by a link that is no good."""
        return [{"text": self.link_over}, *self.first()]
