"""A whole series of figures at once, for views that look at years: the columns of its claims and no more.

`Ledger.series` gives whole claims, decoded from their records; a tally of four years needs thousands of them to
answer one question, and of each only who, when and how much.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column, Select, bindparam, exists, func, select

from onrecord.ledger import schema as t


class Figure(NamedTuple):
    """An asserted loss claim with a figure and without a place, as columns; days are ISO text, as in the ledger.

    `day` is the last day it is about, `start` the first, if told. `chain` are the names of its sources joined by
    " > ", outermost first, None when the publisher states it. `published` is None where nobody says; `known_from`
    is always there. `superseded_from` is the day from which a newer version of its document was known."""

    id: str
    day: str
    start: str | None
    measure: str
    value: str
    bound: str | None
    chain: str | None
    as_reported: str | None
    document: str
    publisher: str | None
    url: str | None
    published: str | None
    known_from: str
    superseded_from: str | None


class Start(msgspec.Struct):
    start: str | None


class _Bound(msgspec.Struct):
    bound: str


class _Told(msgspec.Struct):
    """What no column of `claims` has."""

    certainty: str
    period: Start
    quantity: _Bound
    as_reported: str | None


_told = msgspec.json.Decoder(_Told)


def losses(counted: Column[str]) -> Select[Any]:
    """Asked with `side`: losses on record, by day, then by when they were known. `counted` is the column of `series`
    that the caller has still to tell them by. Rows begin with the record and the place, and end with the document."""
    c, d, s, of = t.claims.c, t.documents.c, t.superseded_documents.c, t.series.c
    newer = t.documents.alias("newer")
    superseded_from = (
        select(func.min(newer.c.known_from))
        .where(s.document == d.key, newer.c.key == s.superseded_by)
        .scalar_subquery()
    )
    columns = (
        c.record, c.place, c.id, c.day, counted, c.value, c.chain,
        d.id.label("document"), d.publisher, d.url, d.published, d.known_from, superseded_from,
    )  # fmt: skip
    return (
        select(*columns)
        .join(t.documents, d.key == c.document)
        .join(t.series, of.key == c.series)
        .where(of.side == bindparam("side"), ~exists().where(t.superseded_claims.c.claim == c.key))
        .order_by(c.day, d.known_from, c.key)
    )


@lru_cache(maxsize=1)
def statement() -> Select[Any]:
    """Asked with `side` and `category`: rows for `figure`."""
    of = t.series.c
    return losses(of.measure).where(of.category == bindparam("category"), t.claims.c.value.is_not(None))


def figure(row: Any) -> Figure | None:
    """None for what is not asserted, or is told of a place. (That most claims have none would lead SQLite to look them
    up by it.)"""
    record, place, id, day, measure, value, chain, *rest = row
    if place is not None:
        return None
    told = _told.decode(record)
    if told.certainty != "asserted":
        return None
    return Figure(id, day, told.period.start, measure, value, told.quantity.bound, chain, told.as_reported, *rest)


@lru_cache(maxsize=1)
def state() -> Select[Any]:
    """One number that grows with every reading that adds anything."""
    return select(func.coalesce(func.max(t.readings.c.key), 0).label("state"))
