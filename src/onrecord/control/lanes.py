"""Claims of one place into lanes: each source apart, repeats folded, what it took back marked, where sources differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, Final, NamedTuple, cast

from onrecord.claim import maps
from onrecord.claim.canonical import resolve
from onrecord.claim.registry import registry
from onrecord.claim.reversals import says_still
from onrecord.claim.sides import opposite
from onrecord.control.records import Change, Contested, Lane, Repeat, Stand, Voice
from onrecord.ledger.controls import Linked, Said
from onrecord.lexicon import load
from onrecord.model.claim import Certainty, ControlEvent, Party
from onrecord.read.maps import map_of

_TAKING = ("capture", "liberate", "hold", "repel")
_DAY = timedelta(days=1)
NO_LONGER_SHOWN: Final = "no longer shown"


def lanes_of(said: Iterable[Said], sure: bool = True) -> list[Lane]:
    """A lane for each source, maps first, then by name."""
    by_voice: dict[tuple[str, bool], list[Said]] = {}
    voices: dict[tuple[str, bool], Voice] = {}
    for one in said:
        voice = voice_of(one.chain[-1] if one.chain else None, one.publisher)
        key = (voice.id, is_map(one))
        voices[key] = voice
        by_voice.setdefault(key, []).append(one)
    found = [
        Lane(source=voices[key], changes=_taken_back(_changes(theirs)), map=key[1], sure=sure)
        for key, theirs in by_voice.items()
    ]
    return sorted(found, key=lambda lane: (not lane.map, lane.source.name, lane.source.id))


@lru_cache(maxsize=4096)
def voice_of(link: Linked | None, publisher: str | None) -> Voice:
    """Who speaks: the innermost of a chain, else the publisher."""
    name = link.name if link is not None else publisher or "nobody named"
    known = resolve(registry(), name)
    id = link.id if link is not None else known.id
    return Voice(id=id, name=name if link is not None else known.name, kind=known.kind, side=known.side)


@lru_cache(maxsize=4096)
def _map_id(document: str) -> str | None:
    """The map of a snapshot, or of a row of a table of changes."""
    kind = map_of(document.removeprefix(f"{maps.TABLE}/"))
    return kind.id if kind is not None else None


def is_map(one: Said) -> bool:
    return _map_id(one.document) is not None


@lru_cache(maxsize=256)
def stand_of(event: str, actor: str, certainty: str) -> Stand:
    """What a claim comes to for who has the place."""
    if certainty == "denied":
        return "not_so"
    if event == "contest":
        return "contested"
    if actor not in ("russia", "ukraine"):
        return "untold"
    if event in _TAKING:
        return cast(Stand, actor)
    if event == "withdraw":
        return cast(Stand, f"{actor}_left")
    return cast(Stand, f"{actor}_advances") if event == "advance" else "untold"


# ---- changes ------------------------------------------------------------------------------------------------------


class _Told(NamedTuple):
    """A claim with what is alike in all that say the same, and the distance to the edge that a map's has."""

    said: Said
    alike: tuple[object, ...]
    words: str
    km: float | None


def _changes(said: Sequence[Said]) -> list[Change]:
    """In order of the days they are about; the same said again is folded into the first."""
    if len(said) > 1:
        said = sorted(said, key=lambda one: (one.day, one.known_from, one.document.rpartition("/")[2]))
    return [_change(list(same)) for _, same in groupby(map(_told, said), key=attrgetter("alike"))]


def _told(one: Said) -> _Told:
    on_map = _on_map(one)
    told = on_map[0] if on_map else (one.certainty, one.chain[:-1])
    alike = one.event, one.actor, one.certainty == "denied", told
    return _Told(one, alike, *(on_map or (one.text, None)))


def _change(same: Sequence[_Told]) -> Change:
    """One change of claims that say the same: the words of the first, and the first distance that is told."""
    one = same[0].said
    km = next((again.km for again in same if again.km is not None), None)
    return Change(
        day=_day(one.day),
        since=_day(one.start) if one.start else None,
        words=same[0].words,
        event=cast(ControlEvent, one.event),
        actor=cast(Party, one.actor),
        certainty=cast(Certainty, one.certainty),
        stand=stand_of(one.event, one.actor, one.certainty),
        claim=one.id,
        document=one.document,
        published=_day(one.published) if one.published else None,
        title=one.title,
        url=one.url,
        km=km,
        uncertain=one.certainty == "hedged" or km is not None and km < _margin(),
        via=tuple([link.name for link in one.chain[:-1]]) if len(one.chain) > 1 else (),
        takes_back=one.retracts,
        repeats=tuple([_repeat(again.said) for again in same[1:]]) if len(same) > 1 else (),
    )


def _repeat(one: Said) -> Repeat:
    return Repeat(
        claim=one.id,
        published=_day(one.published) if one.published else None,
        document=one.document,
        url=one.url,
    )


def _on_map(one: Said) -> tuple[str, float | None] | None:
    """The map's own word for a status and the distance to the edge; None for what is told in a text."""
    kind_id = _map_id(one.document)
    told = maps.told(one.text) if kind_id is not None else None
    return (_words(kind_id, told.words), told.km) if kind_id is not None and told is not None else None


@lru_cache(maxsize=1024)
def _words(kind_id: str, words: str | None) -> str:
    kind = map_of(f"{kind_id}/")
    if words is None or kind is None or words == kind.gone:
        return NO_LONGER_SHOWN
    status = kind.status(words)
    return kind.kept(words, status) if status is not None else words


@lru_cache(maxsize=1)
def _margin() -> float:
    margin: float = load("packs/ukraine/maps.toml")["uncertain_km"]
    return margin


@lru_cache(maxsize=4096)
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _taken_back(changes: Sequence[Change]) -> tuple[Change, ...]:
    """With what the source says of its own earlier words: that they are not so, or no longer."""
    if len(changes) < 2:
        return tuple(changes)
    found = list(changes)
    for at, later in enumerate(found):
        taken = [n for n, one in enumerate(found[:at]) if _takes(later, one)]
        if later.certainty == "denied" or not later.takes_back:
            taken = taken[-1:]
        if taken:
            ids = tuple(dict.fromkeys((*later.takes_back, *(found[n].claim for n in taken))))
            found[at] = replace(later, takes_back=ids)
            for n in taken:
                found[n] = replace(found[n], taken_back=later.published or later.day)
    return tuple(found)


def _takes(later: Change, earlier: Change) -> bool:
    if earlier.certainty == "denied":
        return False
    if {earlier.claim, *(again.claim for again in earlier.repeats)} & set(later.takes_back):
        return True
    if later.certainty == "denied":
        return (later.event, later.actor) == (earlier.event, earlier.actor)
    # "Still holds it", or has since before: that it was lost in between was not so.
    back = says_still(later.words) or later.since is not None and later.since <= earlier.day
    lost = earlier.stand in (opposite(later.actor), f"{later.actor}_left")
    return back and lost and later.event == "hold" and _map_id(later.document) is None


# ---- windows, and where sources differ -----------------------------------------------------------------------------


def within(lane: Lane, start: date | None, end: date | None) -> Lane:
    """The changes of a window, and before them the last one that was so when it begins."""
    inside = [one for one in lane.changes if (start is None or one.day >= start) and (end is None or one.day <= end)]
    earlier = [one for one in lane.changes if start is not None and one.day < start]
    if earlier:
        inside.insert(0, replace(earlier[-1], before=True))
    return replace(lane, changes=tuple(inside))


def contested(lanes: Sequence[Lane], start: date | None, end: date | None) -> tuple[Contested, ...]:
    """The spans on which sources differ about who has the place."""
    sure = [lane for lane in lanes if lane.sure and lane.changes]
    days = sorted({max(one.day, start) if start else one.day for lane in sure for one in lane.changes})
    found: list[Contested] = []
    for day, following in pairwise([*days, None]):
        assert day is not None
        says = [(lane.source.name, last) for lane in sure if (last := _last(lane, day)) is not None]
        until = following - _DAY if following is not None else end
        if not differ([last.stand for _, last in says]):
            continue
        told = tuple((name, last.stand, last.certainty) for name, last in says if last.stand != "not_so")
        if found and found[-1].says == told and found[-1].end is not None and found[-1].end + _DAY >= day:
            found[-1] = replace(found[-1], end=until)
        else:
            found.append(Contested(start=day, end=until, says=told))
    return tuple(found)


def standing(lane: Lane, day: date) -> Stand | None:
    """What the source has the place to be on a day."""
    last = _last(lane, day)
    return last.stand if last is not None else None


def _last(lane: Lane, day: date) -> Change | None:
    """The source's last word on who has it."""
    return next((one for one in reversed(lane.changes) if one.day <= day and one.stand != "untold"), None)


def differ(stands: Iterable[Any]) -> bool:
    """Whether they cannot all be so: both sides have it, or one and nobody, or one that has left."""
    there = set(stands)
    sides = there & {"russia", "ukraine"}
    if len(sides) == 2 or sides and "contested" in there:
        return True
    return any(f"{side}_left" in there for side in sides)
