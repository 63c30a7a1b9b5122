"""Which settlements lie in the areas of a map, and how far from the edge; and the areas' outlines, made simpler.

All points are tried at once. Areas of one words are one: where two of them touch there is no edge. Distances are taken
on Mercator's plane, true in every direction at a point once divided by the scale there; what bends between two
neighbouring corners is less than a metre.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.lexicon import load
from onrecord.lexicon.gazetteer import Known, everywhere
from onrecord.read.maps import Area

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EARTH = 6371.0088  # kilometres
_GRAIN = 0.0001  # degrees: ten metres
_PIECE = 32  # corners of an edge that are looked at together


class Shown(NamedTuple):
    """How a map shows a settlement: `words` of its area, or None where it lies outside of all, but near one. `km` to
    the edge of that area; of those outside `near` is the words of the nearest."""

    words: str | None
    km: float
    near: str | None = None


class United(NamedTuple):
    """All of a map that has the same words, as one geometry on the plane."""

    words: str
    area: Any


def placed(united: Sequence[United], settlements: Sequence[Known] | None = None) -> dict[str, Shown]:
    """Settlements by id (all of the country by default) that lie in an area, or outside but near one."""
    import numpy
    import shapely

    points = _country() if settlements is None else _points(settlements)
    found: dict[str, Shown] = {}
    best = numpy.full(len(points.ids), len(united))
    for rank, (_, area) in enumerate(united):
        within = points.tree.query(shapely.get_parts(area), predicate="covers")[1]
        best[within] = numpy.minimum(best[within], rank)
    outside = numpy.flatnonzero(best == len(united))
    reach: float = load("packs/ukraine/maps.toml")["outside_km"]
    nearest = numpy.full(len(points.ids), numpy.inf)
    near = numpy.zeros(len(points.ids), dtype=int)
    for rank, (words, area) in enumerate(united):
        edge = shapely.STRtree(_pieces(area))
        inside = numpy.flatnonzero(best == rank)
        if len(inside):
            (_, _), far = edge.query_nearest(points.at[inside], return_distance=True, all_matches=False)
            for index, km in zip(inside, far * points.scale[inside], strict=True):
                found[points.ids[index]] = Shown(words, round(float(km), 2))
        if len(outside):
            # The scale grows with the latitude: what is near enough on the plane everywhere is looked at.
            widest = reach / float(points.scale.min())
            about = outside[numpy.isin(outside, points.tree.query(shapely.box(*_grown(area.bounds, widest))))]
            (which, _), far = edge.query_nearest(
                points.at[about], max_distance=widest, return_distance=True, all_matches=False
            )
            which = about[which]
            km = far * points.scale[which]
            closer = km < numpy.minimum(nearest[which], reach)
            nearest[which[closer]] = km[closer]
            near[which[closer]] = rank
    for index in numpy.flatnonzero(numpy.isfinite(nearest)):
        found[points.ids[index]] = Shown(None, round(float(nearest[index]), 2), united[near[index]][0])
    return found


def united(areas: Sequence[Area]) -> list[United]:
    """One geometry for each words; those that count first come first."""
    import shapely

    by_words: dict[tuple[int, str], list[Any]] = {}
    for area in areas:
        by_words.setdefault((area.status.rank, area.words), []).append(shapely.transform(area.polygons, _plane))
    return [United(words, shapely.union_all(parts)) for (_, words), parts in sorted(by_words.items(), key=_first)]


def _first(item: tuple[tuple[int, str], Any]) -> tuple[int, str]:
    return item[0]


def outlines(united: Sequence[United]) -> Iterator[tuple[str, str]]:
    """The words of each area with its polygons in the country's frame as WKT (degrees of WGS 84, longitude first, to
    four decimals), no corner farther from the map's own edge than the pack allows."""
    import numpy
    import shapely

    pack = load("packs/ukraine/maps.toml")
    corners = numpy.array([pack["box"][:2], pack["box"][2:]])
    frame = shapely.box(*_plane(corners).ravel())
    # A kilometre on the ground is least on the plane at the southern end.
    tolerance = pack["outline_km"] / math.cos(math.radians(pack["box"][1]))
    for words, area in united:
        parts = [part for part in shapely.get_parts(area) if shapely.intersects(part, frame)]
        if parts:
            simple = shapely.transform(shapely.simplify(shapely.multipolygons(parts), tolerance), _degrees)
            yield words, shapely.to_wkt(shapely.set_precision(simple, _GRAIN), rounding_precision=4)


def _grown(bounds: tuple[float, float, float, float], by: float) -> tuple[float, float, float, float]:
    return bounds[0] - by, bounds[1] - by, bounds[2] + by, bounds[3] + by


def _pieces(area: Any) -> list[Any]:
    """The edge of an area in short pieces."""
    import shapely

    pieces = []
    for line in shapely.get_parts(shapely.get_parts(shapely.boundary(shapely.get_parts(area)))):
        corners = shapely.get_coordinates(line)
        pieces += [corners[at : at + _PIECE + 1] for at in range(0, len(corners) - 1, _PIECE)]
    return [shapely.linestrings(piece) for piece in pieces]


# ---- points -------------------------------------------------------------------------------------------------------


class _Points(NamedTuple):
    ids: list[str]
    at: NDArray[Any]
    scale: NDArray[Any]  # kilometres on the ground for one on the plane
    tree: Any


@lru_cache(maxsize=1)
def _country() -> _Points:
    return _points([one for one in everywhere() if one.country == "ua"])


def _points(settlements: Sequence[Known]) -> _Points:
    import numpy
    import shapely

    degrees = numpy.array([(one.lon, one.lat) for one in settlements], dtype=float).reshape(-1, 2)
    at = shapely.points(_plane(degrees))
    return _Points([one.id for one in settlements], at, numpy.cos(numpy.radians(degrees[:, 1])), shapely.STRtree(at))


def _degrees(plane: NDArray[Any]) -> NDArray[Any]:
    """The way back."""
    import numpy

    plane = plane / _EARTH
    lat = 2 * numpy.arctan(numpy.exp(plane[:, 1])) - numpy.pi / 2
    return numpy.column_stack([numpy.degrees(plane[:, 0]), numpy.degrees(lat)])


def _plane(degrees: NDArray[Any]) -> NDArray[Any]:
    """Longitude and latitude on Mercator's plane, in kilometres of the equator."""
    import numpy

    # Antarctica's areas would lie at no distance that is a number.
    lat = numpy.clip(degrees[:, 1], -85, 85)
    north = numpy.log(numpy.tan(numpy.pi / 4 + numpy.radians(lat) / 2))
    return numpy.column_stack([numpy.radians(degrees[:, 0]), north]) * _EARTH
