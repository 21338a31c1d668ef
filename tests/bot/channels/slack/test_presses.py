"""What patients press, tick and type into Slack's elements."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.request import Refused
from bot.channels.slack.fields import form
from bot.channels.slack.happenings import Began, Commanded, Happening, Person, Place, Pressed
from bot.channels.slack.presses import commanded, interacted

ANNA = Person("T9TK3CUKW", "U061F7AUR")
YES = {
    "type": "button",
    "action_id": "press.AbC123",
    "block_id": "press.0",
    "value": "AbC123",
    "text": {"type": "plain_text", "text": "Yes &amp; no"},
    "action_ts": "1548426417.840180",
}
SEND = {**YES, "action_id": "send", "value": "send"}
NUMBER = {"type": "number_input", "action_id": "number", "value": "48", "action_ts": "1548426417.840180"}


def payload(action: Any, **more: Any) -> str:
    return json.dumps(
        {
            "type": "block_actions",
            "user": {"id": "U061F7AUR", "team_id": "T9TK3CUKW"},
            "team": {"id": "T9TK3CUKW"},
            "channel": {"id": "D0PNCRP9N"},
            "message": {"ts": "1548261231.000200", "text": "Is it so?", "blocks": []},
            "actions": [action],
            **more,
        }
    )


def pressed(action: Any, **more: Any) -> Pressed:
    found = interacted(payload(action, **more))
    assert isinstance(found, Pressed)
    return found


def ticked(*values: str) -> dict[str, Any]:
    options = [{"value": each, "text": {"type": "plain_text", "text": each.title()}} for each in values]
    return {"values": {"ticks.0": {"ticks": {"type": "checkboxes", "selected_options": options}}}}


def test_a_button() -> None:
    found = pressed(YES)
    assert (found.person, found.place) == (ANNA, Place("D0PNCRP9N"))
    assert (found.buttons, found.number, found.chosen) == (("AbC123",), None, ("Yes & no",))


def test_a_second_click_is_the_same_press() -> None:
    assert pressed(YES).id == pressed({**YES, "action_ts": "1548426418.000000"}).id
    assert pressed(YES).id != pressed({**YES, "value": "other"}).id


def test_a_button_in_a_thread() -> None:
    message = {"ts": "1548261231.000200", "thread_ts": "1548261000.000100"}
    assert pressed(YES, message=message).place.thread == "1548261000.000100"


def test_lines_that_were_ticked_are_sent_by_a_button() -> None:
    found = pressed(SEND, state=ticked("itch", "burn"))
    assert (found.buttons, found.chosen) == (("itch", "burn"), ("Itch", "Burn"))


def test_a_button_of_its_own_does_not_send_what_is_ticked() -> None:
    assert pressed(YES, state=ticked("itch")).buttons == ("AbC123",)


def test_a_number_with_the_enter_key_or_the_button() -> None:
    before = {"values": {"number": {"number": {"type": "number_input", "value": "48"}}}}
    assert pressed(NUMBER).number == pressed(SEND, state=before).number == "48"
    assert pressed(NUMBER).chosen == ("48",)


def test_sending_nothing_is_told_from_sending_nothing_again() -> None:
    empty = pressed(SEND)
    assert (empty.buttons, empty.number) == ((), None)
    assert empty.id != pressed({**SEND, "action_ts": "1548426418.000000"}).id


def test_an_app_of_a_whole_organisation_knows_the_team_from_the_person() -> None:
    assert pressed(YES, team=None).person == ANNA


def test_the_button_of_the_home_tab() -> None:
    begin = {**YES, "action_id": "begin", "value": "begin"}
    found = interacted(payload(begin, message=None, channel=None, view={"type": "home"}))
    assert found == Began("begin.1548426417.840180", ANNA, Place("U061F7AUR"))


def test_the_command_is_answered_in_private_wherever_it_was_given() -> None:
    body = b"team_id=T9TK3CUKW&user_id=U061F7AUR&channel_id=C1&trigger_id=1.2.ab&text=my+%26lt%3B+legs"
    assert commanded(form(body)) == Commanded("command.1.2.ab", ANNA, Place("U061F7AUR"), "my < legs")


@pytest.mark.parametrize(
    "action",
    [
        {"type": "checkboxes", "action_id": "ticks", "selected_options": []},
        {"type": "radio_buttons", "action_id": "other"},
        {"type": "timepicker", "action_id": "other", "selected_time": "12:00"},
        {"type": "multi_static_select", "action_id": "WaXA"},
        {"type": "button"},
    ],
)
def test_other_elements_are_no_answer(action: dict[str, Any]) -> None:
    assert interacted(payload(action)) is None


def test_other_interactions_are_no_answer() -> None:
    assert interacted('{"type": "view_submission"}') is None
    assert interacted(payload(YES, type="message_action")) is None


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[]",
        "{",
        payload(YES, user=None),
        payload(YES, user={"id": "U1;"}),
        payload(YES, team={"id": 5}),
        payload(YES, channel=None),
        payload(YES, message={"text": "no time"}),
        payload(SEND, state=ticked(*(f"line {number}" for number in range(51)))),
    ],
)
def test_what_makes_no_sense_is_refused(broken: str) -> None:
    with pytest.raises(Refused):
        interacted(broken)


@pytest.mark.parametrize("body", [b"", b"user_id=U1", b"team_id=T1&user_id=U1", b"team_id=%ff"])
def test_a_command_of_nobody_is_refused(body: bytes) -> None:
    with pytest.raises(Refused):
        commanded(form(body))


@pytest.mark.parametrize("body", [b"\xff", b"&".join(b"a%d=1" % number for number in range(101))])
def test_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(Refused):
        form(body)


THINGS = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "values", "ts", "text", "value", "action_id"]), inner)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(["user", "team", "channel", "message", "state", "actions", "view"])


@given(st.dictionaries(NAMES, THINGS))
def test_nothing_breaks_on_what_slack_never_sends(more: dict[str, Any]) -> None:
    try:
        found = interacted(payload(YES, **more))
    except Refused:
        return
    assert found is None or isinstance(found, Happening)
