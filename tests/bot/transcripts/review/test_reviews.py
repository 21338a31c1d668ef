"""Reviews are added and never changed; who has not read the last one cannot write over it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.review import agreement, filters, queue, reviews
from bot.transcripts.review.reviews import Judgement, OvertakenReview, ReviewError
from bot.transcripts.tables import CONVERSATIONS
from tests.bot.transcripts.review.clinic import NOON, Clinic

AGREE = Judgement("agree", note="Rang her.", tags=("iron",), assigned_to="ann", done=True)


def review(clinic: Clinic, judgement: Judgement, person: str = "ann", seen: int = 0, event: int = 1) -> int:
    """Write a review; gives its number."""
    with clinic.writer.begin() as connection:
        reviews.add(connection, "web:a", person, judgement, (seen, event), NOON)
        return reviews.history(connection, "web:a")[-1].id


def found(clinic: Clinic, **asked: str) -> list[str]:
    with clinic.engine.connect() as connection:
        return [row.id for row in queue.page(connection, filters.read(asked)).rows]


def test_a_review_closes_a_conversation_and_says_all_there_is_to_know(clinic: Clinic) -> None:
    clinic.conversation("web:a")
    review(clinic, AGREE)
    with clinic.engine.connect() as connection:
        (written,) = reviews.history(connection, "web:a")
        assert reviews.known_tags(connection) == ["iron"]
        assert reviews.reviewers(connection) == ["ann"]
    assert (written.person, written.at, written.judgement) == ("ann", NOON, AGREE)
    assert found(clinic) == []
    for asked in ({"assigned": "ann"}, {"tag": "iron"}, {"reviewer": "ann"}, {"verdict": "agree"}):
        assert found(clinic, review="done", **asked) == ["web:a"], asked


def test_a_later_review_counts_and_the_earlier_stays(clinic: Clinic) -> None:
    clinic.conversation("web:a")
    first = review(clinic, AGREE)
    later = Judgement("under_triage", urgency="soon", note="Ferritin 8.", tags=("call back",))
    review(clinic, later, "bea", first)
    with clinic.engine.connect() as connection:
        assert [each.judgement for each in reviews.history(connection, "web:a")] == [AGREE, later]
    assert found(clinic, verdict="under_triage") == found(clinic, tag="call back") == ["web:a"]
    assert found(clinic, verdict="agree") == found(clinic, tag="iron") == []
    assert found(clinic, reviewer="ann") == ["web:a"]


def test_two_reviewers_at_once_do_not_write_over_each_other(clinic: Clinic) -> None:
    clinic.conversation("web:a")
    review(clinic, AGREE)
    with pytest.raises(OvertakenReview, match="Somebody else"):
        review(clinic, Judgement(note="mine"), "bea", seen=0)
    with clinic.engine.connect() as connection:
        assert len(reviews.history(connection, "web:a")) == 1
    assert found(clinic, review="done") == ["web:a"]


def test_what_a_patient_wrote_meanwhile_is_read_first(clinic: Clinic) -> None:
    clinic.conversation("web:a")
    with clinic.writer.begin() as connection:
        connection.execute(sa.update(CONVERSATIONS).values(last_event=2))
    with pytest.raises(OvertakenReview, match="patient has written"):
        review(clinic, AGREE)
    assert found(clinic) == ["web:a"]


def test_a_review_of_what_was_erased_is_not_written(clinic: Clinic) -> None:
    with pytest.raises(OvertakenReview):
        review(clinic, AGREE)


@pytest.mark.parametrize(
    "said",
    [
        {"verdict": "maybe"},
        {"urgency": "now"},
        {"note": "x" * 4001},
        {"note": "\0"},
        {"tags": ("<b>",)},
        {"tags": tuple(map(str, range(11)))},
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(said: dict[str, object]) -> None:
    with pytest.raises(ReviewError, match=r"\.$"):
        reviews.check(Judgement(**said))  # type: ignore[arg-type]


def test_tags_are_typed_with_commas() -> None:
    assert reviews.tags(" Call  back, iron,,IRON , ") == ("call back", "iron")


def test_who_is_due_is_found_on_the_day(clinic: Clinic) -> None:
    clinic.conversation("web:a")
    review(clinic, Judgement(follow_up=date(2026, 4, 1)))
    assert found(clinic, follow_up="2026-03-31") == []
    assert found(clinic, follow_up="2026-04-01") == ["web:a"]


def test_agreement_is_counted_month_by_month_by_the_last_verdict(clinic: Clinic) -> None:
    def judge(connection: Connection, name: str, *verdicts: tuple[str | None, int]) -> None:
        seen = 0
        for verdict, days in verdicts:
            at = NOON + timedelta(days)
            reviews.add(connection, name, "ann", Judgement(verdict), (seen, 1), at)
            seen = reviews.history(connection, name)[-1].id

    for name in ("web:a", "web:b", "web:c", "web:d"):
        clinic.conversation(name)
    with clinic.writer.begin() as connection:
        judge(connection, "web:a", ("agree", 0))
        judge(connection, "web:b", ("agree", 0), ("over_triage", 1), (None, 40))
        judge(connection, "web:c", ("misunderstood", 0), ("agree", 30))
        judge(connection, "web:d", (None, 0))
        march, april = agreement.agreement(connection)
    assert (march.month, march.total, march.agreement) == ("2026-03", 2, 0.5)
    assert march.verdicts == {"agree": 1, "over_triage": 1, "under_triage": 0, "misunderstood": 0}
    assert (april.month, april.agreement) == ("2026-04", 1.0)
