"""What every command module shares: how it is added, what arguments may be, where it says how far it is."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def port(text: str) -> int:
    """A port among the arguments."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port from 1 to 65535")
    return int(text)


def file(text: str) -> Path:
    """A file among the arguments, which must be there."""
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"there is no file '{text}'")
    return Path(text)


def progress(line: str) -> None:
    """Say something that is not the result, at once."""
    print(line, file=sys.stderr, flush=True)
