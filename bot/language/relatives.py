"""Which relatives have restless legs: by blood, by marriage, or only by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.lexicon import Lexicon
from bot.language.patterns import Hit, PhraseBook
from bot.language.scope import Scopes
from bot.language.text import Sentence, Vocabulary

_ASKS = frozenset({"will", "can", "could", "would", "do", "does", "should", "might", "is", "are"})


@dataclass(frozen=True)
class Kin:
    """The relatives of a message: by blood with it, by blood without it, and others with it."""

    having: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    not_blood: bool = False

    @property
    def anybody(self) -> bool:
        """Whether a relative was named."""
        return bool(self.having or self.free or self.not_blood)


class RelativeReader:
    """Reads relatives, and whether restless legs are said of them."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, scopes: Scopes) -> None:
        self._scopes = scopes
        self._blood = {relative.id: relative.degree != "none" for relative in lexicon.relatives}
        self._kin = PhraseBook(
            vocabulary,
            lexicon.groups,
            [(entry.id, phrase) for entry in lexicon.relatives for phrase in entry.words],
        )
        family = lexicon.answers.get("family_members")
        cues = family.anywhere.get("cue", ()) if family else ()
        self._cues = PhraseBook(vocabulary, lexicon.groups, [("cue", phrase) for phrase in cues])

    def read(self, sentences: Sequence[Sentence], asked: bool) -> Kin:
        """The relatives named; when not asked, only those of whom restless legs are said."""
        having: dict[str, None] = {}
        free: dict[str, None] = {}
        not_blood = False
        for sentence in sentences:
            hits = _longest(self._kin.find(sentence))
            cues = self._cues.find(sentence) if hits else []
            if not hits or not (asked or cues):
                continue
            marks = self._scopes.marks(sentence)
            for hit in hits:
                if {"side", "family"} & set(sentence.words[hit.end : hit.end + 2]):
                    continue
                if _wondered(sentence, hit):
                    continue
                theirs = bool(
                    {"his", "her", "their"} & set(sentence.words[max(0, hit.start - 1) : hit.start])
                )
                if not asked and (theirs or self._aside(sentence, hit, cues)):
                    continue
                denied = self._scopes.setting(sentence, hit, marks).denied
                if not self._blood[hit.label]:
                    not_blood = not_blood or not denied
                elif denied or self._denied_after(sentence, hit):
                    free[hit.label] = None
                else:
                    having[hit.label] = None
        return Kin(tuple(having), tuple(name for name in free if name not in having), not_blood)

    def _aside(self, sentence: Sentence, hit: Hit, cues: list[Hit]) -> bool:
        """Whether something else is told of a relative: `dad kicked, mum made him sleep next door`."""
        left, _ = self._scopes.clause(sentence, hit.start, hit.end)
        after = sentence.stems[hit.end : hit.end + 1]
        return (
            all(cue.start < left for cue in cues) and bool(after) and after[0].isalpha() and after[0] != "and"
        )

    def _denied_after(self, sentence: Sentence, hit: Hit) -> bool:
        """`my dad does not`, `dad never did`."""
        if sentence.stems[hit.end : hit.end + 1] == (",",):
            return False
        _, right = self._scopes.clause(sentence, hit.start, hit.end)
        after = sentence.stems[hit.end : min(right, hit.end + 4)]
        return bool({"not", "never"} & set(after)) and not {"sure", "know", "just", "only"} & set(after)


def _wondered(sentence: Sentence, hit: Hit) -> bool:
    """`will my kids get it too?`, `do cousins count?`"""
    before = sentence.words[max(0, hit.start - 2) : hit.start]
    return bool(_ASKS.intersection(before)) and sentence.words[-1] == "?"


def _longest(hits: list[Hit]) -> list[Hit]:
    """Of overlapping names the longest: `half sister`, not `sister`."""
    return [
        hit
        for hit in hits
        if not any(
            o is not hit
            and o.start <= hit.start
            and hit.end <= o.end
            and o.end - o.start > hit.end - hit.start
            for o in hits
        )
    ]
