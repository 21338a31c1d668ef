"""How a yes or no is turned round, and how sure the reader is of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.language.answers.polarity import PolarityReader
from bot.language.interpretation import Interpretation
from bot.language.words.lexicon import Lexicon
from bot.language.words.message import Message, read_message
from bot.language.words.patterns import Hit, PhraseBook
from bot.language.words.scope import Scopes, Setting
from bot.language.words.spelling import Spelling
from bot.language.words.text import Vocabulary

Understand = Callable[..., Interpretation]


class Words:
    """The lexicon's small words, and one thing to be denied: swelling."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.vocabulary = Vocabulary()
        self.polarity = PolarityReader(self.vocabulary, lexicon)
        self.scopes = Scopes(self.vocabulary, lexicon)
        self.swelling = PhraseBook(self.vocabulary, {}, [("swelling", "swell"), ("none", "not swell")])

    def message(self, text: str) -> Message:
        return read_message(
            text, self.vocabulary, Spelling({}, self.vocabulary.known(), frozenset()), self.scopes
        )

    def labels(self, text: str) -> dict[str, int]:
        return self.polarity.labels(self.message(text).sentences)

    def setting(self, text: str, label: str = "swelling") -> Setting:
        message = self.message(text)
        sentence, hit = next(
            (sentence, hit)
            for sentence in message.sentences
            for hit in self._hits(sentence.words, message)
            if hit.label == label
        )
        return message.setting(sentence, hit)

    def _hits(self, words: tuple[str, ...], message: Message) -> list[Hit]:
        return [
            hit
            for sentence in message.sentences
            if sentence.words == words
            for hit in self.swelling.find(sentence)
        ]


@pytest.fixture(scope="module")
def words(lexicon: Lexicon) -> Words:
    return Words(lexicon)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("they never swell", True),
        ("they don't swell and don't ache", True),
        ("I never sit for long without them swelling", False),
        ("not a night goes by without swelling", False),
        ("there isn't an evening that they don't swell", False),
        ("no evening they do not swell", False),
        ("they hardly ever don't swell", False),
        ("can't say they don't swell", False),
        ("it never fails to swell", False),
        ("more often than not they swell", False),
        ("they don't swell no more", True),
        ("no, they don't swell", True),
    ],
)
def test_two_denials_undo_each_other_and_a_repeated_one_does_not(
    words: Words, text: str, denied: bool
) -> None:
    assert words.setting(text).denied is denied


def test_a_denial_within_the_phrase_can_itself_be_denied(words: Words) -> None:
    assert words.setting("it's not as if they do not swell", "none").undone
    assert not words.setting("no, they do not swell", "none").undone


def test_a_thing_said_to_be_fine_is_told_to_be_well(words: Words) -> None:
    assert words.setting("the swelling has been fine").well
    assert not words.setting("the swelling is bad").well


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("they swell", True),
        ("no swelling", True),
        ("do they swell?", False),
        ("my mum's swell", False),
        ("they used to swell", False),
        ("no idea why they swell, nothing helps", False),
    ],
)
def test_a_phrase_is_sure_where_nothing_may_turn_it_round(words: Words, text: str, sure: bool) -> None:
    assert words.setting(text).sure is sure


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("yes", "yes"),
        ("Yes, most evenings", "yes"),
        ("nah", "no"),
        ("not at all", "no"),
        ("well, no, I sleep like a log", "no"),
        ("my husband says yes", "yes"),
        ("don't know", "unknown"),
        ("I'd rather not say", "declined"),
        ("can't say I don't", "yes"),
    ],
)
def test_an_answer_in_so_many_words_is_plain(words: Words, text: str, plain: str) -> None:
    labels = words.labels(text)
    assert PolarityReader.leaning(labels) == plain
    assert f"plainly_{plain}" in labels


@pytest.mark.parametrize(
    "text",
    [
        "yes but only a little",
        "no.. ok yes I do",
        "yes, sorry no",
        "it did, once",
        "my wife yes, me no",
        "never in bed",
    ],
)
def test_an_answer_that_is_qualified_or_taken_back_is_not_plain(words: Words, text: str) -> None:
    assert not any(label.startswith("plainly_") for label in words.labels(text))


def test_of_several_opening_answers_the_last_stands(words: Words) -> None:
    assert PolarityReader.leaning(words.labels("no. actually yes")) == "yes"
    assert PolarityReader.leaning(words.labels("yes, hmm, no that's over")) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "never measured them",
        "it's in his nature to pass",
        "runs about all day",
        "I'm on the bus",
        "exactly where I put it",
    ],
)
def test_words_of_answering_inside_a_longer_statement_answer_nothing(words: Words, text: str) -> None:
    assert PolarityReader.leaning(words.labels(text)) is None


def test_half_a_yes_is_enough_where_a_danger_is_asked_about(understand: Understand) -> None:
    assert understand("a bit of a squeeze since lunch", "chest_pain_breathless").value == "yes"
    assert understand("a bit of a squeeze since lunch", "rest_onset").value is None


def test_a_denial_told_as_a_clause_of_its_own_is_a_no(words: Words) -> None:
    for text in ("not as far as I'm aware", "not unless tea counts", "not that I've been told"):
        assert PolarityReader.leaning(words.labels(text)) == "no", text
