"""What hangs together: relations that share figures, which of them do not hold, and how far a change can be felt.

A figure that is certain as written passes nothing on: the relations on either side hold or fail by themselves. One with
an interval does. Relations joined by such figures are one *unit*, and a unit holds when some amounts within the
intervals satisfy all of it.

Figures of a broken unit are at distance 1, those of units that share a figure with it at 2, and so on. In a smallest
repair of n figures each stands within distance n: what is changed further off than that mends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from onrecord.audit.repair.exact import Row, Span, TooLarge, spans
from onrecord.audit.repair.records import Figure, Relation


class Network:
    """Figures and relations, what of them touches what, and which units are `broken`. Raises ValueError for a term
    that names no figure."""

    def __init__(self, figures: Iterable[Figure], relations: Iterable[Relation]) -> None:
        self.figures = {figure.id: figure for figure in figures}
        self.relations = tuple(relations)
        self.order = {id: at for at, id in enumerate(self.figures)}
        self.units, self.unit_figures = self._units()
        self.touching: dict[str, list[int]] = {id: [] for id in self.figures}
        for unit, held in enumerate(self.unit_figures):
            for id in held:
                self.touching[id].append(unit)
        self._ends = {one.id: (_end(one.low), _end(one.high), _end(one.floor)) for one in self.figures.values()}
        self._exact = [tuple(map(_exact, unit)) for unit in self.units]
        self.broken = frozenset(self._broken())

    def _units(self) -> tuple[list[tuple[Relation, ...]], list[tuple[str, ...]]]:
        """Relations that figures with intervals join, and the figures of each unit."""
        first: dict[str, int] = {}
        sets = Sets(len(self.relations))
        for at, relation in enumerate(self.relations):
            for _, id in relation.terms:
                if id not in self.figures:
                    raise ValueError(f"relation {relation.id} names {id}, which is no figure")
                if not self.figures[id].point:
                    sets.join(first.setdefault(id, at), at)
        units = [tuple(self.relations[at] for at in held) for held in sets.groups()]
        return units, [tuple(dict.fromkeys(id for one in unit for _, id in one.terms)) for unit in units]

    def _broken(self) -> list[int]:
        """The units that do not hold as written."""
        out = []
        for at, unit in enumerate(self.units):
            if len(unit) == 1:
                if not _holds(unit[0], self.figures):
                    out.append(at)
            else:
                try:
                    if self.spans((), (at,)) is None:
                        out.append(at)
                except TooLarge:
                    if not all(_holds(relation, self.figures) for relation in unit):
                        out.append(at)
        return out

    def around(self, units: Iterable[int], distance: int) -> list[str]:
        """The figures that may be changed within a distance of units, in the order of the figures."""
        seen = set(units)
        edge = list(seen)
        found: set[str] = set()
        for _ in range(distance):
            new = {id for unit in edge for id in self.unit_figures[unit]} - found
            found |= new
            edge = [unit for id in new for unit in self.touching[id] if unit not in seen]
            seen.update(edge)
        return sorted((id for id in found if not self.figures[id].fixed), key=self.order.__getitem__)

    def touched(self, figures: Iterable[str], units: Iterable[int] = ()) -> list[int]:
        """Units that hold one of the figures, and `units`."""
        return sorted({unit for id in figures for unit in self.touching[id]} | set(units))

    def untouched(self, unit: int, figures: Sequence[str]) -> bool:
        return not any(id in self.unit_figures[unit] for id in figures)

    def spans(self, changed: Sequence[str], units: Iterable[int]) -> dict[str, Span] | None:
        """Between what each changed figure must lie so that `units`, and all that it touches, hold; None when nothing
        it may be lets them. Raises exact.TooLarge."""
        free = set(changed)
        alone: dict[str, _Between] = {}
        rows: list[Row] = []
        for unit in self.touched(changed, units):
            for relation in self._exact[unit]:
                terms, known = self._open(relation, free)
                if not terms:
                    if (relation.low is not None and known < relation.low) or (
                        relation.high is not None and known > relation.high
                    ):
                        return None
                elif len(terms) == 1:
                    [(id, factor)] = terms.items()
                    between = _narrowed(alone.get(id) or self._may_be(id, free), _over(relation, known, factor))
                    if between is None:
                        return None
                    alone[id] = between
                else:
                    rows += _rows(terms, relation.low, relation.high, known)
        held = {id: alone.get(id) or self._may_be(id, free) for id in changed}
        linked = {id for row in rows for id in row.terms}
        for id in linked:
            rows += _rows({id: 1}, *(alone.get(id) or self._may_be(id, free)), 0)
        found = spans(rows, linked, [id for id in changed if id in linked]) if rows else {}
        return None if found is None else {id: found.get(id) or _span(held[id]) for id in changed}

    def _open(self, relation: _Exact, free: set[str]) -> tuple[dict[str, Number], Number]:
        """The terms of a relation whose amount is not certain, and the sum of the others."""
        terms: dict[str, Number] = {}
        known: Number = 0
        for factor, id in relation.terms:
            low, high, _ = self._ends[id]
            if id not in free and low is not None and low == high:
                known += factor * low
            else:
                terms[id] = terms.get(id, 0) + factor
        return {id: factor for id, factor in terms.items() if factor}, known

    def _may_be(self, id: str, free: set[str]) -> _Between:
        low, high, floor = self._ends[id]
        return (floor, None) if id in free else (low, high)


Number = int | Fraction
_Between = tuple[Number | None, Number | None]


class _Exact(NamedTuple):
    """A relation in whole numbers or fractions, which are added sooner than decimals and divide exactly."""

    terms: tuple[tuple[Number, str], ...]
    low: Number | None
    high: Number | None


def _exact(relation: Relation) -> _Exact:
    terms = tuple((_number(factor), id) for factor, id in relation.terms)
    return _Exact(terms, _end(relation.low), _end(relation.high))


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else Fraction(value)


def _end(value: Decimal | None) -> Number | None:
    return None if value is None else _number(value)


def _over(relation: _Exact, known: Number, factor: Number) -> _Between:
    """What a relation leaves to its one unknown term."""
    low, high = (
        None if end is None else (end - known) * factor if abs(factor) == 1 else Fraction(end - known) / factor
        for end in (relation.low, relation.high)
    )
    return (low, high) if factor > 0 else (high, low)


def _narrowed(one: _Between, other: _Between) -> _Between | None:
    low = one[0] if other[0] is None or (one[0] is not None and one[0] >= other[0]) else other[0]
    high = one[1] if other[1] is None or (one[1] is not None and one[1] <= other[1]) else other[1]
    return None if low is not None and high is not None and low > high else (low, high)


class Sets:
    """Numbers from 0 that are joined into sets."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, at: int) -> int:
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        self._parent[self.root(other)] = self.root(one)

    def groups(self) -> list[list[int]]:
        out: dict[int, list[int]] = {}
        for at in range(len(self._parent)):
            out.setdefault(self.root(at), []).append(at)
        return list(out.values())


def _rows(terms: dict[str, Number], low: Number | None, high: Number | None, known: Number) -> list[Row]:
    factors = {id: Fraction(factor) for id, factor in terms.items()}
    if low is not None and low == high:
        return [Row(factors, Fraction(low - known), True)]
    out = []
    if high is not None:
        out.append(Row(factors, Fraction(high - known), False))
    if low is not None:
        out.append(Row({id: -factor for id, factor in factors.items()}, Fraction(known - low), False))
    return out


def _span(between: _Between) -> Span:
    low, high = between
    return Span(None if low is None else Fraction(low), None if high is None else Fraction(high))


def _reach(relation: Relation, figures: dict[str, Figure]) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that the sum of a relation can be as written."""
    least: Decimal | None = Decimal(0)
    most: Decimal | None = Decimal(0)
    for factor, id in relation.terms:
        figure = figures[id]
        low, high = (figure.low, figure.high) if factor > 0 else (figure.high, figure.low)
        least = None if least is None or low is None else least + factor * low
        most = None if most is None or high is None else most + factor * high
    return least, most


def _holds(relation: Relation, figures: dict[str, Figure]) -> bool:
    least, most = _reach(relation, figures)
    return (relation.high is None or least is None or least <= relation.high) and (
        relation.low is None or most is None or most >= relation.low
    )
