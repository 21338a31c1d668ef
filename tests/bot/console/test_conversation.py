"""A conversation as staff read it, judge it, and learn from it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.console.addresses import Addresses
from bot.knowledge.loader import Knowledge
from bot.language.learned.labelled import load_labelled
from bot.transcripts.erased import digest
from bot.transcripts.privacy import requests
from bot.transcripts.review import reviews
from bot.transcripts.staff import audit
from tests.bot.console import triage
from tests.bot.console.triage import ARABIC, LONG, TRIAGE
from tests.bot.console.visitor import ConsoleUnderTest, Visitor
from tests.vignette import read_vignettes

PAGE = f"/conversations/{TRIAGE}"
LINK = f"/conversations/{Addresses('k' * 32).cover(TRIAGE)}"
"""The page as the console itself names it."""

SECRETS = ("Bob Smith", "086 123 4567")
BLANK = dict.fromkeys(("verdict", "cause", "urgency", "note", "tags", "assigned_to", "follow_up"), "")
"""What a browser sends of a form that was not filled in."""


@pytest.fixture
def console(console: ConsoleUnderTest) -> ConsoleUnderTest:
    triage.hold(console.engine)
    return console


def judge(visitor: Visitor, page: str | None = None, **said: str) -> int:
    """Send the form of a review as the page has it, with something filled in; gives the status."""
    return visitor.post(f"{PAGE}/review", {**blank(page or visitor.page(PAGE)), **said}).status_code


def blank(page: str) -> dict[str, str]:
    """The form of a review as a page has it."""
    return {**BLANK, **dict(re.findall(r'name="(last_\w+)"[^>]*value="(\d+)"', page))}


def log(console: ConsoleUnderTest) -> list[audit.Entry]:
    with console.engine.connect() as connection:
        return list(audit.entries(connection))


def test_the_chat_stands_with_what_was_understood(console: ConsoleUnderTest) -> None:
    page = console("viewer").page(PAGE)
    assert "Is it worse in the evening?" in page
    assert 'class="picked">Yes' in page
    assert "Patient (pressed)" in page
    assert "Not understood, sure 31 %" in page
    assert "<del>47 years</del> now 74 years" in page
    assert '“<span dir="auto">the happy pills, sertraline</span>”, understood as sertraline' in page


def test_days_and_times_are_the_clinics(
    console: ConsoleUnderTest, make_console: Callable[..., ConsoleUnderTest]
) -> None:
    page = make_console(console_time_zone="Asia/Tokyo")("viewer").page(PAGE)
    assert "<h1>Conversation of 11 Mar 2026</h1>" in page
    assert "Wed 11 Mar 2026, 06:05" in page


def test_beside_it_stands_what_came_out_and_why(console: ConsoleUnderTest) -> None:
    page = console("viewer").page(PAGE)
    for words in ("The answers fit restless legs", "<strong>low iron", "<dt>For</dt>", "<dt>Sources</dt>"):
        assert words.lower() in page.lower(), words
    assert re.search(r"Not asked \(\d+\)", page)
    assert re.search(r"<del>47 years</del>\s+74 years", page)


def test_a_patients_markup_is_shown_as_text(console: ConsoleUnderTest) -> None:
    page = console("viewer").page(PAGE)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in page
    assert f'<div class="said" dir="auto">{ARABIC}</div>' in page
    assert LONG in page


def test_who_the_patient_is_is_hidden_until_asked_for(console: ConsoleUnderTest) -> None:
    reviewer = console("reviewer")
    assert not any(secret in reviewer.page(PAGE) for secret in SECRETS)
    assert not any(secret in reviewer.page(f"{PAGE}/print") for secret in SECRETS)
    shown = reviewer.post(f"{PAGE}/identifiers")
    assert all(secret in shown.text for secret in SECRETS)
    assert [each.action for each in log(console)][-1] == "identifiers_seen"
    assert console("viewer").post(f"{PAGE}/identifiers").status_code == 403


def test_a_wish_to_be_called_leads_there_and_its_name_is_hidden_in_the_chat(
    console: ConsoleUnderTest,
) -> None:
    with console.engine.begin() as connection:
        told = {"reach_kind": "phone", "reach": "086 123 4567", "name": "Pills McHappy"}
        requests.take(connection, TRIAGE, [told], triage.WHEN)
    page = console("reviewer").page(PAGE)
    assert 'href="/requests/">wants to be called' in page
    assert "McHappy" not in page
    assert "the happy [name], sertraline" in page
    assert "href" not in re.findall(r"<li>.*wants to be called.*</li>", console("viewer").page(PAGE))[0]


def test_every_look_is_logged_without_the_id(console: ConsoleUnderTest) -> None:
    lead = console("lead")
    lead.page(PAGE)
    lead.page(f"{PAGE}/print")
    lead.page(f"{PAGE}/export/json")
    actions = [(each.person, each.action) for each in log(console)]
    assert actions == [("lead", "conversation_seen"), ("lead", "conversation_printed"), ("lead", "exported")]
    assert TRIAGE not in str(log(console))


def test_a_review_is_written_and_the_next_is_called(console: ConsoleUnderTest) -> None:
    visitor = console("reviewer")
    said = {"verdict": "under_triage", "urgency": "soon", "note": "Ferritin 8.", "tags": "iron, call back"}
    assert judge(visitor, **said, done="y", follow_up="2026-04-01") == 302
    page = visitor.page(PAGE)
    assert "<strong>Not urgent enough</strong>, right urgency Soon, follow up on 1 Apr 2026, done" in page
    assert "Ferritin 8." in page
    assert "Tags: iron, call back" in page
    assert LINK not in visitor.page("/queue")
    assert LINK in visitor.page("/queue?review=done&tag=call+back")


def test_two_reviewers_at_once(console: ConsoleUnderTest) -> None:
    first, second = console("reviewer"), console("lead")
    both_see = second.page(PAGE)
    assert judge(first, note="I rang her.") == 302
    answer = second.post(f"{PAGE}/review", {**blank(both_see), "note": "I ring her now."})
    assert answer.status_code == 409
    assert "Somebody else has reviewed this" in answer.text
    assert "I rang her." in answer.text
    assert "I ring her now.</textarea>" in answer.text
    assert judge(second, answer.text, note="I ring her again.") == 302
    with console.engine.connect() as connection:
        notes = [each.judgement.note for each in reviews.history(connection, TRIAGE)]
    assert notes == ["I rang her.", "I ring her again."]


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({}, "Say something"),
        ({"tags": "<b>"}, "Tags are at most"),
        ({"verdict": "maybe"}, "Not a valid choice"),
        ({"assigned_to": "lead"}, "Not a valid choice"),
        ({"follow_up": "tomorrow"}, "Not a valid date"),
        ({"note": "x" * 4001}, "longer than 4000"),
    ],
)
def test_what_cannot_be_kept_is_said(console: ConsoleUnderTest, said: dict[str, str], complaint: str) -> None:
    console("lead")
    visitor = console("reviewer")
    answer = visitor.post(f"{PAGE}/review", {**blank(visitor.page(PAGE)), **said})
    assert answer.status_code == 400
    assert complaint in answer.text


def test_only_who_may_assign_gives_work_to_others(console: ConsoleUnderTest) -> None:
    console("reviewer")
    assert judge(console("lead"), assigned_to="reviewer") == 302
    assert judge(console("reviewer"), assigned_to="reviewer", note="On it.") == 302
    assert LINK in console("viewer").page("/queue?assigned=reviewer")


def test_who_took_it_can_give_it_back(console: ConsoleUnderTest) -> None:
    reviewer = console("reviewer")
    assert judge(reviewer, assigned_to="reviewer") == 302
    assert judge(reviewer) == 302
    assert LINK in reviewer.page("/queue?assigned=nobody")
    assert judge(reviewer) == 400


def test_a_viewer_has_no_form(console: ConsoleUnderTest) -> None:
    page = console("viewer").page(PAGE)
    assert "Your review" not in page
    assert "Misunderstood?" not in page


@pytest.mark.parametrize(
    ("form", "kind"), [("json", "application/json"), ("csv", "text/csv"), ("txt", "text/plain")]
)
def test_it_can_be_taken_along_without_who_it_was(console: ConsoleUnderTest, form: str, kind: str) -> None:
    lead = console("lead")
    judge(lead, note=f"Rang {SECRETS[1]}.")
    answer = lead.get(f"{PAGE}/export/{form}")
    assert answer.mimetype == kind
    assert not any(secret in answer.text for secret in (*SECRETS, TRIAGE))
    assert "triage" not in answer.headers["Content-Disposition"]
    shown = lead.get(f"{PAGE}/export/{form}?identifiers=shown").text
    assert form == "csv" or all(secret in shown for secret in SECRETS)


def test_the_files_hold_what_they_should(console: ConsoleUnderTest) -> None:
    lead = console("lead")
    whole = json.loads(lead.page(f"{PAGE}/export/json"))
    assert whole["assessment"]["kind"] == "assessment"
    assert whole["messages"][3]["understood"]["value"] == ["sertraline"]
    assert whole["messages"][3]["id"] == digest("m3")
    answers = lead.page(f"{PAGE}/export/csv").splitlines()
    assert answers[0] == "question,answer,stands,at"
    assert [line.split(",")[:3] for line in answers if line.startswith("age")] == [
        ["age", "47", "no"],
        ["age", "74", "yes"],
    ]
    chat = lead.page(f"{PAGE}/export/txt")
    assert "[2026-03-10 21:05] Patient: yes" in chat
    assert "    Buttons: Yes | No" in chat
    assert lead.get(f"{PAGE}/export/exe").status_code == 404


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ({"means": "yes", "about": "known_low_iron"}, "yes"),
        ({"means": "off_topic", "about": "known_low_iron"}, None),
        ({"typed": "unknown", "about": "known_low_iron"}, "unknown"),
    ],
)
def test_a_misunderstood_message_becomes_training_data(
    console: ConsoleUnderTest, shipped: Knowledge, tmp_path: Path, said: dict[str, str], means: str | None
) -> None:
    lead = console("lead")
    assert lead.post(f"{PAGE}/correction", {"message_id": "m5", **said}).status_code == 302
    assert "Kept as training data" in lead.page(PAGE)
    (tmp_path / "reviewed.yml").write_text(lead.page("/reviews/training"), "utf-8")
    (learned,) = load_labelled(tmp_path, shipped)
    assert (learned.reply.question, learned.value) == ("known_low_iron", means)
    assert learned.reply.text == "mumble <script>alert(1)</script>"


def test_what_a_message_tells_beside_the_question_is_learned_too(
    console: ConsoleUnderTest, shipped: Knowledge, tmp_path: Path
) -> None:
    lead = console("lead")
    lead.post(
        f"{PAGE}/correction", {"message_id": "m2", "about": "medications", "typed": "iron_supplement, zinc"}
    )
    lead.post(f"{PAGE}/correction", {"message_id": "m4", "about": "age", "typed": "74"})
    text = lead.page("/reviews/training")
    assert not any(secret in text for secret in SECRETS)
    (tmp_path / "reviewed.yml").write_text(text, "utf-8")
    first, second = load_labelled(tmp_path, shipped)
    assert (first.reply.question, first.also) == ("age", {"medications": ("iron_supplement", "zinc")})
    assert (second.reply.question, second.also) == ("known_low_iron", {"age": 74})


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"about": "age", "typed": "old"}, "age: write a number from 0 to"),
        ({"about": "known_low_iron", "typed": "maybe"}, "write yes, no, unknown"),
        ({"about": "nonsense", "typed": "yes"}, "Of several questions at once"),
        ({"about": "nonsense", "typed": "asks"}, "Of several questions at once"),
        ({"about": "", "typed": "yes"}, "Say what the message is about"),
        ({"about": "sensation", "typed": "blue"}, "write names with commas between them out of"),
    ],
)
def test_a_meaning_that_cannot_be_is_refused(
    console: ConsoleUnderTest, said: dict[str, str], complaint: str
) -> None:
    visitor = console("reviewer")
    visitor.post(f"{PAGE}/correction", {"message_id": "m5", **said})
    assert complaint in visitor.page(PAGE)
    assert "No message has been corrected yet." in visitor.page("/reviews")


def test_enter_in_what_is_typed_presses_no_other_meaning(console: ConsoleUnderTest) -> None:
    forms = re.findall(r'<form class="correct".*?</form>', console("reviewer").page(PAGE), re.DOTALL)
    typed = [form for form in forms if 'name="typed"' in form]
    assert typed
    assert all(re.findall(r"<button[^>]*>", form) == ['<button class="quiet">'] for form in typed)


@pytest.mark.parametrize(
    ("verdict", "said", "expected"),
    [
        ("agree", {}, {"urgency": "soon", "first_cause": "iron_deficiency", "fit": "likely"}),
        ("over_triage", {"urgency": "routine"}, {"urgency": "routine", "first_cause": None}),
        ("misunderstood", {"cause": "medications"}, {"urgency": None, "first_cause": "medications"}),
    ],
)
def test_a_reviewed_conversation_becomes_a_vignette(
    console: ConsoleUnderTest, tmp_path: Path, verdict: str, said: dict[str, str], expected: dict[str, object]
) -> None:
    lead = console("lead")
    judge(lead, verdict=verdict, **said)
    (tmp_path / "new.yml").write_text(lead.page(f"{PAGE}/vignette"), "utf-8")
    (made,) = read_vignettes(tmp_path)
    assert made.name == "From review: female 74, iron deficiency"
    assert made.given["age"] == 74
    assert {name: getattr(made.expect, name) for name in expected} == expected


def test_agreement_is_drawn_and_told(console: ConsoleUnderTest) -> None:
    lead = console("lead")
    assert "No conversation has a verdict yet." in lead.page("/reviews")
    judge(lead, verdict="agree")
    page = lead.page("/reviews")
    assert '<rect class="agree"' in page
    assert "100 % of 1" in page


@pytest.mark.parametrize("path", ["", "/print", "/export/json", "/vignette"])
def test_there_is_no_such_conversation(console: ConsoleUnderTest, path: str) -> None:
    assert console("lead").get(f"/conversations/web:nobody{path}").status_code == 404
