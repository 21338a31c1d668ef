"""Whether a medicine told by what it is for, `the water tablet`, is told by its name, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.language.medicines.pharmacy import Pharmacy
from bot.language.medicines.statements import Statement
from bot.language.words.patterns import Hit
from bot.language.words.text import stem

_LISTS = frozenset({"and", ",", "plus", "&"})
_ADDS = frozenset({"and", "plus", "&", "+", "also", "with", "or"})
_MORE = frozenset(map(stem, ("another", "other", "others", "second", "third", "more", "rest", "last", "few")))
_APART = 4


class Named:
    """Knows which classes words such as `water` or `inhaler` stand for."""

    def __init__(self, kinds: Mapping[str, Sequence[str]], pharmacy: Pharmacy) -> None:
        self._pharmacy = pharmacy
        self._kinds = {stem(word): frozenset(classes) for word, classes in kinds.items()}

    def by_name(self, statements: Sequence[Statement], place: int, cue: Hit) -> bool:
        """`a pill for nerves, pregabalin`, `travel tablets, Kwells`, `begins with L. levothyroxine!`."""
        here = statements[place]
        if _MORE.intersection(here.sentence.stems[cue.start : cue.end]):
            return False
        if any(_said_of(here, cue, hit) or self._in_a_breath(here, cue, hit) for hit in here.hits):
            return True
        return any(self._fits(here, cue, hit) for hit in _next_alone(statements, place, cue))

    def _in_a_breath(self, here: Statement, cue: Hit, hit: Hit) -> bool:
        """Beside one another without a joint, the name being of that kind."""
        between = here.sentence.stems[cue.end : hit.start] or here.sentence.stems[hit.end : cue.start]
        named = any(min(cue.end, hit.end) <= other.start < max(cue.start, hit.start) for other in here.hits)
        return (
            len(between) <= _APART
            and not named
            and not _ADDS.intersection(between)
            and self._fits(here, cue, hit)
            and bool(self._kind(here, cue) or hit.start >= cue.end)
        )

    def _fits(self, here: Statement, cue: Hit, hit: Hit) -> bool:
        """Whether a name is of the kind that is told; where none is told, any may be."""
        kind = self._kind(here, cue)
        inside = {self._pharmacy.class_of(name) for name in self._pharmacy.contents(hit.label)}
        return not kind or bool(kind & inside)

    def _kind(self, here: Statement, cue: Hit) -> frozenset[str | None]:
        told = here.sentence.stems[max(0, cue.start - 1) : cue.end + 2]
        return frozenset(group for word in told for group in self._kinds.get(word, ()))


def _said_of(here: Statement, cue: Hit, hit: Hit) -> bool:
    """Right beside it without a joint: `pregabalin for my nerves`."""
    stems = here.sentence.stems
    after = cue.start < hit.end + 3 and hit.start < cue.end
    return (after and not _ADDS.difference({"or"}).intersection(stems[hit.end : cue.start])) or (
        0 <= hit.start - cue.end <= 2 and not _LISTS.intersection(stems[cue.end : hit.start])
    )


def _next_alone(statements: Sequence[Statement], place: int, cue: Hit) -> Iterator[Hit]:
    """The name that comes to mind as the next statement: `begins with L. levothyroxine!`."""
    here, then = statements[place], statements[place + 1 : place + 2]
    last = not any(hit.start >= cue.end for hit in here.hits)
    if (
        last
        and then
        and len(then[0].hits) == 1
        and then[0].hits[0].start <= 1
        and len(then[0].sentence) <= _APART
    ):
        yield then[0].hits[0]
