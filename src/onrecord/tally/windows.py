"""What a window added: differences of totals, never across a gap or a change of what is counted; averages; ranks.

The window from a day to a day holds the reports of those days, both included: what it added is the total of its last
day less the total of the day before its first. "The past week" to 14 August is 254,380 - 250,240, the reports of
the 8th to the 14th. Totals are counted from the war's first day, so a window that begins there begins at nought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from onrecord.model.days import in_words, span
from onrecord.tally.calendar import label, period, periods
from onrecord.tally.entries import DAY
from onrecord.tally.line import Line, stated_of
from onrecord.tally.records import By, Note, Part, Rank, Step

_TENTH = Decimal("0.1")


class Added(NamedTuple):
    """An increment and the claims it comes of, or why there is none."""

    value: Decimal | None
    because: str | None
    claims: tuple[str, ...]


def added(line: Line, start: date, end: date) -> Added:
    """What the reports from `start` to `end` added."""
    last = line.used(end)
    if last is None:
        return Added(None, f"no total for {in_words(end)}", ())
    if start <= line.war:
        if line.days[0] <= line.war + DAY and not _changed(line, line.days[0], end):
            return Added(last.value, None, (last.id,))
        if line.days[0] <= line.war + DAY:
            return Added(None, _told_change(line, line.days[0], end), (last.id,))
        start = line.days[0] + DAY  # the first total of a line that was added later holds what was counted before
    first = line.used(start - DAY)
    if first is None:
        if line.days and start <= line.days[0]:
            opening = line.totals[line.days[0]][0].value
            return Added(None, f"the record begins on {in_words(line.days[0])} with {opening:,}", (last.id,))
        return Added(None, f"no total for {in_words(start - DAY)}{_across(line, start - DAY, end)}", (last.id,))
    if _changed(line, start - DAY, end):
        return Added(None, _told_change(line, start - DAY, end), (first.id, last.id))
    return Added(last.value - first.value, None, (first.id, last.id))


def _across(line: Line, missing: date, end: date) -> str:
    """What is known over the gap, told beside the increment that is not."""
    known = line.before(missing)
    last = line.used(end)
    if known is None or last is None or _changed(line, known, end):
        return ""
    since = last.value - line.totals[known][0].value
    return f"; {since:+,} since {in_words(known)}, {(end - known).days} days"


def _changed(line: Line, first: date, last: date) -> bool:
    return line.definitions.get(first) != line.definitions.get(last)


def _told_change(line: Line, first: date, last: date) -> str:
    names = f"{line.definitions.get(first) or 'unnamed'} to {line.definitions.get(last) or 'unnamed'}"
    return f"what is counted changed from {names}: see the parts"


def parts(line: Line, start: date, end: date) -> tuple[Part, ...]:
    """The stretches of a window that can be added up each by itself; none when it is one stretch."""
    changes = [d.start for d in line.subject.definitions[1:] if start <= d.start <= end]
    if not changes or start == end:
        return ()
    out = []
    edges = (start, *(day for day in changes if day > start), end + DAY)
    for first, after in pairwise(edges):
        last = after - DAY
        # The day of the change has a total and no increment: what it added cannot be told from what was moved.
        begin = first + DAY if first in changes else first
        found = added(line, begin, last) if begin <= last else Added(None, None, ())
        name = line.definitions.get(last)
        out.append(Part(start=begin, end=last, definition=name, increment=found.value, claims=found.claims))
    return tuple(out)


def step(line: Line, start: date, end: date, name: str, whole: tuple[date, date] | None = None) -> Step:
    """A period of the record; `whole` is the calendar's, where `start`..`end` may be cut."""
    found = added(line, start, end)
    entry = line.used(end)
    days = (end - start).days + 1
    have = line.counted(start, end)
    one = days == 1
    notes = line.notes(start) if one else _notes(line, start, end)
    stated, stated_ids = _stated(line, start, end)
    return Step(
        label=name,
        start=start,
        end=end,
        total=entry.value if entry else None,
        increment=found.value,
        because=found.because,
        stated=stated,
        complete=whole is None or (start, end) == whole,
        missing=days - have,
        transcription=entry.transcription if entry else None,
        definition=line.definitions.get(end),
        totals=tuple(map(stated_of, line.totals.get(end, ()))) if one else (),
        parts=() if one else parts(line, start, end),
        notes=notes,
        claims=tuple(dict.fromkeys((*found.claims, *stated_ids))),
    )


def _notes(line: Line, start: date, end: date) -> tuple[Note, ...]:
    """What is to be said of the days of a window, by day; missing ones that follow each other in one."""
    out: list[Note] = []
    gap: Note | None = None
    for n in range((end - start).days + 1):
        for note in line.notes(start + n * DAY):
            if note.code == "missing" and gap is not None and out[-1] is gap and line.used(note.day - DAY) is None:
                gap = out[-1] = replace(gap, message=f"no totals from {span(gap.day, note.day)}")
                continue
            if note.code == "missing":
                gap = note
            out.append(note)
    return tuple(out)


def _stated(line: Line, start: date, end: date) -> tuple[Decimal | None, tuple[str, ...]]:
    """What the reports say that they add, where each of them says so."""
    day, value, ids = start, Decimal(0), []
    while day <= end:
        entry = line.stated.get(day)
        if entry is None:
            return None, ()
        value += entry.value
        ids.append(entry.id)
        day += DAY
    return value, tuple(ids)


def steps(line: Line, start: date, end: date, by: By) -> tuple[Step, ...]:
    """The periods from `start` to `end`, the first and the last as far as they reach."""
    return tuple(
        step(line, max(first, start), min(last, end), label(first, by), (first, last))
        for first, last in periods(start, end, by)
    )


def averaged(line: Line, found: Sequence[Step], by: By, over: int) -> tuple[Step, ...]:
    """The steps with the mean of the increments of the last `over` periods, their own included; of periods before
    the first step too, where the record has them. Null where one is unknown or cut off."""
    out = []
    for one in found:
        first, _ = period(one.start, by)
        for _ in range(over - 1):
            first, _ = period(first - DAY, by)
        whole = one.complete and first > line.war
        mean = added(line, first, one.end).value if whole else None
        out.append(replace(one, average=None if mean is None else (mean / over).quantize(_TENTH)))
    return tuple(out)


def rank(line: Line, one: Step, by: By | None) -> Rank | None:
    """How a step's increment stands among the earlier periods of its kind: the calendar's where `by`, else windows of
    as many days counted back from it. None where it is unknown, or there is none to compare it with."""
    if one.increment is None or not line.days:
        return None
    days = (one.end - one.start).days + 1
    if by is None or by == "day":
        kind, known = "day" if days == 1 else f"{days} days", _counted_back(line, days, one.end)
    else:
        kind = by
        spans = [(a, b) for a, b in periods(line.days[0], one.start - DAY, by) if line.war <= a and b < one.start]
        known = [(b, found.value) for a, b in spans if (found := added(line, a, b)).value is not None]
    known = [(end, value) for end, value in known if line.definitions.get(end) == one.definition]
    if not known:
        return None
    higher = next(((end, value) for end, value in reversed(known) if value >= one.increment), None)
    lower = next(((end, value) for end, value in reversed(known) if value <= one.increment), None)
    return Rank(
        label=one.label,
        among=kind,
        place=1 + sum(value > one.increment for _, value in known),
        of=len(known) + 1,
        higher=higher[0] if higher else None,
        higher_value=higher[1] if higher else None,
        lower=lower[0] if lower else None,
        lower_value=lower[1] if lower else None,
        since=known[0][0],
    )


def _counted_back(line: Line, days: int, end: date) -> list[tuple[date, Decimal]]:
    """What each window of so many days added that lies before a day, counted back from it without overlap, where
    that is known; oldest first. Windows that overlap would always find their like a day ago."""
    known = []
    end -= days * DAY
    while end - days * DAY >= line.days[0]:
        first, last = line.used(end - days * DAY), line.used(end)
        if first and last and not _changed(line, first.day, end):
            known.append((end, last.value - first.value))
        end -= days * DAY
    return known[::-1]
