"""A document read, audited against a ledger as it stood before it, and kept there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.audit import audit, taken_back
from onrecord.model import Reading

if TYPE_CHECKING:
    from onrecord.ledger import Ledger


def taken_in(reading: Reading, book: Ledger | None, *, as_of: date | None = None, keep: bool = True) -> Reading:
    """The reading with what the audit finds and what its sources take back of `book`'s, as of a day (by default the
    document's own). Kept in `book` too, if `keep`. Raises what the ledger raises."""
    findings = (*reading.findings, *audit(reading, book, as_of=as_of))
    said_before = taken_back.of_reading(reading, book, as_of) if book is not None else ()
    reading = replace(reading, findings=findings, taken_back=said_before)
    if book is not None and keep:
        # What only the record of another day says takes no finding back.
        book.add(reading, audited=as_of is None)
    return reading
