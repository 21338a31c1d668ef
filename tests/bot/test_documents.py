"""YAML is read strictly, and every fault knows its line."""

from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Extra

from bot.documents import Document, parse, read
from bot.errors import Fault


class Leg(BaseModel):
    """A model to read into."""

    side: Literal["left", "right"]
    nights: int = 0

    class Config:
        """No unknown keys."""

        extra = Extra.forbid


class Pair(BaseModel):
    """A model with parts."""

    legs: tuple[Leg, ...]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "legs.yml"


def document_of(path: Path, text: str) -> Document:
    path.write_text(text, encoding="utf-8")
    document = read(path)
    assert isinstance(document, Document)
    return document


def fault_of(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    fault = read(path)
    assert isinstance(fault, Fault)
    return str(fault)


def faults_of(path: Path, text: str, model: type[BaseModel] = Pair) -> list[str]:
    found = parse(model, document_of(path, text))
    assert isinstance(found, list)
    return [str(fault) for fault in found]


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Yes", "NO"])
def test_yes_and_no_stay_words(path: Path, word: str) -> None:
    assert document_of(path, f"answer: {word}").data == {"answer": word}


def test_true_and_false_do_not_become_answers_by_accident(path: Path) -> None:
    assert document_of(path, "answer: true").data == {"answer": "true"}


def test_a_date_stays_text(path: Path) -> None:
    assert document_of(path, "since: 2024-01-31").data == {"since": "2024-01-31"}


def test_numbers_are_numbers(path: Path) -> None:
    assert document_of(path, "[3, 2.5, '3']").data == [3, 2.5, "3"]


def test_an_empty_file_is_an_empty_document(path: Path) -> None:
    assert document_of(path, "# nothing yet\n").data is None


def test_a_key_that_stands_twice_is_a_fault_at_its_second_place(path: Path) -> None:
    assert fault_of(path, "side: left\nnights: 3\nside: right\n") == f"{path}:3: key 'side' stands twice"


def test_a_key_that_stands_twice_is_found_however_deep(path: Path) -> None:
    text = "legs:\n  - side: left\n    nights: 1\n    nights: 2\n"
    assert fault_of(path, text) == f"{path}:4: key 'nights' stands twice"


def test_broken_yaml_is_a_fault_at_its_line(path: Path) -> None:
    fault = fault_of(path, "side: left\nnights: [1, 2\n")
    assert fault.startswith(f"{path}:3: is not valid YAML: ")


def test_a_tag_that_would_make_an_object_is_a_fault(path: Path) -> None:
    assert fault_of(path, "x: !!python/object/apply:os.getcwd []\n").startswith(
        f"{path}:1: is not valid YAML: could not determine a constructor"
    )


def test_bytes_that_are_no_text_are_a_fault(path: Path) -> None:
    path.write_bytes(b"name: \xff\xfe")
    assert str(read(path)) == f"{path}:1: is not UTF-8 text"


def test_a_file_that_is_not_there_is_a_fault(path: Path) -> None:
    assert str(read(path)) == f"{path}:1: cannot be read: No such file or directory"


def test_every_place_knows_its_line(path: Path) -> None:
    document = document_of(path, "legs:\n  - side: left\n  - side: right\n    nights: 3\n")
    assert [document.line(("legs", number)) for number in (0, 1)] == [2, 3]
    assert document.line(("legs", 1, "nights")) == 4


def test_a_place_that_is_not_written_has_the_line_of_what_is_around_it(path: Path) -> None:
    document = document_of(path, "legs:\n  - side: left\n  - side: right\n")
    assert document.line(("legs", 1, "nights")) == 3


def test_a_part_is_read_into_its_model(path: Path) -> None:
    document = document_of(path, "legs:\n  - {side: left, nights: 3}\n")
    assert parse(Leg, document, ("legs", 0)) == Leg(side="left", nights=3)


def test_every_fault_of_a_document_is_named_at_once_in_plain_words(path: Path) -> None:
    text = "legs:\n  - side: middle\n  - nights: 2\n  - side: left\n    feet: 2\n"
    first, second, third = faults_of(path, text)
    assert first.startswith(f"{path}:2: legs.0.side: unexpected value")
    assert second == f"{path}:3: key 'legs.1.side' is missing"
    assert third == f"{path}:5: unknown key 'legs.2.feet'"


def test_a_document_that_is_no_mapping_is_a_fault(path: Path) -> None:
    (fault,) = faults_of(path, "just words\n")
    assert fault.startswith(f"{path}:1: this entry")
