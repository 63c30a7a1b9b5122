"""What an import did, as a table for a terminal and as JSON."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.corpus import Imported

_COUNTS = ("rows", "new", "known", "superseded")


def import_table(imported: Sequence[Imported], *, width: int | None = None, color: bool = False) -> str:
    """A row for each input: what it is, its rows, its claims by whether the ledger had them, and its problems; then
    the sum."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("Input", overflow="fold", ratio=3)
    table.add_column("Known as", overflow="fold", ratio=2)
    for name in ("Rows", "New", "Known", "Superseded", "Problems"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in imported:
        counts = [f"{getattr(one, name):,}" for name in _COUNTS]
        table.add_row(os.path.basename(one.where.rstrip("/")) or one.where, one.kind, *counts, f"{len(one.problems):,}")
    if len(imported) > 1:
        sums = [f"{sum(getattr(one, name) for one in imported):,}" for name in _COUNTS]
        table.add_section()
        table.add_row("", "all", *sums, f"{sum(len(one.problems) for one in imported):,}")
    out = io.StringIO()
    console = Console(file=out, width=max(width or 110, 60), force_terminal=color, no_color=not color, highlight=False)
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def import_json(imported: Sequence[Imported]) -> bytes:
    """One object a line for each input, with all its problems."""
    from onrecord.model.codec import to_json

    return b"".join(to_json(_plain(one)) + b"\n" for one in imported)


def _plain(one: Imported) -> dict[str, Any]:
    problems = [
        {"where": problem.where, "code": problem.code, "message": problem.message, "kept": problem.kept}
        for problem in one.problems
    ]
    counts = {name: getattr(one, name) for name in _COUNTS}
    return {"input": one.where, "kind": one.kind, **counts, "problems": problems}
