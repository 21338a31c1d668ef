"""The bot's messages as Telegram shows them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.outgoing import utf16
from bot.channels.sending import Said
from bot.channels.telegram import keyboards
from bot.channels.telegram.discretion import Discretion
from bot.channels.telegram.phrases import Phrases
from bot.channels.telegram.shown import LONGEST, Piece, Showing
from bot.knowledge.loader import Knowledge
from bot.messages import Messages, blanks
from bot.messages.wording import Words
from bot.settings import Settings
from bot.transcripts.offers import button_id

SHOWING = Showing({"sensation"}, "Done")

PLAIN = {"text": "It fits."}
CLOSING = {
    "text": "Ask me.",
    "buttons": [{"title": "Why?"}],
    "custom": {"kind": "assessment", "urgency": "same_day"},
}


def said(answers: str | None = "tg-1", place: int = 0, **message: object) -> Said:
    return Said("tg:1", message, answers, place)


def of(*titles: str) -> list[dict[str, str]]:
    return [{"title": title, "payload": title.lower()} for title in titles]


@given(st.text(max_size=9000))
def test_whatever_is_said_fits(text: str) -> None:
    pieces = SHOWING.pieces(said(text=text, buttons=of("Yes")))
    assert all(0 < utf16(piece.text) <= LONGEST for piece in pieces)
    assert [bool(piece.rows) for piece in pieces] == [False] * (len(pieces) - 1) + [True] * bool(pieces)


def test_the_buttons_carry_the_ids_by_which_presses_are_known() -> None:
    (piece,) = SHOWING.pieces(said("tg-5", 2, text="Is it?", buttons=of("Yes", "No")))
    carried = [button["callback_data"] for row in piece.rows for button in row]
    assert carried == [button_id("tg-5", 2, 0), button_id("tg-5", 2, 1)]


def test_what_is_not_kept_has_no_buttons_for_they_could_not_be_pressed() -> None:
    assert SHOWING.pieces(said(None, text="Call 911 now.", buttons=of("No"))) == [Piece("Call 911 now.")]


def test_a_list_to_pick_from_ends_with_what_stands_alone() -> None:
    question = {"kind": "question", "id": "sensation"}
    (piece,) = SHOWING.pieces(
        said(text="How?", buttons=of("Crawling", "Pulling", "Not sure"), custom=question)
    )
    assert [button["text"] for (button,) in piece.rows] == ["☐ Crawling", "☐ Pulling", "Done", "Not sure"]


def test_a_mark_is_set_and_taken_away_and_touches_no_other_button() -> None:
    rows = keyboards.several([("a", "None"), ("b", "Cramp"), ("c", "Itch"), ("d", "Not sure")], True, "Done")
    once = keyboards.toggled(rows, "+b")
    assert keyboards.marked(once) == ["b"]
    assert keyboards.titles(once, ["b"]) == ["Cramp"]
    assert keyboards.toggled(once, "+b") == rows
    assert keyboards.toggled(rows, "+unknown") == rows


def test_the_same_buttons_make_the_same_message() -> None:
    assert keyboards.tap_id(["a", "b"]) == keyboards.tap_id(["a", "b"]) != keyboards.tap_id(["ab"])


def test_a_closing_without_detail_says_how_soon_and_keeps_a_danger() -> None:
    discretion = Discretion({"same_day": "See somebody today.", "routine": "-"}, "Read", frozenset({"Why?"}))
    alarm = {"text": "Call 911 now.", "custom": {"kind": "emergency"}}
    brief = discretion.brief(CLOSING)
    assert brief is not None
    assert brief["text"] == "See somebody today."
    assert discretion.brief(PLAIN) is None
    assert discretion.brief(alarm) == alarm


def shipped_phrases(shipped: Knowledge) -> Phrases:
    words = Words(shipped, blanks(shipped, Settings.parse_obj({})))
    return Phrases(words, "https://chat.clinic.example/chat/")


def test_every_urgency_has_a_closing_that_names_no_cause(shipped: Knowledge) -> None:
    closings = shipped_phrases(shipped).discretion.closings
    assert set(closings) == {"emergency", "same_day", "soon", "routine"}
    assert "today" in closings["same_day"]
    assert "right now" in closings["emergency"]
    names = [cause.name for cause in shipped.causes.values()]
    assert not [name for name in names for text in closings.values() if name in text]


def test_consent_is_asked_for_in_telegrams_own_words_with_a_way_to_the_website(shipped: Knowledge) -> None:
    phrases = shipped_phrases(shipped)
    asked = Messages(shipped, blanks(shipped, Settings.parse_obj({}))).words.say("consent")
    showing = Showing((), "Done", phrases.instead, phrases.page_row)
    (piece,) = showing.pieces(said(text=asked, buttons=of("Yes", "No")))
    assert "Telegram has made no promise" in piece.text
    assert [button["text"] for (button,) in piece.rows] == ["Yes", "No", "Open our web page"]
