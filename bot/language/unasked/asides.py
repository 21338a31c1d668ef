"""Numbers told in a breath of their own: `62, and my legs crawl`, `10 yrs`, `six nights`, `5 teas`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.knowledge.values import Value
from bot.language.answers.breaths import Breath, breaths
from bot.language.answers.setting import Setting
from bot.language.numbers.numerals import Number, Numbers, tidy
from bot.language.words.facts import may_speak_for_child
from bot.language.words.lexicon import Lexicon
from bot.language.words.word_list import words_of

_LEADS = frozenset(
    " ".join(
        (
            "about actually age aged alright also am and aye btw by currently er hello hey hi i im just",
            "me myself no nope now oh ok only plus right sorry the um way well yeah yep yes",
        )
    ).split()
)
_OLD = frozenset({"years", "year", "yr", "yrs", "yo", "y"})
_FEMALE = frozenset(" ".join(("f female gal girl lady lass mom mother mum widow woman",)).split())
_MALE = frozenset(" ".join(("bloke boy dad dude father guy lad m male man",)).split())
_AFTER_AGE = frozenset(
    " ".join(("btw by going if in me myself next now on retired this today w with working",)).split()
)
_THEIRS = frozenset({"he", "she", "they", "hes", "shes"})
_NUMBER_ASKED = words_of(
    "age onset_age duration_months frequency_per_week gestation_weeks alcohol_drinks_per_day "
    "caffeine_cups_per_day"
)
_DOSED = frozenset({"medications", "otc_medications"})
_CHANGED = frozenset({"medication_change", "augmentation", "impulse_control"})
_LATEST_WEEK = 43
_COUNTED_IN_MONTHS, _A_WEEK = 13, 0.2
"""So many weeks are told of a pregnancy; a few days are too new for a course."""
_ADULT, _GROWN, _OLDEST = 13, 18, 105
_OF_OTHERS = frozenset({"family_history", "family_members", "breastfeeding", "pregnant"})
"""Where these are asked, a child with an age is somebody else."""
_WRITER = frozenset({"i", "me", "mine", "myself", "us", "born"})
_LASTED = frozenset(
    " ".join(
        (
            "about ago all almost altogether around at back bad been easily for going got had happening",
            "has have i is it just last least leg legs long maybe more my nearly now of on over past",
            "restless rls roughly since so solid some started than the them these this total twitchy well",
            "with",
        )
    ).split()
)
_NOT_DRUNK = frozenset(
    " ".join(("bottle bottles can cans glass glasses measure measures shot shots unit",)).split()
)
_NOT_CUPS = frozenset(
    " ".join(
        ("bottle bottles can cans energy flask flat glass glasses liter litre monster pot pots",)
    ).split()
)
_NIGHTS = frozenset({"night", "nights", "evenings", "nites", "evening"})
_NOT_NIGHTS = frozenset(
    " ".join(("after ago every for free last later off past row shift shifts two",)).split()
)


Count = Callable[[str, Sequence[str]], Value | None]
MOST_POURED = 40
_NOT_POURED = frozenset(" ".join(("after at before blood energy soft time with",)).split())
_WEEKS = frozenset({"week", "weeks", "wks", "wk"})
_EXPECTING = frozenset(["pregnant", "due", "along", "expecting", "trimester", "preggers"])
_BEGAN = frozenset({"onset_age", "duration_months"})
_UNITS = frozenset(
    " ".join(
        (
            "am cent cm cups day days drinks feet foot ft hour hours hrs inches kg kilos lb lbs mcg mg",
            "miles mins minute minutes ml month months mths night nights oclock of or out per percent",
            "plus pm pounds st stone times to unit units week weeks wk wks",
        )
    ).split()
)


class Asides:
    """Reads ages, spans, nights and drinks that a message tells in passing."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numerals = lexicon.numerals
        self._numbers = Numbers(lexicon.numerals.numbers)
        self._children = frozenset(lexicon.scope.children)
        self._others = frozenset(lexicon.scope.others) | self._children
        drinks = frozenset(self._numerals.drinks) - _NOT_DRUNK
        cups = frozenset(self._numerals.cups) - _NOT_CUPS
        self._poured = (("alcohol_drinks_per_day", drinks), ("caffeine_cups_per_day", cups))

    def facts(self, setting: Setting, about_legs: bool, count: Count) -> dict[str, Value]:
        """The numbers told, by question; `count` reads an amount in a question's unit."""
        found: dict[str, Value] = {}
        for breath in breaths(setting.message.sentences):
            numbers = self._numbers.find(breath.words)
            if not numbers:
                sex = _sex(breath.words) if len(breath.words) == 1 else None
                if sex and ("age" in found or breath.words[0] in {"male", "female"}):
                    found.setdefault("sex", sex)
                continue
            self._person(found, breath, numbers, setting)
            for question, nouns in self._poured:
                if _counted(breath.words, numbers, nouns):
                    amount = count(question, breath.words)
                    if isinstance(amount, (int, float)) and amount <= MOST_POURED:
                        found.setdefault(question, amount)
            if about_legs and setting.question not in _DOSED | _CHANGED and not self._theirs(breath):
                found = {**self._course(breath.words, numbers, setting), **found}
        return found

    def _theirs(self, breath: Breath) -> bool:
        """`she had a stroke, ten years back`: somebody else was spoken of just before."""
        return bool(self._others.intersection(breath.before)) and not _WRITER.intersection(breath.words)

    def _person(
        self, found: dict[str, Value], breath: Breath, numbers: Sequence[Number], setting: Setting
    ) -> None:
        """`i am 62`, `62`, `38 m`: an age, and perhaps a sex."""
        number = numbers[0]
        if not number.value.is_integer() or not 0 < number.value < _OLDEST or "age" in found:
            return
        before, after = breath.words[: number.start], breath.words[number.end :]
        sex = _sex((*before[-1:], *after[:1], *after[1:2]) if after[:1] else before[-1:])
        if self._says_own(breath, before, after, number, setting) or self._bare_age(
            breath, before, after, number, setting
        ):
            found["age"] = int(number.value)
            if sex:
                found["sex"] = sex

    def _says_own(
        self,
        breath: Breath,
        before: Sequence[str],
        after: Sequence[str],
        number: Number,
        setting: Setting,
    ) -> bool:
        """`I am 62` of a patient who writes, `he is 8` of one who is written for."""
        child = number.value < _GROWN and setting.question not in _OF_OTHERS and _of_a_child(setting)
        if _for_other(setting) or child:
            named = [
                word for word in (*breath.before, *before) if word not in {"is", "just", "turned", "only"}
            ]
            who = frozenset(named[-1:]) & (_THEIRS | (self._children if child else self._others))
            if who or not child:
                return bool(who) and (_ends_age(after) or (child and not _measured(after)))
        who_is = tuple(before[-2:])
        if setting.question in {None, "consent"} and who_is == ("i", "have"):
            return tuple(after) in {("years",), ("year",)}
        own = who_is in {("i", "am"), ("am", "a"), ("am", "an")} or who_is[-1:] in {("aged",), ("age",)}
        own = own or (not before and tuple(after) == ("i", "am"))
        if not own or "when" in before or self._may_be_weeks(number, setting):
            return False
        if setting.question in _BEGAN and who_is != ("i", "am"):
            return False
        return _ends_age(after) or (number.value >= _ADULT and not _measured(after))

    def _bare_age(
        self,
        breath: Breath,
        before: Sequence[str],
        after: Sequence[str],
        number: Number,
        setting: Setting,
    ) -> bool:
        """`yes, 45, scaffolder`: nothing else in its breath, and no other number asked for."""
        named = "old" in after[:2] or _sex(after[:2]) is not None or _sex(before[-1:]) is not None
        if setting.question in _NUMBER_ASKED:
            now = setting.question == "onset_age" and tuple(after) == ("now",)
            if not now and (not named or setting.question in _BEGAN):
                return False
        if number.value < _ADULT or not (_LEADS | _FEMALE | _MALE).issuperset(before) or not _ends_age(after):
            return False
        if self._others.intersection(breath.before[-3:]) or self._may_be_weeks(number, setting):
            return False
        if setting.question in _DOSED and breath.before and not named:
            return bool(_LEADS.issuperset(breath.before))
        return not _for_other(setting)

    @staticmethod
    def _may_be_weeks(number: Number, setting: Setting) -> bool:
        """Whether `I'm 30` may be weeks of a pregnancy."""
        if setting.question not in {"pregnant", "gestation_weeks"} or number.value >= _LATEST_WEEK:
            return False
        return setting.question == "gestation_weeks" or not _WEEKS & set(setting.message.words)

    def _course(self, words: Sequence[str], numbers: Sequence[Number], setting: Setting) -> dict[str, Value]:
        """`10 yrs`, `8 years of it`; `6 nights bad legs`."""
        number = numbers[0]
        unit = words[number.end] if number.end < len(words) else ""
        rest = {*words[: number.start], *words[number.end + 1 :]}
        months = self._numerals.months.get(unit)
        along = months is not None and months <= 1 and bool(_EXPECTING.intersection(setting.message.words))
        along = along or (unit in _WEEKS and number.value >= _COUNTED_IN_MONTHS) or setting.alarming
        if (
            months
            and months >= _A_WEEK
            and not along
            and rest <= _LASTED
            and len(numbers) == 1
            and setting.question != "age"
        ):
            return {"duration_months": tidy(number.value * months)}
        nights = unit in _NIGHTS and number.value <= 7 and len(numbers) == 1
        if nights and not rest & _NOT_NIGHTS and not {"month", "fortnight"} & rest:
            return {"frequency_per_week": tidy(number.value)}
        return {}


def _ends_age(after: Sequence[str]) -> bool:
    """Whether what follows a number leaves it an age: nothing, `now`, `years old`; not `weeks`."""
    if not after:
        return True
    if after[0] in _OLD:
        of_age = tuple(after[1:3]) == ("of", "age")
        return len(after) == 1 or of_age or after[1] in {"old", "young", *_FEMALE, *_MALE}
    return after[0] in _AFTER_AGE | _FEMALE | _MALE


def _sex(words: Sequence[str]) -> str | None:
    if _FEMALE.intersection(words):
        return "female"
    return "male" if _MALE.intersection(words) else None


def _for_other(setting: Setting) -> bool:
    """Whether somebody writes for the patient, as known before or said right now."""
    writers = {"parent", "carer"}
    said = any(each.question == "respondent" and each.value in writers for each in setting.said)
    return said or setting.facts.get("respondent") in writers


def _of_a_child(setting: Setting) -> bool:
    """Whether a child spoken of may be the patient: nothing is told of the writer."""
    return may_speak_for_child(setting.facts) and not _WRITER.intersection(setting.message.words)


def _measured(after: Sequence[str]) -> bool:
    """Whether a number counts something: `13 weeks`, `20 miles`, `5 foot`."""
    return after[0] in _UNITS or after[0] in _OLD


def _counted(words: Sequence[str], numbers: Sequence[Number], nouns: frozenset[str]) -> bool:
    """Whether a number stands right before what is poured: `2 beers`, `3 strong coffees`."""
    for number in numbers:
        after = words[number.end : number.end + 3]
        if nouns.intersection(after) and not _NOT_POURED.intersection(after):
            return True
    return False
