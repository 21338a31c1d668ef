"""Who has the last word: firm rules stand, hints may be overruled, and dangers are only ever added."""

from __future__ import annotations

from dataclasses import replace

from bot.language.advice import advised
from bot.language.interpretation import Guess, Interpretation
from bot.language.learned.hearing import ELSEWHERE, NONE
from bot.language.learned.reply_model import Opinion

SILENT = Interpretation("rest_onset", "mattress + me = misery", "off_topic", "off_topic")
HINTED = Interpretation("rest_onset", "never without", "answer", "answer", value="no", grounds="weak")
FIRM = replace(HINTED, text="no, never", grounds="plain")


def opinion(taken: str, sure: float, **flags: float) -> Opinion:
    return Opinion({taken: sure, "unknown": 1 - sure}, flags)


def test_where_the_rules_are_silent_a_sure_model_is_taken() -> None:
    heard = advised(SILENT, opinion("yes", 0.9), None)
    assert (heard.outcome, heard.value) == ("answer", "yes")


def test_where_neither_is_sure_nothing_is_guessed() -> None:
    heard = advised(SILENT, Opinion({"yes": 0.4, "no": 0.35, "unknown": 0.25}, {}), None)
    assert (heard.outcome, heard.value) == ("off_topic", None)


def test_a_hint_is_overruled_by_a_surer_model_only() -> None:
    assert advised(HINTED, Opinion({"yes": 0.95, "no": 0.05}, {}), None).value == "yes"
    assert advised(HINTED, Opinion({"yes": 0.7, "no": 0.3}, {}), None).value == "no"


def test_a_danger_told_by_the_way_leaves_the_answer_to_be_weighed_but_leads_nowhere_else() -> None:
    alarmed = replace(HINTED, alerts=("stroke_signs",), intent="red_flag")
    assert advised(alarmed, opinion("yes", 0.95), None).value == "yes"
    for away in ("off_topic", "clarification", "declined"):
        heard = advised(alarmed, opinion(away, 0.95), None)
        assert (heard.value, heard.intent, heard.alerts) == ("no", "red_flag", ("stroke_signs",))


def test_a_danger_that_is_asked_about_is_not_put_to_rest() -> None:
    silent = replace(SILENT, question="stroke_signs")
    assert advised(silent, opinion("no", 0.99), None, grave=True).value is None
    assert advised(silent, opinion("yes", 0.7), None, grave=True).value is None
    assert advised(silent, opinion("yes", 0.9), None, grave=True).value == "yes"


def test_what_was_said_in_so_many_words_stands_whatever_the_model_thinks() -> None:
    heard = advised(FIRM, opinion("yes", 0.99), None)
    assert (heard.value, heard.confidence) == ("no", 0.95)


def test_it_is_told_to_be_less_sure_than_the_model_is_for_unseen_it_errs_more_often() -> None:
    assert 0.5 < advised(SILENT, opinion("yes", 0.9), None).confidence < 0.9
    assert 0.5 < advised(SILENT, opinion("off_topic", 0.85), None).confidence < 0.85


def test_a_hint_that_agrees_with_the_model_makes_it_surer() -> None:
    alone = advised(replace(HINTED, grounds="none"), opinion("no", 0.85), None)
    assert advised(HINTED, opinion("no", 0.85), None).confidence > alone.confidence


LISTED = replace(SILENT, question="daily_life_check", text="a chimney, me")


def told(**items: float) -> Opinion:
    return Opinion({ELSEWHERE: 1.0}, {}, {f"{item}=yes": sure for item, sure in items.items()})


def test_the_items_of_a_checklist_that_only_the_model_hears_are_noted() -> None:
    heard = advised(LISTED, told(nicotine=0.9, stress=0.2), None)
    assert (heard.outcome, heard.intent, heard.value, heard.also) == (
        "answer",
        "answer",
        None,
        {"nicotine": "yes"},
    )


def test_what_the_rules_read_of_an_item_stands() -> None:
    read = replace(LISTED, outcome="answer", intent="answer", grounds="terms", also={"nicotine": "no"})
    assert advised(read, told(nicotine=0.9, stress=0.9), None).also == {"nicotine": "no", "stress": "yes"}


def test_to_a_list_that_was_denied_or_left_open_nothing_is_added() -> None:
    denied = replace(LISTED, outcome="answer", intent="answer", value="no", grounds="plain")
    assert advised(denied, told(nicotine=0.9), None) == replace(denied, confidence=0.95)
    asked = replace(LISTED, outcome="clarification", intent="ask_meaning", grounds="plain")
    assert advised(asked, told(nicotine=0.9), None).also == {}


def test_a_refusal_is_a_value_of_its_own() -> None:
    heard = advised(SILENT, opinion("declined", 0.9), None)
    assert (heard.outcome, heard.intent, heard.value) == ("declined", "decline", "declined")


def test_which_question_comes_back_the_classifier_tells() -> None:
    back = advised(SILENT, opinion("clarification", 0.9), Guess("ask_why", 0.4))
    assert (back.outcome, back.intent) == ("clarification", "ask_why")


def test_without_a_fitting_guess_a_question_back_asks_what_is_meant() -> None:
    assert advised(SILENT, opinion("clarification", 0.9), Guess("decline", 0.4)).intent == "ask_meaning"


def test_facts_told_beside_stay_when_the_answer_changes() -> None:
    told = replace(HINTED, also={"age": 54})
    assert advised(told, opinion("yes", 0.95), None).also == {"age": 54}


def test_nothing_to_the_question_leaves_only_what_was_told_beside() -> None:
    told = replace(HINTED, also={"age": 54})
    heard = advised(told, opinion(ELSEWHERE, 0.95), None)
    assert (heard.outcome, heard.value, heard.also) == ("answer", None, {"age": 54})


def test_no_medicines_is_an_empty_list() -> None:
    asked = replace(SILENT, question="medications")
    assert advised(asked, opinion(NONE, 0.9), None).value == ()


def test_a_danger_the_model_hears_is_added() -> None:
    heard = advised(SILENT, opinion("off_topic", 0.9, chest_pain_breathless=0.8), None)
    assert (heard.intent, heard.outcome, heard.alerts) == ("red_flag", "answer", ("chest_pain_breathless",))
    assert heard.also == {"chest_pain_breathless": "yes"}


def test_a_danger_beside_an_answer_leaves_the_answer() -> None:
    heard = advised(FIRM, opinion("no", 0.9, stroke_signs=0.8), None)
    assert (heard.intent, heard.value, heard.alerts) == ("answer", "no", ("stroke_signs",))


def test_a_danger_the_rules_heard_is_never_taken_back() -> None:
    alarmed = replace(SILENT, alerts=("stroke_signs",), intent="red_flag", outcome="answer")
    heard = advised(alarmed, opinion("off_topic", 0.99, stroke_signs=0.01), None)
    assert heard.alerts == ("stroke_signs",)


def test_a_danger_denied_in_so_many_words_stays_denied() -> None:
    denied = replace(FIRM, question="stroke_signs")
    assert advised(denied, opinion("no", 0.9, stroke_signs=0.8), None).alerts == ()


def test_a_whisper_of_danger_raises_nothing() -> None:
    assert advised(SILENT, opinion("off_topic", 0.9, stroke_signs=0.1), None).alerts == ()


def test_second_thoughts_about_an_earlier_answer_do_not_answer_the_open_question() -> None:
    amended = replace(SILENT, outcome="answer", intent="answer", also={"gestation_weeks": 32}, amends=True)
    assert advised(amended, opinion("no", 0.99), None).value is None


def test_a_danger_answers_nothing_but_itself() -> None:
    alarmed = replace(SILENT, alerts=("stroke_signs",), intent="red_flag", outcome="answer")
    assert advised(alarmed, opinion("yes", 0.99), None).value is None


def test_where_no_question_is_open_there_is_nothing_to_weigh() -> None:
    heard = advised(replace(SILENT, question=None), opinion("yes", 0.99), None)
    assert (heard.outcome, heard.value) == ("off_topic", None)


def test_where_a_danger_is_asked_about_the_model_never_puts_it_to_rest() -> None:
    silent = replace(SILENT, question="suicidal_thoughts")
    for taken in ("no", "declined"):
        assert advised(silent, opinion(taken, 0.99), grave=True).value is None


def test_where_a_danger_is_asked_about_a_yes_must_be_surer() -> None:
    silent = replace(SILENT, question="suicidal_thoughts")
    assert advised(silent, opinion("yes", 0.7), grave=True).value is None
    assert advised(silent, opinion("yes", 0.85), grave=True).value == "yes"


def test_a_mere_hint_of_no_does_not_stand_against_a_danger_the_model_hears() -> None:
    hinted = replace(HINTED, question="stroke_signs")
    heard = advised(hinted, opinion("no", 0.9, stroke_signs=0.9), grave=True)
    assert (heard.value, heard.alerts) == ("yes", ("stroke_signs",))
