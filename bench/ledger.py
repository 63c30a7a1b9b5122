"""How a ledger grows: claims a second in, how long questions take, how large it becomes; one table.

    python bench/ledger.py [--claims N]... [--only sqlite|postgresql] [--setup]

Fills a ledger with N synthetic claims of real shape (bench/synthetic.py), in a file and on a server of its own, both
in a temporary folder, and asks each question many times with other words. The first hundred claims are asked for,
as a page shows them; a series is asked for whole. The CSV of all claims is put to pandas beside them, where --setup
has installed it (in an environment of its own). Times of filling are those of the ledger: making the readings is
not counted.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import quantiles
from types import ModuleType
from typing import Any

import peers
import synthetic
from onrecord import ledger
from onrecord.ledger import Ledger

ROOT = Path(__file__).resolve().parents[1]
PANDAS = ROOT / "build" / "peers-pandas"
TIMES = 40
PAGE = 100
SERVER = ("shared_buffers = 1GB", "max_wal_size = 8GB", "effective_cache_size = 4GB", "checkpoint_timeout = 15min")


def days(chance: random.Random, many: int) -> dict[str, date]:
    since = synthetic.FIRST + timedelta(days=chance.randrange(synthetic.DAYS - many))
    return {"since": since, "until": since + timedelta(days=many - 1)}


def series(chance: random.Random) -> dict[str, Any]:
    category = chance.choice(synthetic.CATEGORIES[:8])
    return {"side": chance.choice(("russia", "ukraine")), "category": category, "measure": "increment"}


def word(chance: random.Random) -> str:
    """One of the 3,000 words that are written most, as often as it is written."""
    return chance.choices(synthetic.WORDS[:3000], cum_weights=synthetic.WEIGHTS[:3000])[0]


def source(chance: random.Random) -> str:
    return chance.choices(synthetic.SOURCES, cum_weights=synthetic.OFTEN)[0].name


# What is asked, by name: with what chance draws.
SERIES: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "series, a week": lambda c: {**series(c), **days(c, 7)},
    "series, a week, as of": lambda c: {**series(c), **(w := days(c, 7)), "as_of": w["until"] + timedelta(days=2)},
}
FILTERS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "a week of one kind": lambda c: {"kind": c.choice(("loss", "control", "quote")), **days(c, 7)},
    "a month of one source": lambda c: {"source": source(c), **days(c, 30)},
    "one source": lambda c: {"source": source(c)},
    "one place": lambda c: {"place": c.choice(synthetic.PLACES).name},
    "one document": lambda c: {"document": f"document-{c.randrange(10_000)}"},
    "a kind, as of a day": lambda c: {"kind": "control", "as_of": days(c, 30)["since"]},
}
WORDS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "one word": lambda c: {"text": word(c)},
    "two words": lambda c: {"text": f"{word(c)} {word(c)}"},
    "a word, a month": lambda c: {"text": word(c), **days(c, 30)},
}


def fill(target: str, claims: int) -> float:
    """Claims a second."""
    readings: Iterator[Any] = synthetic.readings(claims)
    spent, made = 0.0, 0
    with ledger.open(target) as book:
        while batch := list(islice(readings, 6_000)):
            began = time.perf_counter()
            made += sum(added.claims_new for added in book.add_many(batch))
            spent += time.perf_counter() - began
            if sys.stderr.isatty():
                print(f"\r{made:,} at {made / spent:,.0f}/s ", end="", file=sys.stderr)
    return made / spent


def ask(book: Ledger) -> dict[str, tuple[float, float]]:
    """The median and the 95th percentile of each question, in milliseconds."""
    asked: dict[str, Callable[[dict[str, Any]], object]] = {}
    asked |= dict.fromkeys(SERIES, lambda words: book.series(**words))
    asked |= dict.fromkeys({**FILTERS, **WORDS}, lambda words: list(book.claims(**words, limit=PAGE)))
    found = {}
    for name, draw in (SERIES | FILTERS | WORDS).items():
        chance = random.Random(name)
        times: list[float] = []
        stop = time.perf_counter() + 20
        while len(times) < TIMES and (len(times) < 3 or time.perf_counter() < stop):
            words = draw(chance)
            began = time.perf_counter()
            asked[name](words)
            times.append((time.perf_counter() - began) * 1e3)
        cuts = quantiles(times, n=20, method="inclusive")
        found[name] = (cuts[9], cuts[18])
    return found


def measure(target: str, claims: int) -> dict[str, Any]:
    speed = fill(target, claims)
    with ledger.open(target) as book:
        # What a server does by itself after a while: figures about what it holds.
        if ledger.on_server(target):
            with book._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
        return {"claims a second in": speed, "bytes a claim": book.info().size / claims, "asked": ask(book)}


def over_csv(target: str, folder: Path) -> dict[str, Any]:
    """The same questions to pandas, as far as it can answer them."""
    path = folder / "claims.csv"
    with ledger.open(target, read_only=True) as book, path.open("w", newline="") as file:
        asked = (
            "SELECT id, kind, day, side, category, measure, value, chain, place, text, title, document_id, known_from "
            "FROM claims_current"
        )
        with book._database.engine.connect() as connection:
            found = connection.exec_driver_sql(asked)
            out = csv.writer(file)
            out.writerow(found.keys())
            out.writerows(tuple(row) for row in found)
    questions: dict[str, list[dict[str, str]]] = {}
    for name, draw in (SERIES | FILTERS | WORDS).items():
        chance = random.Random(name)
        questions[name] = [{key: str(value) for key, value in draw(chance).items()} for _ in range(5)]
    command = [str(PANDAS / "bin" / "python"), str(ROOT / "bench" / "over_csv.py"), str(path)]
    done = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def servers() -> ModuleType:
    """How the tests start a server."""
    spec = importlib.util.spec_from_file_location("server", ROOT / "tests" / "ledger" / "server.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, action="append", metavar="N", help="how many; may be given several times")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--setup", action="store_true", help="install pandas into an environment of its own first")
    options = parser.parse_args()
    if options.setup:
        peers.setup(PANDAS, ["pandas"], [])

    for claims in options.claims or [1_000_000]:
        results: dict[str, dict[str, Any]] = {}
        folder = Path(tempfile.mkdtemp(prefix="ledger-bench"))
        try:
            if options.only != "postgresql":
                target = str(folder / "bench.db")
                results["SQLite"] = measure(target, claims)
                if PANDAS.exists():
                    results["pandas"] = over_csv(target, folder)
            if options.only != "sqlite":
                server = servers().Server(SERVER)
                try:
                    results["PostgreSQL"] = measure(server.address(), claims)
                finally:
                    server.stop()
        finally:
            shutil.rmtree(folder)
        show(claims, results)


def show(claims: int, results: dict[str, dict[str, Any]]) -> None:
    print(f"\n{claims:,} claims" + "".join(f"{name:>22}" for name in results))
    for line in ("claims a second in", "bytes a claim"):
        print(f"{line:24}" + "".join(f"{one[line]:>22,.0f}" for one in results.values()))
    print(f"{'ms: median, p95':24}")
    for line in SERIES | FILTERS | WORDS:
        cells = (one["asked"].get(line) for one in results.values())
        print(
            f"  {line:22}" + "".join(f"{c[0]:>14,.1f}{c[1]:>8,.1f}" if c else f"{'-':>22}" for c in cells), flush=True
        )


if __name__ == "__main__":
    main()
