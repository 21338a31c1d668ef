"""What a clinic may set: read once, from `RLS_*` variables and an optional YAML file, checked strictly.

A variable wins over the file. The file is `settings.yml` beside the project, or what
`RLS_SETTINGS` names; its keys are the variables' names in small letters without `RLS_`.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, validator

from bot.console_settings import ConsoleSettings
from bot.documents import Document, parse, read
from bot.errors import Fault, SettingsError
from bot.site_settings import LOOPBACK, SiteSettings, all_within, is_network, words

ROOT = Path(__file__).resolve().parents[1]
"""The checkout: `config.yml`, `data/` and `models/` lie here, and relative folders start here."""

PREFIX = "RLS_"
FILE = "RLS_SETTINGS"


class Settings(ConsoleSettings, SiteSettings):
    """A clinic's settings. Every one has a default that is safe for a demonstration."""

    clinic_name: str = Field("Demo clinic", min_length=1, max_length=80)
    clinic_phone: str = "555 0100"
    booking_address: str | None = Field(None, regex=r"^https?://\S+$", max_length=300)
    country: Literal["US", "UK", "IE", "CA", "AU"] = "US"
    emergency_number: str | None = None
    crisis_number: str | None = None
    advice_number: str | None = None
    data_folder: Path = Path("var")
    database_url: str | None = None
    locks: Literal["auto", "memory", "postgresql", "redis"] = "auto"
    redis_url: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(5005, ge=1, le=65535)
    rest: bool = False
    rest_clients: tuple[str, ...] = LOOPBACK
    socket: bool = False
    session_hours: float | None = Field(None, gt=0, le=168)
    abandoned_hours: float = Field(24, gt=0, le=24 * 365)
    metrics: Literal["off", "loopback", "on"] = "loopback"

    @validator("clinic_phone", "emergency_number", "crisis_number", "advice_number")
    def _can_be_dialled(cls, value: str | None) -> str | None:
        if value is not None and (len(value) > 40 or not re.search(r"\d", value)):
            raise ValueError("must be a phone number of at most 40 characters")
        return value

    @validator("data_folder", always=True)
    def _from_the_root(cls, value: Path) -> Path:
        return ROOT / value.expanduser()

    @validator("database_url")
    def _names_a_database(cls, value: str | None) -> str | None:
        # The message must not repeat the address: it may carry a password.
        if value is not None and not re.match(r"^(sqlite|postgresql)(\+\w+)?://", value):
            raise ValueError("must start with sqlite:// or postgresql://")
        return value

    @validator("redis_url", always=True)
    def _names_a_redis(cls, value: str | None, values: dict[str, Any]) -> str | None:
        if value is None and values.get("locks") == "redis":
            raise ValueError("must be set where locks are kept in Redis")
        if value is not None and not re.match(r"^(redis|rediss|unix)://", value):
            raise ValueError("must start with redis://, rediss:// or unix://")
        return value

    @validator("locks")
    def _fits_the_database(cls, value: str, values: dict[str, Any]) -> str:
        if value == "postgresql" and not (values.get("database_url") or "").startswith("postgresql"):
            raise ValueError("PostgreSQL keeps the locks only where it keeps the conversations")
        return value

    @validator("metrics", pre=True)
    def _word(cls, value: Any) -> Any:
        # YAML reads `on` and `off` as truth and falsehood.
        return ("on" if value else "off") if isinstance(value, bool) else value

    _rest_clients = validator("rest_clients", pre=True, allow_reuse=True)(words)
    _rest_networks = validator("rest_clients", each_item=True, allow_reuse=True)(is_network)

    @property
    def store_url(self) -> str:
        """Where conversations are kept: the database set, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_folder / 'transcripts.db'}"

    def admits(self, addresses: Iterable[str]) -> bool:
        """Whether a client that comes by way of these addresses may use the REST channel."""
        return all_within(addresses, self.rest_clients)

    def shows_metrics(self, addresses: Iterable[str]) -> bool:
        """Whether a client that comes by way of these addresses may read the metrics."""
        return self.metrics == "on" or (self.metrics == "loopback" and all_within(addresses, LOOPBACK))


def settings(environment: Mapping[str, str] = os.environ, folder: Path = ROOT) -> Settings:
    """The settings in force. Raises SettingsError with every fault of the file and the variables."""
    written, faults = _from_file(environment, folder)
    found = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name != FILE
    }
    problems = [*map(str, faults), *_variable_problems(found)]
    if problems:
        raise SettingsError("\n".join(problems))
    clinic = Settings.parse_obj({**written, **found})
    if missing := list(clinic.missing()):
        raise SettingsError("\n".join(missing))
    return clinic


def _from_file(environment: Mapping[str, str], folder: Path) -> tuple[Mapping[str, Any], list[Fault]]:
    path = folder / environment.get(FILE, "settings.yml")
    if FILE not in environment and not path.exists():
        return {}, []
    document = read(path)
    if isinstance(document, Fault):
        return {}, [document]
    if document.data is None:
        return {}, []
    if not isinstance(document.data, dict):
        return {}, [document.fault("must be a list of 'setting: value' lines")]
    parsed = parse(Settings, document)
    return document.data, [_hint(fault, document) for fault in parsed] if isinstance(parsed, list) else []


def _hint(fault: Fault, document: Document) -> Fault:
    """The same fault; for an unknown key with the setting that was probably meant."""
    unknown = re.fullmatch(r"unknown key '(.+)'", fault.message)
    return Fault(fault.path, fault.line, fault.message + _nearest(unknown[1])) if unknown else fault


def _nearest(name: str) -> str:
    near = difflib.get_close_matches(name, Settings.__fields__, n=1)
    return f" (did you mean '{near[0]}'?)" if near else f" (known: {', '.join(Settings.__fields__)})"


def _variable_problems(found: Mapping[str, str]) -> list[str]:
    try:
        Settings.parse_obj(found)
    except ValidationError as error:
        return [_say(problem) for problem in error.errors()]
    return []


def _say(problem: Mapping[str, Any]) -> str:
    """One of pydantic's problems as a sentence that names the variable."""
    name = str(problem["loc"][0])
    if problem["type"] == "value_error.extra":
        return f"{PREFIX}{name.upper()}: unknown setting{_nearest(name)}"
    return f"{PREFIX}{name.upper()}: {problem['msg']}"
