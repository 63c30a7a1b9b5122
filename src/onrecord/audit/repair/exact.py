"""Whether a few unknown amounts can satisfy linear relations, and between what they may lie: exactly, in fractions.

Equalities are solved for one unknown and put into the others; inequalities are combined in pairs (Fourier and
Motzkin). That grows fast in the number of unknowns, so there is a bound, beyond which it says that it cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

_ROWS = 600


class TooLarge(Exception):
    """More rows than are worth combining."""


class Span(NamedTuple):
    """Between what an unknown lies; None is open."""

    low: Fraction | None
    high: Fraction | None


@dataclass(slots=True)
class Row:
    """The sum of coefficient times unknown is `bound`, or at most that."""

    terms: dict[str, Fraction]
    bound: Fraction
    equal: bool


def spans(rows: Sequence[Row], unknowns: Iterable[str], wanted: Iterable[str]) -> dict[str, Span] | None:
    """Between what each of `wanted` lies, None when nothing satisfies all rows. Raises TooLarge."""
    unknowns = list(unknowns)
    out: dict[str, Span] = {}
    left = _without(list(rows), unknowns)
    if left is None:
        return None
    for name in wanted:
        left = _without(list(rows), [other for other in unknowns if other != name])
        span = _span(left or [], name)
        if left is None or span is None:
            return None
        out[name] = span
    return out


def _span(rows: Iterable[Row], name: str) -> Span | None:
    low: Fraction | None = None
    high: Fraction | None = None
    for row in rows:
        factor = row.terms.get(name)
        if not factor:
            continue
        at = row.bound / factor
        if row.equal or factor > 0:
            high = at if high is None else min(high, at)
        if row.equal or factor < 0:
            low = at if low is None else max(low, at)
    return None if low is not None and high is not None and low > high else Span(low, high)


def _without(rows: list[Row], unknowns: Iterable[str]) -> list[Row] | None:
    """What the rows say of all but `unknowns`; None when they contradict each other."""
    pending = set(unknowns)
    while pending:
        equality = next((row for row in rows if row.equal and not pending.isdisjoint(row.terms)), None)
        if equality is not None:
            name = min(pending & equality.terms.keys())
            rows = [_put(row, name, equality) for row in rows if row is not equality]
        else:
            name = min(pending, key=lambda unknown: _pairs(rows, unknown))
            rows = _combined(rows, name)
        pending.discard(name)
        kept = _kept(rows)
        if kept is None:
            return None
        rows = kept
    return _kept(rows)


def _pairs(rows: Sequence[Row], name: str) -> tuple[int, str]:
    above = sum(row.terms.get(name, 0) > 0 for row in rows)
    below = sum(row.terms.get(name, 0) < 0 for row in rows)
    return above * below, name


def _put(row: Row, name: str, equality: Row) -> Row:
    factor = row.terms.get(name)
    if not factor:
        return row
    share = factor / equality.terms[name]
    return _less(row, share, equality, row.equal)


def _less(row: Row, share: Fraction, other: Row, equal: bool) -> Row:
    terms = dict(row.terms)
    for name, factor in other.terms.items():
        left = terms.get(name, Fraction(0)) - share * factor
        if left:
            terms[name] = left
        else:
            terms.pop(name, None)
    return Row(terms, row.bound - share * other.bound, equal)


def _combined(rows: Sequence[Row], name: str) -> list[Row]:
    """Each upper bound of an unknown with each lower one; no equality holds it any more."""
    above = [row for row in rows if row.terms.get(name, 0) > 0]
    below = [row for row in rows if row.terms.get(name, 0) < 0]
    if len(above) * len(below) + len(rows) > _ROWS:
        raise TooLarge
    out = [row for row in rows if not row.terms.get(name)]
    for up in above:
        for down in below:
            out.append(_less(up, up.terms[name] / down.terms[name], down, False))
    return out


def _kept(rows: Iterable[Row]) -> list[Row] | None:
    """The rows that still say something; None when one says what cannot be."""
    out = []
    for row in rows:
        if row.terms:
            out.append(row)
        elif row.bound < 0 or (row.equal and row.bound):
            return None
    return out
