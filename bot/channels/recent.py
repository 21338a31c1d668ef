"""What was done a short while ago, so that it is not done twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable


class Recent:
    """A bounded memory; the oldest is forgotten first."""

    def __init__(self, most: int = 10_000) -> None:
        self._kept: OrderedDict[Hashable, None] = OrderedDict()
        self._most = most

    def __contains__(self, each: Hashable) -> bool:
        return each in self._kept

    def is_new(self, each: Hashable) -> bool:
        """Whether this has not been remembered yet; from now on it is."""
        if each in self._kept:
            return False
        self._kept[each] = None
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return True

    def forget(self, each: Hashable) -> None:
        """It has not been done after all."""
        self._kept.pop(each, None)
