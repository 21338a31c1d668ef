"""Whole replies: what one message is understood as."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.interpretation import Guess, Reply
from bot.language.reader import Reader
from tests.bot.language.conftest import TODAY, Understand

OWN_TERMS = [
    ("relief_with_movement", "a lap of the garden and they settle", "yes"),
    ("relief_with_movement", "walking about sorts it", "yes"),
    ("relief_with_movement", "moving doesn't help at all", "no"),
    ("relief_with_movement", "makes no difference whether I walk or not", "no"),
    ("relief_with_movement", "it takes the edge off", "partial"),
    ("relief_with_movement", "only while I keep walking", "yes"),
    ("relief_with_movement", "a bit", "partial"),
    ("evening_worse", "gone by lunch, back by supper", "yes"),
    ("evening_worse", "soon as my head hits the pillow", "yes"),
    ("evening_worse", "same all day long", "no"),
    ("evening_worse", "mornings are fine", "yes"),
    ("evening_worse", "it's worse in the morning", "no"),
    ("rest_onset", "the second I sit on the sofa", "yes"),
    ("rest_onset", "mostly on long flights", "yes"),
    ("rest_onset", "no, only when I walk", "no"),
    ("urge_to_move", "I just can't keep them still", "yes"),
    ("urge_to_move", "not an urge, just pain", "no"),
    ("snoring_apnea", "my wife says I sound like a tractor", "yes"),
    ("heavy_periods", "I flood every month", "yes"),
    ("nicotine", "gave up in 2010", "no"),
    ("pregnant", "I'm a man", "no"),
    ("severity", "drives me up the wall", "severe"),
    ("severity", "I can live with it", "mild"),
    ("legs_affected", "it swaps from one to the other", "alternating"),
    ("sun_exposure", "I work nights so not much", "low"),
    ("vegetarian", "vegan for six years", "vegan"),
    ("sudden_onset", "it crept up over years", "no"),
    ("family_history", "only my mother-in-law", "no"),
    ("family_history", "I was adopted", "unknown"),
]

COMMON_WORDS = [
    ("yes", "yes"),
    ("Yep", "yes"),
    ("yeah it does", "yes"),
    ("sometimes", "yes"),
    ("kind of", "yes"),
    ("I think so", "yes"),
    ("absolutely", "yes"),
    ("can't say it doesn't", "yes"),
    ("without a doubt", "yes"),
    ("it sure does", "yes"),
    ("probably", "yes"),
    ("no", "no"),
    ("nope", "no"),
    ("not really", "no"),
    ("can't say it does", "no"),
    ("I don't think so", "no"),
    ("never", "no"),
    ("not that I've noticed", "no"),
    ("hardly ever", "no"),
    ("no it doesn't", "no"),
    ("nah", "no"),
    ("I haven't", "no"),
    ("not at all", "no"),
    ("no idea", "unknown"),
    ("not sure", "unknown"),
    ("I don't know", "unknown"),
    ("hard to say", "unknown"),
    ("dunno", "unknown"),
    ("can't remember", "unknown"),
    ("maybe", "unknown"),
    ("could be, who knows", "unknown"),
    ("never been tested", "unknown"),
    ("idk", "unknown"),
    ("I'd prefer to skip that", "declined"),
    ("I'd rather not say", "declined"),
    ("that's private", "declined"),
    ("none of your business", "declined"),
    ("next question please", "declined"),
    ("pass", "declined"),
    ("I don't want to answer that", "declined"),
    ("no comment", "declined"),
    ("too personal", "declined"),
    ("prefer not to say", "declined"),
]


@pytest.mark.parametrize(("question", "text", "value"), OWN_TERMS)
def test_an_answer_in_the_questions_own_terms(
    understand: Understand, question: str, text: str, value: str
) -> None:
    assert understand(text, question).value == value


@pytest.mark.parametrize(("text", "value"), COMMON_WORDS)
def test_common_words_answer_any_question(understand: Understand, text: str, value: str) -> None:
    understood = understand(text, "diabetes")
    assert understood.value == value
    assert understood.outcome == ("declined" if value == "declined" else "answer")


VOLUNTEERED = [
    ("I'm diabetic", {"diabetes": "yes"}),
    ("type 2, on dialysis", {"diabetes": "yes", "dialysis": "yes"}),
    ("my period floods", {"heavy_periods": "yes"}),
    ("no chest pain", {"chest_pain_breathless": "no"}),
    ("I'm not pregnant", {"pregnant": "no"}),
    ("I smoke ten a day", {"nicotine": "yes"}),
    ("never smoked", {"nicotine": "no"}),
    ("had a gastric bypass in 2015", {"bariatric_surgery": "yes"}),
    ("I'm 47 years old", {"age": 47}),
    ("it happens five nights a week", {"frequency_per_week": 5}),
    ("I was told my iron is low", {"known_low_iron": "yes"}),
    ("I have lupus", {"autoimmune": "yes"}),
    ("my thyroid is underactive", {"thyroid_disease": "yes"}),
    ("both legs, by the way", {"legs_affected": "both"}),
    ("I snore like a train", {"snoring_apnea": "yes"}),
    ("it runs in the family", {"family_history": "yes"}),
    ("my mum has it too", {"family_history": "yes", "family_members": ("mother",)}),
    ("I take sertraline", {"medications": ("sertraline",)}),
    ("I drink 4 cups of coffee", {"caffeine_cups_per_day": 4}),
    ("I've been very stressed", {"stress": "yes"}),
]


@pytest.mark.parametrize(("text", "facts"), VOLUNTEERED)
def test_facts_are_heard_whatever_was_asked(
    understand: Understand, text: str, facts: dict[str, object]
) -> None:
    understood = understand(text, "relief_once")
    assert facts.items() <= dict(understood.also).items()
    assert understood.value is None


OTHERS = [
    "my husband is diabetic",
    "my wife snores",
    "my sister is pregnant",
    "my brother smokes",
    "my friend takes sertraline",
]


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_said_of_others_is_no_fact_about_the_patient(understand: Understand, text: str) -> None:
    assert dict(understand(text, "rest_onset").also) == {}


def test_a_first_sentence_fills_many_answers(understand: Understand) -> None:
    also = understand("35 weeks along, taking Lustral, legs creep in bed, and so did my mother's").also
    assert also["pregnant"] == "yes"
    assert also["gestation_weeks"] == 35
    assert also["medications"] == ("sertraline",)
    assert also["sensation"] == ("crawling",)
    assert also["family_members"] == ("mother",)


AMENDED = [
    ("actually I am pregnant", None, {}, {"pregnant": "yes"}),
    (
        "no wait, it was my aunt",
        "rest_onset",
        {"family_history": "yes", "family_members": ("mother",)},
        {"family_members": ("aunt",)},
    ),
    ("scratch that, I'm not diabetic", "rest_onset", {"diabetes": "yes"}, {"diabetes": "no"}),
    ("hold on, I do smoke: I vape", "rest_onset", {}, {"nicotine": "yes"}),
    ("sorry, I meant I am 54 years old", "rest_onset", {"age": 45}, {"age": 54}),
    (
        "actually I stopped sertraline in May",
        "rest_onset",
        {"medications": ("sertraline", "omeprazole")},
        {"medications": ("omeprazole",)},
    ),
    ("oops, my thyroid is underactive", "rest_onset", {}, {"thyroid_disease": "yes"}),
    ("I was wrong, I have had a gastric band", "rest_onset", {}, {"bariatric_surgery": "yes"}),
    ("correction: it's both legs", "rest_onset", {"legs_affected": "left"}, {"legs_affected": "both"}),
    ("my mistake, I'm vegan", "rest_onset", {}, {"vegetarian": "vegan"}),
]


@pytest.mark.parametrize(("text", "question", "known", "facts"), AMENDED)
def test_second_thoughts_amend_earlier_answers(
    understand: Understand, text: str, question: str | None, known: dict[str, str], facts: dict[str, object]
) -> None:
    understood = understand(text, question, **known)
    assert understood.amends
    assert facts.items() <= dict(understood.also).items()
    assert understood.value is None


PRESSED = [
    ("rest_onset", "Yes", "yes"),
    ("rest_onset", "NO", "no"),
    ("rest_onset", "not sure", "unknown"),
    ("rest_onset", "Rather not say", "declined"),
    ("sex", "Female", "female"),
    ("sensation", "Crawling or creeping", ("crawling",)),
    ("relief_with_movement", "it helps a little", "partial"),
    ("medications", "None", ()),
    ("safety_check", "Yes to some of these", "yes"),
    ("vegetarian", "Yes, vegan", "vegan"),
    ("legs_affected", "left", "left"),
]


@pytest.mark.parametrize(("question", "text", "value"), PRESSED)
def test_a_button_is_taken_exactly(understand: Understand, question: str, text: str, value: object) -> None:
    understood = understand(text, question)
    assert understood.pressed
    assert understood.value == value


def test_pressing_yes_to_a_danger_raises_its_alarm(understand: Understand) -> None:
    assert understand("Yes", "stroke_signs").alerts == ("stroke_signs",)
    assert understand("yes", "safety_check").alerts == ()
    assert understand("leg weakness", "safety_check").alerts == ("leg_weakness",)
    assert understand("sometimes", "suicidal_thoughts").alerts == ("suicidal_thoughts",)


def test_none_of_these_answers_the_whole_checklist(understand: Understand) -> None:
    for text in ("None of these", "no", "none, thank god", "nothing like that", "no to all of them"):
        assert set(understand(text, "conditions_check").also.values()) == {"no"}, text


@pytest.mark.parametrize(
    ("text", "ticked", "closed"),
    [
        ("just my kidneys", {"kidney_disease"}, True),
        ("thyroid", {"thyroid_disease"}, False),
        ("thyroid and type 2 diabetes", {"thyroid_disease", "diabetes"}, False),
        ("only the veins", {"varicose_veins"}, True),
        ("I've got lupus", {"autoimmune"}, False),
        ("fatty liver, nothing else", {"liver_disease"}, True),
        ("no, apart from diabetes", {"diabetes"}, True),
        ("kidneys and liver", {"kidney_disease", "liver_disease"}, False),
        ("coeliac since I was 20", {"autoimmune"}, False),
        ("yes, underactive thyroid", {"thyroid_disease"}, False),
    ],
)
def test_items_named_in_words(understand: Understand, text: str, ticked: set[str], closed: bool) -> None:
    also = understand(text, "conditions_check").also
    assert {name for name, value in also.items() if value == "yes"} == ticked
    assert (len(also) == 6) == closed


def test_a_bare_yes_to_a_checklist_leaves_open_which(understand: Understand) -> None:
    understood = understand("yeah I do", "conditions_check")
    assert (understood.value, dict(understood.also)) == ("yes", {})


def test_unsure_and_refusal_answer_every_item(understand: Understand) -> None:
    assert set(understand("I really don't know", "iron_check").also.values()) == {"unknown"}
    assert set(understand("I'd rather not talk about it", "iron_check").also.values()) == {"declined"}


MOVES = [
    ("why?", "ask_why"),
    ("why do you ask", "ask_why"),
    ("what has that got to do with my legs?", "ask_why"),
    ("what does that mean?", "ask_meaning"),
    ("does a train seat count?", "ask_meaning"),
    ("what do you mean by worse at night", "ask_meaning"),
    ("go back", "go_back"),
    ("previous question", "go_back"),
    ("what have you noted so far?", "ask_noted"),
    ("can I speak to a real person", "ask_person"),
    ("I want a human", "ask_person"),
    ("start over", "start_over"),
    ("let's start again from scratch", "start_over"),
    ("stop", "stop_here"),
    ("I have to go now", "stop_here"),
    ("that's not what I meant", "misunderstood"),
    ("hello", "greet"),
    ("thanks!", "thank"),
    ("why iron?", "explain_outcome"),
    ("what would change this?", "explain_outcome"),
    ("is it hereditary?", "ask_topic"),
    ("what is restless legs syndrome?", "ask_topic"),
]


@pytest.mark.parametrize(("text", "intent"), MOVES)
def test_moves_and_questions_back(understand: Understand, text: str, intent: str) -> None:
    understood = understand(text, "evening_worse")
    assert (understood.intent, understood.outcome, understood.value) == (intent, "clarification", None)


def test_what_a_question_is_about(understand: Understand) -> None:
    assert understand("why iron?").about == "iron_deficiency"
    assert understand("why not zinc?").about == "zinc_deficiency"
    assert understand("what would change this?").about == "change"
    assert understand("is it neurological?").about == "is_it_neurological"


def test_the_classifier_decides_only_where_rules_are_silent_and_it_is_sure(reader: Reader) -> None:
    asks = Reply("will my hair fall out", "rest_onset", {}, TODAY)
    assert reader.interpret(asks, Guess("topic_treatment", 0.9)).about == "treatment"
    assert reader.interpret(asks, Guess("topic_treatment", 0.4)).about is None
    plain = Reply("yes", "rest_onset", {}, TODAY)
    assert reader.interpret(plain, Guess("topic_treatment", 0.99)).value == "yes"


OFF = [
    "the weather is lovely",
    "asdf qwer zxcv",
    "😀😀😀",
    "",
    "   ",
    "/",
    '/intent{"slot": "x"}',
    "<b></b>",
    "\x00\x01\x02",
    "banana",
]


@pytest.mark.parametrize("text", OFF)
def test_what_is_not_understood_is_off_topic(understand: Understand, text: str) -> None:
    assert understand(text, "rest_onset").outcome == "off_topic"


LANGUAGES = [
    ("es", "me duelen las piernas por la noche"),
    ("fr", "j'ai mal aux jambes le soir"),
    ("pt", "não consigo dormir por causa das minhas pernas"),
    ("id", "kaki saya tidak bisa diam di malam hari"),
    ("ru", "у меня болят ноги ночью"),
    ("zh", "我的腿晚上不舒服"),
    ("hi", "मेरे पैरों में रात को बेचैनी होती है"),
    ("ar", "ساقي تؤلمني في الليل"),
    ("bn", "রাতে আমার পা অস্থির লাগে"),
    ("ur", "رات کو میری ٹانگوں میں بے چینی ہوتی ہے"),
]


@pytest.mark.parametrize(("code", "text"), LANGUAGES)
def test_other_languages_are_recognised(understand: Understand, code: str, text: str) -> None:
    understood = understand(text, "rest_onset")
    assert (understood.intent, understood.about) == ("other_language", code)


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(max_size=400),
    question=st.sampled_from(["age", "rest_onset", "medications", "safety_check", "gestation_weeks", None]),
)
def test_no_text_whatever_breaks_it(reader: Reader, text: str, question: str | None) -> None:
    understood = reader.interpret(Reply(text, question, {}, TODAY))
    assert understood.text == text


def test_a_huge_message_takes_no_more_than_a_moment(reader: Reader) -> None:
    started = time.process_time()
    reader.interpret(Reply("word " * 20_000, "medications", {}, TODAY))
    reader.interpret(Reply("x" * 100_000, "medications", {}, TODAY))
    story = " ".join(
        f"On day {n} my legs crawl in bed and I walk for {n} minutes, then sertraline." for n in range(360)
    )
    assert reader.interpret(Reply(story, "medications", {}, TODAY)).value == ("sertraline",)
    assert time.process_time() - started < 4
