"""Alerts on their way to staff: each sent once, tried again when it fails, by whichever process is there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from bot.alerts import dispatch
from bot.alerts.dispatch import Dispatch
from bot.alerts.notice import Notice, NotSent, notice
from bot.metrics import Metrics
from bot.settings import Settings
from bot.transcripts import inbox
from bot.transcripts.tables import ALERTS
from bot.transcripts.tracker_store import TranscriptStore
from tests.bot.transcripts.conversation import YES, new_store, rows, say, stands


@dataclass
class Pager:
    """A way to reach staff that keeps what it was given. It fails as often as it is told to."""

    name: str = "pager"
    fails: list[Exception] = field(default_factory=list)
    tried: int = 0
    brought: list[Notice] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def send(self, notice: Notice) -> None:
        self.tried += 1
        await self.gate.wait()
        if self.fails:
            raise self.fails.pop(0)
        self.brought.append(notice)


def staff(store: TranscriptStore, *ways: Pager, waits: tuple[float, ...] = (0,)) -> Dispatch:
    return Dispatch(store, ways, partial(notice, clinic=Settings.parse_obj({})), Metrics(), waits)


async def alarmed(address: str, *ways: str, conversations: int = 1) -> TranscriptStore:
    """A store in which patients have just been sent for help."""
    store = new_store(address)
    store.alert_ways = ways or ("pager",)
    for number in range(conversations):
        await say(store, "chest pain", YES, *stands("emergency", "emergency"), conversation=f"web:{number}")
    return store


def told(staff: Dispatch, result: str) -> float:
    return (
        staff.metrics.registry.get_sample_value("rls_alerts_total", {"way": "pager", "result": result}) or 0.0
    )


async def test_staff_are_told_once(address: str) -> None:
    store, pager = await alarmed(address), Pager()
    sending = staff(store, pager)
    for _ in range(3):
        await sending.send_due()
    (brought,) = pager.brought
    assert brought.reference == rows(store, "alerts", "reference")[0].reference
    assert told(sending, "sent") == 1


async def test_many_processes_send_each_alert_once_between_them(address: str) -> None:
    store, pager = await alarmed(address, conversations=5), Pager()
    processes = [staff(each, pager) for each in (store, new_store(address), new_store(address))]
    await asyncio.gather(*(each.send_due() for each in processes * 3))
    assert len(pager.brought) == len({each.reference for each in pager.brought}) == 5


async def test_what_fails_is_tried_again_until_it_gets_through(address: str) -> None:
    store, pager = await alarmed(address), Pager(fails=[NotSent("not_in_channel")] * 3)
    sending = staff(store, pager)
    for _ in range(6):
        await sending.send_due()
    assert (pager.tried, len(pager.brought)) == (4, 1)
    assert (told(sending, "failed"), told(sending, "sent")) == (3, 1)


async def test_after_a_failure_it_waits_and_no_less_than_it_was_asked_to(address: str) -> None:
    store, pager = await alarmed(address), Pager(fails=[NotSent("ratelimited", after=300)])
    sending = staff(store, pager, waits=(60,))
    await sending.send_due()
    await sending.send_due()
    assert pager.tried == 1
    with store.engine.connect() as connection:
        due = connection.execute(sa.select(ALERTS.c.due_at)).scalar()
    assert timedelta(seconds=290) < due - inbox.now() <= timedelta(seconds=300)


async def test_a_day_old_alert_is_given_up_with_a_line_in_the_log(
    address: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, pager = await alarmed(address), Pager(fails=[NotSent("account_inactive")] * 9)
    monkeypatch.setattr(dispatch, "WORTH", timedelta(0))
    sending = staff(store, pager)
    for _ in range(3):
        await sending.send_due()
    assert (pager.tried, told(sending, "given_up")) == (1, 1)
    assert "Staff could not be told: account_inactive. Given up." in caplog.text


async def test_one_whose_process_died_in_the_middle_is_taken_up_by_another(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, dead, pager = await alarmed(address), Pager(), Pager()
    dead.gate.clear()
    monkeypatch.setattr(dispatch, "TAKEN", timedelta(0))
    dying = asyncio.create_task(staff(store, dead).send_due())
    while not dead.tried:
        await asyncio.sleep(0)
    dying.cancel()
    await staff(new_store(address), pager).send_due()
    assert (len(dead.brought), len(pager.brought)) == (0, 1)


async def test_each_way_has_its_own_alert_and_its_own_troubles(address: str) -> None:
    store = await alarmed(address, "pager", "letter")
    pager, letter = Pager(fails=[NotSent("no answer")] * 9), Pager("letter")
    sending = staff(store, pager, letter)
    for _ in range(3):
        await sending.send_due()
    assert (len(pager.brought), len(letter.brought)) == (0, 1)


async def test_a_way_this_process_does_not_know_is_left_to_others(address: str) -> None:
    store, pager = await alarmed(address, "letter"), Pager()
    await staff(store, pager).send_due()
    assert pager.tried == 0


async def test_it_goes_on_after_the_database_was_away_and_after_a_way_that_broke(
    address: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "TAKEN", timedelta(0))
    store, pager, stop = await alarmed(address), Pager(fails=[RuntimeError("broken")]), asyncio.Event()
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE alerts RENAME TO away"))
    running = asyncio.create_task(staff(store, pager).run(stop, seconds=0))
    while "could not be read" not in caplog.text:
        await asyncio.sleep(0)
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE away RENAME TO alerts"))
    while not pager.brought:
        await asyncio.sleep(0)
    stop.set()
    await running
    assert pager.tried == 2


async def test_told_to_stop_it_sends_what_the_last_turn_has_raised(address: str) -> None:
    store, pager, stop = await alarmed(address), Pager(), asyncio.Event()
    stop.set()
    await staff(store, pager).run(stop)
    assert len(pager.brought) == 1
