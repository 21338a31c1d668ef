"""An answer, several at once, in a checklist, amended, kept back, or impossible."""

import pytest

from bot.dialogue.sayings import Ask, Closing, Facts, Meaning, OutOfRange, Phrase, Settle
from bot.knowledge.values import Value
from bot.triage.answers import Answer
from bot.triage.interview import Step
from tests.bot.dialogue.chat import CALM, DONE, Chat
from tests.builders import heard


def test_an_answer_is_recorded_and_the_next_question_asked() -> None:
    chat = Chat.begun()
    chat.replies(40)
    assert chat.values == {"age": 40}
    assert chat.said == (Ask(Step("safety_check", ("chest_pain", "cold_leg")), 2, 6),)


def test_how_an_answer_came_to_be_is_kept() -> None:
    chat = Chat.begun()
    chat.replies(40, also={"donor": "yes"})
    chat.replies(None, also={"chest_pain": "no", "cold_leg": "no"}, pressed=True)
    history = chat.dialogue.answers.history
    origins = {answer.question: answer.origin for answer in history if isinstance(answer, Answer)}
    assert origins == {"age": "asked", "donor": "volunteered", "chest_pain": "pressed", "cold_leg": "pressed"}


def test_several_facts_at_once_are_all_recorded_read_back_and_not_asked() -> None:
    chat = Chat.begun()
    chat.replies(40, also={"sex": "female", "pregnant": "no", "urge_to_move": "yes"})
    assert chat.one(Facts) == Facts("held_facts", {"sex": "female", "pregnant": "no", "urge_to_move": "yes"})
    chat.replies(None, also={"chest_pain": "no", "cold_leg": "no"})
    chat.replies("no")
    assert chat.open == "medications"


def test_facts_without_an_answer_count_and_the_question_comes_again() -> None:
    chat = Chat.begun()
    chat.replies(None, also={"donor": "yes"})
    assert chat.values == {"donor": "yes"}
    assert chat.asked.step.id == "age"


def test_a_fact_nobody_asks_about_is_let_be() -> None:
    chat = Chat.begun()
    chat.replies(40, also={"shoe_size": 44})
    assert chat.values == {"age": 40}


def test_none_of_these_answers_the_whole_checklist() -> None:
    chat = Chat.begun(age=40)
    chat.replies(None, also={"chest_pain": "no", "cold_leg": "no"})
    assert chat.open == "dark_thoughts"


def test_some_of_a_checklist_leaves_the_rest_to_be_asked() -> None:
    chat = Chat.begun(**DONE)
    chat.replies(None, also={"donor": "yes"})
    assert chat.said == (Ask(Step("iron_check", ("vegan", "surgery")), 1, 0, "more"),)


def test_the_rest_of_a_checklist_is_asked_even_when_one_line_is_left() -> None:
    chat = Chat.begun(**DONE)
    chat.replies(None, also={"donor": "yes", "vegan": "no"})
    assert chat.asked == Ask(Step("iron_check", ("surgery",)), 1, 0, "more")


def test_nothing_else_ends_a_checklist_without_touching_what_was_ticked() -> None:
    chat = Chat.begun(**DONE)
    chat.replies(None, also={"donor": "yes"})
    chat.replies(None, also={"donor": "no", "vegan": "no", "surgery": "no"})
    assert chat.values["donor"] == "yes"
    assert chat.dialogue.stage == "finished"


def test_a_bare_yes_to_a_checklist_is_asked_which() -> None:
    chat = Chat.begun(**DONE)
    chat.replies("yes")
    assert chat.said == (Ask(Step("iron_check", ("donor", "vegan", "surgery")), 1, 0, "which"),)


def test_who_is_unsure_about_a_danger_sign_is_told_where_to_ask() -> None:
    chat = Chat.begun(age=40)
    chat.replies(None, also={"chest_pain": "unknown", "cold_leg": "unknown"})
    assert chat.phrases == ["safety_unsure"]
    assert chat.open == "dark_thoughts"


def test_who_does_not_know_is_told_that_this_is_fine() -> None:
    chat = Chat.begun(**CALM)
    chat.replies("unknown")
    assert chat.phrases == ["unknown_ok"]
    assert chat.values["urge_to_move"] == "unknown"


def test_who_would_rather_not_say_does_not_have_to() -> None:
    chat = Chat.begun(**CALM)
    chat.does("decline")
    assert chat.phrases == ["declined_ok"]
    assert chat.values["urge_to_move"] == "declined"
    assert chat.open == "pregnant"


def test_a_checklist_can_be_declined_as_a_whole() -> None:
    chat = Chat.begun(**DONE)
    chat.does("decline")
    assert {chat.values[item] for item in ("donor", "vegan", "surgery")} == {"declined"}
    assert chat.dialogue.stage == "finished"


def test_an_earlier_answer_is_changed_in_words_and_read_back() -> None:
    chat = Chat.begun(**CALM, pregnant="no")
    chat.replies(None, also={"pregnant": "yes"}, amends=True)
    assert chat.one(Facts) == Facts("amended", {"pregnant": "yes"})
    assert [answer.value for answer in chat.dialogue.answers.amendments("pregnant")] == ["no", "yes"]
    assert chat.asked.step.id == "urge_to_move"


def test_a_changed_answer_opens_the_questions_that_now_apply() -> None:
    chat = Chat.begun(**DONE)
    chat.replies(None, also={"pregnant": "yes"}, amends=True)
    assert "weeks" not in chat.values
    chat.replies(None, also={"donor": "no", "vegan": "no", "surgery": "no"})
    assert chat.open == "weeks"


def test_an_answer_brings_with_it_what_it_implies() -> None:
    chat = Chat.begun(sex="female")
    chat.replies(40, also={"weeks": 30})
    assert chat.values["pregnant"] == "yes"


def test_what_is_implied_never_speaks_over_what_was_said() -> None:
    chat = Chat.begun(age=30, pregnant="no")
    chat.replies(None, also={"weeks": 30})
    assert chat.values["pregnant"] == "no"


def test_shop_medicines_are_medicines_too() -> None:
    chat = Chat.begun(**{**CALM, "urge_to_move": "yes", "pregnant": "no", "medications": ("sertraline",)})
    assert chat.open == "otc_medications"
    chat.replies(("doxylamine",))
    assert chat.values["medications"] == ("sertraline", "doxylamine")


def test_none_from_a_shop_does_not_mean_none_at_all() -> None:
    chat = Chat.begun(**{**CALM, "urge_to_move": "yes", "pregnant": "no"})
    chat.volunteers(otc_medications=())
    assert "medications" not in chat.values
    assert chat.open == "medications"


def test_medicines_named_later_are_added_to_those_before() -> None:
    chat = Chat.begun(**CALM, medications=("sertraline",))
    chat.replies(None, also={"medications": ("metformin",)})
    assert chat.values["medications"] == ("sertraline", "metformin")


def test_a_correction_replaces_the_medicines_before() -> None:
    chat = Chat.begun(**CALM, medications=("sertraline",))
    chat.replies(None, also={"medications": ("metformin",)}, amends=True)
    assert chat.values["medications"] == ("metformin",)


@pytest.mark.parametrize("value", [300, -1, {"trimester": 9}])
def test_a_number_that_cannot_be_is_explained_and_asked_again(value: Value) -> None:
    chat = Chat.begun()
    chat.replies(value)
    assert chat.said[0] == OutOfRange("age")
    assert chat.asked.step.id == "age"
    assert "age" not in chat.values


def test_what_was_right_beside_a_number_that_cannot_be_is_kept() -> None:
    chat = Chat.begun()
    chat.replies(300, also={"sex": "female"})
    assert chat.values == {"sex": "female"}


def test_too_many_weeks_cannot_be() -> None:
    chat = Chat.begun(**{**CALM, "urge_to_move": "yes", "pregnant": "yes"})
    assert chat.open == "weeks"
    chat.replies(90)
    assert chat.said[0] == OutOfRange("weeks")
    chat.replies(30)
    assert chat.values["weeks"] == 30


def test_answers_that_cannot_both_be_so_are_asked_about_kindly() -> None:
    chat = Chat.begun(**{**CALM, "sex": "male"})
    chat.replies(None, also={"pregnant": "yes"})
    settle = chat.one(Settle)
    assert (settle.contradiction, settle.question, chat.open) == ("pregnant_and_male", "sex", "sex")
    assert not {"sex", "pregnant"} & set(chat.values)


def test_the_reply_settles_it() -> None:
    chat = Chat.begun(**{**CALM, "sex": "male"})
    chat.replies(None, also={"pregnant": "yes"})
    chat.replies("female")
    assert chat.values["sex"] == "female"
    assert chat.open == "urge_to_move"


def test_a_contradiction_is_asked_about_only_once() -> None:
    chat = Chat.begun(**{**CALM, "sex": "male"})
    chat.replies(None, also={"pregnant": "yes"})
    chat.replies("male", also={"pregnant": "yes"})
    assert not any(isinstance(saying, Settle) for saying in chat.said)
    assert chat.open == "urge_to_move"


def test_a_contradiction_that_comes_up_after_the_end_is_asked_about_too() -> None:
    chat = Chat.begun(**{**DONE, "sex": "male"})
    chat.replies(None, also={"donor": "no", "vegan": "no", "surgery": "no"})
    assert chat.dialogue.stage == "finished"
    chat.volunteers(pregnant="yes")
    assert chat.one(Settle).contradiction == "pregnant_and_male"


def test_a_reply_that_answers_nothing_is_put_another_way() -> None:
    chat = Chat.begun(**CALM)
    chat.replies()
    assert chat.said[:2] == (Phrase("unclear"), Meaning("urge_to_move"))
    assert chat.asked.manner == "again"


def test_an_answer_to_a_question_that_is_not_open_any_more_is_not_taken_for_this_one() -> None:
    chat = Chat.begun(**CALM)
    chat.hears(heard("yes", to="dark_thoughts"))
    assert "urge_to_move" not in chat.values


def test_the_last_answer_brings_the_closing() -> None:
    chat = Chat.begun(**DONE)
    chat.replies(None, also={"donor": "yes", "vegan": "no", "surgery": "no"})
    assert [cause.id for cause in chat.one(Closing).assessment.causes] == ["iron"]
    assert (chat.dialogue.stage, chat.open) == ("finished", None)
