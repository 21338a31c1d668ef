"""Yes, no, partly, unsure or refused, whatever the question was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.lexicon import Lexicon
from bot.language.patterns import Hit, PhraseBook
from bot.language.text import Sentence, Vocabulary

_LISTING = frozenset({"none_of_these", "all_of_these", "all_but", "closing"})
_ANYWHERE = ("declined", "unknown", "surely_no", "surely_yes", *sorted(_LISTING))
_OPENING = ("opening_yes", "opening_no")
_WEAK = ("partial", "no", "yes")
_VERBS = frozenset({"am", "is", "are", "was", "have", "has"})
_AFTER_VERB = frozenset(
    " ".join(
        (
            "and but so when whenever at in on if because usually sometimes often always mostly",
            "definitely indeed too yes actually for though especially every most now still really quite",
            "very that mainly generally almost only just worse true yeah cos as while after before",
            "during i once with since to all",
        )
    ).split()
)
_AFTER_NO = frozenset(
    [
        ",",
        ".",
        "!",
        "?",
        "-",
        ";",
        ":",
        "(",
        ")",
        "it",
        "its",
        "they",
        "i",
        "not",
        "there",
        "she",
        "he",
        "we",
        "that",
        "never",
        "thank",
        "thanks",
        "sorry",
        "but",
        "just",
        "only",
        "nope",
        "problem",
        "problems",
        "really",
        "the",
        "my",
        "this",
        "these",
        "those",
        "you",
        "no",
        "nah",
        "because",
        "at",
        "way",
        "mate",
        "doctor",
        "dear",
        "love",
        "sir",
        "of",
        "to",
        "all",
        "cos",
        "and",
        "so",
        "actually",
        "as",
        "if",
        "when",
        "unless",
        "except",
        "apart",
        "besides",
        "bar",
        "other",
        "aside",
        "ma",
        "maam",
        "had",
        "for",
        "god",
        "please",
        "im",
    ]
)


class PolarityReader:
    """Reads the leaning of an answer from its common words."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._book = PhraseBook(
            vocabulary,
            lexicon.groups,
            [
                (label, phrase)
                for label in (*_ANYWHERE, *_OPENING, *_WEAK)
                for phrase in getattr(lexicon.polarity, label)
            ],
        )

    def labels(self, sentences: Sequence[Sentence]) -> dict[str, int]:
        """Which kinds of words were found, and how far into the message the first of each stands."""
        found: dict[str, int] = {}
        offset = 0
        for number, sentence in enumerate(sentences):
            hits = self._book.find(sentence)
            for hit in hits:
                if any(_covers(other, hit) for other in hits):
                    continue
                if hit.label == "yes" and _tells_more(sentence, hit):
                    continue
                if hit.label in _OPENING and (
                    number or hit.start > _lead(sentence) or _denies_a_thing(sentence, hit)
                ):
                    continue
                found.setdefault(hit.label, offset + hit.start)
            offset += len(sentence)
        return found

    @staticmethod
    def leaning(labels: dict[str, int], weak: bool = True) -> str | None:
        """The answer these words give: refusal first, then doubt, then yes or no.

        `weak` lets words count that mean yes or no only beside a question (`I do`, `sometimes`).
        """
        if "declined" in labels:
            return "declined"
        if "surely_no" in labels and labels["surely_no"] <= labels.get("unknown", 10_000):
            return "no"
        if "unknown" in labels:
            return "unknown"
        if "surely_yes" in labels:
            return "yes"
        for label, value in (("opening_no", "no"), ("opening_yes", "yes")):
            if label in labels:
                return value
        for value in _WEAK if weak else ():
            if value in labels:
                return value
        return None


def _covers(other: Hit, hit: Hit) -> bool:
    """Whether a longer phrase says it better: `can't say it doesn't` over `can't say it does`."""
    longer = other.end - other.start > hit.end - hit.start
    return longer and other.start <= hit.start and hit.end <= other.end and other.label not in _LISTING


def _denies_a_thing(sentence: Sentence, hit: Hit) -> bool:
    """`no chest pain` denies a thing; `no`, `no it isn't`, `no, never` answer a question."""
    if sentence.words[hit.start] not in {"no", "not", "never", "none", "neither"} or hit.end >= len(sentence):
        return False
    return sentence.words[hit.end] not in _AFTER_NO


def _tells_more(sentence: Sentence, hit: Hit) -> bool:
    """`I am dizzy`, `I have a dog`, `it is more like`: no yes, though `I am` and `I have` alone are."""
    if sentence.words[hit.end - 1] not in _VERBS or hit.end == len(sentence):
        return False
    after = sentence.words[hit.end]
    return after[0].isalnum() and after not in _AFTER_VERB


def _lead(sentence: Sentence) -> int:
    """How many words (well, oh, um, so) may come before an opening yes or no."""
    leads = {
        "well",
        "oh",
        "um",
        "er",
        "erm",
        "uh",
        "so",
        "ah",
        "ok",
        "okay",
        "hmm",
        "i",
        "honest",
        "yeah",
        ",",
        "mm",
        "ooh",
        "hm",
        "lol",
        "haha",
        "ha",
        "sorry",
        "ffs",
        "omg",
        "jesus",
        "christ",
        "hell",
        "ugh",
        "whatever",
        "please",
        "what",
        "he",
        "she",
        "says",
        "said",
        "say",
        "my",
        "wife",
        "husband",
        "partner",
        "honestly",
        "god",
        "gosh",
        "the",
        "answer",
        "is",
        "it",
    }
    count = 0
    while count < len(sentence) and sentence.words[count] in leads:
        count += 1
    return count
