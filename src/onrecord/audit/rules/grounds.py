"""Running totals of ground: total(b) - total(a) = what was gained between, and such a total does not fall."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from onrecord.audit import words
from onrecord.audit.areas import SQUARE_KM, Patch, Totals, one_count
from onrecord.audit.figures import Interval
from onrecord.audit.series import Window, windows
from onrecord.audit.ties import Term, Tied, Written, room, tie
from onrecord.audit.view import View
from onrecord.model import Finding, Period


def grounds(view: View) -> Iterator[Tied]:
    """Each running total of the document against the latest before it, the document's or the record's, and each
    increment against the totals at both ends of its time."""
    totals = Totals((*view.recorded_patches, *view.patches))
    by_id = {patch.claim.id: patch for patch in view.patches}
    for patch in view.patches:
        if patch.claim.event != "gain":
            continue
        if patch.claim.measure == "cumulative":
            before = _before(patch, totals)
            if before is not None and _below(patch, before):
                yield _fallen(view, patch, before)
        elif not _is_added(patch) and (meant := windows(patch.claim.period)):
            told = patch.claim.inclusion
            whole = by_id.get(told.of or "", patch) if told is not None else patch
            first, last = (totals.on(whole, day) for day in meant[0])
            if first is not None and last is not None and first.value <= last.value:
                yield _sum(view, patch, first, last, meant[0])


def _is_added(patch: Patch) -> bool:
    return patch.claim.inclusion is not None and patch.claim.inclusion.relation == "in_addition_to"


def _before(total: Patch, totals: Totals) -> Patch | None:
    """The latest earlier total of the same count: from the same day on, as both tell."""
    if total.claim.period.start is None:
        return None
    for other in totals.before(total, same_day=False):
        if other.claim.period.start is not None and one_count(other.claim.period, total.claim.period):
            return other
    return None


def _below(total: Patch, before: Patch) -> bool:
    one, other = total.in_units_of(before), before.in_units_of(total)
    return one.high is not None and other.low is not None and one.high < other.low


def _written(patch: Patch) -> str:
    return f"{words.figure(patch.claim.quantity)} {words.unit(patch.claim.quantity.unit or '')}"


def _dated(patch: Patch) -> str:
    return _written(patch) if patch.own else f"{_written(patch)} (on record for {words.day(patch.day)})"


def _fallen(view: View, total: Patch, before: Patch) -> Tied:
    one, other = _written(total), _written(before)
    finding = Finding(
        rule="ground",
        verdict="fails",
        because=f"{one} is the running total on {words.day(total.day)}, less than {_dated(before)} before it.",
        claims=(before.claim.id, total.claim.id),
        period=Period(start=before.day, end=total.day),
        stated=one,
        computed=f"at least {other}",
        as_of=view.as_of,
    )
    terms = (_term(-1, total, _NEVER_FALLS), _term(1, before, _NEVER_FALLS))
    return Tied(finding, (tie(terms, Interval(None, Decimal(0)), holds=False, bounds=True),))


def _sum(view: View, part: Patch, first: Patch, last: Patch, window: Window) -> Tied:
    width, start, end = part.in_units_of(last), first.in_units_of(last), last.in_units_of(last)
    holds = end.plus(start.negated()).meets(width)
    gained = (last.value - first.value).quantize(Decimal("0.01")).normalize()
    sum_ = f"{_dated(last)} - {_dated(first)} = {words.number(gained)} km²"
    stated = _written(part)
    finding = Finding(
        rule="ground",
        verdict=("holds" if width == Interval.point(gained) else "within_rounding") if holds else "fails",
        because=f"{sum_}, {'as stated' if holds else f'but {stated} is stated'}.",
        claims=(first.claim.id, last.claim.id, part.claim.id),
        period=Period(start=window[0], end=window[1]),
        stated=stated,
        computed=f"{words.number(gained)} km²",
        as_of=view.as_of,
    )
    around = room(part.value, width, last.value - first.value, end.plus(start.negated()))
    return Tied(finding, (tie((_term(-1, part), _term(1, last), _term(-1, first)), around, holds=holds),))


_NEVER_FALLS = "a running total does not fall"


def _term(sign: int, patch: Patch, why: str | None = None) -> Term:
    """A patch in its own unit, reckoned in square kilometres."""
    claim = patch.claim
    unit, value = claim.quantity.unit or "", claim.quantity.value
    assert value is not None
    written = Written(id=claim.id, claim=claim.id, value=value, own=patch.own, unit=words.unit(unit))
    return Term(sign * SQUARE_KM[unit], written, why)
