"""The record of each source: what the ledger counts of it, and what it took back from one document to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from onrecord.audit import taken_back
from onrecord.claim.estimators import estimator
from onrecord.ledger import Ledger
from onrecord.model import Claim, Document
from onrecord.rivals import Speaker, speakers
from onrecord.tally import sums

_DAYS = 200  # days of a series that are looked at together


def sources(
    book: Ledger,
    as_of: date | None = None,
    *,
    kind: str | None = None,
    side: str | None = None,
    standing: str | None = None,
) -> list[Speaker]:
    """Who is in the ledger, who says most first; only those of a kind, a side, a standing, where that is told."""
    count: Counter[str] = Counter()
    for told in _told(book, as_of):
        by_id = {claim.id: (claim, document) for claim, document in told}
        for one in taken_back.compared(told, told):
            claim, document = by_id[one.claim]
            name = claim.sources[-1].name if claim.sources else document.publisher
            if name:
                count[estimator(name).id] += 1
    entries = {one.source: (one.checked, one.failed) for one in sums(book, as_of)}
    return [
        one
        for one in speakers(book, as_of, taken_back=count, entries=entries)
        if kind in (None, one.kind) and side in (None, one.side) and standing in (None, one.standing)
    ]


def _told(book: Ledger, as_of: date | None) -> Iterator[list[tuple[Claim, Document]]]:
    """Claims that may take another back: of places, and figures of days for which there are several."""
    yield [(one.claim, one.document) for one in book.claims(kind="control", as_of=as_of)]
    days = book.differing(as_of)
    for at in range(0, len(days), _DAYS):
        found = []
        for side, category, measure, day in days[at : at + _DAYS]:
            on = date.fromisoformat(day)
            found += book.series(side=side, category=category, measure=measure, since=on, until=on, as_of=as_of)
        yield [(one.claim, one.document) for one in found]
