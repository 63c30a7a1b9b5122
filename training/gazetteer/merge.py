"""Points of several sources into one row for each settlement, and each row to its official place in the country."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sources import Official, Point

from onrecord.lexicon.spelling import key

NEAR = 3.0  # km within which one source repeats a settlement
CITY = 6.5  # km, the same for a town or city, whose borders have their middle elsewhere
SAME = 5.0  # km within which two sources may place a settlement of one name
SPOT = 0.9  # km within which an unknown name is an older one of the settlement there
HROMADA = 45.0  # km that a settlement may lie from the middle of its hromada
UNLIKE = 30.0  # km that a town counts as further off from a village of its name
_CELL = 0.06  # degrees


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Over the short distances meant here, the plane is near enough."""
    x = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(x, a[0] - b[0]) * 111.2


class Rows:
    """Merged settlements with an index of where they lie."""

    def __init__(self) -> None:
        self.rows: list[Point] = []
        self.keys: list[set[str]] = []
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._links: dict[str, int] = {}

    def near(self, point: Point, reach: float) -> Iterator[tuple[float, int]]:
        """(km, row) of rows that lie within `reach` km of the point, which is below 6."""
        y, x = int(point.lat // _CELL), int(point.lon // (_CELL * 1.5))
        for cell in ((y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)):
            for n in self._cells.get(cell, ()):
                away = km((point.lat, point.lon), (self.rows[n].lat, self.rows[n].lon))
                if away <= reach:
                    yield away, n

    def add(self, point: Point, reach: float, *, renamed: bool = False) -> None:
        """Into the row that it is one with (a name and a place in common, or an identity), else as a row of its own.
        With `renamed`, a name unknown to a row at the same spot is another name of that row."""
        names = {key(name) for name, _, _ in point.names}
        linked = next((self._links[link] for link in sorted(point.links) if link in self._links), None)
        if linked is not None and km(_at(point), _at(self.rows[linked])) > 12:
            linked = None
        found = [(away, n) for away, n in self.near(point, reach) if names & self.keys[n]]
        if reach == CITY:  # a village of the town's name may lie as near
            found = [(away, n) for away, n in found if away <= NEAR or self.rows[n].rank == point.rank]
        if linked is None and not found and renamed:
            found = sorted(self.near(point, SPOT))[:1]
        n = linked if linked is not None else min(found)[1] if found else None
        if n is None:
            n = len(self.rows)
            self.rows.append(point)
            self.keys.append(set())
            self._cells[int(point.lat // _CELL), int(point.lon // (_CELL * 1.5))].append(n)
        else:
            row = self.rows[n]
            if point.id.startswith("osm-n") and row.source == "osm" and point.rank == row.rank >= 2:
                row.lat, row.lon = point.lat, point.lon  # where people live, not the middle of the borders
            row.rank, row.population = max(row.rank, point.rank), max(row.population, point.population)
            row.oblast = row.oblast or point.oblast
            row.names += [name for name in point.names if name not in row.names]
        self.keys[n] |= names
        for link in point.links:
            self._links.setdefault(link, n)


def _at(point: Point) -> tuple[float, float]:
    return point.lat, point.lon


def fill_oblasts(rows: list[Point]) -> None:
    """Rows without a region get that of the nearest with one."""
    cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for row in rows:
        if row.oblast:
            cells[round(row.lat * 4), round(row.lon * 4)].append(row)
    for row in rows:
        if not row.oblast and row.country == "ua":
            y, x = round(row.lat * 4), round(row.lon * 4)
            around = [o for dy in (-1, 0, 1) for dx in (-1, 0, 1) for o in cells.get((y + dy, x + dx), ())]
            near = [o for o in around if o.country == "ua"]
            if near:
                row.oblast = min(near, key=lambda o: km(_at(row), _at(o))).oblast


def official(rows: list[Point], listed: Iterable[Official]) -> dict[int, Official]:
    """Row -> its official entry: those whose name is the only one of its oblast first, then, by the middles of hromadas
    found so far, the nearest."""
    entries: dict[tuple[str, str], list[Official]] = defaultdict(list)
    for one in listed:
        entries[one.oblast, key(one.name)].append(one)
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if row.country == "ua":
            for name in {key(name) for name, language, _ in row.names}:
                holders[row.oblast, name].append(n)
    given: dict[int, Official] = {}
    for spot, ones in entries.items():
        if len(ones) == 1 and len(holders.get(spot, ())) == 1:
            given.setdefault(holders[spot][0], ones[0])
    for _ in range(3):
        middles: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
        for n, one in given.items():
            middles[one.oblast, one.raion, one.hromada].append(_at(rows[n]))
        middle = {h: (_median(lat for lat, _ in ps), _median(lon for _, lon in ps)) for h, ps in middles.items()}
        used = {one.code for one in given.values()}
        pairs = sorted(
            (
                km(_at(rows[n]), middle[one.oblast, one.raion, one.hromada])
                + (UNLIKE if (one.category in "MK") != (rows[n].rank >= 2) else 0),
                n,
                one.code,
                one,
            )
            for spot, ones in entries.items()
            for one in ones
            if one.code not in used and (one.oblast, one.raion, one.hromada) in middle
            for n in holders.get(spot, ())
            if n not in given
        )
        for away, n, code, one in pairs:
            if away < HROMADA and n not in given and code not in used:
                given[n] = one
                used.add(code)
    return given


def _median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
