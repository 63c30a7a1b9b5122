"""`onrecord marks` and `onrecord claims`."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from onrecord.ledger import open as open_ledger
from onrecord.model import Document, Loss, Period, Place, Quantity, Reading, Source, Span

from .conftest import Invoke


def test_marks_stand_where_they_say(invoke: Invoke, here: Path) -> None:
    result = invoke("marks", "article.txt", "article.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = map(json.loads, result.stdout.splitlines())
    assert first == second
    assert list(first) == ["id", "times", "figures", "places", "attributions"]
    text = (here / "article.txt").read_text().removeprefix(" date 2023-08-14 ")
    for mark in first["times"] + first["figures"] + first["places"]:
        assert text[mark["start"] : mark["end"]] == mark["text"]
    assert [figure["value"] for figure in first["figures"]] == [4140, 254380, 530]
    assert {"type", "value", "first_day", "last_day"} <= set(first["times"][0])
    for attribution in first["attributions"]:
        for start, end in attribution["source"] + attribution["cue"] + attribution["content"]:
            assert text[start:end]
    assert not (here / "onrecord.db").exists()


def test_marks_of_good_and_bad(invoke: Invoke) -> None:
    result = invoke("marks", "missing.txt", "article.txt")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == result.stderr.count("\n") == 1
    assert invoke("marks", "missing.txt").exit_code == 3


def loss(text: str, words: str, value: int, day: date, place: str | None = None) -> Loss:
    at = text.index(words)
    amount = Decimal(value)
    return Loss(
        id=f"loss-{value}",
        text=words,
        span=Span(at, at + len(words)),
        sources=(Source(name="General Staff of the Armed Forces of Ukraine", id="ua-general-staff"),),
        period=Period(end=day),
        place=Place(name=place, as_written=place) if place else None,
        side="russia",
        category="ship" if "ships" in words else "personnel",
        quantity=Quantity(value=amount, low=amount, high=amount),
        measure="increment",
    )


@pytest.fixture
def ledger(here: Path) -> None:
    """Three claims of two documents, made by hand: what is read from words is tested elsewhere."""
    first, second = "Russia lost 530 troops, 70 near Urozhaine.", "Russia lost 7 ships."
    days = date(2023, 8, 14), date(2023, 9, 1)
    with open_ledger(here / "onrecord.db") as book:
        claims = loss(first, "530 troops", 530, days[0]), loss(first, "70 near Urozhaine", 70, days[0], "Urozhaine")
        book.add(Reading(document=Document(id="a", text=first, sha256="0" * 64, published=days[0]), claims=claims))
        other = replace(loss(second, "lost 7 ships", 7, days[1]), sources=(Source(name="ISW", id="isw"),))
        document = Document(id="later", text=second, sha256="1" * 64, published=days[1])
        book.add(Reading(document=document, claims=(other,)))


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ([], {530, 70, 7}),
        (["--kind", "loss"], {530, 70, 7}),
        (["--kind", "area"], set()),
        (["--source", "general staff"], {530, 70}),
        (["--since", "2023-08-20"], {7}),
        (["--until", "2023-08-20"], {530, 70}),
        (["--text", "ships"], {7}),
        (["--document", "later"], {7}),
        (["--as-of", "2023-08-20"], {530, 70}),
        (["--place", "Urozhaine"], {70}),
        (["--source", "general staff", "--place", "Urozhaine"], {70}),
    ],
)
def test_filters(ledger: None, invoke: Invoke, options: list[str], values: set[int]) -> None:
    result = invoke("claims", "--format", "json", *options)
    assert result.exit_code == 0, result.stderr
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    claims = [claim.get("claim", claim) for claim in claims]
    assert {claim["quantity"]["value"] for claim in claims} == values


def test_limit_and_formats(ledger: None, invoke: Invoke) -> None:
    assert len(invoke("claims", "--format", "json", "--limit", "1").stdout.splitlines()) == 1
    rows = list(csv.DictReader(io.StringIO(invoke("claims", "--format", "csv").stdout)))
    assert {row["value"] for row in rows} == {"530", "70", "7"}
    table = invoke("claims").stdout
    assert "530" in table
    assert "\x1b" not in table


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--ledger", "none.db"], 4),
        (["--ledger", "article.txt"], 4),
        (["--since", "2023-09-01", "--until", "2023-08-01"], 2),
        (["--kind", "rumour"], 2),
        (["--limit", "0"], 2),
        (["--as-of", "soon"], 2),
    ],
)
def test_misuse(invoke: Invoke, here: Path, options: list[str], code: int) -> None:
    result = invoke("claims", *options)
    assert result.exit_code == code
    assert result.stderr.count("\n") == 1
    assert sorted(path.name for path in here.iterdir()) == ["article.txt"]
