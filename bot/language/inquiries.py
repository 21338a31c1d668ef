"""Messages that are a question and nothing else, by the grammar of questions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.knowledge.loader import Knowledge
from bot.language.interpretation import Intent
from bot.language.moves import Asked
from bot.language.words.lexicon import Lexicon
from bot.language.words.message import Message
from bot.language.words.text import Sentence, clean, split, stem

_AUXILIARIES = frozenset(
    " ".join(("is are am do does did can could will would should shall may have has was were d",)).split()
)
_SUBJECTS = frozenset(
    " ".join(("i it this that these those they you u ya we there the a an someone anyone",)).split()
)
_AFTER_WHAT = frozenset(
    " ".join(
        (
            "counts kind sort type about if exactly you u means size number qualifies would should happens",
            "was were s for on",
        )
    ).split()
)
_AFTER_HOW = frozenset({"many", "long", "much", "come", "so", "often", "exactly", "high", "big"})
_ONES = frozenset({"one", "ones", "of", "way", "kind", "type", "part"})
_FILLERS = frozenset(
    " ".join(
        (
            "so and but sorry ok okay um er erm hi hello hey please pls excuse me well oh wait hang on just",
            "then like now ah eh huh pardon what thanks thank you sir maam mate love dear doctor not being",
            "funny jesus god hmm also right",
        )
    ).split()
)
_ANSWERS = frozenset({"yes", "no", "yeah", "nope", "nah", "yep", "never", "none", "dunno", "know", "sure"})
_OF_CHAT = frozenset(
    " ".join(
        (
            "question questions answer answers answering ask asks asking asked mean means meaning press",
            "typing option options pick choose tick count counts counting counted include screen form robot",
            "bot computer machine human chatgpt ai typed explain simpler wording word words page button chat",
            "record noted understand confused measure spell typed",
        )
    ).split()
)
_TO_YOU = frozenset(
    " ".join(
        ("mean want say saying call class note noted write written looking counting asking reckon",)
    ).split()
)
_EMPTY = frozenset(
    " ".join(
        (
            "is are do does did what which who how why where when it this that these those the a an i you",
            "u to of in on at for or and as like one ones exactly even so be can could would should am",
            "here there again sorry please now then say said was were ever all have has any me if by with",
            "just really up more not than my your many long make whats wdym",
        )
    ).split()
)
_WORLDLY = frozenset(
    " ".join(
        (
            "about think there their often after which where would could other start today might never",
            "these those people without every always before being because doctor until",
        )
    ).split()
)
_LONG = 12
_TOO_GENERAL = frozenset({"it", "this", "that", "help", "night", "test", "blood"})


class InquiryReader:
    """Recognises questions back, and tells those about the matter from those about the world."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        domain = frozenset(map(stem, lexicon.groups.get("domain", ()))) - _TOO_GENERAL
        self._domain = domain | frozenset(map(stem, _OF_CHAT))
        asked = {name: (q.ask, q.why, q.meaning, q.item) for name, q in knowledge.questions.items()}
        self._terms = {name: _content(texts) for name, texts in asked.items()}
        for name, checklist in knowledge.checklists.items():
            items = [text for item in checklist.questions for text in asked.get(item, ())]
            self._terms[name] = _content((*items, checklist.ask))

    def read(self, message: Message, question: str | None) -> Asked | None:
        """The question a message is, where it tells nothing besides; None for any other message."""
        sentences = message.sentences
        if question is None or len(message.words) > 40 or not any(map(_asks, sentences)):
            return None
        if not all(_asks(sentence) or _is_filler(sentence) for sentence in sentences):
            return None
        if _tells(message.words) or not self._on_the_matter(message, question):
            return None
        intent: Intent = "ask_why" if _wants_why(message.words) else "ask_meaning"
        return Asked(intent, whole=True)

    def _on_the_matter(self, message: Message, question: str) -> bool:
        words = [word for word in message.words if word[0].isalnum()]
        stems = {stem(word) for word in words}
        if stems & (self._domain | self._terms.get(question, frozenset())):
            return True
        if {"you", "u"} & set(words) and _TO_YOU.intersection(words):
            return True
        named = [word for word in words if word not in {"whats", "what", "is", "are", "a", "an"}]
        return (len(words) <= 8 and _EMPTY.issuperset(words)) or len(named) == 1


def _content(texts: Sequence[str | None]) -> frozenset[str]:
    """The telling words of some texts, without their endings."""
    words = [word for text in texts if text for word in split(clean(text))]
    return frozenset(stem(word) for word in words if len(word) > 4 and word not in _WORLDLY)


def _plain_words(sentence: Sentence) -> list[str]:
    words = [word for word in sentence.words if word[0].isalnum()]
    while words and words[0] in _FILLERS - {"what"}:
        words.pop(0)
    return words


def _asks(sentence: Sentence) -> bool:
    """Whether a sentence is built as a question: `is it`, `what does`, `how many`, `which one`."""
    words = _plain_words(sentence)
    if len(words) < 2:
        return False
    first, second = words[0], words[1]
    if first in _AUXILIARIES:
        return second in _SUBJECTS and "ever" not in words[:4] and not _ANSWERS.intersection(words[3:])
    turned = second in _AUXILIARIES and first != "who"
    starts = {
        "what": turned or second in _AFTER_WHAT,
        "whats": True,
        "wdym": True,
        "why": True,
        "how": (turned or second in _AFTER_HOW) and "know" not in words[:5],
        "where": turned,
        "when": turned and words[2:3] and words[2] in _SUBJECTS,
        "which": second in _ONES or turned,
    }
    return bool(starts.get(first)) and not _ANSWERS.intersection(words[2:])


def _is_filler(sentence: Sentence) -> bool:
    words = [word for word in sentence.words if word[0].isalnum()]
    return _FILLERS.issuperset(words)


def _tells(words: Sequence[str]) -> bool:
    """Whether the writer also tells of themselves: `what is that, I have one in my leg`."""
    asking = _AUXILIARIES | {"if", "when", "not", "what"}
    told = any(word == "i" and before not in asking for before, word in pairwise(words))
    return told or ("my" in words and len(words) > _LONG)


def _wants_why(words: Sequence[str]) -> bool:
    start = [word for word in words if word[0].isalnum() and word not in _FILLERS - {"what"}][:6]
    return start[:1] == ["why"] or start[:2] == ["how", "come"] or ("what" in start and "for" in start[2:])
