"""Figures as intervals: what a figure's digits and its bound word allow.

The tolerance comes from the digits as written, as in beancount, and never from the size of the sum:

- A figure's *grain* is the unit of its last digit that is not a trailing zero: 10 for 4,140, 1,000 for
  250,000, 0.01 for 1.15.
- In a sum the finest grain tells how its figures were counted. A figure of that grain is taken at its
  word; a coarser one may have been rounded (half a grain either way, an eighth of the figure at most) or
  cut off (up to a grain less than the truth, when it keeps two digits or more). If even the finest ends in
  two zeros, all are rounded.
- "about": half a grain, for figures of one or two digits held between 5 and 10 % of the figure.
- "nearly": as far below the figure as "about" would reach. "more than", "up to", "less than": open on
  one side. The figure itself always lies within its interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from onrecord.model import Quantity

_COUNTED = Decimal(10)
_HALF = Decimal("0.5")
_TOO_LARGE = Decimal(10) ** 15
_EIGHTH = Decimal("0.125")
_LEAST, _MOST = Decimal("0.05"), Decimal("0.1")


class Interval(NamedTuple):
    """A closed interval of amounts; an open end is None."""

    low: Decimal | None
    high: Decimal | None

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        return cls(value, value)

    def __contains__(self, value: object) -> bool:
        return (
            isinstance(value, Decimal)
            and (self.low is None or self.low <= value)
            and (self.high is None or value <= self.high)
        )

    def within(self, other: Interval) -> bool:
        """Whether every amount of this interval lies in the other."""
        low = other.low is None or (self.low is not None and self.low >= other.low)
        high = other.high is None or (self.high is not None and self.high <= other.high)
        return low and high

    def meets(self, other: Interval) -> bool:
        return not (
            (self.high is not None and other.low is not None and self.high < other.low)
            or (other.high is not None and self.low is not None and other.high < self.low)
        )

    def plus(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
        )

    def negated(self) -> Interval:
        return Interval(None if self.high is None else -self.high, None if self.low is None else -self.low)

    def nearest(self, value: Decimal) -> Decimal:
        """The amount of the interval that lies nearest to `value`."""
        if self.low is not None and value < self.low:
            return self.low
        if self.high is not None and value > self.high:
            return self.high
        return value


def grain(value: Decimal) -> Decimal:
    """The unit of the last digit of `value` that is not a trailing zero; 1 for zero.

    >>> grain(Decimal("4140")), grain(Decimal("1.15"))
    (Decimal('10'), Decimal('0.01'))
    """
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if value and isinstance(exponent, int) else Decimal(1)


def sane(value: Decimal) -> bool:
    """Whether a figure can be one of a war report; sums of others are not worth their digits."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -9 and abs(value) < _TOO_LARGE


def digits(value: Decimal) -> int:
    """How many significant digits `value` has, trailing zeros not counted."""
    return len(value.normalize().as_tuple().digits)


def finest(values: Iterable[Decimal]) -> Decimal:
    """The finest grain among the figures of one sum; zeros, which have none, do not count."""
    return min((grain(value) for value in values if value), default=Decimal(1))


def reach(value: Decimal) -> Decimal:
    """How far "about" and "nearly" reach from `value`, in its own unit."""
    half = grain(value) * _HALF
    if digits(value) > 2:
        return half
    size = abs(value)
    return min(max(half, size * _LEAST), size * _MOST)


def rounding(value: Decimal, counted: Decimal) -> Interval:
    """The amounts that may have been written as `value` in a sum whose figures are counted in `counted`."""
    own = grain(value)
    if not value or (own <= counted and counted <= _COUNTED):
        return Interval.point(value)
    below = above = min(own * _HALF, abs(value) * _EIGHTH)
    # Cut off to one digit, 4,999 would read 4,000: that is no way to write a figure.
    if digits(value) > 1:
        above = own - (counted if counted <= _COUNTED else Decimal(1))
    return Interval(value - below, value + above) if value > 0 else Interval(value - above, value + below)


def allowed(quantity: Quantity, counted: Decimal | None = None) -> Interval | None:
    """What `quantity` allows by its bound and digits, in a sum counted in units of `counted` (None: exactly
    as written). None when it holds no figure."""
    value = quantity.value
    if quantity.bound == "range" or value is None:
        if quantity.low is None and quantity.high is None:
            return None
        return Interval(quantity.low, quantity.high)
    match quantity.bound:
        case "about":
            return Interval(value - reach(value), value + reach(value))
        case "nearly":
            return Interval(value - reach(value), value)
        case "more_than":
            return Interval(value, None)
        case "up_to" | "less_than":
            return Interval(None, value)
    return Interval.point(value) if counted is None else rounding(value, counted)


def rounded(value: Decimal, unit: Decimal) -> Decimal:
    """`value` rounded half up to a multiple of `unit` (a power of ten)."""
    return (value / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit


def last_digit(written: Decimal) -> Decimal:
    """The unit of the last digit that is written, 1 for a whole number."""
    exponent = written.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def as_fine(exact: Decimal, written: Decimal) -> Decimal:
    """`exact` to as many decimals as `written` shows, to one more where that leaves a single digit."""
    unit = last_digit(written)
    out = rounded(exact, unit)
    return out if out == exact or digits(out) > 1 or out >= 10 else rounded(exact, unit / 10)


def rounds_to(exact: Decimal, written: Decimal) -> bool:
    """Whether `written` is `exact` as a careful hand rounds it: to the unit of its last digit that is not a zero, which
    must leave most of it standing."""
    unit = grain(written)
    near = abs(exact - written) <= _EIGHTH * abs(written)
    return written != 0 and unit > 1 and near and rounded(exact, unit) == written
