"""What a change of a figure looks like: another hand's figure, a slip of the pen, the figure of another day or line,
one counted twice. The likelier it is that somebody made it by mistake, the smaller its rank; a look proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.issues.counts import Counted
from onrecord.audit.issues.records import Told
from onrecord.audit.repair import Change
from onrecord.audit.slips import meant_by, slip
from onrecord.tally.entries import DAY

_SMALL = 10  # figures below it are the same by chance


class Look(NamedTuple):
    """`rank` 0 for what others bear out, 1 for a known kind of slip, 3 for any other change of a figure, 4 for a
    restatement that only one line knows of."""

    rank: int
    why: str
    meant: Decimal | None


def look(change: Change, counted: Counted, beside: Mapping[str, Counted], restated: Mapping[date, int]) -> Look:
    """What a change looks like. `beside` are the other lines of the side; `restated` says for how many lines a day's
    totals may have been restated."""
    figure, meant = counted.told[change.figure], change.instead
    if figure.what == "step":
        return _step(figure, change, counted, restated)
    if figure.what == "total":
        others = [counted.told[id] for id in counted.totals[figure.day] if id != change.figure]
        agreed = next((other for other in others if change.allows(other.value)), None)
        if agreed is not None:
            return _outvoted(figure, agreed, counted)
    if figure.value < 0:
        return Look(1, "no count is negative", meant)
    if figure.value % 1:
        thousands = meant == figure.value * 1000
        return Look(1, "it is given in thousands" if thousands else "a count is a whole number", meant)
    found = _elsewhere(figure, counted, beside)
    if found:
        return Look(1, found, meant)
    if meant is None:
        meant = meant_by(figure.value, change)
    pen = slip(figure.value, meant) if meant is not None else None
    if pen and (figure.value >= _SMALL or meant is None or meant >= _SMALL):
        return Look(1, pen, meant)
    return Look(3, pen or "with it the figures would agree", meant)


def _outvoted(figure: Told, agreed: Told, counted: Counted) -> Look:
    """Another hand has another figure for the day, with which all would agree."""
    why = f"{' and '.join(agreed.by)} {'has' if len(agreed.by) == 1 else 'have'} {words.number(agreed.value)}"
    kind = _stale(figure, counted) or slip(figure.value, agreed.value)
    official = any(name.standing == "official" for name in counted.line.transcriptions if name.name in agreed.by)
    weaker = official or len(agreed.by) > len(figure.by)
    return Look(0 if weaker else 1, f"{why}; {kind}" if kind else why, agreed.value)


def _step(figure: Told, change: Change, counted: Counted, restated: Mapping[date, int]) -> Look:
    many = restated.get(figure.day, 0)
    stated = counted.increment(figure.day)
    if many >= 3:
        return Look(0, f"{many} categories were restated on this day", change.instead)
    if stated is None or not stated.value:
        return Look(1 if stated is None else 0, "the total changed with no increment", change.instead)
    return Look(4, "the totals were restated beside the increment", change.instead)


def _elsewhere(figure: Told, counted: Counted, beside: Mapping[str, Counted]) -> str | None:
    """Where else the figure stands, so that it may have come from there."""
    stale = _stale(figure, counted)
    if stale or figure.value < _SMALL:
        return stale
    if figure.what == "increment":
        total = counted.total(figure.day)
        if total is not None and total.value == figure.value:
            return "it is the day's total"
    else:
        increment, before = counted.increment(figure.day), counted.total(figure.day - DAY)
        if increment is not None and increment.value == figure.value:
            return "it is the day's increment"
        if increment is not None and before is not None and increment.value:
            if figure.value == before.value + 2 * increment.value:
                return "the day's increment is added twice"
            if figure.value == before.value - increment.value:
                return "the day's increment is taken off"
    for name, other in beside.items():
        there = other.total(figure.day) if figure.what == "total" else other.increment(figure.day)
        if name != counted.subject.name and there is not None and there.value == figure.value:
            return f"it is the line of {words.thing(name)}"
    return None


def _stale(figure: Told, counted: Counted) -> str | None:
    """The day beside its own whose figure it repeats."""
    if figure.value < _SMALL:
        return None
    for day in (figure.day - DAY, figure.day + DAY):
        there = counted.total(day) if figure.what == "total" else counted.increment(day)
        if there is not None and there.value == figure.value:
            return f"it is the figure of {words.day(day)}"
    return None
