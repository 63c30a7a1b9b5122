"""Which figure may be the wrong one when a relation fails: every repair by one figure, ranked.

This is error localisation (Fellegi and Holt, 1976) for one relation at a time: change the fewest figures so
that all relations hold. A repair costs one figure, one more for each other relation that it breaks, and one
less for each that it mends. Repairs of equal cost are ranked by what they look like: the figure of another
day, a slip of the pen, any other. None is left out because another looks likelier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.figures import allowed, slip
from onrecord.audit.relate import daily_sum
from onrecord.audit.relations import Relation
from onrecord.audit.series import DAY, Point, Series
from onrecord.model import Suspect

_NAMED = 5  # suspects that a finding names at most


class Repair(NamedTuple):
    """One figure changed so that the relation holds. Smaller sorts first; `look` is 0 for another day's
    figure or a slip, 1 for any other; the audited document's own figures stand before the record's."""

    cost: int
    look: int
    recorded: bool
    at: int
    point: Point
    instead: str
    why: str


def suspects(alike: Sequence[Relation], series: Series, beside: Iterable[Relation]) -> tuple[Suspect, ...]:
    """The repairs of failing relations that say the same, likeliest first; each makes all of them hold.
    `beside` are the other relations known to share figures with them."""
    others = tuple(beside)
    repairs: dict[tuple[str, str], Repair] = {}
    for relation in alike:
        twins = [one for one in alike if one is not relation]
        for repair in _repairs(relation, series, twins, others):
            named = (repair.point.claim.id, repair.instead)
            if named not in repairs or repair[:4] < repairs[named][:4]:
                repairs[named] = repair
    ranked = sorted(repairs.values(), key=lambda repair: repair[:4])
    return tuple(
        Suspect(claim=repair.point.claim.id, instead=repair.instead, why=repair.why) for repair in ranked[:_NAMED]
    )


def _repairs(
    relation: Relation, series: Series, twins: Sequence[Relation], others: Sequence[Relation]
) -> Iterable[Repair]:
    values = relation.values()
    stated = relation.stated
    computed = relation.computed(values)
    target = values[-1]
    if not stated.firm:
        interval = allowed(stated.claim.quantity)
        target = interval.nearest(computed) if interval else target
    gap = target - computed
    changes = [(stated, computed, len(values) - 1)]
    for at, term in enumerate(relation.terms):
        changes.append((term.point, values[at] + term.sign * gap, at))
    for point, instead, at in changes:
        if instead < 0 or point.value is None:
            continue
        if _consequences(point, instead, twins)[1] < len(twins):
            continue
        broken, mended = _consequences(point, instead, others)
        look, why = _look(point, instead, series)
        if broken:
            why += f", but {broken} other sum{'s' if broken > 1 else ''} would then fail"
        elif mended:
            why += f", and {mended} other sum{'s' if mended > 1 else ''} would then hold"
        # The stated figure stands before the terms, these in their order.
        place = 0 if point is stated else at + 1
        yield Repair(1 + broken - mended, look, not point.own, place, point, words.as_in(point.claim, instead), why)
    yield from _other_windows(relation, series, others)


def _other_windows(relation: Relation, series: Series, others: Sequence[Relation]) -> Iterable[Repair]:
    """The days may be the wrong ones: a Sunday's report retold on Monday. It costs what changing the figure
    costs, and stands before it, since it leaves the figure as it is."""
    stated, (start, end) = relation.stated, relation.window
    if stated.claim.measure != "increment" or not stated.firm:
        return
    for shift in (-DAY, DAY):
        before, after = series.total(start + shift), series.total(end + shift)
        if before is not None and after is not None and after.amount - before.amount == stated.amount:
            days = words.window(start + shift, end + shift)
            why = f"{words.number(stated.amount)} is the sum of these days"
            _, mended = _consequences(stated, relation.computed(), others)
            yield Repair(1 - mended, 0, False, -1, stated, days, why)


def _consequences(point: Point, instead: Decimal, others: Sequence[Relation]) -> tuple[int, int]:
    """How many other relations the change breaks, and how many it mends."""
    broken = mended = 0
    for other in others:
        at = [i for i, p in enumerate(other.points) if p.claim.id == point.claim.id and p.own == point.own]
        if not at:
            continue
        values = other.values()
        before = other.verdict(values) != "fails"
        values[at[0]] = instead
        after = other.verdict(values) != "fails"
        broken += before and not after
        mended += after and not before
    return broken, mended


def _look(point: Point, instead: Decimal, series: Series) -> tuple[int, str]:
    value = point.value or Decimal(0)
    stale = _other_day(point, value, series)
    if stale is not None:
        return 0, f"{words.number(value)} is the figure of {words.day(stale)}"
    pen = slip(value, instead)
    if pen is not None:
        return 0, pen
    return 1, "with it the figures would agree"


def _other_day(point: Point, value: Decimal, series: Series) -> date | None:
    """The day beside the point's own whose figure it repeats; small figures repeat by chance."""
    end = point.end
    if end is None or value < 100:
        return None
    for when in (end - DAY, end + DAY):
        beside = series.total(when) if point.claim.measure == "cumulative" else series.daily(when)
        if beside is not None and beside.claim.id != point.claim.id and beside.value == value:
            return when
    return None


def around(relation: Relation, series: Series) -> Iterable[Relation]:
    """The daily sums around the days of `relation`'s figures: total of the day before + increment = total."""
    days: set[date] = set()
    for point in relation.points:
        if point.end is not None:
            days |= {point.end, point.end + DAY}
    for when in sorted(days):
        daily = daily_sum(series, when)
        if daily is not None:
            yield daily
