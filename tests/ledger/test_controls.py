"""Control claims by place and day, and documents of a folder, in both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.ledger import Ledger
from onrecord.model import Candidate, Control, Document, Period, Place, Reading, Source, Span

HERE = Place(name="Urozhaine", as_written="Urozhaine", id="p1", oblast="Donetsk", lat=47.75, lon=36.82)
ISW = Source(name="Institute for the Study of War", id="isw")


def reading(id: str, day: int, *claims: Control, **more: Any) -> Reading:
    document = Document(id=id, text="words", sha256=id, published=date(2023, 8, day), **more)
    return Reading(document=document, claims=claims)


def claim(id: str, day: int, **more: Any) -> Control:
    fields: dict[str, Any] = {
        "sources": (ISW,), "event": "hold", "actor": "russia", "place": HERE, "text": "words", "span": Span(0, 5),
        "period": Period(start=None, end=date(2023, 8, day), basis="event"),
    }  # fmt: skip
    return Control(id=id, **(fields | more))


def ids(book: Ledger, **asked: Any) -> list[str]:
    return [one.id for one in book.controls(**asked)]


def test_by_day_then_by_when_they_were_known(book: Ledger) -> None:
    book.add(reading("late", 9, claim("c3", 5)))
    book.add(reading("early", 5, claim("c1", 5), replace(claim("c0", 4), span=Span(1, 3))))
    assert ids(book) == ["c0", "c1", "c3"]
    assert ids(book, until=date(2023, 8, 4)) == ["c0"]
    assert ids(book, as_of=date(2023, 8, 8)) == ["c0", "c1"]
    assert ids(book, places=["Urozhaine"]) == ["c0", "c1", "c3"]
    assert ids(book, places=["Donetsk", "Uro%"]) == []


def test_each_tells_all_that_a_view_needs(book: Ledger) -> None:
    several = replace(HERE, id=None, lat=None, lon=None, candidates=(Candidate(name="Urozhaine", id="p2"),))
    book.add(reading("d", 5, claim("c1", 4), claim("c2", 4, place=several, sources=()), url="https://example.org/d"))
    one, other = book.controls()
    assert (one.place_id, one.oblast, one.lat, one.candidates) == ("p1", "Donetsk", 47.75, ())
    assert [link.id for link in one.chain] == ["isw"] and other.chain == ()
    assert (other.place_id, other.candidates) == (None, ("p2",))
    assert (one.published, one.known_from, one.url, one.end, one.start) == (
        "2023-08-05", "2023-08-05", "https://example.org/d", "2023-08-04", None
    )  # fmt: skip


def test_what_no_longer_stands_is_not_among_them(book: Ledger) -> None:
    book.add(reading("d", 5, claim("c1", 4), claim("c2", 4)))
    book.add(reading("d", 5, claim("c2", 4)))
    assert ids(book) == ["c2"]
    book.add(Reading(document=replace(reading("d", 7).document, sha256="new", text="newer"), claims=(claim("c4", 6),)))
    assert ids(book) == ["c4"]
    assert ids(book, as_of=date(2023, 8, 6)) == ["c2"]


def test_documents_of_a_folder(book: Ledger) -> None:
    for id in ("isw-map/2023-08-02", "isw-map/2023-08-01", "isw-map", "isw-mapper/1", "isw-map0", "isw-map.x"):
        book.add(reading(id, 5))
    assert book.documents_under("isw-map") == ["isw-map/2023-08-01", "isw-map/2023-08-02"]
