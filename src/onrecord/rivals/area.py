"""Area won and lost over a window: how the maps changed, beside what people state. Two claims, and no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from onrecord.claim.estimators import Standing, estimator, standing
from onrecord.model import Area
from onrecord.model.days import in_words
from onrecord.model.errors import LedgerError, UsageError
from onrecord.rivals.records import Areas, MapChange, Stated

if TYPE_CHECKING:
    from onrecord.ledger import Ledger, Recorded

_DAY = timedelta(days=1)
_NEAR = timedelta(days=3)  # a map so long before a day still stands for it
_WEEK = timedelta(days=6)
_KM2 = {
    "km2": Decimal(1),
    "sq_mi": Decimal("2.589988110336"),  # international miles: 1.609344 km squared
    "ha": Decimal("0.01"),
}
_GRAIN = Decimal("0.01")

_Key = tuple[str, str]  # who publishes the map, and for whom it gives the area


def areas(book: Ledger, start: date | None = None, end: date | None = None, as_of: date | None = None) -> Areas:
    """What the reports from `start` to `end` add, both included; by default of the last week on record.

    Raises UsageError for a window that holds no day, LedgerError where no area is on record."""
    if end is None:
        last = max(
            (one.claim.period.end for one in _asked(book, None, as_of, as_of) if one.claim.period.end), default=None
        )
        if last is None:
            known = f" as of {as_of}" if as_of else ""
            raise LedgerError(f"no area is on record{known}", "import a series of areas, or read a report of one")
        end = last
    start = start or end - _WEEK
    if start > end:
        raise UsageError(f"the window from {start} to {end} holds no day")
    found = _asked(book, start, end, as_of)
    totals = _Totals(book, as_of)
    totals.take(found)
    keys = totals.keys or totals.all_keys()
    stated = [one for one in found if isinstance(one.claim, Area) and one.claim.event != "total"]
    notes = [] if keys else ["no map's series of areas is on record"]
    maps = tuple(totals.change(key, start, end) for key in keys)
    return Areas(
        start=start,
        end=end,
        as_of=as_of,
        maps=maps,
        stated=tuple(_stated(one, totals, keys) for one in stated),
        notes=tuple(notes),
    )


def km2(value: Decimal | None, unit: str | None) -> Decimal | None:
    """In square kilometres; None for a share."""
    return None if value is None or unit not in _KM2 else value * _KM2[unit]


def sq_mi(value: Decimal | None) -> Decimal | None:
    """Square kilometres in square miles, to a hundredth."""
    return None if value is None else (value / _KM2["sq_mi"]).quantize(_GRAIN)


def _asked(book: Ledger, since: date | None, until: date | None, as_of: date | None) -> list[Recorded]:
    return list(book.claims(kind="area", since=since, until=until, as_of=as_of))


def _speaker(one: Recorded) -> tuple[str, Standing]:
    name = one.claim.sources[-1].name if one.claim.sources else one.document.publisher
    if not name:
        return "the author", "unknown"
    known = estimator(name)
    return known.name, standing(known)


class _Totals:
    """Totals of maps by day; asked of the ledger where a day is needed that was not."""

    def __init__(self, book: Ledger, as_of: date | None) -> None:
        self._book, self._as_of = book, as_of
        self._days: dict[_Key, dict[date, tuple[Decimal, str]]] = {}
        self._looked: set[date] = set()
        self._standing: dict[str, Standing] = {}

    @property
    def keys(self) -> list[_Key]:
        return sorted(self._days)

    def take(self, found: Iterable[Recorded]) -> None:
        for one in found:
            claim = one.claim
            if not isinstance(claim, Area) or claim.event != "total" or claim.place is not None:
                continue
            value, end = km2(claim.quantity.value, claim.quantity.unit), claim.period.end
            if value is not None and end is not None:
                name, stands = _speaker(one)
                self._standing[name] = stands
                self._days.setdefault((name, claim.actor), {})[end] = (value, claim.id)

    def all_keys(self) -> list[_Key]:
        """Of maps that have nothing in the window itself."""
        self.take(_asked(self._book, None, self._as_of, self._as_of))
        return self.keys

    def change(self, key: _Key, start: date, end: date) -> MapChange:
        before, after = self._at(key, start - _DAY), self._at(key, end)
        because = None
        if before is None or after is None:
            missing = [in_words(day) for day, there in ((start - _DAY, before), (end, after)) if there is None]
            because = f"no map of {' and '.join(missing)}, or of {_NEAR.days} days before, is on record"
        change = after[1] - before[1] if before and after else None
        return MapChange(
            source=key[0],
            standing=self._standing[key[0]],
            actor=key[1],
            start=start,
            end=end,
            first_day=before[0] if before else None,
            last_day=after[0] if after else None,
            first_km2=_rounded(before[1] if before else None),
            last_km2=_rounded(after[1] if after else None),
            change_km2=_rounded(change),
            change_sq_mi=sq_mi(change),
            because=because,
            claims=tuple(one[2] for one in (before, after) if one is not None),
        )

    def _at(self, key: _Key, day: date) -> tuple[date, Decimal, str] | None:
        if day not in self._looked:
            self._looked.add(day)
            self.take(_asked(self._book, day - _NEAR, day, self._as_of))
        known = self._days.get(key, {})
        for back in range(_NEAR.days + 1):
            found = known.get(day - back * _DAY)
            if found is not None:
                return day - back * _DAY, *found
        return None


def _stated(one: Recorded, totals: _Totals, keys: Sequence[_Key]) -> Stated:
    claim = one.claim
    assert isinstance(claim, Area)
    source, stands = _speaker(one)
    quantity, period = claim.quantity, claim.period
    value = quantity.value if quantity.value is not None else quantity.low
    area = km2(value, quantity.unit)
    chain = tuple(link.name for link in claim.sources) or ((one.document.publisher,) if one.document.publisher else ())
    return Stated(
        source=source,
        standing=stands,
        chain=chain,
        event=claim.event,
        actor=claim.actor,
        text=claim.text,
        bound=quantity.bound,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        km2=_rounded(area),
        sq_mi=value if quantity.unit == "sq_mi" else sq_mi(area),
        start=period.start,
        end=period.end,
        place=claim.place.name if claim.place else None,
        certainty=claim.certainty,
        published=one.document.published,
        document=one.document.id,
        url=one.document.url,
        claim=claim.id,
        maps=tuple(_over(totals, keys, period.start, period.end)),
    )


def _over(totals: _Totals, keys: Sequence[_Key], start: date | None, end: date | None) -> Iterator[MapChange]:
    if start is not None and end is not None and start <= end:
        yield from (totals.change(key, start, end) for key in keys)


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_GRAIN)
