"""Codes that people read out to each other."""

from __future__ import annotations

import re

from bot import readable


def test_no_two_codes_are_the_same_and_each_is_easy_to_read_out() -> None:
    codes = {readable.code(5) for _ in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(r"[A-Z0-9]{5}-[A-Z0-9]{5}", code) for code in codes)
    assert not set("0O1IL5S8B2Z") & set("".join(codes))
