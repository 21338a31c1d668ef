"""The errors a person may meet, each a sentence or two, never a traceback.

BotError            anything the user of a command or file can mend
  DocumentError     faults in YAML or JSON files, all of them at once
  SettingsError     a setting in the environment that cannot be used
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class BotError(Exception):
    """A problem its reader can mend: the message says what, where and what is allowed."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong at one place in a file."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class DocumentError(BotError):
    """Everything wrong with a set of files, one fault a line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class SettingsError(BotError):
    """A setting that cannot be used; the message names the variable."""
