"""Facts told unasked, for any question: said in words, counted, taken, inherited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.language.answers.replies import ReplyReader
from bot.language.answers.setting import Setting
from bot.language.family.relatives import RelativeReader
from bot.language.medicines.current import MedicineReader
from bot.language.numbers.quantities import Quantities
from bot.language.unasked.asides import MOST_POURED, Asides
from bot.language.unasked.bearing import bearing
from bot.language.unasked.carrying import carries
from bot.language.unasked.expecting import expected, may_expect
from bot.language.unasked.swelling import swollen
from bot.language.words.facts import CUE, Said
from bot.language.words.message import Message
from bot.language.words.text import Sentence, stem
from bot.language.words.word_list import words_of

_REPLACING = frozenset({"instead", "only", "just"})
_LISTS = frozenset({"sensation"})
_OF_LEGS = frozenset({"frequency_per_week", "duration_months", "onset_age"})
_POURED = frozenset({"alcohol_drinks_per_day", "caffeine_cups_per_day"})
_COURSE = frozenset({*_OF_LEGS, "evening_worse", "rest_onset", "legs_affected", "urge_to_move"})
_LEGS = frozenset({"leg", "legs", "restless", "rls", "legz", "calves", "em"})
"""Without one of these, `three times a week` told beside an illness is the dialysis, not the legs."""
_ANOTHER = words_of("dialysis patch patches dose pension sleeper snore snored married")
_EVERY = frozenset({"every", "each"})
_ONLY_IMPLIED = frozenset(map(stem, ("hysterectomy", "menopause", "postmenopausal", "tubes", "womb", "post")))
_BEGINNINGS = frozenset({"onset_age", "duration_months"})
_LEGS_ASKED = frozenset({"criteria", "course"})
_OF_RLS = frozenset({"criteria", "course", "person", "family"})
_OTHER_ILLS = words_of("iron conditions lifestyle mood medicines mimics pregnancy safety")
_OWN = ("my legs", "my own", "i get", "i feel", "pregnant", "i have restless", "i have rls", "mine", "me too")
_EARLY = frozenset({None, "consent", "age", "respondent"})
"""Where `my husband has restless legs` tells whom it is all about, and not a relative's illness."""


class VolunteeredReader:
    """Collects what a message tells beside the answer to the open question."""

    def __init__(
        self,
        knowledge: Knowledge,
        replies: ReplyReader,
        quantities: Quantities,
        medicines: MedicineReader,
        relatives: RelativeReader,
        asides: Asides,
    ) -> None:
        self._questions = knowledge.questions
        self._asides = asides
        self._elsewhere = {*knowledge.checklists, "medications", "otc_medications"}
        self._replies, self._quantities = replies, quantities
        self._medicines, self._relatives = medicines, relatives

    def facts(self, setting: Setting, question: str | None, amends: bool) -> dict[str, Value]:
        """Every fact, the open question's own apart."""
        found: dict[str, Value] = {}
        about_legs = self._about_legs(question, setting)
        for said in setting.said:
            self._note(found, said, setting)
        found = {**swollen(setting), **found}
        found.update(self._asides.facts(setting, about_legs, self._counted(setting)))
        if not about_legs:
            found = {name: value for name, value in found.items() if name not in _COURSE}
        found.update(expected(setting, question, self._quantities.numbers))
        if may_expect(setting) and carries(setting):
            found["pregnant"] = "yes"
        found.update(self._taken(setting, question))
        found.update(self._family(setting, question, amends))
        if question not in _EARLY or _of_oneself(setting):
            if found.pop("respondent", None) == "parent":
                found.pop("age", None)
        elif found.get("respondent") in {"parent", "carer"}:
            found = {name: value for name, value in found.items() if not name.startswith("family_")}
        found = bearing(found, setting, question)
        if question:
            found.pop(question, None)
        return {
            name: value for name, value in found.items() if not self._questions or name in self._questions
        }

    def _about_legs(self, question: str | None, setting: Setting) -> bool:
        """Whether nights and years belong to the legs: by what was asked, or by what is said."""
        asked = self._questions.get(question or "")
        if question is None or question == "consent" or (asked and asked.group in _OF_RLS):
            return True
        return bool(_LEGS.intersection(setting.message.words))

    def _counted(self, setting: Setting) -> Callable[[str, Sequence[str]], Value | None]:
        """Reads an amount from some words alone."""

        def count(question: str, words: Sequence[str]) -> Value | None:
            return self._replies.number(question, replace(setting, message=_nothing(setting)), words)

        return count

    def _note(self, found: dict[str, Value], said: Said, setting: Setting) -> None:
        if said.question == "evening_worse" and _EVERY.intersection(said.hit.said):
            return
        if said.question == "pregnant" and said.value == "no" and not _denied(said, setting):
            return
        if said.value == CUE:
            if said.question == "age" and setting.question in _BEGINNINGS and "am" not in said.hit.said:
                return
            left, right = setting.message.scopes.clause(said.sentence, said.hit.start, said.hit.end)
            if said.question in _OF_LEGS and not self._of_the_legs(said, setting, left, right):
                return
            if said.question in _POURED:
                left, right = _breath(said, left, right)
            number = self._replies.number(
                said.question, _only(setting, said, (left, right)), said.sentence.words[left:right]
            )
            unlikely = isinstance(number, (int, float)) and number > MOST_POURED
            if number is not None and not (unlikely and said.question in _POURED):
                found.setdefault(said.question, number)
        elif said.question in _LISTS:
            known: Any = found.get(said.question, ())
            if said.value not in {"yes", "no", *known}:
                found[said.question] = (*known, said.value)
        elif self._stands(found, said, setting):
            found[said.question] = said.value

    @staticmethod
    def _stands(found: Mapping[str, Value], said: Said, setting: Setting) -> bool:
        """Of a yes and a no the yes; of something noted before, what differs: `you put X, I am not`."""
        told, noted = found.get(said.question), setting.facts.get(said.question)
        if told is not None and noted is not None:
            return told == noted
        return not (told == "yes" and said.value == "no" and said.question != "pregnant")

    def _of_the_legs(self, said: Said, setting: Setting, left: int, right: int) -> bool:
        """`every night my legs crawl`; `dialysis three times a week` is not, nor `I've snored for years`."""
        words = said.sentence.words[left:right]
        if _ANOTHER.intersection(words) or words[said.hit.start - left : said.hit.start - left + 1] == (
            "starts",
        ):
            return False
        asked = self._questions.get(setting.question or "")
        open_ = setting.question in {None, "consent"} or (asked is not None and asked.group in _OF_RLS)
        return open_ or bool((_LEGS | {"it", "this", "them", "these"}).intersection(words))

    def _taken(self, setting: Setting, question: str | None) -> dict[str, Value]:
        """Medicines taken; with what was noted before, less what is said to be over."""
        if question == "medications":
            return {}
        another = setting.facts.get("respondent") in {"parent", "carer"}
        mentions = self._medicines.read(setting.message.sentences, asked=False, for_other=another)
        noted = setting.facts.get("medications")
        before = tuple(name for name in noted if name != "unknown") if isinstance(noted, tuple) else ()
        kept = () if _REPLACING.intersection(setting.message.words) else before
        kept = tuple(name for name in kept if name not in mentions.ended)
        if mentions.current and question != "otc_medications":
            return {"medications": tuple(dict.fromkeys((*kept, *mentions.current)))}
        if before != kept and set(before) & set(mentions.ended):
            return {"medications": kept}
        return {}

    def _family(self, setting: Setting, question: str | None, amends: bool) -> dict[str, Value]:
        """Relatives who have it too."""
        if question == "family_members":
            return self._whether_family(setting)
        spoken = amends and bool({"family_history", "family_members"} & set(setting.facts))
        asked = (question == "family_history" or spoken) and not setting.asking
        kin = self._relatives.read(
            setting.message.sentences, asked, self._of_legs(question), self._legs_asked(question)
        )
        if kin.having and not (asked and setting.leaning in {"unknown", "declined"}):
            return {"family_history": "yes", "family_members": kin.having}
        if spoken and kin.not_blood:
            return {"family_history": "no", "family_members": ()}
        return {}

    def _whether_family(self, setting: Setting) -> dict[str, Value]:
        """Naming who has it says that somebody has; naming in-laws alone, that nobody has."""
        if setting.asking:
            return {}
        kin = self._relatives.read(setting.message.sentences, asked=True)
        if kin.having:
            return {"family_history": "yes"}
        return {"family_history": "no"} if kin.not_blood else {}

    def _legs_asked(self, question: str | None) -> bool:
        """Whether the restless legs themselves are asked about, so that `hers` means a relative's."""
        model = self._questions.get(question or "")
        return model is not None and model.group in _LEGS_ASKED

    def _of_legs(self, question: str | None) -> bool:
        """Whether `my mum has it too` is about legs: not where another illness is asked about."""
        model = self._questions.get(question or "")
        return question not in self._elsewhere and (model is None or model.group not in _OTHER_ILLS)


def _of_oneself(setting: Setting) -> bool:
    """Whether the writer's own legs are spoken of: `I'm pregnant, my legs creep, my daughter is 3`."""
    said = " ".join(setting.message.words)
    return any(phrase in said for phrase in _OWN)


def implied(question: str | None, value: Value | None) -> dict[str, Value]:
    """What an answer says of another question: weeks are told of a pregnancy."""
    if question == "gestation_weeks" and value is not None and not isinstance(value, str):
        return {"pregnant": "yes"}
    return {}


def _nothing(setting: Setting) -> Message:
    message = setting.message
    return Message(message.text, message.words, (), message.scopes)


def _denied(said: Said, setting: Setting) -> bool:
    """Whether `not pregnant` is said; `when I was pregnant` leaves today open."""
    if said.hit.label.endswith("|no"):
        return not _ONLY_IMPLIED.intersection(said.hit.said)
    return setting.message.setting(said.sentence, said.hit).denied


def _breath(said: Said, left: int, right: int) -> tuple[int, int]:
    """The words around a phrase up to the next sign or joint: `smoke 15 and drink two beers`."""
    words, hit = said.sentence.words, said.hit
    ends = [index for index in range(left, right) if words[index] in {",", "and", "plus", "(", "&"}]
    left = max([index + 1 for index in ends if index < hit.start], default=left)
    return left, min([index for index in ends if index >= hit.end], default=right)


def _only(setting: Setting, said: Said, part: tuple[int, int]) -> Setting:
    """The same setting, with the phrase's own sentence alone; of what is drunk, its own part of that."""
    message, sentence = setting.message, said.sentence
    if said.question in _POURED:
        left, right = part
        sentence = Sentence(sentence.words[left:right], sentence.stems[left:right], sentence.span[left:right])
    alone = type(message)(message.text, sentence.words, (sentence,), message.scopes)
    return replace(setting, message=alone)
