"""What surrounds a phrase: is it denied, past, planned, asked about, or about somebody else?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.lexicon import Lexicon
from bot.language.patterns import Hit, PhraseBook
from bot.language.text import Sentence, Vocabulary, stem

_REACH = 9
_SUBJECT_AFTER = frozenset({"and", ",", "so", "then", "or"})
_TURNS = frozenset({"just", "only", "now"})
"""Words after which a denial no longer reaches: `not suicidal, just tired of living`."""
_TELLING = frozenset(
    map(stem, ("have", "am", "feel", "had", "got", "can", "keep", "felt", "was", "noticed", "do"))
)
_RELATIVE = "which"
"""What a relative clause tells, no denial before it reaches: `can't rest without walking, which helps`."""
_BE = frozenset({"s", "is", "are", "was", "were", "has", "hurt"})
_WONDERS = frozenset(
    (verb, this)
    for verb in ("is", "could", "can", "might", "does", "would")
    for this in ("it", "this", "that", "i", "they")
)
_OPENS = frozenset({"no", "nope"})
_SOME = frozenset(
    map(
        stem, ("bit", "little", "some", "slight", "slightly", "mild", "lots", "loads", "lot", "yes", "always")
    )
)
"""Words that begin a new statement after a comma: `no fever, a bit of swelling`."""
_LISTED = frozenset({",", "or", "and", "nor", "/", "any"})


@dataclass(frozen=True)
class Setting:
    """How a phrase is meant where it stands."""

    denied: bool = False
    flatly: bool = False
    """Denied by the word right before it."""
    answered: bool = False
    """The word right before it is a `no` that opens the reply: `no just tired`."""
    past: bool = False
    recent: bool = False
    planned: bool = False
    asked: bool = False
    wondered: bool = False
    """Asked of oneself: `is it MS?`. For facts alone; a danger wondered about is heard."""
    of_other: bool = False
    of_child: bool = False

    def about_patient(self, others_too: bool = False) -> bool:
        """Whether it is about the patient; `others_too` when somebody writes for the patient."""
        return others_too or not self.of_other


class Scopes:
    """Reads the setting of phrases. Built once from the lexicon."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        scope = lexicon.scope
        self._marks = PhraseBook(
            vocabulary,
            lexicon.groups,
            [
                (label, phrase)
                for label in (
                    "negation",
                    "not_negation",
                    "double_negation",
                    "past",
                    "recent",
                    "planned",
                    "hypothetical",
                )
                for phrase in getattr(scope, label)
            ],
        )
        self._breaks = frozenset(map(stem, scope.breaks))
        self._subjects = frozenset(map(stem, scope.subjects))
        self._self = frozenset(map(stem, scope.self_words))
        self._children = frozenset(map(stem, scope.children))
        self._others: frozenset[str] = frozenset(map(stem, scope.others)) | self._children
        vocabulary.add_stems(self._breaks | self._subjects | self._self | self._others)

    def marks(self, sentence: Sentence) -> list[Hit]:
        """Every mark in a sentence; found once, used for each of its phrases."""
        return self._marks.find(sentence)

    def setting(self, sentence: Sentence, hit: Hit, marks: list[Hit]) -> Setting:
        """The setting of one phrase."""
        left, right = self.clause(sentence, hit.start, hit.end)
        inside = [mark for mark in marks if left <= mark.start and mark.end <= right]
        labels = {mark.label for mark in inside if not _spelled_out(mark, hit)}
        owner = self._owner(sentence, hit, left)
        flat = [mark for mark in self._denials(sentence, hit, inside) if mark.end == hit.start]
        return Setting(
            denied=self._denied(sentence, hit, inside, right),
            flatly=bool(flat),
            answered=any(mark.start == 0 and sentence.stems[0] in _OPENS for mark in flat),
            past="past" in labels and "recent" not in labels,
            recent="recent" in labels,
            planned="planned" in labels,
            asked="hypothetical" in labels and not _tells_of_self(sentence.stems[left:right]),
            wondered=_wondered(sentence, hit),
            of_other=owner in self._others,
            of_child=owner in self._children,
        )

    def clause(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """The clause around a phrase: bounded by but, although, and `and I`, `, my`, ..."""
        left, right = start, end
        while left > 0 and not self._breaks_at(sentence, left - 1):
            left -= 1
        while right < len(sentence) and not self._breaks_at(sentence, right):
            right += 1
        return left, right

    def _breaks_at(self, sentence: Sentence, index: int) -> bool:
        here = sentence.stems[index]
        if here in self._breaks:
            return True
        return (
            here in _SUBJECT_AFTER
            and index + 1 < len(sentence)
            and sentence.stems[index + 1] in self._subjects
            and not (here == "," and index <= 1)
        )

    def _denied(self, sentence: Sentence, hit: Hit, marks: list[Hit], right: int) -> bool:
        denials = list(self._denials(sentence, hit, marks))
        doubled = any(mark.label == "double_negation" for mark in marks)
        if doubled:
            return len(denials) % 2 == 1 and len(denials) != 2
        return bool(denials) or self._denied_after(sentence, hit, right)

    def _denials(self, sentence: Sentence, hit: Hit, marks: list[Hit]) -> Iterator[Hit]:
        """The negations that govern a phrase: before it in its clause, or between its words."""
        spared = [mark for mark in marks if mark.label == "not_negation"]
        for mark in marks:
            if mark.label != "negation" or mark.start >= hit.end or mark.start < hit.start - _REACH - 8:
                continue
            if any(other.start <= mark.start and mark.end <= other.end for other in spared):
                continue
            if mark.start >= hit.start and _spelled_out(mark, hit, sentence):
                continue
            if _answers(sentence, mark) or (
                hit.start - mark.end > _REACH and not _list_between(sentence, mark, hit)
            ):
                continue
            between = sentence.stems[mark.end : hit.end + 1]
            if _RELATIVE in sentence.stems[hit.start : hit.end] and mark.end <= hit.start:
                continue
            if _TURNS.intersection(sentence.stems[mark.end + 1 : hit.start]) or _starts_anew(
                between, hit.start - mark.end
            ):
                continue
            yield mark

    def _denied_after(self, sentence: Sentence, hit: Hit, right: int) -> bool:
        """`chest pain: no`, `fever - none`: a denial that ends the clause."""
        rest = [
            word
            for word in sentence.stems[hit.end : right]
            if word not in {":", "-", ",", ".", "?", "=", "!"}
        ]
        return rest in (["no"], ["none"], ["never"], ["not"], ["nope"], ["negativ"], ["no", "not"])

    def _owner(self, sentence: Sentence, hit: Hit, left: int) -> str | None:
        """The nearest word that says whose it is: in the phrase, before it in the clause, or at its end."""
        stems: tuple[str, ...] = sentence.stems
        for index in [*range(hit.start, hit.end), *range(hit.start - 1, left - 1, -1)]:
            word: str = stems[index]
            if word in self._others:
                return word
            if word in self._self and not (index + 1 < len(stems) and stems[index + 1] in self._others):
                return word
        return None


def _tells_of_self(stems: Sequence[str]) -> bool:
    """`is my chest pain a symptom` tells of a pain; `what if I get a clot` does not."""
    after_i = {stems[index + 1] for index, word in enumerate(stems[:-1]) if word == "i"}
    return "my" in stems or bool(after_i & _TELLING)


def _starts_anew(stems: Sequence[str], reach: int) -> bool:
    """Whether something is affirmed after a comma: `no smoking, bit stressed`; `no pain, liver's fatty`.

    `stems` go from the denial to the word after the phrase, which begins at `reach`.
    """
    commas = [index for index, word in enumerate(stems[:reach]) if word == ","]
    some = any(_SOME.intersection(stems[index + 1 : index + 3]) for index in commas)
    return some or any(_BE.intersection(stems[index + 2 : index + 3]) for index in commas)


def _wondered(sentence: Sentence, hit: Hit) -> bool:
    """`is it diabetes?`, `could this be my iron?`"""
    before = sentence.words[max(0, hit.start - 4) : hit.start]
    asks = any(pair in _WONDERS for pair in pairwise(before))
    return asks and sentence.words[-1] == "?"


def _spelled_out(mark: Hit, hit: Hit, sentence: Sentence | None = None) -> bool:
    """Whether a mark is one of the words the phrase itself consists of."""
    if not (hit.start <= mark.start and mark.end <= hit.end):
        return False
    if sentence is None:
        return mark.said <= hit.said
    return all(word in hit.said for word in sentence.stems[mark.start : mark.end])


def _answers(sentence: Sentence, mark: Hit) -> bool:
    """`no, my calf is swollen`: an answer, not a negation; `no, no chest pain` has its own."""
    first = mark.start == 0 and sentence.stems[0] in {"no", "nope"}
    return first and len(sentence) > 1 and sentence.stems[1] in {",", "-", "."}


def _list_between(sentence: Sentence, mark: Hit, hit: Hit) -> bool:
    """A long list after one `no` is denied to its end: `no pain, fever, swelling or numbness`."""
    between = sentence.stems[mark.end : hit.start]
    return sum(word in _LISTED for word in between) * 4 >= len(between)
