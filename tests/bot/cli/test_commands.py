"""The commands as they are typed: what they print, and what they say to bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of one command."""
    try:
        status = main(arguments)
    except SystemExit as ended:
        status = int(ended.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize(
    "command",
    [
        *("serve", "chat", "assess", "interpret", "knowledge", "knowledge check", "knowledge show", "train"),
        *("channels", "channels check", "telegram", "telegram set-webhook", "telegram status"),
    ],
)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, *command.split(), "--help")
    assert status == 0
    assert f"usage: rls-triage {command}" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("", "required: COMMAND"),
        ("sing", "invalid choice: 'sing'"),
        ("serve --port 99999", "'99999' is no port from 1 to 65535"),
        ("serve --port five", "'five' is no port"),
        ("assess", "required: ANSWERS.json"),
        ("assess missing.json", "missing.json:1: cannot be read"),
        ("interpret", "give --question ID"),
        ("interpret --question age", "give --question ID"),
        ("interpret --question agee 45", "no question 'agee'"),
        ("interpret --question age --today soon 45", "'today' must be a date"),
        ("interpret --jsonl missing.jsonl", "missing.jsonl:1: cannot be read"),
        ("interpret --jsonl missing.jsonl --question age 45", "either --jsonl FILE or --question"),
        ("knowledge show iron_deficency", "did you mean 'iron_deficiency'?"),
        ("knowledge check nowhere", "holds no knowledge"),
        ("tune --begin nowhere", "there is no file 'nowhere'"),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(
    arguments: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *arguments.split())
    assert (status, out) == (2, "")
    assert says in err
    assert len(err.splitlines()) == 1


def test_assess_prints_the_assessment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answers.json"
    file.write_text(
        '{"urge_to_move": "yes", "one_leg_swollen_painful": "yes", "gestation_weeks": {"trimester": 3}}'
    )
    status, out, err = run(capsys, "assess", str(file))
    found = json.loads(out)
    assert (status, err) == (0, "")
    assert found["kind"] == "assessment"
    assert found["urgency"] == "same_day"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1: is not valid JSON"),
        ("[]", "1: must be an object"),
        ('{"age": 45', "1: is not valid"),
        ('{"age": 45,\n "age": 46}', "2: key 'age' stands twice"),
        ('{"age": 45,\n "pregnent": "no"}', "2: there is no question 'pregnent' (did you mean 'pregnant'?)"),
        ('{"age": 300}', "1: age: must be from 0 to 120"),
        ('{"age": "old"}', "1: age: must be a number"),
        ('{"age": NaN}', "1: age: must be a number"),
        ('{"age": true}', "1: age: True is not an answer"),
        ('{"pregnant": null}', "1: pregnant: None is not an answer"),
        ('{"pregnant": "perhaps"}', "1: pregnant: 'perhaps' is not one of yes, no, declined, unknown"),
        ('{"pregnant": 1}', "1: pregnant: 1 is not one of"),
        ('{"medications": "sertraline"}', "1: medications: must be a list of words"),
        ('{"gestation_weeks": {"trimester": 4}}', "1: gestation_weeks: {'trimester': 4} is not an answer"),
    ],
)
def test_assess_names_the_line_of_what_is_no_answer(
    text: str, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.json"
    file.write_text(text)
    status, out, err = run(capsys, "assess", str(file))
    assert (status, out) == (2, "")
    assert f"{file}:{fault}" in err


def test_assess_lists_every_fault_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answers.json"
    file.write_text('{"age": -1,\n"legs": "both",\n"sex": "female",\n"severity": 7}')
    _, _, err = run(capsys, "assess", str(file))
    assert [line.removeprefix(f"{file}:").split(":")[0] for line in err.splitlines()] == ["1", "2", "4"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "is not valid JSON"),
        ("[]", "must be a JSON object"),
        ('{"question": "age"}', "'text' must be text"),
        ('{"question": "age", "text": "45", "when": "now"}', "unknown key 'when'"),
        ('{"question": "age", "text": "45", "today": "1 May"}', "'today' must be a date"),
        ('{"question": "age", "text": "45", "facts": []}', "'facts' must be an object"),
        ('{"question": "age", "text": "45", "facts": {"sex": 3}}', "sex: 3 is not one of"),
    ],
)
def test_interpret_names_the_line_that_is_wrong_and_prints_nothing(
    line: str, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "replies.jsonl"
    file.write_text(f'{{"question": "age", "text": "45"}}\n\n{line}\n')
    status, out, err = run(capsys, "interpret", "--jsonl", str(file))
    assert (status, out) == (2, "")
    assert f"{file}:3: {fault}" in err


def test_knowledge_check_counts_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "knowledge", "check")
    assert status == 0
    assert out.startswith("The knowledge is sound: ")


def test_a_setting_that_cannot_be_used_stops_the_start(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RLS_PORT", "abc")
    status, _, err = run(capsys, "serve")
    assert status == 2
    assert err.startswith("RLS_PORT: ")
