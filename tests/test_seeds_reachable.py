"""What each of the five documents names can be reached by a conversation, and is carried with its figures.

The tables were typed while reading the documents, not taken from the knowledge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest

from bot.knowledge.loader import Knowledge, load
from bot.knowledge.model import Claim
from bot.triage.assessment import Assessment, Assessor
from bot.triage.interview import Interview
from tests.simulated_patient import SimulatedPatient, hold
from tests.vignette import Vignette, named, vignettes

CAUSES: Mapping[str, str] = {
    "000": """iron_deficiency magnesium_deficiency b12_deficiency chronic_inflammation kidney_disease
        peripheral_neuropathy insomnia_poor_sleep sleep_apnea diabetes folate_deficiency sibo_ibs""",
    "001": """iron_deficiency chronic_inflammation magnesium_deficiency folate_deficiency b12_deficiency
        peripheral_neuropathy diabetes alcohol insomnia_poor_sleep sleep_apnea pregnancy hormonal_changes
        medications stress anxiety thyroid_disease vitamin_d_deficiency""",
    "002": "chronic_inflammation sibo_ibs vitamin_d_deficiency genetic medications stress",
    "003": """iron_deficiency zinc_deficiency kidney_disease liver_disease diabetes stress anxiety depression
        insomnia_poor_sleep""",
    "004": """genetic iron_deficiency magnesium_deficiency folate_deficiency kidney_disease diabetes
        peripheral_neuropathy pregnancy hormonal_changes venous_insufficiency alcohol caffeine medications
        idiopathic""",
}
"""Each document's causes, triggers and companions. What it only treats with counts where it names a lack."""

LABS: Mapping[str, str] = {
    "000": "ferritin serum_iron tibc magnesium_rbc vitamin_b12 folate homocysteine cmp crp esr",
    "001": """ferritin transferrin_saturation magnesium_serum vitamin_b12 folate sleep_study
        nerve_conduction_study crp esr thyroid_panel""",
    "002": "crp sibo_breath_test vitamin_d_25oh",
    "003": "ferritin",
    "004": "",
}

ONLY_EXPLAINED: Mapping[str, str] = {
    "dopamine_dysfunction": "000 001 002 003 004",
    "circadian": "000 002",
    "spinal_misalignment": "000 002",
}
"""Causes that are explained to those who ask, and that no answer can speak for."""

FIGURES: tuple[tuple[str, str, str], ...] = (
    ("003", "iron_deficiency", "50 µg/L"),
    ("001", "iron_deficiency", "47"),
    ("001", "magnesium_deficiency", "47"),
    ("001", "iron_deficiency", "two months"),
    ("002", "sibo_ibs", "69 %"),
    ("002", "sibo_ibs", "28 %"),
    ("002", "sibo_ibs", "4 %"),
    ("002", "sibo_ibs", "32 %"),
    ("002", "chronic_inflammation", "95 %"),
    ("002", "chronic_inflammation", "2012"),
    ("002", "vitamin_d_deficiency", "40-60 ng/mL"),
    ("002", "vitamin_d_deficiency", "60-80 ng/mL"),
    ("002", "spinal_misalignment", "L5/S1"),
    ("002", "idiopathic", "4 % and 29 %"),
    ("004", "pregnancy", "10 to 34 %"),
    ("004", "genetic", "40"),
    ("001", "pregnancy", "third trimester"),
    ("004", "pregnancy", "third trimester"),
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def talk(knowledge: Knowledge) -> Callable[[str], Assessment]:
    """What a whole interview with a vignette's person comes to, by the vignette's name."""
    assessor = Assessor(knowledge)
    interview = Interview(assessor)
    people = {vignette.name: SimulatedPatient(vignette.given) for vignette in vignettes()}

    @cache
    def held(name: str) -> Assessment:
        return assessor.assess(hold(assessor, interview, people[name]).values)

    return held


@pytest.mark.parametrize(("seed", "cause"), [(seed, key) for seed in CAUSES for key in CAUSES[seed].split()])
def test_cause_of_a_document_is_reached_by_a_conversation_and_attributed(
    seed: str, cause: str, knowledge: Knowledge, talk: Callable[[str], Assessment]
) -> None:
    assert any(cause in named(talk(each.name))["causes"] for each in _people_for("causes", cause))
    assert seed in {claim.source for claim in knowledge.causes[cause].claims}


@pytest.mark.parametrize(("seed", "lab"), [(seed, key) for seed in LABS for key in LABS[seed].split()])
def test_test_of_a_document_is_suggested_in_a_conversation_and_attributed(
    seed: str, lab: str, knowledge: Knowledge, talk: Callable[[str], Assessment]
) -> None:
    assert any(lab in named(talk(each.name))["labs"] for each in _people_for("labs", lab))
    assert seed in {claim.source for claim in knowledge.labs[lab].claims}


@pytest.mark.parametrize("cause", ONLY_EXPLAINED)
def test_cause_that_is_only_explained_names_its_documents_and_is_never_scored(
    cause: str, knowledge: Knowledge
) -> None:
    known = knowledge.causes[cause]
    assert not known.scored
    assert not known.links
    assert set(ONLY_EXPLAINED[cause].split()) <= {claim.source for claim in known.claims}


def test_brain_chemical_tests_are_known_from_their_documents_and_never_suggested(
    knowledge: Knowledge,
) -> None:
    known = knowledge.labs["neurotransmitter_metabolites"]
    assert not known.suggest
    assert {"000", "001"} <= {claim.source for claim in known.claims}


def test_nobody_is_told_of_a_cause_or_test_that_is_only_explained(knowledge: Knowledge) -> None:
    assessor = Assessor(knowledge)
    for vignette in vignettes():
        found = named(assessor.assess(vignette.given))
        assert not set(ONLY_EXPLAINED) & set(found["causes"])
        assert "neurotransmitter_metabolites" not in found["labs"]


@pytest.mark.parametrize(("seed", "cause", "figure"), FIGURES)
def test_figure_of_a_document_stands_in_a_claim_of_its_own(
    seed: str, cause: str, figure: str, knowledge: Knowledge
) -> None:
    claims = [claim for claim in knowledge.causes[cause].claims if claim.source == seed]
    assert any(figure in text for claim in claims for text in _texts(claim))


def _people_for(kind: str, key: str) -> Iterator[Vignette]:
    """The vignettes whose clinician expects a cause or lab."""
    return (vignette for vignette in vignettes() if key in vignette.expect.wanted(kind))


def _texts(claim: Claim) -> Iterator[str]:
    yield claim.says
    yield from claim.figures
