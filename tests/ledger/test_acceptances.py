"""A finding that somebody lets stand is kept with a reason, can be withdrawn, and nothing of it is ever lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.places import Place, Refused
from ledger.samples import ACCEPTED, day, document, loss, reading
from onrecord import ledger
from onrecord.ledger import Ledger
from onrecord.model.errors import LedgerReadOnly

SAID = {name: said for name, said in ACCEPTED.items() if name != "reason"}


def test_an_acceptance_is_kept_once_and_shown_until_it_is_withdrawn(book: Ledger) -> None:
    first = book.accept("sum-1", reason="The desk has asked the staff.", by="news desk", **SAID)
    assert (first.finding, first.reason, first.by, first.superseded) == (
        "sum-1", "The desk has asked the staff.", "news desk", False
    )  # fmt: skip
    assert book.accept("sum-1", reason="The desk has asked the staff.", by="news desk", **SAID) == first
    other = book.accept("sum-2", reason="So it is.", **SAID)
    assert book.acceptances() == [first, other] and other.by is None
    withdrawn = book.withdraw("sum-1", reason="Asked again.", by="night desk")
    assert withdrawn is not None and withdrawn.superseded and withdrawn.reason == first.reason
    assert book.withdraw("sum-1") is None and book.withdraw("sum-9") is None
    assert book.acceptances() == [other]
    assert [one.finding for one in book.acceptances(superseded=True)] == ["sum-1", "sum-2"]
    again = book.accept("sum-1", reason="The desk has asked the staff.", by="news desk", **SAID)
    assert book.acceptances() == [other, again]


def test_another_reason_takes_the_place_of_the_first(book: Ledger, place: Place) -> None:
    book.accept("sum-1", reason="First.", **SAID)
    book.accept("sum-1", reason="Second.", **SAID)
    assert [(one.reason, one.superseded) for one in book.acceptances(superseded=True)] == [
        ("First.", True), ("Second.", False)
    ]  # fmt: skip
    book.withdraw("sum-1", reason="Third.")
    assert place.rows("SELECT acceptance, superseded_by, reason FROM superseded_acceptances ORDER BY 1") == [
        (1, 2, None), (2, None, "Third.")
    ]  # fmt: skip


def test_what_was_accepted_can_be_neither_changed_nor_deleted(book: Ledger, place: Place) -> None:
    book.accept("sum-1", reason="So it is.", **SAID)
    book.withdraw("sum-1")
    for table in ("acceptances", "superseded_acceptances"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET recorded = ''"):
            with pytest.raises(Refused, match="append-only"):
                place.rows(statement)
    place.check()


def test_a_ledger_opened_to_read_keeps_no_acceptance(place: Place) -> None:
    place.open().close()
    with place.open(read_only=True) as book:
        assert book.acceptances() == []
        with pytest.raises(LedgerReadOnly):
            book.accept("sum-1", reason="So it is.", **SAID)


def test_a_ledger_of_version_4_is_brought_up_to_date(place: Place) -> None:
    with place.open() as book:
        book.add(reading(loss()))
    for table in ("superseded_acceptances", "acceptances"):
        place.rows(f"DROP TABLE {table}")
    guards = ("no_update", "no_delete", "no_replace")
    if place.on_server:
        place.rows("ALTER TABLE schema_versions DISABLE TRIGGER ALL")
        place.rows("UPDATE schema_versions SET version = 4")
        place.rows("ALTER TABLE schema_versions ENABLE TRIGGER ALL")
    else:
        kept = dict(place.rows("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'schema_versions'"))
        for guard in guards:
            place.rows(f"DROP TRIGGER IF EXISTS schema_versions_{guard}")
        place.rows("UPDATE schema_versions SET version = 4")
        for guard in guards:
            if f"schema_versions_{guard}" in kept:
                place.rows(kept[f"schema_versions_{guard}"])
    with place.open() as book:
        assert [item.claim.id for item in book.claims()] == ["c1"]
        book.accept("sum-1", reason="So it is.", **SAID)
        assert len(book.acceptances()) == 1
    with pytest.raises(Refused, match="append-only"):
        place.rows("DELETE FROM acceptances")
    assert place.rows("SELECT version FROM schema_versions ORDER BY 1") == [(4,), (5,)]


def test_a_copy_holds_the_acceptances(place: Place, tmp_path: Path) -> None:
    with place.open() as book:
        book.accept("sum-1", reason="First.", **SAID)
        book.accept("sum-1", reason="Second.", **SAID)
    ledger.copy(place.target, tmp_path / "copy.db")
    with place.open() as one, ledger.open(tmp_path / "copy.db") as other:
        assert one.acceptances(superseded=True) == other.acceptances(superseded=True) != []


def test_claims_are_found_by_their_ids_as_they_stood_on_a_day(book: Ledger) -> None:
    """The older version until the newer is known; what only the older has is told of, as superseded."""
    book.add(reading(loss("a"), loss("b"), of=document(text="1", published="2023-08-01", title="old")))
    book.add(reading(loss("a"), of=document(text="2", published="2023-08-05", title="new")))
    now, then = book.named(["a", "b", "none"]), book.named(["a", "b"], day("2023-08-03"))
    assert {id: (item.document.title, item.superseded) for id, item in now.items()} == {
        "a": ("new", False), "b": ("old", True)
    }  # fmt: skip
    assert {id: (item.document.title, item.superseded) for id, item in then.items()} == {
        "a": ("old", False), "b": ("old", False)
    }  # fmt: skip
    assert book.named(["a"], day("2023-07-01")) == {} == book.named([])
