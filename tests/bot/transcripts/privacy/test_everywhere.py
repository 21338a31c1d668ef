"""Where something of a conversation may stand."""

from __future__ import annotations

import subprocess
import sys

from bot.settings import ROOT
from bot.transcripts.privacy.everywhere import belonging

ASKED = (
    "from bot.transcripts.privacy.everywhere import belonging;"
    "print(*(column.table.name for column in belonging()))"
)


def test_a_process_that_does_nothing_else_knows_all_of_it_too() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(told.stdout.split()) == {column.table.name for column in belonging()}
    assert {"requests", "reviews", "tags"} <= set(told.stdout.split())
