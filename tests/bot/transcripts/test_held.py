"""Unstored conversations: bounded by number, by size and by time."""

from bot.transcripts.held import HeldConversations


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_conversation_is_held_as_it_was_last_put() -> None:
    held = HeldConversations()
    held.put("web:a", "[1]")
    held.put("web:a", "[1,2]")
    assert held.get("web:a") == "[1,2]"
    assert len(held) == 1


def test_beyond_the_most_the_one_idle_longest_is_forgotten() -> None:
    held = HeldConversations(most=2)
    for conversation in ("a", "b", "a", "c"):
        held.put(conversation, "[]")
    assert [held.get(conversation) for conversation in "abc"] == ["[]", None, "[]"]


def test_beyond_the_size_the_one_idle_longest_is_forgotten_but_never_the_newest() -> None:
    held = HeldConversations(characters=10)
    held.put("a", "12345")
    held.put("b", "12345678")
    assert held.get("a") is None
    held.put("c", "x" * 50)
    assert held.get("c") == "x" * 50
    assert held.get("b") is None


def test_dropping_makes_room_again() -> None:
    held = HeldConversations(characters=10)
    held.put("a", "123456789")
    held.drop("a")
    held.drop("never there")
    held.put("b", "12345")
    held.put("c", "12345")
    assert held.get("b") == "12345"


def test_an_idle_conversation_is_forgotten_in_time() -> None:
    clock = Clock()
    held = HeldConversations(idle_seconds=60, clock=clock)
    held.put("a", "[]")
    clock.now = 59
    assert held.get("a") == "[]"
    clock.now = 61
    assert held.get("a") is None
    assert len(held) == 0
