"""Answers are amended and taken back, and how they came to be is never lost."""

from bot.triage.answers import Answer, Answers, says_something


def test_the_last_answer_to_a_question_stands() -> None:
    answers = Answers.of({"pregnant": "no"}).record(Answer("pregnant", "yes", "amended", 3))
    assert answers.values == {"pregnant": "yes"}


def test_an_amended_answer_keeps_the_one_before_it() -> None:
    answers = Answers().record(Answer("pregnant", "no", "asked", 2))
    answers = answers.record(Answer("pregnant", "yes", "amended", 7))
    assert [(each.value, each.origin, each.turn) for each in answers.amendments("pregnant")] == [
        ("no", "asked", 2),
        ("yes", "amended", 7),
    ]


def test_the_same_answer_again_is_not_written_twice() -> None:
    answers = Answers.of({"pregnant": "no"})
    assert answers.record(Answer("pregnant", "no", "asked", 5)) is answers


def test_an_answer_taken_back_counts_as_not_asked() -> None:
    answers = Answers.of({"pregnant": "no", "age": 30}).withdraw(["pregnant"])
    assert answers.values == {"age": 30}


def test_an_answer_taken_back_stays_in_the_history() -> None:
    answers = Answers.of({"pregnant": "no"}).withdraw(["pregnant"])
    assert [each.value for each in answers.amendments("pregnant")] == ["no"]


def test_an_answer_may_be_given_again_after_it_was_taken_back() -> None:
    answers = Answers.of({"pregnant": "no"}).withdraw(["pregnant"]).record(Answer("pregnant", "no"))
    assert answers.values == {"pregnant": "no"}


def test_taking_back_what_was_never_answered_leaves_no_trace() -> None:
    assert Answers.of({"age": 30}).withdraw(["pregnant"]) == Answers.of({"age": 30})


def test_recording_never_changes_the_answers_before() -> None:
    before = Answers.of({"age": 30})
    before.record(Answer("age", 31))
    assert before.values == {"age": 30}


def test_the_whole_history_survives_the_way_through_json() -> None:
    answers = Answers().record(
        Answer("medications", ("sertraline",), "volunteered", 1),
        Answer("gestation_weeks", {"trimester": 3}, "asked", 2),
    )
    answers = answers.withdraw(["medications"]).record(Answer("medications", (), "amended", 3))
    again = Answers.from_json(answers.to_json())
    assert again == answers
    assert again.values == {"gestation_weeks": {"trimester": 3}, "medications": ()}


def test_an_unknown_or_declined_answer_says_nothing() -> None:
    assert not any(says_something(value) for value in (None, "unknown", "declined", ("unknown",)))


def test_none_at_all_says_something() -> None:
    assert all(says_something(value) for value in ("no", (), 0, ("unknown", "sertraline"), {"trimester": 1}))
