"""Medicines as patients name them: taken now, or not."""

from __future__ import annotations

import pytest

from bot.knowledge.loader import Knowledge, load
from bot.language.interpretation import Reply
from bot.language.medicines.pharmacy import names_of
from bot.language.reader import Reader
from bot.language.words.lexicon import Lexicon, load_lexicon
from tests.bot.language.conftest import FOLDER, Understand

CURRENT = [
    ("sertraline", ("sertraline",)),
    ("Zoloft and Prilosec", ("sertraline", "omeprazole")),
    ("sertraline 50mg once a day, omeprazole 20 mg at night", ("sertraline", "omeprazole")),
    ("LUSTRAL", ("sertraline",)),
    ("Tylenol PM most nights", ("paracetamol", "diphenhydramine")),
    ("iron tablets", ("ferrous_sulfate",)),
    ("just metformin", ("metformin",)),
    ("Nytol when I can't sleep", ("diphenhydramine",)),
    ("- ropinirole 0.25\n- zopiclone 7.5", ("ropinirole", "zopiclone")),
    # a class is no medicine's name: it is asked after
    ("an SSRI, don't ask me which", ("unknown",)),
    ("none", ()),
    ("nothing at all", ()),
    ("I don't take anything", ()),
    ("no meds", ()),
    ("not on any tablets", ()),
    ("sertraline plus a blood pressure tablet", ("sertraline", "unknown")),
    ("omeprazole at present", ("omeprazole",)),
    ("no sleeping tablets", ()),
    ("not really, an ibuprofen once in a while", ("ibuprofen",)),
    # no longer, not yet, not theirs
    ("they swapped my sertraline for citalopram", ("citalopram",)),
    ("I had lamotrigine but it made me dizzy so now it's omeprazole", ("omeprazole",)),
    ("they've stopped my sertraline and started citalopram", ("citalopram",)),
    ("I stopped Prozac last year, now on sertraline", ("sertraline",)),
    ("Celexa and hydroxyzine, stopped clonidine in May", ("citalopram", "hydroxyzine")),
    ("I take sertraline, stopped taking citalopram", ("sertraline",)),
    ("sertraline, stopped the tablets", ()),
    ("used to take Prozac", ()),
    ("came off citalopram in May but take omeprazole", ("omeprazole",)),
    ("my husband takes lithium but I only take paracetamol", ("paracetamol",)),
    ("allergic to codeine, otherwise just ibuprofen", ("ibuprofen",)),
    ("switched from Celexa to Zoloft", ("sertraline",)),
    ("doctor wants to put me on ropinirole", ()),
    ("I might start metformin. I take omeprazole", ("omeprazole",)),
    ("I don't take sertraline any more", ()),
    ("no ibuprofen, only paracetamol", ("paracetamol",)),
    ("thinking about trying pramipexole", ()),
    ("quit lithium years ago", ()),
    ("prescribed sertraline but haven't started", ()),
    # nobody knows which
    ("the purple one for heartburn", ("unknown",)),
    ("something for my blood pressure", ("unknown",)),
    ("can't remember the name", ("unknown",)),
    ("a little white pill", ("unknown",)),
    ("sleeping tablets", ("unknown",)),
    ("sertraline and a water tablet", ("sertraline", "unknown")),
    ("flubberol 20mg", ("unknown",)),
    ("some pill the doctor gave me", ("unknown",)),
    # slips of the finger
    ("sertralin", ("sertraline",)),
    ("setraline", ("sertraline",)),
    ("omeprazol", ("omeprazole",)),
    ("hydroxizine", ("hydroxyzine",)),
    ("hydralazin", ("hydralazine",)),
    ("ropinerole", ("ropinirole",)),
    ("diphenhydramin", ("diphenhydramine",)),
    ("paracetemol", ("paracetamol",)),
    ("metfornin", ("metformin",)),
    ("sertralineandomeprazole", ("sertraline", "omeprazole")),
    ("sertraline50mgomeprazole20", ("sertraline", "omeprazole")),
    # by ear, and fallen apart when dictated
    ("flewoxatine", ("fluoxetine",)),
    ("hydrolazine", ("hydralazine",)),
    ("ser tra leen 50", ("sertraline",)),
    ("meta form in twice a day", ("metformin",)),
    # a class told by name, too
    ("an SSRI, sertraline I think", ("sertraline",)),
    # meant, not said first
    ("not clonidine, clonazepam", ("clonazepam",)),
    ("sertraline no wait citalopram", ("citalopram",)),
    ("metformin. sorry no, metoprolol", ("metoprolol",)),
    # what comes after tells
    ("had Prozac once. Hated it", ()),
    ("Before I took Prozac. Now only citalopram", ("citalopram",)),
    ("off the citalopram now, just the metformin", ("metformin",)),
    ("ropinirole from the chemist, not opened yet", ()),
    ("my doctor recommended metformin and I take it", ("metformin",)),
    ("coming off citalopram, down to 5 mg", ("citalopram",)),
    ("starting sertraline on Monday", ()),
    ("started sertraline on Monday", ("sertraline",)),
    # on a list
    ("CURRENT: sertraline 50mg\nPAST: citalopram 10mg", ("sertraline",)),
    ("sertraline 50mg, citalopram 10mg (stopped 2024)", ("sertraline",)),
    # words for an end that end something else
    ("I never miss my sertraline", ("sertraline",)),
    ("sertraline, gave up smoking on it", ("sertraline",)),
    ("allergic to codeine, take only metformin", ("metformin",)),
    # whose it is
    ("I pinch one of my mum's zopiclone", ("zopiclone",)),
    ("a mate gives me his codeine", ("codeine",)),
    ("the dog has sertraline, I have metformin", ("metformin",)),
    ("both me and my sister take metformin", ("metformin",)),
    ("one of the wife's zopiclones", ("zopiclone",)),
    # one after another: the last is taken
    ("tried sertraline, tried ropinirole, nothing now", ()),
    ("I've tried them all: Prozac, sertraline, metformin. Currently on ropinirole", ("ropinirole",)),
    ("tried ropinirole and it helps", ("ropinirole",)),
    ("sertraline first, then citalopram, and now metformin", ("metformin",)),
    ("sertraline in the morning then metformin at night", ("sertraline", "metformin")),
    ("sertraline got swapped for citalopram", ("citalopram",)),
    ("I did have sertraline but it made me sick, so I have citalopram instead", ("citalopram",)),
    # it did not agree, was left, or rests
    ("sertraline gave me a headache so citalopram it is", ("citalopram",)),
    ("the doctor gave me sertraline", ("sertraline",)),
    ("supposed to take metformin but I don't", ()),
    ("weaned off sertraline in the autumn", ()),
    ("weaning off sertraline", ("sertraline",)),
    ("metformin, paused", ()),
    ("I can't take ibuprofen, it hurts my stomach. Paracetamol only", ("paracetamol",)),
    ("sertraline 2015 to 2020", ()),
    ("last dose of metformin was Sunday", ()),
    ("metformin but not for months", ()),
    ("they keep trying to get me off zopiclone", ("zopiclone",)),
    ("I had to come off sertraline, it made me sick", ()),
    ("codeine allergy. on metformin", ("metformin",)),
    # a denial that is none
    ("never anything stronger than paracetamol", ("paracetamol",)),
    ("nothing other than my metformin", ("metformin",)),
    ("none unless you count paracetamol", ("paracetamol",)),
    ("haven't taken my metformin today", ("metformin",)),
    ("on and off sertraline for years, on at present", ("sertraline",)),
    # told by what it is for, and by name
    ("sleeping tablets, zopiclone I think", ("zopiclone",)),
    ("sleeping tablets, metformin", ("metformin", "unknown")),
    ("metformin and two others I can't think of", ("metformin", "unknown")),
    # words for an end that end nothing
    ("a sertraline a day, it never ends", ("sertraline",)),
    ("paracetamol on bad days, no more than two", ("paracetamol",)),
    ("metformin since my stroke in 2013, nothing since", ("metformin",)),
    ("sertraline, allergic to my own cat", ("sertraline",)),
    ("ibuprofen last week, still finishing the pack", ("ibuprofen",)),
    # and those that do
    ("had sertraline but we knocked that on the head", ()),
    ("a paracetamol when I had flu in October", ()),
    ("I have metformin here but I'm frightened to start it", ()),
    ("codeine and me don't mix. paracetamol only", ("paracetamol",)),
    ("my doctor would like me to try ropinirole", ()),
    ("came up in welts with codeine. now on metformin", ("metformin",)),
    ("the sertraline is Dad's, mine is the metformin", ("metformin",)),
    # told by what it is for
    ("some hayfever ones from the supermarket", ("unknown",)),
    ("one of those things for colds", ("unknown",)),
]


@pytest.mark.parametrize(("text", "medicines"), CURRENT)
def test_the_medicines_taken_now(understand: Understand, text: str, medicines: tuple[str, ...]) -> None:
    assert understand(text, "medications").value == medicines


LOOK_ALIKES = [
    ("hydroxyzine", "hydroxyzine"),
    ("hydralazine", "hydralazine"),
    ("lamotrigine", "lamotrigine"),
    ("Lamisil", "terbinafine"),
    ("Lamictal", "lamotrigine"),
    ("Celexa", "citalopram"),
    ("Celebrex", "celecoxib"),
    ("clonidine", "clonidine"),
    ("clonazepam", "clonazepam"),
    ("metformin", "metformin"),
    ("metoprolol", "metoprolol"),
    ("celebrx", "celecoxib"),
    ("clonazapam", "clonazepam"),
    ("clonidin", "clonidine"),
    ("metoprolo", "metoprolol"),
    ("Celexia", "citalopram"),
    ("celebrix", "celecoxib"),
    ("clonidene", "clonidine"),
    ("klonapin", "clonazepam"),
    ("lamictol", "lamotrigine"),
    ("hydroxizine", "hydroxyzine"),
]


@pytest.mark.parametrize(("text", "generic"), LOOK_ALIKES)
def test_look_alikes_are_never_crossed(understand: Understand, text: str, generic: str) -> None:
    assert understand(text, "medications").value == (generic,)


NAMES_ALIKE = [
    ("hydroxyzine", "hydralazine"),
    ("clonidine", "clonazepam"),
    ("fluoxetine", "duloxetine"),
    ("prednisone", "prednisolone"),
    ("bupropion", "buspirone"),
    ("tramadol", "trazodone"),
    ("quinine", "quinapril"),
    ("lamotrigine", "terbinafine"),
    ("risperidone", "ropinirole"),
    ("oxycodone", "oxybutynin"),
    ("carbamazepine", "oxcarbazepine"),
    ("chlorpromazine", "clomipramine"),
    ("sumatriptan", "zolmitriptan"),
    ("propranolol", "bisoprolol"),
]


@pytest.fixture(scope="module")
def full() -> Reader:
    """A reader over all the medicines the clinic knows."""
    return Reader(load(), load_lexicon(FOLDER))


@pytest.mark.parametrize("pair", NAMES_ALIKE)
def test_one_wrong_letter_never_makes_another_medicine(full: Reader, pair: tuple[str, str]) -> None:
    for name, other in (pair, pair[::-1]):
        for place in range(1, len(name)):
            for slip in (name[:place] + name[place + 1 :], name[:place] + "e" + name[place + 1 :]):
                assert full.interpret(Reply(slip, "medications")).value not in {(other,)}, slip


def test_every_medicine_is_known_by_its_own_name(full: Reader) -> None:
    knowledge = load()
    names = {name.replace("_", " "): name for name in knowledge.class_of if len(name) > 5}
    del names["valerian"]  # a topic of its own: the bare word asks about it
    heard = {name: full.interpret(Reply(name, "medications")).value for name in names}
    assert {name: value for name, value in heard.items() if value != (names[name],)} == {}


@pytest.mark.parametrize("brand", ["Reactine", "Elleste Duet", "Prostap", "Circadin", "Modecate"])
def test_a_brand_that_looks_like_a_word_is_not_put_right_to_it(full: Reader, brand: str) -> None:
    name = " ".join(brand.lower().split())
    assert full.interpret(Reply(brand, "medications")).value == names_of(load(), None)[name]


def test_a_name_with_a_hyphen_is_heard_run_together(full: Reader) -> None:
    heard = full.interpret(Reply("gabapentin and cocodamol", "medications")).value
    assert heard == ("gabapentin", "paracetamol", "codeine")


def test_a_list_from_the_pharmacy_is_read_to_its_end(full: Reader) -> None:
    printout = """1. LISINOPRIL 10MG TABLETS - take ONE daily
2. METFORMIN 500MG TABLETS - take TWO with meals
3. CO-CARELDOPA 25/100 - take ONE at night
4. SYMBICORT 200/6 - 2 puffs twice a day
5. EPIPEN 300 MICROGRAMS - as directed
Discontinued:
6. TRAMADOL 50MG CAPSULES"""
    assert full.interpret(Reply(printout, "medications")).value == (
        "lisinopril",
        "metformin",
        "levodopa",
        "carbidopa",
        "budesonide",
        "formoterol",
        "adrenaline",
    )


def test_a_brand_is_no_slip_of_a_common_word(full: Reader) -> None:
    assert full.interpret(Reply("Concerta 36", "medications")).value == ("methylphenidate",)


def test_a_medicine_that_is_blamed_is_taken(full: Reader) -> None:
    blamed = Reply("could it be my mirtazapine? only started it in March", "medications")
    assert full.interpret(blamed).value == ("mirtazapine",)


@pytest.mark.parametrize("text", ["can I take ropinirole with this?", "should I stop my sertraline?"])
def test_a_question_about_a_medicine_notes_none(understand: Understand, text: str) -> None:
    assert understand(text, "medications").value is None


@pytest.mark.parametrize("text", ["I'm on water tablets", "my iron came back low", "the petrol price"])
def test_a_class_or_a_chance_likeness_told_in_passing_is_no_medicine(full: Reader, text: str) -> None:
    assert "medications" not in full.interpret(Reply(text, "rest_onset")).also


def test_refusing_and_not_knowing(understand: Understand) -> None:
    assert understand("I'd rather not say", "medications").value == "declined"
    assert understand("not sure", "medications").value == "unknown"


def test_a_brand_means_what_it_means_in_the_country(knowledge: Knowledge, lexicon: Lexicon) -> None:
    benadryl = Reply("Benadryl", "otc_medications")
    assert Reader(knowledge, lexicon, "UK").interpret(benadryl).value == ("cetirizine",)
    assert Reader(knowledge, lexicon, "US").interpret(benadryl).value == ("diphenhydramine",)
    assert Reader(knowledge, lexicon).interpret(benadryl).value == ("diphenhydramine",)


@pytest.mark.parametrize("text", ["my iron is low", "does iron help?", "I have low iron", "why iron?"])
def test_a_word_for_a_medicine_is_not_always_one(understand: Understand, text: str) -> None:
    assert "medications" not in understand(text, "rest_onset").also


def test_a_medicine_added_later_joins_those_known(understand: Understand) -> None:
    assert understand("I also take Nytol", "rest_onset", medications=("sertraline",)).also["medications"] == (
        "sertraline",
        "diphenhydramine",
    )


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("amitrip and bisoprol", ("amitriptyline", "bisoprolol")),
        ("cocodamols when it is bad", ("codeine", "paracetamol")),
        ("Duloxetine 60 OD, pantoprazole 40 OD", ("duloxetine", "pantoprazole")),
        ("worfrin", ("warfarin",)),
        ("popped a Zyrtec", ("cetirizine",)),
        ("about nine a day", ("unknown",)),
        ("GP wants to start me on gabapentin", ()),
        ("I don't believe in tablets", ()),
    ],
)
def test_cut_names_shorthand_and_tablets_without_a_name(
    full: Reader, text: str, taken: tuple[str, ...]
) -> None:
    heard = full.interpret(Reply(text, "medications")).value
    assert isinstance(heard, tuple)
    assert sorted(heard) == sorted(taken)
