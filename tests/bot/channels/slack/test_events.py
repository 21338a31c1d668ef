"""What Slack tells of: what somebody did, or nothing, or a plain refusal."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.request import Refused
from bot.channels.slack.events import happened
from bot.channels.slack.happenings import (
    Challenge,
    Deleted,
    Edited,
    Mentioned,
    OpenedHome,
    Person,
    Place,
    Wrote,
)
from tests.bot.channels.slack.fake_slack import event

ANNA = Person("T0CLINIC", "U061F7AUR")
HER_PLACE = Place("D0PNCRP9N")
WORDS = {
    "type": "message",
    "channel": "D0PNCRP9N",
    "channel_type": "im",
    "user": "U061F7AUR",
    "text": "My legs &amp; feet",
    "ts": "1525215129.000001",
}
ID = "D0PNCRP9N.1525215129.000001"
BOTS = {**WORDS, "bot_id": "B1"}
LEFT = {**WORDS, "subtype": "tombstone"}


def told(**more: Any) -> Any:
    return happened(event({**WORDS, **more}))


def test_words_in_a_direct_message() -> None:
    assert told() == Wrote(ID, ANNA, HER_PLACE, "My legs & feet")
    assert ANNA.conversation == "slack:T0CLINIC.U061F7AUR"


def test_the_same_message_has_the_same_id_in_every_event_about_it() -> None:
    again = happened(event(WORDS, event_id="Ev2"))
    assert again is not None
    assert again == told()


def test_words_in_a_thread_are_answered_there() -> None:
    assert told(thread_ts="1525215000.000001").place == Place("D0PNCRP9N", "1525215000.000001")


def test_words_that_come_with_a_file() -> None:
    assert told(subtype="file_share", files=[{"id": "F1"}]).has_files


def test_words_that_say_what_somebody_does() -> None:
    assert told(subtype="me_message").text == "My legs & feet"


@pytest.mark.parametrize(
    "nothing",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message", "user": None},
        {"subtype": "channel_join"},
        {"subtype": "channel_topic"},
        {"subtype": "reminder_add"},
        {"channel_type": "channel", "channel": "C1"},
        {"channel_type": "group", "channel": "G1"},
        {"channel_type": "mpim", "channel": "G1"},
        {"type": "reaction_added"},
        {"type": "app_home_opened", "tab": "messages"},
        {"type": "app_mention", "bot_id": "B1"},
        {"subtype": "message_changed", "message": BOTS, "previous_message": {**BOTS, "text": "before"}},
        {"subtype": "message_changed", "message": WORDS, "previous_message": WORDS},
        {
            "subtype": "message_changed",
            "message": {**WORDS, "subtype": "tombstone"},
            "previous_message": WORDS,
        },
        {"subtype": "message_deleted", "previous_message": BOTS},
        {"subtype": "message_deleted"},
    ],
)
def test_nobody_expects_an_answer_to_this(nothing: dict[str, Any]) -> None:
    assert told(**nothing) is None


def test_an_edit_and_what_it_says_now() -> None:
    now = {**WORDS, "text": "My arms", "edited": {"user": "U061F7AUR", "ts": "1525215200.000000"}}
    edit = told(subtype="message_changed", message=now, previous_message=WORDS, ts="1525215200.000100")
    assert edit == Edited(f"{ID}.1525215200.000000", ANNA, HER_PLACE, "My arms")


def test_a_deletion_and_what_it_took_away() -> None:
    gone = told(subtype="message_deleted", previous_message=WORDS, user=None)
    assert gone == Deleted(f"{ID}.deleted", ANNA, HER_PLACE, ID)


def test_a_mention_where_others_read() -> None:
    mention = told(type="app_mention", channel="C1", channel_type="channel")
    assert mention == Mentioned("C1.1525215129.000001", ANNA, Place("C1"))


def test_the_home_tab() -> None:
    opened = {"type": "app_home_opened", "user": "U061F7AUR", "channel": "D0PNCRP9N", "tab": "home"}
    found = happened(event({**opened, "event_ts": "1525215129.000001"}))
    assert found == OpenedHome("home.1525215129.000001", ANNA, Place("U061F7AUR"))


def test_slack_asks_whether_the_address_is_ours() -> None:
    assert happened(b'{"type": "url_verification", "challenge": "3eZbrw1a"}') == Challenge("3eZbrw1a")


@pytest.mark.parametrize("kind", ["app_rate_limited", "tokens_revoked", None])
def test_what_slack_tells_the_engineer_is_nothing(kind: str | None) -> None:
    assert happened(json.dumps({"type": kind}).encode()) is None


SENSELESS = [
    b"",
    b"[]",
    b"null",
    b"{",
    b"\xff",
    b"[" * 100_000,
    b'{"type": "event_callback"}',
    b'{"type": "event_callback", "event": []}',
    event({**WORDS, "user": None}),
    event({**WORDS, "user": ["U1"]}),
    event({**WORDS, "user": "U1 OR 1=1"}),
    event({**WORDS, "channel": "D1/../x"}),
    event({**WORDS, "ts": 1525215129.1}),
    event({**WORDS, "ts": "1" * 500}),
    event({**WORDS, "thread_ts": {"a": 1}}),
    event(WORDS, team=""),
    event(WORDS, team="T1\nX"),
]


@pytest.mark.parametrize("body", SENSELESS, ids=range(len(SENSELESS)))
def test_what_makes_no_sense_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        happened(body)
    assert refused.value.status == 400


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(WORDS)), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(st.sampled_from([*WORDS, "subtype", "message", "previous_message", "files"]), ANYTHING)
)
def test_nothing_breaks_on_what_slack_never_sends(more: dict[str, Any]) -> None:
    try:
        found = told(**more)
    except Refused:
        return
    assert found is None or found.person.team == "T0CLINIC"
