"""Whose a medicine is: the writer's, the patient's for whom somebody writes, or another's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.language.medicines import cues
from bot.language.medicines.statements import Statement
from bot.language.words.pages import Scope
from bot.language.words.patterns import Hit
from bot.language.words.scope import Scopes, Setting
from bot.language.words.text import Vocabulary, stem

_POSSESSIVE = frozenset({"s", "his", "her"})
_SHARED = (("me", "and"), ("we", "both"), ("both", stem("take")), ("both", "on"), (stem("same"), "as"))
_FOR_ME = frozenset({("for", "myself"), ("on", "myself")})
_DENIALS = frozenset({"not", "never"})
_DENIED = frozenset((("i", "never"), ("do", "not"), (stem("have"), "not"), ("did", "not"), ("not", "me")))


class Owners:
    """Tells whose a medicine is. Built once from the lexicon."""

    def __init__(self, vocabulary: Vocabulary, scope: Scope, scopes: Scopes) -> None:
        self._scopes = scopes
        self._children = frozenset(map(stem, scope.children))
        self._others = frozenset(map(stem, scope.others)) | self._children | cues.BEARERS
        vocabulary.add_stems(self._others | cues.GIVES | cues.BORROWS)

    def another(self, statements: Sequence[Statement], place: int, hit: Hit, setting: Setting) -> bool:
        """Whether a medicine is somebody else's, and not shared, borrowed or given away."""
        here, words = statements[place], {word for each in statements for word in each.sentence.stems}
        stems = here.sentence.stems
        left, right = self._scopes.clause(here.sentence, hit.start, hit.end)
        before = stems[left : hit.start]
        owners = [index for index, word in enumerate(before) if word in self._others or word in cues.SELF]
        owner = before[owners[-1]] if owners else None
        if owner in self._others and _of_the_last(here, left + owners[-1], hit):
            return False
        theirs = setting.of_other or owner in cues.BEARERS or self._belongs(stems, hit, right)
        told = (*stems[hit.end :], *(statements[place + 1].sentence.stems if statements[place + 1 :] else ()))
        if not theirs or _handed_over(before, told) or _mine_too(stems[: hit.start]):
            return False
        alone = not (cues.SELF - {"my"}) & words and (owner in cues.PRONOUNS or owner in self._children)
        return not (alone and not self._others.difference(cues.PRONOUNS, self._children).intersection(words))

    def _belongs(self, stems: Sequence[str], hit: Hit, right: int) -> bool:
        """`the one on phenobarbital is the cat`, `the statins are Dad's`."""
        after = stems[hit.end : right]
        return any(
            word in {"is", "are"} and then in self._others and last == "s"
            for word, then, last in zip(after, after[1:], after[2:], strict=False)
        ) or any(
            word in {"is", "are", "s"}
            and after[index + 1 : index + 2] in (("the",), ("my",), ("our",))
            and after[index + 2 : index + 3]
            and after[index + 2] in self._others
            for index, word in enumerate(after)
        )


def _of_the_last(here: Statement, owner: int, hit: Hit) -> bool:
    """`Zyrtec for cats, Dramamine for the boat`: the cats belong to the Zyrtec."""
    return any(other.end <= owner for other in here.hits) and "," in here.sentence.stems[owner : hit.start]


def _handed_over(before: Sequence[str], told: Sequence[str]) -> bool:
    """`a mate gives me his`, `I nick my nan's`, `one of the wife's`, `my husband's, when I'm sore`."""
    given = "me" in before and cues.GIVES.intersection(before)
    own = any(pair in _FOR_ME for pair in pairwise(told))
    if given or own or ("i" in before and cues.BORROWS.intersection(before)):
        return True
    owned = bool(before) and before[-1] in _POSSESSIVE
    denied = any(pair in _DENIED for pair in pairwise(told))
    mine = "i" in told and not denied
    return owned and (mine or "of" in before[:-2])


def _mine_too(before: Sequence[str]) -> bool:
    """`both me and my sister take`, `same as my mum, levothyroxine`."""
    shared = any(pair in _SHARED for pair in pairwise(before))
    return shared and not _DENIALS.intersection(before)
