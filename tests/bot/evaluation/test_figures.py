"""Judgements are counted as the project asks for them, and printed as tables."""

from __future__ import annotations

from bot.bootstrap import knowledge
from bot.evaluation import report
from bot.evaluation.figures import Figures, Share, by, calibration, confusion
from bot.evaluation.judgement import Judge, Judgement
from bot.language.interpretation import Interpretation, Reply
from bot.language.learned.labelled import Labelled


def judged(question: str, said: Labelled, noted: Interpretation) -> Judgement:
    return Judge(knowledge()).judge(said, noted)


def answer(question: str, said: object, noted: object) -> Judgement:
    labelled = Labelled("f", ("idiom",), Reply("...", question), "answer", said)  # type: ignore[arg-type]
    heard = Interpretation(question, "...", "answer", "answer", noted)  # type: ignore[arg-type]
    return judged(question, labelled, heard)


def alarm(told: tuple[str, ...], raised: tuple[str, ...]) -> Judgement:
    labelled = Labelled("f", ("danger",), Reply("...", "age"), "answer", 54, alerts=told)
    heard = Interpretation("age", "...", "answer", "answer", 54, alerts=raised)
    return judged("age", labelled, heard)


def refusal(understood: bool) -> Judgement:
    labelled = Labelled("f", ("refusal",), Reply("...", "age"), "declined", "declined")
    heard = (
        Interpretation("age", "...", "declined", "decline", "declined")
        if understood
        else Interpretation("age", "...", "off_topic", "off_topic")
    )
    return judged("age", labelled, heard)


SOME = [
    answer("rest_onset", "yes", "yes"),
    answer("rest_onset", "yes", "no"),
    answer("medications", ("sertraline",), ("sertraline",)),
    answer("medications", "unknown", "unknown"),
    answer("duration_months", 12, 24),
    alarm(("stroke_signs",), ("stroke_signs",)),
    alarm(("stroke_signs",), ()),
    alarm((), ("stroke_signs",)),
    refusal(True),
    refusal(False),
]


def test_each_figure_counts_the_replies_it_is_about() -> None:
    figures = Figures.of(SOME, knowledge())
    assert figures.understood == Share(7, 10)
    assert figures.medicines == Share(1, 1)
    assert figures.numbers == Share(3, 4)
    assert figures.dangers == Share(1, 2)
    assert figures.false_alarms == Share(1, 10)
    assert figures.moves == Share(1, 2)


def test_shares_stand_by_what_distinguishes_replies() -> None:
    assert by(SOME, lambda one: one.labelled.phenomena)["danger"] == Share(3, 3)


def test_what_was_taken_for_what_begins_with_the_most_frequent() -> None:
    assert confusion([*SOME, refusal(False)])[0] == ("declined", "off_topic", 2)


def test_confidence_is_compared_with_how_often_it_was_right() -> None:
    rows = calibration([(0.95, True), (0.97, True), (0.55, False), (1.0, False)])
    assert [(name, share) for name, share, _ in rows] == [
        ("0.5 to 0.6", Share(0, 1)),
        ("0.9 to 1", Share(2, 3)),
    ]


def test_nothing_measured_is_said_so() -> None:
    assert str(Share(0, 0)) == "none"
    assert str(Share(19, 20)) == "95.0% of 20"


def test_the_tables_are_markdown_with_goal_and_measure() -> None:
    text = report.overall(Figures.of(SOME, knowledge()))
    assert "| medicines, the set of current generics | at least 96 % | 100.0% of 1 |" in text
    assert "| idiom | 60.0% of 5 |" in report.groups(SOME)
