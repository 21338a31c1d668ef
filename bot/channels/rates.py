"""How much may come from one side before the others are served first."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MOST = 5_000
"""Sides remembered. The library never forgets the name of one, so all are let go when there are more."""


class Rates:
    """Limits such as `5/second;300/minute`, over a moving window, in memory."""

    def __init__(self, limits: str) -> None:
        self._limits: list[RateLimitItem] = parse_many(limits)
        self._begin()

    def wait(self, side: str) -> int:
        """Count one request; 0 if it may go on, else the seconds after which one may."""
        if len(self._storage.events) > MOST:
            self._begin()
        refused = [each for each in self._limits if not self._limiter.test(each, side)]
        if not refused:
            for each in self._limits:
                self._limiter.hit(each, side)
            return 0
        ends = max(self._limiter.get_window_stats(each, side).reset_time for each in refused)
        return max(1, math.ceil(ends - time.time()))

    def _begin(self) -> None:
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)
