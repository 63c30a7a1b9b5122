"""Relations between figures, and whether they hold. The rules state them; the verdict is found here, once.

A relation says: stated = sum of its terms, each with a sign. An equality of two figures has one term.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.figures import Interval, allowed, finest, rounding
from onrecord.audit.series import Point, Window
from onrecord.model.finding import Verdict


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

    def values(self) -> list[Decimal]:
        """The figures of the terms, then the stated one (its nearer end where it is a range)."""
        quantity = self.stated.claim.quantity
        stated = next(v for v in (quantity.value, quantity.low, quantity.high, Decimal(0)) if v is not None)
        return [*(term.point.amount for term in self.terms), stated]

    def computed(self, values: list[Decimal] | None = None) -> Decimal:
        values = values or self.values()
        return sum((term.sign * value for term, value in zip(self.terms, values, strict=False)), Decimal(0))

    def verdict(self, values: list[Decimal] | None = None) -> Verdict:
        """holds, within_rounding or fails; with `values`, as if the figures were those."""
        values = values or self.values()
        computed, quantity = self.computed(values), self.stated.claim.quantity
        if quantity.bound in ("exact", "about") and values[-1] == computed:
            return "holds"
        counted = finest(values)
        spread = Interval.point(Decimal(0))
        for term, value in zip(self.terms, values, strict=False):
            width = _width(term.point, value, counted)
            spread = spread.plus(width if term.sign > 0 else width.negated())
        stated = _width(self.stated, values[-1], counted) if self.stated.firm else allowed(quantity)
        if stated is None or not spread.meets(stated):
            return "fails"
        return "holds" if quantity.bound != "exact" and spread.within(stated) else "within_rounding"

    def sum(self) -> str:
        """The sum written out: "254,380 - 250,240"."""
        out = ""
        for term in self.terms:
            sign = ("" if term.sign > 0 else "-") if not out else (" + " if term.sign > 0 else " - ")
            out += sign + words.number(term.point.amount)
        return out


def alone(point: Point) -> Interval:
    """What a figure allows where it stands in no sum: its bound, and rounding to its digits."""
    if point.firm:
        return _width(point, point.amount, Decimal(1))
    return allowed(point.claim.quantity) or Interval(None, None)


def _width(point: Point, value: Decimal, counted: Decimal) -> Interval:
    """What a term or a stated figure may have been before it was written down."""
    if point.counted:
        return Interval.point(value)
    if point.claim.quantity.bound == "about":
        near = allowed(point.claim.quantity)
        if near is not None and value == point.claim.quantity.value:
            return near
    return rounding(value, counted)
