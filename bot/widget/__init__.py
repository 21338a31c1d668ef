"""The chat a patient sees: ES modules, styles and three pages, and nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

_COMMENT = {".js": "//", ".css": "/*"}

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(.+)";\n', re.MULTILINE)

_SPARE = re.compile(r"(?<=[:;,{]) | (?=[{}])|\n")
"""Blanks in a style that separate nothing: a selector has no blank behind its colon."""


def joined(modules: Mapping[str, str]) -> dict[str, str]:
    """The modules a browser asks for, each behind all it imports: one request, not a chain of them.

    Modules that are put together share their names, so a name may be given once among them.
    """
    parts = {part for text in modules.values() for part in _IMPORT.findall(text)}
    return {
        name: "".join(_IMPORT.sub("", modules[each]) for each in _needed(name, modules))
        for name in modules
        if name not in parts
    }


def lean(text: str, suffix: str) -> str:
    """A module or style without what only its readers need: indentation and whole lines of comment."""
    lines = (line.strip() for line in text.splitlines())
    bare = "\n".join(line for line in lines if line and not line.startswith(_COMMENT[suffix]))
    return _SPARE.sub("", bare) if suffix == ".css" else bare


def _needed(name: str, modules: Mapping[str, str]) -> list[str]:
    """A module behind all it imports, each once."""
    before = [each for part in _IMPORT.findall(modules[name]) for each in _needed(part, modules)]
    return list(dict.fromkeys([*before, name]))
