"""Nothing is changed or deleted: newer versions supersede older ones, and any past day can be asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from ledger.places import Place, Refused
from ledger.samples import ACCEPTED, control, day, document, finding, loss, quote, reading
from onrecord.ledger import Ledger, schema, store
from onrecord.ledger.database import columns_of
from onrecord.model import Retraction, Source, Suspect
from onrecord.model.errors import LedgerError


def counts(place: Place) -> dict[str, int]:
    return {name: place.count(name) for name in schema.metadata.tables}


def ids(book: Ledger, **filters: Any) -> list[str]:
    return [item.claim.id for item in book.claims(**filters)]


def test_the_same_reading_twice_leaves_every_table_as_it_was(place: Place, book: Ledger) -> None:
    whole = reading(loss(), control(), quote(), findings=(finding("c1", "elsewhere"),))
    first = book.add(whole)
    assert (first.document, first.claims_new, first.findings_new, first.nothing) == ("new", 3, 1, False)
    before = counts(place)
    again = book.add(whole)
    assert (again.document, again.claims_new, again.claims_known, again.findings_new) == ("known", 0, 3, 0)
    assert again.nothing and counts(place) == before


def test_claims_read_otherwise_supersede_and_stay_on_record(book: Ledger) -> None:
    book.add(reading(loss("a", "530"), loss("b", "4140"), quote("gone")))
    added = book.add(reading(loss("a", "530"), loss("b", "4410"), quote("more")))
    assert (added.document, added.claims_new, added.claims_known) == ("known", 2, 1)
    assert ids(book) == ["a", "b", "more"]
    everything = [(item.claim.id, item.superseded) for item in book.claims(superseded=True)]
    assert everything == [("a", False), ("b", True), ("gone", True), ("b", False), ("more", False)]


def test_a_reading_that_returns_to_what_it_was_is_current_again(book: Ledger) -> None:
    for value in ("1", "2", "1"):
        book.add(reading(loss("a", value)))
    assert [item.claim.quantity.value for item in book.claims()] == [Decimal(1)]  # type: ignore[attr-defined]
    assert len(list(book.claims(superseded=True))) == 3


def test_a_newer_text_under_the_same_id_supersedes_the_older(book: Ledger) -> None:
    book.add(reading(loss("a"), of=document(text="old")))
    added = book.add(reading(loss("a"), of=document(text="new")))
    assert added.document == "superseded-older" and added.claims_new == 1
    assert [(item.superseded) for item in book.claims(superseded=True)] == [True, False]
    assert [d.text for d in [book.document("d1")] if d] == ["new"]
    assert len(list(book.documents())) == 1
    old = book.add(reading(loss("a"), of=document(text="old")))
    assert old.nothing, "an old copy read again changes nothing"
    assert [d.text for d in [book.document("d1")] if d] == ["new"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (0, 2, 1)])
def test_versions_take_their_place_by_date_whatever_the_order_of_reading(
    place: Place, book: Ledger, order: tuple[int, ...]
) -> None:
    days = ("2023-08-10", "2023-08-12", "2023-08-14")
    versions = [reading(quote(f"q{i}"), of=document(text=f"v{i}", published=d)) for i, d in enumerate(days)]
    for i in order:
        book.add(versions[i])
    assert ids(book) == ["q2"]
    for asked, there in (("09", []), ("10", ["q0"]), ("11", ["q0"]), ("12", ["q1"]), ("13", ["q1"]), ("14", ["q2"])):
        assert ids(book, as_of=day(f"2023-08-{asked}")) == there
        recipe = "SELECT id FROM claims_as_of WHERE known_from <= ? AND (known_until IS NULL OR known_until > ?)"
        assert [id for (id,) in place.rows(recipe, f"2023-08-{asked}", f"2023-08-{asked}")] == there


def test_a_corrected_date_replaces_the_row_of_the_same_bytes(book: Ledger) -> None:
    book.add(reading(quote("late"), of=document(published="2023-08-20")))
    assert book.add(reading(quote("right"), of=document(published="2023-08-14"))).document == "superseded-older"
    assert ids(book) == ids(book, as_of=day("2023-08-14")) == ids(book, as_of=day("2023-08-25")) == ["right"]


def test_a_document_without_a_date_counts_from_the_day_it_was_recorded(
    book: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "now", lambda: datetime(2024, 5, 1, 23, 59, tzinfo=UTC))
    book.add(reading(quote("a"), of=document(published=None)))
    assert [item.recorded for item in book.claims()] == [datetime(2024, 5, 1, 23, 59, tzinfo=UTC)]
    monkeypatch.setattr(store, "now", lambda: datetime(2024, 6, 1, tzinfo=UTC))
    # The same bytes with a title are known since May, not since June.
    book.add(reading(quote("a"), of=document(published=None, title="Found later")))
    assert ids(book, as_of=day("2024-04-30")) == []
    assert ids(book, as_of=day("2024-05-01")) == ["a"]


def test_a_back_filled_document_is_not_part_of_the_past(book: Ledger) -> None:
    book.add(reading(loss("now", end="2023-08-14"), of=document("a", "a", "2023-08-14")))
    book.add(reading(loss("later", end="2023-08-14"), of=document("b", "b", "2025-01-01")))
    assert ids(book, as_of=day("2023-08-14")) == ["now"]
    assert [r.claim.id for r in book.series(side="russia", category="personnel", as_of=day("2024-01-01"))] == ["now"]


def test_findings_are_replaced_only_by_an_audit(book: Ledger) -> None:
    fails, holds = finding("c1", verdict="fails"), finding("c1", verdict="holds")
    book.add(reading(loss(), findings=(fails,)))
    assert book.add(reading(loss())).nothing, "a reading that was not audited says nothing about findings"
    assert [item.finding for item in book.findings()] == [fails]
    book.add(reading(loss(), findings=(holds,)))
    assert [item.finding for item in book.findings("d1")] == [holds]
    book.add(reading(loss()), audited=True)
    assert list(book.findings()) == []
    assert [item.superseded for item in book.findings(superseded=True)] == [True, True]


def test_a_finding_leads_to_its_claims_in_other_documents(place: Place, book: Ledger) -> None:
    book.add(reading(loss("total"), of=document("a", "a")))
    book.add(reading(loss("week"), of=document("b", "b"), findings=(finding("week", "total", "nowhere"),)))
    found = place.rows(
        "SELECT f.claim_id, d.id FROM finding_claims AS f LEFT JOIN claims AS c ON c.key = f.claim "
        "LEFT JOIN documents AS d ON d.key = c.document ORDER BY f.position"
    )
    assert found == [("week", "b"), ("total", "a"), ("nowhere", None)]


def test_two_claims_of_one_id_are_refused_whole(place: Place, book: Ledger) -> None:
    with pytest.raises(LedgerError, match="have the id c1"):
        book.add(reading(loss("c1"), loss("c1", "9")))
    assert not any(n for name, n in counts(place).items() if name != "schema_versions")


def test_many_are_added_as_one_by_one(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_CLAIMS_A_COMMIT", 3)
    many = [reading(loss(f"c{i}"), of=document(f"d{i}", f"t{i}")) for i in range(7)]
    assert [added.document for added in book.add_many(iter(many))] == ["new"] * 7
    assert all(added.nothing for added in book.add_many(many))


def test_no_row_can_be_changed_or_deleted_by_any_tool(place: Place, book: Ledger) -> None:
    source = (Source(name="A", id="a", as_written="the A"),)
    suspect = Suspect(claim="a", instead="540", why="one digit")
    first = finding("a", verdict="fails", suspects=(suspect,))
    back = (Retraction(claim="k1", how="reverses"),)
    book.add(reading(loss("a", sources=source, retracts=back), control(), findings=(first,), of=document(text="1")))
    book.add(reading(loss("a", "7"), findings=(finding("a", verdict="fails"),), of=document(text="1")))
    book.add(reading(loss("a"), of=document(text="2", publisher="P")))
    book.accept("sum-1", **ACCEPTED)
    book.withdraw("sum-1")
    for name in schema.metadata.tables:
        assert place.count(name), f"{name} is empty, the test proves nothing"
        names = columns_of(schema.metadata.tables[name])
        columns = ", ".join(names)
        replace = f"REPLACE INTO {name} ({columns}) SELECT {columns} FROM {name}"
        for statement in (
            f"UPDATE {name} SET {names[0]} = {names[0]}",
            f"DELETE FROM {name}",
            f"TRUNCATE {name} CASCADE" if place.on_server else replace,
        ):
            with pytest.raises(Refused, match="append-only"):
                place.rows(statement)


def test_a_corrected_row_no_longer_takes_part_among_the_versions(book: Ledger) -> None:
    book.add(reading(quote("wrong"), of=document(text="v2", published="2023-08-20")))
    book.add(reading(quote("right"), of=document(text="v2", published="2023-08-10")))
    # Between the wrong date and the right one: the newest version all the same.
    assert book.add(reading(quote("v3"), of=document(text="v3", published="2023-08-15"))).document == "superseded-older"
    assert ids(book) == ids(book, as_of=day("2023-08-16")) == ["v3"]
