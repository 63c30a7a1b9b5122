"""Questions as SQL. Words from outside are bound parameters, never part of a statement."""

from __future__ import annotations

from collections.abc import Collection
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
from onrecord.ledger.database import Database
from onrecord.model.claim import Measure

_FEW = 20_000  # claims of a source that are looked up faster than met by the way

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
    database: Database,
    rare: bool,
) -> Select[Any]:
    """Rows for `Recorded`, filters combined. In the order recorded; of one document, in the order of its text; of some
    days, by day, but for claims with some words. `rare` tells whether `source` is said to speak in few claims only, and
    is looked up first.

    Which claims they are is found out before anything of them is fetched: it is most often the first of many.
    """
    c = t.claims.c
    day = None if as_of is None else literal(as_of.isoformat())
    gone = _gone(day)
    keys = select(c.key)
    order: list[ColumnElement[Any]] = [c.key]
    if text is not None:
        there, order[0] = database.found(text)
        keys = keys.where(there)
    if kind is not None:
        keys = keys.where((database.scanned(c.kind) if since or until else c.kind) == kind)
    if source is not None:
        keys = keys.where(_said_by_any(source, rare))
    if place is not None:
        named = t.places.c.folded.contains(place.casefold(), autoescape=True)
        keys = keys.where(c.place.in_(select(t.places.c.key).where(or_(named, t.places.c.id == place))))
    if since is not None:
        keys = keys.where(c.day >= since.isoformat())
    if until is not None:
        keys = keys.where(c.day <= until.isoformat())
    if day is not None:
        d = t.documents.alias("known")
        keys = keys.where(exists().where(d.c.key == c.document, d.c.known_from <= day))
    if (since or until) and text is None:
        # As the index of days has them, which is read no further than to the last that is asked for.
        order = [c.day, c.document, c.key]
    if document is not None:
        keys = keys.where(c.document.in_(select(t.documents.c.key).where(t.documents.c.id == document)))
        order = [c.document, c.span_start, c.key]
    if not superseded:
        keys = keys.where(~gone)
    keys = keys.correlate(None)
    found = keys if limit is None else keys.order_by(*order).limit(limit)
    flag: ColumnElement[Any] = gone if superseded else literal(False)
    ordered = order if text is None or document is not None else [c.key]
    return _rows(flag).where(c.key.in_(found)).order_by(*ordered)


def is_rare(name: str) -> Select[tuple[bool]]:
    """Whether the source or publisher of this name, or part of one, speaks in few claims."""
    links = select(literal(1)).where(_linked(name)).limit(_FEW).subquery()
    p, d = t.publishers.c, t.documents.c
    names = select(p.name).where(p.folded.contains(name.casefold(), autoescape=True))
    own = select(literal(1)).where(d.publisher.in_(names)).limit(_FEW // 10).subquery()
    few_links = select(func.count()).select_from(links).scalar_subquery() < _FEW
    few_documents = select(func.count()).select_from(own).scalar_subquery() < _FEW // 10
    return select(and_(few_links, few_documents))


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
    c, s = t.claims.c, t.series.c
    as_of: ColumnElement[str] | None = bindparam("as_of") if "as_of" in asked else None
    measured = select(s.key).where(
        s.side == bindparam("side"),
        s.category == bindparam("category"),
        s.measure.in_(bindparam("measures", expanding=True)),
    )
    query = _rows(literal(False)).where(~_gone(as_of), c.series.in_(measured))
    if "since" in asked:
        query = query.where(c.day >= bindparam("since"))
    if "until" in asked:
        query = query.where(c.day <= bindparam("until"))
    if as_of is not None:
        query = query.where(t.documents.c.known_from <= as_of)
    if "names" in asked:
        query = query.where(_said_by_one_of())
    return query.order_by(c.day, t.documents.c.known_from, c.key)


def named(ids: Collection[str], as_of: date | None) -> Select[Any]:
    """Claims by their ids, those of a version that was superseded among them; the one to be told of comes last."""
    c, day = t.claims.c, None if as_of is None else literal(as_of.isoformat())
    last_read = ~exists().where(t.superseded_claims.c.claim == c.key)
    query = _rows(document_superseded(day, c.document)).where(c.id.in_(ids), last_read)
    if day is not None:
        query = query.where(t.documents.c.known_from <= day)
    return query.order_by(t.documents.c.known_from, c.key)


def documents(*, id: str | None = None, ids: Collection[str] | None = None, text: bool = False) -> Select[Any]:
    """The current version of each document, or of the one with `id`, or of those with `ids`."""
    columns = (*_DOCUMENT, t.documents.c.text) if text else _DOCUMENT
    query = select(*columns).where(~document_superseded(None)).order_by(t.documents.c.known_from, t.documents.c.key)
    if ids is not None:
        query = query.where(t.documents.c.id.in_(ids))
    return query if id is None else query.where(t.documents.c.id == id)


COUNTED = (
    t.documents, t.claims, t.findings, t.sources, t.superseded_documents, t.superseded_claims, t.superseded_findings
)  # fmt: skip


def count(table: Table) -> Select[int]:
    """How many rows; of a `superseded_*` table, how many things are superseded."""
    counted = func.count()
    if table.name.startswith("superseded"):
        counted = func.count(table.primary_key.columns[0].distinct())
    return select(counted).select_from(table)


def days() -> Select[Any]:
    """The first and the last day that a document counts from."""
    return select(func.min(t.documents.c.known_from), func.max(t.documents.c.known_from))


def version() -> Select[int]:
    return select(func.max(t.schema_versions.c.version))


def findings(*, document: str | None, superseded: bool) -> Select[Any]:
    c = t.findings.c
    gone = or_(exists().where(t.superseded_findings.c.finding == c.key), document_superseded(None))
    query = (
        select(c.record, t.readings.c.recorded, gone.label("superseded"), *_DOCUMENT)
        .join(t.documents, t.documents.c.key == c.document)
        .join(t.readings, t.readings.c.key == c.reading)
        .order_by(c.key)
    )
    if document is not None:
        query = query.where(t.documents.c.id == document)
    return query if superseded else query.where(~gone)


def _rows(flag: ColumnElement[Any]) -> Select[Any]:
    c = t.claims.c
    return (
        select(c.kind, c.record, t.readings.c.recorded, flag.label("superseded"), *_DOCUMENT)
        .join(t.documents, t.documents.c.key == c.document)
        .join(t.readings, t.readings.c.key == c.reading)
    )


def _gone(as_of: ColumnElement[str] | None) -> ColumnElement[bool]:
    c = t.claims.c
    return or_(exists().where(t.superseded_claims.c.claim == c.key), document_superseded(as_of, c.document))


def document_superseded(
    as_of: ColumnElement[str] | None, document: ColumnElement[int] = t.documents.c.key
) -> ColumnElement[bool]:
    """Whether a newer version of the document is there, or was known by `as_of`."""
    s = t.superseded_documents.c
    if as_of is None:
        return exists().where(s.document == document)
    newer = t.documents.alias("newer")
    return exists().where(s.document == document, newer.c.key == s.superseded_by, newer.c.known_from <= as_of)


def _said_by_any(name: str, rare: bool) -> ColumnElement[bool]:
    """Some link of the chain has `name` in its name or as written, or as its id; or the publisher, speaking itself."""
    c, d, p, link = t.claims.c, t.documents.alias("own").c, t.publishers.c, t.claim_sources.c
    names = select(p.name).where(p.folded.contains(name.casefold(), autoescape=True))
    if rare:
        own = t.claims.alias("theirs").c
        alone = select(own.key).where(own.document == d.key, own.chain.is_(None), d.publisher.in_(names))
        return c.key.in_(union(select(link.claim).where(_linked(name)), alone))
    published = exists().where(d.key == c.document, d.publisher.in_(names))
    return or_(exists().where(link.claim == c.key, _linked(name)), and_(c.chain.is_(None), published))


def _linked(name: str) -> ColumnElement[bool]:
    """True of links with `name` in the name of the source or as it is written there, or as its id."""
    s, f = t.sources.c, t.source_forms.c
    inside = name.casefold()
    named = or_(*(c.folded.contains(inside, autoescape=True) for c in (s, f)), s.id == name)
    return t.claim_sources.c.form.in_(select(f.key).join(t.sources, s.key == f.source).where(named))


def _said_by_one_of() -> ColumnElement[bool]:
    """One of the bound `names`, in lower case, or of the bound `ids` is in the chain; or the publisher, speaking
    itself, has one of the names."""
    s, f, link = t.sources.c, t.source_forms.c, t.claim_sources.c
    names = bindparam("names", expanding=True, type_=Text)
    named = or_(s.folded.in_(names), s.id.in_(bindparam("ids", expanding=True, type_=Text)))
    forms = select(f.key).join(t.sources, s.key == f.source).where(named)
    chains = exists().where(link.claim == t.claims.c.key, link.form.in_(forms))
    published = t.documents.c.publisher.in_(select(t.publishers.c.name).where(t.publishers.c.folded.in_(names)))
    return or_(chains, and_(t.claims.c.chain.is_(None), published))
