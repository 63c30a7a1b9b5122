"""Questions as SQL. Words from outside are bound parameters, never part of a statement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, exists, func, literal, or_, select, table, union

from onrecord.ledger import schema as t

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
) -> Select[Any]:
    """Rows for `Recorded`, filters combined. In the order recorded; of one document, in the order of its text."""
    c = t.claims.c
    query = _claim_rows(as_of, superseded)
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
        query = query.where(_found(text))
    if document is not None:
        query = query.where(t.documents.c.id == document).order_by(t.documents.c.key, c.span_start, c.key)
    else:
        query = query.order_by(c.key)
    return query.limit(limit)


def series(
    *, side: str, category: str, measure: str | None, sources: Collection[str] | None, as_of: date | None
) -> Select[Any]:
    """Loss claims by day, then by when they were known."""
    c = t.claims.c
    query = _claim_rows(as_of, superseded=False).where(c.side == side, c.category == category)
    if measure is not None:
        query = query.where(c.measure == measure)
    if sources is not None:
        query = query.where(_said_by_one_of(sources))
    return query.order_by(c.day, t.documents.c.known_from, c.key)


def documents(*, id: str | None = None, text: bool = False) -> Select[Any]:
    """The current version of each document, or of the one with `id`."""
    columns = (*_DOCUMENT, t.documents.c.text) if text else _DOCUMENT
    query = select(*columns).where(~_document_superseded(None)).order_by(t.documents.c.known_from, t.documents.c.key)
    return query if id is None else query.where(t.documents.c.id == id)


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


def _claim_rows(as_of: date | None, superseded: bool) -> Select[Any]:
    c = t.claims.c
    gone = or_(exists().where(t.superseded_claims.c.claim == c.key), _document_superseded(as_of))
    flag: ColumnElement[Any] = gone if superseded else literal(False)
    query = (
        select(c.kind, c.record, t.readings.c.recorded, flag.label("superseded"), *_DOCUMENT)
        .join(t.documents, t.documents.c.key == c.document)
        .join(t.readings, t.readings.c.key == c.reading)
    )
    if as_of is not None:
        query = query.where(t.documents.c.known_from <= as_of.isoformat())
    return query if superseded else query.where(~gone)


def _document_superseded(as_of: date | None) -> ColumnElement[bool]:
    """Whether a newer version of the document is there, or was known by `as_of`."""
    s = t.superseded_documents.c
    if as_of is None:
        return exists().where(s.document == t.documents.c.key)
    newer = t.documents.alias("newer")
    return exists().where(
        s.document == t.documents.c.key, newer.c.key == s.superseded_by, newer.c.known_from <= as_of.isoformat()
    )


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
    published = func.lower(t.documents.c.publisher).contains(inside, autoescape=True)
    return or_(t.claims.c.key.in_(chains), and_(t.claims.c.chain.is_(None), published))


def _said_by_one_of(names: Collection[str]) -> ColumnElement[bool]:
    s, link = t.sources.c, t.claim_sources.c
    whole = [name.casefold() for name in names]
    canonical = select(s.key).where(or_(s.folded.in_(whole), s.id.in_(names)))
    chains = exists().where(link.claim == t.claims.c.key, link.source.in_(canonical))
    return or_(chains, and_(t.claims.c.chain.is_(None), func.lower(t.documents.c.publisher).in_(whole)))


def _found(text: str) -> ColumnElement[bool]:
    """Every word of `text` stands in the claim or in the title of its document."""
    # Each word is quoted, so that nothing in it is an operator of FTS5; a NUL would end the query early.
    words = " ".join('"' + word.replace('"', '""') + '"' for word in text.replace("\0", " ").split())
    search = table("claims_fts", column("rowid"), column("claims_fts"))
    if not words:
        return literal(False)
    return t.claims.c.key.in_(select(search.c.rowid).where(search.c.claims_fts.op("MATCH")(words)))
