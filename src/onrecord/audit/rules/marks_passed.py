"""A mark that a running total passed on a day: above it that day, below it the day before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.figures import Interval
from onrecord.audit.milestones import is_milestone, names_its_day
from onrecord.audit.relations import written
from onrecord.audit.series import DAY, Point, Series
from onrecord.audit.ties import Term, Tie, Tied, Written, step, tie
from onrecord.audit.view import View
from onrecord.model import Finding, Period
from onrecord.model.finding import Verdict

_REACHES = (timedelta(days=30), timedelta(days=365), None)


def marks_passed(view: View) -> Iterator[Finding | Tied]:
    for series in view.series:
        for point in series.own:
            if is_milestone(point.claim) and point.end is not None and point.value is not None:
                finding = _check(view, series, point, point.end, point.value)
                if finding is not None:
                    yield finding


def _check(view: View, series: Series, point: Point, day: date, mark: Decimal) -> Finding | Tied | None:
    """None where the claim names no day that could be looked up."""
    reached, before = series.total(day), _day_before(series, day)
    name, dated = f"the {words.number(mark)} mark", names_its_day(point.claim)
    if reached is None and (view.beside is None or not dated):
        return None
    ties: list[Tie] = []
    verdict: Verdict = "holds"
    on_the_day = f"{words.number(reached.amount)} on {words.day(day)}" if reached is not None else ""
    if reached is None:
        verdict = "no_record"
        because = f"No total for {words.day(day)} is on record to tell whether {name} was passed that day."
    elif reached.amount < mark:
        verdict = "fails"
        because = f"{on_the_day} is still below {name}."
    elif before is None:
        because = f"{on_the_day} is above {name}; no total for the day before is known."
    elif before.total < mark:
        because = f"{on_the_day} is above {name}, and {before.said} the day before was below it."
    elif dated:
        verdict = "fails"
        because = f"{on_the_day} is above {name}, but {before.said} the day before was above it already."
    else:
        because = f"{on_the_day} is above {name}."  # "has passed", with no day: it had happened by then
    if reached is not None and verdict == "fails":
        ties = [*_ties(point, reached, before, _other_day(view, series, point, day, mark))]
    finding = Finding(
        rule="mark_passed",
        verdict=verdict,
        because=because,
        claims=(*(before.claims if before else ()), *((reached.claim.id,) if reached else ()), point.claim.id),
        period=Period(start=day, end=day),
        stated=words.figure(point.claim.quantity),
        computed=words.number(reached.amount) if reached is not None else None,
        as_of=view.as_of,
    )
    return Tied(finding, tuple(ties)) if ties else finding


def _ties(point: Point, reached: Point, before: _Before | None, otherwise: Iterable[Term]) -> Iterator[Tie]:
    """The mark is at most the day's total, and more than that of the day before."""
    steps, mark = [*otherwise], written(point)
    if reached.amount < mark.value:
        terms = (*steps, Term(Decimal(-1), mark), Term(Decimal(1), written(reached)))
        yield tie(terms, Interval(Decimal(0), None), holds=False, bounds=True)
    elif before is not None:
        terms = (*steps, Term(Decimal(1), mark), *(Term(-factor, one) for factor, one in before.figures))
        yield tie(terms, Interval(Decimal(1), None), holds=False, bounds=True)


class _Before(NamedTuple):
    """The total of the day before, how it is said, its figures, and the claims besides the day's own."""

    total: Decimal
    said: str
    figures: tuple[tuple[Decimal, Written], ...]
    claims: tuple[str, ...]


def _day_before(series: Series, day: date) -> _Before | None:
    """The total of the day before, as stated or as the day's own total and entry tell it."""
    stated, reached, entry = series.total(day - DAY), series.total(day), series.daily(day)
    if stated is not None:
        alone = ((Decimal(1), written(stated)),)
        return _Before(stated.amount, words.number(stated.amount), alone, (stated.claim.id,))
    if reached is None or entry is None:
        return None
    total = reached.amount - entry.amount
    said = f"{words.number(reached.amount)} - {words.number(entry.amount)} = {words.number(total)}"
    figures = ((Decimal(1), written(reached)), (Decimal(-1), written(entry)))
    return _Before(total, said, figures, (entry.claim.id,))


def _other_day(view: View, series: Series, point: Point, day: date, mark: Decimal) -> tuple[Term, ...]:
    """The day whose total is the first at or above the mark, the day before known to lie below. It is looked
    for near the day that is told, then farther: the record may be years long."""
    for reach in _REACHES:
        since, until = (day - reach, day + reach) if reach else (None, None)
        recorded = view.beside.totals(series.key, since, until) if view.beside is not None else {}
        passed = _passed(recorded | series.totals, mark)
        if passed is not None:
            why = f"{words.number(passed.amount)} that day was the first total at or above the mark"
            return (step(point.claim.id, words.day(passed.end or day), why),)
    return ()


def _passed(totals: dict[date, Point], mark: Decimal) -> Point | None:
    for day in sorted(totals):
        before = totals.get(day - DAY)
        if totals[day].amount >= mark and before is not None and before.amount < mark:
            return totals[day]
    return None
