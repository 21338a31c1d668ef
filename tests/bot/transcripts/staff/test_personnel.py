"""Staff: added, invited, given a role, let in no more; each with its line in the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Connection

from bot.transcripts.database import connect, writing
from bot.transcripts.staff import audit, people, personnel, sessions
from bot.transcripts.staff.people import LOCKED, TRIES, Person, StaffError
from bot.transcripts.staff.sessions import Lasting
from bot.transcripts.tables import METADATA

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
LASTING = Lasting(timedelta(minutes=30), timedelta(hours=12))


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = connect("sqlite://")
    METADATA.create_all(engine)
    with writing(engine).begin() as connection:
        yield connection


def anna(connection: Connection, role: str = "lead") -> Person:
    """Somebody who has chosen a password."""
    code = personnel.hire(connection, "test", "anna", role, NOW)
    invited = people.invited(connection, code, NOW)
    assert invited is not None
    people.accept(connection, invited, "hash", "key")
    return people.named(connection, "anna")


def log(connection: Connection) -> list[tuple[str, object]]:
    return [(entry.action, entry.detail["who"]) for entry in audit.entries(connection)]


def test_a_link_is_good_once_and_for_a_day(connection: Connection) -> None:
    code = personnel.hire(connection, "test", " Anna ", "viewer", NOW)
    assert people.invited(connection, "another", NOW) is None
    assert people.invited(connection, code, NOW + timedelta(days=1)) is None
    invited = people.invited(connection, code, NOW + timedelta(hours=23))
    assert invited is not None
    assert (invited.name, invited.standing(NOW)) == ("anna", "invited")
    people.accept(connection, invited, "hash", None)
    assert people.invited(connection, code, NOW) is None
    assert people.named(connection, "anna").standing(NOW) == "active"


def test_neither_link_nor_token_can_be_read_from_the_database(connection: Connection) -> None:
    code = personnel.hire(connection, "test", "anna", "viewer", NOW)
    token = sessions.begin(connection, people.named(connection, "anna"), NOW)
    stored = [
        str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
        for table in ("staff", "staff_sessions")
    ]
    assert code not in stored[0]
    assert token not in stored[1]


@pytest.mark.parametrize("name", ["", "a", "x" * 61, "anna b", "<b>anna", "-anna", "anna\n", "änna"])
def test_a_name_is_plain(connection: Connection, name: str) -> None:
    if name.strip() == "anna":
        personnel.hire(connection, "test", name, "viewer", NOW)
        assert people.find(connection, "anna") is not None
        return
    with pytest.raises(StaffError, match=r"^A name has 2 to 60 of the signs"):
        personnel.hire(connection, "test", name, "viewer", NOW)


def test_nobody_has_anothers_name_or_a_role_that_is_none(connection: Connection) -> None:
    anna(connection)
    with pytest.raises(StaffError, match="somebody called anna already"):
        personnel.hire(connection, "test", "ANNA", "viewer", NOW)
    with pytest.raises(StaffError, match="no role 'owner', only viewer, reviewer"):
        personnel.hire(connection, "test", "bert", "owner", NOW)
    with pytest.raises(StaffError, match="nobody called bert"):
        personnel.dismiss(connection, "test", "bert", NOW)


def test_a_reset_takes_away_what_somebody_signed_in_with(connection: Connection) -> None:
    before = anna(connection)
    token = sessions.begin(connection, before, NOW)
    personnel.reset(connection, "test", "anna", NOW)
    after = people.named(connection, "anna")
    assert (after.password, after.totp) == (None, None)
    assert sessions.find(connection, token, NOW, LASTING) is None


def test_who_is_disabled_is_out_at_once_and_a_reset_lets_them_in_again(connection: Connection) -> None:
    token = sessions.begin(connection, anna(connection), NOW)
    personnel.dismiss(connection, "test", "anna", NOW)
    assert people.named(connection, "anna").standing(NOW) == "disabled"
    assert sessions.find(connection, token, NOW, LASTING) is None
    code = personnel.reset(connection, "test", "anna", NOW)
    assert people.invited(connection, code, NOW) is not None
    assert log(connection) == [("staff_added", "anna"), ("staff_disabled", "anna"), ("staff_reset", "anna")]


def test_there_is_always_an_admin(connection: Connection) -> None:
    anna(connection, "admin")
    for act in (
        lambda: personnel.dismiss(connection, "test", "anna", NOW),
        lambda: personnel.assign_role(connection, "test", "anna", "viewer", NOW),
    ):
        with pytest.raises(StaffError, match="anna is the last admin"):
            act()
    personnel.hire(connection, "test", "bert", "admin", NOW)
    personnel.assign_role(connection, "test", "anna", "viewer", NOW)
    assert people.named(connection, "anna").role == "viewer"


def test_too_many_tries_lock_a_name_for_a_while(connection: Connection) -> None:
    anna(connection)
    for _ in range(TRIES):
        assert not people.named(connection, "anna").is_locked(NOW)
        people.failed(connection, people.named(connection, "anna"), NOW)
    locked = people.named(connection, "anna")
    assert locked.standing(NOW) == "locked"
    assert locked.standing(NOW + LOCKED) == "active"


def test_a_session_ends_when_idle_and_at_last_in_any_case(connection: Connection) -> None:
    token, minute = sessions.begin(connection, anna(connection), NOW), timedelta(minutes=1)
    idle = NOW + LASTING.idle
    assert sessions.find(connection, token, idle, LASTING) is None
    at = NOW
    while session := sessions.find(connection, token, at, LASTING):
        sessions.used(connection, session, at)
        at += 29 * minute
    assert LASTING.longest <= at - NOW < LASTING.longest + 29 * minute
    sessions.tidy(connection, at, LASTING)
    assert connection.exec_driver_sql("SELECT count(*) FROM staff_sessions").scalar() == 0


def test_the_first_start_makes_an_admin_and_a_new_link_until_somebody_can_sign_in(
    connection: Connection,
) -> None:
    first, second = (personnel.first_admin(connection, NOW) for _ in range(2))
    assert people.invited(connection, str(first), NOW) is None
    admin = people.invited(connection, str(second), NOW)
    assert admin is not None
    assert (admin.name, admin.role) == ("admin", "admin")
    people.accept(connection, admin, "hash", None)
    assert personnel.first_admin(connection, NOW) is None


def test_the_first_admin_takes_nobodys_name(connection: Connection) -> None:
    personnel.hire(connection, "test", "admin", "viewer", NOW)
    personnel.first_admin(connection, NOW)
    assert people.named(connection, "admin1").role == "admin"
