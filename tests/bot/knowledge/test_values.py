"""An answer crosses from JSON and back, and nothing else passes for one."""

import pytest

from bot.knowledge.values import Value, from_plain, plain, weeks


@pytest.mark.parametrize("value", ["yes", 32, 2.5, ("mother", "cousin"), (), {"trimester": 3}])
def test_an_answer_survives_the_way_through_json(value: Value) -> None:
    assert from_plain(plain(value)) == value


@pytest.mark.parametrize(
    "value", [None, True, [1, 2], [["mother"]], {"trimester": 4}, {"trimester": 0}, {"weeks": 3}, {}]
)
def test_what_is_no_answer_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="is not an answer"):
        from_plain(value)


def test_a_list_is_written_as_json_has_it() -> None:
    assert plain(("mother",)) == ["mother"]


@pytest.mark.parametrize(("trimester", "first", "last"), [(1, 1, 12), (2, 13, 26), (3, 27, 44)])
def test_a_trimester_alone_counts_as_one_of_its_weeks(trimester: int, first: int, last: int) -> None:
    week = weeks({"trimester": trimester})
    assert week is not None
    assert first <= week <= last


def test_the_second_trimester_alone_is_late_enough_for_the_warning_signs_of_pregnancy() -> None:
    assert weeks({"trimester": 2}) == 20


@pytest.mark.parametrize("value", ["unknown", (), {"trimester": 9}])
def test_what_is_no_number_has_no_weeks(value: Value) -> None:
    assert weeks(value) is None
