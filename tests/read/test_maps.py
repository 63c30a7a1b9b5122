"""Maps as inputs: what is mended, what is refused, and that each is told with the file's name."""

from __future__ import annotations

import gzip
import json
from datetime import date
from typing import Any

import pytest

from control import areas
from onrecord.read.datasets import Payload, Problem, table
from onrecord.read.maps import Snapshot, changes, is_map, is_table, snapshot

TODAY = date(2026, 1, 1)
WHOLE = [areas.area(areas.CONTROL, areas.SOUTH), areas.area(areas.UKRAINIAN, areas.POCKET)]


def read(
    data: bytes | list[dict[str, Any]], name: str = "20230813.geojson.gz", **given: Any
) -> tuple[Snapshot | None, list[Problem]]:
    if isinstance(data, list):
        data = json.dumps({"type": "FeatureCollection", "features": data}).encode()
        data = gzip.compress(data) if name.endswith(".gz") else data
    return snapshot(Payload(where=f"maps/{name}", id=name, data=data), today=TODAY, **given)


def refused(*args: Any, **given: Any) -> str:
    found, problems = read(*args, **given)
    assert found is None
    [problem] = problems
    assert problem.where.startswith("maps/") and not problem.kept
    return problem.code


def test_a_whole_map_tells_its_day_publisher_and_areas() -> None:
    found, problems = read(WHOLE)
    assert found is not None and problems == []
    assert (found.kind.source.id, found.moment, found.day) == ("isw", "2023-08-13", date(2023, 8, 13))
    assert [area.words for area in found.areas] == ["Assessed Russian control", "Claimed Ukrainian counteroffensives"]


def test_a_unix_time_is_a_second_and_the_day_in_kyiv() -> None:
    late = [areas.area(areas.OCCUPIED, areas.SOUTH)]
    found, _ = read(late, "1691883000.geojson")  # 23:30 on the 12th in London, 02:30 on the 13th in Kyiv
    assert found is not None
    assert (found.kind.id, found.moment, found.day) == ("deepstate-map", "2023-08-12T23:30:00Z", date(2023, 8, 13))


def test_words_are_the_maps_own() -> None:
    marked = {"name": "Звільнено 30.03 /// Liberated 30.03"}
    ukrainian = {"name": "Звільнено"}
    elsewhere = {"name": "Окупована Абхазія.\n///\nOccupied Abkhazia."}
    found, problems = read(
        [areas.area(w, areas.POCKET) for w in (areas.OCCUPIED, marked, ukrainian, elsewhere)], "20230813.geojson"
    )
    assert found is not None and problems == []
    assert [area.words for area in found.areas] == ["Occupied", "Liberated 30.03", "Liberated"]


def test_an_area_that_crosses_itself_is_mended() -> None:
    bow = [[36.4, 47.6], [37.2, 47.7], [37.2, 47.6], [36.4, 47.7], [36.4, 47.6]]
    found, [problem] = read([areas.feature(areas.CONTROL, {"type": "Polygon", "coordinates": [bow]})])
    assert found is not None and found.areas[0].polygons.is_valid
    assert found.areas[0].polygons.area == pytest.approx(0.04, rel=0.01)
    assert (problem.code, problem.kept, problem.where) == ("mended", True, "maps/20230813.geojson.gz")


def test_latitude_before_longitude_is_turned() -> None:
    turned = [[lat, lon] for lon, lat in areas.ring(areas.SOUTH)]
    found, [problem] = read([areas.feature(areas.CONTROL, {"type": "Polygon", "coordinates": [turned]})])
    assert found is not None and found.areas[0].polygons.bounds == pytest.approx(areas.SOUTH)
    assert (problem.code, problem.kept) == ("swapped", True)


def test_shapes_of_other_kinds_are_passed_over_or_opened() -> None:
    point = areas.feature(areas.CONTROL, {"type": "Point", "coordinates": [36.8, 47.7]})
    row = areas.feature(areas.CONTROL, None)
    both = {"type": "Polygon", "coordinates": [areas.ring(areas.SOUTH)]}
    many = areas.feature(areas.CONTROL, {"type": "GeometryCollection", "geometries": [both, point["geometry"]]})
    high = [[*at, 0] for at in areas.ring(areas.POCKET)]
    with_height = areas.feature(areas.ADVANCE, {"type": "Polygon", "coordinates": [high]})
    found, problems = read([point, row, many, with_height])
    assert found is not None and problems == []
    assert [area.words for area in found.areas] == ["Assessed Russian control", "Assessed Russian advance"]


@pytest.mark.parametrize("coordinates", [[[["a", "b"]]], [[[1, 2], [3]]], [[[36.4, 47.6]]], None, [[]], [5]])
def test_an_area_that_is_none_costs_itself_alone(coordinates: Any) -> None:
    broken = areas.feature(areas.ADVANCE, {"type": "Polygon", "coordinates": coordinates})
    found, problems = read([*WHOLE, broken])
    assert found is not None and len(found.areas) == 2
    assert {problem.code for problem in problems} == {"broken_area", "empty_layer"}


def test_what_nobody_knows_is_told_and_the_rest_is_taken() -> None:
    found, [problem] = read([*WHOLE, areas.area({"layer": "VIEW_Minefields"}, areas.SOUTH)])
    assert found is not None and len(found.areas) == 2
    assert problem.code == "unknown_status" and "VIEW_Minefields" in problem.message


def test_a_layer_without_areas_is_told() -> None:
    empty = areas.feature(areas.ADVANCE, None)
    found, [problem] = read([*WHOLE, empty])
    assert found is not None
    assert (problem.code, problem.kept) == ("empty_layer", True)


def test_a_map_that_is_not_whole_is_refused() -> None:
    """Else every place on it would be no longer shown."""
    assert refused([]) == "empty_layer"
    assert refused([areas.feature(areas.CONTROL, None), WHOLE[1]]) == "empty_layer"
    assert refused([WHOLE[1]]) == "empty_layer"


def test_a_gzip_that_breaks_off_is_refused() -> None:
    whole = gzip.compress(json.dumps({"type": "FeatureCollection", "features": WHOLE}).encode())
    assert refused(whole[:-20]) == "truncated"
    assert refused(whole[:8] + b"\xff\xff\xff" + whole[11:]) == "truncated"
    assert refused(b"") == "empty"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("22020202.geojson", "future"),
        ("2202-02-02.geojson", "future"),
        ("20131313.geojson", "no_day"),
        ("latest.geojson", "no_day"),
        ("20140320.geojson", "too_early"),
        ("9999999999.geojson", "future"),
    ],
)
def test_a_day_that_cannot_be_is_refused(name: str, code: str) -> None:
    assert refused(WHOLE, name) == code


def test_a_day_may_be_given() -> None:
    found, _ = read(WHOLE, "latest.geojson", published=date(2023, 8, 13))
    assert found is not None and found.moment == "2023-08-13"


@pytest.mark.parametrize(
    "data", [b"{", b'{"features": 5}', b"[]", b'{"features": [5, {"properties": 5}]}', b"\xff\xfe"]
)
def test_what_is_no_map_is_refused(data: bytes) -> None:
    assert refused(data, "20230813.geojson") in ("bad_json", "unknown_map", "empty_layer")


def test_maps_are_told_from_other_json() -> None:
    inside = b'{"crs": {}, "type": "FeatureCollection", "features": []}'
    for data in (inside, gzip.compress(inside)):
        assert is_map(Payload(where="a.json", id="a", data=data))
    assert is_map(Payload(where="a.geojson", id="a", data=b""))
    for data in (b'{"text": "a"}', b"\x1f\x8bnot gzip", b""):
        assert not is_map(Payload(where="a.json", id="a", data=data))


# ---- tables ---------------------------------------------------------------------------------------------------------

HEAD = "map,seen_at,settlement,region,wikidata,was,now\n"


def rows(*lines: str) -> tuple[Any, list[Problem]]:
    given = table((HEAD + "\n".join(lines)).encode(), "changes.csv")
    assert given is not None and is_table(given.columns)
    return changes(given, TODAY)


def test_a_table_of_changes_is_read_row_by_row() -> None:
    found, problems = rows(
        "isw,2023-08-11T00:00:00,urozhaine,donetsk region,,RU_advance_assessed,UA_claimed",
        "deepstate,2023-08-12T23:30:00,urozhaine,donetsk region,,,Liberated 30.03",
        "isw,2023-05-12T00:00:00,urozhaine,kherson region,,UA_claimed,-",
    )
    assert problems == []
    assert [(one.kind.id, one.moment, one.day.isoformat()) for one in found] == [
        ("isw-map", "2023-08-11", "2023-08-11"),
        ("deepstate-map", "2023-08-12T23:30:00Z", "2023-08-13"),
        ("isw-map", "2023-05-12", "2023-05-12"),
    ]
    assert [one.now and one.now.actor for one in found] == ["ukraine", "ukraine", None]


def test_bad_rows_are_told_by_line() -> None:
    found, problems = rows(
        "isw,2202-02-02T00:00:00,urozhaine,donetsk region,,,UA_claimed",
        "isw,2023-08-11,urozhaine,donetsk region,,,Conquered",
        "liveuamap,2023-08-11,urozhaine,donetsk region,,,UA_claimed",
        "isw,yesterday,urozhaine,donetsk region,,,UA_claimed",
        "isw,2023-08-11,,donetsk region,,,UA_claimed",
        "isw,2023-08-11,urozhaine,donetsk region,,,",
        "isw,2023-08-11,urozhaine,donetsk region,,,UA_claimed",
    )
    assert len(found) == 1
    assert [problem.where for problem in problems] == [f"changes.csv:{n}" for n in range(2, 8)]
