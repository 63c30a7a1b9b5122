"""How long maps and places take: `python bench/control.py`, over the shared maps of ten days; without them nothing.

One table: importing ten days of two maps against the whole gazetteer, the lanes of places picked at random, a day's
map of all that is on record, and its picture and page. p95 is of single questions, each asked of the ledger anew.
"""

from __future__ import annotations

import argparse
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

from onrecord import control, ledger, publish
from onrecord.corpus import Importer
from onrecord.read.datasets import today

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared") / "data" / "control" / "maps_aug2023"
DAYS = 10


def fill(book: ledger.Ledger) -> tuple[int, float]:
    """The first ten days of both maps into the ledger: how many snapshots, and seconds."""
    files = [path for name in ("isw", "deepstate") for path in sorted((DATA / name).iterdir())[:DAYS]]
    began = time.perf_counter()
    importer = Importer(book, seen=today())
    for path in files:
        for one in importer.target(str(path)):
            assert one.whole, one.problems
    return len(files), time.perf_counter() - began


def p95(ask: Callable[[], object], times: int) -> float:
    """Milliseconds within which 19 of 20 are answered."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)[int(len(taken) * 0.95) - 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=60, help="questions of each kind")
    times = parser.parse_args().times
    if not DATA.is_dir():
        print(f"no maps in {DATA}: nothing to measure", file=sys.stderr)
        return
    shown = Table("what", "measured", "target")
    with tempfile.TemporaryDirectory() as folder, ledger.open(Path(folder) / "maps.db") as book:
        many, seconds = fill(book)
        shown.add_row(f"{many} snapshots imported, {book.info().claims:,} claims", f"{seconds:.1f} s", "20 s")
        view = control.Controls(book)
        whole = view.day(date(2023, 8, 17))
        chance = random.Random(7)
        ids = [one.place.id for one in chance.sample(whole.places, min(times, len(whole.places)))]
        village = iter(ids)
        shown.add_row("lanes of a place, p95", f"{p95(lambda: view.lanes(next(village)), len(ids)):.1f} ms", "30 ms")

        def day() -> control.DayMap:
            return view.day(date(2023, 8, 8) + timedelta(days=chance.randint(0, 9)))

        shown.add_row(f"a day's map, {len(whole.places):,} places, p95", f"{p95(day, times):.0f} ms", "500 ms")
        for form in ("svg", "html"):
            took = p95(lambda form=form: publish.control_map(whole, form), max(times // 6, 2))  # type: ignore[misc]
            shown.add_row(f"the {form} of it, p95", f"{took:.0f} ms", "")
    Console().print(shown)


if __name__ == "__main__":
    main()
