"""How sure a reading is: said in so many words, in the question's own terms, or only hinted at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.knowledge.values import SILENT, Value
from bot.language.answers.polarity import PLAIN, PolarityReader
from bot.language.interpretation import Grounds
from bot.language.words.facts import Said
from bot.language.words.message import Message
from bot.language.words.word_list import words_of

_GUARD = words_of(
    "had has was were used did until till stopped left gone ago if would could should wish what whats define "
    "which only except but least than instead opposite same before too after thought think maybe "
    "though although then now days like one some whether once bit half went rather hold hang scrub jk *"
)
"""Words that may turn the terms of a question round, or say of what time or whom they are."""
_TIMES = words_of("was were had used now before ago years once says say said then")
_UNREAL = _TIMES | words_of("if would could should wish maybe think but until till half what which *")
"""What does so even in a few words."""
_OUTRIGHT = frozenset({"sex", "respondent", "legs_affected"})
"""Questions whose options are named by words that mean little else: `female`, `both`."""
_SIDES = frozenset({"left", "right", "parent"})
_OPENINGS = frozenset({"opening_yes", "opening_no"})
_SIGNS = frozenset({",", ".", ";", ":", "!", "?", "\n", "-", "(", ")"})
_JOINS = words_of("and but plus though & or")
_REMAINDER = words_of("else other others rest otherwise only just none nothing no nope yes yeah list lot")
_SHORT = 6


def of_answer(
    value: Value | None, idioms: Sequence[Said], labels: Mapping[str, int], message: Message
) -> Grounds:
    """The grounds of an answer to a question of yes or no, or of one of its options."""
    if value is None:
        return "none"
    told = {said.value for said in idioms}
    asked_too = "?" in message.words and not _OPENINGS.intersection(labels)
    if f"{PLAIN}{value}" in labels and told <= {value} and not asked_too:
        return "plain"
    if told == {value} and PolarityReader.leaning(labels) in {None, value} and _firm(idioms, message):
        return "terms"
    return "weak"


def of_feelings(values: Sequence[str], message: Message) -> Grounds:
    """The grounds of several options: a former or another's feeling, a question, leave them in doubt."""
    turned = message.asks or bool(_TIMES.intersection(message.words))
    joined = len(values) == 1 or bool(
        {"and", ",", "&", "plus", "or", "with", "/"}.intersection(message.words)
    )
    return "weak" if turned or not joined else "terms"


def of_list(value: Value | None, items: Mapping[str, Value], message: Message) -> Grounds:
    """The grounds of an answer to a checklist: whether every clause of it says something of an item."""
    if value is None and not items:
        return "none"
    if message.asks or "*" in message.words:
        return "weak"
    if value in SILENT:
        return "terms"
    clauses = _telling(message.words)
    if value is not None:
        return "terms" if clauses <= 1 and _size(message) <= _SHORT else "weak"
    named = sum(said != "no" for said in items.values()) or len(items)
    return "terms" if clauses <= named else "weak"


def _firm(idioms: Sequence[Said], message: Message) -> bool:
    """Whether the question's own terms leave no doubt: told with nothing that may turn them round."""
    if message.asks or not all(said.sure for said in idioms):
        return False
    if _outright(idioms) and _size(message) <= 2 * _SHORT:
        return True
    longest, size = max(len(said.hit) for said in idioms), _size(message)
    if size <= _SHORT and not _UNREAL.intersection(message.words):
        return longest > 1 or size <= 2 or {said.value for said in idioms} == {"no"}
    return longest > 1 and not _GUARD.intersection(message.words)


def _outright(idioms: Sequence[Said]) -> bool:
    """Whether all of them name an option by its name."""
    return all(said.question in _OUTRIGHT and said.value not in _SIDES for said in idioms)


def _telling(words: Sequence[str]) -> int:
    """How many clauses of two words or more tell something, those of the remainder apart."""
    clauses: list[list[str]] = [[]]
    for word in words:
        if word in _SIGNS or word in _JOINS:
            clauses.append([])
        else:
            clauses[-1].append(word)
    return sum(len(clause) > 1 and not _REMAINDER.intersection(clause) for clause in clauses)


def _size(message: Message) -> int:
    return sum(word[0].isalnum() for word in message.words)
