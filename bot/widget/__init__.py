"""The chat a patient sees: ES modules, styles and three pages, and nothing from elsewhere."""

from __future__ import annotations

import re

_COMMENT = {".js": "//", ".css": "/*"}

_SPARE = re.compile(r"(?<=[:;,{]) | (?=[{}])|\n")
"""Blanks in a style that separate nothing: a selector has no blank behind its colon."""


def lean(text: str, suffix: str) -> str:
    """A module or style without what only its readers need: indentation and whole lines of comment."""
    lines = (line.strip() for line in text.splitlines())
    bare = "\n".join(line for line in lines if line and not line.startswith(_COMMENT[suffix]))
    return _SPARE.sub("", bare) if suffix == ".css" else bare
