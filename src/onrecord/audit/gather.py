"""Loss claims into series: the document's own, and what the record holds of the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.audit.areas import Patch, recorded_patches
from onrecord.audit.figures import sane
from onrecord.audit.milestones import is_rate
from onrecord.audit.record import Record
from onrecord.audit.reported import dated
from onrecord.audit.series import DAY, LONGEST, Key, Point, Series, Window, of_the_war, windows
from onrecord.audit.voices import counts_itself, publisher_voice, tally_of, voice_of
from onrecord.model import Document, Loss, Reading
from onrecord.model.claim import Category, Measure, Party

_LIST = 5  # so many categories with a total and an entry of one day make a list
_BACK = timedelta(days=14)  # how far before the document's own days the record is of use
_ON = timedelta(days=2)  # and after: a window may end a day late, and the sum of the day after it is weighed

_YEARS = range(1900, 2200)

_Count = tuple[Party, Category]


@dataclass(frozen=True, slots=True)
class Beside:
    """The record as the audit of one document may see it: of other documents only, published by `as_of`."""

    record: Record
    document: Document
    as_of: date | None

    def points(
        self,
        side: Party,
        category: Category,
        *,
        since: date | None = None,
        until: date | None = None,
        measure: Measure | None = None,
    ) -> Iterator[Point]:
        """The figures of one side and category whose period ends on `since` to `until`."""
        document, as_of = self.document, self.as_of
        for entry in self.record.series(
            side=side, category=category, measure=measure, since=since, until=until, as_of=as_of
        ):
            claim, source = entry.claim, entry.document
            if source.id == document.id or source.sha256 == document.sha256 or entry.superseded:
                continue
            if as_of is not None and (source.published is None or source.published > as_of):
                continue
            if not isinstance(claim, Loss) or not _of_use(claim) or claim.period.end is None:
                continue
            key = _key(claim, source)
            if key is not None:
                counted = _first_hand(claim, source, key)
                yield Point(claim=claim, key=key, own=False, counted=counted, named=_named(claim, source))

    def key(self, claim: Loss) -> Key | None:
        """The series that a claim of the document belongs to."""
        return _key(claim, self.document)

    def tally(self, side: Party) -> Key | None:
        """The series of the running tally of a side's people, when there is one."""
        voice = tally_of(side, "personnel")
        return Key(voice, side, "personnel", None) if voice is not None else None

    def patches(self, patches: tuple[Patch, ...]) -> tuple[Patch, ...]:
        """The areas on record of the same grounds as the document's, by day."""
        placed = tuple(patch for patch in patches if patch.ground.place is not None)
        return tuple(recorded_patches(placed, self.record, self.document, self.as_of)) if placed else ()

    def totals(self, key: Key, since: date | None, until: date | None) -> dict[date, Point]:
        """The running totals of one series by day, from `since` to `until` (None: as far as the record goes)."""
        found: dict[date, Point] = {}
        for point in self.points(key.side, key.category, since=since, until=until, measure="cumulative"):
            if point.key == key:
                _file(point, found, {})
        return found


def gather(reading: Reading, beside: Beside | None) -> tuple[tuple[Series, ...], tuple[Point, ...]]:
    """The series that the document's loss claims belong to, in the order of the text, with what the record
    holds of them around their days; and the record's figures by other voices, of the same sides and categories.

    Denied claims and the category "other" stand in no sum.
    """
    document = reading.document
    losses = [dated(claim, document) for claim in reading.claims if isinstance(claim, Loss) and _of_use(claim)]
    lists = _lists(losses)
    series: dict[Key, Series] = {}
    for claim in losses:
        key = _key(claim, document)
        if key is not None:
            counted = _entry(claim) in lists or _first_hand(claim, document, key)
            point = Point(claim=claim, key=key, own=True, counted=counted, named=_named(claim, document))
            _add(point, series.setdefault(key, Series(key)))
    others: list[Point] = []
    if beside is not None:
        for (side, category), spans in _spans(losses).items():
            for since, until in spans:
                for point in beside.points(side, category, since=since, until=until):
                    one = series.get(point.key)
                    if one is None:
                        others.append(point)
                    else:
                        _file(point, one.recorded_totals, one.recorded_increments)
    for one in series.values():
        _bear_out(one)
    return tuple(series.values()), tuple(others)


def _of_use(claim: Loss) -> bool:
    """Whether the claim may stand in a sum: said to be so, of a thing with a name, in figures and days that
    can be reckoned with."""
    quantity, period = claim.quantity, claim.period
    return (
        claim.certainty != "denied"
        and claim.category != "other"
        and not is_rate(claim)
        and all(figure is None or sane(figure) for figure in (quantity.value, quantity.low, quantity.high))
        and all(day is None or day.year in _YEARS for day in (period.start, period.end))
    )


def _key(claim: Loss, document: Document) -> Key | None:
    voice = voice_of(claim, document)
    if voice is None:
        return None
    place = claim.place
    return Key(voice, claim.side, claim.category, (place.id or place.name) if place else None)


def _first_hand(claim: Loss, document: Document, key: Key) -> bool:
    """Whether the voice speaks on a page of its own."""
    return key.voice.known and publisher_voice(claim, document) == key.voice


def _named(claim: Loss, document: Document) -> bool:
    return bool(claim.sources) or (document.publisher is not None and counts_itself(document.publisher))


def _entry(claim: Loss) -> date | None:
    """The day whose list a claim may be an entry of; None for one that is neither a total nor a day's figure."""
    start, end = claim.period.start, claim.period.end
    if end is None or start is None:
        return None
    return end if claim.measure == "cumulative" or end - start <= DAY else None


def _lists(losses: list[Loss]) -> set[date]:
    """The days of which the document gives a whole list: totals and entries of many categories."""
    seen: defaultdict[date, tuple[set[Category], set[Category]]] = defaultdict(lambda: (set(), set()))
    for claim in losses:
        day = _entry(claim)
        if day is not None:
            seen[day][claim.measure == "increment"].add(claim.category)
    return {day for day, (totals, entries) in seen.items() if len(totals & entries) >= _LIST}


def _add(point: Point, series: Series) -> None:
    """An own figure into its series, unless it is another line of a list that has an entry of this category
    and day: older lists give vehicles and fuel tanks apart, and the first line is the series'."""
    if point.counted and point.firm:
        first = _filed(point, series)
        if first is not None and first.counted and first.value != point.value:
            return
    series.own.append(point)
    series.totalled |= point.claim.measure == "cumulative"
    _file(point, series.totals, series.increments)


def _bear_out(series: Series) -> None:
    """Mark the own figures that the record has to the last digit."""
    for at, point in enumerate(series.own):
        day, meant = point.end, windows(point.claim.period)
        if not point.firm or day is None or not meant:
            continue
        total = point.claim.measure == "cumulative"
        recorded = series.recorded_totals.get(day) if total else series.recorded_increments.get(meant[0])
        exact = recorded is not None and {point.claim.quantity.bound, recorded.claim.quantity.bound} == {"exact"}
        if recorded is None or recorded.value != point.value or not exact or (total and not of_the_war(point)):
            continue
        series.own[at] = better = replace(point, borne_out=True)
        if total and series.totals.get(day) is point:
            series.totals[day] = better
        elif not total and series.increments.get(meant[0]) is point:
            series.increments[meant[0]] = better


def _filed(point: Point, series: Series) -> Point | None:
    """What stands where the figure would be filed."""
    if point.claim.measure == "cumulative":
        return series.totals.get(point.end) if point.end is not None and of_the_war(point) else None
    meant = windows(point.claim.period)
    return series.increments.get(meant[0]) if meant else None


def _file(point: Point, totals: dict[date, Point], increments: dict[Window, Point]) -> None:
    """File a firm figure under its day or window, unless a better one stands there."""
    if not point.firm or point.end is None:
        return
    if point.claim.measure == "cumulative":
        if of_the_war(point) and _better(point, totals.get(point.end)):
            totals[point.end] = point
        return
    for window in windows(point.claim.period)[:1]:
        if _better(point, increments.get(window)):
            increments[window] = point


def _better(new: Point, old: Point | None) -> bool:
    return old is None or _worth(new) > _worth(old)


def _worth(point: Point) -> tuple[bool, bool]:
    return point.counted, point.claim.quantity.bound == "exact"


def _spans(losses: list[Loss]) -> dict[_Count, list[Window]]:
    """For each side and category the spans of days of which the record may be of use: around the days of each
    figure, and all between where its sum may run over them. In order, and none touches another."""
    out: defaultdict[_Count, list[Window]] = defaultdict(list)
    for claim in losses:
        start, end = claim.period.start, claim.period.end
        if end is None:
            continue
        spans = out[claim.side, claim.category]
        if start is None or start > end or claim.measure == "cumulative":
            start = end
        elif end - start > LONGEST + _BACK:
            spans.append((start - _BACK, start + _ON))
            start = end
        spans.append((start - _BACK, end + _ON))
    return {count: list(_joined(spans)) for count, spans in out.items()}


def _joined(spans: Iterable[Window]) -> Iterator[Window]:
    current: Window | None = None
    for first, last in sorted(spans):
        if current is None:
            current = (first, last)
        elif first <= current[1] + DAY:
            current = (current[0], max(current[1], last))
        else:
            yield current
            current = (first, last)
    if current is not None:
        yield current
