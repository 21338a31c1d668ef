"""Alerts into Slack, over real HTTP, to a Slack of our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.alerts import slack
from bot.alerts.notice import Notice, NotSent
from bot.alerts.slack import SlackWay
from tests.bot.toy import PATIENT, serving
from tests.bot.visitor import Visitor
from tests.vendor import HANG, Answer, Given, Vendor

TOKEN = "xoxb-12345678-abcdefgh"
NOTICE = Notice("Elm Street", "A patient was told.", datetime(2026, 3, 4, tzinfo=timezone.utc), "q1w2e3")


class Slack(Vendor):
    """Posts whatever it is given."""

    def answer(self, method: str, given: Given, headers: Mapping[str, str]) -> Answer:
        return Answer({"ok": headers.get("authorization") == f"Bearer {TOKEN}", "ts": "1.1"})


@pytest.fixture
def vendor() -> Iterator[Slack]:
    with Slack() as running:
        yield running


def way(vendor: Slack) -> SlackWay:
    return SlackWay(TOKEN, "C0123ABCD", f"{vendor.address}/api/")


async def test_a_notice_is_posted_to_the_staffs_channel_and_its_link_is_not_looked_up(vendor: Slack) -> None:
    await way(vendor).send(NOTICE)
    (call,) = vendor.done("chat.postMessage")
    assert (call.given["channel"], "Reference: q1w2e3" in call.given["text"]) == ("C0123ABCD", True)
    assert [str(call.given[name]).lower() in {"0", "false"} for name in ("unfurl_links", "unfurl_media")] == [
        True
    ] * 2


@pytest.mark.parametrize(
    ("answer", "reason", "after"),
    [
        (Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "30"}), "ratelimited", 30),
        (Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "soon"}), "ratelimited", None),
        (Answer({"ok": False, "error": "not_in_channel"}), "not_in_channel", None),
        (Answer({}, 500), "500", None),
    ],
)
async def test_what_slack_refuses_is_told_in_its_words_once_and_without_the_token(
    vendor: Slack, answer: Answer, reason: str, after: float | None
) -> None:
    vendor.next(answer)
    with pytest.raises(NotSent, match=f"^Slack says {reason}$") as caught:
        await way(vendor).send(NOTICE)
    assert (caught.value.after, len(vendor.calls)) == (after, 1)


async def test_a_slack_that_hangs_is_given_up_in_time(vendor: Slack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack, "SECONDS", 0.2)
    vendor.next(HANG)
    with pytest.raises(NotSent, match="did not answer"):
        await way(vendor).send(NOTICE)


async def test_a_slack_that_is_not_there_is_not_sent(vendor: Slack) -> None:
    with pytest.raises(NotSent, match="did not answer"):
        await SlackWay(TOKEN, "C0123ABCD", "http://127.0.0.1:9/api/").send(NOTICE)


def test_a_server_that_is_told_to_stop_tells_staff_of_its_last_emergency_first(
    vendor: Slack, toy_project: Path, toy_model: Path, tmp_path: Path
) -> None:
    given = {**PATIENT, "slack_bot_token": TOKEN, "slack_alerts": "C0123ABCD"}
    given["slack_api"] = f"{vendor.address}/api/"
    database = f"sqlite:///{tmp_path}/x.db"
    with serving(toy_project, toy_model, database, settings=given) as (address, process):
        Visitor.of(address).say("chest pain")
        process.terminate()
        assert process.wait(30) == 0
    (call,) = vendor.done("chat.postMessage")
    assert "told to get help at once" in call.given["text"]
