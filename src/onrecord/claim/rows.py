"""Rows of datasets as claims: they are figures already, and only have to be said in the claim's words.

A row of one day is a document, "DATASET/DAY", published on that day (a revision: on the day it was recorded). Its text
has a line for each figure, the day, the dataset's own column name, the figure as written there:

    2023-08-14 personnel about 254380

Each line is a loss claim whose `text` and `span` are the line, `as_reported` the column's name, and whose sources are
[transcriber, official source]. A total runs from the start of the war to the row's day; a day's entry covers the day
before and the day. An entry that corrects an earlier total is an increment over the war up to its day, as it may belong
to any of them. No figure is computed. The id is made of the document's id and the line, so that the same row gives the
same claim, and a changed row another one, in a newer version of its document.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from onrecord.claim.ids import claim_id
from onrecord.claim.periods import daily, war_start
from onrecord.claim.registry import registry, slug
from onrecord.mark.figures.interval import interval
from onrecord.model import Document, Loss, Period, Quantity, Reading, Source, Span
from onrecord.read.datasets import Cell, Dataset, Row


def reading(dataset: Dataset, row: Row) -> Reading:
    """The document that a row is, and its claims in the order of its columns."""
    name = f"{dataset.id}/{row.day}" if row.day else dataset.id
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
    claims = []
    for cell, line in zip(row.cells, lines, strict=True):
        corrected = dataset.form == "corrections"
        period = day if cell.measure == "increment" and not corrected else cumulative
        claims.append(_loss(dataset, name, cell, line, Span(at, at + len(line)), period))
        at += len(line) + 1
    return Reading(document=document, claims=tuple(claims))


def _line(row: Row, cell: Cell) -> str:
    day = row.day.isoformat() if row.day else None
    return " ".join(words for words in (day, cell.label, cell.word, cell.written) if words)


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


@lru_cache(maxsize=64)
def _chain(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Those without an id are found in the registry by their names, or get one made of them."""
    return tuple(source if source.id else _named(source.name) for source in sources)


def _named(name: str) -> Source:
    known = registry().exact(name)
    return Source(name=known.name, id=known.id) if known else Source(name=name, id=slug(name))
