"""The problem and its answer: figures, relations between them, sets of figures whose change mends all of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written: what its words allow, `low` to `high` (None: open). Changed, it may be anything from
    `floor` up (None: of any sign). `fixed` figures are never changed."""

    id: str
    low: Decimal | None
    high: Decimal | None
    floor: Decimal | None = _ZERO
    fixed: bool = False

    @classmethod
    def exactly(cls, id: str, value: Decimal, floor: Decimal | None = _ZERO, fixed: bool = False) -> Figure:
        return cls(id, value, value, floor, fixed)

    @property
    def point(self) -> bool:
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Relation:
    """`low` <= the sum of coefficient times figure <= `high` (None: open); an equality has both the same."""

    id: str
    terms: tuple[tuple[Decimal, str], ...]
    low: Decimal | None = _ZERO
    high: Decimal | None = _ZERO


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a repair, and the amounts that it may have instead: one, or `low` to `high` (None: open).
    Where several figures change, the amounts of one depend on those of the others."""

    figure: str
    low: Decimal | None
    high: Decimal | None

    @property
    def instead(self) -> Decimal | None:
        """The one amount that it must have; None when there are several."""
        return self.low if self.low == self.high else None

    def allows(self, value: Decimal) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Repair:
    """Figures that, changed together, let all relations hold."""

    changes: tuple[Change, ...]

    @property
    def figures(self) -> frozenset[str]:
        return frozenset(change.figure for change in self.changes)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an answer goes: `most` repairs of one component; `together` broken relations that are solved as one,
    of which near ones are; `tried` sets of figures tried one by one before the program is solved instead; `seconds`
    for one component."""

    most: int = 64
    together: int = 40
    tried: int = 1000
    seconds: float = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What hangs together and does not hold: the ids of its `broken` relations, and all of its smallest repairs, in
    the order of the figures. `left_out` says what was not enumerated, None when nothing was left out."""

    broken: tuple[str, ...]
    repairs: tuple[Repair, ...]
    left_out: str | None = None

    @property
    def size(self) -> int | None:
        """How many figures each repair changes; None when none was found."""
        return len(self.repairs[0].changes) if self.repairs else None
