"""How often a count broke its own sum: the entry that a day's report states against the difference of its totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from onrecord.claim.estimators import estimator
from onrecord.tally import categories
from onrecord.tally.entries import DAY, entries
from onrecord.tally.line import standing

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.figures import Figure
    from onrecord.tally.categories import Subject
    from onrecord.tally.entries import Count


class Sums(NamedTuple):
    """Of how many entries both totals are on record in the same hand, and of how many the sum is broken. `source` is
    the id of the voice where it is its own page that has them, else of who wrote them down."""

    source: str
    checked: int
    failed: int


def sums(book: Ledger, as_of: date | None = None) -> list[Sums]:
    """Of every count of both sides, as of a day."""
    found: dict[str, tuple[int, int]] = {}
    for side in categories.SIDES:
        voice = categories.voice(side)
        held: dict[str, list[Figure]] = {}
        for subject in categories.subjects(side):
            if subject.category not in held:
                held[subject.category] = book.figures(side=side, category=subject.category)
            stated = _stated(held[subject.category])
            count = entries(stated, subject, frozenset(voice["sources"]), categories.pages(side))
            for name, broken in _checked(count, subject, as_of.isoformat() if as_of else "9999"):
                source = estimator(name).id if name else voice["sources"][0]
                checked, failed = found.get(source, (0, 0))
                found[source] = checked + 1, failed + broken
    return [Sums(source, *counted) for source, counted in found.items()]


def _stated(figures: Sequence[Figure]) -> list[Figure]:
    """Those of whoever states entries at all: most who write totals down do not."""
    hands = {(one.chain, one.publisher) for one in figures if one.measure == "increment"}
    return [one for one in figures if (one.chain, one.publisher) in hands]


def _checked(count: Count, subject: Subject, known: str) -> Iterator[tuple[str | None, bool]]:
    """Of each entry with both totals whose hand it is in (None: the voice's own page), and if it is off."""
    totals, _ = standing((one for one in count.totals if one.known_from <= known), known)
    increments, _ = standing((one for one in count.increments if one.known_from <= known), known)
    for day, held in increments.items():
        if subject.definition(day) != subject.definition(day - DAY):
            continue  # what is counted changed: the difference is no day's
        for name, entry in held.items():
            now, before = totals.get(day, {}).get(name), totals.get(day - DAY, {}).get(name)
            if now is not None and before is not None and {now.bound, before.bound, entry.bound} <= {"exact", "about"}:
                yield None if entry.official else name, entry.value != now.value - before.value
