"""What a finding's relation is to the solver: figures as they are written, tied by a sum that is linear in them.

    low <= sum of factor * figure <= high

A figure is the number that is written. What its words leave open (bound, rounding, cutting off) is the *room* of the
sum that it stands in, since the finest digit of a sum tells how its figures were counted; a figure that is changed
keeps that room. A *step* is no figure but another way to read what is said (other days, "twice" that is not): 0 as
written, and whoever changes it changes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit.figures import Interval
from onrecord.audit.series import Point
from onrecord.model import Finding

_ZERO = Decimal(0)
_LESS = Decimal("0.9")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A figure, told from others by `id`; `claim` carries it, or stands nearest to it where it is not `carried`. `own`
    is true for the audited document. Instead of a step `said` would be written; `signed` is true where an entry of a
    list is ("+530")."""

    id: str
    claim: str
    value: Decimal
    own: bool = True
    carried: bool = True
    unit: str = ""
    signed: bool = False
    point: Point | None = None
    said: str | None = None


class Term(NamedTuple):
    """`why` says what a change of the figure would be, where there is more to say than that the figures agree."""

    factor: Decimal
    written: Written
    why: str | None = None


def step(claim: str, said: str, why: str) -> Term:
    """What a claim would say otherwise, its figures as they are."""
    return Term(Decimal(1), Written(id=f"{claim}/{said}", claim=claim, value=_ZERO, said=said), why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A sum and its room. `bounds`: a change is told by the bound that it must keep, not by one amount."""

    terms: tuple[Term, ...]
    room: Interval
    bounds: bool = False

    @property
    def sum(self) -> Decimal:
        return sum((term.factor * term.written.value for term in self.terms), _ZERO)

    @property
    def holds(self) -> bool:
        return self.sum in self.room

    @property
    def key(self) -> frozenset[tuple[str, Decimal]]:
        """Two ties of the same figures with the same factors, or all of the other sign, are one."""
        first = min(self.terms, key=lambda term: term.written.id)
        sign = -1 if first.factor < 0 else 1
        return frozenset((term.written.id, sign * term.factor) for term in self.terms)

    def mending(self, id: str) -> Decimal:
        """What a figure would be for the sum to come out even; where its room lies apart from that, to its near end."""
        term = next(term for term in self.terms if term.written.id == id)
        even = _ZERO if _ZERO in self.room and None not in self.room else self.room.nearest(self.sum)
        return term.written.value + (even - self.sum) / term.factor


class Tied(NamedTuple):
    """A finding and its ties: the suspects are for the solver to find."""

    finding: Finding
    ties: tuple[Tie, ...]


def room(stated: Decimal, allows: Interval | None, computed: Decimal, spread: Interval) -> Interval:
    """What sum - stated may be, where the sum may be anything of `spread` and what is stated anything that it `allows`
    (None: nothing)."""
    if allows is None:
        return Interval.point(_ZERO)
    return allows.plus(Interval.point(-stated)).plus(spread.plus(Interval.point(-computed)).negated())


def tie(terms: Iterable[Term], room: Interval, *, holds: bool, bounds: bool = False) -> Tie:
    """A tie about which the rule's verdict stands: its room is widened or narrowed to it."""
    made = Tie(terms=tuple(terms), room=room, bounds=bounds)
    if made.holds == holds:
        return made
    off, (low, high) = made.sum, room
    if holds:
        return Tie(
            terms=made.terms,
            room=Interval(None if low is None else min(low, off), None if high is None else max(high, off)),
            bounds=bounds,
        )
    if off > 0:
        return Tie(terms=made.terms, room=Interval(low, off * _LESS), bounds=bounds)
    return Tie(terms=made.terms, room=Interval(off * _LESS, high), bounds=bounds)
