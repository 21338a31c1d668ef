"""The value a message gives to the open question, by the kind of question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import DECLINED, UNKNOWN, Value
from bot.language.answers.amid_alarm import COUNTED, told_amid_alarm
from bot.language.answers.firmness import of_answer
from bot.language.answers.polarity import HINT
from bot.language.answers.setting import Setting
from bot.language.answers.wellness import denies_being_well
from bot.language.family.relatives import RelativeReader
from bot.language.interpretation import Grounds
from bot.language.medicines.current import MedicineReader
from bot.language.numbers.gestation import gestation
from bot.language.numbers.leads import lead
from bot.language.numbers.numerals import tidy
from bot.language.numbers.quantities import Quantities
from bot.language.numbers.rates import Rates
from bot.language.words.facts import CUE, FactReader, Said
from bot.language.words.message import Message

_PLAIN_NO = frozenset({"no", "nope", "nah"})
_NOT_KNOWN = (("not", "that"), ("none", "that"), ("nobody", "that"), ("no", "one"))
_SECOND_THOUGHTS = frozenset({"well", "actually", "wait", "ok", "okay", "but", "mean", "sorry", "count"})
_ECHO = 6
_WHY = frozenset({"why", "how", "when", "what", "who", "which"})


class ReplyReader:
    """Reads the answer to one open question."""

    def __init__(
        self,
        knowledge: Knowledge,
        facts: FactReader,
        quantities: Quantities,
        rates: Rates,
        medicines: MedicineReader,
        relatives: RelativeReader,
    ) -> None:
        self._questions = knowledge.questions
        self._facts, self._quantities, self._rates = facts, quantities, rates
        self._medicines, self._relatives = medicines, relatives

    def value(self, question: str, setting: Setting) -> Value | None:
        """The value for a question; None where the message does not answer it."""
        model = self._questions.get(question)
        kind = model.kind if model else "yes_no"
        if kind == "number":
            return self._number(question, setting)
        if kind == "medications":
            return self._medication(question, setting)
        if kind == "relatives":
            return self._kin(setting)
        if kind == "choices":
            return self._choices(question, setting)
        if question == "family_history":
            return self._family(setting)
        return self._choice(question, model, setting)

    def grounds(self, question: str, setting: Setting) -> Grounds:
        """How sure the value is: said in so many words, in the question's own terms, or only hinted at."""
        value, idioms = self.value(question, setting), self._idioms(question, setting)
        return of_answer(value, idioms, setting.labels, setting.message)

    def in_its_terms(self, question: str | None, setting: Setting) -> bool:
        """Whether the reply speaks of the open question in that question's own terms."""
        return question is not None and bool(self._idioms(question, setting))

    def names_a_medicine(self, question: str | None, message: Message) -> bool:
        """Whether medicines were asked for and are named, in whatever language: `Ramipril 5 OD`."""
        model = self._questions.get(question or "")
        asked = model is not None and model.kind == "medications"
        return asked and bool(self._medicines.read(message.sentences, asked=True).current)

    def leads(self, question: str | None, message: Message) -> bool:
        """Whether it begins with the number asked for, so that a question after it is not the whole of it."""
        model = self._questions.get(question or "")
        numbers = self._quantities.numbers
        return model is not None and model.kind == "number" and lead(message.words, numbers) is not None

    def _idioms(self, question: str, setting: Setting) -> list[Said]:
        own = self._facts.asked(question, setting.message, setting.facts)
        elsewhere = [said for said in setting.said if said.question != question]
        own = [said for said in own if not any(_within(said, other) for other in elsewhere)]
        own += [said for said in setting.said if said.question == question and said.value != CUE]
        own = [said for said in own if not any(_within(said, other) for other in own)]
        return [said for said in own if not _echoed(said, setting)]

    def _choice(self, question: str, model: Question | None, setting: Setting) -> Value | None:
        """Yes or no or one of the options. Who denies being well has not said no to a danger."""
        value = self._chosen(question, model, setting)
        danger = model is not None and model.group == "safety"
        return None if danger and value == "no" and denies_being_well(setting.message) else value

    def _chosen(self, question: str, model: Question | None, setting: Setting) -> Value | None:
        """The question's own terms first, then common words."""
        offered = (
            {str(option.value) for option in model.options} if model and model.options else {"yes", "no"}
        )
        leaning = setting.leaning
        if leaning == DECLINED:
            return DECLINED
        idioms = self._idioms(question, setting)
        if idioms and not (leaning == UNKNOWN and _doubted(idioms, setting)):
            return "no" if self._plainly_denied(model, idioms, setting) else _strongest(idioms)
        if question == "severity" and not idioms:
            return self._graded(setting)
        if leaning == "partial" and "partial" not in offered:
            leaning = "yes"
        if leaning is None and HINT in setting.labels and model and model.group == "safety":
            return None if setting.message.asks or setting.elsewhere or not setting.brief else "yes"
        return leaning if leaning in offered | {UNKNOWN} else None

    @staticmethod
    def _plainly_denied(model: Question | None, idioms: Sequence[Said], setting: Setting) -> bool:
        """`no, morning is more bad than night`: a plain no, before a word that alone would be a yes."""
        plainly = "opening_no" in setting.labels and setting.message.words[0] in _PLAIN_NO
        unturned = not _SECOND_THOUGHTS.intersection(setting.message.words[:8])
        alone = {said.value for said in idioms} == {"yes"} and max(len(said.hit) for said in idioms) == 1
        return plainly and unturned and alone and model is not None and model.group != "safety"

    def _graded(self, setting: Setting) -> Value | None:
        """`8 out of 10` in words."""
        numbers = self._quantities.numbers.find(setting.message.words)
        if not numbers or numbers[0].value > 10:
            return setting.silent
        return "mild" if numbers[0].value <= 3 else "moderate" if numbers[0].value <= 6 else "severe"

    def _choices(self, question: str, setting: Setting) -> Value | None:
        values = tuple(
            dict.fromkeys(
                said.value for said in self._idioms(question, setting) if said.value not in {"yes", "no"}
            )
        )
        return values or setting.silent

    def _family(self, setting: Setting) -> Value | None:
        kin = self._relatives.read(setting.message.sentences, asked=True)
        if kin.having and setting.leaning not in {UNKNOWN, DECLINED}:
            return "no" if self._merely_named(setting) else "yes"
        if kin.side and setting.leaning in {None, "yes"}:
            return "yes"
        if kin.not_blood or kin.free:
            return setting.silent or ("yes" if kin.having else self._no_or_unknown(setting))
        return self._choice("family_history", self._questions.get("family_history"), setting)

    def _no_or_unknown(self, setting: Setting) -> str:
        """`never met my birth parents` tells nothing of them, though it denies them."""
        idioms = self._idioms("family_history", setting)
        longest = _strongest(idioms) if any(len(said.hit) > 1 for said in idioms) else "no"
        return UNKNOWN if longest == UNKNOWN else "no"

    def _merely_named(self, setting: Setting) -> bool:
        """`no, my mum has arthritis`: a no, beside a relative of whom nothing to the point is said."""
        words = setting.message.words
        denied = "opening_no" in setting.labels or (words[:2] in _NOT_KNOWN and "know" in words[2:4])
        if not denied or "closing" in setting.labels:
            return False
        return not self._relatives.read(setting.message.sentences, asked=False).having

    def _kin(self, setting: Setting) -> Value | None:
        kin = self._relatives.read(setting.message.sentences, asked=True)
        if kin.having:
            return kin.having
        if setting.silent:
            return setting.silent
        if kin.not_blood:
            return None
        return () if kin.free or setting.leaning == "no" else None

    def _medication(self, question: str, setting: Setting) -> Value | None:
        mentions = self._medicines.read(
            setting.message.sentences, asked=True, for_other=_for_another(setting.facts)
        )
        if mentions.current:
            return (*mentions.current, *(("unknown",) if mentions.nameless else ()))
        if setting.leaning == DECLINED:
            return DECLINED
        if mentions.nameless or (mentions.vague and not (setting.alarming or mentions.none)):
            return ("unknown",)
        noted = setting.facts.get("medications")
        if question == "otc_medications" and isinstance(noted, tuple) and set(mentions.ended) & set(noted):
            return None
        if question == "otc_medications" and setting.alarming and mentions.ended:
            return None
        if mentions.none or mentions.ended or setting.leaning == "no" or "none_of_these" in setting.labels:
            return ()
        return ("unknown",) if setting.leaning == "yes" else setting.silent

    def _number(self, question: str, setting: Setting) -> Value | None:
        if setting.leaning == DECLINED:
            return DECLINED
        if setting.alarming and question in COUNTED:
            numbers = self._quantities.numbers
            return told_amid_alarm(question, setting, numbers, lambda part: self._plain(question, part))
        return self._plain(question, setting)

    def _plain(self, question: str, setting: Setting) -> Value | None:
        """The number a message tells, or none of it."""
        number = self.number(question, setting, setting.message.words)
        if number is not None and not (number == 0 and setting.leaning == UNKNOWN):
            return number
        zero = question in {"alcohol_drinks_per_day", "caffeine_cups_per_day", "frequency_per_week"}
        if zero and (setting.leaning == "no" or "none_of_these" in setting.labels):
            return 0
        return setting.silent

    def number(self, question: str, setting: Setting, words: Sequence[str]) -> Value | None:
        """A number in the question's unit, from some words."""
        sentences, facts, today = setting.message.sentences, setting.facts, setting.today
        if question == "gestation_weeks":
            return gestation(words, self._quantities.numbers, today, asked=True)
        found = {
            "age": lambda: self._quantities.age(words, today, _for_another(facts)),
            "onset_age": lambda: self._quantities.onset_age(sentences, words, facts, today),
            "duration_months": lambda: self._quantities.months(sentences, words, facts, today),
            "frequency_per_week": lambda: self._rates.per_week(sentences, words, today),
            "alcohol_drinks_per_day": lambda: self._rates.per_day(words, sentences, cups=False),
            "caffeine_cups_per_day": lambda: self._rates.per_day(words, sentences, cups=True),
        }.get(question, lambda: next((n.value for n in self._quantities.numbers.find(words)), None))()
        return None if found is None else tidy(found)


def _for_another(facts: Mapping[str, Value]) -> bool:
    return facts.get("respondent") in {"parent", "carer"}


def _strongest(idioms: Sequence[Said]) -> str:
    """Of several readings the longest phrase, then the last said."""
    return max(enumerate(idioms), key=lambda pair: (pair[1].hit.end - pair[1].hit.start, pair[0]))[1].value


def _within(said: Said, other: Said) -> bool:
    """Whether a phrase is part of one that answers something else (`never` in `never smoked`)."""
    return (
        said.sentence.words == other.sentence.words
        and other.hit.start <= said.hit.start
        and said.hit.end <= other.hit.end
        and said.hit.end - said.hit.start < other.hit.end - other.hit.start
    )


def _echoed(said: Said, setting: Setting) -> bool:
    """`stress? I test paint`, `how loud is loud?`: the question's own word, asked and not told."""
    sentence = said.sentence
    asks = sentence.words[-1] == "?" and len(said.hit) == 1
    few = sum(word[0].isalnum() for word in sentence.words) <= _ECHO
    return asks and few and not setting.alarming


def _doubted(idioms: Sequence[Said], setting: Setting) -> bool:
    """Whether `I don't know` governs the phrase: not `I don't know why, but walking helps`."""
    place = setting.labels["unknown"]
    words = setting.message.words
    after = words[place : place + 6]
    return not (_WHY.intersection(after) or "but" in words[place:])
