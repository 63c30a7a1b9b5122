"""The audit of the record itself: what in the official counts of a ledger does not agree, and what would mend it.

with ledger.open("war.db", read_only=True) as book:
    for issue in issues.audited(book).breaks:
        print(issue.because)
"""

from __future__ import annotations

from onrecord.audit.issues.log import audited
from onrecord.audit.issues.records import BREAKS, NOTES, Issue, Kind, Log, Mend, Mended, Told

__all__ = ["BREAKS", "NOTES", "Issue", "Kind", "Log", "Mend", "Mended", "Told", "audited"]
