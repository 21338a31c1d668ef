"""Which relatives have restless legs: by blood, by marriage, or only by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.family.kinship import NOBODY_TOLD, OUTSIDER, Mention, composed, expanded
from bot.language.family.likened import likened, sets_beside
from bot.language.family.withdrawn import after_taking_back, withdrawn
from bot.language.words.lexicon import Lexicon
from bot.language.words.patterns import Hit, PhraseBook
from bot.language.words.scope import Scopes
from bot.language.words.text import Sentence, Vocabulary
from bot.language.words.word_list import words_of

_ASKS = frozenset({"will", "can", "could", "would", "do", "does", "should", "might", "is", "are"})
_CHAIN = frozenset({"and", ",", "or", "nor", "&", "my", "our", "the", "n", "both", "all", "two", "three"})
_HAS = words_of("have has had get got suffer do did does either at that this it any as so")
"""What a `not` after a relative must be followed by to mean the legs: not `never diagnosed`."""
_SOUND = words_of("fine okay ok sleep sleeps slept nods nod healthy grand normal")
_AUXILIARY = words_of("s did does do has have had is was were are really definitely ever all both")
_END = frozenset({",", ".", "!", "?", ";", "-", ")", "and", "but", "though", "tho"})
_SPEAKS = frozenset({"say", "said", "reckon", "think", "told", "thought"})
_SPOKEN = frozenset({"it", "i", "no", "that", "nobody", "there", "not", "my", "the", "we", ",", ".", "none"})
_ELSEWHERE = frozenset({"moved", "made", "left", "married", "slept", "noticed", "complained"})
_CONSULTED = frozenset({"asked", "rang", "phoned", "called", "texted", "quizzed"})
_NAMES = words_of("mum mom mam dad mother father sister brother sisters brothers")
_FOUND_OUT = frozenset({"she", "he", "they", "both"})
_OWNERS = frozenset({"my", "our", "his", "her", "and", ",", ".", "your"})
"""What stands before `pop`, where it is a person and no drink."""
_SPELT: dict[str, str] = {"pop": "grandparent", "pops": "father"}
"""Names that only an ending keeps apart."""
_YOUNG = frozenset({"as", "was", "were", "when", "us", "we", "poor", "only", "since"})
_LOTS = words_of("side sid family famili lot peopl crowd folk relativ relation clan bunch")
_AILMENT = words_of(
    "arthriti gout cramp cramps sciatica diabete diabetic parkinson parkinsons varicose vein circulation hip "
    "stroke cancer dementia alzheimer ms knee asthma neuropathy heart lupu crohn crohns coliti coeliac blood"
)
_NOBODY = frozenset({"nobody", "none", "noone"})
_NOT_THIS = frozenset({"this", "thi", "restless", "rls", "it", "that"})
_OTHERS = frozenset({"else", "other", "others", "rest"})


@dataclass(frozen=True)
class Kin:
    """The relatives of a message: by blood with it, by blood without it, and others with it.

    `side` where a side of the family has it, and nobody was named.
    """

    having: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    not_blood: bool = False
    side: bool = False

    @property
    def anybody(self) -> bool:
        """Whether a relative was named."""
        return bool(self.having or self.free or self.not_blood)


class RelativeReader:
    """Reads relatives, and whether restless legs are said of them."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, scopes: Scopes) -> None:
        self._scopes = scopes
        self._kin = PhraseBook(
            vocabulary,
            lexicon.groups,
            [(entry.id, phrase) for entry in lexicon.relatives for phrase in entry.words],
        )
        family = lexicon.answers.get("family_members")
        anywhere = family.anywhere if family else {}
        self._cues = PhraseBook(
            vocabulary,
            lexicon.groups,
            [(label, phrase) for label in ("cue", "legs") for phrase in anywhere.get(label, ())],
        )

    def read(
        self, sentences: Sequence[Sentence], asked: bool, of_legs: bool = True, compared: bool = False
    ) -> Kin:
        """The relatives named; when not asked, only those of whom restless legs are said.

        `of_legs` is false where another illness is being asked about, so that `mum has it too` means that;
        `compared` is true where the legs are, so that `mum's was both, mine is just the right` means them.
        """
        beside = compared and sets_beside(sentences)
        found = self._all(sentences, asked, of_legs, beside)
        instead = self._all(after_taking_back(sentences), asked, of_legs, beside)
        if any(not free for _, free in instead):
            found = instead
        if asked and sentences and _nobody_after_all(sentences[-1]):
            found = [(mention, free or mention.who != OUTSIDER) for mention, free in found]
        blood = [(name, free) for mention, free in found for name in expanded(mention.who)]
        having = tuple(dict.fromkeys(name for name, free in blood if not free))
        gone = tuple(dict.fromkeys(name for name, free in blood if free and name not in having))
        others = any(m.who == OUTSIDER and not free for m, free in found)
        return Kin(having, gone, others, asked and any(map(self._sided, sentences)))

    def _all(
        self, sentences: Sequence[Sentence], asked: bool, of_legs: bool, beside: bool
    ) -> list[tuple[Mention, bool]]:
        """The relatives of all sentences, and whether each is free of restless legs."""
        found: list[tuple[Mention, bool]] = []
        for sentence in sentences:
            found += self._told(sentence, asked, of_legs, beside, [mention for mention, _ in found])
        return found

    def _sided(self, sentence: Sentence) -> bool:
        """`runs on mum's side`, `my dad's lot have it`: a side by blood, and not denied."""
        marks = self._scopes.marks(sentence)
        return any(
            hit.label != OUTSIDER
            and _side(sentence, Mention(hit.label, hit.start, hit.end))
            and not self._scopes.setting(sentence, hit, marks).denied
            for hit in _longest(self._kin.find(sentence))
        )

    def _told(
        self, sentence: Sentence, asked: bool, of_legs: bool, beside: bool, before: Sequence[Mention]
    ) -> list[tuple[Mention, bool]]:
        """The relatives of a sentence, and whether each is free of restless legs."""
        hits = _longest([hit for hit in self._kin.find(sentence) if _spelt(sentence, hit)])
        cues = [cue for cue in self._cues.find(sentence) if of_legs or cue.label == "legs"] if hits else []
        if not hits or not (asked or cues or beside):
            return []
        mentions = composed(sentence, [Mention(hit.label, hit.start, hit.end) for hit in hits], before)
        marks = self._scopes.marks(sentence)
        told: list[tuple[Mention, bool]] = []
        for mention in mentions:
            hit = Hit(mention.who, mention.start, mention.end, frozenset())
            side = mention.who != OUTSIDER and _side(sentence, mention)
            if mention.who == NOBODY_TOLD or side or _only_named(sentence, mention):
                continue
            if not (asked or (beside and likened(sentence, mention))) and (
                not cues or mention.owned or _scots_my(sentence, mention) or self._aside(sentence, hit, cues)
            ):
                continue
            denied = self._scopes.setting(sentence, hit, marks).denied or _denied_after(sentence, mention)
            denied = denied or _consulted(sentence, mention) or _well(sentence, mention)
            told.append((mention, denied or _another_ailment(sentence, mention, cues)))
        gone = withdrawn(sentence, [mention for mention, free in told if not free])
        return _denied_together(sentence, [(mention, free) for mention, free in told if mention not in gone])

    def _aside(self, sentence: Sentence, hit: Hit, cues: list[Hit]) -> bool:
        """Whether something else is told of a relative: `dad kicked, mum made him sleep next door`."""
        left, _ = self._scopes.clause(sentence, hit.start, hit.end)
        after = sentence.stems[hit.end : hit.end + 1]
        return (
            all(cue.start < left for cue in cues) and bool(after) and after[0].isalpha() and after[0] != "and"
        )


def _side(sentence: Sentence, mention: Mention) -> bool:
    """A side of the family, and no person: `on mum's side`, `from the side of my mother`."""
    before = sentence.words[max(0, mention.start - 3) : mention.start]
    after = sentence.stems[mention.end : mention.end + 2]
    return bool(_LOTS.intersection(after)) or ("of" in before and "side" in before)


def _only_named(sentence: Sentence, mention: Mention) -> bool:
    """Whether somebody is named without being said to have it."""
    words, stems = sentence.words, sentence.stems
    before, after = words[max(0, mention.start - 3) : mention.start], stems[mention.end : mention.end + 2]
    if _ASKS.intersection(before[-2:]) and (words[-1] == "?" or words[0] in _ASKS):
        return True
    if mention.who == "child" and _YOUNG.intersection(before) and "my" not in before:
        return True
    if after and after[0] in _SPEAKS and (len(after) < 2 or after[1] in _SPOKEN):
        return True
    return mention.start > 0 and bool(_ELSEWHERE.intersection(words[mention.end : mention.end + 1]))


def _scots_my(sentence: Sentence, mention: Mention) -> bool:
    """`on ma feet`: no mother."""
    return sentence.words[mention.start : mention.end] == ("ma",)


def _consulted(sentence: Sentence, mention: Mention) -> bool:
    """`I asked my mum and dad`, but `I rang my mum and she has it`."""
    start = mention.start
    while start > 0 and (sentence.words[start - 1] in _CHAIN or sentence.words[start - 1] in _NAMES):
        start -= 1
    asked = bool(_CONSULTED.intersection(sentence.words[max(0, start - 2) : start]))
    found_out = sentence.words[mention.end : mention.end + 1] == ("and",)
    return asked and not (
        found_out and _FOUND_OUT.intersection(sentence.words[mention.end + 1 : mention.end + 2])
    )


def _spelt(sentence: Sentence, hit: Hit) -> bool:
    """Whether a name stands for this relative as it is spelt: `pops` for dad, `pop` for grandad."""
    said = " ".join(sentence.words[hit.start : hit.end])
    before = sentence.words[max(0, hit.start - 1) : hit.start]
    if said == "pop" and before and not _OWNERS.intersection(before):
        return False
    return _SPELT.get(said, hit.label) == hit.label


def _denied_after(sentence: Sentence, mention: Mention) -> bool:
    """`my dad does not`, `dad never did`, `brother no`; not `mum was never diagnosed`."""
    rest = list(sentence.words[mention.end :])
    while rest and rest[0] in _AUXILIARY:
        rest.pop(0)
    if ("not", "from") in pairwise(rest[:12]):
        return True
    if not rest or rest[0] not in {"not", "never", "no"}:
        return False
    if len(rest) == 1 or rest[1] in _END:
        return True
    return rest[0] != "no" and rest[1] in _HAS


def _another_ailment(sentence: Sentence, mention: Mention, cues: Sequence[Hit]) -> bool:
    """`dad had gout`: another illness, in words that do not speak of restless legs."""
    end = mention.end
    while end < len(sentence) and sentence.words[end] not in _END:
        end += 1
    legs = any(mention.end <= cue.start < end for cue in cues)
    return not legs and bool(_AILMENT.intersection(sentence.stems[mention.end : end]))


def _well(sentence: Sentence, mention: Mention) -> bool:
    """`my brothers sleep like logs`, `parents all okay`: nothing is the matter with them."""
    after = sentence.words[mention.end : mention.end + 4]
    return bool(_SOUND.intersection(after)) and not _HAS.intersection(after) - {"do", "does"}


def _denied_together(sentence: Sentence, told: Sequence[tuple[Mention, bool]]) -> list[tuple[Mention, bool]]:
    """`my mum and dad don't`: what denies the last of a chain denies them all."""
    together: list[tuple[Mention, bool]] = []
    for mention, free in reversed(told):
        if together and together[0][1] and not free and mention.who != OUTSIDER:
            between = sentence.words[mention.end : together[0][0].start]
            joined = "and" in between and _CHAIN.issuperset(between)
            free = joined and _denied_after(sentence, together[0][0])
        together.insert(0, (mention, free))
    return together


def _nobody_after_all(sentence: Sentence) -> bool:
    """Whether a message ends in nobody: `it was his hip, so no, no one`; `but not this`."""
    words = [word for word in sentence.words if word not in {".", "!", "though", "tho"}]
    start = max((i + 1 for i, word in enumerate(words[:-1]) if word in {",", "but", ";", "-"}), default=0)
    last = words[start:]
    if (start == 0 and last[:1] != ["so"]) or len(last) > 5 or _OTHERS.intersection(last):
        return last == ["nobody"] or last == ["no", "one"]
    nobody = bool(_NOBODY.intersection(last)) or last[:2] == ["no", "one"] or last == ["so", "no"]
    return nobody or (last[:1] == ["not"] and bool(_NOT_THIS.intersection(last)))


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
