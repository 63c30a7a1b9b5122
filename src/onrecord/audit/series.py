"""Loss figures in their series, the document's own and the record's.

Loss claims hang together in `Series`: one voice, side, category and place. Within a series figures are
found by their day or window in one step, so that a rule is linear in the number of claims.

A window is a pair of days (a, b) and stands for what was counted after the report of day a, up to the
report of day b: total(b) - total(a). By the house rule the daily figure published on b has the window
(b - 1, b), the past week (b - 7, b).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit.record import Record
from onrecord.audit.voices import Voice, publisher_voice, voice_of
from onrecord.model import Document, Loss, Period, Reading
from onrecord.model.claim import Category, Party

DAY = timedelta(days=1)
_LIST = 5  # totals of so many categories on one day make a document an official list
_TALLY = timedelta(days=7)

Window = tuple[date, date]


class Key(NamedTuple):
    """What must agree before two loss figures may stand in one sum."""

    voice: Voice
    side: Party
    category: Category
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A loss claim in its series. `own` is true for the audited document. `counted` is true where the
    figure is an entry of a list or of the voice's own page, and stands exactly as written."""

    claim: Loss
    key: Key
    own: bool
    counted: bool

    @property
    def value(self) -> Decimal | None:
        return self.claim.quantity.value

    @property
    def amount(self) -> Decimal:
        """The figure of a firm point."""
        if self.value is None:
            raise ValueError(f"claim {self.claim.id} holds no single figure")
        return self.value

    @property
    def firm(self) -> bool:
        """Whether the figure may be a term of a sum, and not only be checked against one."""
        return self.value is not None and self.claim.quantity.bound in ("exact", "about")

    @property
    def end(self) -> date | None:
        return self.claim.period.end


@dataclass(slots=True)
class Series:
    """The figures of one key: the document's own in the order of the text, and for each day or window the
    one that sums are made of (the document's own before the record's, the voice's own page before others)."""

    key: Key
    own: list[Point] = field(default_factory=list)
    totals: dict[date, Point] = field(default_factory=dict)
    increments: dict[Window, Point] = field(default_factory=dict)
    recorded_totals: dict[date, Point] = field(default_factory=dict)
    recorded_increments: dict[Window, Point] = field(default_factory=dict)

    def total(self, day: date) -> Point | None:
        return self.totals.get(day)

    def daily(self, day: date) -> Point | None:
        return self.increments.get((day - DAY, day))


def windows(period: Period) -> tuple[Window, ...]:
    """The windows that a stated period may mean, the house rule's first. A calendar month may be counted
    from its first report or from the one before, and to its last report or to the one after."""
    start, end = period.start, period.end
    if start is None or end is None or start > end:
        return ()
    if start == end:
        return ((start - DAY, end), (start, end + DAY))
    if period.basis == "rolling":
        return ((start, end),)
    if period.basis == "calendar":
        return ((start - DAY, end), (start, end + DAY), (start, end))
    return ((start, end), (start - DAY, end))


def tallied(point: Point, series: Series) -> bool:
    """Whether an increment speaks of the voice's whole tally, so that a sum may contradict it: entries of
    lists do, and prose about whole categories, weeks and longer, or beside the total of the same series."""
    if point.counted:
        return True
    key, period = point.key, point.claim.period
    if key.place is not None or not key.voice.known or key.category in key.voice.by_type:
        return False
    if key.category in key.voice.whole:
        return True
    if period.start and period.end and period.end - period.start >= _TALLY:
        return True
    return any(other.claim.measure == "cumulative" for other in series.own)


def gather(reading: Reading, record: Record | None, as_of: date | None) -> tuple[tuple[Series, ...], tuple[Point, ...]]:
    """The series that the document's loss claims belong to, in the order of the text, with what the record
    holds of them; and the record's figures by other voices, of the same sides and categories.

    Of the record only what was published by `as_of` counts, and nothing of this document's own earlier
    readings. Denied claims and the category "other" stand in no sum.
    """
    document = reading.document
    losses = [c for c in reading.claims if isinstance(c, Loss) and c.certainty != "denied" and c.category != "other"]
    lists = _lists(losses)
    series: dict[Key, Series] = {}
    for claim in losses:
        key = _key(claim, document)
        if key is None:
            continue
        counted = claim.period.end in lists or _first_hand(claim, document, key)
        point = Point(claim=claim, key=key, own=True, counted=counted)
        one = series.setdefault(key, Series(key))
        one.own.append(point)
        _place(point, one.totals, one.increments)
    others: list[Point] = []
    if record is not None:
        for side, category in sorted({(key.side, key.category) for key in series}):
            for point in _recorded(record, side, category, document, as_of):
                if point.key in series:
                    one = series[point.key]
                    _place(point, one.totals, one.increments)
                    _place(point, one.recorded_totals, one.recorded_increments)
                else:
                    others.append(point)
    return tuple(series.values()), tuple(others)


def _key(claim: Loss, document: Document) -> Key | None:
    voice = voice_of(claim, document)
    if voice is None:
        return None
    place = claim.place
    return Key(voice, claim.side, claim.category, (place.id or place.name) if place else None)


def _place(point: Point, totals: dict[date, Point], increments: dict[Window, Point]) -> None:
    """File a firm figure under its day or window, unless a better one stands there."""
    if not point.firm or point.end is None:
        return
    if point.claim.measure == "cumulative":
        # A total whose start nobody states may be that of one battle.
        if point.claim.period.start is not None and _better(point, totals.get(point.end)):
            totals[point.end] = point
        return
    for window in windows(point.claim.period)[:1]:
        if _better(point, increments.get(window)):
            increments[window] = point


def _better(new: Point, old: Point | None) -> bool:
    if old is None:
        return True
    if new.own != old.own:
        return new.own
    return _worth(new) > _worth(old)


def _worth(point: Point) -> tuple[bool, bool]:
    return point.counted, point.claim.quantity.bound == "exact"


def _lists(losses: list[Loss]) -> set[date | None]:
    """The days for which the document gives the totals of a whole list."""
    categories: defaultdict[date | None, set[str]] = defaultdict(set)
    for claim in losses:
        if claim.measure == "cumulative":
            categories[claim.period.end].add(claim.category)
    return {day for day, found in categories.items() if day is not None and len(found) >= _LIST}


def _first_hand(claim: Loss, document: Document, key: Key) -> bool:
    """Whether the voice speaks on a page of its own."""
    return key.voice.known and publisher_voice(claim, document) == key.voice


def _recorded(
    record: Record, side: Party, category: Category, document: Document, as_of: date | None
) -> Iterator[Point]:
    for entry in record.series(side=side, category=category, as_of=as_of):
        claim, source = entry.claim, entry.document
        if source.id == document.id or source.sha256 == document.sha256 or entry.superseded:
            continue
        if as_of is not None and (source.published is None or source.published > as_of):
            continue
        if not isinstance(claim, Loss) or claim.certainty == "denied":
            continue
        key = _key(claim, source)
        if key is not None:
            yield Point(claim=claim, key=key, own=False, counted=_first_hand(claim, source, key))
