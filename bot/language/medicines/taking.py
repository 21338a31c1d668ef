"""Whether a medicine that is named is taken now: by the words before it, after it, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.language.medicines import cues
from bot.language.medicines.endings import ENDINGS, took_its_turn
from bot.language.medicines.owners import Owners
from bot.language.medicines.spared import late_today, spared
from bot.language.medicines.statements import (
    Statement,
    heading,
    idle,
    leads_to,
    means_another,
    pieces,
    said_after,
)
from bot.language.words.lexicon import Lexicon
from bot.language.words.patterns import Hit, PhraseBook
from bot.language.words.scope import Scopes, Setting
from bot.language.words.text import Sentence, Vocabulary

Find = Callable[[Sentence], list[Hit]]
_USED_TO = frozenset({"used", "to"})
_FROM_WORD = 6
_WEANED = frozenset({"weaned", "tapered"})
"""Done with, where `weaning` and `reduced` are not."""
_NOT = frozenset({"not", "never", "used"})
_BACK = frozenset({"it", "that", "this", "them", "those", "these", "both", "all", "but", "so", "and"})
"""Words that point back to what was named, or go on to something else."""


class Taking:
    """Reads whether a named medicine is taken now. Built once from the lexicon."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, scopes: Scopes) -> None:
        scope, remedies = lexicon.scope, lexicon.remedies
        listed = {
            "stopped": scope.stopped,
            "taking": (*scope.taking, *cues.CUES["taking"]),
            "allergic": (*scope.allergic, *cues.CUES["harm"]),
            "planned": scope.planned,
            "none": remedies.none,
            "unknown": remedies.unknown,
            "vague": remedies.vague,
            "other": remedies.not_medicine,
            **{label: phrases for label, phrases in cues.CUES.items() if label not in {"harm", "taking"}},
        }
        self._book = PhraseBook(
            vocabulary, lexicon.groups, [(label, phrase) for label in listed for phrase in listed[label]]
        )
        self._scopes = scopes
        self._owners = Owners(vocabulary, scope, scopes)
        vocabulary.add_stems(cues.HAD | cues.TURNS | cues.HABIT | cues.SOON)

    def statements(self, sentences: Sequence[Sentence], find: Find) -> list[Statement]:
        """The sentences of a message in statements."""
        found, over = [], False
        for sentence in sentences:
            head = heading(sentence)
            over = over if head is None else head
            for piece in pieces(sentence):
                said, marks = tuple(self._book.find(piece)), tuple(self._scopes.marks(piece))
                named = [hit for hit in find(piece) if not means_another(hit, said)]
                found.append(Statement(piece, tuple(named), said, marks, over))
        return found

    def now(self, statements: Sequence[Statement], place: int, hit: Hit, for_other: bool) -> bool | None:
        """Whether a medicine is taken now; None where that is asked, or it is somebody else's."""
        here = statements[place]
        setting = self._scopes.setting(here.sentence, hit, list(here.marks))
        own = _blamed(here, hit)
        if setting.asked or (not own and (setting.wondered or _asked(here, statements[place + 1 :]))):
            return None
        if not for_other and self._owners.another(statements, place, hit, setting):
            return None
        after = list(said_after(statements, place, hit))
        if late_today(here, hit) or self._under_way(here, hit, after):
            return True
        over = self._over(here, hit, setting, after) or took_its_turn(here, hit, statements[place + 1 :])
        return not (here.over or over or self._ahead(here, hit))

    def _under_way(self, here: Statement, hit: Hit, after: Sequence[str]) -> bool:
        """`coming off paroxetine, down to 5 mg`; `she recommended melatonin, I get it online`."""
        weaning = any(cue.label == "weaning" and not _done(here, cue) for cue in self._clause_cues(here, hit))
        return (weaning or "weaning" in after or "kept" in after) and "dropped" not in after

    def _clause_cues(self, here: Statement, hit: Hit) -> list[Hit]:
        left, right = self._scopes.clause(here.sentence, hit.start, hit.end)
        return [cue for cue in here.cues if left <= cue.start and cue.end <= right]

    def _over(self, here: Statement, hit: Hit, setting: Setting, after: Sequence[str]) -> bool:
        stems = here.sentence.stems
        near = [cue for cue in self._clause_cues(here, hit) if not idle(here.sentence, cue)]
        begun = _begun(here, hit, near, self._scopes)
        telling = [cue for cue in near if not (begun and "ago" in cue.said)]
        ended = "dropped" in after or any(
            cue.label in {"stopped", "allergic", "over"} and _governs(here, cue, hit) for cue in telling
        )
        formerly = any(cue.label == "formerly" and cue.end <= hit.start for cue in telling)
        no = stems[max(0, hit.start - 1) : hit.start] == ("no",)
        denied = (setting.denied or no) and not spared(here, hit)
        return (
            denied
            or ended
            or formerly
            or any(told(here, hit) for told in ENDINGS)
            or (not begun and self._past(here, hit, setting))
        )

    def _past(self, here: Statement, hit: Hit, setting: Setting) -> bool:
        if not setting.past:
            return False
        stems = here.sentence.stems
        marks = [mark for mark in here.marks if mark.label == "past" and not idle(here.sentence, mark)]
        return any(
            mark.said != _USED_TO or cues.LIVED.intersection(stems[mark.end : mark.end + 1])
            for mark in marks
            if mark.start < hit.end or not leads_to(here, mark, [other.start for other in here.hits])
        )

    def _ahead(self, here: Statement, hit: Hit) -> bool:
        """Planned, offered, at the chemist's: not begun."""
        before = [cue for cue in self._clause_cues(here, hit) if cue.end <= hit.start]
        return any(cue.label in {"planned", "ahead"} for cue in before) or _to_start(here.sentence, hit)


def _done(here: Statement, cue: Hit) -> bool:
    """`weaned off`, `had to come off`: over, where `weaning` is under way."""
    words = here.sentence.words
    had = words[cue.start] == "come" and {"had", "have"} & set(words[max(0, cue.start - 2) : cue.start])
    return words[cue.start] in _WEANED or bool(had)


def _blamed(here: Statement, hit: Hit) -> bool:
    """`could it be my mirtazapine?`: it is taken, whatever is wondered about it."""
    words = here.sentence.words
    return words[max(0, hit.start - 1) : hit.start] == ("my",) and words[1:2] in {
        ("it",),
        ("this",),
        ("that",),
    }


def _asked(here: Statement, later: Sequence[Statement]) -> bool:
    """`can I take pramipexole with this`; `Zantac? no, ranitidine`."""
    words = here.sentence.words
    asks = (
        len(words) > 2
        and words[0] in cues.MODAL
        and (words[1] in cues.SOMEBODY or (here.hits and here.hits[0].start == 1))
    )
    bare = (
        words[-1] == "?"
        and len(words) <= 3
        and any(each.hits or {cue.label for cue in each.cues} - {"unknown", "vague"} for each in later)
    )
    return bool(asks or bare)


def _governs(here: Statement, cue: Hit, hit: Hit) -> bool:
    """Whether a word for an end is about this medicine, and not about one that stands nearer."""
    if cue.start < hit.end:
        return not _anew(here.sentence.stems[cue.end : hit.start])
    if cue.label == "allergic" and _to_what_else(here.sentence, cue):
        return False
    between = [other for other in here.hits if hit.end <= other.start < cue.start]
    taken = any(other.start - cue.end in {0, 1} for other in here.hits if other.start >= cue.end)
    return not between and not taken


def _to_what_else(sentence: Sentence, cue: Hit) -> bool:
    """`Claritin, allergic to my own cat`; not `codeine, I'm allergic to it`."""
    words = sentence.words[cue.start : cue.end + 2]
    then = words[words.index("to") + 1 :] if "to" in words else ()
    return bool(then) and then[0].isalpha() and then[0] not in _BACK


def _anew(between: Sequence[str]) -> bool:
    """`allergic to penicillin, take only lisinopril`; `stopped my amlodipine and started indapamide`."""
    return any(
        (word == "," and cues.TAKES.intersection(between[index + 1 : index + 3]))
        or (word in {",", "and", "then"} and cues.BEGUN.intersection(between[index + 1 : index + 4]))
        for index, word in enumerate(between)
    )


def _begun(here: Statement, hit: Hit, near: Sequence[Hit], scopes: Scopes) -> bool:
    """`put me on amitriptyline two years ago`: long ago, and still."""
    left, _ = scopes.clause(here.sentence, hit.start, hit.end)
    before = here.sentence.stems[max(left, hit.start - _FROM_WORD) : hit.start]
    stopped = any(cue.label in {"stopped", "allergic"} and "ago" not in cue.said for cue in near)
    return bool(cues.BEGUN.intersection(before)) and not stopped and not _NOT.intersection(before)


def _to_start(sentence: Sentence, hit: Hit) -> bool:
    """`starting sertraline on Monday`."""
    before = sentence.words[max(0, hit.start - 3) : hit.start]
    return bool(
        cues.STARTING.intersection(before)
        and cues.SOON.intersection(sentence.stems[hit.end : hit.end + 5])
        and not {"since", "after"} & set(sentence.words[: hit.start])
    )
