"""A part is no larger than its whole: an increment within its total, a day within its week; totals never fall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from onrecord.audit import words
from onrecord.audit.figures import Interval
from onrecord.audit.relations import alone, written
from onrecord.audit.series import Point, Series, Window, tallied, told_as_total, windows
from onrecord.audit.ties import Term, Tied, tie
from onrecord.audit.view import View
from onrecord.model import Finding, Period


def parts(view: View) -> Iterator[Tied]:
    """Only what fails is said: that a part is smaller than its whole goes without saying."""
    for series in view.series:
        # Others than the tallies count all sorts under one word: the dead of one town within the children's.
        if not series.key.voice.known:
            continue
        for part, whole, window in (*_within_totals(series), *_within_windows(series)):
            yield _finding(view, part, whole, window, "is more than its whole,")
        for later, earlier, window in _falling(series):
            yield _finding(view, earlier, later, window, "is more than the later running total,")


def _within_totals(series: Series) -> Iterator[tuple[Point, Point, Window]]:
    for point in series.own:
        start, end = point.claim.period.start, point.end
        if point.claim.measure != "increment" or start is None or end is None:
            continue
        total = series.total(end)
        since = total.claim.period.start if total is not None else None
        if total is not None and since is not None and since <= start and _exceeds(point, total):
            yield point, total, (start, end)


def _within_windows(series: Series) -> Iterator[tuple[Point, Point, Window]]:
    """Increments nested in longer ones. Sorted by their start, the longer first, the windows that enclose
    the next lie on a stack, each with the figure that allows the least."""
    placed = [
        (windows(point.claim.period)[0], alone(point).high, point)
        for point in series.own
        if point.claim.measure == "increment" and windows(point.claim.period) and tallied(point, series)
    ]
    placed.sort(key=lambda item: (item[0][0], date.max - item[0][1], item[1] is not None, -(item[1] or 0)))
    stack: list[tuple[Window, Point]] = []
    for window, _, point in placed:
        while stack and (stack[-1][0][1] < window[1] or stack[-1][0] == window):
            stack.pop()
        if stack and _exceeds(point, stack[-1][1]):
            yield point, stack[-1][1], window
        stack.append((window, point))


def _falling(series: Series) -> Iterator[tuple[Point, Point, Window]]:
    """Running totals that lie below an earlier one, where one of the two is the document's."""
    if not series.totals:
        return
    for earlier, later in pairwise(series.days()):
        first, second = series.total(earlier), series.total(later)
        if first is None or second is None or not all(told_as_total(point) for point in (first, second)):
            continue
        if not (first.own or second.own) or series.daily(later) is not None:
            continue
        if _exceeds(first, second):
            yield second, first, (earlier, later)


def _exceeds(part: Point, whole: Point) -> bool:
    """Whether even the least that the part allows is more than the most that the whole allows."""
    least, most = alone(part).low, alone(whole).high
    return least is not None and most is not None and least > most


def _finding(view: View, part: Point, whole: Point, window: Window, relation: str) -> Tied:
    small, large = words.figure(whole.claim.quantity), words.figure(part.claim.quantity)
    most = alone(whole).high
    assert most is not None
    finding = Finding(
        rule="part",
        verdict="fails",
        because=f"{large} ({words.window(*window)}) {relation} {small}.",
        claims=(part.claim.id, whole.claim.id),
        period=Period(start=window[0], end=window[1]),
        stated=large,
        computed=f"at most {words.number(most)}",
        as_of=view.as_of,
    )
    terms = (
        Term(Decimal(1), written(part), "a part is no larger than its whole"),
        Term(Decimal(-1), written(whole), "a whole is no smaller than its part"),
    )
    return Tied(finding, (tie(terms, Interval(None, Decimal(0)), holds=False, bounds=True),))
