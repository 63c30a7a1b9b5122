"""How long a comparison takes: `python bench/rivals.py`, over the shared datasets where present, else the samples.

One table. Days are asked at random of one open ledger, for both sides, as of the day or as now on record; beside them
the first question of a ledger just opened, which reads all totals of a side, and the same for areas and sources.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from onrecord import ledger, rivals
from onrecord.corpus import Importer
from onrecord.corpus.record import sources
from onrecord.model.errors import LedgerError

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared") / "data"
FIRST, LAST = date(2022, 6, 1), date(2026, 8, 1)


def fill(path: Path) -> None:
    """All rival estimates and the official count: the datasets at hand, else the samples."""
    with ledger.open(path) as book:
        importer = Importer(book, seen=date.today())
        there = [DATA / "rivals", DATA / "tally"]
        if not DATA.exists():
            there = [ROOT / "samples" / "rivals", ROOT / "samples" / "lists.jsonl"]
        for target in there:
            for _ in importer.target(str(target)):
                pass


def timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    with contextlib.suppress(LedgerError):  # nothing was on record of that day: an answer too
        ask()
    return (time.perf_counter() - began) * 1000


def answers(path: Path, how_many: int) -> dict[str, list[float]]:
    """Milliseconds for each question."""
    chance = random.Random(7)
    days = [FIRST + timedelta(days=chance.randrange((LAST - FIRST).days)) for _ in range(how_many)]
    out: dict[str, list[float]] = {}
    with ledger.open(path, read_only=True) as book:
        book.state()
        out["the first comparison of a ledger just opened"] = [
            timed(lambda: rivals.Rivals(book).compare(rivals.Question(side="russia"))) for _ in range(5)
        ]
        view = rivals.Rivals(book)
        for side in ("russia", "ukraine"):
            timed(lambda side=side: view.compare(rivals.Question(side=side)))  # type: ignore[misc]
        for shape, as_of in (("as of the day", True), ("as now on record", False)):
            out[f"estimates at a day, {shape}"] = [
                timed(
                    lambda day=day, side=side, as_of=as_of: view.compare(  # type: ignore[misc]
                        rivals.Question(side=side, at=day, as_of=day if as_of else None)
                    )
                )
                for day in days
                for side in ("russia", "ukraine")
            ]
        week = timedelta(days=6)
        out["area of a week"] = [timed(lambda day=day: rivals.areas(book, day - week, day)) for day in days[:200]]  # type: ignore[misc]
        out["the record of all sources"] = [timed(lambda: sources(book)) for _ in range(3)]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description="How long a comparison takes.")
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--ledger", type=Path, help="a ledger that is filled already")
    options = parser.parse_args()
    table = Table(title="Rival estimates from an open ledger, milliseconds", title_justify="left")
    for name in ("answer", "n", "p50", "p95", "most"):
        table.add_column(name, justify="left" if name == "answer" else "right")
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "rivals.db"
        if not options.ledger:
            fill(path)
        for name, taken in answers(path, options.questions).items():
            taken.sort()
            cells = (taken[len(taken) // 2], taken[min(int(len(taken) * 0.95), len(taken) - 1)], taken[-1])
            table.add_row(name, f"{len(taken):,}", *(f"{cell:.1f}" for cell in cells))
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(table)
    console.print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores", highlight=False)


if __name__ == "__main__":
    main()
