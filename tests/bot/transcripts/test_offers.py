"""What the bot offered last, and what picks from it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transcripts.inbox import Message
from bot.transcripts.offers import Echo, NotOffered, Press, button_id, offered

FIRST = {"begin": "Hello"}


def answered(message_id: str, *titles: str) -> Message:
    """A message that was answered with a question and these buttons."""
    buttons = [{"title": title, "payload": title} for title in titles]
    reply = [{"text": "Noted."}, {"text": "And?", "buttons": buttons}]
    return Message(message_id, datetime.now(timezone.utc), "web", "hello", reply=reply)


LATEST = answered("m2", "Yes", "No", "Not sure")
YES, NO, NOT_SURE = (button for button, _ in offered(LATEST))


def pressed(*buttons: str, latest: Message | None = LATEST, known: Message | None = None) -> Press:
    press = Press(buttons, FIRST, sender_id="web:a")
    press.read(known, latest)
    return press


def test_a_press_says_what_its_button_says() -> None:
    assert pressed(YES).text == "Yes"
    assert pressed(YES).metadata == {"pressed": ["Yes"]}


def test_several_buttons_are_kept_apart() -> None:
    press = pressed(NO, YES, NO)
    assert (press.text, press.metadata) == ("No, Yes", {"pressed": ["No", "Yes"]})


def test_before_anything_was_said_the_page_itself_offers() -> None:
    assert pressed("begin", latest=None).text == "Hello"


def test_the_same_press_again_says_what_it_said() -> None:
    assert pressed(YES, latest=answered("m3", "Left", "Right"), known=LATEST).text == "hello"


@given(st.text() | st.sampled_from([YES, NO, *FIRST, "Yes", "0", "m2"]), st.integers(0, 9))
def test_only_what_was_offered_last_can_be_pressed(button: str, turn: int) -> None:
    latest = answered(f"m{turn}", "Yes", "No")
    if button in dict(offered(latest)):
        assert pressed(button, latest=latest).text in {"Yes", "No"}
    else:
        with pytest.raises(NotOffered) as refused:
            pressed(button, latest=latest)
        assert refused.value.latest == latest


def test_one_good_button_carries_no_bad_one_along() -> None:
    for buttons in ((YES, "begin"), (), ("begin",)):
        with pytest.raises(NotOffered):
            pressed(*buttons)


def test_the_buttons_of_two_replies_have_nothing_in_common() -> None:
    ids = {
        button_id(f"m{turn}", place, number) for turn in range(20) for place in (0, 1) for number in range(5)
    }
    assert len(ids) == 200


@pytest.mark.parametrize(("text", "said"), [(YES, "Yes"), ("Yes", "Yes"), ("begin", "begin"), ("", "")])
def test_a_buttons_id_that_is_sent_as_words_is_a_press(text: str, said: str) -> None:
    message = Echo(text, sender_id="web:a")
    message.read(None, LATEST)
    assert message.text == said
