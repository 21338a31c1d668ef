"""Danger signs in the words of a message. Rules alone, on every message; when in doubt, they are heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.knowledge.values import Value
from bot.language.facts import may_speak_for_child
from bot.language.lexicon import Lexicon
from bot.language.patterns import Hit, PhraseBook
from bot.language.scope import Scopes, Setting
from bot.language.text import Sentence, Vocabulary

FIGURE = "figure of speech"
_AFTER_ALL = (
    *(
        f"well {how}"
        for how in ("a little", "a bit", "a tiny", "maybe", "some", "sometimes", "only a", "just a")
    ),
    *(f"until {when}" for when in ("now", "today", "yesterday", "last night", "this", "tonight")),
    *(f"but {when}" for when in ("yesterday", "last night", "earlier", "this morning", "a little", "a bit")),
)
"""Second thoughts after a denied danger: then it is heard, for a needless alarm costs little."""
WRITES_FOR_ANOTHER = frozenset({"parent", "carer"})


class AlertReader:
    """Hears red flags."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, scopes: Scopes) -> None:
        self._scopes = scopes
        self._needs = {entry.flag: entry.needs for entry in lexicon.alarm.warnings if entry.needs}
        phrases = [
            (f"{entry.flag}|{entry.needs or ''}", phrase)
            for entry in lexicon.alarm.warnings
            for phrase in entry.heard
        ]
        self._book = PhraseBook(
            vocabulary, lexicon.groups, [*phrases, *((FIGURE, phrase) for phrase in lexicon.alarm.figures)]
        )

    def read(
        self, sentences: Sequence[Sentence], facts: Mapping[str, Value]
    ) -> tuple[dict[str, None], dict[str, None]]:
        """The red flags raised, and those clearly denied, each in the order of the words."""
        raised: dict[str, None] = {}
        denied: dict[str, None] = {}
        for sentence in sentences:
            hits = self._book.find(sentence)
            marks = self._scopes.marks(sentence) if hits else []
            for hit in hits:
                if hit.label == FIGURE or _figurative(hit, hits):
                    continue
                flag, _, needed = hit.label.partition("|")
                if needed and facts.get(needed) != "yes":
                    continue
                setting = self._scopes.setting(sentence, hit, marks)
                if setting.denied:
                    denied[flag] = None
                elif _counts(setting, facts) or (setting.of_other and _me_too(sentence)):
                    raised[flag] = None
        if denied and _taken_back(sentences):
            raised |= denied
        return raised, {flag: None for flag in denied if flag not in raised}


def _counts(setting: Setting, facts: Mapping[str, Value]) -> bool:
    """Whether it is now and about the patient. A child spoken of may be the patient until we know better."""
    if setting.past or setting.asked or setting.planned:
        return False
    if not setting.of_other:
        return True
    return facts.get("respondent") in WRITES_FOR_ANOTHER or (setting.of_child and may_speak_for_child(facts))


def _me_too(sentence: Sentence) -> bool:
    """`my husband had chest pain and now so do I`."""
    said = " ".join(sentence.words)
    return any(
        phrase in said for phrase in ("so do i", "so have i", "so am i", "me too", "and i do too", "now i do")
    )


def _taken_back(sentences: Sequence[Sentence]) -> bool:
    """`no chest pain. well, a little`, `not today but yesterday, yes`."""
    said = " ".join(word for sentence in sentences for word in sentence.words if word[0].isalnum())
    return any(phrase in said for phrase in _AFTER_ALL)


def _figurative(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether the phrase is part of a figure of speech (`dying for a coffee`)."""
    return any(other.label == FIGURE and other.start <= hit.start and hit.end <= other.end for other in hits)
