"""What the rules make of a reply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import DECLINED, UNKNOWN, Value
from bot.language.amendments import Amendments
from bot.language.answers.checklists import ChecklistReader
from bot.language.answers.firmness import of_feelings, of_list
from bot.language.answers.places import open_items
from bot.language.answers.polarity import PLAIN, PolarityReader
from bot.language.answers.presses import Buttons, Press
from bot.language.answers.replies import ReplyReader
from bot.language.answers.setting import Setting
from bot.language.dangers.alerts import AlertReader
from bot.language.family.relatives import RelativeReader
from bot.language.inquiries import InquiryReader
from bot.language.interpretation import Grounds, Guess, Intent, Interpretation, Reply
from bot.language.medicines.current import MedicineReader
from bot.language.medicines.pharmacy import Pharmacy
from bot.language.moves import OUTCOMES, Asked, MoveReader
from bot.language.numbers.quantities import Quantities
from bot.language.numbers.rates import Rates
from bot.language.numbers.set_phrases import SetPhrases
from bot.language.unasked.asides import Asides
from bot.language.unasked.bearing import once
from bot.language.unasked.earlier import EarlierReader
from bot.language.unasked.volunteered import VolunteeredReader, implied
from bot.language.understood import Understood, conclude
from bot.language.words.facts import FactReader, Said
from bot.language.words.foreign import Foreign, ForeignReader, small_words
from bot.language.words.lexicon import Lexicon
from bot.language.words.message import Message, read_message
from bot.language.words.scope import Scopes
from bot.language.words.spelling import Spelling
from bot.language.words.text import Vocabulary, clean

_WHAT_IS = frozenset({("what", "is"), ("what", "are"), ("what", "does"), ("what", "do"), ("what", "counts")})
_BRIEF = 5
_MAY_TELL = frozenset({"did", "was", "were", "had", "is", "can", "could", "has", "not", "have", "will"})
_CANNOT_WAIT = frozenset({"emergency", "same_day"})
_ASKS = frozenset({"ask_why", "ask_meaning", "ask_topic", "explain_outcome"})


class Reader:
    """Reads replies by rules. Built once; it keeps nothing of what it reads."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon, country: str | None = None) -> None:
        vocabulary = Vocabulary()
        vocabulary.add(
            word for words in lexicon.groups.values() for entry in words for word in clean(entry).split()
        )
        self._knowledge, self._vocabulary = knowledge, vocabulary
        self._scopes = Scopes(vocabulary, lexicon)
        self._alerts = AlertReader(vocabulary, lexicon, self._scopes)
        self._polarity = PolarityReader(vocabulary, lexicon)
        self._facts = FactReader(vocabulary, lexicon)
        self._moves = MoveReader(vocabulary, lexicon, knowledge)
        self._inquiries = InquiryReader(knowledge, lexicon)
        self._amendments = Amendments(vocabulary, lexicon)
        phrases = SetPhrases(vocabulary, lexicon)
        quantities, rates = Quantities(lexicon, phrases), Rates(lexicon, phrases)
        relatives = RelativeReader(vocabulary, lexicon, self._scopes)
        english, known = small_words(_texts(knowledge)), vocabulary.known()
        pharmacy = Pharmacy(vocabulary, knowledge, lexicon.remedies, country)
        medicines = MedicineReader(vocabulary, lexicon, pharmacy, self._scopes)
        self._replies = ReplyReader(knowledge, self._facts, quantities, rates, medicines, relatives)
        self._volunteered = VolunteeredReader(
            knowledge, self._replies, quantities, medicines, relatives, Asides(lexicon)
        )
        self._earlier = EarlierReader(knowledge, self._facts, quantities)
        self._checklists = ChecklistReader(knowledge, self._facts)
        self._spelling = Spelling(lexicon.spelling, known, english | pharmacy.words)
        self._foreign = ForeignReader(lexicon, english | known)
        self._buttons = Buttons(knowledge)

    def interpret(self, reply: Reply, guess: Guess | None = None) -> Interpretation:
        """What a reply to a question, a checklist or nothing in particular is understood as."""
        press = self._buttons.press(reply.question, reply.text)
        if press is not None:
            return self._pressed(reply, press)
        message = self._message(reply.text)
        said = self._facts.said(message, reply.facts)
        known = _with_pregnancy(said, reply.facts)
        raised, denied = self._alerts.read(message.everything, known, reply.question)
        foreign = self._foreign.read(clean(reply.text[:40_000]))
        raised |= dict.fromkeys(foreign.alerts)
        if not message.words or (
            foreign.code and not self._replies.names_a_medicine(reply.question, message)
        ):
            return _unheard(reply, foreign, tuple(raised))
        return self._spoken(reply, message, said, raised, denied, guess)

    def alerts(self, text: str, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """The red flags heard in a raw text, by rules alone."""
        message = self._message(text)
        known = _with_pregnancy(self._facts.said(message, facts), facts)
        raised, _ = self._alerts.read(message.everything, known)
        raised |= dict.fromkeys(self._foreign.read(clean(text[:40_000])).alerts)
        return tuple(raised)

    def listed(self, reply: Reply, value: str) -> Mapping[str, Value]:
        """The items of the open checklist as "no", "unknown" or "declined" to all of it answers them."""
        checklist = self._knowledge.checklists.get(reply.question or "")
        if checklist is None or value not in {"no", UNKNOWN, DECLINED}:
            return {}
        return self._checklists.whole(checklist, reply.facts, value)

    def _message(self, text: str) -> Message:
        return read_message(text, self._vocabulary, self._spelling, self._scopes)

    def _pressed(self, reply: Reply, press: Press) -> Interpretation:
        press = replace(press, also=self._still_open(reply, press.also))
        declined = press.value == "declined"
        answers = {**press.also, **({reply.question: press.value} if reply.question and press.value else {})}
        return Interpretation(
            question=reply.question,
            text=reply.text,
            outcome="declined" if declined else "answer",
            intent="decline" if declined else "answer",
            value=press.value,
            also=press.also,
            alerts=tuple(name for name, value in answers.items() if self._is_alarm(name, value)),
            pressed=True,
        )

    def _still_open(self, reply: Reply, pressed: Mapping[str, Value]) -> Mapping[str, Value]:
        """What a button says of the items of a checklist that have no answer yet."""
        checklist = self._knowledge.checklists.get(reply.question or "")
        if checklist is None or len(pressed) < 2:
            return pressed
        items = [self._knowledge.questions[item] for item in checklist.questions if item in pressed]
        still = open_items(items, reply.facts)
        return {item: value for item, value in pressed.items() if item in still}

    def _stated(self, raised: Iterable[str]) -> dict[str, Value]:
        """The answers that raised flags stand for: their own, or those their condition consists of."""
        stated: dict[str, Value] = {}
        for name in raised:
            flag = self._knowledge.red_flags.get(name)
            if name in self._knowledge.questions or flag is None:
                stated[name] = "yes"
            else:
                stated |= {
                    question: "yes" for question, value in flag.when[0].items() if value.any_of == ("yes",)
                }
        return stated

    def _is_alarm(self, question: str, value: Value) -> bool:
        """Whether an answer alone is an alarm: a danger sign, or the yes to what cannot wait a day."""
        model, flag = self._knowledge.questions.get(question), self._knowledge.red_flags.get(question)
        safety = model is not None and model.group == "safety"
        return value == "yes" and (safety or (flag is not None and flag.urgency in _CANNOT_WAIT))

    def _spoken(
        self,
        reply: Reply,
        message: Message,
        said: Sequence[Said],
        raised: dict[str, None],
        denied: dict[str, None],
        guess: Guess | None,
    ) -> Interpretation:
        asked = self._moves.whole(message) or self._moves.within(message)
        leads = self._replies.leads(reply.question, message)
        inquiry = None if raised or leads else self._inquiries.read(message, reply.question)
        if inquiry is not None:
            back = conclude(reply, Understood(None, {}, None), asked or inquiry, (), False, self._is_alarm)
            return replace(back, grounds="terms" if _asked_outright(message) else "weak")
        corrected = self._earlier.corrected(message.words, reply.facts, reply.question)
        opening = self._amendments.opening(message)
        if opening.rest is not message:
            message, said = opening.rest, self._facts.said(opening.rest, reply.facts)
        setting = Setting(
            message,
            said,
            self._polarity.labels(message.sentences),
            reply.facts,
            reply.today,
            reply.question,
            bool(raised) and reply.question not in raised,
            asking=asked is not None and asked.intent in _ASKS,
        )
        told = self._volunteered.facts(setting, reply.question, opening.amends)
        if opening.amends and not self._replies.in_its_terms(reply.question, setting):
            told = {**self._earlier.facts(setting, reply.question), **told}
        told |= corrected
        noted = reply.facts.get("medications")
        fewer = isinstance(noted, tuple) and bool(set(noted) - set(_names(told.get("medications", noted))))
        amends = opening.amends or fewer or bool(corrected)
        if amends and told:
            setting = replace(setting, amending=True)
        understood = self._answered(reply.question, setting, raised, denied)
        if reply.question == "family_history" and understood.value != "yes":
            told.pop("family_members", None)
        told |= implied(reply.question, understood.value) | once(reply.question, understood.value, setting)
        understood = replace(
            understood.with_facts(told),
            brief=len(message.words) <= _BRIEF,
            own=self._replies.in_its_terms(reply.question, setting),
            plain=understood.plain or (leads and understood.value is not None),
        )
        understood = understood.with_safety(
            {**self._stated(raised), **dict.fromkeys(denied, "no")},
            reply.question,
            self._knowledge.questions,
        )
        unsure = understood.value is None and not understood.also
        ruled = asked
        if asked is None and (unsure or message.asks):
            asked = self._moves.guessed(message, guess)
        if asked is None and unsure and reply.question and message.words[:2] in _WHAT_IS:
            asked = Asked("ask_meaning")
        if asked and understood.value is not None and _said_by_the_way(asked, message):
            asked = None
        if asked is None and unsure and reply.question is None and message.asks:
            asked = Asked("ask_topic") if self._moves.asks_about_legs(message) else None
        alarms = tuple(flag for flag in raised if flag != reply.question or self._is_alarm(flag, "yes"))
        concluded = conclude(reply, understood, asked, alarms, amends, self._is_alarm)
        return replace(concluded, grounds=self._grounds(concluded, ruled, setting))

    def _grounds(self, concluded: Interpretation, ruled: Asked | None, setting: Setting) -> Grounds:
        """What the rules had to go by; a guess of the classifier is none of theirs."""
        question = concluded.question
        if concluded.intent not in {"answer", "red_flag", "decline"}:
            return "none" if ruled is None else "plain" if ruled.whole else "weak"
        if question is None:
            return "terms"
        if question in concluded.alerts:
            return "plain" if f"{PLAIN}yes" in setting.labels else "weak"
        if question in self._knowledge.checklists:
            items = self._knowledge.checklists[question].questions
            told = {item: value for item, value in concluded.also.items() if item in items}
            return of_list(concluded.value, told, setting.message)
        if concluded.value is None or isinstance(concluded.value, str):
            return self._replies.grounds(question, setting)
        if self._knowledge.questions[question].kind == "choices" and isinstance(concluded.value, tuple):
            return of_feelings(concluded.value, setting.message)
        return "terms"

    def _answered(
        self, question: str | None, setting: Setting, raised: dict[str, None], denied: dict[str, None]
    ) -> Understood:
        """What the open question or checklist is answered with."""
        checklist = self._knowledge.checklists.get(question or "")
        if checklist is not None:
            ticked = self._checklists.read(checklist, setting, tuple(raised), tuple(denied))
            return Understood(ticked.value, dict(ticked.also), setting.leaning)
        if question is None:
            return Understood(None, {}, setting.leaning)
        if question in raised:
            return Understood("yes", {}, "yes")
        value = self._replies.value(question, setting)
        if value is None and question in denied:
            value = "no"
        return Understood(
            value, {}, setting.leaning, plain=bool({"opening_yes", "opening_no"} & set(setting.labels))
        )


def _with_pregnancy(said: Sequence[Said], facts: Mapping[str, Value]) -> Mapping[str, Value]:
    """What is known, and whether this very message speaks of being pregnant."""
    spoken = [one.value for one in said if one.question in {"pregnant", "breastfeeding"}]
    return {**facts, "pregnant": "yes"} if "yes" in spoken or facts.get("breastfeeding") == "yes" else facts


def _asked_outright(message: Message) -> bool:
    """Whether it can be nothing but a question: `was a martyr to it` may tell, `did I` may muse."""
    return "?" in message.words or message.words[0] not in _MAY_TELL


def _names(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _said_by_the_way(asked: Asked, message: Message) -> bool:
    """`evening` answers a question rather than greets; so does `I am fine`, where no alarm was shown."""
    return len(message.words) <= {"greet": 1, "misunderstood": 3}.get(asked.intent, 0)


def _unheard(reply: Reply, foreign: Foreign, alerts: tuple[str, ...]) -> Interpretation:
    """Nothing in it, or another language."""
    intent: Intent = "other_language" if foreign.code else "off_topic"
    return Interpretation(
        question=reply.question,
        text=reply.text,
        outcome=OUTCOMES[intent],
        intent=intent,
        alerts=alerts,
        about=foreign.code,
    )


def _texts(knowledge: Knowledge) -> list[str]:
    """All English sentences of the knowledge: their words are words."""
    texts = [f"{q.ask} {q.why} {q.meaning} {q.item or ''}" for q in knowledge.questions.values()]
    texts += [cause.explain for cause in knowledge.causes.values()]
    texts += [topic.answer for topic in knowledge.topics.values()]
    return texts + [entry.text for entry in knowledge.wording.values()]
