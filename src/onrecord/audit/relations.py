"""Relations between figures of a series, and whether they hold. The rules state them; the verdict is found here, once.

A relation says: stated = sum of its terms, each with a sign. An equality of two figures has one term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.figures import Interval, allowed, finest, rounding, rounds_to
from onrecord.audit.series import Point, Window
from onrecord.audit.ties import Term as Weighed
from onrecord.audit.ties import Tie, Written, room, tie
from onrecord.model.finding import Verdict

_SIGNED = re.compile(r"\+\d")


class Term(NamedTuple):
    sign: int
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`stated` = `terms`; the terms' figures are firm. `window` is the time that the relation is about
    (both days the same for an equality of totals)."""

    rule: str
    stated: Point
    terms: tuple[Term, ...]
    window: Window

    @property
    def ids(self) -> tuple[str, ...]:
        """The claims used, in the order of the sum: the terms, then what was stated."""
        return (*(term.point.claim.id for term in self.terms), self.stated.claim.id)

    @property
    def points(self) -> tuple[Point, ...]:
        return (*(term.point for term in self.terms), self.stated)

    @property
    def computed(self) -> Decimal:
        return sum((term.sign * term.point.amount for term in self.terms), Decimal(0))

    @property
    def verdict(self) -> Verdict:
        """`holds` where the sum is the stated figure, rounds to it as written, or lies within its words;
        `within_rounding` where it takes more than that, a figure cut off or the rounding of several."""
        computed, quantity = self.computed, self.stated.claim.quantity
        if quantity.bound in ("exact", "about") and _amount(self.stated) == computed:
            return "holds"
        if quantity.bound == "exact" and not self.stated.counted and rounds_to(computed, _amount(self.stated)):
            return "holds"
        spread, stated = self._widths()
        if stated is None or not spread.meets(stated):
            return "fails"
        return "holds" if quantity.bound != "exact" and spread.within(stated) else "within_rounding"

    def tie(self, otherwise: Iterable[Weighed] = ()) -> Tie:
        """The relation as the solver takes it: steps that would read it `otherwise`, then the stated figure; the room
        is what both sides allow."""
        spread, stated = self._widths()
        terms = [*otherwise, Weighed(Decimal(-1), written(self.stated))]
        terms += [Weighed(Decimal(term.sign), written(term.point)) for term in self.terms]
        around = room(_amount(self.stated), stated, self.computed, spread)
        return tie(terms, around, holds=self.verdict != "fails")

    def _widths(self) -> tuple[Interval, Interval | None]:
        """What the terms may come to, and what the stated figure may be: both in the unit that the finest counts."""
        counted = finest([*(term.point.amount for term in self.terms), _amount(self.stated)])
        spread = Interval.point(Decimal(0))
        for term in self.terms:
            width = _width(term.point, counted)
            spread = spread.plus(width if term.sign > 0 else width.negated())
        return spread, _width(self.stated, counted) if self.stated.firm else allowed(self.stated.claim.quantity)

    def sum(self) -> str:
        """The sum written out: "254,380 - 250,240"."""
        out = ""
        for term in self.terms:
            sign = ("" if term.sign > 0 else "-") if not out else (" + " if term.sign > 0 else " - ")
            out += sign + words.number(term.point.amount)
        return out


def written(point: Point) -> Written:
    """A loss figure as the solver takes it."""
    signed = point.claim.measure == "increment" and _SIGNED.search(point.claim.text) is not None
    id = point.claim.id
    return Written(id=id, claim=id, value=_amount(point), own=point.own, signed=signed, point=point)


def alone(point: Point) -> Interval:
    """What a figure allows where it stands in no sum: its bound, and rounding to its digits."""
    if point.firm:
        return _width(point, Decimal(1))
    return allowed(point.claim.quantity) or Interval(None, None)


def _amount(point: Point) -> Decimal:
    """The figure (its nearer end where it is a range)."""
    quantity = point.claim.quantity
    return next(v for v in (quantity.value, quantity.low, quantity.high, Decimal(0)) if v is not None)


def _width(point: Point, counted: Decimal) -> Interval:
    """What a firm figure may have been before it was written down."""
    if point.counted or point.borne_out:
        return Interval.point(point.amount)
    if point.claim.quantity.bound == "about":
        near = allowed(point.claim.quantity)
        if near is not None:
            return near
    return rounding(point.amount, counted)
