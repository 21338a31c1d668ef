"""A message in statements: parts of sentences that say one thing, with the medicines and cues in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.medicines import cues
from bot.language.words.patterns import Hit
from bot.language.words.text import Sentence, stem

_JOINS = frozenset({",", "-", "/", ":", "+"})
_AT_PRESENT = frozenset({"present", "moment"})
_HEARD_AFTER = 14
_BRIEF = 7


@dataclass(frozen=True)
class Statement:
    """A part of a sentence that says one thing, with the medicines and the telling words in it."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    cues: tuple[Hit, ...]
    marks: tuple[Hit, ...]
    over: bool = False
    """Under a heading such as `Past:` or `Allergies:`."""


def pieces(sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, cut where it turns: `stopped Prozac in May, | now on sertraline`."""
    stems = sentence.stems
    cuts = [
        index
        for index in range(2, len(stems))
        if (stems[index] in cues.TURNS and stems[index - 1] in _JOINS)
        or (
            stems[index] == "at"
            and stems[index - 1] in _JOINS
            and _AT_PRESENT.intersection(stems[index:][1:3])
        )
        or (stems[index] == "now" and stems[index + 1 : index + 2] and stems[index + 1] in cues.ONWARD)
    ]
    for start, end in zip([0, *cuts], [*cuts, len(stems)], strict=True):
        yield Sentence(sentence.words[start:end], stems[start:end], sentence.span[start:end])


def heading(sentence: Sentence) -> bool | None:
    """Whether a heading begins a list of what is over (or of what is taken)."""
    words = [word for word in sentence.words[:6] if word.isalpha() or word == ":"]
    if not words:
        return None
    listed = len(sentence) <= 4 and all(word in cues.HEADINGS for word in words[1:])
    titled = listed or ":" in words[:4]
    if not titled or (len(words) == 1 and len(sentence) > 2):
        return None
    head = set(words[: words.index(":") if ":" in words else 3])
    if head & (cues.PAST_HEADS | cues.ALLERGY_HEADS):
        return True
    return False if head & (cues.NOW_HEADS | cues.HEADINGS) else None


def means_another(hit: Hit, near: Sequence[Hit]) -> bool:
    """`low iron` holds a medicine's name and means none."""
    return any(cue.label == "other" and cue.start <= hit.start and hit.end <= cue.end for cue in near)


_ANEW = ((",",), ("and",), ("but",))
_THE = (("the",), ("my",))
_TAKING = (("tak",), ("take",), ("taking",))
_ENDS = frozenset({"stop", "stops", "end", "ends", "finish", "finishes"})
_BACK = frozenset({"tablet", "tablets", "pill", "pills", "med", "meds", "medicine", "medication", "lot"})
"""Words that may mean what was named before."""


def said_after(statements: Sequence[Statement], place: int, hit: Hit) -> Iterator[str]:
    """What is said of a medicine after its name, up to the next one."""
    here = statements[place]
    following = [other.start for other in here.hits if other.start >= hit.end]
    end = following[0] if following else len(here.sentence)
    if (
        following
        and "(" in here.sentence.stems[hit.end : end]
        and ")" not in here.sentence.stems[hit.end : end]
    ):
        end = here.sentence.stems.index("(", hit.end)
    for cue in here.cues:
        inside = hit.end <= cue.start < end and cue.end <= end
        if inside and not idle(here.sentence, cue) and not leads_to(here, cue, following):
            yield cue.label
    if following:
        return
    yield from _later(here, statements[place + 1 :])


def leads_to(here: Statement, cue: Hit, starts: Sequence[int]) -> bool:
    """`I take sertraline, stopped my gabapentin`: what leads straight to a medicine is said of that one."""
    stems = here.sentence.stems
    if stems[max(0, cue.start - 1) : cue.start] not in _ANEW:
        return False
    between, then = stems[cue.end : cue.end + 1], stems[cue.end + 1 : cue.end + 2]
    another = between in _THE and not _BACK.intersection(then)
    return cue.end in starts or another or (cue.end + 1 in starts and between in _TAKING)


def _later(here: Statement, statements: Sequence[Statement]) -> Iterator[str]:
    count = 0
    for index, each in enumerate(statements):
        count += len(each.sentence)
        if _contrasts(here, each) and index == 0:
            yield "dropped"
        if each.hits or count > _HEARD_AFTER or each.over != here.over:
            return
        for cue in each.cues:
            if not idle(each.sentence, cue) and (len(each.sentence) <= _BRIEF or cue.start <= 1):
                yield cue.label


def _contrasts(here: Statement, then: Statement) -> bool:
    """`Before I took Seroquel. Now only Lexapro`; `benadryl ... . zyrtec instead`."""
    stems = then.sentence.stems
    had = cues.HAD.intersection(here.sentence.stems) and not {"am", "still", "take"} & set(
        here.sentence.stems
    )
    instead = "instead" in stems and "of" not in stems[stems.index("instead") :]
    none = any(cue.label == "none" for cue in then.cues)
    onward = bool(then.hits) or none
    return bool(onward and ((instead and then.hits) or (had and (stems[0] in cues.NOW or none))))


def idle(sentence: Sentence, cue: Hit) -> bool:
    """Whether words for an end mean something else: `to pack in the fags`, `never ends`."""
    if cue.label not in {"stopped", "past", "dropped", "over"}:
        return False
    stems, word = sentence.stems, sentence.words[cue.start]
    before = stems[max(0, cue.start - 2) : cue.start]
    if cues.HABIT.intersection(stems[cue.end : cue.end + 4]) or before[-1:] == ("full",):
        return True
    if word == "never" and stem("since") in stems[cue.end : cue.end + 1]:
        return True
    if word in {"drop", "drops", "finishing"} or (word in _ENDS and {"not", "never"}.intersection(before)):
        return True
    if sentence.words[cue.end - 1 : cue.end + 1] == ("more", "than") or _since_what(sentence, cue):
        return True
    return cue.label == "dropped" and (
        (word == "gone" and not _alone(sentence, cue)) or word in {"stop", "stops", "stopping"}
    )


def _since_what(sentence: Sentence, cue: Hit) -> bool:
    """`clopidogrel since a stroke in 2013, nothing since`: nothing more has happened."""
    return sentence.words[cue.end - 1] == "since" and "since" in sentence.words[: cue.start]


def _alone(sentence: Sentence, cue: Hit) -> bool:
    """`warfarin for six months, gone`, and not `the plane and I'm gone`."""
    return len(sentence) <= 3 or (sentence.stems[cue.start - 1] == "," and cue.end >= len(sentence) - 1)
