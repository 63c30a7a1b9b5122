"""Rows of datasets as claims: they are figures already, and only have to be said in the claim's words.

A row of one day is a document, "DATASET/DAY", published on that day (a revision: on the day it was recorded). Its text
has a line for each figure, the day, the dataset's own column name, the figure as written there:

    2023-08-14 personnel about 254380

Each line is a loss claim whose `text` and `span` are the line, `as_reported` the column's name, and whose sources are
[transcriber, official source]. A total runs from the start of the war to the row's day; a day's entry covers the day
before and the day. An entry that corrects an earlier total is an increment over the war up to its day, as it may belong
to any of them. An estimate has its own sources, side, period and interval; its document is "DATASET/DAY/WHO". No figure
is computed. The id is made of the document's id and the line, so that the same row gives the
same claim, and a changed row another one, in a newer version of its document.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from onrecord.claim.estimators import named
from onrecord.claim.ids import claim_id
from onrecord.claim.periods import daily, war_start
from onrecord.claim.registry import slug
from onrecord.mark.figures.interval import interval
from onrecord.model import Area, Claim, Document, Loss, Period, Quantity, Reading, Source, Span
from onrecord.read.datasets import Cell, Dataset, Estimate, Row


def reading(dataset: Dataset, row: Row) -> Reading:
    """The document that a row is, and its claims in the order of its columns."""
    name = "/".join(filter(None, (dataset.id, str(row.day or ""), row.key)))
    lines = [_line(row, cell) for cell in row.cells]
    text = "\n".join(lines)
    document = Document(
        id=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=f"{dataset.title}, {row.day}" if dataset.title and row.day else dataset.title,
        url=row.url or dataset.url,
        publisher=dataset.publisher,
        published=row.published,
    )
    end = row.day or row.published
    # A total that no day is known of is filed under none: not even under the first day of the war.
    cumulative = Period(start=war_start() if end else None, end=end, basis="event")
    day = replace(daily(row.day), basis="rolling")
    at = 0
    claims: list[Claim] = []
    for cell, line in zip(row.cells, lines, strict=True):
        if isinstance(cell, Estimate):
            claims.append(_estimate(dataset, row, name, cell, line, Span(at, at + len(line))))
            at += len(line) + 1
            continue
        corrected = dataset.form == "corrections"
        period = day if cell.measure == "increment" and not corrected else cumulative
        claims.append(_loss(dataset, name, cell, line, Span(at, at + len(line)), period))
        at += len(line) + 1
    return Reading(document=document, claims=tuple(claims))


def _line(row: Row, cell: Cell) -> str:
    day = row.day.isoformat() if row.day else None
    behind = cell.behind if isinstance(cell, Estimate) else None
    return " ".join(words for words in (day, cell.label, cell.word, cell.written, behind) if words)


def _loss(dataset: Dataset, document: str, cell: Cell, line: str, span: Span, period: Period) -> Loss:
    low, high = interval(cell.value, Decimal(0), cell.bound)
    return Loss(
        id=claim_id("loss", document, line, "0"),
        text=line,
        span=span,
        sources=_chain(dataset.chain),
        period=period,
        side=dataset.side,
        category=cell.category,
        measure=cell.measure,
        as_reported=cell.label,
        quantity=Quantity(value=cell.value, low=low, high=high, bound=cell.bound),
    )


def _estimate(dataset: Dataset, row: Row, document: str, cell: Estimate, line: str, span: Span) -> Claim:
    """An estimate of losses, or the area of a day's map. What it counts, and how, is in `as_reported`."""
    common: dict[str, Any] = {
        "id": claim_id("area" if cell.area else "loss", document, line, "0"),
        "text": line,
        "span": span,
        "sources": _chain(dataset.chain + row.chain),
        "period": Period(start=cell.start, end=cell.end, basis="event"),
    }
    value = cell.value if cell.whole else None
    if cell.area:
        area = Quantity(value=value, low=cell.low, high=cell.high, unit="km2", bound=cell.bound)
        return Area(**common, event="total", actor=cell.side, measure=cell.measure, quantity=area)
    return Loss(
        **common,
        side=cell.side,
        category=cell.category,
        measure=cell.measure,
        as_reported=cell.label,
        quantity=Quantity(value=value, low=cell.low, high=cell.high, bound=cell.bound),
    )


@lru_cache(maxsize=256)
def _chain(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Those without an id are found in the registry by their names, or get one made of them."""
    return tuple(source if source.id else _named(source.name) for source in sources)


def _named(name: str) -> Source:
    known = named(name)
    return Source(name=known.name, id=known.id) if known else Source(name=name, id=slug(name))
