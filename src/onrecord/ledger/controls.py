"""Control claims for views over places: who is said to hold what, with the columns that tell when it was known.

A map's snapshot is thousands of claims, and a view of a day looks at all of them: of each only what the view tells.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Select, bindparam, exists, select

from onrecord.ledger import query
from onrecord.ledger import schema as t


class Linked(NamedTuple):
    """A source in a chain."""

    id: str
    name: str


class Said(NamedTuple):
    """A control claim. `start` and `end` are its period's days, `day` the one it is filed under; `place_id` is None
    where the text does not tell which, and `candidates` are then the ids that it may mean; `chain` is outermost first,
    empty where the publisher states it; `retracts` are ids of claims that it takes back. Days are ISO text."""

    id: str
    day: str
    start: str | None
    end: str | None
    event: str
    actor: str
    certainty: str
    text: str
    place: str
    place_id: str | None
    oblast: str | None
    lat: float | None
    lon: float | None
    candidates: tuple[str, ...]
    chain: tuple[Linked, ...]
    retracts: tuple[str, ...]
    document: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    known_from: str


class _Source(msgspec.Struct):
    id: str
    name: str


class _Candidate(msgspec.Struct):
    id: str


class _Place(msgspec.Struct):
    candidates: list[_Candidate] = []


class _Days(msgspec.Struct):
    start: str | None
    end: str | None


class _Link(msgspec.Struct):
    claim: str


class _Told(msgspec.Struct):
    """What no column of `claims` has."""

    text: str
    event: str
    actor: str
    certainty: str
    period: _Days
    sources: list[_Source]
    place: _Place
    retracts: list[_Link] = []


_told = msgspec.json.Decoder(_Told)


@lru_cache(maxsize=16)
def statement(*, names: bool, until: bool, as_of: bool) -> Select[Any]:
    """Rows for `said`, by day and then by when they were known: of places of these `names`, filed under days `until`
    one, known `as_of` one."""
    c, d, p = t.claims.c, t.documents.c, t.places.c
    columns = (
        c.id, c.day, c.record, p.name, p.id.label("place_id"), p.oblast, p.latitude, p.longitude,
        d.id.label("document"), d.title, d.publisher, d.url, d.published, d.known_from,
    )  # fmt: skip
    known: ColumnElement[str] | None = bindparam("as_of") if as_of else None
    asked = (
        select(*columns)
        .join(t.places, p.key == c.place)
        .join(t.documents, d.key == c.document)
        .where(c.kind == "control", ~exists().where(t.superseded_claims.c.claim == c.key))
        .where(~query.document_superseded(known, c.document))
        .order_by(c.day, d.known_from, d.id, c.span_start, c.key)
    )
    if names:
        asked = asked.where(c.place.in_(select(p.key).where(p.name.in_(bindparam("names", expanding=True)))))
    if until:
        asked = asked.where(c.day <= bindparam("until"))
    if known is not None:
        asked = asked.where(d.known_from <= known)
    return asked


def said(row: Any) -> Said:
    id, day, record, name, place_id, oblast, lat, lon, document, title, publisher, url, published, known_from = row
    told = _told.decode(record)
    return Said(
        id, day, told.period.start, told.period.end, told.event, told.actor, told.certainty, told.text,
        name, place_id, oblast, lat, lon, tuple([one.id for one in told.place.candidates]) if place_id is None else (),
        _chain(*[(one.id, one.name) for one in told.sources]), tuple([one.claim for one in told.retracts]),
        document, title, publisher, url, published, known_from,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _chain(*links: tuple[str, str]) -> tuple[Linked, ...]:
    return tuple(Linked(*link) for link in links)


@lru_cache(maxsize=1)
def snapshots() -> Select[Any]:
    """The ids of current documents that begin alike: asked with the `first` and one `behind` the last."""
    d = t.documents.c
    return (
        select(d.id)
        .where(d.id >= bindparam("first"), d.id < bindparam("behind"))
        .where(~query.document_superseded(None))
        .order_by(d.id)
    )
