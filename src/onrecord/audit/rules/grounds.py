"""Running totals of ground: total(b) - total(a) = what was gained between, and such a total does not fall."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from onrecord.audit import words
from onrecord.audit.areas import Patch, Totals, one_count
from onrecord.audit.figures import Interval
from onrecord.audit.series import Window, windows
from onrecord.audit.view import View
from onrecord.model import Finding, Period, Suspect


def grounds(view: View) -> Iterator[Finding]:
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


def _fallen(view: View, total: Patch, before: Patch) -> Finding:
    one, other = _written(total), _written(before)
    return Finding(
        rule="ground",
        verdict="fails",
        because=f"{one} is the running total on {words.day(total.day)}, less than {_dated(before)} before it.",
        claims=(before.claim.id, total.claim.id),
        period=Period(start=before.day, end=total.day),
        stated=one,
        computed=f"at least {other}",
        suspects=(
            Suspect(claim=total.claim.id, instead=f"at least {other}", why="a running total does not fall"),
            Suspect(claim=before.claim.id, instead=f"at most {one}", why="a running total does not fall"),
        ),
        as_of=view.as_of,
    )


def _sum(view: View, part: Patch, first: Patch, last: Patch, window: Window) -> Finding:
    width, start, end = part.in_units_of(last), first.in_units_of(last), last.in_units_of(last)
    holds = end.plus(start.negated()).meets(width)
    gained = (last.value - first.value).quantize(Decimal("0.01")).normalize()
    sum_ = f"{_dated(last)} - {_dated(first)} = {words.number(gained)} km²"
    stated = _written(part)
    repair = Suspect(claim=part.claim.id, instead=f"{words.number(gained)} km²", why="the totals would then agree")
    others = (
        Suspect(claim=one.claim.id, instead="another total", why="the increment would then agree")
        for one in (last, first)
    )
    return Finding(
        rule="ground",
        verdict=("holds" if width == Interval.point(gained) else "within_rounding") if holds else "fails",
        because=f"{sum_}, {'as stated' if holds else f'but {stated} is stated'}.",
        claims=(first.claim.id, last.claim.id, part.claim.id),
        period=Period(start=window[0], end=window[1]),
        stated=stated,
        computed=f"{words.number(gained)} km²",
        suspects=() if holds else (repair, *others),
        as_of=view.as_of,
    )
