"""A mark that a running total passed on a day: above it that day, below it the day before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.milestones import is_milestone, names_its_day
from onrecord.audit.series import DAY, Point, Series
from onrecord.audit.view import View
from onrecord.model import Finding, Period, Suspect
from onrecord.model.finding import Verdict

_REACHES = (timedelta(days=30), timedelta(days=365), None)


def marks_passed(view: View) -> Iterator[Finding]:
    for series in view.series:
        for point in series.own:
            if is_milestone(point.claim) and point.end is not None and point.value is not None:
                finding = _check(view, series, point, point.end, point.value)
                if finding is not None:
                    yield finding


def _check(view: View, series: Series, point: Point, day: date, mark: Decimal) -> Finding | None:
    """None where the claim names no day that could be looked up."""
    reached, before = series.total(day), _day_before(series, day)
    name, dated = f"the {words.number(mark)} mark", names_its_day(point.claim)
    if reached is None and (view.beside is None or not dated):
        return None
    suspects: tuple[Suspect, ...] = ()
    verdict: Verdict = "holds"
    on_the_day = f"{words.number(reached.amount)} on {words.day(day)}" if reached is not None else ""
    if reached is None:
        verdict = "no_record"
        because = f"No total for {words.day(day)} is on record to tell whether {name} was passed that day."
    elif reached.amount < mark:
        verdict, suspects = "fails", _other_day(view, series, point, day, mark)
        because = f"{on_the_day} is still below {name}."
    elif before is None:
        because = f"{on_the_day} is above {name}; no total for the day before is known."
    elif before.total < mark:
        because = f"{on_the_day} is above {name}, and {before.said} the day before was below it."
    elif dated:
        verdict, suspects = "fails", _other_day(view, series, point, day, mark)
        because = f"{on_the_day} is above {name}, but {before.said} the day before was above it already."
    else:
        because = f"{on_the_day} is above {name}."  # "has passed", with no day: it had happened by then
    return Finding(
        rule="mark_passed",
        verdict=verdict,
        because=because,
        claims=(*(before.claims if before else ()), *((reached.claim.id,) if reached else ()), point.claim.id),
        period=Period(start=day, end=day),
        stated=words.figure(point.claim.quantity),
        computed=words.number(reached.amount) if reached is not None else None,
        suspects=suspects,
        as_of=view.as_of,
    )


class _Before(NamedTuple):
    """The total of the day before, how it is said, and the claims that it rests on."""

    total: Decimal
    said: str
    claims: tuple[str, ...]


def _day_before(series: Series, day: date) -> _Before | None:
    """The total of the day before, as stated or as the day's own total and entry tell it."""
    stated, reached, entry = series.total(day - DAY), series.total(day), series.daily(day)
    if stated is not None:
        return _Before(stated.amount, words.number(stated.amount), (stated.claim.id,))
    if reached is None or entry is None:
        return None
    total = reached.amount - entry.amount
    said = f"{words.number(reached.amount)} - {words.number(entry.amount)} = {words.number(total)}"
    return _Before(total, said, (entry.claim.id,))


def _other_day(view: View, series: Series, point: Point, day: date, mark: Decimal) -> tuple[Suspect, ...]:
    """The day whose total is the first at or above the mark, the day before known to lie below. It is looked
    for near the day that is told, then farther: the record may be years long."""
    for reach in _REACHES:
        since, until = (day - reach, day + reach) if reach else (None, None)
        recorded = view.beside.totals(series.key, since, until) if view.beside is not None else {}
        passed = _passed(recorded | series.totals, mark)
        if passed is not None:
            why = f"{words.number(passed.amount)} that day was the first total at or above the mark"
            return (Suspect(claim=point.claim.id, instead=words.day(passed.end or day), why=why),)
    return ()


def _passed(totals: dict[date, Point], mark: Decimal) -> Point | None:
    for day in sorted(totals):
        before = totals.get(day - DAY)
        if totals[day].amount >= mark and before is not None and before.amount < mark:
            return totals[day]
    return None
