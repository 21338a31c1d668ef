"""A knowledge folder as small as one can be, to be changed in one place by each test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SMALLEST: Mapping[str, str] = {
    "sources/studies.yml": """\
- key: SRC
  kind: study
  authors: A. Uthor
  title: Legs
  where: Journal
  year: 2020
  says: Legs.
  cite: Uthor 2020
""",
    "questions/iron.yml": """\
- id: heavy_periods
  group: iron
  kind: yes_no
  ask: Are your periods heavy?
  why: They use up iron.
  meaning: More than a pad an hour.
  short: heavy periods
  sources: [SRC]
- id: severity
  group: course
  kind: choice
  ask: How bad is it?
  why: It matters.
  meaning: As you feel it.
  short: how bad
  options:
    - {value: mild, label: Mild}
    - {value: severe, label: Severe}
  sources: [SRC]
""",
    "causes/iron_deficiency.yml": """\
id: iron_deficiency
name: low iron
evidence: guideline
explain: The brain needs iron.
sources: [SRC]
links:
  - question: heavy_periods
    sources: [SRC]
    cases:
      - {answer: yes, weight: ++}
""",
}


def write(folder: Path, changed: Mapping[str, str | None] | None = None) -> Path:
    """The smallest folder, with some files changed, added, or (None) left out."""
    for name, text in {**SMALLEST, **(changed or {})}.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def instead(name: str, before: str, after: str) -> dict[str, str]:
    """One of the smallest files with one thing changed in it."""
    text = SMALLEST[name]
    assert text.count(before) >= 1, f"{before!r} is not in {name}"
    return {name: text.replace(before, after, 1)}
