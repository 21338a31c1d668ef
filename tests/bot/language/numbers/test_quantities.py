"""Numbers as people say them, in the unit the question asks for."""

from __future__ import annotations

from datetime import date

import pytest

from bot.language.numbers.dates import easter, months_since, named_day
from tests.bot.language.conftest import Understand

NUMBERS = [
    ("age", "47", 47),
    ("age", "forty-seven", 47),
    ("age", "I'm 62 years old", 62),
    ("age", "turned 50 in March", 50),
    ("age", "born in 1975", 51),
    ("age", "late thirties", 38),
    ("age", "she's 8", 8),
    ("age", "300", 300),
    ("age", "seventy two", 72),
    ("age", "nearly 60", 60),
    ("age", "9 months old", 0),
    ("onset_age", "since I was about 12", 12),
    ("onset_age", "around my first pregnancy, at 26", 26),
    ("onset_age", "from primary school on", 8),
    ("onset_age", "as a teenager", 15),
    ("onset_age", "in my early forties", 42),
    ("onset_age", "when I was thirty", 30),
    ("onset_age", "at age 19", 19),
    ("onset_age", "in my twenties", 25),
    ("onset_age", "as far back as I can remember", 5),
    ("onset_age", "fifty-five or so", 55),
    ("frequency_per_week", "most nights", 5),
    ("frequency_per_week", "every night", 7),
    ("frequency_per_week", "once a fortnight", 0.5),
    ("frequency_per_week", "five nights out of seven", 5),
    ("frequency_per_week", "5/7", 5),
    ("frequency_per_week", "twice a week", 2),
    ("frequency_per_week", "every other night", 3.5),
    ("frequency_per_week", "3 or 4 nights", 3.5),
    ("frequency_per_week", "only at weekends", 2),
    ("frequency_per_week", "almost every night", 6),
    ("frequency_per_week", "none this week", 0),
    ("frequency_per_week", "4 times a week", 4),
    ("frequency_per_week", "all but one", 6),
    ("frequency_per_week", "couple of nights", 2),
    ("duration_months", "going on ten years", 120),
    ("duration_months", "since Easter", 8),
    ("duration_months", "six weeks", 1.5),
    ("duration_months", "about a year", 12),
    ("duration_months", "a year and a half", 18),
    ("duration_months", "half a year", 6),
    ("duration_months", "2.5 years", 30),
    ("duration_months", "since January", 10),
    ("duration_months", "since 2020", 77),
    ("duration_months", "a couple of months", 2),
    ("duration_months", "two decades", 240),
    ("duration_months", "since last Christmas", 11),
    ("duration_months", "3 yrs", 36),
    ("duration_months", "1 year and 3 months", 15),
    ("alcohol_drinks_per_day", "two glasses of wine a night", 2),
    ("alcohol_drinks_per_day", "none", 0),
    ("alcohol_drinks_per_day", "I don't drink", 0),
    ("alcohol_drinks_per_day", "14 drinks a week", 2),
    ("alcohol_drinks_per_day", "a bottle of wine a week", 0.86),
    ("alcohol_drinks_per_day", "teetotal", 0),
    ("alcohol_drinks_per_day", "three pints every evening", 3),
    ("alcohol_drinks_per_day", "a glass of sherry", 1),
    ("alcohol_drinks_per_day", "7 beers a week", 1),
    ("alcohol_drinks_per_day", "2 or 3 gins a day", 2.5),
    ("caffeine_cups_per_day", "3 coffees and 2 teas", 5),
    ("caffeine_cups_per_day", "a pot of tea", 4),
    ("caffeine_cups_per_day", "only decaf", 0),
    ("caffeine_cups_per_day", "six cups", 6),
    ("caffeine_cups_per_day", "two mugs of coffee and a coke", 3),
    ("caffeine_cups_per_day", "one espresso after lunch", 1),
    ("caffeine_cups_per_day", "four or five cups", 4.5),
    ("caffeine_cups_per_day", "none after noon, two before", 2),
    ("caffeine_cups_per_day", "about ten cups a day", 10),
    ("caffeine_cups_per_day", "nothing with caffeine", 0),
    ("gestation_weeks", "35 weeks", 35),
    ("gestation_weeks", "20+3", 20),
    ("gestation_weeks", "5 months", 22),
    ("gestation_weeks", "due on the 3rd of March", 25),
    ("gestation_weeks", "second trimester", {"trimester": 2}),
    ("gestation_weeks", "my third trimester", {"trimester": 3}),
    ("gestation_weeks", "due in 3 weeks", 37),
    ("gestation_weeks", "28", 28),
    ("gestation_weeks", "halfway there", 20),
    ("gestation_weeks", "12 wks", 12),
    ("gestation_weeks", "90 weeks", 90),
    ("gestation_weeks", "due at Christmas", 35),
]


@pytest.mark.parametrize(("question", "text", "number"), NUMBERS)
def test_a_number_in_the_questions_unit(
    understand: Understand, question: str, text: str, number: object
) -> None:
    assert understand(text, question).value == number


def test_an_age_already_known_turns_years_ago_into_an_age(understand: Understand) -> None:
    assert understand("about 5 years ago", "onset_age", age=40).value == 35
    assert understand("since I was 12", "duration_months", age=42).value == 360
    assert understand("all my life", "duration_months", age=30).value == 360


WHICH = [
    ("age", "my husband is 71, I'm only 64", 64),
    ("age", "I was 60 when I retired, 68 now", 68),
    ("age", "52, no wait, 53", 53),
    ("age", "my sister is 40 and I'm five years younger", 35),
    ("age", "I turn 50 next month", 49),
    ("age", "a score and ten", 30),
    ("age", "it's 3:15 and I am 48", 48),
    ("onset_age", "Dad got it at 70, I was 30", 30),
    ("onset_age", "I'm 40 now, it began at 35", 35),
    ("onset_age", "not at 20, nor at 30, it was 41", 41),
    ("duration_months", "2 months, no sorry, 2 years", 24),
    ("duration_months", "half a dozen years", 72),
    ("duration_months", "mum has had it 40 years, me only 4", 48),
    ("duration_months", "I'm 34, started at 31", 36),
    ("frequency_per_week", "every night bar one", 6),
    ("frequency_per_week", "not a night goes by without it", 7),
    ("frequency_per_week", "mon, wed and fri", 3),
    ("frequency_per_week", "Monday to Friday", 5),
    ("frequency_per_week", "woke at 1:30, this on six nights", 6),
    ("frequency_per_week", "normally 2 but last week it was 5", 5),
    ("alcohol_drinks_per_day", "none now, I used to drink eight pints", 0),
    ("alcohol_drinks_per_day", "two beers, three nights a week", 0.86),
    ("alcohol_drinks_per_day", "two glasses each on Friday and Saturday", 0.57),
    ("alcohol_drinks_per_day", "3 bottles of beer a day", 3),
    ("caffeine_cups_per_day", "the husband has 8, I have 2", 2),
    ("caffeine_cups_per_day", "six teas but four of them decaf", 2),
    ("caffeine_cups_per_day", "5 teas and a glass of wine", 5),
    ("caffeine_cups_per_day", "two coffees at £4.20 each", 2),
    ("gestation_weeks", "my sister is 12 weeks and I'm 29", 29),
    ("gestation_weeks", "last period was the 1st of August", 16),
    ("gestation_weeks", "14/02/2027 is the due date", 28),
    ("gestation_weeks", "lost one at 10 weeks, this one's 23 weeks", 23),
    ("gestation_weeks", "a week overdue", 41),
]


LED_BY = [
    ("frequency_per_week", "5. roofing all week and they're tired", 5),
    ("age", "66. a bit of heartburn, same as every Friday since I was thirty", 66),
    ("age", "6, I'm 37 if you need that too", 6),
    ("duration_months", "20 years. I had a clot after a flight in 1999, warfarin six months", 240),
    ("caffeine_cups_per_day", "one, it is my one weakness", 1),
    ("alcohol_drinks_per_day", "2 pints, only on a Friday night", 0.29),
    ("frequency_per_week", "3... sorry, that was a typo, 5", 5),
    ("age", "48. no wait, 49 now", 49),
    ("onset_age", "I'm 52 now, it began at 45", 45),
]


@pytest.mark.parametrize(("question", "text", "number"), LED_BY)
def test_a_short_answer_stands_before_the_story_that_follows_unless_taken_back(
    understand: Understand, question: str, text: str, number: object
) -> None:
    assert understand(text, question).value == number


BESIDE = [
    ("age", "I had my fortieth last weekend", 40),
    ("age", "my sixtieth is in May", 59),
    ("age", "a month off 50", 49),
    ("age", "14 June 1979", 47),
    ("age", "born sept 91", 35),
    ("duration_months", "a year, maybe a year and a half", 15),
    ("duration_months", "six months to a year", 9),
    ("duration_months", "a year or two", 18),
    ("duration_months", "a year and 3 months", 15),
    ("duration_months", "more than 10 years, less than 15", 150),
    ("duration_months", "it started 7 years ago but the last 2 have been terrible", 84),
    ("duration_months", "since my son was born, he's 4 now", 48),
    ("frequency_per_week", "four I think, maybe five", 4.5),
    ("frequency_per_week", "once or twice a month", 0.35),
    ("frequency_per_week", "every bleeding night", 7),
    ("frequency_per_week", "only missed one night", 6),
    ("frequency_per_week", "around half of them", 3.5),
    ("gestation_weeks", "14, I had my scan at 12", 14),
    ("onset_age", "late thirties, with my third pregnancy", 38),
    ("frequency_per_week", "all but two", 5),
    ("frequency_per_week", "nearly all of them, 6", 6),
    ("alcohol_drinks_per_day", "I share a bottle of wine with my husband", 3),
    ("alcohol_drinks_per_day", "2 on weekdays, 4 at weekends", 2.57),
    ("alcohol_drinks_per_day", "five pints on a night out, twice a month", 0.33),
    ("alcohol_drinks_per_day", "wine with dinner", 1),
    ("caffeine_cups_per_day", "tea in the morning, tea at lunch, tea at four", 3),
]


@pytest.mark.parametrize(("question", "text", "number"), BESIDE)
def test_numbers_are_set_beside_added_to_or_shared_out(
    understand: Understand, question: str, text: str, number: object
) -> None:
    assert understand(text, question).value == number


ROUND_A_CORNER = [
    # a birthday to come, a year of birth, a round number
    ("age", "pushing 60", 60),
    ("age", "just shy of 30", 29),
    ("age", "37 tomorrow", 36),
    ("age", "66 on my next birthday", 65),
    ("age", "seventeen, eighteen in March", 17),
    ("age", "two years off retirement, 65", 65),
    ("age", "over 80, 83 to be precise", 83),
    ("age", "the big five-oh", 50),
    ("age", "I'm a 1983 baby", 43),
    ("age", "39 and I hope to make 40", 39),
    ("age", "80 on Sunday", 79),
    ("onset_age", "just after my 21st", 21),
    ("onset_age", "diagnosed at 45 but started at 40", 40),
    ("onset_age", "I'm 60, had it half my life", 30),
    # years at school, British and American
    ("onset_age", "since I was in year 9", 13.5),
    ("onset_age", "8th grade", 13.5),
    ("onset_age", "second year of uni", 19.5),
    ("onset_age", "year 7, so 11 going on 12", 11),
    # a child as old as the trouble
    ("duration_months", "my youngest is 4 and it began when I was carrying her", 52),
    ("duration_months", "since I had my daughter, she's 3", 36),
    ("duration_months", "since October last year", 13),
    ("duration_months", "since Christmas 2022", 47),
    ("duration_months", "will be a year in January", 10.2),
    ("duration_months", "year and a half", 18),
    ("duration_months", "1yr 6m", 18),
    ("duration_months", "years. maybe 15", 180),
    ("duration_months", "bad for 2 months, had it 20 years", 240),
    ("duration_months", "since Wednesday", 0.13),
    ("duration_months", "since my 20s, I'm 50", 300),
    ("gestation_weeks", "two weeks overdue", 41),
    ("gestation_weeks", "in my 29th week", 28),
    ("gestation_weeks", "due next week", 39),
]


@pytest.mark.parametrize(("question", "text", "number"), ROUND_A_CORNER)
def test_a_number_told_round_a_corner(
    understand: Understand, question: str, text: str, number: float
) -> None:
    assert understand(text, question).value == number


@pytest.mark.parametrize(
    ("writer", "text", "age"),
    [
        ("parent", "my son is 8 and I'm 35", 8),
        ("parent", "I am 44, he's 12", 12),
        ("carer", "my mum's 81, I'm her daughter, 55", 81),
        ("self", "my son is 8 and I'm 35", 35),
    ],
)
def test_whose_age_is_told_goes_by_whom_it_is_all_about(
    understand: Understand, writer: str, text: str, age: int
) -> None:
    assert understand(text, "age", respondent=writer).value == age


@pytest.mark.parametrize("text", ["I do snore, through two doors", "four brothers have it"])
def test_a_number_of_things_is_no_age(understand: Understand, text: str) -> None:
    assert understand(text, "age").value is None


@pytest.mark.parametrize(("question", "text", "number"), WHICH)
def test_of_several_numbers_the_one_that_answers(
    understand: Understand, question: str, text: str, number: object
) -> None:
    assert understand(text, question).value == number


@pytest.mark.parametrize(
    "question", ["age", "onset_age", "duration_months", "gestation_weeks", "alcohol_drinks_per_day"]
)
def test_no_number_is_guessed(understand: Understand, question: str) -> None:
    assert understand("no idea to be honest", question).value == "unknown"
    assert understand("I'd rather not say", question).value == "declined"


def test_days_people_name() -> None:
    today = date(2026, 11, 22)
    assert easter(2026) == date(2026, 4, 5)
    assert named_day(["since", "christmas"], today) == date(2025, 12, 25)
    assert named_day(["due", "on", "the", "3", "rd", "of", "march"], today, future=True) == date(2027, 3, 3)
    assert named_day(["in", "may", "2021"], today) == date(2021, 5, 15)
    assert named_day(["it", "may", "be"], today) is None
    assert months_since(date(2025, 11, 22), today) == 12
