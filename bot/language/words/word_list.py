"""Short lists of words as they are read best: in one line."""


def words_of(text: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(text.split())
