"""The schema: short forms a clinician writes, and what is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.knowledge.model import Matcher, Wording
from tests.builders import a_cause, a_checklist, a_link, a_question, a_red_flag, a_source


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("yes", {"any_of": ("yes",)}),
        (["moderate", "severe"], {"any_of": ("moderate", "severe")}),
        (3, {"any_of": (3,)}),
    ],
)
def test_a_matcher_may_be_written_short(written: Any, read: dict[str, Any]) -> None:
    assert Matcher.validate(written) == Matcher(**read)


def test_a_matcher_that_says_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs a word"):
        Matcher.validate({})


def test_a_matcher_with_an_empty_list_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs a word"):
        Matcher.validate([])


def test_knowledge_cannot_be_changed_once_read() -> None:
    with pytest.raises(TypeError):
        a_source().title = "Other"


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra fields"):
        a_question(colour="blue")


def test_a_blank_text_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 char"):
        a_question(ask="   ")


def test_an_entry_without_a_source_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs at least one entry"):
        a_cause("low_iron", sources=[])


def test_a_link_without_a_case_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs at least one entry"):
        a_cause("low_iron", a_link("sleepy"))


def test_an_empty_checklist_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs at least one entry"):
        a_checklist("check")


@pytest.mark.parametrize("key", ["low iron", "Iron", "iron-store", ""])
def test_an_id_is_lower_case_with_underscores(key: str) -> None:
    with pytest.raises(ValidationError):
        a_question(key)


def test_a_red_flag_has_one_of_four_urgencies() -> None:
    with pytest.raises(ValidationError, match="unexpected value"):
        a_red_flag(urgency="tomorrow")


def test_a_doi_is_a_doi() -> None:
    with pytest.raises(ValidationError, match="does not match"):
        a_source(doi="https://doi.org/10.1/x")


def test_a_wording_knows_its_blanks() -> None:
    assert Wording(id="hi", text="Hi {name}, call {clinic_phone}.").blanks == {"name", "clinic_phone"}
