"""Build the war pack's gazetteer from open sources, with one command:

    python training/gazetteer FOLDER        -> src/onrecord/lexicon/packs/ukraine/gazetteer/places.sqlite

FOLDER holds the sources by the names below. Settlements of several sources become one row each (merge.py); every row
and every name keeps where it comes from. The same sources give the same file.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tomllib
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "src"), str(HERE)]

import merge  # noqa: E402
import sources  # noqa: E402
from romanise import romanised  # noqa: E402
from sources import Official, Point  # noqa: E402

from onrecord.lexicon.spelling import key, loose  # noqa: E402

TARGET = ROOT / "src/onrecord/lexicon/packs/ukraine/gazetteer/places.sqlite"
LIMIT = 8_000_000  # bytes
SOURCES = {
    "osm": ("OpenStreetMap, settlements of ten oblasts", "© OpenStreetMap contributors", "ODbL-1.0"),
    "wof": ("Who's On First, localities and regions of Ukraine", "Who's On First and its sources", "CC-BY"),
    "gn": ("GeoNames, places of 500 and more inhabitants", "GeoNames", "CC-BY-4.0"),
    "kat": ("KATOTTG, the official list of settlements", "Ministry for Development of Ukraine", "official act, free"),
    "own": ("regions, rivers, names romanised by the official table, Russian forms by rule", "Onrecord", "Apache-2.0"),
}  # fmt: skip
SCHEMA = """
CREATE TABLE sources (source TEXT PRIMARY KEY, what TEXT, attribution TEXT, licence TEXT) WITHOUT ROWID;
-- `lat`, `lon`: ten-thousandths of a degree, WGS 84. `rank`: 3 city, 2 town, 1 village, 0 hamlet. `raion`: a place.
CREATE TABLE places (
    place INTEGER PRIMARY KEY, id TEXT, kind TEXT, name TEXT, country TEXT, oblast TEXT, raion INTEGER, hromada INTEGER,
    lat INTEGER, lon INTEGER, rank INTEGER, population INTEGER, source TEXT
);
CREATE TABLE hromadas (hromada INTEGER PRIMARY KEY, name TEXT, raion INTEGER);
-- `key`: onrecord.lexicon.spelling.loose(name). `language`: uk, ru, en or empty (other Latin spellings).
CREATE TABLE names (
    key TEXT, place INTEGER, name TEXT, language TEXT, source TEXT, PRIMARY KEY (key, place, name)
) WITHOUT ROWID;
"""
_LANGUAGES = {"uk": 0, "en": 1, "ru": 2, "": 3}
OSM_OBLASTS = {
    "Donetsk",
    "Luhansk",
    "Kharkiv",
    "Zaporizhzhia",
    "Kherson",
    "Sumy",
    "Chernihiv",
    "Dnipropetrovsk",
    "Mykolaiv",
    "Odesa",
}


def settlements(folder: Path) -> tuple[list[Point], dict[int, Official], list[Official]]:
    """The merged settlements, the official entry of those that have one, and all official entries."""
    merged = merge.Rows()
    for point in sources.osm(folder / "osm_settlements_frontline.csv"):
        merged.add(point, merge.NEAR if point.rank < 2 else merge.CITY)
    for point in sources.geonames(folder / "geonames_cities500_UA_RU.tsv"):
        merged.add(point, merge.SAME)
    for point in sources.wof(folder / "wof_ua_localities.tsv"):
        merged.add(point, merge.SAME, renamed=True)
    rows = merged.rows
    merge.fill_oblasts(rows)
    listed = sources.katottg(folder / "katottg_settlements.tsv")
    return rows, merge.official(rows, listed), listed


def is_kept(row: Point, entry: Official | None) -> bool:
    """Not what only an old list of hamlets knows, in oblasts of which there is a newer and fuller map."""
    return not (row.source == "wof" and entry is None and row.country == "ua" and row.oblast in OSM_OBLASTS)


def names_of(row: Point, entry: Official | None) -> list[tuple[str, str, str]]:
    """(name, language, source), one for each sound, the better languages first; the first Ukrainian one is official."""
    names = ([(entry.name, "uk", "kat")] if entry else []) + sorted(
        row.names, key=lambda one: (_LANGUAGES[one[1]], one[2] != "osm")
    )
    kept: dict[tuple[str, bool], tuple[str, str, str]] = {}
    for name, language, source in names:
        kept.setdefault((key(name), language in ("uk", "ru")), (name, language, source))
    # A Cyrillic and a Latin name of one sound say the same: the Cyrillic one is kept, and the English one as the row's.
    sounds = {sound for sound, is_cyrillic in kept if is_cyrillic}
    return [one for (sound, is_cyrillic), one in kept.items() if is_cyrillic or sound not in sounds]


def russian(name: str, parts: dict[str, str]) -> str | None:
    """How a Ukrainian name differs in Russian where whole parts of it do, else None: Олександрівка -> Александрівка."""
    changed = name
    for part, instead in parts.items():
        changed = changed.replace(part, instead).replace(part.lower(), instead.lower())
    return changed if loose(changed) != loose(name) else None


def english(row: Point, entry: Official | None) -> str:
    """OpenStreetMap's English name, else the official name romanised, else what the source has."""
    from_osm = next((name for name, language, source in row.names if language == "en" and source == "osm"), None)
    written = entry.name if entry else next((name for name, language, _ in row.names if language == "uk"), None)
    if from_osm:
        return from_osm
    if written and row.country == "ua":
        return romanised(written)
    return next((name for name, language, _ in row.names if language in ("en", "")), row.names[0][0]).replace("'", "")


def _shared(one: str, other: str) -> int:
    """How many first letters two words share."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def raion_name(adjective: str, members: list[tuple[int, str]]) -> str:
    """Бахмутський -> Bakhmut: the name of its largest settlement that the adjective is made from, else it itself."""
    stem = key(re.sub("[сцз]ький$", "", adjective))
    alike = [(_shared(stem, key(name)), rank, name) for rank, name in members]
    shared, _, best = max(alike)
    return best if shared >= min(4, len(stem)) and shared >= len(stem) - 2 else romanised(adjective)


def middle(ring: list[list[float]]) -> tuple[float, float, float]:
    """(area, lon, lat) of a ring, in degrees."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = ax * by - bx * ay
        area, x, y = area + cross / 2, x + (ax + bx) * cross, y + (ay + by) * cross
    return abs(area), x / (6 * area), y / (6 * area)


def middles(folder: Path) -> dict[str, tuple[float, float]]:
    """Oblast -> the middle (lat, lon) of its largest polygon."""
    found = {}
    for feature in json.loads((folder / "wof_ua_regions.geojson").read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        _, lon, lat = max(middle(polygon[0]) for polygon in polygons)
        found[sources.WOF_OBLASTS[feature["properties"]["wof:name"]]] = (lat, lon)
    return found


class File:
    """The file being written."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
        self.base.execute("BEGIN")
        self.base.executemany("INSERT INTO sources VALUES (?, ?, ?, ?)", [(k, *v) for k, v in SOURCES.items()])
        self.count = 0

    def place(self, values: tuple[object, ...], names: list[tuple[str, str, str]]) -> int:
        """Adds a place (the columns behind `place`) and its (name, language, source)."""
        self.count += 1
        marks = ", ".join("?" * (len(values) + 1))
        self.base.execute(f"INSERT INTO places VALUES ({marks})", (self.count, *values))
        self.base.executemany(
            "INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?, ?)",
            [(loose(name), self.count, name, language, source) for name, language, source in names if loose(name)],
        )
        return self.count

    def close(self) -> None:
        self.base.execute("COMMIT")
        self.base.execute("VACUUM")
        self.base.close()


def whole(degrees: float) -> int:
    return round(degrees * 10_000)


def build(folder: Path, target: Path) -> None:
    rows, given, listed = settlements(folder)
    own = tomllib.loads((HERE / "regions.toml").read_text(encoding="utf-8"))
    file = File(target)

    spots = middles(folder)
    towns: dict[str, list[Point]] = defaultdict(list)
    for row in rows:
        if row.country == "ru":
            towns[row.oblast].append(row)
    for country in ("ua", "ru"):
        for name, told in own[country].items():
            of = towns[name]
            lat, lon = (
                spots[name] if country == "ua" else (sum(p.lat for p in of) / len(of), sum(p.lon for p in of) / len(of))
            )
            code = f"kat-{told['code']}" if country == "ua" else f"ru-{name.lower()}"
            source = "wof" if country == "ua" else "gn"
            names = [(name, "en", "own"), (told["uk"], "uk", "own"), (told["ru"], "ru", "own")]
            names += [(noun, "uk", "own") for noun in own["nouns"].get(name, ())]
            file.place(
                (code, "oblast", name, country, name, None, None, whole(lat), whole(lon), 3, None, source), names
            )
    for name, others in own["rivers"].items():
        latin = next((other for other in others[2:] if other.isascii() and other.startswith(name + " ")), name)
        names = [(latin, "en", "own"), (others[0], "uk", "own"), (others[1], "ru", "own")]
        names += [(other, "" if other.isascii() else "uk", "own") for other in others[2:] if other != latin]
        file.place(
            (
                f"own-river-{latin.lower().replace(' ', '-')}",
                "river",
                latin,
                None,
                None,
                None,
                None,
                None,
                None,
                1,
                None,
                "own",
            ),
            names,
        )

    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, entry in given.items():
        members[entry.oblast, entry.raion].append(n)
    raions: dict[tuple[str, str], int] = {}
    codes = {(entry.oblast, entry.raion): entry.code[:6] for entry in listed if entry.raion}
    for (oblast, adjective), code in sorted(codes.items(), key=lambda item: item[1]):
        of = members[oblast, adjective]
        if not of or not adjective.endswith("ий"):
            continue
        name = raion_name(adjective, [(rows[n].population + rows[n].rank, english(rows[n], given[n])) for n in of])
        lat, lon = (sum(getattr(rows[n], axis) for n in of) / len(of) for axis in ("lat", "lon"))
        names = [(adjective, "uk", "kat"), (romanised(adjective), "en", "own"), (name, "en", "own")]
        raions[oblast, adjective] = file.place(
            (f"kat-{code}", "raion", f"{name} Raion", "ua", oblast, None, None, whole(lat), whole(lon), 2, None, "kat"),
            names,
        )
    hromadas: dict[tuple[str, str, str], int] = {}
    for entry in listed:
        spot = (entry.oblast, entry.raion, entry.hromada)
        if entry.hromada and spot not in hromadas:
            hromadas[spot] = len(hromadas) + 1
            values = (hromadas[spot], entry.hromada, raions.get((entry.oblast, entry.raion)))
            file.base.execute("INSERT INTO hromadas VALUES (?, ?, ?)", values)

    written: Counter[str] = Counter()
    for n in sorted(range(len(rows)), key=lambda n: (rows[n].country, rows[n].oblast, rows[n].id)):
        row, entry = rows[n], given.get(n)
        if not is_kept(row, entry):
            continue
        rank = max(row.rank, {"K": 3, "M": 2}.get(entry.category, 1) if entry else 0)
        names = names_of(row, entry)
        name = english(row, entry)
        if not re.search(r"[A-Za-z]", name):
            name = romanised(name)
        if key(name) not in {key(one) for one, _, _ in names}:
            names.append((name, "en", row.source))
        names += [(one, "ru", "own") for one in own["aliases"].get(f"{name}, {row.oblast}", ())]
        for one, language, _ in list(names):
            if language == "uk" and (other := russian(one, own["russian"])):
                names.append((other, "ru", "own"))
        file.place(
            (
                row.id, "settlement", name, row.country, row.oblast or None,
                raions.get((entry.oblast, entry.raion)) if entry else None,
                hromadas.get((entry.oblast, entry.raion, entry.hromada)) if entry else None,
                whole(row.lat), whole(row.lon), rank, row.population or None, row.source,
            ),
            names,
        )  # fmt: skip
        written[f"{row.country} {row.source}"] += 1
    file.close()
    size = target.stat().st_size
    print(
        f"{target.name}: {file.count} places, {size / 1e6:.1f} MB;",
        ", ".join(f"{k} {v}" for k, v in sorted(written.items())),
    )
    print(f"official entries: {len(listed)}, of them with a place: {len(given)}")
    if size > LIMIT:
        sys.exit(f"larger than {LIMIT} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build(Path(sys.argv[1]), TARGET)
