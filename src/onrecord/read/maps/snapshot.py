"""One snapshot of a map: GeoJSON, plain or gzip, into areas. A broken area costs itself alone."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.lexicon import load
from onrecord.read.datasets.clock import clock
from onrecord.read.datasets.inputs import Payload
from onrecord.read.datasets.records import Problem
from onrecord.read.maps.known import MapKind, Status, recognised
from onrecord.read.records import MAX_BYTES, Refused

if TYPE_CHECKING:
    from shapely import Geometry

_GZIP = b"\x1f\x8b"
_NAME = re.compile(r"([^/\\]{0,200}?)(?:\.geojson|\.json)?(?:\.gz)?$", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_SECONDS = re.compile(r"(?<!\d)(\d{10})(?:\d{3})?(?!\d)")
_HEAD = 4096
_COLLECTION = re.compile(rb'"type"\s{0,9}:\s{0,9}"FeatureCollection"')


@dataclass(frozen=True, slots=True)
class Area:
    """Polygons (in degrees of WGS 84, longitude first) of one status, with the words kept of it."""

    status: Status
    words: str
    polygons: Geometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A map at one time. `moment` names it and sorts it among the map's others: "2023-08-13", or
    "2023-08-13T08:49:39Z"; `day` is that day by the war's clock; `sha256` is of the map's bytes, unpacked."""

    kind: MapKind
    moment: str
    day: date
    sha256: str
    areas: tuple[Area, ...]


def is_map(payload: Payload) -> bool:
    """Whether the bytes are a GeoJSON collection, or are named like one."""
    name = payload.where.lower()
    if name.endswith((".geojson", ".geojson.gz")):
        return True
    head = payload.data[:_HEAD]
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, _HEAD)
        except zlib.error:
            return False
    return _COLLECTION.search(head) is not None


def snapshot(
    payload: Payload, *, today: date, published: date | None = None, kind: MapKind | None = None
) -> tuple[Snapshot | None, list[Problem]]:
    """The map in `payload` and what is wrong with it; None where it is none that can be used. `published` is its day,
    where the name of the file does not tell."""
    problems: list[Problem] = []

    def problem(code: str, message: str, *, kept: bool = False) -> None:
        problems.append(Problem(where=payload.where, code=code, message=message, kept=kept))

    try:
        from hashlib import sha256

        data = _unpacked(payload.data)
        moment, day = _moment(payload.where, published, today)
        features = _features(data)
        found = kind or recognised(one["properties"] for one in features)
        if found is None:
            raise Refused("unknown_map", "no area of it is named as on a map that Onrecord knows")
        areas = tuple(_areas(found, features, problem))
        for status in found.statuses:
            if any(area.status == status for area in areas):
                continue
            if status.needed:
                said = f"there is no area {status.words!r} in it: it is not the whole map, and was left out"
                raise Refused("empty_layer", said)
            if any(found.status(_words(one, found)) == status for one in features):
                problem("empty_layer", f"{status.words!r} has no area: no place is shown as that", kept=True)
        digest = sha256(data).hexdigest()
        return Snapshot(kind=found, moment=moment, day=day, sha256=digest, areas=areas), problems
    except Refused as refused:
        problem(refused.code, f"{refused.message} ({refused.hint})" if refused.hint else refused.message)
        return None, problems


def moment_of(written: datetime) -> tuple[str, date]:
    """How a second (UTC) names a snapshot, and its day by the war's clock."""
    return written.strftime("%Y-%m-%dT%H:%M:%SZ"), written.astimezone(clock() or UTC).date()


# ---- the file -----------------------------------------------------------------------------------------------------


def _unpacked(data: bytes) -> bytes:
    if not data.strip():
        raise Refused("empty", "it is empty")
    if not data.startswith(_GZIP):
        return data
    unpack = zlib.decompressobj(wbits=31)
    try:
        whole = unpack.decompress(data, MAX_BYTES)
    except zlib.error as error:
        raise Refused("truncated", f"its gzip is broken: {error}", "fetch it again") from None
    if unpack.unconsumed_tail:
        raise Refused("too_large", f"unpacked, it is larger than {MAX_BYTES >> 20} MiB")
    if not unpack.eof:
        raise Refused("truncated", "its gzip breaks off", "fetch it again")
    return whole


def _moment(where: str, published: date | None, today: date) -> tuple[str, date]:
    if published is not None:
        moment, day = published.isoformat(), published
    else:
        name = _NAME.search(where)
        moment, day = _named(name[1] if name else "")
    if day > today:
        raise Refused("future", f"its day, {day}, has not been yet", "name the file by the map's day")
    if day < (start := load("packs/ukraine/pack.toml")["start"]):
        raise Refused("too_early", f"its day, {day}, is before {start}", "name the file by the map's day")
    return moment, day


def _named(name: str) -> tuple[str, date]:
    """The moment that a file's name tells: a day, yyyymmdd, or a Unix time."""
    if found := _SECONDS.search(name):
        return moment_of(datetime.fromtimestamp(int(found[1]), UTC))
    for found in _DAY.finditer(name):
        try:
            day = date(*map(int, found.groups()))
        except ValueError:
            continue
        return day.isoformat(), day
    raise Refused("no_day", "its name tells neither a day, yyyymmdd, nor a Unix time", "give --published")


def _features(data: bytes) -> list[dict[str, Any]]:
    try:
        whole = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("bad_json", f"it is no JSON: {error}", "is it whole?") from None
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list):
        raise Refused("unknown_map", "it is no GeoJSON collection of features")
    kept = [one for one in features if isinstance(one, dict) and isinstance(one.get("properties"), dict)]
    if not kept:
        raise Refused("empty_layer", "there is no area in it")
    return kept


# ---- areas --------------------------------------------------------------------------------------------------------


def _areas(kind: MapKind, features: list[dict[str, Any]], problem: Any) -> Iterator[Area]:
    """Its areas; one line is told of all that was mended in one way."""
    import numpy
    import shapely

    swapped = mended = broken = 0
    unknown: dict[str, int] = {}
    for one in features:
        words, geometry = _words(one, kind), one.get("geometry")
        if not isinstance(geometry, dict) or geometry.get("type") not in _SHAPES:
            continue  # points, lines, and features that are only a row
        status = kind.status(words)
        if status is None:
            if not kind.passed_over(words):
                unknown[words] = unknown.get(words, 0) + 1
            continue
        try:
            polygons = [shapely.polygons(rings[0], rings[1:] or None) for rings in _rings(geometry, numpy)]
        except (ValueError, TypeError, KeyError, IndexError, shapely.errors.ShapelyError):
            broken += 1
            continue
        whole = shapely.multipolygons(polygons)
        if whole.is_empty:
            continue
        if _is_swapped(whole.bounds):
            whole = shapely.transform(whole, lambda at: at[:, ::-1])
            swapped += 1
        if not shapely.is_valid(whole):
            whole = shapely.make_valid(whole, method="structure", keep_collapsed=False)
            whole = shapely.union_all([part for part in shapely.get_parts(whole) if part.area > 0])
            mended += 1
        if not whole.is_empty:
            yield Area(status, kind.kept(words, status), whole)
    if swapped:
        problem("swapped", f"{_many(swapped)} had latitude before longitude; they were turned", kept=True)
    if mended:
        problem("mended", f"{_many(mended)} crossed their own edge; they were mended", kept=True)
    if broken:
        problem("broken_area", f"{_many(broken)} could not be read; they were left out")
    for words, count in unknown.items():
        problem("unknown_status", f"{_many(count)} named {words!r}: nobody knows what that means; left out")


_SHAPES = ("Polygon", "MultiPolygon", "GeometryCollection")


def _rings(geometry: dict[str, Any], numpy: Any) -> Iterator[list[Any]]:
    """The rings of each polygon, as arrays of longitude and latitude."""
    shape = geometry["type"]
    if shape == "GeometryCollection":
        for part in geometry["geometries"]:
            if isinstance(part, dict) and part.get("type") in _SHAPES[:2]:
                yield from _rings(part, numpy)
        return
    for rings in [geometry["coordinates"]] if shape == "Polygon" else geometry["coordinates"]:
        arrays = [numpy.array(ring, dtype=float)[:, :2] for ring in rings]
        if not arrays:
            continue
        if not all(numpy.isfinite(array).all() for array in arrays):
            raise ValueError("a coordinate is no number")
        yield arrays


def _is_swapped(bounds: tuple[float, float, float, float]) -> bool:
    """Whether it lies in Ukraine once its two coordinates change places; as they stand, it does not."""
    west, south, east, north = load("packs/ukraine/maps.toml")["box"]
    return bool(south <= bounds[0] and bounds[2] <= north and west <= bounds[1] and bounds[3] <= east)


def _words(feature: dict[str, Any], kind: MapKind) -> str:
    words = feature["properties"].get(kind.words_in)
    return words if isinstance(words, str) else ""


def _many(count: int) -> str:
    return f"{count} area{'' if count == 1 else 's'}"
