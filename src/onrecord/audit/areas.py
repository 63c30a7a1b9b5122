"""Areas of ground as the audit reckons with them: in square kilometres, with what their digits allow.

An area's *ground* is what must agree before two of them may meet: whose gain it is, of which event, around which
place. A direction and the town it is named for are one ground. Who counted is told apart by side: a ministry's
running total is given by its spokespeople and by the agencies that carry it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from onrecord.audit.figures import Interval, allowed, grain, sane
from onrecord.audit.record import Record
from onrecord.claim.canonical import resolve
from onrecord.claim.registry import Known, registry
from onrecord.lexicon import load
from onrecord.model import Area, Claim, Document, Period
from onrecord.model.claim import AreaEvent, Party

SQUARE_KM = {"km2": Decimal(1), "sq_mi": Decimal("2.589988110336"), "ha": Decimal("0.01")}
_LONGEST = timedelta(days=400)  # that a running total of ground is looked back for
_ONE_BEGINNING = timedelta(days=15)  # "since late May" and "since early June" may be one count
_LOOKED_AT = 24  # totals before one of them
_FEW = 8  # grounds of one document that the record is asked about


class Ground(NamedTuple):
    event: AreaEvent
    actor: Party
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """An area claim with its ground; `value` and `allows` in square kilometres (of a bare figure half a unit of its
    last digit either way), `side` of who counted, `day` the last that it is about."""

    claim: Area
    ground: Ground
    value: Decimal
    allows: Interval
    side: Party | None
    day: date
    own: bool
    published: date | None

    def in_units_of(self, other: Patch) -> Interval:
        """What it allows beside `other`: counted in one unit, bare figures are taken at their word."""
        if self.claim.quantity.bound == "exact" and self.claim.quantity.unit == other.claim.quantity.unit:
            return Interval.point(self.value)
        return self.allows


class Totals:
    """Running totals of ground gained, to be found by ground, side and day."""

    def __init__(self, patches: Iterable[Patch]) -> None:
        """Of `patches` those that are such totals; of one day the last given is found first."""
        self._of: dict[tuple[Ground, Party | None], list[Patch]] = {}
        for patch in patches:
            if patch.claim.measure == "cumulative" and patch.claim.event == "gain" and patch.ground.place is not None:
                self._of.setdefault((patch.ground, patch.side), []).append(patch)
        for listed in self._of.values():
            listed.sort(key=lambda patch: patch.day)

    def before(self, total: Patch, *, same_day: bool) -> Iterator[Patch]:
        """Those of the same ground and side up to the day of `total`, the latest first, a few of them; not itself."""
        listed = self._of.get((total.ground, total.side), [])
        find = bisect_right if same_day else bisect_left
        at = find(listed, total.day, key=lambda patch: patch.day)
        yield from (patch for patch in reversed(listed[max(0, at - _LOOKED_AT) : at]) if patch is not total)

    def on(self, part: Patch, day: date) -> Patch | None:
        """That of a day, on the ground of `part`."""
        listed = self._of.get((part.ground, part.side), [])
        at = bisect_right(listed, day, key=lambda patch: patch.day)
        return listed[at - 1] if at and listed[at - 1].day == day else None


def own_patches(claims: tuple[Claim, ...], document: Document) -> tuple[Patch, ...]:
    return tuple(
        patch
        for claim in claims
        if isinstance(claim, Area) and (patch := _patch(claim, document, own=True)) is not None
    )


def recorded_patches(patches: tuple[Patch, ...], record: Record, document: Document, as_of: date | None) -> list[Patch]:
    """The record's areas of the same grounds, of other documents, published by `as_of`."""
    grounds = dict.fromkeys(patch.ground for patch in patches)
    places = [place for place in dict.fromkeys(ground.place for ground in grounds) if place is not None][:_FEW]
    found: dict[str, Patch] = {}
    for place in places:
        until = max(patch.day for patch in patches if patch.ground.place == place)
        for entry in record.claims(kind="area", place=place, since=until - _LONGEST, until=until, as_of=as_of):
            source = entry.document
            if source.id == document.id or source.sha256 == document.sha256 or entry.superseded:
                continue
            if as_of is not None and (source.published is None or source.published > as_of):
                continue
            if isinstance(entry.claim, Area):
                patch = _patch(entry.claim, source, own=False)
                if patch is not None and patch.ground.place is not None and patch.ground in grounds:
                    found[patch.claim.id] = patch
    return sorted(found.values(), key=lambda patch: (patch.day, patch.claim.id))


def one_count(period: Period, other: Period) -> bool:
    """Whether two running totals may run from one day; a beginning that is not told may be any."""
    if period.start is None or other.start is None:
        return True
    return abs(period.start - other.start) <= _ONE_BEGINNING


def _patch(claim: Area, document: Document, *, own: bool) -> Patch | None:
    quantity, end = claim.quantity, claim.period.end or document.published
    ratio = SQUARE_KM.get(quantity.unit or "")
    if ratio is None or claim.certainty == "denied" or end is None:
        return None
    if not _EARLIEST <= end <= _LATEST or quantity.value is None or not sane(quantity.value) or quantity.value <= 0:
        return None
    return Patch(
        claim=claim,
        ground=Ground(claim.event, claim.actor, _town(claim.place.name) if claim.place is not None else None),
        value=quantity.value * ratio,
        allows=_as_written(claim, ratio),
        side=_side(claim, document),
        day=end,
        own=own,
        published=document.published,
    )


_EARLIEST, _LATEST = date(1902, 1, 1), date(2200, 1, 1)


def _as_written(claim: Area, ratio: Decimal) -> Interval:
    """What the figure allows in square kilometres: its bound, and half a unit of its last digit either way."""
    quantity = claim.quantity
    assert quantity.value is not None
    width = allowed(quantity)
    if quantity.bound == "exact" or width is None:
        half = min(grain(quantity.value), Decimal(1) if quantity.value % 1 == 0 else grain(quantity.value)) / 2
        width = Interval(quantity.value - half, quantity.value + half)
    return Interval(*(None if end is None else end * ratio for end in width))


def _side(claim: Area, document: Document) -> Party | None:
    """The side of the innermost speaker; of the publisher where the author states it."""
    if claim.sources:
        return _known(claim.sources[-1].name).side
    return _known(document.publisher).side if document.publisher else None


@lru_cache(maxsize=1024)
def _known(name: str) -> Known:
    return resolve(registry(), name)


def _town(name: str) -> str:
    """The bare name: "Bakhmut" of "Bakhmut direction"."""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _of_front():
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=1)
def _of_front() -> frozenset[str]:
    return frozenset(load("languages/en/audit.toml")["of_front"])
