"""Medicines as patients name them: taken now, or not."""

from __future__ import annotations

import pytest

from bot.knowledge.loader import Knowledge
from bot.language.interpretation import Reply
from bot.language.lexicon import Lexicon
from bot.language.reader import Reader
from tests.bot.language.conftest import Understand

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
    ("an SSRI, don't ask me which", ("ssri",)),
    ("none", ()),
    ("nothing at all", ()),
    ("I don't take anything", ()),
    ("no meds", ()),
    ("not on any tablets", ()),
    # no longer, not yet, not theirs
    ("I stopped Prozac last year, now on sertraline", ("sertraline",)),
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
]


@pytest.mark.parametrize(("text", "generic"), LOOK_ALIKES)
def test_look_alikes_are_never_crossed(understand: Understand, text: str, generic: str) -> None:
    assert understand(text, "medications").value == (generic,)


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
