"""What views over estimates and sources ask, in both databases: running totals with their ranges, and who speaks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from onrecord.ledger import Ledger
from onrecord.model import Document, Loss, Period, Quantity, Reading, Source, Span
from onrecord.model.claim import Measure


def loss(id: str, value: int | None, low: int, high: int | None, *, measure: Measure = "cumulative") -> Loss:
    quantity = Quantity(
        value=None if value is None else Decimal(value),
        low=Decimal(low),
        high=None if high is None else Decimal(high),
        bound="exact" if value is not None else "range",
    )
    return Loss(
        id=id, text="x", span=Span(0, 1), sources=(Source(name="The staff", id="staff"),),
        period=Period(start=date(2022, 2, 24), end=date(2023, 8, 14)), side="russia", category="personnel",
        measure=measure, quantity=quantity,
    )  # fmt: skip


def add(book: Ledger, id: str, published: date, *claims: Loss, sha: str = "s") -> None:
    document = Document(id=id, text="x", sha256=sha, published=published, publisher="A paper")
    book.add(Reading(document=document, claims=claims))


def test_totals_hold_ranges_and_say_until_when_they_stood(book: Ledger) -> None:
    add(book, "a", date(2023, 8, 14), loss("1", None, 5, 9), loss("2", 7, 7, 7, measure="increment"))
    add(book, "a", date(2023, 8, 20), loss("3", None, 6, 9), sha="t")
    older, newer = book.totals(side="russia", categories=("personnel", "personnel_killed"))
    assert (older.value, older.low, older.high, older.superseded_from) == (None, 5, 9, "2023-08-20")
    assert (newer.low, newer.superseded_from, newer.chain) == (6, None, "The staff")
    assert book.totals(side="ukraine", categories=("personnel",)) == []


def test_who_speaks_and_where_figures_differ(book: Ledger) -> None:
    add(book, "a", date(2023, 8, 14), loss("1", 5, 5, 5))
    add(book, "b", date(2023, 8, 16), loss("2", 6, 6, 6))
    assert [(one.chain, one.publisher, one.kind, one.claims) for one in book.spoken()] == [
        ("The staff", "A paper", "loss", 2)
    ]
    assert [one.claims for one in book.spoken(date(2023, 8, 15))] == [1]
    assert [tuple(one) for one in book.differing()] == [("russia", "personnel", "cumulative", "2023-08-14")]
    assert book.differing(date(2023, 8, 15)) == []
    assert book.judged() == [] and book.taken_back(date(2023, 8, 15)) == []
