from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord import ledger
from onrecord.corpus import Importer

HEAD = (
    "date,estimate_low,estimate_high,estimate,type,source,source_url,country,"
    '"ignore for chart, data from warring parties"'
)
SAMPLES = Path(__file__).parents[2] / "samples"
SEEN = date(2026, 11, 1)

Fill = Callable[..., None]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[ledger.Ledger]:
    with ledger.open(tmp_path / "rivals.db") as opened:
        yield opened


@pytest.fixture
def fill(book: ledger.Ledger, tmp_path: Path) -> Fill:
    """Imports rows under the heading of a table of estimates, or what a file holds."""

    def run(*rows: str, path: Path | None = None, head: str = HEAD, seen: date = SEEN) -> None:
        if path is None:
            path = tmp_path / "table.csv"
            path.write_text("\n".join((head, *rows)))
        for one in Importer(book, seen=seen).target(str(path)):
            assert one.rows, one.problems

    return run


@pytest.fixture
def week(fill: Fill) -> None:
    """The sample's estimates, one that nobody dates, and the official lists of 7 to 14 August 2023."""
    fill(path=SAMPLES / "rivals" / "estimates.csv")
    fill("01/03/2023,,,160000,casualties,Pentagon,https://example.org/undated,russia,")
    fill(path=SAMPLES / "lists.jsonl")
