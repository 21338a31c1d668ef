"""The time between two moments, in the words of either database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class minutes_between(GenericFunction[float]):
    """The minutes from one moment to another."""

    type = sa.Float()
    inherit_cache = True


@compiles(minutes_between, "sqlite")
def _sqlite(element: Any, compiler: Any, **named: Any) -> str:
    first, last = (compiler.process(each, **named) for each in element.clauses)
    # To some milliseconds: days as fractions make a little less than five minutes of five minutes.
    return f"round((julianday({last}) - julianday({first})) * 1440, 4)"


@compiles(minutes_between, "postgresql")
def _postgresql(element: Any, compiler: Any, **named: Any) -> str:
    first, last = (compiler.process(each, **named) for each in element.clauses)
    return f"(extract(epoch from ({last} - {first})) / 60)"
