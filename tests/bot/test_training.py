"""Which model fits the sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.training import TrainingError, fingerprint, model_path, ready_model
from tests.bot.toy import write_project


def test_the_same_sources_have_the_same_fingerprint_wherever_they_lie(tmp_path: Path) -> None:
    assert fingerprint(write_project(tmp_path / "a")) == fingerprint(write_project(tmp_path / "b"))


@pytest.mark.parametrize("source", ["config.yml", "domain.yml", "data/nlu/new.yml", "data/rules/new.yml"])
def test_any_change_in_what_a_model_is_made_from_asks_for_another(source: str, tmp_path: Path) -> None:
    before = fingerprint(write_project(tmp_path))
    path = tmp_path / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("changed: true\n")
    assert fingerprint(tmp_path) != before


def test_what_is_read_at_every_start_does_not_matter(tmp_path: Path) -> None:
    before = fingerprint(write_project(tmp_path))
    (tmp_path / "data" / "knowledge").mkdir(parents=True)
    (tmp_path / "data" / "knowledge" / "iron.yml").write_text("id: iron\n")
    assert fingerprint(tmp_path) == before


def test_a_model_is_trained_once_with_progress_and_then_found(toy_project: Path, toy_model: Path) -> None:
    said: list[str] = []
    assert toy_model == model_path(toy_project)
    assert ready_model(toy_project, said.append) == toy_model
    assert said == []
    assert [path.name for path in (toy_project / "models").iterdir()] == [toy_model.name]


def test_sources_that_cannot_be_trained_say_what_rasa_said_and_leave_no_model(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / "config.yml").write_text(
        "recipe: default.v1\nassistant_id: toy\nlanguage: en\npipeline: [{name: NoSuchComponent}]\n"
    )
    with pytest.raises(TrainingError, match="NoSuchComponent"):
        ready_model(tmp_path, anew=True)
    assert list((tmp_path / "models").iterdir()) == []


def test_an_empty_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"config\.yml is missing"):
        ready_model(tmp_path)
