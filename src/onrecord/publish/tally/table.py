"""A tally as a table for a terminal, sentences under it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from onrecord.publish import words
from onrecord.publish.tally import words as say

if TYPE_CHECKING:
    from onrecord.tally import Step, Tally

_NOTES = 12


def tally_table(tally: Tally, *, width: int | None = None, color: bool = False) -> str:
    """A row a step, what it comes to in sentences, and the days that want a look."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, width=max(width or 80, 40), force_terminal=color, no_color=not color, highlight=False)
    console.print(Text(say.heading(tally), style="bold"))
    stated = any(step.stated is not None for step in tally.steps)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column(tally.by.capitalize(), no_wrap=True)
    table.add_column("Total", justify="right", no_wrap=True)
    table.add_column("Added", justify="right", no_wrap=True)
    if stated:
        table.add_column("Stated", justify="right", no_wrap=True)
    if tally.average:
        table.add_column(f"Mean of {tally.average}", justify="right", no_wrap=True)
    table.add_column("Written down by", overflow="fold")
    table.add_column("Look", overflow="fold", style="yellow" if color else "")
    for step in tally.steps:
        cells = ["–" if step.total is None else words.number(step.total), say.signed(step.increment)]
        if stated:
            cells.append(say.signed(step.stated) if step.stated is not None else "")
        if tally.average:
            cells.append("–" if step.average is None else words.number(step.average))
        table.add_row(_label(step), *cells, Text(words.line(step.transcription or "–")), Text(_look(step)))
    console.print(table)
    console.print()
    for sentence in say.sentences(tally):
        console.print(Text(sentence), soft_wrap=False)
    noted = say.notes(tally)
    for one in noted[:_NOTES]:
        console.print(Text(f"! {say.note(one)}", style="yellow" if color else ""))
    if len(noted) > _NOTES:
        console.print(Text(f"! {len(noted) - _NOTES} more days to look at: --format json has them all", style="dim"))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _label(step: Step) -> str:
    return step.label if step.complete else f"{step.label}*"


def _look(step: Step) -> str:
    told = [] if step.complete else [f"{step.start:%d %b} to {step.end:%d %b} only".replace(" 0", " ").lstrip("0")]
    if brief := say.brief(step.notes):
        told.append(brief)
    elif step.increment is None and step.because:
        told.append(step.because)
    return "; ".join(told)
