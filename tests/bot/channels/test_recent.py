"""What was done a short while ago."""

from __future__ import annotations

from bot.channels.recent import Recent


def test_something_is_new_once() -> None:
    done = Recent()
    assert [done.is_new(each) for each in ("a", "b", "a")] == [True, True, False]
    assert "a" in done


def test_what_was_not_done_after_all_is_new_again() -> None:
    done = Recent()
    done.is_new("a")
    done.forget("a")
    done.forget("never done")
    assert done.is_new("a")


def test_the_oldest_is_forgotten_first() -> None:
    done = Recent(most=2)
    assert all(done.is_new(each) for each in ("a", "b", "c"))
    assert [each in done for each in ("a", "b", "c")] == [False, True, True]
