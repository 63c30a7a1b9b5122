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

from onrecord.audit.repair.exact import Row, Span, TooLarge, spans
from onrecord.audit.repair.records import Figure, Relation


class Network:
    """Figures and relations, what of them touches what, and which units are `broken`. Raises ValueError for a term that names no figure."""

    def __init__(self, figures: Iterable[Figure], relations: Iterable[Relation]) -> None:
        self.figures = {figure.id: figure for figure in figures}
        self.relations = tuple(relations)
        self.order = {id: at for at, id in enumerate(self.figures)}
        self.units, self.unit_figures = self._units()
        self.touching: dict[str, list[int]] = {id: [] for id in self.figures}
        for unit, held in enumerate(self.unit_figures):
            for id in held:
                self.touching[id].append(unit)
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
        alone: dict[str, Span] = {}
        rows: list[Row] = []
        for unit in self.touched(changed, units):
            for relation in self.units[unit]:
                terms, known = self._open(relation, free)
                if not terms:
                    if not _within(known, relation):
                        return None
                elif len(terms) == 1:
                    [(id, factor)] = terms.items()
                    span = _narrowed(alone.get(id) or self._may_be(id, free), _over(relation, known, factor))
                    if span is None:
                        return None
                    alone[id] = span
                else:
                    rows += _rows(terms, relation.low, relation.high, known)
        unknown = dict.fromkeys((*changed, *alone, *(id for row in rows for id in row.terms)))
        held = {id: alone.get(id) or self._may_be(id, free) for id in unknown}
        if not rows:
            return {id: held[id] for id in changed}
        linked = {id for row in rows for id in row.terms}
        for id in linked:
            rows += _rows({id: Fraction(1)}, *held[id], Fraction(0))
        found = spans(rows, linked, [id for id in changed if id in linked])
        return None if found is None else {id: found.get(id, held[id]) for id in changed}

    def _open(self, relation: Relation, free: set[str]) -> tuple[dict[str, Fraction], Fraction]:
        """The terms of a relation whose amount is not certain, and the sum of the others."""
        terms: dict[str, Fraction] = {}
        known = Fraction(0)
        for factor, id in relation.terms:
            figure = self.figures[id]
            if id not in free and figure.point:
                known += Fraction(factor) * Fraction(figure.low or 0)
            else:
                terms[id] = terms.get(id, Fraction(0)) + Fraction(factor)
        return {id: factor for id, factor in terms.items() if factor}, known

    def _may_be(self, id: str, free: set[str]) -> Span:
        figure = self.figures[id]
        low, high = (figure.floor, None) if id in free else (figure.low, figure.high)
        return Span(None if low is None else Fraction(low), None if high is None else Fraction(high))


def _over(relation: Relation, known: Fraction, factor: Fraction) -> Span:
    """What a relation leaves to its one unknown term."""
    ends = [None if end is None else (Fraction(end) - known) / factor for end in (relation.low, relation.high)]
    return Span(*ends) if factor > 0 else Span(*reversed(ends))


def _narrowed(one: Span, other: Span) -> Span | None:
    low = max((end for end in (one.low, other.low) if end is not None), default=None)
    high = min((end for end in (one.high, other.high) if end is not None), default=None)
    return None if low is not None and high is not None and low > high else Span(low, high)


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


def _rows(
    terms: dict[str, Fraction], low: Decimal | Fraction | None, high: Decimal | Fraction | None, known: Fraction
) -> list[Row]:
    if low is not None and low == high:
        return [Row(terms, Fraction(low) - known, True)]
    out = []
    if high is not None:
        out.append(Row(terms, Fraction(high) - known, False))
    if low is not None:
        out.append(Row({id: -factor for id, factor in terms.items()}, known - Fraction(low), False))
    return out


def _within(amount: Fraction | Decimal, relation: Relation) -> bool:
    return (relation.low is None or amount >= relation.low) and (relation.high is None or amount <= relation.high)


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
