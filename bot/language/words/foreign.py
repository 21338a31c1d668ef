"""Messages in another language: which one, and whether they speak of an emergency."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.words.lexicon import Lexicon
from bot.language.words.pages import Speech

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_LETTERS = 4
_SHORT, _LETTERS = 4, 5
_MOST = 20_000


@dataclass(frozen=True)
class Foreign:
    """The language of a message (None for English) and the red flags its words raise."""

    code: str | None
    alerts: tuple[str, ...]


class ForeignReader:
    """Tells other languages by their script or their small words."""

    def __init__(self, lexicon: Lexicon, english: frozenset[str]) -> None:
        self._english = english
        self._speeches = lexicon.speeches
        self._scripts = [
            (entry.code, re.compile(f"[{entry.script}]")) for entry in lexicon.speeches if entry.script
        ]
        self._words = {entry.code: frozenset(entry.words) for entry in lexicon.speeches}
        self._emergencies = [
            (entry.code, flag, _Emergency.of(entry, phrase))
            for entry in lexicon.speeches
            for flag, phrases in entry.emergency.items()
            for phrase in phrases
        ]

        self._begun: dict[str, list[int]] = defaultdict(list)
        for place, (_, _, emergency) in enumerate(self._emergencies):
            self._begun[max(emergency.words, key=len)[:_LETTERS]].append(place)

    def read(self, text: str) -> Foreign:
        """The language of a text in lower case."""
        heard = [(code, flag) for code, flag, emergency in self._likely(text) if emergency.told(text)]
        code = self._script(text[:_MOST]) or self._latin(text[:_MOST], frozenset(code for code, _ in heard))
        return Foreign(code, tuple(dict.fromkeys(flag for _, flag in heard)))

    def _likely(self, text: str) -> Iterator[tuple[str, str, _Emergency]]:
        """The emergencies a text has the first letters of: of a thousand, hardly any in plain English."""
        sizes = {len(letters) for letters in self._begun}
        begun = {text[at : at + size] for size in sizes for at in range(len(text))}
        places = {place for letters in begun for place in self._begun.get(letters, ())}
        return (self._emergencies[place] for place in sorted(places))

    def _script(self, text: str) -> str | None:
        letters = sum(character.isalpha() for character in text)
        if not letters:
            return None
        counts = [(len(pattern.findall(text)), code) for code, pattern in self._scripts]
        most = max((count for count, _ in counts), default=0)
        best = [code for count, code in counts if count == most]
        if most < 2 or most * 3 < letters:
            return None
        words = set(_WORD.findall(text))
        return max(best, key=lambda code: len(words & self._words[code]))

    def _latin(self, text: str, heard: frozenset[str]) -> str | None:
        """By small words; a language whose emergency words were heard wins a tie with English."""
        words = _WORD.findall(text)[:400]
        if sum(map(len, words)) < _LEAST_LETTERS:
            return None
        counts = {code: sum(word in known for word in words) for code, known in self._words.items()}
        code = max(counts, key=lambda name: counts[name], default=None)
        english = sum(word in self._english for word in words)
        if (
            code is None
            or counts[code] < max(1, (len(words) + 3) // 4)
            or (counts[code] <= english and code not in heard)
        ):
            return None
        return code


@dataclass(frozen=True)
class _Emergency:
    """Words that are all there, none of them right after a denial."""

    parts: tuple[re.Pattern[str], ...]
    words: tuple[str, ...]
    denied: re.Pattern[str] | None

    @classmethod
    def of(cls, entry: Speech, phrase: str) -> _Emergency:
        """An emergency of the lexicon; `a + b` has two parts."""
        words = tuple(part.strip() for part in phrase.split("+"))
        alone = len(words) == 1 and not entry.script
        denials = "|".join(map(re.escape, entry.denial))
        return cls(
            tuple(_pattern(word, alone) for word in words),
            words,
            re.compile(rf"(?<![^\W_])(?:{denials})\s+(?:\w+\s+)?$") if denials else None,
        )

    def told(self, text: str) -> bool:
        """Whether a text in lower case tells of it."""
        if not all(word in text for word in self.words):
            return False
        found = [part.search(text) for part in self.parts]
        return all(found) and not any(
            self.denied.search(text[max(0, match.start() - 40) : match.start()])
            for match in found
            if match and self.denied
        )


def _pattern(word: str, alone: bool) -> re.Pattern[str]:
    """A phrase of its own is whole words; a part of several begins a word; scripts may know no spaces."""
    if not word[0].isascii() and not alone:
        return re.compile(re.escape(word))
    whole = alone or len(word) < _SHORT
    return re.compile(rf"(?<![^\W_]){re.escape(word)}" + (r"(?![^\W_])" if whole else ""))


def small_words(sentences: Sequence[str]) -> frozenset[str]:
    """The words of English texts, to weigh against another language's."""
    return frozenset(word for text in sentences for word in _WORD.findall(text.lower()))
