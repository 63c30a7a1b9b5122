"""Questions about places answered from a ledger: `Controls`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from onrecord.claim.canonical import resolve
from onrecord.claim.registry import registry
from onrecord.control import places
from onrecord.control.lanes import contested, differ, lanes_of, standing, voice_of, within
from onrecord.control.outlines import outlines
from onrecord.control.records import DayMap, Lane, Lanes, OnMap, OnRecord, Settlement, Voice
from onrecord.lexicon.gazetteer import Known, by_id, distance
from onrecord.model.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.controls import Said

_KEPT = 200_000  # claims
_LISTED = 8  # candidates that a message names


class Controls:
    """Answers from one open ledger. Keeps what it has read for a day's map until the ledger grows, where that is no
    more than some thousands of claims."""

    def __init__(self, book: Ledger) -> None:
        self._book = book
        self._state = -1
        self._said: list[Said] | None = None
        self._lanes: dict[tuple[str, ...], tuple[Lane, ...]] = {}

    def places(self, name: str, *, as_of: date | None = None) -> tuple[OnRecord, ...]:
        """The settlements that `name` may mean, each with what the ledger has of it; empty where nobody knows one."""
        known = places.meant(name)
        said = self._book.controls(places={one.name for one in known}, as_of=as_of) if known else []
        return tuple(_on_record(one, [s for s in said if s.place_id == one.id]) for one in known)

    def lanes(
        self, name: str, *, start: date | None = None, end: date | None = None, as_of: date | None = None
    ) -> Lanes:
        """The lanes of a place, told as in `places`. `start` and `end` bound the days that changes are of, `as_of`
        the day of publication. A place of which nothing is on record has no lanes.

        Raises UsageError where nobody knows the place or several are meant, or the window ends before it begins."""
        if start and end and start > end:
            raise UsageError(f"the window from {start} to {end} holds no day")
        place = self._one(name, as_of)
        said = self._book.controls(places=[place.name], until=end, as_of=as_of)
        found = lanes_of(one for one in said if one.place_id == place.id)
        unsure = [one for one in said if one.place_id is None and _may_mean(one, place.id)]
        lanes = [within(lane, start, end) for lane in (*found, *lanes_of(unsure, sure=False))]
        lanes = [lane for lane in lanes if lane.changes]
        return Lanes(
            place=places.settlement(place), lanes=tuple(lanes), contested=contested(lanes, start, end), start=start,
            end=end, as_of=as_of,
        )  # fmt: skip

    def day(
        self,
        on: date,
        *,
        sources: Collection[str] = (),
        as_of: date | None = None,
        around: str | None = None,
        km: float = 25,
    ) -> DayMap:
        """What each source said by a day of every place. `sources` are names or ids in full (all by default); `around`
        a place keeps those within `km` kilometres of it.

        Raises UsageError for a place that is not plain, LedgerError where no source of the names says anything."""
        centre = places.settlement(self._one(around, as_of)) if around is not None else None
        wanted = {_source_id(name) for name in sources}
        by_place: dict[str, list[Said]] = {}
        left_out = 0
        spoken = set()
        last = on.isoformat()
        for one in self._all(on, as_of):
            if one.day > last:
                break
            link = one.chain[-1] if one.chain else None
            voice = voice_of(link, one.publisher)
            spoken.add(voice.id)
            if wanted and voice.id not in wanted:
                continue
            if one.place_id is None or by_id(one.place_id) is None:
                left_out += centre is None
            elif centre is None or _near(centre, one, km):
                by_place.setdefault(one.place_id, []).append(one)
        if wanted and not wanted & spoken:
            said = f"{' and '.join(sources)}: no such source says anything of a place by {on}"
            raise LedgerError(said, "onrecord claims --kind control shows who does")
        shown = [_on_map(self._lanes_of(said), said[0], on) for _, said in sorted(by_place.items())]
        voices = _voices(lane for one in shown for lane in one.lanes)
        areas = outlines(self._book, on, as_of, {voice.id for voice in voices})
        return DayMap(
            on=on, sources=voices, places=tuple(shown), as_of=as_of, around=centre, left_out=left_out,
            areas=tuple(areas),
        )  # fmt: skip

    def _all(self, on: date, as_of: date | None) -> list[Said]:
        """All claims by day, those after `on` perhaps among them."""
        state = self._book.state()
        if state != self._state:
            self._said, self._state = None, state
            self._lanes.clear()
        if as_of is not None:
            return self._book.controls(until=on, as_of=as_of)
        if self._said is not None:
            return self._said
        said = self._book.controls()
        self._said = said if len(said) <= _KEPT else None
        return said

    def _lanes_of(self, said: Sequence[Said]) -> tuple[Lane, ...]:
        """Most places have the same lanes from one day to the next."""
        key = tuple([one.id for one in said])
        if key not in self._lanes:
            if len(self._lanes) > _KEPT:
                self._lanes.clear()
            self._lanes[key] = tuple(lanes_of(said))
        return self._lanes[key]

    def _one(self, name: str, as_of: date | None) -> Known:
        known = places.meant(name)
        if len(known) == 1:
            return known[0]
        if not known:
            like = ", ".join(f"{one.name} ({one.oblast})" for one in places.alike(name)[:3])
            raise UsageError(f"no settlement {name!r} is known", f"is it {like}?" if like else "look at its spelling")
        which = sorted(self.places(name, as_of=as_of), key=lambda one: -one.claims)
        listed, first = [_told(one) for one in which], which[0].place
        more = f"; and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
        said = f"{len(known)} places are called {name!r}: {'; '.join(listed[:_LISTED])}{more}"
        raise UsageError(said, f'say which: "{first.name}, {first.oblast}", its raion, or its id')


def _told(one: OnRecord) -> str:
    place = one.place
    where = ", ".join(filter(None, (place.raion, place.oblast)))
    return f"{place.id} in {where}, {one.claims} claims"


def _may_mean(one: Said, id: str) -> bool:
    return id in one.candidates if one.candidates else True


def _on_record(known: Known, said: Sequence[Said]) -> OnRecord:
    voices = {voice_of(one.chain[-1] if one.chain else None, one.publisher).id for one in said}
    last = max((one.day for one in said), default=None)
    return OnRecord(
        place=places.settlement(known), claims=len(said), sources=len(voices),
        last=date.fromisoformat(last) if last else None,
    )  # fmt: skip


def _source_id(name: str) -> str:
    known = registry().exact(name)
    return known.id if known is not None else resolve(registry(), name).id


def _near(centre: Settlement, one: Said, km: float) -> bool:
    assert centre.lat is not None and centre.lon is not None and one.lat is not None and one.lon is not None
    return distance(centre.lat, centre.lon, one.lat, one.lon) <= km


def _on_map(lanes: tuple[Lane, ...], said: Said, on: date) -> OnMap:
    differs = len(lanes) > 1 and differ(standing(lane, on) for lane in lanes)
    return OnMap(place=_place(said), lanes=lanes, differs=differs)


def _place(one: Said) -> Settlement:
    known = by_id(one.place_id or "")
    assert known is not None
    return places.settlement(known)


def _voices(lanes: Iterable[Lane]) -> tuple[Voice, ...]:
    """Each once, who speaks of most places first."""
    count: dict[Voice, int] = {}
    for lane in lanes:
        count[lane.source] = count.get(lane.source, 0) + 1
    return tuple(sorted(count, key=lambda voice: (-count[voice], voice.name)))
