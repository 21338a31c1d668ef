"""The patient asks the clinic to call. How to reach them comes first: with that alone staff can help.

What is said here goes to the staff's list and stays out of the transcript (`Apart`), also what is of no use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.dialogue import contact
from bot.dialogue.sayings import Apart, Phrase, Saying
from bot.dialogue.state import Dialogue
from bot.language.interpretation import Interpretation

CONSENT, REACH, NAME, TIME = STEPS = ("call_consent", "call_reach", "call_name", "call_time")

_ASKED: Mapping[str, Phrase] = {
    CONSENT: Phrase("call_consent", buttons=("yes", "no")),
    REACH: Phrase("call_reach", buttons=("no_call",)),
    NAME: Phrase("call_name", buttons=("skip",)),
    TIME: Phrase("call_time", buttons=("any_time",)),
}
_PATIENCE = 3
_QUESTIONS = frozenset({"ask_why", "ask_meaning", "ask_topic", "explain_outcome"})

Said = tuple[Dialogue, tuple[Saying, ...]]


def begin(dialogue: Dialogue) -> Said:
    """Ask whether staff may be told."""
    return _ask(dialogue, CONSENT)


def again(dialogue: Dialogue, *before: Saying) -> Said:
    """Say something, then the open question once more."""
    return dialogue, (*before, _ASKED[str(dialogue.open)])


def reply(dialogue: Dialogue, heard: Interpretation) -> Said:
    """One reply while a call is arranged. All but a plain wish is kept apart: it may hold a number."""
    after, sayings = _reply(dialogue, heard)
    is_plain = dialogue.open == CONSENT or heard.grounds == "plain"
    if is_plain or any(isinstance(each, Apart) for each in sayings):
        return after, sayings
    return after, (Apart({}), *sayings)


def _reply(dialogue: Dialogue, heard: Interpretation) -> Said:
    step = str(dialogue.open)
    if step == REACH and (found := contact.reach(heard.text)):
        return _ask(dialogue, NAME, Apart({"reach_kind": found.kind, "reach": found.value}))
    wish = _wish(step, heard)
    if wish == "stop_here" or (step in {CONSENT, REACH} and _refuses(heard)):
        return _leave(dialogue, Phrase("call_not"), withdrawn=step in {NAME, TIME})
    if wish == "ask_person":
        return again(dialogue, Phrase("person"))
    if wish in _QUESTIONS:
        return again(dialogue, Phrase("call_why"))
    if wish == "go_back":
        return _ask(dialogue, STEPS[max(0, STEPS.index(step) - 1)])
    return _TAKES[step](dialogue, heard)


def _wish(step: str, heard: Interpretation) -> str | None:
    """What is wanted beside an answer. `Will Stop` and `Alex Example` are names, and no wishes."""
    return heard.intent if step in {CONSENT, REACH} or heard.grounds in {"plain", "terms"} else None


def _consent(dialogue: Dialogue, heard: Interpretation) -> Said:
    return _ask(dialogue, REACH) if heard.value == "yes" else _miss(dialogue)


def _reach(dialogue: Dialogue, heard: Interpretation) -> Said:
    return _miss(dialogue, Apart({}), Phrase("call_reach_again"))


def _name(dialogue: Dialogue, heard: Interpretation) -> Said:
    name = None if _refuses(heard) else contact.name(heard.text)
    return _ask(dialogue, TIME, Apart({"name": name} if name else {}))


def _time(dialogue: Dialogue, heard: Interpretation) -> Said:
    when = {} if _refuses(heard) else {"best_time": contact.best_time(heard.text)}
    dialogue = replace(dialogue, stage="finished", open=None, misses=0)
    return dialogue, (Apart(when), Phrase("call_done", buttons=("start_again",)))


def _ask(dialogue: Dialogue, step: str, *before: Saying) -> Said:
    return again(replace(dialogue, stage="call", open=step, misses=0), *before)


def _miss(dialogue: Dialogue, *before: Saying) -> Said:
    """Ask once more; who cannot be understood is told how to reach a person."""
    misses = dialogue.misses + 1
    if misses < _PATIENCE:
        return again(replace(dialogue, misses=misses), *before)
    kept_apart = tuple(each for each in before if isinstance(each, Apart))
    return _leave(dialogue, *kept_apart, Phrase("call_not"), Phrase("person"))


def _leave(dialogue: Dialogue, *sayings: Saying, withdrawn: bool = False) -> Said:
    taken_back = (Apart({"withdrawn": "yes"}),) if withdrawn else ()
    return replace(dialogue, stage="finished", open=None, misses=0), (*taken_back, *sayings)


def _refuses(heard: Interpretation) -> bool:
    return heard.intent == "decline" or (heard.value == "no" and (heard.pressed or heard.grounds == "plain"))


_TAKES: Mapping[str, Callable[[Dialogue, Interpretation], Said]] = {
    CONSENT: _consent,
    REACH: _reach,
    NAME: _name,
    TIME: _time,
}
