"""The tally: an official count as a view over claims, for any window, as of any day.

    with ledger.open("war.db", read_only=True) as book:
        found = tally.Tallies(book).answer(tally.Question(side="russia", category="personnel", days=7))
        print(found.window.total, found.window.increment)

Nothing is kept here: every number is a claim of the ledger, or computed from claims that are named beside it.
"""

from __future__ import annotations

from onrecord.tally.answer import Tallies
from onrecord.tally.calendar import days_of
from onrecord.tally.records import (
    By,
    Definition,
    Next,
    Note,
    Part,
    Passed,
    Question,
    Rank,
    Stated,
    Step,
    Tally,
    Transcription,
)
from onrecord.tally.sums import Sums, sums

__all__ = [
    "By", "Definition", "Next", "Note", "Part", "Passed", "Question", "Rank", "Stated", "Step", "Sums", "Tallies",
    "Tally", "Transcription", "days_of", "sums",
]  # fmt: skip
