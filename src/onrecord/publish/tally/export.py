"""A tally as CSV and JSON: flat, stable columns for a spreadsheet, the whole answer for a program."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from onrecord.model.codec import to_json
from onrecord.publish.export import cell

if TYPE_CHECKING:
    from onrecord.tally import Tally

COLUMNS: Final = (
    "label",
    "start",
    "end",
    "total",
    "increment",
    "stated",
    "average",
    "complete",
    "missing",
    "transcription",
    "definition",
    "because",
    "notes",
    "claims",
    "side",
    "category",
    "source",
    "as_of",
)
"""The columns of the CSV. New ones go to the end, none is renamed or moved."""


def tally_json(tally: Tally) -> bytes:
    """One object on one line: the fields of `onrecord.tally.Tally`, as docs/tally.md lists them."""
    return to_json(tally) + b"\n"


def tally_csv(tally: Tally) -> str:
    """A row a step under a header. An unknown is an empty cell; notes are parted by "; ", claims by spaces."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    common = {"side": tally.side, "category": tally.category, "source": tally.source, "as_of": tally.as_of}
    for step in tally.steps:
        row: dict[str, Any] = {name: getattr(step, name) for name in COLUMNS if hasattr(step, name)} | common
        row["notes"] = "; ".join(f"{note.day} {note.message}" for note in step.notes)
        row["claims"] = " ".join(step.claims)
        writer.writerow([cell(row[column]) for column in COLUMNS])
    return out.getvalue()
