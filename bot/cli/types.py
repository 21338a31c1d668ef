"""What every command module shares: how it is added, and where it says how far it is."""

from __future__ import annotations

import argparse
import sys
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def progress(line: str) -> None:
    """Say something that is not the result, at once."""
    print(line, file=sys.stderr, flush=True)
