"""A table of words learns from what was said, and comes back from a file as it was."""

from __future__ import annotations

import numpy as np

from bot.language.learned.table_fit import Lesson, Several, fit_alarms, fit_table
from bot.language.learned.word_table import WordTable, shares

SAID = {
    "yes": ("it does, always", "always, every time"),
    "no": ("hardly ever", "ever so rarely"),
    "maybe": ("who knows", "nobody knows"),
}
NAMES = ("maybe", "no", "unheard", "yes")


def taught(labels: tuple[str, ...]) -> list[Lesson]:
    return [Lesson(text, label, ["nicotine"]) for label in labels for text in SAID[label]]


def test_a_table_learns_which_words_mean_what() -> None:
    for labels in (("yes", "no"), ("yes", "no", "maybe")):
        table = fit_table(taught(labels), NAMES)
        for label in labels:
            scores = table.score(["nicotine"], f"well, {SAID[label][0]}")
            assert NAMES[int(scores.argmax())] == label


def test_a_class_nobody_ever_meant_is_never_heard() -> None:
    likely = shares(fit_table(taught(("yes", "no")), NAMES).score([], "something new"))
    assert likely[NAMES.index("unheard")] < 1e-6


def test_a_table_comes_back_from_its_arrays_as_it_was() -> None:
    table = fit_table(taught(("yes", "no")), NAMES)
    again = WordTable.of(table.arrays())
    assert np.array_equal(again.score(["nicotine"], "rarely"), table.score(["nicotine"], "rarely"))


def test_a_table_of_dangers_weighs_each_by_itself() -> None:
    said = [
        Several("my chest hurts and I cannot breathe", ("chest", "breath")),
        Several("my chest hurts badly", ("chest",)),
        Several("I cannot breathe well", ("breath",)),
        Several("my legs itch", ()),
        Several("my legs creep", ()),
    ]
    table = fit_alarms(said, ("breath", "chest", "never told"))
    assert list(table.score([], "oh my chest hurts") > 0) == [False, True, False]
    assert list(table.score([], "chest hurts, cannot breathe") > 0) == [True, True, False]
    assert not any(table.score([], "my legs itch") > 0)


def test_two_tables_can_stand_in_one_file() -> None:
    words, alarms = (
        fit_table(taught(("yes", "no")), NAMES),
        fit_alarms([Several("fire", ("fire",))], ["fire"]),
    )
    file = words.arrays() | alarms.arrays("alarms")
    assert np.array_equal(WordTable.of(file, "alarms").bias, alarms.bias)
    assert np.array_equal(WordTable.of(file).bias, words.bias)
