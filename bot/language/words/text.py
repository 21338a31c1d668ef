"""A message as sentences of words: cleaned, contractions opened, read with spaCy.

Only words of the lexicon enter spaCy's vocabulary; any other word stands there as `_`. So hostile
messages cannot make it grow, while `Sentence.words` keeps what was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.language.words.word_list import words_of

STRANGER = "_"
NUMBER = "0"
LONGEST_WORD = 40
LONGEST_SENTENCE = 60
OVERLAP = 14
_WHOLE = words_of("evening morning nothing something anything everything during here note site none")
"""Words whose endings are their own."""

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "½": " 1/2"}
)
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]|\n")
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_OPENED = (
    (re.compile(r"\b(?:can't|cant|cannot)\b"), "can not"),
    (re.compile(r"\b(?:won't|wont)\b"), "will not"),
    (re.compile(r"\b(?:ain't|aint)\b"), "is not"),
    (re.compile(r"\bn't\b|(?<=[a-z])n't\b"), " not"),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|could|would|should|need)nt\b"), r"\1 not"),
    (re.compile(r"\bi'?m\b"), "i am"),
    (re.compile(r"\b(i|you|we|they)'?ve\b"), r"\1 have"),
    (re.compile(r"\b(you|we|they)'re\b|\b(they)re\b"), r"\1\2 are"),
    (re.compile(r"\b(it|that|he|she|there|what|who|here|how|where)'s\b"), r"\1 is"),
    (re.compile(r"\b(i|you|he|she|it|we|they)'d\b"), r"\1 would"),
    (re.compile(r"\b(i|you|he|she|it|we|they|that)'ll\b"), r"\1 will"),
    (re.compile(r"\bgonna\b"), "going to"),
    (re.compile(r"\bwanna\b"), "want to"),
    (re.compile(r"\b(?:dunno|donno|dunnow)\b"), "do not know"),
    (re.compile(r"'s\b"), " s "),
    (re.compile(r"s'(?=\s)"), "s s "),
    (re.compile(r"(?<=[a-z])[-'](?=[a-z])"), " "),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"(?<=[a-z])\.(?=[a-z]\b)"), ""),
)


def clean(text: str) -> str:
    """Lower case without control characters or markup, with plain quotes and opened contractions."""
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES)
    text = _MARKUP.sub(" ", _INVISIBLE.sub(" ", text)).lower()
    for pattern, opened in _OPENED:
        text = pattern.sub(opened, text)
    return text


def split(text: str) -> list[str]:
    """The words, numbers and signs of a cleaned text."""
    return [token[:LONGEST_WORD] for token in _TOKEN.findall(text)]


def stem(word: str) -> str:
    """A word without the endings English adds: `move moves moved moving` are one word."""
    if len(word) < 4 or word in _WHOLE or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ing") and len(word) >= 6:
        return _bare(word[:-3])
    if word.endswith("ed") and len(word) >= 5 and not word.endswith("eed"):
        return _bare(word[:-2])
    return _bare(word, doubled=False)


def _bare(root: str, doubled: bool = True) -> str:
    """`stopp` as `stop`, `move` as `mov`; `swell` and `miss` stay."""
    if doubled and len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    return root[:-1] if root.endswith("e") and len(root) > 3 else root


@dataclass(frozen=True)
class Sentence:
    """A sentence (or a part of a very long one): words as written, their stems, and spaCy's span."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    span: Span

    def __len__(self) -> int:
        return len(self.words)


class Vocabulary:
    """The words the lexicon knows, and the spaCy language that reads with them."""

    def __init__(self) -> None:
        self.nlp: Language = spacy.blank("en")
        self.nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", ";", "\n", "…", "।", "。"]})
        self._sentencizer: Callable[[Doc], Doc] = self.nlp.get_pipe("sentencizer")
        self._known: set[str] = set(".,;:!?()-/\n\"'%+")

    def add(self, words: Iterable[str]) -> None:
        """Make words known, by what they are without endings."""
        self._known.update(stem(word) for word in words)

    def add_stems(self, stems: Iterable[str]) -> None:
        """Make words known that are without endings already."""
        self._known.update(stems)

    def knows(self, word: str) -> bool:
        """Whether the lexicon uses a word, in any of its forms."""
        return stem(word) in self._known

    def known(self) -> frozenset[str]:
        """All known stems."""
        return frozenset(self._known)

    def sentences(self, words: list[str]) -> Iterator[Sentence]:
        """The words in sentences, long ones in overlapping parts."""
        if not words:
            return
        stems = [NUMBER if word[0].isdigit() else stem(word) for word in words]
        shown = [known if known in self._known else STRANGER for known in stems]
        doc = self._sentencizer(Doc(self.nlp.vocab, words=shown))
        for sent in doc.sents:
            for start in _parts(sent.start, sent.end):
                end = min(start + LONGEST_SENTENCE, sent.end)
                yield Sentence(tuple(words[start:end]), tuple(stems[start:end]), doc[start:end])


def _parts(start: int, end: int) -> Iterable[int]:
    if end - start <= LONGEST_SENTENCE:
        return (start,)
    return range(start, max(start + 1, end - OVERLAP), LONGEST_SENTENCE - OVERLAP)
