"""Questions as SQL. Words from outside are bound parameters, never part of a statement."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import Any, get_args

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    union,
)

from onrecord.ledger import schema as t
from onrecord.model.claim import Measure

_DOCUMENT = (
    t.documents.c.id.label("document_id"),
    *(t.documents.c[name] for name in ("title", "url", "publisher", "published", "language", "sha256")),
)


def claims(
    *,
    kind: str | None,
    source: str | None,
    place: str | None,
    since: date | None,
    until: date | None,
    text: str | None,
    document: str | None,
    as_of: date | None,
    limit: int | None,
    superseded: bool,
    found: Callable[[str], ColumnElement[bool]],
) -> Select[Any]:
    """Rows for `Recorded`, filters combined. In the order recorded; of one document, in the order of its text.
    `found` is how the database looks for words."""
    c = t.claims.c
    query = _claim_rows(None if as_of is None else literal(as_of.isoformat()), superseded)
    if kind is not None:
        query = query.where(c.kind == kind)
    if source is not None:
        query = query.where(_said_by_any(source))
    if place is not None:
        named = t.places.c.folded.contains(place.casefold(), autoescape=True)
        query = query.where(c.place.in_(select(t.places.c.key).where(or_(named, t.places.c.id == place))))
    if since is not None:
        query = query.where(c.day >= since.isoformat())
    if until is not None:
        query = query.where(c.day <= until.isoformat())
    if text is not None:
        query = query.where(found(text))
    if document is not None:
        query = query.where(t.documents.c.id == document).order_by(t.documents.c.key, c.span_start, c.key)
    else:
        query = query.order_by(c.key)
    return query.limit(limit)


def series(
    *,
    side: str,
    category: str,
    measure: str | None,
    sources: Collection[str] | None,
    since: date | None,
    until: date | None,
    as_of: date | None,
) -> tuple[Select[Any], dict[str, Any]]:
    """Loss claims by day, then by when they were known: the statement, and what it is asked with. An audit asks
    for many series, so each shape of the question is built once."""
    asked: dict[str, Any] = {
        "side": side,
        "category": category,
        # Said in full, so that the index reaches the days.
        "measures": list(get_args(Measure)) if measure is None else [measure],
    }
    if sources is not None:
        asked |= {"names": [name.casefold() for name in sources], "ids": list(sources)}
    days = {"since": since, "until": until, "as_of": as_of}
    asked |= {name: day.isoformat() for name, day in days.items() if day is not None}
    return _series(frozenset(asked)), asked


@lru_cache(maxsize=16)
def _series(asked: frozenset[str]) -> Select[Any]:
    c = t.claims.c
    as_of: ColumnElement[str] | None = bindparam("as_of") if "as_of" in asked else None
    query = _claim_rows(as_of, superseded=False).where(
        c.side == bindparam("side"),
        c.category == bindparam("category"),
        c.measure.in_(bindparam("measures", expanding=True)),
    )
    if "since" in asked:
        query = query.where(c.day >= bindparam("since"))
    if "until" in asked:
        query = query.where(c.day <= bindparam("until"))
    if "names" in asked:
        query = query.where(_said_by_one_of())
    return query.order_by(c.day, t.documents.c.known_from, c.key)


def documents(*, id: str | None = None, ids: Collection[str] | None = None, text: bool = False) -> Select[Any]:
    """The current version of each document, or of the one with `id`, or of those with `ids`."""
    columns = (*_DOCUMENT, t.documents.c.text) if text else _DOCUMENT
    query = select(*columns).where(~_document_superseded(None)).order_by(t.documents.c.known_from, t.documents.c.key)
    if ids is not None:
        query = query.where(t.documents.c.id.in_(ids))
    return query if id is None else query.where(t.documents.c.id == id)


COUNTED = (
    t.documents, t.claims, t.findings, t.sources, t.superseded_documents, t.superseded_claims, t.superseded_findings
)  # fmt: skip


def count(table: Table) -> Select[tuple[int]]:
    """How many rows; of a `superseded_*` table, how many things are superseded."""
    counted = func.count()
    if table.name.startswith("superseded"):
        counted = func.count(table.primary_key.columns[0].distinct())
    return select(counted).select_from(table)


def days() -> Select[Any]:
    """The first and the last day that a document counts from."""
    return select(func.min(t.documents.c.known_from), func.max(t.documents.c.known_from))


def version() -> Select[tuple[int]]:
    return select(func.max(t.schema_versions.c.version))


def findings(*, document: str | None, superseded: bool) -> Select[Any]:
    c = t.findings.c
    gone = or_(exists().where(t.superseded_findings.c.finding == c.key), _document_superseded(None))
    query = (
        select(c.record, t.readings.c.recorded, gone.label("superseded"), *_DOCUMENT)
        .join(t.documents, t.documents.c.key == c.document)
        .join(t.readings, t.readings.c.key == c.reading)
        .order_by(c.key)
    )
    if document is not None:
        query = query.where(t.documents.c.id == document)
    return query if superseded else query.where(~gone)


def _claim_rows(as_of: ColumnElement[str] | None, superseded: bool) -> Select[Any]:
    c = t.claims.c
    gone = or_(exists().where(t.superseded_claims.c.claim == c.key), _document_superseded(as_of))
    flag: ColumnElement[Any] = gone if superseded else literal(False)
    query = (
        select(c.kind, c.record, t.readings.c.recorded, flag.label("superseded"), *_DOCUMENT)
        .join(t.documents, t.documents.c.key == c.document)
        .join(t.readings, t.readings.c.key == c.reading)
    )
    if as_of is not None:
        query = query.where(t.documents.c.known_from <= as_of)
    return query if superseded else query.where(~gone)


def _document_superseded(as_of: ColumnElement[str] | None) -> ColumnElement[bool]:
    """Whether a newer version of the document is there, or was known by `as_of`."""
    s = t.superseded_documents.c
    if as_of is None:
        return exists().where(s.document == t.documents.c.key)
    newer = t.documents.alias("newer")
    return exists().where(s.document == t.documents.c.key, newer.c.key == s.superseded_by, newer.c.known_from <= as_of)


def _said_by_any(name: str) -> ColumnElement[bool]:
    """Some link of the chain has `name` in its name or as written, or as its id; or the publisher, speaking itself."""
    s, f, link = t.sources.c, t.source_forms.c, t.claim_sources.c
    inside = name.casefold()
    canonical = select(s.key).where(or_(s.folded.contains(inside, autoescape=True), s.id == name))
    written = (
        select(link.claim)
        .join(t.source_forms, and_(f.source == link.source, f.as_written == link.as_written))
        .where(f.folded.contains(inside, autoescape=True))
    )
    chains = union(select(link.claim).where(link.source.in_(canonical)), written)
    p = t.publishers.c
    published = t.documents.c.publisher.in_(select(p.name).where(p.folded.contains(inside, autoescape=True)))
    return or_(t.claims.c.key.in_(chains), and_(t.claims.c.chain.is_(None), published))


def _said_by_one_of() -> ColumnElement[bool]:
    """One of the bound `names`, in lower case, or of the bound `ids` is in the chain; or the publisher, speaking
    itself, has one of the names."""
    s, link = t.sources.c, t.claim_sources.c
    names = bindparam("names", expanding=True, type_=Text)
    canonical = select(s.key).where(or_(s.folded.in_(names), s.id.in_(bindparam("ids", expanding=True, type_=Text))))
    chains = exists().where(link.claim == t.claims.c.key, link.source.in_(canonical))
    published = t.documents.c.publisher.in_(select(t.publishers.c.name).where(t.publishers.c.folded.in_(names)))
    return or_(chains, and_(t.claims.c.chain.is_(None), published))
