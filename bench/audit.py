"""How long the audit of a record takes, and how it grows: `python bench/audit.py`, where the shared datasets are.

One table. First the whole record from its ledger, as `onrecord audit` asks. Then what comes after reading (lines,
relations, repairs, issues) over that record and over ones of three and ten times its figures: each transcription is
there three or ten times under other names, each copy with slips of its own, as many to a thousand figures as the real
ones have. Last the check of the bundled article against that ledger, the first time in a process and then. Processor
time, which other work on the machine does not lengthen as much.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from onrecord import ledger
from onrecord.audit.check import check
from onrecord.audit.issues import audited
from onrecord.audit.issues.log import breaks_of, line_of
from onrecord.claim import reading
from onrecord.lexicon import load
from onrecord.model import Document
from onrecord.read import documents
from onrecord.tally import categories
from onrecord.tally.categories import Subject
from onrecord.tally.entries import Count, Entry, entries

ROOT = Path(__file__).resolve().parents[1]
ONRECORD = str(Path(sys.executable).parent / "onrecord")
DATA = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared") / "data" / "tally"
SLIPS = 0.003


def fill(path: Path) -> None:
    command = [ONRECORD, "import", str(DATA), "--ledger", str(path)]
    run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr)


def copies(count: Count, times: int, chance: random.Random) -> Count:
    """The count with each transcription's totals so many times."""
    totals: list[Entry] = []
    for entry in count.totals:
        totals.append(entry)
        for n in range(1, times):
            value = entry.value
            if chance.random() < SLIPS and value > 10:
                written = str(value)
                at = chance.randrange(1, len(written))
                value = type(value)(written[:at] + chance.choice("0123456789") + written[at + 1 :])
            name = f"{entry.transcription} {n}"
            totals.append(entry._replace(transcription=name, value=value, id=f"{entry.id}-{n}", official=False))
    return Count(tuple(totals), count.increments, count.corrections)


def main() -> None:
    parser = argparse.ArgumentParser(description="How long the audit of a record takes, and how it grows.")
    parser.add_argument("--ledger", type=Path, help="a ledger that is filled already")
    options = parser.parse_args()
    if not DATA.exists() and not options.ledger:
        print(f"bench/audit.py: there are no shared data at {DATA}, nothing is measured", file=sys.stderr)
        return
    table = Table(title="The audit of a record, seconds of one processor", title_justify="left")
    for name in ("record", "figures", "relations", "breaks", "seconds", "µs a figure"):
        table.add_column(name, justify="left" if name == "record" else "right")
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "audit.db"
        if not options.ledger:
            fill(path)
        counts: dict[str, tuple[Subject, Count]] = {}
        with ledger.open(path, read_only=True) as book:
            articles = _articles(book)
            audited(book, ["russia/ship"])  # what is loaded once
            began = time.process_time()
            log = audited(book)
            _row(table, "from its ledger", log.figures, log.relations, len(log.breaks), time.process_time() - began)
            voice = frozenset(categories.voice("russia")["sources"])
            for subject in categories.subjects("russia"):
                figures = book.figures(side="russia", category=subject.category)
                counts[subject.name] = (subject, entries(figures, subject, voice, categories.pages("russia")))
    war: date = load("packs/ukraine/pack.toml")["start"]
    for times in (1, 3, 10):
        chance = random.Random(times)
        larger = {name: (subject, copies(count, times, chance)) for name, (subject, count) in counts.items()}
        began = time.process_time()
        lines = {name: line_of(subject, count, war, None) for name, (subject, count) in larger.items()}
        found = breaks_of("russia", {name: one for name, one in lines.items() if one is not None})
        spent = time.process_time() - began
        held = [one for one in lines.values() if one is not None]
        name = "once its entries are read" if times == 1 else f"the same, {times} times"
        _row(table, name, sum(one.counted for one in held), sum(one.related for one in held), len(found), spent)
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(table)
    console.print(articles, highlight=False)
    console.print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores", highlight=False)


def _articles(book: ledger.Ledger) -> str:
    """How long a check of the bundled article takes, once it is read."""
    (document,) = documents(str(ROOT / "samples" / "article.txt"))
    assert isinstance(document, Document)
    made, took = reading(document, model=False), []
    for _ in range(20):
        began = time.process_time()
        check(made, book)
        took.append(1000 * (time.process_time() - began))
    return f"One article of {len(made.claims)} claims: {took[0]:.0f} ms the first time, then {min(took[1:]):.0f} ms"


def _row(table: Table, name: str, figures: int, relations: int, breaks: int, seconds: float) -> None:
    cells = (f"{figures:,}", f"{relations:,}", f"{breaks:,}", f"{seconds:.2f}", f"{1e6 * seconds / figures:.0f}")
    table.add_row(name, *cells)


if __name__ == "__main__":
    main()
