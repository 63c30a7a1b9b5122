"""Places by name: settlements, raions, oblasts and rivers of Ukraine and its neighbours, in one SQLite file.

The file (`packs/ukraine/gazetteer/`, with its licences) is opened when a name is first asked for and read by key:
all spellings of a name share one (`spelling`). It is never written.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.lexicon.inflection import nominatives
from onrecord.lexicon.spelling import key, parts, vague

if TYPE_CHECKING:
    import sqlite3

_FILE = "packs/ukraine/gazetteer/places.sqlite"
_QUERY = """
SELECT p.id, p.kind, p.name, p.country, p.oblast, r.name, r.id, p.lat, p.lon, p.rank, p.population, n.name, n.source
FROM names n JOIN places p ON p.place = n.place LEFT JOIN places r ON r.place = p.raion WHERE n.key IN ({})
"""
_ALL = """
SELECT p.id, p.kind, p.name, p.country, p.oblast, r.name, r.id, p.lat, p.lon, p.rank, p.population, p.name, 'osm'
FROM places p LEFT JOIN places r ON r.place = p.raion WHERE p.kind = 'settlement'
"""
_ALIKE = "SELECT DISTINCT key FROM names WHERE key >= ? AND key < ? AND length(key) BETWEEN ? AND ?"
_LONG = 6  # letters of a key from which slips of the pen are looked for
_MOST = 300  # keys for one name
_KM = 111.2  # a degree of latitude


class Known(NamedTuple):
    """A place of the gazetteer. `kind` is settlement, raion, oblast or river; `country` "ua", "ru", "by" or "md";
    `oblast` and `raion` are English names, empty where there is none; degrees in WGS 84, 0 for a river, which is no
    point; `rank` is 3 for a city, 2 for a town, 1 for a village, 0 for a hamlet; `population` 0 where not told;
    `usual` tells that it was asked for by its English or Ukrainian name of today, not by an old or foreign one."""

    id: str
    kind: str
    name: str
    country: str
    oblast: str
    raion: str
    raion_id: str
    lat: float
    lon: float
    rank: int
    population: int
    usual: bool


@lru_cache(maxsize=1)
def _base() -> sqlite3.Connection:
    import sqlite3

    with as_file(files(__package__) / _FILE) as path:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True, check_same_thread=False)


@lru_cache(maxsize=50_000)
def lookup(name: str, language: str = "en") -> tuple[Known, ...]:
    """The places that a written name may mean, in Latin or Cyrillic letters, names of today and larger ones first:
    those that sound the same, else those that only e, i and y part from it. In Ukrainian and Russian, it may be in
    any case."""
    exact = {key(name)} if language == "en" else set(_keys(name, language))
    exact.discard("")
    if not exact:
        return ()
    folded = {one: vague(one) for one in exact}
    marks = ",".join("?" * len(folded))
    rows = _base().execute(_QUERY.format(marks), tuple(folded.values())).fetchall()
    same = [row for row in rows if key(row[11]) in exact] or rows
    found: dict[str, Known] = {}
    for row in same:
        known = _known(row)
        if known.usual or known.id not in found:
            found[known.id] = known
    return tuple(
        sorted(found.values(), key=lambda one: (not one.usual, -one.rank, -one.population, one.oblast, one.id))
    )


def _keys(name: str, language: str) -> Iterator[str]:
    """The keys of the nominatives of a name, word by word."""
    words = [dict.fromkeys(map(key, nominatives(word, language))) for word in parts(name)]
    return islice(map("".join, product(*words)), _MOST)


def _known(row: Any) -> Known:
    identity, kind, name, country, oblast, raion, raion_id, lat, lon, rank, population, asked, source = row
    usual = source in ("kat", "osm") or source != "" and _is_form(vague(key(asked)), vague(key(name)))
    return Known(
        identity, kind, name, country or "", oblast or "", (raion or "").removesuffix(" Raion"), raion_id or "",
        (lat or 0) / 10_000, (lon or 0) / 10_000, rank, population or 0, usual,
    )  # fmt: skip


@lru_cache(maxsize=1)
def everywhere() -> tuple[Known, ...]:
    """All settlements of the gazetteer that have a point, by id; about a tenth of a second the first time."""
    # `usual` is of a name that was asked for; the place's own is.
    found = (_known(row) for row in _base().execute(_ALL))
    return tuple(sorted((one for one in found if one.lat or one.lon), key=lambda one: one.id))


def by_id(id: str) -> Known | None:
    """The settlement with this id."""
    return _by_id().get(id)


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Known]:
    return {one.id: one for one in everywhere()}


@lru_cache(maxsize=5_000)
def nearly(name: str) -> tuple[Known, ...]:
    """Settlements whose name a slip of one letter parts from `name`: one more, one less, another, or two swapped, the
    first aside. None for short names, which many others are like."""
    folded = vague(key(name))
    if len(folded) < _LONG:
        return ()
    size = len(folded)
    like = {
        one
        for (one,) in _base().execute(_ALIKE, (folded[0], chr(ord(folded[0]) + 1), size - 1, size + 1))
        if _slip(folded, one)
    }
    marks = ",".join("?" * len(like))
    rows = _base().execute(_QUERY.format(marks), tuple(like)).fetchall() if like else []
    known = [_known((*row[:-1], "")) for row in rows]
    found = {one.id: one for one in known if one.kind == "settlement"}
    return tuple(sorted(found.values(), key=lambda one: (-one.rank, one.id)))


def _is_form(asked: str, name: str) -> bool:
    """Whether it is the name itself as others write it (Slavyansk, Sloviansk), not an older one."""
    return asked == name or len(name) > _LONG and _slip(asked, name)


def _slip(one: str, other: str) -> bool:
    """Whether one letter's slip makes the one out of the other."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or a[:2] == b[1::-1] and a[2:] == b[2:]


def of_kind(name: str, kind: str, language: str = "en") -> tuple[Known, ...]:
    """The settlements, raions, oblasts or rivers of a name."""
    return tuple(one for one in lookup(name, language) if one.kind == kind)


def settlements(name: str, language: str = "en") -> tuple[Known, ...]:
    return of_kind(name, "settlement", language)


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points, on a plane, which is near enough within one country."""
    east = (other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(east, other_lat - lat) * _KM


def bearing(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Degrees from north, clockwise, in which the other point lies."""
    east = (other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    return math.degrees(math.atan2(east, other_lat - lat)) % 360


def moved(lat: float, lon: float, km: float, towards: float) -> tuple[float, float]:
    """The point `km` off in the direction `towards`, in degrees from north."""
    north, east = km * math.cos(math.radians(towards)), km * math.sin(math.radians(towards))
    return lat + north / _KM, lon + east / (_KM * math.cos(math.radians(lat)))
