"""What goes into the ledger comes out equal, for every kind, and the columns say the same as the record."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.places import Place
from ledger.samples import document, loss
from onrecord import ledger
from onrecord.model import KINDS, Document, Finding, Reading, Span

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.sampled_from(
    [Decimal("4E+3"), Decimal("1.50"), Decimal("0.1"), Decimal("12345678901234567890.123456789")]
)
spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda ends: Span(min(ends), max(ends)))
st.register_type_strategy(Decimal, decimals)
st.register_type_strategy(Span, spans)
st.register_type_strategy(str, words)
st.register_type_strategy(float, st.floats(-180, 180))
st.register_type_strategy(date, st.dates(date(1900, 1, 1), date(2200, 12, 31)))
claims = st.lists(
    st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.from_type(KINDS[kind])),
    max_size=8,
    unique_by=lambda claim: claim.id,
)
readings = st.builds(
    Reading,
    document=st.from_type(Document),
    claims=claims.map(tuple),
    findings=st.lists(st.from_type(Finding), max_size=3, unique=True).map(tuple),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(readings)
def test_a_reading_comes_back_equal_and_adds_nothing_twice(new_place: Callable[[], Place], reading: Reading) -> None:
    with new_place().open() as book:
        assert book.add(reading).document == "new"
        again = book.add(reading)
        assert again.nothing and again.claims_known == len(reading.claims)
        recorded = list(book.claims())
        assert [item.claim for item in recorded] == list(reading.claims)
        assert all(item.document.id == reading.document.id for item in recorded)
        assert book.document(reading.document.id) == reading.document
        assert [item.finding for item in book.findings(reading.document.id)] == list(reading.findings)


def test_a_long_list_comes_back_in_its_order(new_place: Callable[[], Place]) -> None:
    """Rows go in several to a statement: none is lost or doubled where one statement ends and the next begins."""
    for many in (1, 31, 32, 33, 63, 77, 1500):
        lines = tuple(loss(f"c{many}-{n}", str(n), span=Span(n, n + 1)) for n in range(many))
        with new_place().open() as book:
            assert book.add(Reading(document=document(), claims=lines)).claims_new == many
            assert [item.claim for item in book.claims()] == list(lines)
            assert len(list(book.claims(source="general staff", text="troops"))) == many


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_of_a_kind_is_a_column_of_the_views(kind: str, tmp_path: Path) -> None:
    ledger.open(tmp_path / "l.db").close()
    with closing(sqlite3.connect(tmp_path / "l.db")) as db:
        columns = {name for _, name, *_ in db.execute("PRAGMA table_info(claims_as_of)")}
    parts = {
        "sources": {"chain"},
        "span": {"span_start", "span_end"},
        "period": {"period_start", "period_end", "period_as_written", "period_basis"},
        "quantity": {"value", "low", "high", "unit", "bound"},
        "conversion": {"conversion_value", "conversion_unit"},
        "inclusion": {"inclusion", "inclusion_of"},
        "left": {"left_term"},
        "right": {"right_term"},
    }
    for field in fields(KINDS[kind]):
        if field.name in ("retracts", "refers_to"):
            continue  # rows of claim_links
        assert parts.get(field.name, {field.name}) <= columns
