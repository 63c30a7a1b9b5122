"""The interval that the words of a figure allow."""

from __future__ import annotations

from decimal import Decimal

from onrecord.model.claim import Bound

ABOUT = Decimal("0.05")
NEARLY = Decimal("0.9")


def interval(value: Decimal, step: Decimal, bound: Bound) -> tuple[Decimal | None, Decimal | None]:
    """(low, high) for `value`, whose last digit is worth `step` (0: a count in full); an open end is None.

    exact      half a step either side: "4,140" is [4140, 4140], "1.2 million" [1150000, 1250000]
    about      5 %, or half a unit of the last digit that is no zero, whichever is wider
    nearly     nine tenths of the value up to the value
    more_than  from the value up, open
    up_to, less_than  from 0 to the value
    """
    size = abs(value)
    match bound:
        case "about":
            room = max(size * ABOUT, last_digit(value) / 2, step / 2)
            return value - room, value + room
        case "nearly":
            return tuple(sorted((plain(value * NEARLY), value)))  # type: ignore[return-value]
        case "more_than":
            return value, None
        case "up_to" | "less_than":
            return min(Decimal(0), value), max(Decimal(0), value)
        case _:
            return value - step / 2, value + step / 2


def last_digit(value: Decimal) -> Decimal:
    """What one unit of the last significant digit is worth: 100 for 28700, 0.01 for 1.15."""
    if not value:
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent and trailing zeros after the point: 4E+3 becomes 4000."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize()
