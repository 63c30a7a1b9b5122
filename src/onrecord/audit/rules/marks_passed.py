"""A mark that a running total passed on a day: above it that day, below it the day before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from onrecord.audit import words
from onrecord.audit.milestones import is_milestone
from onrecord.audit.series import DAY, Point, Series
from onrecord.audit.view import View
from onrecord.model import Finding, Period, Suspect
from onrecord.model.finding import Verdict


def marks_passed(view: View) -> Iterator[Finding]:
    for series in view.series:
        for point in series.own:
            if is_milestone(point.claim) and point.end is not None and point.value is not None:
                finding = _check(view, series, point, point.end, point.value)
                if finding is not None:
                    yield finding


def _check(view: View, series: Series, point: Point, day: date, mark: Decimal) -> Finding | None:
    on_the_day, before = series.total(day), series.total(day - DAY)
    used = [p for p in (before, on_the_day) if p is not None]
    claims = (*(p.claim.id for p in used), point.claim.id)
    name = f"the {words.number(mark)} mark"
    suspects: tuple[Suspect, ...] = ()
    verdict: Verdict = "holds"
    if on_the_day is None:
        if not view.asked or point.claim.period.basis == "published":
            return None
        verdict = "no_record"
        because = f"No total for {words.day(day)} is on record to tell whether {name} was passed that day."
    elif on_the_day.amount < mark:
        verdict, suspects = "fails", _other_day(series, point, mark)
        because = f"{words.number(on_the_day.amount)} on {words.day(day)} is still below {name}."
    elif before is not None and before.amount >= mark:
        if point.claim.period.basis == "published":
            # "has passed the mark", with no day of its own: it had happened by then.
            because = f"{words.number(on_the_day.amount)} on {words.day(day)} is above {name}."
        else:
            verdict, suspects = "fails", _other_day(series, point, mark)
            because = (
                f"{words.number(before.amount)} on {words.day(day - DAY)} was above {name} already,"
                f" a day before {words.day(day)}."
            )
    elif before is not None:
        because = (
            f"{words.number(on_the_day.amount)} on {words.day(day)} is above {name},"
            f" and {words.number(before.amount)} the day before was below it."
        )
    else:
        because = (
            f"{words.number(on_the_day.amount)} on {words.day(day)} is above {name};"
            " no total for the day before is known."
        )
    return Finding(
        rule="mark_passed",
        verdict=verdict,
        because=because,
        claims=claims,
        period=Period(start=day, end=day),
        stated=words.figure(point.claim.quantity),
        computed=words.number(on_the_day.amount) if on_the_day is not None else None,
        suspects=suspects,
        as_of=view.as_of,
    )


def _other_day(series: Series, point: Point, mark: Decimal) -> tuple[Suspect, ...]:
    """The first known day at or above the mark, when the day before it is known to lie below."""
    for day in series.days():
        total = series.total(day)
        if total is not None and total.amount >= mark:
            before = series.total(day - DAY)
            if before is None or before.amount >= mark:
                return ()
            why = f"{words.number(total.amount)} that day was the first total at or above the mark"
            return (Suspect(claim=point.claim.id, instead=words.day(day), why=why),)
    return ()
