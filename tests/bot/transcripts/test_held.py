"""What is only in memory: bounded by number, by size and by time."""

from __future__ import annotations

from bot.transcripts.held import Memory


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_conversation_is_kept_as_it_was_last_put() -> None:
    memory: Memory[str] = Memory()
    memory.put("web:a", "one")
    memory.put("web:a", "two")
    assert memory.get("web:a") == "two"
    assert len(memory) == 1


def test_beyond_the_most_the_one_idle_longest_is_forgotten() -> None:
    memory: Memory[str] = Memory(most=2)
    for conversation in ("a", "b", "a", "c"):
        memory.put(conversation, "kept")
    assert [memory.get(conversation) for conversation in "abc"] == ["kept", None, "kept"]


def test_beyond_the_size_the_one_idle_longest_is_forgotten_but_never_the_newest() -> None:
    memory: Memory[str] = Memory(size=10)
    memory.put("a", "small", 5)
    memory.put("b", "larger", 8)
    assert memory.get("a") is None
    memory.put("c", "huge", 50)
    assert memory.get("c") == "huge"
    assert memory.get("b") is None


def test_dropping_makes_room_again() -> None:
    memory: Memory[str] = Memory(size=10)
    memory.put("a", "kept", 9)
    memory.drop("a")
    memory.drop("never there")
    memory.put("b", "kept", 5)
    memory.put("c", "kept", 5)
    assert memory.get("b") == "kept"


def test_an_idle_conversation_is_forgotten_in_time() -> None:
    clock = Clock()
    memory: Memory[str] = Memory(idle_seconds=60, clock=clock)
    memory.put("a", "kept")
    clock.now = 59
    assert memory.get("a") == "kept"
    clock.now = 61
    assert memory.get("a") is None
    assert len(memory) == 0
