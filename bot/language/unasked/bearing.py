"""Which facts told in passing are about the restless legs, and which about what is asked or what alarms."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.values import Value
from bot.language.answers.setting import Setting
from bot.language.words.word_list import words_of

_BY_A_DANGER = words_of("sudden_onset legs_affected leg_swelling numbness cramp_knot sensation")
"""Where a danger is told, these are its signs: `one calf swelled up all of a sudden`."""
_LEGS_ASKED = words_of(
    "back_problem varicose_veins leg_swelling numbness joint_pain pain_on_walking pain_check "
    "conditions_check body_check"
)
"""Where another trouble of the legs is asked about, `both legs` is where that is."""
_RESTLESS = words_of(
    "restless rls crawl crawls crawling crawly creep creeps creeping creepy fizz fizzing fizzy tingle "
    "tingling twitch twitchy twitching"
)
_OF_THAT_TROUBLE = frozenset({"legs_affected", "sudden_onset"})
_FORMER = {"evening_once": "evening_worse", "relief_once": "relief_with_movement"}
"""What was once so says nothing of today."""
_NIGHTS_COUNTED = frozenset({"evening_worse", "legs_affected"})
"""`only Sunday nights`, `alternate nights` count them."""
_TAKEN = words_of("tablet tablets pill pills medicine medicines medication medications meds dose drug drugs")
_MEDICINES = frozenset({"medications", "otc_medications"})
_FORMERLY = (
    "used to", "at first", "in the beginning", "in the early days", "once upon a time", "years back",
    "initially", "first few years", "began as", "started as", "early on", "to begin with", "back then",
    "years ago",
)  # fmt: skip
_TODAY = words_of("now nowadays anymore today these any more")


def bearing(found: Mapping[str, Value], setting: Setting, question: str | None) -> dict[str, Value]:
    """The facts, less those that bear on something else."""
    foreign: set[str] = set()
    restless = bool(_RESTLESS.intersection(setting.message.words))
    if setting.alarming:
        foreign |= _BY_A_DANGER - ({"sensation"} if restless else set())
    if question in _LEGS_ASKED and not restless:
        foreign |= _OF_THAT_TROUBLE
    if question == "frequency_per_week":
        foreign |= _NIGHTS_COUNTED
    if question in {"cramp_knot", "pain_check"}:
        foreign |= {"sensation"} if found.get("sensation") == ("cramping",) else set()
    if not (_MEDICINES & {*found, question} or _TAKEN.intersection(setting.message.words)):
        foreign.add("medication_change")
    foreign.add(_FORMER.get(question or "", ""))
    return {name: value for name, value in found.items() if name not in foreign}


def once(question: str | None, value: Value | None, setting: Setting) -> dict[str, Value]:
    """`used to help, not any more`: that it once did."""
    former = {today: name for name, today in _FORMER.items()}.get(question or "")
    words = setting.message.words
    text = " ".join(words)
    if former is None or value not in {"no", "partial"} or not _TODAY.intersection(words):
        return {}
    return {former: "yes"} if any(phrase in text for phrase in _FORMERLY) else {}
