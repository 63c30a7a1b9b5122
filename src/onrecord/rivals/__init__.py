"""Rivals: what others estimate, beside the official count, like with like, as of any day; areas; who the sources are.

    with ledger.open("war.db", read_only=True) as book:
        found = rivals.Rivals(book).compare(rivals.Question(side="russia", at=date(2023, 8, 14)))
        for group in found.groups:
            print(group.label, [(one.source, one.low, one.best, one.high) for one in group.estimates])

Nothing is kept here: every number is a claim of the ledger, whose id stands beside it.
"""

from __future__ import annotations

from onrecord.rivals.answer import Rivals, size
from onrecord.rivals.area import areas, km2
from onrecord.rivals.records import (
    Against,
    Areas,
    Compared,
    Estimate,
    Group,
    LeftOut,
    MapChange,
    Official,
    Other,
    Question,
    Speaker,
    Stated,
)
from onrecord.rivals.sources import speakers

__all__ = [
    "Against", "Areas", "Compared", "Estimate", "Group", "LeftOut", "MapChange", "Official", "Other", "Question",
    "Rivals", "Speaker", "Stated", "areas", "km2", "size", "speakers",
]  # fmt: skip
