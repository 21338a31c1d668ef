"""Under 18 a parent answers, and is spoken to about the child."""

import pytest

from bot.dialogue.flow import is_child
from bot.triage.answers import Answers, Values
from tests.bot.dialogue.chat import Chat


def test_once_a_child_is_known_of_questions_are_about_the_child() -> None:
    chat = Chat.begun()
    assert not chat.asked.child
    chat.replies(9)
    assert chat.asked.child


@pytest.mark.parametrize(
    ("answers", "child"),
    [
        ({"age": 17}, True),
        ({"age": 18}, False),
        ({"age": "declined"}, False),
        ({}, False),
        ({"age": 12, "respondent": "parent"}, True),
        ({"age": 16, "respondent": "self"}, False),
    ],
)
def test_a_child_is_somebody_under_18_whom_somebody_else_speaks_for(answers: Values, child: bool) -> None:
    assert is_child(Answers.of(answers)) is child
