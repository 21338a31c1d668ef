"""What people say about the conversation itself, and what they ask about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.loader import Knowledge
from bot.language.interpretation import Guess, Intent, Outcome
from bot.language.words.lexicon import Lexicon
from bot.language.words.message import Message
from bot.language.words.pages import Subject
from bot.language.words.patterns import PhraseBook
from bot.language.words.text import Vocabulary, clean, split

SURE_ENOUGH = 0.6
_POLITE = frozenset(
    [
        "please",
        "pls",
        "plz",
        "sorry",
        "hi",
        "hello",
        "hey",
        "ok",
        "okay",
        "thanks",
        "thank",
        "you",
        "well",
        "but",
        "and",
        "so",
        "um",
        "just",
        "then",
        "now",
    ]
)
_ASKING: frozenset[Intent] = frozenset(
    {
        "ask_why",
        "ask_meaning",
        "ask_topic",
        "explain_outcome",
        "go_back",
        "ask_noted",
        "ask_person",
        "ask_call",
        "start_over",
        "stop_here",
        "misunderstood",
        "greet",
        "thank",
    }
)
OUTCOMES: Mapping[Intent, Outcome] = {
    **dict.fromkeys(_ASKING, "clarification"),
    "answer": "answer",
    "red_flag": "answer",
    "decline": "declined",
    "off_topic": "off_topic",
    "other_language": "off_topic",
}


@dataclass(frozen=True)
class Asked:
    """A move, what it is about, and whether the whole message was nothing else."""

    intent: Intent
    about: str | None = None
    whole: bool = False


class MoveReader:
    """Recognises moves and questions by rules; where they are silent, by the classifier's guess."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, knowledge: Knowledge) -> None:
        self._whole = {
            " ".join(split(clean(phrase))): move.move for move in lexicon.moves for phrase in move.whole
        }
        self._intents: dict[str, Intent] = {move.move: move.move for move in lexicon.moves}
        groups = lexicon.groups
        self._anywhere = PhraseBook(
            vocabulary, groups, [(move.move, phrase) for move in lexicon.moves for phrase in move.anywhere]
        )
        known = [entry for entry in lexicon.subjects if _known(entry, knowledge)]
        self._subjects = PhraseBook(
            vocabulary, groups, [(s.about, phrase) for s in known for phrase in s.called]
        )
        self._topics = PhraseBook(
            vocabulary, groups, [(s.about, phrase) for s in known for phrase in s.questions]
        )
        self._domain = frozenset(lexicon.groups.get("domain", ()))

    def whole(self, message: Message) -> Asked | None:
        """The move a message is, and nothing else."""
        said = message.bare
        intent = self._whole.get(said) or self._whole.get(_plain(said))
        if intent is None:
            return None
        return Asked(intent, "change" if intent == "explain_outcome" else None, whole=True)

    def within(self, message: Message) -> Asked | None:
        """A move or question somewhere in a message."""
        hits = [hit for sentence in message.sentences[:20] for hit in self._anywhere.find(sentence)]
        labels = [hit.label for hit in sorted(hits, key=lambda hit: hit.start - hit.end)]
        wants_why = message.bare.startswith(("why", "what for", "and why", "but why", "so why", "how come"))
        if "explain_outcome" in labels:
            return Asked("explain_outcome", self._subject(message) or "change")
        if wants_why and not labels:
            about = self._subject(message)
            if about and len(message.words) <= 14:
                return Asked("explain_outcome", about)
        if labels:
            return Asked(self._intents[labels[0]])
        topic = self._first(self._topics, message)
        return Asked("ask_topic", topic) if topic else None

    def guessed(self, message: Message, guess: Guess | None) -> Asked | None:
        """What the classifier takes it for, when it is sure enough."""
        if guess is None or guess.confidence < SURE_ENOUGH:
            return None
        if guess.intent.startswith("topic_"):
            return Asked("ask_topic", guess.intent.removeprefix("topic_"))
        if guess.intent == "explain_outcome":
            return Asked("explain_outcome", self._subject(message) or "change")
        intent = next((known for known in OUTCOMES if known == guess.intent and known != "answer"), None)
        return Asked(intent) if intent else None

    def asks_about_legs(self, message: Message) -> bool:
        """Whether a question is about what we talk about here."""
        return bool(self._domain.intersection(message.words))

    def _subject(self, message: Message) -> str | None:
        return self._first(self._subjects, message)

    @staticmethod
    def _first(book: PhraseBook, message: Message) -> str | None:
        hits = [hit for sentence in message.sentences[:20] for hit in book.find(sentence)]
        return max(hits, key=lambda hit: hit.end - hit.start).label if hits else None


def _known(subject: Subject, knowledge: Knowledge) -> bool:
    """Whether the knowledge has it; all of them where it has nothing to compare with."""
    known: Sequence[str] = [*knowledge.causes, *knowledge.labs, *knowledge.topics]
    return subject.about in known or not known


def _plain(said: str) -> str:
    """A message without its politeness."""
    words = said.split()
    while words and words[0] in _POLITE:
        words.pop(0)
    while words and words[-1] in _POLITE:
        words.pop()
    return " ".join(words)
