"""Red flags: what must be heard, and what only sounds like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.interpretation import Reply
from bot.language.reader import Reader
from tests.bot.language.conftest import Understand

HEARD = [
    ("one calf is hot, swollen and sore since the flight", "one_leg_swollen_painful"),
    ("my left leg is swollen", "one_leg_swollen_painful"),
    ("ONE LEG IS RED AND TWICE THE SIZE OF THE OTHER", "one_leg_swollen_painful"),
    ("right calf is swolen and tender", "one_leg_swollen_painful"),
    ("i think i have a blood clot", "one_leg_swollen_painful"),
    ("my leg swelled up like a balloon on the plane", "one_leg_swollen_painful"),
    ("restless at night and now my calf feels warm and hard", "one_leg_swollen_painful"),
    ("can't breathe properly", "chest_pain_breathless"),
    ("I cant breath", "chest_pain_breathless"),
    ("bit short of breath today", "chest_pain_breathless"),
    ("my chest feels tight from worry", "chest_pain_breathless"),
    ("sharp pain in my chest when I cough", "chest_pain_breathless"),
    ("i coughed up some blood this morning", "chest_pain_breathless"),
    ("chest pian", "chest_pain_breathless"),
    ("STRUGGLING TO BREATHE", "chest_pain_breathless"),
    ("I collapsed yesterday in the shop", "chest_pain_breathless"),
    ("yes it's worse at night and I have chest pain", "chest_pain_breathless"),
    ("never had chest pain like this before", "chest_pain_breathless"),
    ("the chest pain won't go away", "chest_pain_breathless"),
    ("numb down below when I wipe", "bladder_bowel_saddle"),
    ("I can't feel when I wipe", "bladder_bowel_saddle"),
    ("numbness between my legs", "bladder_bowel_saddle"),
    ("i've started wetting myself", "bladder_bowel_saddle"),
    ("lost control of my bladder", "bladder_bowel_saddle"),
    ("I cannot pee since yesterday", "bladder_bowel_saddle"),
    ("my groin has gone numb", "bladder_bowel_saddle"),
    ("i soiled myself twice this week", "bladder_bowel_saddle"),
    ("my legs are getting weaker by the day", "leg_weakness"),
    ("my legs gave way on the stairs", "leg_weakness"),
    ("can't lift my foot any more", "leg_weakness"),
    ("the numbness is spreading up my legs", "leg_weakness"),
    ("I can't feel my legs", "leg_weakness"),
    ("my foot has suddenly gone cold and blue", "cold_pale_leg"),
    ("one leg is white and ice cold", "cold_pale_leg"),
    ("left foot turned pale and numb", "cold_pale_leg"),
    ("my face is drooping", "stroke_signs"),
    ("my speech is slurred", "stroke_signs"),
    ("left arm suddenly weak", "stroke_signs"),
    ("can't get my words out properly since this morning", "stroke_signs"),
    ("one side of my body went numb", "stroke_signs"),
    ("I want to end it all", "suicidal_thoughts"),
    ("can't go on", "suicidal_thoughts"),
    ("i dont want to be here anymore", "suicidal_thoughts"),
    ("some nights I want to die", "suicidal_thoughts"),
    ("I've thought about killing myself", "suicidal_thoughts"),
    ("my family would be better off without me", "suicidal_thoughts"),
    ("feeling sucidal", "suicidal_thoughts"),
    ("there's no point in living like this", "suicidal_thoughts"),
    ("these legs are killing me and I want to die", "suicidal_thoughts"),
    ("I wish I wouldn't wake up", "suicidal_thoughts"),
    ("not sure I can do this any more, I can't go on like this", "suicidal_thoughts"),
    ("not suicidal, just tired of living like this", "suicidal_thoughts"),
    ("my husband had chest pain and now so do I", "chest_pain_breathless"),
    ("no chest pain but my calf is swollen", "one_leg_swollen_painful"),
    ("chestpain", "chest_pain_breathless"),
    ("my mother says my face is drooping", "stroke_signs"),
    ("I am 36 weeks with a bad headache", "preeclampsia_signs"),
    ("baby not moving", "pregnancy_emergency"),
    ("my waters broke", "pregnancy_emergency"),
    ("I'm pregnant and bleeding", "pregnancy_emergency"),
    ("haven't felt the baby kick today", "pregnancy_emergency"),
    ("30 weeks pregnant with a splitting headache and blurred vision", "preeclampsia_signs"),
    ("I'm expecting and seeing flashing lights", "preeclampsia_signs"),
    ("high fever and my muscles are stiff", "fever_rigidity"),
    ("I'm burning up, confused and shaking, temperature of 40", "fever_rigidity"),
    ("stopped drinking on Monday and now I'm shaking and sweating", "substance_withdrawal"),
    ("came off diazepam and feel shaky and awful", "substance_withdrawal"),
    ("I've been vomiting blood", "heavy_bleeding"),
    ("my poo is black like tar", "gi_bleeding"),
    ("he is 39.6 and stiff, not making sense", "fever_rigidity"),
    ("35 weeks and my face is puffed up since yesterday", "preeclampsia_signs"),
    ("i am diabetic. there is a split in my heel", "foot_ulcer"),
    ("why has my left hand stopped working since this morning", "stroke_signs"),
    ("one foot. woke up. cold. grey", "cold_pale_leg"),
    ("nodded off at the wheel last week", "sleepy_driving"),
    ("there's an open sore on my foot that won't heal", "foot_ulcer"),
    ("terrible pain under my plaster cast", "injury_severe_pain"),
    ("my son has a fever and is limping", "child_unwell"),
    ("a funny feeling in me chest like someone sitting on it", "chest_pain_breathless"),
    ("my words started coming out wrong this morning", "stroke_signs"),
    ("I keep tripping because my foot won't lift", "leg_weakness"),
    ("sometimes I think they'd all be better off", "suicidal_thoughts"),
    ("I'd be better off gone", "suicidal_thoughts"),
    ("I took all my tablets", "suicidal_thoughts"),
    ("temp of 39 and my muscles have locked", "fever_rigidity"),
    ("black sticky poo for a week", "gi_bleeding"),
    ("one of my legs is fatter than the other", "one_leg_swollen_painful"),
    ("30 weeks pregnant and I can see sparkly lights", "preeclampsia_signs"),
    ("had a few drinks and one side of my face has dropped", "stroke_signs"),
    ("after a few pints my left arm has gone weak", "stroke_signs"),
    ("one leg is white and cold, both sore though", "cold_pale_leg"),
    ("no chest pain. well, a little", "chest_pain_breathless"),
    ("no chest pain today but yesterday yes", "chest_pain_breathless"),
    ("never had chest pain until now", "chest_pain_breathless"),
    ("no puedo respirar", "chest_pain_breathless"),
    ("хочу умереть", "suicidal_thoughts"),
    ("胸痛", "chest_pain_breathless"),
]

NOT_HEARD = [
    "no chest pain or breathlessness",
    "I don't have chest pain, numbness or fever",
    "no swelling, no redness, nothing in my calf",
    "never had a blood clot",
    "chest pain: no",
    "my dad had a stroke",
    "my husband's leg is swollen",
    "my mum had a blood clot after her operation",
    "his chest hurts",
    "my friend killed himself",
    "I had a clot ten years ago",
    "I had chest pain years ago when I was in my twenties",
    "this itching is killing me",
    "dying for a coffee",
    "my legs feel like they want to die",
    "my legs are killing me",
    "I'm dead tired",
    "I could kill for a good night's sleep",
    "I don't want to die, I just want to sleep",
    "I'm not suicidal",
    "no thoughts of harming myself",
    "can restless legs cause chest pain?",
    "is chest pain a symptom of restless legs?",
    "what if I get a blood clot?",
    "both my legs ache in the evening",
    "my feet are always cold",
    "I get up and walk around the bedroom",
    "crawling feeling in both calves",
    "it takes my breath away how annoying it is",
    "my phone died so I lost the chat",
    "I stroke the dog until they settle",
    "I can't sit still in the evening",
    "I can't sleep because of my legs",
    "legs jump off the sofa, I swear",
    "I take sertraline for depression",
    "I gave up alcohol in 2010",
    "I sometimes snore",
    "my iron was low last year",
    "the baby is asleep at last",
    "I'm 35 weeks pregnant and my legs creep",
    "I had a headache last week",
    "I walk it off in the kitchen",
    "yes, mostly at night",
    "I want to stop here",
    "my heart goes out to you",
    "I'd rather not say",
    "sore knees from the garden",
    "I have diabetes and high cholesterol",
    "my husband's mother had a stroke you know",
    "I could die of tiredness",
    "so bad I want to cut my legs off",
]


@pytest.mark.parametrize(("text", "flag"), HEARD)
def test_a_danger_sign_is_heard(reader: Reader, text: str, flag: str) -> None:
    assert flag in reader.alerts(text, {})


@pytest.mark.parametrize("text", NOT_HEARD)
def test_what_only_sounds_like_danger_raises_nothing(reader: Reader, text: str) -> None:
    assert reader.alerts(text, {}) == ()


def test_a_parent_speaks_for_the_child(reader: Reader) -> None:
    assert reader.alerts("he can't breathe", {"respondent": "parent"}) == ("chest_pain_breathless",)
    assert reader.alerts("his chest hurts", {"respondent": "self"}) == ()


def test_a_headache_matters_in_pregnancy(reader: Reader) -> None:
    assert reader.alerts("I have a bad headache", {"pregnant": "yes"}) == ("preeclampsia_signs",)
    assert reader.alerts("I have a bad headache", {"pregnant": "no"}) == ()


def test_an_alarm_at_the_end_of_a_very_long_message_is_heard(reader: Reader) -> None:
    assert "chest_pain_breathless" in reader.alerts(
        "my legs crawl at night. " * 3000 + "I have chest pain", {}
    )


_HARMLESS = st.sampled_from(
    [
        "It is worse at night.",
        "I like tea",
        "My husband sleeps well.",
        "we went to the shop on Tuesday,",
        "Thanks for asking!",
        "I am 54 and live in Leeds.",
        "no idea really.",
        "The dog is fine;",
        "I take a tablet for my stomach.",
        "It began in May.",
    ]
)
_ALARMS = [
    (text, flag) for text, flag in HEARD if text.isascii() and len(text) < 45 and flag != "child_unwell"
]


@settings(max_examples=150, deadline=None)
@given(before=_HARMLESS, alarm=st.sampled_from(_ALARMS), after=_HARMLESS)
def test_an_alarm_is_heard_among_harmless_sentences(
    reader: Reader, before: str, alarm: tuple[str, str], after: str
) -> None:
    text, flag = alarm
    assert flag in reader.alerts(f"{before.rstrip(',;')}. {text}. {after}", {})


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("a crushing weight right across my chest", "chest_pain_breathless"),
        ("my chest, it feels so tight since breakfast", "chest_pain_breathless"),
        ("one corner of my mouth is hanging down", "stroke_signs"),
        ("down one side, since noon, my calf is red and hard", "one_leg_swollen_painful"),
        ("my left foot is ice cold and has turned blue", "cold_pale_leg"),
        ("no feeling at all in my private parts", "bladder_bowel_saddle"),
        ("I can't get out of a chair any more, worse each day", "leg_weakness"),
        ("last Friday I dozed off for a second on the motorway", "sleepy_driving"),
    ],
)
def test_words_of_a_sign_are_heard_in_any_order_near_each_other(reader: Reader, text: str, flag: str) -> None:
    assert flag in reader.alerts(text, {})


@pytest.mark.parametrize("text", ["ihavechestpain", "CANTBREATHE", "chestpainsincethismorning"])
def test_words_run_together_are_opened(reader: Reader, text: str) -> None:
    assert reader.alerts(text, {}) == ("chest_pain_breathless",)


def test_a_dropped_last_letter_is_put_back(reader: Reader) -> None:
    assert reader.alerts("stopped drinkin monday, shakin and sweatin", {}) == ("substance_withdrawal",)


def test_twenty_tablets_at_once_are_an_overdose_and_two_are_not(reader: Reader) -> None:
    assert reader.alerts("I swallowed twenty paracetamol", {}) == ("suicidal_thoughts",)
    assert reader.alerts("I took two paracetamol", {}) == ()


def test_what_happens_to_somebody_beside_the_patient_now_is_heard(reader: Reader) -> None:
    assert reader.alerts("my husband just collapsed", {}) == ("chest_pain_breathless",)
    assert reader.alerts("my husband collapsed at a wedding years ago", {}) == ()


def test_a_year_or_a_recovery_puts_a_danger_in_the_past_unless_it_is_back(reader: Reader) -> None:
    assert reader.alerts("had a DVT in 2009, all clear now", {}) == ()
    assert reader.alerts("had a clot in 2015 and the same calf is swollen again today", {}) == (
        "one_leg_swollen_painful",
    )


def test_not_being_able_to_do_something_denies_no_pain(reader: Reader) -> None:
    assert reader.alerts("I can't get comfy with this chest pain", {}) == ("chest_pain_breathless",)


def test_what_the_words_mean_may_be_asked(reader: Reader) -> None:
    assert reader.alerts("what counts as short of breath", {}) == ()


def test_both_legs_swollen_overnight_are_not_one_leg(reader: Reader) -> None:
    assert reader.alerts("both my legs swelled up overnight", {}) == ("sudden_leg_swelling",)


def test_a_limp_matters_in_a_child(reader: Reader) -> None:
    assert reader.alerts("she is limping since Tuesday", {"age": 6}) == ("child_unwell",)
    assert reader.alerts("I limp through the evening", {"age": 60}) == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("ich kriege keine Luft", "chest_pain_breathless"),
        ("nie chcę już żyć", "suicidal_thoughts"),
        ("yüzümün bir tarafı kaydı", "stroke_signs"),
        ("tôi nôn ra máu", "heavy_bleeding"),
        ("ਮੇਰੀ ਲੱਤ ਸੁੱਜ ਗਈ ਹੈ", "one_leg_swollen_painful"),
        ("seene mein bahut dard hai", "chest_pain_breathless"),
    ],
)
def test_a_danger_is_heard_in_another_language(reader: Reader, text: str, flag: str) -> None:
    assert flag in reader.alerts(text, {})


def test_a_denied_danger_in_another_language_is_not_heard(reader: Reader) -> None:
    assert reader.alerts("no tengo dolor de pecho", {}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "never had a weight on my chest like this",
        "I can't get to the kitchen without gasping for breath",
        "lol no I am short of breath",
    ],
)
def test_a_denial_that_denies_no_danger_is_no_denial(reader: Reader, text: str) -> None:
    assert reader.alerts(text, {}) == ("chest_pain_breathless",)


def test_scraps_are_heard_as_one_and_each_keeps_its_own_denial(reader: Reader) -> None:
    assert reader.alerts("one leg. white. stone cold. since noon", {}) == ("cold_pale_leg",)
    assert reader.alerts("one leg aches. no cold. no white.", {}) == ()


def test_what_has_always_been_so_is_no_danger(reader: Reader) -> None:
    assert reader.alerts("my smile has been lopsided since birth", {}) == ()
    assert reader.alerts("my left arm has been weak since the accident in 1989, no different", {}) == ()


def test_an_explanation_that_is_itself_denied_explains_nothing(reader: Reader) -> None:
    assert reader.alerts("one side of my face droops since the botox", {}) == ()
    assert reader.alerts("one side of my face droops and I have never had botox", {}) == ("stroke_signs",)


def test_drink_explains_no_stroke(reader: Reader) -> None:
    assert reader.alerts("my speech is slurred, and that is from a few pints", {}) == ("stroke_signs",)


def test_the_words_of_a_sign_do_not_explain_it_away(reader: Reader) -> None:
    assert "chest_pain_breathless" in reader.alerts("I blacked out in the bathroom this morning", {})


def test_where_the_danger_itself_is_asked_about_one_word_is_enough(understand: Understand) -> None:
    question = "chest_pain_breathless"
    assert understand("crushing", question).alerts == (question,)
    assert understand("crushing").alerts == ()
    assert understand("crushing by my standards, so the gym, as ever", question).alerts == ()


def test_a_denial_ends_where_something_else_is_told(reader: Reader) -> None:
    told = "walking doesn't help it, the left leg went all at once cold and white"
    assert reader.alerts(told, {}) == ("cold_pale_leg",)
    assert reader.alerts("not restless, arms locked solid, confused and boiling hot", {}) == (
        "fever_rigidity",
    )
    assert reader.alerts("it's not the first time I've passed out this week", {}) == (
        "chest_pain_breathless",
    )


def test_a_denied_list_stays_denied(reader: Reader) -> None:
    assert reader.alerts("I'm not breathless, faint or sweaty", {}) == ()
    assert reader.alerts("not suicidal, not pregnant, not daft", {}) == ()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("carer. her big toe is black and weeping, she's diabetic", "respondent"),
        ("81, she has a hole in her heel that will not heal, she's diabetic", "age"),
        ("I'm typing this for my husband, his heel is ulcerated, he's diabetic", "sleep_impact"),
    ],
)
def test_who_writes_for_another_tells_of_the_patient(
    understand: Understand, text: str, question: str
) -> None:
    assert "foot_ulcer" in understand(text, question).alerts


def test_who_writes_for_himself_tells_of_others(understand: Understand) -> None:
    assert understand("myself. her heel is ulcerated, my nan's", "respondent").alerts == ()
    assert understand("62. my mum's heel is ulcerated", "age").alerts == ()


def test_a_sign_in_several_sentences_is_the_patients_own(reader: Reader) -> None:
    assert reader.alerts("my sister broke her leg at easter. she was screaming", {}) == ()
    assert reader.alerts("I broke my leg at easter. screaming with it", {}) == ("injury_severe_pain",)


def test_a_danger_asked_about_while_it_happens_is_told(reader: Reader) -> None:
    told = "can a tight chest since this morning wait til monday"
    assert reader.alerts(told, {}) == ("chest_pain_breathless",)


def test_the_other_leg_being_well_makes_this_one_no_better(reader: Reader) -> None:
    told = "one foot turned grey and stone cold this evening, the other one's fine"
    assert reader.alerts(told, {}) == ("cold_pale_leg",)


def test_never_again_is_over(reader: Reader) -> None:
    assert reader.alerts("vomited blood with an ulcer in 1999, never again", {}) == ()


@pytest.mark.parametrize("told", ["the taxi", "the tractor", "my van"])
def test_driving_something_is_no_being_driven(reader: Reader, told: str) -> None:
    assert reader.alerts(f"I nodded off driving {told} last week", {}) == ("sleepy_driving",)
    assert reader.alerts(f"I nodded off while he drives {told}", {}) == ()


def test_pain_past_bearing_explains_no_swollen_leg(reader: Reader) -> None:
    told = "one leg is huge and hurts like hell since yesterday"
    assert "one_leg_swollen_painful" in reader.alerts(told, {})


def test_typing_explains_no_heavy_arm(reader: Reader) -> None:
    assert reader.alerts("sorry for typing badly, my right arm has gone heavy just now", {}) == (
        "stroke_signs",
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("child_unwell", "full of beans, he's on the trampoline as I type"),
        ("stroke_signs", "face is normal, arms are strong, I'm off to sing tonight"),
        ("pregnancy_emergency", "moving very good and all is dry"),
        ("chest_pain_breathless", "it's my legs, up top I'm sound as a bell"),
        ("injury_severe_pain", "it was only a bruise and it's yellow now"),
    ],
)
def test_being_well_answers_a_danger_asked_about(understand: Understand, question: str, text: str) -> None:
    heard = understand(text, question)
    assert heard.alerts == ()
    assert heard.value == "no"


def test_pins_and_needles_are_no_pin_in_a_bone(reader: Reader) -> None:
    told = "pins and needles that began in my feet are now up to my belly and I can't stand"
    assert reader.alerts(told, {}) == ("leg_weakness",)


def test_a_medicine_not_had_is_one_stopped(reader: Reader) -> None:
    told = "haven't had my methadone for three days, the sweats and the shakes"
    assert reader.alerts(told, {}) == ("substance_withdrawal",)


def test_cramps_that_come_and_go_are_a_danger_in_pregnancy_alone(reader: Reader) -> None:
    assert reader.alerts("33 weeks and cramps every few minutes", {}) == ("pregnancy_emergency",)
    assert reader.alerts("cramps every few minutes in my calves", {}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "sweating blood over my taxes",
        "I nearly had a heart attack laughing",
        "sick of the red tape",
    ],
)
def test_more_figures_of_speech_are_no_danger(reader: Reader, text: str) -> None:
    assert reader.alerts(text, {"pregnant": "yes"}) == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("sats 98 but a crushing pain in my chest", "chest_pain_breathless"),
        ("one side of my face feels like dentist numb and droops since noon", "stroke_signs"),
        ("on iron tablets, and I've just vomited blood", "heavy_bleeding"),
    ],
)
def test_what_does_not_explain_a_danger_leaves_it(reader: Reader, text: str, flag: str) -> None:
    assert flag in reader.alerts(text, {})


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("nothing eases the chest pain", "chest_pain_breathless"),
        ("none of those pills touch my headache", "preeclampsia_signs"),
        ("none of my sprays touch the chest pain", "chest_pain_breathless"),
        ("not nice this chest pain", "chest_pain_breathless"),
        ("no fun with chest pain", "chest_pain_breathless"),
        ("I'm not getting rid of this headache", "preeclampsia_signs"),
    ],
)
def test_what_is_not_eased_nor_seen_nor_told_of_is_there(reader: Reader, text: str, question: str) -> None:
    pregnant = {"pregnant": "yes"} if question == "preeclampsia_signs" else {}
    assert reader.interpret(Reply(text, question, pregnant)).alerts == (question,)


@pytest.mark.parametrize(
    "text", ["no chest pain that I could tell you about", "no chest pain, I told the doctor", "no chest pain"]
)
def test_what_is_told_of_a_danger_after_it_was_denied_leaves_it_denied(reader: Reader, text: str) -> None:
    assert reader.interpret(Reply(text, "age")).alerts == ()


@pytest.mark.parametrize(
    "text", ["nothing like that helps, I want out", "nothing like that matters any more"]
)
def test_nothing_like_that_goes_on_and_is_no_answer(reader: Reader, text: str) -> None:
    assert reader.interpret(Reply(text, "suicidal_thoughts")).value is None
    assert reader.interpret(Reply("nothing like that", "suicidal_thoughts")).value == "no"
