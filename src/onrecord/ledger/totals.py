"""Running totals of losses, whoever states them: what a view needs that sets estimates side by side.

Unlike `figures`, a range without a single value is among them, and what is hedged is, and says so: estimates are.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Select, bindparam

from onrecord.ledger import schema as t
from onrecord.ledger.figures import Start, losses


class Total(NamedTuple):
    """A cumulative loss claim without a place, as columns; days are ISO text, as in the ledger.

    `day` is the last day it is about, `start` the first, if told; `value` is None for a range, `low` and `high` are the
    interval that its words allow. `chain` are the names of its sources joined by " > ", outermost first, None when the
    publisher states it. `published` is None where nobody says; `known_from` is always there. `superseded_from` is the
    day from which a newer version of its document was known."""

    id: str
    day: str
    start: str | None
    category: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str
    certainty: str
    chain: str | None
    as_reported: str | None
    document: str
    publisher: str | None
    url: str | None
    published: str | None
    known_from: str
    superseded_from: str | None


class _Quantity(msgspec.Struct):
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str


class _Told(msgspec.Struct):
    certainty: str
    period: Start
    quantity: _Quantity
    as_reported: str | None


_told = msgspec.json.Decoder(_Told)


@lru_cache(maxsize=1)
def statement() -> Select[Any]:
    """Asked with `side` and `categories`: rows for `total`."""
    of = t.series.c
    asked = of.category.in_(bindparam("categories", expanding=True))
    return losses(of.category).where(asked, of.measure == "cumulative")


def total(row: Any) -> Total | None:
    """None for what is told of a place, denied or unconfirmed, or has no figure at all."""
    record, place, id, day, category, _, chain, *rest = row
    if place is not None:
        return None
    told = _told.decode(record)
    figure = told.quantity
    if told.certainty not in ("asserted", "hedged") or (figure.value is None and figure.low is None):
        return None
    return Total(
        id, day, told.period.start, category, figure.value, figure.low, figure.high, figure.bound, told.certainty,
        chain, told.as_reported, *rest,
    )  # fmt: skip
