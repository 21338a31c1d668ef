"""Questions, checklists and answers in words, with what programs read beside them."""

from __future__ import annotations

import pytest

from bot.dialogue.sayings import Ask, Facts, Meaning, OutOfRange, Phrase, Settle, Why
from bot.knowledge.values import Value
from bot.messages import Message, Messages
from bot.triage.interview import Step
from tests.builders import a_checklist, a_contradiction, a_question, knowledge, options, words

SAID = Messages(
    knowledge(
        a_question("age", "number", ask_child="How old is your child?"),
        a_question("vegan", item="Vegan or vegetarian", item_child="Eats no meat"),
        a_question("donor", item="Giving blood"),
        a_question("dark_thoughts", group="safety"),
        a_question("severity", "choice", options=options("mild", "severe"), short="how bad"),
        a_question("medications", "medications", short="medicines"),
        a_question(
            "family_members", "relatives", options=options("mother", "half_sibling"), short="relatives"
        ),
        a_question("weeks", "number", minimum=1, maximum=44, unit="weeks", short="weeks pregnant"),
        a_question("free", "medications", meaning="Call {clinic}."),
        a_checklist("iron_check", "vegan", "donor", ask_child="Any of these in your child?"),
        a_contradiction("vegan_and_not", {"vegan": "yes"}, "vegan"),
        *words(
            button_yes="Yes",
            button_no="No",
            button_not_sure="Not sure",
            button_rather_not="Rather not say",
            button_none_of_these="None of these",
            button_nothing_else="Nothing else",
            button_no_medicines="I take none",
            repeat_question="Back to my question:",
            any_others="Any of the others?",
            which_of_these="Which of these?",
            out_of_range_unit="I need {unit}, from {minimum} to {maximum}.",
            impossible_answer="I cannot use that.",
            held_facts="I noted: {facts}.",
            thanks="You are welcome.",
        ),
    ),
    {"clinic": "Elm Street"},
)
IRON = Step("iron_check", ("vegan", "donor"))


def said(saying: Ask | Facts | Meaning | OutOfRange | Phrase | Settle | Why) -> Message:
    (message,) = SAID.render([saying])
    return message


def buttons(message: Message) -> list[str]:
    assert all(button.title == button.payload for button in message.buttons)
    return [button.title for button in message.buttons]


def a_step(question: str) -> Step:
    return Step(question, (question,))


def test_a_question_says_where_in_the_interview_it_stands() -> None:
    message = said(Ask(a_step("age"), asked=3, left=9))
    assert message.text == "Is it age?"
    assert message.custom == {"kind": "question", "id": "age", "asked": 3, "left": 9}


def test_a_checklist_also_says_what_it_asks() -> None:
    message = said(Ask(IRON, asked=3, left=9))
    assert message.text == "Any of these?\n• Vegan or vegetarian\n• Giving blood"
    assert message.custom == {
        "kind": "question",
        "id": "iron_check",
        "asked": 3,
        "left": 9,
        "asks": ["vegan", "donor"],
    }


def test_a_checklist_names_only_what_is_still_open() -> None:
    message = said(Ask(Step("iron_check", ("donor",)), 1, 0, "more"))
    assert message.text == "Any of the others?\n• Giving blood"
    assert message.custom["asks"] == ["donor"]


def test_a_bare_yes_is_asked_which() -> None:
    assert said(Ask(IRON, 1, 0, "which")).text == "Which of these?\n• Vegan or vegetarian\n• Giving blood"


def test_after_a_digression_the_question_comes_back_with_a_word() -> None:
    assert said(Ask(a_step("age"), 1, 0, "again")).text == "Back to my question: Is it age?"


def test_a_parent_is_asked_about_the_child() -> None:
    assert said(Ask(a_step("age"), 1, 0, child=True)).text == "How old is your child?"
    assert said(Ask(IRON, 1, 0, child=True)).text == (
        "Any of these in your child?\n• Eats no meat\n• Giving blood"
    )


def test_a_question_without_words_for_a_child_is_asked_as_it_is() -> None:
    assert said(Ask(a_step("donor"), 1, 0, child=True)).text == "Is it donor?"


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("vegan", ["Yes", "No", "Not sure"]),
        ("severity", ["Mild", "Severe", "Not sure"]),
        ("medications", ["I take none", "Not sure"]),
        ("dark_thoughts", ["Yes", "No", "Not sure", "Rather not say"]),
        ("age", ["Not sure", "Rather not say"]),
    ],
)
def test_every_question_offers_its_answers_as_buttons(question: str, titles: list[str]) -> None:
    assert buttons(said(Ask(a_step(question), 1, 0))) == titles


def test_a_checklist_offers_its_lines_as_buttons() -> None:
    assert buttons(said(Ask(IRON, 1, 0))) == [
        "None of these",
        "Vegan or vegetarian",
        "Giving blood",
        "Not sure",
    ]


def test_the_rest_of_a_checklist_offers_nothing_else() -> None:
    assert buttons(said(Ask(Step("iron_check", ("donor",)), 1, 0, "more"))) == [
        "Nothing else",
        "Giving blood",
        "Not sure",
    ]


def test_a_contradiction_is_a_question_too() -> None:
    message = said(Settle("vegan_and_not", "vegan", asked=4, left=2))
    assert message.text == "Which is it?"
    assert message.custom == {"kind": "question", "id": "vegan", "asked": 4, "left": 2}
    assert buttons(message) == ["Yes", "No", "Not sure"]


def test_a_number_that_cannot_be_is_told_its_bounds() -> None:
    assert said(OutOfRange("weeks")).text == "I need weeks, from 1 to 44."


def test_an_answer_that_cannot_be_is_no_number() -> None:
    assert said(OutOfRange("severity")).text == "I cannot use that."


def test_why_is_told_for_a_question_and_a_checklist() -> None:
    assert said(Why("age")).text == "Why age."
    assert said(Why("iron_check")).text == "They matter."


def test_the_meaning_of_a_question_has_its_blanks_filled() -> None:
    assert said(Meaning("free")).text == "Call Elm Street."


def test_the_meaning_of_a_checklist_is_that_of_each_line() -> None:
    assert said(Meaning("iron_check")).text == (
        "• Vegan or vegetarian: What vegan is.\n• Giving blood: What donor is."
    )


@pytest.mark.parametrize(
    ("question", "value", "told"),
    [
        ("vegan", "yes", "vegan: yes"),
        ("vegan", "unknown", "vegan: not sure"),
        ("vegan", "declined", "vegan: rather not say"),
        ("severity", "severe", "how bad: severe"),
        ("age", 41, "age: 41 years"),
        ("age", 2.5, "age: 2.5 years"),
        ("weeks", {"trimester": 3}, "weeks pregnant: trimester 3"),
        ("medications", (), "medicines: none"),
        ("medications", ("sodium_oxybate", "lithium"), "medicines: sodium oxybate and lithium"),
        ("medications", ("unknown",), "medicines: not sure"),
        ("family_members", ("mother", "half_sibling"), "relatives: mother and half_sibling"),
    ],
)
def test_an_answer_is_read_back_in_words(question: str, value: Value, told: str) -> None:
    assert said(Facts("held_facts", {question: value})).text == f"I noted: {told}."


def test_several_answers_are_read_back_as_a_list() -> None:
    facts: dict[str, Value] = {"vegan": "yes", "donor": "no", "age": 30}
    assert said(Facts("held_facts", facts)).text == "I noted: vegan: yes, donor: no and age: 30 years."


def test_a_phrase_offers_its_buttons() -> None:
    message = said(Phrase("thanks", buttons=("yes", "no")))
    assert (message.text, buttons(message), message.custom) == ("You are welcome.", ["Yes", "No"], {})
