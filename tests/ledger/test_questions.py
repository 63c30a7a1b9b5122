"""Filters combine, meet any alphabet, and take words from outside for words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from ledger.places import Place as Where
from ledger.samples import BLOGGERS, ISW, STAFF, control, day, document, loss, quote, reading
from onrecord.ledger import Ledger, query
from onrecord.model import Period, Place, Source


@pytest.fixture(scope="module")
def place(new_place: Callable[[], Where]) -> Where:
    return new_place()


@pytest.fixture(scope="module")
def book(place: Where) -> Iterator[Ledger]:
    ukrainian = Source(name="Генеральний штаб", id="gs-uk", as_written="Генштабі")
    with place.open() as opened:
        opened.add(
            reading(
                loss("week", "4140", period=Period(start=day("2023-08-07"), end=day("2023-08-14"))),
                control("village", "Urozhaine"),
                quote("words", "it was 100%_sure, a naïve plan"),
                of=document("article", "a", "2023-08-14", title="Russia's losses this week", publisher="The Example"),
            )
        )
        opened.add(
            reading(
                loss("total", "254380", measure="cumulative", sources=()),
                loss("tank", "6", category="tank", sources=(ukrainian,)),
                control("оселя", "Роботине", sources=(), place=Place(name="Robotyne", as_written="Роботине", id="g1")),
                of=document("list", "b", "2023-08-15", title="Втрати", publisher="General Staff of Ukraine"),
            )
        )
        opened.add(
            reading(quote("mod", "nothing to say"), of=document("post", "c", "2023-08-16", publisher="Міноборони"))
        )
        yield opened


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["week", "village", "words", "total", "tank", "оселя", "mod"]),
        ({"kind": "loss"}, ["week", "total", "tank"]),
        ({"source": "isw"}, ["village"]),
        ({"source": "MILITARY BLOGGERS"}, ["village"]),
        ({"source": "ru-milbloggers"}, ["village"]),
        ({"source": "think tank"}, ["village"]),
        ({"source": "general staff"}, ["week", "total", "оселя"]),
        ({"source": "ГЕНШТАБ"}, ["tank"]),
        ({"source": "the example"}, ["words"]),
        ({"source": "МІНОБОРОНИ"}, ["mod"]),
        ({"place": "robot"}, ["оселя"]),
        ({"place": "РОБОТИНЕ"}, ["оселя"]),
        ({"place": "g1"}, ["оселя"]),
        ({"place": "donetsk oblast"}, ["village"]),
        ({"since": day("2023-08-15")}, ["оселя", "mod"]),
        ({"since": day("2023-08-14"), "until": day("2023-08-14"), "document": "article"}, ["week", "words", "village"]),
        ({"until": day("2023-08-14"), "kind": "control"}, ["village"]),
        ({"text": "LOSSES withdrew"}, ["village"]),
        ({"text": "naive"}, ["words"]),
        ({"text": "втрати"}, ["total", "tank", "оселя"]),
        ({"text": "losses OR tank"}, []),
        ({"text": "—"}, []),
        ({"text": " "}, []),
        ({"document": "list"}, ["total", "tank", "оселя"]),
        ({"as_of": day("2023-08-14"), "kind": "loss"}, ["week"]),
        ({"limit": 2}, ["week", "village"]),
        ({"limit": 0}, []),
        ({"kind": "loss", "source": "staff", "text": "lost", "document": "article"}, ["week"]),
        ({"source": "%"}, []),
        ({"source": "_"}, []),
        ({"place": "%"}, []),
        ({"kind": "no such kind"}, []),
    ],
)
def test_filters(book: Ledger, filters: dict[str, Any], found: list[str]) -> None:
    assert [item.claim.id for item in book.claims(**filters)] == found


@settings(max_examples=150, deadline=None)
@given(
    words=st.text()
    | st.sampled_from(["'; DROP TABLE claims; --", 'a" OR "b', "text:x", "NEAR(a b)", "a*", "^a", "-a", "\0"])
)
def test_any_string_is_only_a_string(book: Ledger, words: str) -> None:
    for name in ("kind", "source", "place", "text", "document"):
        list(book.claims(**{name: words}, limit=3))  # type: ignore[arg-type]
    book.series(side=words, category=words, measure=words, sources=[words])
    list(book.findings(words))
    book.document(words)


def test_a_series_is_by_day_and_by_whole_names(book: Ledger) -> None:
    def ids(**filters: Any) -> list[str]:
        return [item.claim.id for item in book.series(side="russia", category="personnel", **filters)]

    assert ids() == ["week", "total"]
    assert ids(measure="cumulative") == ["total"]
    assert ids(sources={"general staff of ukraine"}) == ["week", "total"], "the list is its publisher's own"
    assert ids(sources={STAFF.id}) == ["week"]
    assert ids(sources={"General"}) == ids(sources=set()) == []
    assert ids(as_of=day("2023-08-14")) == ["week"]
    assert ids(since=day("2023-08-14"), until=day("2023-08-14")) == ["week", "total"]
    assert ids(since=day("2023-08-15")) == ids(until=day("2023-08-13")) == []


@pytest.mark.parametrize("measure", [None, "increment"])
def test_a_series_is_found_by_index(place: Where, book: Ledger, measure: str | None) -> None:
    if place.on_server:
        pytest.skip("a server scans so small a table, whatever indexes it has")
    statement, asked = query.series(
        side="russia", category="tank", measure=measure, sources=["ISW"], as_of=day("2023-08-14"),
        since=day("2023-08-01"), until=day("2023-08-31"),
    )  # fmt: skip
    bound = statement.params(**asked)
    sql = str(bound.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    plan = " ".join(row[3] for row in place.rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert "claims_series (series=? AND day>? AND day<?)" in plan


def test_chains_are_kept_link_by_link(book: Ledger) -> None:
    (village,) = book.claims(kind="control", document="article")
    assert village.claim.sources == (ISW, BLOGGERS)
    assert village.document.text == "" and village.document.publisher == "The Example"


def test_a_question_left_half_read_does_not_stand_in_the_way(new_place: Callable[[], Where]) -> None:
    with new_place().open() as book:
        book.add(reading(loss("a"), loss("b")))
        half = book.claims()
        assert next(half).claim.id == "a"
        assert book.add(reading(quote("c"), of=document("other", "o"))).claims_new == 1
        assert [item.claim.id for item in half] == ["b"], "a question is answered as of when it was asked"
