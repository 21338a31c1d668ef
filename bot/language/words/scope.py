"""What surrounds a phrase: is it denied, past, planned, asked about, or about somebody else?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.words.lexicon import Lexicon
from bot.language.words.patterns import Hit, PhraseBook
from bot.language.words.text import Sentence, Vocabulary, stem
from bot.language.words.word_list import words_of

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
_OPENS = frozenset(map(stem, ("no", "nope")))
_SPEAKS = frozenset({",", "-", ".", "it", "they", "i", "not", "we", "that", "there"})
"""After an opening `no` these make it an answer: `no it doesn't` denies once."""
_SECOND = frozenset({"not", "without", "fail"})
"""A denial that undoes the one before it; `nothing`, `no`, `never` after `not` only repeat it."""
_STATEMENTS = frozenset(map(stem, ("say", "claim", "pretend", "tell", "that", "like", "as", "true")))
_JOINTS = frozenset(
    map(
        stem,
        (",", ";", ".", "(", "-", "and", "or", "nor", "but", "because", "so", "if", "when", "than", "as"),
    )
)
"""Between two denials, one of these keeps them apart: `not sore and not stiff`."""
_LINKS = words_of("is are was were s been has have all both just really very perfectly absolutely quite")
_WELL = words_of("fine good grand ok okay perfect normal great sound healthy clear well alright easy lovely")
_DETERMINERS = words_of("a an any the my that of in real realli much get got")
_UNSURE = frozenset({"past", "planned", "hypothetical"})
_SOME = frozenset(
    map(
        stem, ("bit", "little", "some", "slight", "slightly", "mild", "lots", "loads", "lot", "yes", "always")
    )
)
"""Words that begin a new statement after a comma: `no fever, a bit of swelling`."""
_NOBODY = frozenset({"popped", "popping"})
"""Verbs that lose their endings to the name of a person."""
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
    undone: bool = False
    """The denial within the phrase is itself denied: `can't say I've no stress`, `not a night they don't`."""
    well: bool = False
    """Told to be well: `my joints are fine`. For facts alone; a danger made light of is heard."""
    wondered: bool = False
    """Asked of oneself: `is it MS?`. For facts alone; a danger wondered about is heard."""
    of_other: bool = False
    of_child: bool = False
    sure: bool = False
    """Nothing in its sentence may turn it round: no stray denial, no question, no time gone by."""

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
        denials = list(self._denials(sentence, hit, inside))
        flat = [mark for mark in denials if mark.end == hit.start]
        return Setting(
            denied=bool(denials) or self._denied_after(sentence, hit, right),
            flatly=bool(flat),
            answered=any(mark.start == 0 and sentence.stems[0] in _OPENS for mark in flat),
            past="past" in labels and "recent" not in labels,
            recent="recent" in labels,
            planned="planned" in labels,
            asked="hypothetical" in labels and not _tells_of_self(sentence.stems[left:right]),
            undone=any(
                first.end <= hit.start <= second.start and second.end <= hit.end
                for first, second in _undone(sentence, marks)
            ),
            well=_well(sentence, hit),
            wondered=_wondered(sentence, hit),
            of_other=owner in self._others,
            of_child=owner in self._children,
            sure=self._sure(sentence, hit, marks),
        )

    def _sure(self, sentence: Sentence, hit: Hit, marks: list[Hit]) -> bool:
        """Whether every denial in the sentence belongs to the phrase or stands right before it."""
        if "?" in sentence.words or self._others.intersection(sentence.stems):
            return False
        for mark in marks:
            if mark.label in _UNSURE:
                return False
            if mark.label != "negation" or _spelled_out(mark, hit, sentence) or _answers(sentence, mark):
                continue
            if not set(sentence.stems[mark.end : hit.start]) <= _DETERMINERS or mark.start >= hit.start:
                return False
        return True

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

    def _denials(self, sentence: Sentence, hit: Hit, marks: list[Hit]) -> Iterator[Hit]:
        """The negations that govern a phrase: before it in its clause, or between its words."""
        spared = [mark for mark in marks if mark.label in {"not_negation", "double_negation"}]
        spared += [mark for pair in _undone(sentence, marks) for mark in pair]
        for mark in marks:
            if mark.label != "negation" or mark.start >= hit.end or mark.start < hit.start - _REACH - 8:
                continue
            if _part(mark, spared):
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
            if word in self._others and sentence.words[index] not in _NOBODY:
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


def _well(sentence: Sentence, hit: Hit) -> bool:
    """`joints are grand`, `breathing has been fine`: what is named is well."""
    after = [word for word in sentence.words[hit.end : hit.end + 5] if word not in _LINKS]
    linked = bool(_LINKS.intersection(sentence.words[hit.end : hit.end + 1]))
    return linked and bool(after) and after[0] in _WELL


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
    first = mark.start == 0 and sentence.stems[0] in _OPENS
    return first and len(sentence) > 1 and sentence.stems[1] in _SPEAKS


def _of_saying(sentence: Sentence, mark: Hit) -> bool:
    """`I can't say that`, `it's not as if`, `not that`: the whole statement that follows is denied."""
    return bool(_STATEMENTS.intersection(sentence.stems[mark.end : mark.end + 1]))


def _part(mark: Hit, others: Sequence[Hit]) -> bool:
    return any(other.start <= mark.start and mark.end <= other.end for other in others)


def _undone(sentence: Sentence, marks: Sequence[Hit]) -> list[tuple[Hit, Hit]]:
    """Denials that undo each other: `never sit without it`, `not a night they don't`, `can't not move`."""
    spared = [mark for mark in marks if mark.label in {"not_negation", "double_negation"}]
    open_: Hit | None = None
    undone: list[tuple[Hit, Hit]] = []
    for mark in (mark for mark in marks if mark.label == "negation"):
        if _part(mark, spared) or _answers(sentence, mark) or (open_ and mark.start < open_.end):
            continue
        whole = open_ is not None and _of_saying(sentence, open_)
        second = whole or sentence.stems[mark.start] in _SECOND
        if open_ and second and not _JOINTS.intersection(sentence.stems[open_.end + 2 * whole : mark.start]):
            undone.append((open_, mark))
            open_ = None
        else:
            open_ = mark
    return undone


def _list_between(sentence: Sentence, mark: Hit, hit: Hit) -> bool:
    """A long list after one `no` is denied to its end: `no pain, fever, swelling or numbness`."""
    between = sentence.stems[mark.end : hit.start]
    return sum(word in _LISTED for word in between) * 4 >= len(between)
