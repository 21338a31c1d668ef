"""A folder becomes knowledge, or every fault in it is named with file and line."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.errors import DocumentError
from bot.knowledge.loader import load
from tests.bot.knowledge.files import instead, write

CAUSE = "causes/iron_deficiency.yml"
QUESTIONS = "questions/iron.yml"


def faults_of(folder: Path, changed: Mapping[str, str | None]) -> list[str]:
    write(folder, changed)
    with pytest.raises(DocumentError) as caught:
        load(folder)
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_a_folder_is_read_by_kind_and_id(tmp_path: Path) -> None:
    found = load(write(tmp_path))
    assert list(found.causes) == ["iron_deficiency"]
    assert list(found.questions) == ["heavy_periods", "severity"]
    assert found.sources["SRC"].cite == "Uthor 2020"


def test_an_answer_written_yes_is_the_word_yes(tmp_path: Path) -> None:
    (case,) = load(write(tmp_path)).causes["iron_deficiency"].links[0].cases
    assert case.answer.any_of == ("yes",)


def test_a_folder_without_any_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"holds no knowledge"):
        load(tmp_path / "nowhere")


def test_an_unknown_key_is_named_with_its_line(tmp_path: Path) -> None:
    changed = instead(CAUSE, "name: low iron", "name: low iron\ncolour: red")
    assert faults_of(tmp_path, changed) == [f"{CAUSE}:3: unknown key 'colour'"]


def test_a_key_left_out_is_named(tmp_path: Path) -> None:
    assert faults_of(tmp_path, instead(CAUSE, "evidence: guideline\n", "")) == [
        f"{CAUSE}:1: key 'evidence' is missing"
    ]


def test_a_key_that_stands_twice_is_named_with_its_line(tmp_path: Path) -> None:
    changed = instead(CAUSE, "evidence: guideline", "evidence: guideline\nname: iron")
    assert faults_of(tmp_path, changed) == [f"{CAUSE}:4: key 'name' stands twice"]


def test_an_id_that_is_not_the_name_of_its_file_is_a_fault(tmp_path: Path) -> None:
    changed = instead(CAUSE, "id: iron_deficiency", "id: low_iron")
    assert faults_of(tmp_path, changed) == [
        f"{CAUSE}:1: id 'low_iron' must be the file's name, 'iron_deficiency'"
    ]


def test_an_id_that_stands_in_two_files_is_a_fault_that_names_both(tmp_path: Path) -> None:
    twin = write(tmp_path).joinpath(QUESTIONS).read_text().split("- id: severity")[0]
    assert faults_of(tmp_path, {"questions/twins.yml": twin}) == [
        f"questions/twins.yml:1: 'heavy_periods' stands already at {tmp_path}/{QUESTIONS}:1"
    ]


def test_a_file_in_an_unknown_place_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, {"notes/iron.yml": "- id: iron\n"})
    assert fault.startswith("notes/iron.yml:1: is not in a known place; known are sources/*.yml, ")


def test_a_list_file_that_holds_no_list_is_a_fault(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, {"questions/iron.yml": "id: heavy_periods\n", CAUSE: None})
    assert "questions/iron.yml:1: must be a list of entries" in faults


def test_an_empty_file_of_one_thing_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, {"causes/stress.yml": "# nothing yet\n"})
    assert fault.startswith("causes/stress.yml:1: ")


def test_every_fault_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    changed = {
        **instead(CAUSE, "evidence: guideline", "evidence: rumour"),
        **instead(QUESTIONS, "kind: yes_no", "kind: yes_no\n  colour: red"),
        "topics/iron.yml": "id: iron\n",
    }
    faults = faults_of(tmp_path, changed)
    assert any(fault.startswith(f"{CAUSE}:3: evidence: ") for fault in faults)
    assert f"{QUESTIONS}:4: unknown key 'colour'" in faults
    assert {fault for fault in faults if fault.startswith("topics/")} == {
        f"topics/iron.yml:1: key '{key}' is missing" for key in ("title", "answer", "sources")
    }


def test_what_is_broken_does_not_hide_what_dangles(tmp_path: Path) -> None:
    changed = {
        **instead(CAUSE, "question: heavy_periods", "question: heavy_nights"),
        "topics/iron.yml": "id: iron\n",
    }
    faults = faults_of(tmp_path, changed)
    assert f"{CAUSE}:7: question 'heavy_nights' does not exist" in faults
    assert "topics/iron.yml:1: key 'title' is missing" in faults


def test_the_version_is_the_hash_of_the_files(tmp_path: Path) -> None:
    version = load(write(tmp_path / "one")).version
    assert version.startswith("sha256:")
    assert load(write(tmp_path / "two")).version == version


def test_the_version_changes_with_the_content(tmp_path: Path) -> None:
    version = load(write(tmp_path)).version
    changed = instead(CAUSE, "name: low iron", "name: little iron")
    assert load(write(tmp_path, changed)).version != version


def test_the_version_changes_with_the_name_of_a_file(tmp_path: Path) -> None:
    version = load(write(tmp_path)).version
    (tmp_path / QUESTIONS).rename(tmp_path / "questions" / "ferrous.yml")
    assert load(tmp_path).version != version


def test_what_was_compiled_is_read_instead_of_the_files(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "knowledge"), tmp_path / "cache"
    first = load(folder, cache)
    (compiled,) = cache.iterdir()
    kept = json.loads(compiled.read_text())
    kept["causes"][0]["name"] = "read from the cache"
    compiled.write_text(json.dumps(kept))
    again = load(folder, cache)
    assert again.causes["iron_deficiency"].name == "read from the cache"
    assert again.version == first.version


def test_knowledge_from_the_cache_equals_knowledge_from_the_files(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "knowledge"), tmp_path / "cache"
    assert load(folder, cache) == load(folder, cache) == load(folder)


def test_a_changed_folder_is_not_read_from_an_old_cache(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "knowledge"), tmp_path / "cache"
    load(folder, cache)
    write(folder, instead(CAUSE, "name: low iron", "name: little iron"))
    assert load(folder, cache).causes["iron_deficiency"].name == "little iron"


@pytest.mark.parametrize("broken", ["", "{not json", "[]", "{}", '{"causes": [{"id": "old_shape"}]}'])
def test_a_broken_cache_is_read_afresh_and_mended(tmp_path: Path, broken: str) -> None:
    folder, cache = write(tmp_path / "knowledge"), tmp_path / "cache"
    whole = load(folder, cache)
    (compiled,) = cache.iterdir()
    kept = compiled.read_text()
    compiled.write_text(broken)
    assert load(folder, cache) == whole
    assert compiled.read_text() == kept


def test_a_cache_that_cannot_be_written_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be")
    found = load(write(tmp_path / "knowledge"), tmp_path / "cache")
    assert list(found.causes) == ["iron_deficiency"]


def test_faulty_knowledge_is_never_kept(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "knowledge", {"topics/iron.yml": "id: iron\n"}), tmp_path / "cache"
    with pytest.raises(DocumentError):
        load(folder, cache)
    assert not cache.exists()


def test_a_medicine_knows_its_class_and_its_effect(tmp_path: Path) -> None:
    text = """\
id: hypnotics
name: sleeping pills
effect: neutral
explain: They bring sleep.
sources: [SRC]
medicines:
  - {generic: zolpidem}
  - {generic: doxepin, effect: triggers}
"""
    found = load(write(tmp_path, {"medications/hypnotics.yml": text}))
    assert found.class_of["zolpidem"].id == "hypnotics"
    assert found.effect_of == {"zolpidem": "neutral", "doxepin": "triggers"}
