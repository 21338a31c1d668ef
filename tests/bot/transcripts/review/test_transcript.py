"""A conversation as staff read it: what was said, understood, answered and taken back."""

from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered

from bot.language.interpretation import Interpretation
from bot.transcripts.review import transcript
from bot.transcripts.review.transcript import Transcript
from bot.transcripts.tracker_store import TranscriptStore
from tests.bot.transcripts.conversation import (
    CONVERSATION,
    DOMAIN,
    YES,
    answers,
    message,
    new_store,
    rows,
    say,
)

TAKES = Interpretation(
    "medications", "sertraline and iron pills", "answer", "answer", ("sertraline",), also={"age": 47}
)


async def hear(store: TranscriptStore, heard: Interpretation) -> None:
    """One message with what it was understood as."""
    sent = message(heard.text)
    await store.arrive(CONVERSATION, sent)
    tracker = await store.get_or_create_tracker(CONVERSATION, append_action_listen=False)
    parsed = {"intent": {"name": heard.intent}, "interpretation": heard.to_json()}
    said = UserUttered(heard.text, parse_data=parsed, message_id=sent.message_id, input_channel="web")
    turn = [SessionStarted(), ActionExecuted("action_listen"), said, BotUttered("Thank you."), YES]
    tracker.update_with_events(turn, DOMAIN)
    await store.save(tracker)
    store.holding.leave(CONVERSATION)


def read(store: TranscriptStore) -> Transcript:
    with store.engine.connect() as connection:
        found = transcript.read(connection, CONVERSATION)
    assert found is not None
    return found


async def test_each_message_stands_with_what_it_was_understood_as(address: str) -> None:
    store = new_store(address)
    await hear(store, TAKES)
    seen = read(store)
    (said,) = seen.messages
    assert said.text == "sertraline and iron pills"
    assert said.reply is not None
    assert [each["text"] for each in said.reply] == ["Thank you."]
    assert seen.understood == {said.message_id: TAKES}
    assert list(seen.medicines()) == [("sertraline and iron pills", ("sertraline",))]
    assert (seen.summary.turns, seen.last_event) == (1, rows(store, "events", "id")[-1][0])


async def test_amendments_stand_behind_what_they_replaced(address: str) -> None:
    store = new_store(address)
    await say(
        store, "yes", YES, answers(("age", 47), ("sex", "female"), ("age", 74), ("snores", "yes"), "snores")
    )
    by_question = {each.question: each for each in read(store).answers}
    age, sex, snores = (by_question[name] for name in ("age", "sex", "snores"))
    assert [each.value for each in age.amended] == [47]
    assert age.stands is not None
    assert age.stands.value == 74
    assert sex.amended == ()
    assert snores.stands is None
    assert [each.value for each in snores.amended] == ["yes"]


async def test_the_last_assessment_is_the_one_that_counts(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES)
    assert read(store).assessment is None
    await say(store, "done", SlotSet("assessment", {"urgency": "soon"}))
    await say(store, "changed", SlotSet("assessment", {"urgency": "routine"}))
    assert read(store).assessment == {"urgency": "routine"}


async def test_what_an_older_version_wrote_is_left_out_and_the_rest_is_read(address: str) -> None:
    store = new_store(address)
    await hear(store, TAKES)
    with store.engine.begin() as connection:
        connection.exec_driver_sql('UPDATE events SET data = \'{"parse_data": {"interpretation": {}}}\'')
    seen = read(store)
    assert seen.understood == {}
    assert len(seen.messages) == 1


def test_there_is_no_conversation_of_this_id(address: str) -> None:
    with new_store(address).engine.connect() as connection:
        assert transcript.read(connection, "web:nobody") is None
