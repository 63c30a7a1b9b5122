"""A running total that is another day's: stale, or given under a wrong date. Said where the total of its own day is on
record and another, and where it is exactly the total of one other day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.audit import words
from onrecord.audit.figures import digits
from onrecord.audit.milestones import is_milestone
from onrecord.audit.relate import REPEAT
from onrecord.audit.relations import Relation
from onrecord.audit.series import Point, Series, of_the_war
from onrecord.audit.ties import Tied, step
from onrecord.audit.view import View
from onrecord.model import Finding, Period

_NEAR = timedelta(days=14)  # looked at first
_FAR = timedelta(days=92)
_CHANCE = 100  # smaller totals stay the same for days, or agree by chance
_TELLING = 3


def misdated(view: View) -> Iterator[Tied]:
    for series, relations in zip(view.series, view.relations, strict=True):
        wrong = {
            relation.stated.claim.id: relation
            for relation in relations
            if relation.rule == REPEAT and not relation.terms[0].point.own and relation.verdict == "fails"
        }
        for point in series.own:
            if point.claim.id in wrong and (day := other_day(view, series, point)) is not None:
                yield _finding(view, wrong[point.claim.id], day)


def other_day(view: View, series: Series, point: Point) -> Point | None:
    """The one total on record, of another day, that a stated running total repeats."""
    end, value = point.end, point.value
    if view.beside is None or end is None or value is None or point.claim.measure != "cumulative":
        return None
    if value < _CHANCE or digits(value) < _TELLING or not of_the_war(point) or is_milestone(point.claim):
        return None
    if point.claim.quantity.bound != "exact":
        return None
    for reach in (_NEAR, _FAR):
        held = view.beside.totals(series.key, end - reach, end + reach) if series.key.voice.known else {}
        same = [other for day, other in held.items() if other.value == value and day != end]
        if same:
            return same[0] if len(same) == 1 else None
    return None


def _finding(view: View, relation: Relation, other: Point) -> Tied:
    point, own_day = relation.stated, relation.terms[0].point
    end, day = point.end, other.end
    assert end is not None and day is not None
    stated = words.figure(point.claim.quantity)
    finding = Finding(
        rule="misdated",
        verdict="fails",
        because=(
            f"{stated} is given for {_day(end)}, but it is the total on record for {_day(day)}; "
            f"for {words.day(end)} it is {words.number(own_day.amount)}."
        ),
        claims=(other.claim.id, own_day.claim.id, point.claim.id),
        period=Period(start=day, end=end) if day < end else Period(start=end, end=day),
        stated=stated,
        computed=words.number(own_day.amount),
        as_of=view.as_of,
    )
    otherwise = step(point.claim.id, words.day(day), f"{stated} is the total of that day")
    return Tied(finding, (relation.tie([otherwise]),))


def _day(day: date) -> str:
    return f"{words.weekday(day)}, {words.day(day)}"
