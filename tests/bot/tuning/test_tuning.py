"""What is learned is what is read back: the graph that learns and the arrays that serve agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.bootstrap import knowledge
from bot.language.interpretation import Reply
from bot.language.learned.encoder import EncoderError
from bot.language.learned.hearing import classes, flags, items, of_question
from bot.language.learned.labelled import Labelled
from bot.language.learned.reply_model import (
    ALARMS,
    ALARMS_WEIGH,
    TICKS,
    TICKS_WEIGH,
    WORDS_WEIGH,
    load_reply_model,
)
from bot.language.learned.word_table import WORDS, WordTable
from bot.tuning.examples import Example, examples

CLASSES, FLAGS, LISTED = classes(knowledge()), flags(knowledge()), items(knowledge())

REPLIES = (
    Labelled(
        "f", ("idiom",), Reply("a lap of the garden and they settle", "relief_with_movement"), "answer", "yes"
    ),
    Labelled("f", ("refusal",), Reply("pass", "nicotine"), "declined", "declined"),
    Labelled(
        "f",
        ("multi_fact",),
        Reply("four pints, and I smoke", "alcohol_drinks_per_day"),
        "answer",
        4.0,
        {"nicotine": "yes"},
    ),
    Labelled(
        "f", ("danger",), Reply("my chest hurts", "age"), "answer", None, alerts=("chest_pain_breathless",)
    ),
    Labelled(
        "f", ("idiom",), Reply("a chimney, me", "daily_life_check"), "answer", None, {"nicotine": "yes"}
    ),
    Labelled("f", ("plain",), Reply("twenty a day since school", "nicotine"), "answer", "yes"),
)


def test_every_reply_teaches_its_own_question() -> None:
    own = {(one.question, one.label) for one in examples(REPLIES, knowledge())}
    assert own >= {
        ("relief_with_movement", "yes"),
        ("nicotine", "declined"),
        ("alcohol_drinks_per_day", "number"),
        ("age", "elsewhere"),
    }


def test_a_fact_told_by_the_way_teaches_its_question_too() -> None:
    assert Example("nicotine", "four pints, and I smoke", "yes") in examples(REPLIES, knowledge())


def test_a_refusal_is_a_refusal_under_another_question() -> None:
    refusals = [one for one in examples(REPLIES, knowledge()) if one.label == "declined"]
    assert len(refusals) == 2


def test_an_answer_in_words_teaches_the_checklist_that_has_its_question_as_an_item() -> None:
    listed = [one for one in examples(REPLIES, knowledge()) if one.items]
    assert {(one.question, one.text, one.items) for one in listed} == {
        ("daily_life_check", "a chimney, me", ("nicotine=yes",)),
        ("daily_life_check", "twenty a day since school", ("nicotine=yes",)),
    }


def test_an_answer_of_a_word_or_two_does_not_tell_which_item_of_a_list_it_is_about() -> None:
    brief = Labelled("f", ("plain",), Reply("yes, daily", "nicotine"), "answer", "yes")
    assert {one.question for one in examples([brief], knowledge())} == {"nicotine"}


def test_no_example_has_a_class_its_question_cannot_have() -> None:
    for one in examples(REPLIES, knowledge()):
        assert one.label is None or one.label in of_question(knowledge().questions.get(one.question))


def wordless(names: Sequence[str], **bias: float) -> WordTable:
    """A table that knows no word, and takes every reply for what its biases say."""
    no_words = np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.uint8), np.zeros(0, np.int8)
    said = np.array([bias.get(name, bias.get("others", 0)) for name in names], np.float32)
    return WordTable(*no_words, np.ones(len(names), np.float32), said)


@dataclass(frozen=True)
class Learned:
    """A network that has learned the replies, the losses on the way, and the file it was written to."""

    network: Any
    losses: list[float]
    file: Path


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Learned:
    from bot.tuning import fit

    taught, said = examples(REPLIES, knowledge()), list[str]()
    network = fit.fit(taught, knowledge(), fit.Course(epochs=4, rate=3e-4), said.append)
    file = tmp_path_factory.mktemp("tuned") / "tuned.safetensors"
    fit.write(
        network,
        {WORDS: wordless(CLASSES), ALARMS: wordless(FLAGS), TICKS: wordless(LISTED)},
        knowledge(),
        file,
        {},
    )
    return Learned(network, [float(line.split()[-1]) for line in said], file)


def test_learning_lowers_the_loss(learned: Learned) -> None:
    assert learned.losses[-1] < learned.losses[0]


def test_the_written_model_hears_what_the_graph_hears(learned: Learned) -> None:
    from bot.tuning import fit

    lesson, taught = fit.Lesson(knowledge()), examples(REPLIES, knowledge())
    pieces, present, allowed, *_ = lesson.arrays(taught[:1])
    scores, alarms, _ = (one.numpy()[0] for one in learned.network(pieces, present, False))
    likely = np.exp(scores + allowed[0] - (scores + allowed[0]).max())
    # A table without weights has no opinion: it only flattens the other voice's.
    flattened = np.where(allowed[0] < 0, 0, (likely / likely.sum()) ** (1 - WORDS_WEIGH))
    opinion = load_reply_model(learned.file, knowledge()).hear(taught[0].question, taught[0].text)
    assert opinion.classes["yes"] == pytest.approx(
        float((flattened / flattened.sum())[lesson.classes.index("yes")]), abs=0.02
    )
    flag = lesson.flags.index("chest_pain_breathless")
    assert opinion.flags["chest_pain_breathless"] == pytest.approx(
        float(1 / (1 + np.exp(-alarms[flag] * (1 - ALARMS_WEIGH)))), abs=0.02
    )


@pytest.mark.parametrize(
    ("meant", "feared", "sign", "asked"),
    [(9.0, -9.0, ".", False), (9.0, -4.0, ".", True), (1.0, -9.0, ".", True), (9.0, -9.0, "?", True)],
)
def test_the_encoder_is_asked_unless_the_tables_see_clearly_no_danger_and_no_question(
    learned: Learned, tmp_path: Path, meant: float, feared: float, sign: str, asked: bool
) -> None:
    from bot.tuning import fit

    tables = {
        WORDS: wordless(CLASSES, no=meant),
        ALARMS: wordless(FLAGS, others=feared),
        TICKS: wordless(LISTED),
    }
    fit.write(learned.network, tables, knowledge(), tmp_path / "tuned.safetensors", {})
    one, model = (
        examples(REPLIES, knowledge())[0],
        load_reply_model(tmp_path / "tuned.safetensors", knowledge()),
    )
    opinion = model.hear(one.question, one.text + sign)
    by_tables_alone = pytest.approx(1 / (1 + np.exp(-feared)), rel=1e-3)
    assert (opinion.flags["chest_pain_breathless"] != by_tables_alone) == asked


def test_the_items_of_the_open_checklist_are_heard_and_no_others(learned: Learned) -> None:
    from bot.tuning import fit

    one = next(one for one in examples(REPLIES, knowledge()) if one.items)
    lesson = fit.Lesson(knowledge())
    pieces, present, *_ = lesson.arrays([one])
    *_, told = (head.numpy()[0] for head in learned.network(pieces, present, False))
    model = load_reply_model(learned.file, knowledge())
    heard = model.hear(one.question, one.text).items
    odds = told[lesson.items.index("nicotine=yes")] * (1 - TICKS_WEIGH)
    assert heard["nicotine=yes"] == pytest.approx(float(1 / (1 + np.exp(-odds))), abs=0.02)
    assert {name.split("=")[0] for name in heard} == {*knowledge().checklists[one.question].questions}
    assert model.hear("nicotine", one.text).items == {}


def test_what_has_been_learned_may_be_gone_on_from(learned: Learned) -> None:
    from bot.tuning import fit

    losses: list[str] = []
    on = fit.Course(epochs=1, rate=1e-6)
    fit.fit(examples(REPLIES, knowledge()), knowledge(), on, losses.append, learned.file)
    assert float(losses[-1].split()[-1]) < learned.losses[0]


def test_a_file_that_is_no_model_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "tuned.safetensors").write_bytes(b"no model")
    with pytest.raises(EncoderError, match=r"is no reply model .* make it with `rls-triage tune`"):
        load_reply_model(tmp_path / "tuned.safetensors", knowledge())
