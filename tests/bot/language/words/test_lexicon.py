"""The lexicon files: faults are told with file and line; the phrases keep to the questions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.errors import DocumentError
from bot.knowledge.loader import Knowledge
from bot.language.words.lexicon import Lexicon, load_lexicon
from bot.language.words.patterns import PhraseBook, compile_phrase
from bot.language.words.spelling import distance
from bot.language.words.text import Vocabulary, clean, split, stem
from tests.bot.language.conftest import FOLDER


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "language"))


def test_every_fault_is_told_with_its_line(copy: Path) -> None:
    (copy / "mood.yml").write_text(
        '- question: stress\n  anywhere:\n    "yes": [so <stresed>]\n  sometimes: x\n', encoding="utf-8"
    )
    (copy / "scope.yml").unlink()
    with pytest.raises(DocumentError) as caught:
        load_lexicon(copy)
    message = str(caught.value)
    assert "mood.yml:4: unknown key 'sometimes'" in message
    assert "mood.yml:3: there is no group of words called 'stresed'" in message
    assert "scope.yml:1: is missing" in message


def test_a_question_stands_once(copy: Path) -> None:
    (copy / "zz.yml").write_text("- question: stress\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"zz\.yml:1: 'stress' stands twice"):
        load_lexicon(copy)


def test_only_known_questions_are_answered(lexicon: Lexicon, knowledge: Knowledge) -> None:
    assert set(lexicon.answers) <= set(knowledge.questions) | {"consent"}


def test_a_phrase_of_gaps_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="names no word"):
        compile_phrase("... (a)", {})


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("moving ... help/helps", "moving about always helps", True),
        ("moving ... help", "moving is what I do all day long and it helps", False),
        ("(a) lap of <ground>", "lap of the garden", False),
        ("lap of the <ground>", "a lap of the garden", True),
        ("for NUM years", "for 12 years", True),
        ("for NUM years", "for ten years", True),
        ("walk", "walked", True),
        ("no way", "no. way", False),
    ],
)
def test_phrases_find_what_they_say(phrase: str, text: str, found: bool) -> None:
    vocabulary = Vocabulary()
    book = PhraseBook(vocabulary, {"ground": ("garden",)}, [("x", phrase)])
    sentences = vocabulary.sentences(split(clean(text)))
    assert any(book.find(sentence) for sentence in sentences) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I can't", ["i", "can", "not"]),
        ("DON’T", ["do", "not"]),
        ("it's my leg", ["it", "is", "my", "leg"]),
        ("50mg", ["50", "mg"]),
        ("a\x00b", ["a", "b"]),
        ("mother-in-law", ["mother", "in", "law"]),
        ("<b>hot</b>", ["hot"]),
        ("im ok", ["i", "am", "ok"]),
        ("dunno", ["do", "not", "know"]),
        ("1,000", ["1000"]),
    ],
)
def test_a_text_is_cleaned_and_split(text: str, words: list[str]) -> None:
    assert split(clean(text)) == words


def test_forms_of_a_word_share_their_stem() -> None:
    assert len({stem(word) for word in ("move", "moves", "moved", "moving")}) == 1
    assert len({stem(word) for word in ("stop", "stops", "stopped", "stopping")}) == 1
    assert stem("evening") != stem("even")
    assert stem("bleed") == "bleed"


def test_slips_between_words_are_counted() -> None:
    assert distance("sertraline", "setraline") == 1
    assert distance("swollen", "swolen") == 1
    assert distance("brethe", "breteh") == 1
    assert distance("celexa", "celebrex") == 3
