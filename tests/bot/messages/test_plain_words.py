"""Every string a patient can see is plain, and none of them plays doctor."""

from __future__ import annotations

import re

import pytest
from textstat.textstat import textstat

from bot.dialogue.sayings import Closing
from bot.messages import Messages, blanks
from bot.settings import Settings
from tests.bot.messages.patient_texts import texts, words
from tests.bot.triage.answering import assessor, pool, shipped

GRADE = 8
"""The school grade at which everything can be read."""

SHORTEST = 8
"""A grade of fewer words than this says nothing."""


def too_hard(text: str) -> bool:
    return len(text.split()) >= SHORTEST and textstat.flesch_kincaid_grade(text) > GRADE


@pytest.mark.parametrize("country", ["US", "UK"])
def test_every_text_reads_at_grade_eight_or_below(country: str) -> None:
    assert [place for place, text in texts() if too_hard(words(country).fill(text))] == []


def test_every_line_of_a_closing_reads_at_grade_eight_or_below() -> None:
    said = Messages(shipped(), blanks(shipped(), Settings.parse_obj({})))
    for number in range(12):
        answers = {key: values[number % len(values)] for key, values in pool().items() if key not in DANGERS}
        for message in said.render([Closing(assessor().assess(answers))]):
            plain = re.sub(r"Based on: [^\n]*|[^:\n]*: you told me: [^\n.]*", "", message.text)
            assert [line for line in plain.split("\n") if too_hard(line)] == []


DANGERS = {question for flag in shipped().red_flags.values() for when in flag.when for question in when}

ILLNESSES = "|".join(
    (
        "restless legs|rls|ana?emia|low iron|iron deficiency|diabetes|neuropathy|nerve damage|akathisia",
        "sleep apno?ea|arthritis|sciatica|depression|anxiety|kidney disease|liver disease|a blood clot",
        "cancer|a stroke|insomnia",
    )
)
ASKING = "".join(f"(?<!{word} )" for word in ("do", "if", "that", "when", "whether"))
DIAGNOSIS = re.compile(rf"{ASKING}\byou have (?:an? |some |mild |severe )?(?:{ILLNESSES})\b", re.IGNORECASE)
DOSE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:mg|mcg|µg|ug|grams?|milligrams?|micrograms?|iu|ml|tablets?|pills?|capsules?|drops)\b(?!\s*/)",
    re.IGNORECASE,
)
CHANGE = re.compile(r"(?<!not )(?<!never )(?<!don't )\b(?:stop|start|quit) taking\b", re.IGNORECASE)


@pytest.mark.parametrize("text", ["You have restless legs.", "It seems you have an anaemia"])
def test_a_diagnosis_would_be_found(text: str) -> None:
    assert DIAGNOSIS.search(text)


@pytest.mark.parametrize("text", ["Do you have diabetes?", "Tell them if you have low iron."])
def test_a_question_about_an_illness_is_no_diagnosis(text: str) -> None:
    assert not DIAGNOSIS.search(text)


def test_a_dose_and_a_word_to_change_a_medicine_would_be_found() -> None:
    assert DOSE.search("Take 65 mg at night")
    assert not DOSE.search("a ferritin of 75 µg/L")
    assert CHANGE.search("You should stop taking it")
    assert not CHANGE.search("Please do not stop taking it")


@pytest.mark.parametrize("forbidden", [DIAGNOSIS, DOSE, CHANGE], ids=["diagnosis", "dose", "change"])
def test_no_text_plays_doctor(forbidden: re.Pattern[str]) -> None:
    assert [(place, text) for place, text in texts() if forbidden.search(text)] == []


def test_no_claim_carried_over_plays_doctor_either() -> None:
    claims = [
        claim for cause in shipped().causes.values() for claim in (*cause.claims, cause.guideline) if claim
    ]
    claims += [claim for lab in shipped().labs.values() for claim in lab.claims]
    assert claims
    assert [claim.says for claim in claims if DIAGNOSIS.search(claim.says) or CHANGE.search(claim.says)] == []


def test_no_text_carries_marks_of_a_program() -> None:
    odd = re.compile(r"</?\w+>|\bnull\b|\w_\w|  ")
    filled = ((place, re.sub(r"\{\w+\}", "x", text)) for place, text in texts())
    assert [(place, text) for place, text in filled if odd.search(text)] == []


def test_a_question_is_asked_with_one_question_mark() -> None:
    crowded = [q.id for q in shipped().questions.values() if q.ask.count("?") > 1]
    assert crowded == []
