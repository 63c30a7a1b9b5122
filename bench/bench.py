"""How fast Onrecord reads, how soon it starts and how much memory it takes, beside a floor.

    make bench        or: python bench/bench.py [--words 60000] [--rounds 3]

Every row is a whole command, run as people run it, best of some rounds; its start-up is in the time.
`cpu` is what the process itself took: beside other work the seconds grow, it hardly does; ratios are of cpu.
The floor of reading is a program that only decodes the same texts and splits them into sentences (that of the
network is in bench/attributions.py); the floor of starting is the bare interpreter. Texts: the bundled samples, and
the shared ones where present.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
ONRECORD = str(Path(sys.executable).parent / "onrecord")
READ = [ONRECORD, "read", "--format", "json", "--dry-run"]
FLOOR = """
import json, sys
from onrecord.mark.sentences import sentences
n = 0
for line in open(sys.argv[1], encoding="utf-8"):
    n += len(sentences(json.loads(line)["text"]))
print(n)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One command in its best round: seconds on the clock and of the processor, peak resident memory in MiB."""

    seconds: float
    cpu: float
    memory: float


def measure(command: Sequence[str], rounds: int) -> Run:
    """Raises CalledProcessError when the command fails."""
    runs = []
    for _ in range(rounds):
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        runs.append(Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
    return min(runs, key=lambda run: run.cpu)


def sample_texts() -> list[dict[str, str]]:
    article = (ROOT / "samples" / "article.txt").read_text(encoding="utf-8")
    lists = (ROOT / "samples" / "lists.jsonl").read_text(encoding="utf-8").splitlines()
    return [{"id": "article", "text": article}, *({k: json.loads(line)[k] for k in ("id", "text")} for line in lists)]


def shared_texts() -> list[dict[str, str]]:
    folder = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
    paths = sorted((folder / "articles" / "text").glob("*.txt")) + sorted((folder / "seed").glob("*.txt"))
    return [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in paths]


def shared_days() -> list[dict[str, str]]:
    """The shared daily reports of losses, day by day."""
    folder = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared") / "data" / "tally"
    days = []
    for path in sorted(folder.glob("official_daily_reports_*.json")):
        for day in json.loads(path.read_text(encoding="utf-8")):
            publisher = "Ministry of Defence of Ukraine"
            days.append({"id": day["date"], "published": day["date"], "publisher": publisher, "text": day["text"]})
    return days


def repeated(texts: Sequence[dict[str, str]], words: int) -> Iterator[dict[str, str]]:
    """The texts over and over, each time under a new id, until there are enough words."""
    seen = 0
    for turn in count():
        for text in texts:
            if seen >= words:
                return
            yield {**text, "id": f"{text['id']}-{turn}", "published": "2023-08-14"}
            seen += len(text["text"].split())


def write(texts: Sequence[dict[str, str]], words: int, path: Path) -> int:
    """The texts as JSON lines at `path`; returns how many words they have."""
    chosen = list(repeated(texts, words))
    path.write_text("".join(json.dumps(text, ensure_ascii=False) + "\n" for text in chosen), encoding="utf-8")
    return sum(len(text["text"].split()) for text in chosen)


def reading(folder: Path, words: int, rounds: int) -> Table:
    table = Table(title="Reading", title_justify="left")
    for name in ("texts", "command", "words", "seconds", "cpu", "words/s", "x floor", "peak MiB"):
        table.add_column(name, justify="left" if name in ("texts", "command") else "right")
    for name, texts in (("samples", sample_texts()), ("shared", shared_texts())):
        if not texts:
            continue
        path = folder / f"{name}.jsonl"
        n = write(texts, words, path)
        floor = measure([sys.executable, "-c", FLOOR, str(path)], rounds)
        commands = {
            "floor: decode, split into sentences": floor,
            "marks --no-model": measure([ONRECORD, "marks", str(path), "--no-model"], rounds),
            "read --no-model": measure([*READ, str(path), "--no-model"], rounds),
            "marks --model": measure([ONRECORD, "marks", str(path), "--model"], rounds),
            "read --model": measure([*READ, str(path), "--model"], rounds),
        }
        for command, run in commands.items():
            cells = (f"{n:,}", f"{run.seconds:.2f}", f"{run.cpu:.2f}", f"{n / run.seconds:,.0f}")
            table.add_row(name, command, *cells, f"{run.cpu / floor.cpu:.1f}", f"{run.memory:.0f}")
        table.add_section()
    return table


def whole(folder: Path, words: int) -> Table:
    """One document, and one eight times as long: whether time and memory grow with it, and no faster."""
    table = Table(title="One long document, 500 words a page", title_justify="left")
    for name in ("pages", "command", "seconds", "cpu", "words/s", "peak MiB"):
        table.add_column(name, justify="left" if name == "command" else "right")
    texts = shared_texts() or sample_texts()
    for length in (words, 8 * words):
        path = folder / f"whole-{length}.txt"
        path.write_text("\n\n".join(text["text"] for text in repeated(texts, length)), encoding="utf-8")
        n = len(path.read_text(encoding="utf-8").split())
        for model in ("--no-model", "--model"):
            run = measure([*READ, str(path), model], 1)
            cells = (f"{run.seconds:.1f}", f"{run.cpu:.1f}", f"{n / run.seconds:,.0f}", f"{run.memory:.0f}")
            table.add_row(f"{n / 500:,.0f}", f"read {model}", *cells)
    return table


def keeping(folder: Path, rounds: int) -> Table | None:
    """A run of daily lists, each audited against the ledger that holds those before it; None where there is none.

    The floor is the same without a ledger. The half is there to tell whether a growing ledger slows the reading."""
    days = shared_days()
    if not days:
        return None
    table = Table(title="Daily lists into a ledger, each audited", title_justify="left")
    for name in ("documents", "seconds", "cpu", "documents/s", "x floor", "peak MiB"):
        table.add_column(name, justify="right")
    for n in (len(days) // 2, len(days)):
        path = folder / f"days-{n}.jsonl"
        path.write_text("".join(json.dumps(day, ensure_ascii=False) + "\n" for day in days[:n]), encoding="utf-8")
        read = [ONRECORD, "read", str(path), "--format", "json"]
        floor = measure([*read, "--dry-run", "--ledger", str(folder / "none.db")], rounds)
        run = measure([*read, "--ledger", str(folder / f"days-{n}.db")], 1)
        cells = (f"{run.seconds:.2f}", f"{run.cpu:.2f}", f"{n / run.seconds:.1f}", f"{run.cpu / floor.cpu:.1f}")
        table.add_row(str(n), *cells, f"{run.memory:.0f}")
    return table


def starting(rounds: int) -> Table:
    table = Table(title="Starting cold (a new process each time)", title_justify="left")
    for name in ("command", "seconds", "cpu", "x floor", "peak MiB"):
        table.add_column(name, justify="left" if name == "command" else "right")
    article = ROOT / "samples" / "article.txt"
    seed = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared") / "seed" / "article.txt"
    floor = measure([sys.executable, "-c", "pass"], rounds)
    rows = {"floor: the bare interpreter": floor, "--help": measure([ONRECORD, "--help"], rounds)}
    for name, path in (("samples/article.txt", article), ("the shared seed article", seed)):
        for model in ("--no-model", "--model"):
            if path.exists():
                rows[f"read {name} {model}"] = measure([*READ, str(path), model], rounds)
    for name, run in rows.items():
        cells = (f"{run.seconds:.2f}", f"{run.cpu:.2f}", f"{run.cpu / floor.cpu:.1f}", f"{run.memory:.0f}")
        table.add_row(name, *cells)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed, cold starts and memory of Onrecord.")
    parser.add_argument("--words", type=int, default=60_000, help="words to read in each row")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the best counts")
    options = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 110)
    with tempfile.TemporaryDirectory() as folder:
        console.print(starting(options.rounds))
        console.print(reading(Path(folder), options.words, options.rounds))
        console.print(whole(Path(folder), options.words))
        if kept := keeping(Path(folder), options.rounds):
            console.print(kept)
    console.print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores", highlight=False)


if __name__ == "__main__":
    main()
