"""A figure in the making."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onrecord.mark.figures.after import Counted
from onrecord.mark.figures.numbers import Number
from onrecord.mark.figures.tables import Unit
from onrecord.model import Span
from onrecord.model.claim import Bound

_NOWHERE = Span(0, 0)


@dataclass(slots=True)
class Draft:
    """[start, end) is the whole figure; `core` its number with currency, sign and unit, without bound and noun;
    `written` the number alone. `listed` is the noun in front of a list line; `previous` the word before."""

    number: Number
    start: int
    end: int
    written: Span
    value: Decimal | None
    step: Decimal
    core: Span = _NOWHERE
    bound: Bound = "exact"
    unit: Unit | None = None
    counted: Counted | None = None
    listed: Span | None = None
    per: str | None = None
    sign: Literal["+", "-"] | None = None
    change: Literal["up", "down"] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    previous: str = ""
    same_as: int | None = None
