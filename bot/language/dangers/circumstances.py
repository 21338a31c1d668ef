"""What must be so for some signs to be dangers: a child, a pregnancy, a medicine for the legs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.knowledge.values import Value
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

ANOTHER = "another"
"""Who writes is not who is ill."""
CHILD = "child"
WRITTEN_FOR = "written_for"
"""The class of words that say so: `typing this for my wife`."""

_GROWN = 18
_WITH_CHILD = words_of("pregnant gestation_weeks breastfeeding preeclampsia_signs pregnancy_emergency")
"""Questions that are put to pregnant and breastfeeding people, or ask whether they are."""
_OF_CHILD = frozenset({"child_unwell"})
_DOPAMINE = words_of("pramipexole ropinirole rotigotine levodopa carbidopa benserazide cabergoline")
_FOR_ANOTHER = frozenset({"parent", "carer"})
_OF_SELF = words_of("i me my myself mine self")
_OF_OTHER = words_of("he she")
_NAMED = words_of("mum dad mam mom nan gran")
_UNDER_TEN = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_AGES = {word: number for number, word in enumerate(f"{_UNDER_TEN} {_TEENS}".split(), 1)}
_ARE = frozenset({"is", "am", "aged", "turned", "turning", "just"})


def circumstances(
    sentences: Sequence[Sentence], facts: Mapping[str, Value], question: str | None, named: Collection[str]
) -> frozenset[str]:
    """The circumstances that hold, by what is known, what was asked, and which classes of words were met."""
    holding = set(named)
    refused = bool(sentences) and sentences[0].words[0] in {"no", "nope", "not", "never"}
    if facts.get("pregnant") == "yes" or (
        question in _WITH_CHILD and facts.get("pregnant") != "no" and not refused
    ):
        holding.add("pregnant")
    if _is_child(sentences, facts, question):
        holding.add(CHILD)
    if _for_another(sentences, facts, question, named):
        holding.add(ANOTHER)
    if facts.get("diabetes") == "yes":
        holding.add("diabetic")
    taken = facts.get("medications")
    if isinstance(taken, tuple) and _DOPAMINE.intersection(taken):
        holding.add("dopamine")
    return frozenset(holding)


def _is_child(sentences: Sequence[Sentence], facts: Mapping[str, Value], question: str | None) -> bool:
    age = facts.get("age")
    if isinstance(age, (int, float)):
        return age < _GROWN
    if "respondent" in facts or question in _OF_CHILD:
        return True
    return any(_young(sentence.words, question == "age") for sentence in sentences)


def _for_another(
    sentences: Sequence[Sentence], facts: Mapping[str, Value], question: str | None, named: Collection[str]
) -> bool:
    """`this is her phone`; `carer. her toe is black`, asked who writes; `79, she is wet`, asked how old."""
    if facts.get("respondent") in _FOR_ANOTHER or WRITTEN_FOR in named:
        return True
    words = [word for sentence in sentences for word in sentence.words]
    if question == "respondent":
        return not _OF_SELF.intersection(words[:3])
    first = next((word for word in words if word in _OF_SELF | _OF_OTHER), "")
    return question == "age" and bool(words) and (words[0] in _NAMED or first in _OF_OTHER)


def _young(words: Sequence[str], asked: bool) -> bool:
    """`she's 7`, `he is nearly 9`; with the age asked for, any number below eighteen that comes first."""
    numbers = [(index, number) for index, word in enumerate(words) if (number := _number(word))]
    if asked:
        return bool(numbers) and numbers[0][1] < _GROWN
    return any(
        number < _GROWN
        and index > 1
        and words[index - 1] in _ARE
        and words[index - 2] in {"he", "she", "i", "boy", "girl", "son", "daughter", "child", "one"}
        for index, number in numbers
    )


def _number(word: str) -> int:
    """The number a word may be an age with; 0 for any other word."""
    return int(word) if word.isdigit() and len(word) < 4 else _AGES.get(word, 0)
