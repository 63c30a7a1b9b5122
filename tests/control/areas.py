"""Small maps of our own, about real villages: areas are boxes of west, south, east, north."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from onrecord import ledger
from onrecord.claim import reading
from onrecord.corpus import Imported, Importer
from onrecord.ledger import Ledger
from onrecord.model import Document
from onrecord.read.datasets import today

Box = tuple[float, float, float, float]

CONTROL = {"layer": "VIEW_RussiaCoTinUkraine_V3"}
ADVANCE = {"layer": "MDS_AssessedRussianAdvanceInUkraine_view"}
UKRAINIAN = {"layer": "VIEW_ClaimedUkrainianCounteroffensives_V2"}
OCCUPIED = {"name": "Окуповано /// Occupied"}
UNKNOWN = {"name": "Статус невідомий /// Unknown status\n"}
LIBERATED = {"name": "Звільнено\xa0/// Liberated"}

SOUTH: Box = (36.4, 47.60, 37.2, 47.745)  # Staromlynivka lies in it
POCKET: Box = (36.807, 47.745, 36.86, 47.7575)  # Urozhaine, half a kilometre from its edge
ROOMY: Box = (36.77, 47.745, 36.90, 47.7700)  # Urozhaine and Staromaiorske, farther from it

URO = "osm-r3946802"
STARO = "osm-r3946797"


def ring(box: Box) -> list[list[float]]:
    west, south, east, north = box
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def area(words: dict[str, str], box: Box) -> dict[str, Any]:
    return feature(words, {"type": "Polygon", "coordinates": [ring(box)]})


def feature(words: dict[str, str], geometry: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": words, "geometry": geometry}


def write(path: Path, *features: dict[str, Any]) -> Path:
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return path


def isw(folder: Path, day: str, *features: dict[str, Any]) -> Path:
    return write(folder / "isw" / f"{day}.geojson.gz", *features)


def deepstate(folder: Path, second: int, *features: dict[str, Any]) -> Path:
    return write(folder / "deepstate" / f"{second}.geojson", *features)


def add(book: Ledger | None, *paths: Path, **given: Any) -> list[Imported]:
    importer = Importer(book, seen=today(), **given)
    return [one for path in paths for one in importer.target(str(path))]


def told(book: Ledger, place: str = "Urozhaine", **asked: Any) -> list[tuple[str, str, str]]:
    """Claims of a place as (document, certainty, text)."""
    return [(one.document, one.certainty, one.text) for one in book.controls(places=[place], **asked)]


def everything(book: Ledger) -> set[tuple[object, ...]]:
    """All that stands, but for keys and when it was recorded."""
    return {(one.claim, one.document) for one in book.claims()}


def urozhaine(path: Path) -> Ledger:
    """A ledger with both maps and the reports of 12, 13 and 16 August 2023."""
    folder = path.parent / "maps"
    maps = [
        isw(folder, "20230807", area(CONTROL, SOUTH), area(ADVANCE, POCKET)),
        isw(folder, "20230811", area(CONTROL, SOUTH), area(UKRAINIAN, POCKET)),
        isw(folder, "20230817", area(CONTROL, SOUTH), area(UKRAINIAN, POCKET)),
        deepstate(folder, 1691487612, area(OCCUPIED, SOUTH), area(OCCUPIED, POCKET)),
        deepstate(folder, 1691784944, area(OCCUPIED, SOUTH), area(UNKNOWN, POCKET)),
        deepstate(folder, 1691916579, area(OCCUPIED, SOUTH), area(LIBERATED, POCKET)),
    ]
    book = ledger.open(path)
    add(book, *maps)
    book_reports(book)
    return book


def book_reports(book: Ledger) -> None:
    lines = (Path(__file__).resolve().parents[2] / "samples/control/reports.jsonl").read_text("utf-8").splitlines()
    for raw in map(json.loads, lines):
        from datetime import date
        from hashlib import sha256

        document = Document(
            **{**raw, "published": date.fromisoformat(raw["published"])},
            sha256=sha256(raw["text"].encode()).hexdigest(),
        )
        book.add(reading(document))
