"""The pure core by the clock: knowledge, assessment, next question, and one reply understood."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from statistics import median

from bot.bootstrap import reply_model
from bot.knowledge.loader import DEFAULT_FOLDER, Knowledge, load
from bot.language.interpretation import Reply
from bot.language.learned.labelled import load_labelled
from bot.language.reader import Reader
from bot.language.understanding import Understanding
from bot.language.words.lexicon import load_lexicon
from bot.settings import ROOT
from bot.triage.assessment import Assessor
from bot.triage.interview import Interview
from tests.bench.conversation import ASIDES, WORDS
from tests.bench.interview import Interviewed
from tests.bench.report import Figure
from tests.bench.timing import each, percentile, seconds, typical

MOST_ASSESS_MS = 2
MOST_PLAN_MS = 10
MOST_LOAD_S = 0.3
MOST_REPLY_MS = 15
"""At the median, on one core."""

EVERY_NTH_STATE = 3
"""Neighbouring states of one interview are much alike."""


def measure_knowledge() -> list[Figure]:
    """Loading the knowledge from its files, and from what was compiled of them."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        fresh = typical(load, 3)
        knowledge = load(DEFAULT_FOLDER, cache)
        compiled = typical(lambda: load(DEFAULT_FOLDER, cache), 5)
    return [
        Figure("knowledge from YAML", fresh, "s"),
        Figure("knowledge compiled", compiled, "s", MOST_LOAD_S),
        Figure("core made ready", 1000 * typical(lambda: Interview(Assessor(knowledge)), 5), "ms"),
    ]


def measure_triage(assessor: Assessor, interviewed: tuple[Interviewed, ...]) -> list[Figure]:
    """Assessing full sets of answers, and choosing what to ask along the interviews."""
    full = [one.full for one in interviewed] * 5
    states = [state for one in interviewed for state in one.states()][::EVERY_NTH_STATE]
    interview = Interview(assessor)
    return [
        *_two("assess all answers", each(assessor.assess, full), MOST_ASSESS_MS),
        *_two("choose the next question", each(interview.plan, states), MOST_PLAN_MS),
    ]


def measure_language(knowledge: Knowledge) -> list[Figure]:
    """Making the reader, and understanding the replies of the scripted conversation."""
    built, reader = seconds(lambda: Reader(knowledge, load_lexicon(ROOT / "data" / "language")))
    said = [*WORDS.items(), *ASIDES.items()]
    replies = [Reply(text, question, {}, date.today()) for question, text in said] * 10
    reader.interpret(replies[0])
    ready, understanding = seconds(lambda: Understanding(reader, reply_model()))
    hard = [one.reply for one in load_labelled(ROOT / "data" / "replies", knowledge) if one.set_aside]
    return [
        Figure("rules made ready", built, "s"),
        Figure("reply model made ready", ready, "s"),
        *_two("read a scripted reply by rules", each(reader.interpret, replies)),
        *_two("understand a labelled reply", each(understanding.interpret, hard[::10]), MOST_REPLY_MS),
    ]


def _two(name: str, durations: tuple[float, ...], aim: float | None = None) -> list[Figure]:
    return [
        Figure(f"{name}, median", 1000 * median(durations), "ms", aim),
        Figure("  95th percentile", 1000 * percentile(durations, 0.95), "ms", aim),
    ]
