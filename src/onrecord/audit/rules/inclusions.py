"""A part counted twice, or left out: an area said to lie inside a running total or beside it, against the record.

    total on record for a day = the running total that is stated (+ the addition, where one is said to lie beside it)

What is said is one of two readings; the other is the repair. Only where the record's total fits the one and not the
other is anything found.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.areas import SQUARE_KM, Patch, Totals, one_count
from onrecord.audit.figures import Interval, rounded
from onrecord.audit.view import View
from onrecord.model import Finding, Suspect

_FRESH = timedelta(days=7)  # a total older than that tells nothing of the day
_SHOWN = Decimal("0.01")


class _Pair(NamedTuple):
    """A running total and an area that stands beside it or inside it."""

    total: Patch
    part: Patch
    beside: bool


def inclusions(view: View) -> Iterator[Finding]:
    by_id = {patch.claim.id: patch for patch in view.patches}
    recorded, totals = view.recorded_patches, Totals(view.recorded_patches)
    for patch in view.patches:
        pair = _pair(patch, by_id)
        if pair is None:
            continue
        if not pair.beside and _more(pair.part.allows, pair.total.allows):
            yield _too_large(view, pair)
        held = _held(pair.total, totals)
        if held is not None:
            finding = _against(view, pair, held, recorded)
            if finding is not None:
                yield finding


def _pair(patch: Patch, by_id: dict[str, Patch]) -> _Pair | None:
    """Of the two, the running total is the one that is told as such; else the one that is told to hold the other."""
    told = patch.claim.inclusion
    other = by_id.get(told.of or "") if told is not None else None
    if told is None or other is None or told.relation == "unknown" or other.ground[:2] != patch.ground[:2]:
        return None
    beside = told.relation == "in_addition_to"
    if not beside:
        return _Pair(other, patch, beside)
    totals = [one for one in (patch, other) if one.claim.measure == "cumulative"]
    if len(totals) != 1:
        return None
    return _Pair(totals[0], other if totals[0] is patch else patch, beside)


def _held(total: Patch, recorded: Totals) -> Patch | None:
    """The record's latest running total of the same ground, not long before the stated one's day."""
    for patch in recorded.before(total, same_day=True):
        if patch.day < total.day - _FRESH:
            return None
        if one_count(patch.claim.period, total.claim.period):
            return patch
    return None


def _against(view: View, pair: _Pair, held: Patch, recorded: tuple[Patch, ...]) -> Finding | None:
    """What is said and what else could be meant, each against the record's total."""
    on_record, alone = held.in_units_of(held), pair.total.in_units_of(held)
    added = alone.plus(pair.part.in_units_of(held))
    said, otherwise = (added, alone) if pair.beside else (alone, added)
    if on_record.meets(said) or not on_record.meets(otherwise):
        return None
    holds = _holds(pair, held, recorded)
    unit = pair.total.claim.quantity.unit or "km2"
    total, part = _written(pair.total), _written(pair.part)
    known = f"{_written(held)} on record for {words.day(held.day)}"
    known += f" ({_in(held.value, unit)})" if unit != held.claim.quantity.unit else ""
    if pair.beside:
        together = _in(pair.total.value + pair.part.value, unit)
        if holds is not None:
            known += f" already hold the {_written(holds)} of that time"
        because = f"{total} and {part} beside would be {together}, but the {known}: likely counted twice."
        inside = Suspect(
            claim=pair.part.claim.id, instead="part of it", why=f"{total} is the total with it, as on record"
        )
        less = _in(max(held.value - pair.part.value, Decimal(0)), unit)
        suspects = (inside, Suspect(claim=pair.total.claim.id, instead=less, why="the total on record without it"))
    else:
        because = f"{total} is said to hold {part}, but the {known} fit both together."
        outside = Suspect(claim=pair.part.claim.id, instead="in addition to it", why="on record is what both come to")
        more = _in(held.value, unit)
        suspects = (outside, Suspect(claim=pair.total.claim.id, instead=more, why="the total on record"))
    return Finding(
        rule="inclusion",
        verdict="fails",
        because=because,
        claims=tuple(one.claim.id for one in (held, *((holds,) if holds else ()), pair.part, pair.total)),
        period=pair.total.claim.period,
        stated=total,
        computed=_in(held.value, unit),
        suspects=suspects,
        as_of=view.as_of,
    )


def _holds(pair: _Pair, held: Patch, recorded: tuple[Patch, ...]) -> Patch | None:
    """The increment on record that the total on record counts already, where it is the one in question."""
    for patch in reversed(recorded):
        if patch.day < held.day - _FRESH:
            break
        if patch.claim.measure == "increment" and patch.ground == held.ground and patch.side == held.side:
            if held.day - _FRESH <= patch.day <= held.day and patch.allows.meets(pair.part.allows):
                return patch
    return None


def _more(part: Interval, whole: Interval) -> bool:
    return part.low is not None and whole.high is not None and part.low > whole.high


def _too_large(view: View, pair: _Pair) -> Finding:
    part, total = _written(pair.part), _written(pair.total)
    return Finding(
        rule="inclusion",
        verdict="fails",
        because=f"{part} is said to be part of {total}, and is more.",
        claims=(pair.part.claim.id, pair.total.claim.id),
        period=pair.part.claim.period,
        stated=part,
        computed=f"at most {total}",
        suspects=(
            Suspect(claim=pair.part.claim.id, instead=f"at most {total}", why="a part is no larger than its whole"),
            Suspect(claim=pair.total.claim.id, instead=f"at least {part}", why="a whole is no smaller than its part"),
        ),
        as_of=view.as_of,
    )


def _written(patch: Patch) -> str:
    return f"{words.figure(patch.claim.quantity)} {words.unit(patch.claim.quantity.unit or '')}"


def _in(square_km: Decimal, unit: str) -> str:
    amount = rounded(square_km / SQUARE_KM[unit], _SHOWN)
    return f"{words.number(amount.quantize(Decimal(1)) if amount % 1 == 0 else amount.normalize())} {words.unit(unit)}"
