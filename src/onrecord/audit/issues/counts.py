"""One line of an official count as figures and relations: the totals of each day by value, what each day is said to
have added, and between them the sums. Nothing is compared across a change of what is counted.

Hands that give one figure for one day are one figure: they copy it, and a slip of the source stands in all of them.
A day's other figures are tied to the first by an equality, the first to the days beside it by sums:

    total(day) - total(day before) = increment(day) + step(day)

A step is 0 as written. Where it is changed, the totals were restated by so much. Where no increment is stated, the
difference is only known not to be negative; over missing days too, less the increment of the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from onrecord.audit.figures import Interval, allowed
from onrecord.audit.issues.records import Told
from onrecord.audit.repair import Figure, Relation
from onrecord.model import Quantity
from onrecord.tally.categories import Subject
from onrecord.tally.entries import DAY, Entry
from onrecord.tally.line import Held, Line

_ONE, _ZERO = Decimal(1), Decimal(0)


@dataclass(slots=True)
class Counted:
    """A line's figures by id and the relations between them. `totals` and `increments` hold the ids of a day's
    figures, the preferred first; `relations` are by id, which ends in the day that it is of."""

    subject: Subject
    line: Line
    told: dict[str, Told] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    totals: dict[date, list[str]] = field(default_factory=dict)
    increments: dict[date, list[str]] = field(default_factory=dict)

    def total(self, day: date) -> Told | None:
        """The preferred total of a day."""
        ids = self.totals.get(day)
        return self.told[ids[0]] if ids else None

    def increment(self, day: date) -> Told | None:
        ids = self.increments.get(day)
        return self.told[ids[0]] if ids else None


def counted(subject: Subject, line: Line, increments: Held) -> Counted:
    """The figures and relations of a line; `increments` are those that stand, by day and hand."""
    out = Counted(subject, line)
    passing = {one.name for one in line.transcriptions if one.standing == "occasional"}
    for day in line.days:
        out.totals[day] = _filed(out, "total", day, line.totals[day], passing)
    for day, held in increments.items():
        entries = sorted(held.values(), key=lambda entry: (not entry.official, entry.transcription))
        out.increments[day] = _filed(out, "increment", day, entries, set())
    before: date | None = None
    for day in line.days:
        _same(out, out.totals[day], day)
        if before is not None and line.definitions[before] == line.definitions[day]:
            _sum(out, before, day)
        before = day
    for day, ids in out.increments.items():
        _same(out, ids, day)
    return out


def _filed(out: Counted, what: str, day: date, entries: Iterable[Entry], passing: set[str]) -> list[str]:
    """The figures of a day, by what they allow. A figure given in passing may be rounded; no other is."""
    held: dict[Interval, list[Entry]] = {}
    for entry in entries:
        span = Interval.point(entry.value)
        if entry.transcription in passing and (entry.bound != "exact" or entry.value % 1000 == 0):
            quantity = Quantity(value=entry.value, bound=entry.bound)  # type: ignore[arg-type]
            span = allowed(quantity, _ONE) or span
        held.setdefault(span, []).append(entry)
    ids = []
    for n, (span, same) in enumerate(sorted(held.items(), key=lambda one: one[0].low != one[0].high)):
        id = f"{what}:{n}:{day}"
        out.told[id] = told(out.subject.name, day, what, same[0].value, same)
        out.figures[id] = Figure(id, span.low, span.high)
        ids.append(id)
    return ids


def told(category: str, day: date, what: str, value: Decimal, entries: Sequence[Entry]) -> Told:
    return Told(
        category=category,
        day=day,
        what=what,  # type: ignore[arg-type]
        value=value,
        by=tuple(dict.fromkeys(entry.transcription for entry in entries)),
        claims=tuple(entry.id for entry in entries),
        documents=tuple(dict.fromkeys(entry.url or entry.document for entry in entries)),
    )


def _same(out: Counted, ids: Sequence[str], day: date) -> None:
    for id in ids[1:]:
        name = f"same:{id}"
        out.relations[name] = Relation(name, ((_ONE, ids[0]), (-_ONE, id)))


def _sum(out: Counted, before: date, day: date) -> None:
    step = f"step:0:{day}"
    out.told[step] = Told(category=out.subject.name, day=day, what="step", value=_ZERO)
    out.figures[step] = Figure(step, _ZERO, _ZERO, floor=None)
    terms = [(_ONE, out.totals[day][0]), (-_ONE, out.totals[before][0]), (-_ONE, step)]
    stated = out.increments.get(day)
    if stated:
        terms.append((-_ONE, stated[0]))
    name = f"sum:0:{day}"
    exact = stated and before == day - DAY
    out.relations[name] = Relation(name, tuple(terms), _ZERO, _ZERO if exact else None)
