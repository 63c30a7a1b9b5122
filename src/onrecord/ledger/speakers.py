"""Who speaks in the ledger: for each chain of sources how many claims, of what, over which days; and what their
findings say. Counted by the database, for a ledger may hold millions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, or_, select

from onrecord.ledger import schema as t


class Spoken(NamedTuple):
    """How many current claims of a kind a chain of sources makes (None: the publisher itself), through a publisher;
    `first` and `last` are the ISO days that they are filed under."""

    chain: str | None
    publisher: str | None
    kind: str
    claims: int
    first: str
    last: str


class Judged(NamedTuple):
    """A current finding and one claim that it used, with who makes it."""

    finding: int
    rule: str
    verdict: str
    chain: str | None
    publisher: str | None


class Differing(NamedTuple):
    """A day for which a series of losses has several figures, whoever gives them."""

    side: str
    category: str
    measure: str
    day: str


class TakenBack(NamedTuple):
    """A claim by which a source corrects or reverses another of its own in the same document."""

    relation: str
    chain: str | None
    publisher: str | None


@lru_cache(maxsize=2)
def spoken(as_of: bool) -> Select[Any]:
    """Asked with `as_of` where that is true."""
    c, d = t.claims.c, t.documents.c
    return (
        select(
            c.chain, d.publisher, c.kind, func.count(), func.min(c.day), func.max(c.day)
        )
        .join(t.documents, d.key == c.document)
        .where(*_current(as_of))
        .group_by(c.chain, d.publisher, c.kind)
    )  # fmt: skip


@lru_cache(maxsize=2)
def judged(as_of: bool) -> Select[Any]:
    """Findings that could be checked, each with the claims that it used."""
    f, link, c, d = t.findings.c, t.finding_claims.c, t.claims.c, t.documents.c
    return (
        select(f.key, f.rule, f.verdict, c.chain, d.publisher)
        .join(t.finding_claims, link.finding == f.key)
        .join(t.claims, c.key == link.claim)
        .join(t.documents, d.key == c.document)
        .where(
            f.verdict.in_(("holds", "within_rounding", "fails")),
            ~exists().where(t.superseded_findings.c.finding == f.key),
            ~exists().where(t.superseded_documents.c.document == f.document),
            *_current(as_of),
        )
        .order_by(f.key)
    )


@lru_cache(maxsize=2)
def taken_back(as_of: bool) -> Select[Any]:
    c, d, link = t.claims.c, t.documents.c, t.claim_links.c
    return (
        select(link.relation, c.chain, d.publisher)
        .join(t.claims, c.key == link.claim)
        .join(t.documents, d.key == c.document)
        .where(or_(link.relation == "corrects", link.relation == "reverses"), *_current(as_of))
    )


@lru_cache(maxsize=2)
def differing(as_of: bool) -> Select[Any]:
    c, d, s = t.claims.c, t.documents.c, t.series.c
    return (
        select(s.side, s.category, s.measure, c.day)
        .join(t.claims, c.series == s.key)
        .join(t.documents, d.key == c.document)
        .where(*_current(as_of))
        .group_by(s.side, s.category, s.measure, c.day)
        .having(func.count(c.value.distinct()) > 1)
    )


def _current(as_of: bool) -> list[Any]:
    c, d, s = t.claims.c, t.documents.c, t.superseded_documents.c
    gone = exists().where(s.document == d.key)
    here = [~exists().where(t.superseded_claims.c.claim == c.key)]
    if as_of:
        newer = t.documents.alias("newer")
        day: Any = bindparam("as_of")
        gone = exists().where(s.document == d.key, newer.c.key == s.superseded_by, newer.c.known_from <= day)
        here.append(d.known_from <= day)
    return [*here, ~gone]
