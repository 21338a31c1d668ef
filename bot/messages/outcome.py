"""The outcome in words: the emergency message, and the closing in a few short parts."""

from __future__ import annotations

from typing import Any

from bot.dialogue.sayings import Alarm, Closing
from bot.knowledge.loader import Knowledge
from bot.messages.message import Message
from bot.messages.questions import Questions
from bot.messages.wording import Words, bullets, listed, sentence
from bot.triage.advice import SuggestedLab
from bot.triage.answers import Values
from bot.triage.assessment import Assessment
from bot.triage.inference import Spoken

_SHOWN_CAUSES = 5
"""More than these tire a reader; the assessment beside the words has them all."""

_SHOWN_REASONS = 4
"""How many answers are read back for one cause."""


class Outcomes:
    """Says what the answers come to."""

    def __init__(self, knowledge: Knowledge, words: Words, questions: Questions) -> None:
        self._knowledge = knowledge
        self._words = words
        self._questions = questions

    def alarm(self, saying: Alarm) -> Message:
        """The emergency message: the one thing to do first, nothing about legs."""
        flag = self._knowledge.red_flags[saying.flag.id]
        first = self._words.fill(flag.first)
        call = self._words.say("call_first") if saying.flag.urgency == "emergency" != flag.urgency else None
        parts = (call, first, self._words.fill(flag.then or ""), self._words.say("alarm_way_on"))
        custom: dict[str, Any] = {
            "kind": "emergency",
            "id": saying.flag.id,
            "urgency": saying.flag.urgency,
            "referrals": saying.assessment.to_json()["referrals"],
        }
        return Message(
            "\n".join(part for part in parts if part), (self._words.button("misunderstanding"),), custom
        )

    def closing(self, saying: Closing) -> list[Message]:
        """The end; its last message carries the assessment."""
        assessment = saying.assessment
        parts = (
            self.fit(assessment),
            self.causes(assessment),
            self.labs(assessment),
            self.referrals(assessment),
        )
        last = "\n".join(self._words.say(key) for key in ("watch_for", "not_diagnosis", "offer_explain"))
        buttons = tuple(
            self._words.button(key)
            for key in ("what_would_change", "ask_call", "talk_to_person", "start_again")
        )
        return [*(Message(part) for part in parts if part), Message(last, buttons, assessment.to_json())]

    def fit(self, assessment: Assessment) -> str:
        """How far the answers fit restless legs, and what else can feel so."""
        text = self._words.say(f"fit_{assessment.pattern.fit}")
        mimics = [self._knowledge.mimics[mimic.id] for mimic in assessment.pattern.mimics]
        lines = [self._words.say("mimic_line", name=mimic.name, explain=mimic.apart) for mimic in mimics]
        return f"{text}\n{self._words.say('mimics_intro')}\n{bullets(lines)}" if lines else text

    def causes(self, assessment: Assessment) -> str:
        """What may play a part, with why and according to whom."""
        if not assessment.causes:
            return self._words.say("causes_none")
        lines = [self._cause(spoken, assessment.answers) for spoken in assessment.causes[:_SHOWN_CAUSES]]
        return f"{self._words.say('causes_intro')}\n{bullets(lines)}"

    def labs(self, assessment: Assessment) -> str:
        """Which tests to ask about, the usual ones first, and how to get ready for them."""
        if not assessment.labs:
            return ""
        usual = [lab for lab in assessment.labs if lab.status != "optional"]
        optional = [lab for lab in assessment.labs if lab.status == "optional"]
        parts = [("labs_intro", usual), ("labs_optional_intro", optional)]
        blocks = [f"{self._words.say(key)}\n{bullets(map(self._lab, labs))}" for key, labs in parts if labs]
        return "\n".join(blocks)

    def referrals(self, assessment: Assessment) -> str:
        """Whom to see, how soon, and what to say there."""
        lines = []
        for each in assessment.referrals:
            who = sentence(self._words.fill(self._knowledge.referrals[each.to].name)).rstrip(".")
            when = self._words.say(f"when_{each.urgency}")
            lines.append(self._words.say("referral_line", who=who, when=when, say=self._words.fill(each.say)))
        if not lines:
            return ""
        booking = self._words.say("booking_line")
        keep = self._words.say("keep_medicines") if assessment.answers.get("medications") else ""
        parts = (self._words.say("referrals_intro"), bullets(lines), booking, keep)
        return "\n".join(part for part in parts if part)

    def cited(self, sources: tuple[str, ...]) -> str:
        """Sources by the names a reader knows them by."""
        return listed(dict.fromkeys(self._knowledge.sources[key].cite for key in sources))

    def told(self, keys: tuple[str, ...], answers: Values) -> str:
        """What the patient said about some questions, in one line."""
        return self._questions.facts({key: answers[key] for key in keys if key in answers})

    def _cause(self, spoken: Spoken, answers: Values) -> str:
        cause = self._knowledge.causes[spoken.id]
        told = self.told(spoken.for_[:_SHOWN_REASONS], answers)
        because = self._words.say("cause_because", facts=told) if told else cause.explain
        line = self._words.say("cause_line", name=sentence(cause.name).rstrip("."), because=because)
        level = sentence(self._words.say(f"level_{spoken.level}"))
        evidence = self._words.say(f"evidence_{cause.evidence}")
        first = (cause.guideline.source,) if cause.guideline else cause.sources[:1]
        claimed = tuple(claim.source for claim in cause.claims[:1])
        sources = self._words.say("sources_line", sources=self.cited((*first, *claimed)))
        return f"{sentence(line)} {level} {evidence} {sources}"

    def _lab(self, suggested: SuggestedLab) -> str:
        lab = self._knowledge.labs[suggested.id]
        names = listed(self._knowledge.causes[cause].name for cause in suggested.because)
        because = (
            self._words.say("lab_core_because")
            if suggested.status == "core"
            else self._words.say("lab_because", causes=names)
        )
        line = sentence(self._words.say("lab_line", name=lab.name, because=because))
        return f"{line} {self._words.say('preparation_line', preparation=lab.preparation)}"
