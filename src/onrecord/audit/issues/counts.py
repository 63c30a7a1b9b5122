"""One line of an official count as figures and relations: the totals of each day by value, what each day is said to
have added, and between them the sums. Nothing is compared across a change of what is counted.

Hands that give one figure for one day are one figure: they copy it, and a slip of the source stands in all of them.
A day's other figures are tied to the first by an equality, the first to the days beside it by sums:

    total(day) - total(day before) = increment(day) + step(day)

A step is 0 as written. Where it is changed, the totals were restated by so much. Where no increment is stated, the
difference is only known not to be negative; over missing days too, less the increment of the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import cast

from onrecord.audit.figures import Interval, allowed
from onrecord.audit.issues.records import Told, What
from onrecord.audit.repair import Figure, Relation
from onrecord.model import Quantity
from onrecord.model.claim import Bound
from onrecord.tally.categories import Subject
from onrecord.tally.entries import DAY, Entry
from onrecord.tally.line import Held, Line

_ONE, _ZERO = Decimal(1), Decimal(0)
_AROUND = 12  # days on either side of one on which something does not hold: no repair that is listed reaches further


@dataclass(slots=True)
class Counted:
    """A line's figures and the relations between them. Only around days on which something does not hold are they
    made into a problem to solve: `told` and `figures` by id, with a day's ids in `totals` and `increments`, the
    preferred first; `relations` by id. All ids end in the day. `counted` figures and `related` are there in all."""

    subject: Subject
    line: Line
    stated: dict[date, list[Entry]]
    told: dict[str, Told] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    totals: dict[date, list[str]] = field(default_factory=dict)
    increments: dict[date, list[str]] = field(default_factory=dict)
    counted: int = 0
    related: int = 0

    def total(self, day: date) -> Told | None:
        """The preferred total of a day."""
        return _first(self.subject.name, "total", self.line.totals.get(day))

    def increment(self, day: date) -> Told | None:
        return _first(self.subject.name, "increment", self.stated.get(day))


def counted(subject: Subject, line: Line, increments: Held) -> Counted:
    """The figures and relations of a line; `increments` are those that stand, by day and hand."""
    stated = {
        day: sorted(held.values(), key=lambda entry: (not entry.official, entry.transcription))
        for day, held in increments.items()
    }
    out = Counted(subject, line, stated)
    out.counted = sum(map(len, line.totals.values())) + sum(map(len, stated.values()))
    suspect = {
        day
        for day, entries in stated.items()
        if any(entry.value != entries[0].value or entry.value < 0 for entry in entries)
    }
    for before, day in _pairs(line):
        held, first = line.totals[day], line.totals[day][0].value
        out.related += len(held) - 1
        if any(entry.value != first or entry.value < 0 for entry in held):
            suspect.add(day)
        if before is None or line.definitions[before] != line.definitions[day]:
            continue
        out.related += 1
        added = first - line.totals[before][0].value
        said = stated[day][0].value if day in stated else _ZERO
        if added != said and (added < said or (day in stated and before == day - DAY)):
            suspect.add(day)
    near = sorted({day + n * DAY for day in suspect for n in range(-_AROUND, _AROUND + 1)})
    _problem(out, near)
    return out


def _pairs(line: Line) -> Iterator[tuple[date | None, date]]:
    """Each day with a total, and the one before it."""
    before: date | None = None
    for day in line.days:
        yield before, day
        before = day


def _problem(out: Counted, days: Sequence[date]) -> None:
    """The figures and relations of these days; the first and last of days in a row are taken at their word."""
    line, near = out.line, set(days)
    passing = {one.name for one in line.transcriptions if one.standing == "occasional"}
    for day in days:
        edge = day - DAY not in near or day + DAY not in near
        if day in line.totals:
            out.totals[day] = _filed(out, "total", day, line.totals[day], passing, edge)
        if day in out.stated:
            out.increments[day] = _filed(out, "increment", day, out.stated[day], set(), edge)
        for ids in (out.totals.get(day, []), out.increments.get(day, [])):
            for id in ids[1:]:
                out.relations[f"same:{id}"] = Relation(f"same:{id}", ((_ONE, ids[0]), (-_ONE, id)))
    for before, day in _pairs(line):
        if before is None or day not in near or line.definitions[before] != line.definitions[day]:
            continue
        if before not in out.totals:
            out.totals[before] = _filed(out, "total", before, line.totals[before], passing, True)
        _sum(out, before, day)


def _filed(out: Counted, what: What, day: date, entries: Iterable[Entry], passing: set[str], fixed: bool) -> list[str]:
    """The figures of a day, by what they allow. A figure given in passing may be rounded; no other is."""
    held: dict[Interval, list[Entry]] = {}
    for entry in entries:
        span = Interval.point(entry.value)
        if entry.transcription in passing and (entry.bound != "exact" or entry.value % 1000 == 0):
            span = _allowed(entry) or span
        held.setdefault(span, []).append(entry)
    ids = []
    for n, (span, same) in enumerate(sorted(held.items(), key=lambda one: one[0].low != one[0].high)):
        id = f"{what}:{n}:{day}"
        out.told[id] = told(out.subject.name, day, what, same[0].value, same)
        out.figures[id] = Figure(id, span.low, span.high, fixed=fixed)
        if same[0].value < 0:
            out.relations[f"count:{id}"] = Relation(f"count:{id}", ((_ONE, id),), _ZERO, None)
        ids.append(id)
    return ids


def _allowed(entry: Entry) -> Interval | None:
    value = entry.value
    return allowed(Quantity(value=value, low=value, high=value, bound=cast(Bound, entry.bound)), _ONE)


def _first(name: str, what: What, entries: Sequence[Entry] | None) -> Told | None:
    if not entries:
        return None
    value = entries[0].value
    return told(name, entries[0].day, what, value, [entry for entry in entries if entry.value == value])


def told(category: str, day: date, what: What, value: Decimal, entries: Sequence[Entry]) -> Told:
    return Told(
        category=category,
        day=day,
        what=what,
        value=value,
        by=tuple(dict.fromkeys(entry.transcription for entry in entries)),
        claims=tuple(entry.id for entry in entries),
        documents=tuple(dict.fromkeys(entry.url or entry.document for entry in entries)),
    )


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
