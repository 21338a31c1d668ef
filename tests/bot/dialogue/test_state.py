"""All that a conversation stands on fits in one JSON object."""

import json

from bot.dialogue.state import Dialogue
from bot.triage.answers import Answer, Answers
from tests.bot.dialogue.chat import Chat
from tests.builders import heard


def test_a_new_conversation_survives_the_way_through_json() -> None:
    assert Dialogue.from_json(json.loads(json.dumps(Dialogue().to_json()))) == Dialogue()


def test_everything_about_a_conversation_survives_the_way_through_json() -> None:
    dialogue = Dialogue(
        stage="emergency",
        consent="no",
        answers=Answers((Answer("age", 40, "asked", 2), ("age", None))),
        open="urge_to_move",
        asked=("age", "safety_check"),
        misses=2,
        turn=7,
        settled=("pregnant_and_male",),
        alarmed=("chest_pain:emergency",),
    )
    assert Dialogue.from_json(json.loads(json.dumps(dialogue.to_json()))) == dialogue


def test_a_turn_never_changes_the_state_it_was_given() -> None:
    chat = Chat.begun()
    before, kept = chat.dialogue, chat.dialogue.to_json()
    chat.hears(heard(40, "age", also={"sex": "female"}))
    assert before.to_json() == kept
