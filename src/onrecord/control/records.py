"""What a view over places gives back: lanes, changes, contested spans, a day's map."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args

from onrecord.model.claim import Certainty, ControlEvent, Party

Stand = Literal[
    "russia", "ukraine", "contested", "russia_left", "ukraine_left", "russia_advances", "ukraine_advances", "not_so",
    "untold",
]  # fmt: skip
"""What a claim comes to for who has the place: one side has it; it is fought for, or nobody knows; a side has left; a
side moves forward there, which says of nobody that he has it; what was said is not, or no longer, so; nothing."""
STANDS: Final[tuple[Stand, ...]] = get_args(Stand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A place of the gazetteer, in degrees of WGS 84."""

    id: str
    name: str
    oblast: str | None = None
    raion: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """A settlement that a name may mean, with what the ledger has of it: how many control claims, of how many sources,
    and the last day of one."""

    place: Settlement
    claims: int = 0
    sources: int = 0
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source that speaks for itself: `kind` and `side` as in the register of sources ("other", None: not told)."""

    id: str
    name: str
    kind: str = "other"
    side: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """The same said again: a claim, with the day it was published and its document."""

    claim: str
    published: date | None
    document: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a source says of a place, from `day` on: its own `words`. A map changed after `since` (None: nobody knows
    how long before it was so). `km` is the distance to the edge of the map's area where it is kept, and `uncertain`
    tells that the place lies too near to it to be sure. `via` are who passed it on, outermost first. `takes_back` are
    ids of earlier claims of the same source that this one says are not so; `taken_back` is the day on which it was
    itself. `before` marks what was already so when the window begins."""

    day: date
    words: str
    event: ControlEvent
    actor: Party
    certainty: Certainty
    stand: Stand
    claim: str
    document: str
    published: date | None = None
    since: date | None = None
    title: str | None = None
    url: str | None = None
    km: float | None = None
    uncertain: bool = False
    via: tuple[str, ...] = ()
    takes_back: tuple[str, ...] = ()
    taken_back: date | None = None
    repeats: tuple[Repeat, ...] = ()
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """All that one source says of a place, in order. `map` is true for a publisher's map. Where `sure` is false, the
    words do not tell which of several places of the name is meant."""

    source: Voice
    changes: tuple[Change, ...]
    map: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """Days, both included (`end` None: and since), on which sources differ: `says` is what each has the place to be,
    and how certain it is: a map that shows what is claimed does not say that it is so."""

    start: date
    end: date | None
    says: tuple[tuple[str, Stand, Certainty], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The lanes of a place within `start` and `end` (None: all days) as of a day (None: of all that is on record)."""

    place: Settlement
    lanes: tuple[Lane, ...]
    contested: tuple[Contested, ...] = ()
    start: date | None = None
    end: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnMap:
    """A place on a day's map, and its lanes up to that day; each lane's last change is what its source says then.
    `differs` tells that their sources cannot all be right on who has it."""

    place: Settlement
    lanes: tuple[Lane, ...]
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An area of a source's map, as its last snapshot (`document`, of `day`) has it: the map's `words` for it, what
    they come to, and its polygons as `wkt`, in degrees of WGS 84, longitude first, simplified."""

    source: Voice
    words: str
    stand: Stand
    certainty: Certainty
    day: date
    document: str
    wkt: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMap:
    """What `sources` said by a day of every place that they say anything of, and the `areas` of those that drew a map;
    a later one lies over an earlier. `left_out` counts the claims of which nobody can tell which place is meant, or
    that are of a region."""

    on: date
    sources: tuple[Voice, ...]
    places: tuple[OnMap, ...]
    as_of: date | None = None
    around: Settlement | None = None
    left_out: int = field(default=0)
    areas: tuple[Outline, ...] = ()
