"""Control: who says that a place is held by whom, and since when; each source in a lane of its own, nothing merged.

    with ledger.open("war.db", read_only=True) as book:
        found = control.Controls(book).lanes("Urozhaine, Donetsk")
        for lane in found.lanes:
            print(lane.source.name, [(change.day, change.words) for change in lane.changes])

Maps and texts stand side by side: both are claims of the ledger, and every change names its claims.
"""

from __future__ import annotations

from onrecord.control.answer import Controls
from onrecord.control.records import (
    STANDS,
    Change,
    Contested,
    DayMap,
    Lane,
    Lanes,
    OnMap,
    OnRecord,
    Outline,
    Repeat,
    Settlement,
    Stand,
    Voice,
)

__all__ = [
    "STANDS", "Change", "Contested", "Controls", "DayMap", "Lane", "Lanes", "OnMap", "OnRecord", "Outline", "Repeat",
    "Settlement", "Stand", "Voice",
]  # fmt: skip
