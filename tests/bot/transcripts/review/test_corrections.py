"""What misunderstood messages mean: one line a message, whoever says it last."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.transcripts.review import corrections
from bot.transcripts.review.corrections import Correction
from tests.bot.transcripts.review.clinic import NOON, Clinic


def meant(value: str) -> Correction:
    """What `mumble` means."""
    return Correction("m0", "mumble", "known_low_iron", {"means": value})


def correct(clinic: Clinic, value: str) -> None:
    with clinic.writer.begin() as connection:
        corrections.add(connection, "web:a", "bea", meant(value), NOON)


def test_of_two_who_correct_a_message_at_once_the_later_counts(clinic: Clinic) -> None:
    clinic.conversation("web:a", "mumble")
    with ThreadPoolExecutor(1) as bea:
        with clinic.writer.begin() as connection:
            corrections.add(connection, "web:a", "ann", meant("yes"), NOON)
            hers = bea.submit(correct, clinic, "no")
        hers.result()
    with clinic.engine.connect() as connection:
        assert corrections.everything(connection, "web:a") == [meant("no")]
