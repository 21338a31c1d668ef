"""Facts told unasked, for any question: said in words, counted, taken, inherited."""

from __future__ import annotations

from typing import Any

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.language.facts import CUE, Said
from bot.language.gestation import gestation
from bot.language.medicines import MedicineReader
from bot.language.quantities import Quantities
from bot.language.relatives import RelativeReader
from bot.language.replies import ReplyReader, Setting

_REPLACING = frozenset({"instead", "only", "just"})
_LISTS = frozenset({"sensation"})
_OF_LEGS = frozenset({"frequency_per_week", "duration_months", "onset_age"})
_LEGS = frozenset({"leg", "legs", "restless", "rls", "night", "nights"})
"""Without one of these, `three times a week` in a list of illnesses is the dialysis, not the legs."""
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
    ) -> None:
        self._questions = knowledge.questions
        self._elsewhere = {*knowledge.checklists, "medications", "otc_medications"}
        self._replies, self._quantities = replies, quantities
        self._medicines, self._relatives = medicines, relatives

    def facts(self, setting: Setting, question: str | None, amends: bool) -> dict[str, Value]:
        """Every fact, the open question's own apart."""
        found: dict[str, Value] = {}
        for said in setting.said:
            self._note(found, said, setting)
        if question in self._elsewhere and not _LEGS.intersection(setting.message.words):
            found = {name: value for name, value in found.items() if name not in _OF_LEGS}
        found.update(self._pregnancy(setting, question))
        found.update(self._taken(setting, question))
        found.update(self._family(setting, question, amends))
        if question not in _EARLY or _of_oneself(setting):
            if found.pop("respondent", None) == "parent":
                found.pop("age", None)
        elif found.get("respondent") in {"parent", "carer"}:
            found = {name: value for name, value in found.items() if not name.startswith("family_")}
        if question:
            found.pop(question, None)
        return {
            name: value for name, value in found.items() if not self._questions or name in self._questions
        }

    def _note(self, found: dict[str, Value], said: Said, setting: Setting) -> None:
        if said.value == CUE:
            left, right = setting.message.scopes.clause(said.sentence, said.hit.start, said.hit.end)
            number = self._replies.number(
                said.question, _only(setting, said), said.sentence.words[left:right]
            )
            if number is not None:
                found.setdefault(said.question, number)
        elif said.question in _LISTS:
            known: Any = found.get(said.question, ())
            if said.value not in {"yes", "no", *known}:
                found[said.question] = (*known, said.value)
        elif not (
            found.get(said.question) == "yes" and said.value == "no" and said.question not in setting.labels
        ):
            found[said.question] = said.value

    def _pregnancy(self, setting: Setting, question: str | None) -> dict[str, Value]:
        """`35 weeks along`, `second trimester`: pregnant, and how far."""
        expecting = (
            setting.facts.get("pregnant") == "yes"
            or question == "pregnant"
            or any(said.question == "pregnant" and said.value == "yes" for said in setting.said)
        )
        words = setting.message.words
        if not expecting or question == "gestation_weeks" or "ago" in words:
            return {}
        spoken = {
            "trimester",
            "along",
            "pregnant",
            "due",
            "gestation",
            "gone",
            "preggers",
            "expecting",
        } & set(words)
        if question == "pregnant":
            spoken |= {"week", "weeks", "wks"} & set(words)
        value = gestation(words, self._quantities.numbers, setting.today, asked=False) if spoken else None
        return {"gestation_weeks": value} if value is not None else {}

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
            return {}
        spoken = amends and bool({"family_history", "family_members"} & set(setting.facts))
        asked = (question == "family_history" or spoken) and not setting.asking
        kin = self._relatives.read(setting.message.sentences, asked=asked)
        if kin.having and not (asked and setting.leaning in {"unknown", "declined"}):
            return {"family_history": "yes", "family_members": kin.having}
        if spoken and kin.not_blood:
            return {"family_history": "no", "family_members": ()}
        return {}


def _of_oneself(setting: Setting) -> bool:
    """Whether the writer's own legs are spoken of: `I'm pregnant, my legs creep, my daughter is 3`."""
    said = " ".join(setting.message.words)
    return any(phrase in said for phrase in _OWN)


def _only(setting: Setting, said: Said) -> Setting:
    """The same setting, with the phrase's own sentence alone."""
    message = setting.message
    alone = type(message)(message.text, said.sentence.words, (said.sentence,), message.scopes)
    return Setting(alone, setting.said, setting.labels, setting.facts, setting.today, setting.question)
