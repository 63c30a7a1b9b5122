"""What the comparisons with other readers share: the scorer, where the others are installed, and the one table."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import venv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table


class NotAtHand(Exception):
    """A reader that cannot run here; says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One reader on one set: percentages by what they measure (None where it has no answer), and how many `unit` it
    reads a second. `slower` is beside the first row of the task: how many times as long it takes."""

    task: str
    on: str
    reader: str
    scores: Mapping[str, float | None]
    pace: float
    unit: str
    slower: float | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    reader: str
    why: str


def scorer(shared: Path) -> ModuleType:
    """The shared scorer of marks: `tml` reads a set of times, `score_times` and `score_figures` count."""
    spec = importlib.util.spec_from_file_location("score_marks", shared / "score" / "score_marks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def setup(peers: Path, packages: Sequence[str], bare: Sequence[str]) -> None:
    """Installs `packages` into a virtual environment of their own, and `bare` ones without what they ask for. Raises
    CalledProcessError."""
    venv.create(peers, with_pip=True)
    install = [str(peers / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*install, *packages], check=True)
    if bare:
        subprocess.run([*install, "--no-deps", *bare], check=True)


def show(rows: Iterable[Row | LeftOut]) -> None:
    """Prints one table of all rows, and below it who was left out and why."""
    table = Table(title="Marks, beside other readers (percent)", title_justify="left")
    for name in ("task", "set", "reader", "accuracy", "a second", "x slower"):
        table.add_column(
            name, justify="right" if name in ("a second", "x slower") else "left", no_wrap=name != "accuracy"
        )
    left_out: dict[str, None] = {}
    last = None
    for row in rows:
        if isinstance(row, LeftOut):
            left_out[f"left out: {row.reader} ({row.why})"] = None
            continue
        if last is not None and last != (row.task, row.on):
            table.add_section()
        told = ", ".join(f"{name} {'none' if score is None else f'{score:.1f}'}" for name, score in row.scores.items())
        pace = f"{row.pace:,.0f}" if row.pace >= 20 else f"{row.pace:.2f}"
        slower = "" if row.slower is None else f"{row.slower:,.0f}" if row.slower >= 10 else f"{row.slower:.1f}"
        new = last != (row.task, row.on)
        table.add_row(row.task if new else "", row.on if new else "", row.reader, told, f"{pace} {row.unit}", slower)
        last = row.task, row.on
    console = Console(width=None if sys.stdout.isatty() else 140)
    console.print(table)
    for line in left_out:
        console.print(line, highlight=False)
    console.print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores", highlight=False)
