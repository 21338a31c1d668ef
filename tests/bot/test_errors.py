"""Errors say what, where, and all of it at once."""

from pathlib import Path

from bot.errors import BotError, DocumentError, Fault


def test_a_fault_reads_as_file_line_and_message() -> None:
    assert str(Fault(Path("causes/iron.yml"), 7, "key 'name' is missing")) == (
        "causes/iron.yml:7: key 'name' is missing"
    )


def test_a_document_error_lists_every_fault_in_the_order_of_the_files() -> None:
    late, early = Fault(Path("b.yml"), 2, "second"), Fault(Path("a.yml"), 9, "first")
    error = DocumentError([late, early])
    assert error.faults == (early, late)
    assert str(error) == "a.yml:9: first\nb.yml:2: second"


def test_faults_of_one_file_stand_by_line_not_by_letter() -> None:
    faults = [Fault(Path("a.yml"), line, "wrong") for line in (10, 9)]
    assert [fault.line for fault in DocumentError(faults).faults] == [9, 10]


def test_every_error_a_person_can_mend_is_one_kind() -> None:
    assert isinstance(DocumentError([]), BotError)
