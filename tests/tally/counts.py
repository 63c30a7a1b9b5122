"""Ledgers with a small official count in them, as short to write as they are to read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from onrecord import ledger, tally
from onrecord.model import Document, Loss, Period, Quantity, Reading, Source, Span

STAFF = Source(name="General Staff of the Armed Forces of Ukraine", id="ua-general-staff")
WAR = date(2022, 2, 24)
MINISTRY = "Ministry of Defence of Ukraine"
DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def loss(on: date, value: int, *, by: str | None, **other: Any) -> Loss:
    """A running total; by a transcriber, or by the official page (None)."""
    number = Decimal(value)
    fields: dict[str, Any] = {
        "id": f"{by or 'page'}-{on}-{value}-{other.get('as_reported', '')}-{other.get('measure', '')}",
        "text": str(value),
        "span": Span(0, 1),
        "sources": (Source(name=by, id=by.lower()), STAFF) if by else (),
        "side": "russia",
        "category": "personnel",
        "measure": "cumulative",
        "quantity": Quantity(value=number, low=number, high=number),
        "period": Period(start=WAR, end=on, basis="since"),
    }
    return Loss(**(fields | other))


def added(on: date, value: int, **other: Any) -> Loss:
    """What the official page says that a day added."""
    return loss(on, value, by=None, measure="increment", period=Period(start=on - DAY, end=on), **other)


def reading(*claims: Loss, by: str | None, on: date, published: date | None = None, id: str | None = None) -> Reading:
    text = f"{by} {on} {[claim.quantity.value for claim in claims]}"
    document = Document(
        id=id or f"{by or 'page'}/{on}",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        publisher=by or MINISTRY,
        published=published or on,
    )
    return Reading(document=document, claims=claims)


def totals(values: Mapping[str, int], by: str | None = None, **other: Any) -> Iterable[Reading]:
    for on, value in values.items():
        yield reading(loss(day(on), value, by=by, **other), by=by, on=day(on))


def row(start: str, values: Iterable[int | None]) -> dict[str, int]:
    """Totals of days that follow each other; None for a day without."""
    first = day(start)
    return {str(first + n * DAY): value for n, value in enumerate(values) if value is not None}


def keep(book: ledger.Ledger, *readings: Iterable[Reading]) -> ledger.Ledger:
    for some in readings:
        for one in some:
            book.add(one)
    return book


def ask(book: ledger.Ledger, category: str = "personnel", **question: Any) -> tally.Tally:
    return tally.Tallies(book).answer(tally.Question(side="russia", category=category, **question))


# 7 to 14 August 2023 as published by the Ministry of Defence of Ukraine (CC BY 4.0).
WEEK = row("2023-08-07", [250240, 250800, 251620, 252200, 252780, 253290, 253850, 254380])
