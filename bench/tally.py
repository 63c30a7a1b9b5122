"""How long a tally takes: `python bench/tally.py`, over the shared datasets where present, else the sample's lists.

One table. Questions about every category are asked at random of one open ledger, windows, steps and as-of days mixed,
of counts that were read ahead (`Tallies.read`), and beside them the first about each where nothing was. Then what
plain pandas takes for the same window over one dataset, read anew each time or held in memory: a number from one
transcription, without restatements, gaps, other transcriptions or as-of.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from onrecord import ledger
from onrecord.tally import Question, Tallies

ROOT = Path(__file__).resolve().parents[1]
ONRECORD = str(Path(sys.executable).parent / "onrecord")
DATA = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared") / "data" / "tally"
CATEGORIES = (
    "personnel", "tank", "apc", "artillery", "mlrs", "air_defence", "aircraft", "helicopter", "drone", "cruise_missile",
    "ship", "vehicle", "special_equipment",
)  # fmt: skip


def fill(path: Path) -> float:
    """Fills a ledger from all the datasets at hand; seconds."""
    began = time.perf_counter()
    if DATA.exists():
        _run("import", str(DATA), "--ledger", str(path))
    else:
        _run("read", str(ROOT / "samples" / "lists.jsonl"), "--no-model", "--ledger", str(path))
    return time.perf_counter() - began


def _run(*command: str) -> None:
    run = subprocess.run([ONRECORD, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr)


def questions(how_many: int, first: date, last: date) -> list[Question]:
    """Mixed as people ask: mostly the past week of some day, some months and years, a tenth as of a day."""
    chance = random.Random(5)
    asked = []
    for _ in range(how_many):
        end = first + timedelta(days=chance.randint(60, (last - first).days))
        shape: dict[str, Any] = chance.choice(
            [
                {"days": 7, "end": end},
                {"days": 7, "end": end, "average": 7},
                {"days": 30, "end": end, "average": 7},
                {"start": end - timedelta(days=365), "end": end, "by": "week"},
                {"start": end.replace(month=1, day=1), "end": end, "by": "month"},
                {"by": "year"},
            ]
        )
        as_of = end if chance.random() < 0.1 else None
        asked.append(Question(side="russia", category=chance.choice(CATEGORIES), as_of=as_of, **shape))
    return asked


def timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def answers(path: Path, how_many: int) -> dict[str, list[float]]:
    """Milliseconds for each question: of counts read ahead, with the first question about each apart, and of counts
    that are read when they are first asked about."""
    out: dict[str, list[float]] = {}
    with ledger.open(path, read_only=True) as book:
        whole = Tallies(book).answer(Question(side="russia", category="personnel", by="year"))
        asked = questions(how_many, whole.window.start, whole.window.end)
        out["one category after another, nothing read ahead"] = each(Tallies(book))
        tallies = Tallies(book)
        out["reading all counts ahead"] = [timed(lambda: tallies.read("russia"))]
        out["one category after another, read ahead"] = each(tallies)
        for shape, chosen in (("as now known", False), ("as of a day", True)):
            out[f"mixed questions, {shape}"] = [
                timed(lambda question=question: tallies.answer(question))  # type: ignore[misc]
                for question in asked
                if (question.as_of is not None) == chosen
            ]
    return out


def each(tallies: Tallies) -> list[float]:
    """The past week of every category, each asked about for the first time."""
    return [
        timed(lambda category=category: tallies.answer(Question(side="russia", category=category, days=7)))  # type: ignore[misc]
        for category in CATEGORIES
    ]


def pandas_answers(how_many: int) -> dict[str, list[float]]:
    """What one window takes of plain pandas over one dataset; nothing where it is not installed."""
    source = DATA / "russia_losses_personnel.json"
    try:
        pandas: Any = importlib.import_module("pandas")
    except ImportError:
        return {}
    if not source.exists():
        return {}

    def load() -> Any:
        frame = pandas.DataFrame(json.loads(source.read_text()))
        frame["date"] = pandas.to_datetime(frame["date"])
        return frame.set_index("date")["personnel"]

    def window(series: Any) -> tuple[Any, Any]:
        end = pandas.Timestamp("2023-08-14")
        added = series[end] - series[end - pandas.Timedelta(days=7)]
        weeks = series.diff(7)
        return added, weeks[: end - pandas.Timedelta(days=1)][weeks >= added].index.max()

    held = load()
    return {
        "pandas, from the file": [timed(lambda: window(load())) for _ in range(min(how_many, 100))],
        "pandas, held in memory": [timed(lambda: window(held)) for _ in range(how_many)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="How long a tally takes.")
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--ledger", type=Path, help="a ledger that is filled already")
    options = parser.parse_args()
    table = Table(title="Tallies from an open ledger, milliseconds", title_justify="left")
    for name in ("answer", "n", "p50", "p95", "most"):
        table.add_column(name, justify="left" if name == "answer" else "right")
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "tally.db"
        seconds = None if options.ledger else fill(path)
        for name, taken in {**answers(path, options.questions), **pandas_answers(options.questions)}.items():
            taken.sort()
            cells = (taken[len(taken) // 2], taken[int(len(taken) * 0.95)], taken[-1])
            table.add_row(name, f"{len(taken):,}", *(f"{cell:.1f}" for cell in cells))
        with ledger.open(path, read_only=True) as book:
            claims = sum(len(book.figures(side="russia", category=category)) for category in CATEGORIES)
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(table)
    told = f"{claims:,} figures" + ("" if seconds is None else f", taken in within {seconds:.1f} s")
    console.print(f"{told}; Python {sys.version.split()[0]}, {os.cpu_count()} cores", highlight=False)


if __name__ == "__main__":
    main()
