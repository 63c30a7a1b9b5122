"""Maps into a ledger: one claim a settlement and change, the same in any order, nothing twice."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from control import areas
from control.areas import ADVANCE, CONTROL, LIBERATED, OCCUPIED, POCKET, ROOMY, SOUTH, STARO, UKRAINIAN, URO, area
from onrecord import ledger
from onrecord.claim.maps import drawn, told
from onrecord.claim.placing import placed, united
from onrecord.ledger import Ledger
from onrecord.lexicon.gazetteer import Known, by_id, distance
from onrecord.read.maps import Area, maps


def test_a_claim_for_each_change_and_none_without(book: Ledger, tmp_path: Path) -> None:
    days = [
        areas.isw(tmp_path, "20230807", area(CONTROL, SOUTH), area(ADVANCE, POCKET)),
        areas.isw(tmp_path, "20230808", area(CONTROL, SOUTH), area(ADVANCE, POCKET)),
        areas.isw(tmp_path, "20230811", area(CONTROL, SOUTH), area(UKRAINIAN, POCKET)),
        areas.isw(tmp_path, "20230812", area(CONTROL, SOUTH)),
    ]
    first, same, changed, gone = areas.add(book, *days)
    assert first.new > 5 and (same.new, changed.new, gone.new) == (0, 1, 1)
    claims = [one.claim for one in book.claims(kind="control", place=URO)]
    assert [(c.event, c.actor, c.certainty, str(c.period.start), str(c.period.end)) for c in claims] == [
        ("advance", "russia", "hedged", "None", "2023-08-07"),
        ("liberate", "ukraine", "unconfirmed", "2023-08-08", "2023-08-11"),
        ("liberate", "ukraine", "denied", "2023-08-11", "2023-08-12"),
    ]
    assert claims[1].text.startswith("Urozhaine, Volnovakha, Donetsk: Claimed Ukrainian counteroffensives; 0.49 km")
    for claim in claims:
        assert [source.id for source in claim.sources] == ["isw"]
        assert claim.place is not None and claim.place.oblast == "Donetsk"


def test_claims_stand_verbatim_in_their_document(book: Ledger, tmp_path: Path) -> None:
    areas.add(book, areas.isw(tmp_path, "20230807", area(CONTROL, SOUTH), area(ADVANCE, POCKET)))
    areas.add(book, areas.isw(tmp_path, "20230808", area(CONTROL, SOUTH)))
    for day in ("2023-08-07", "2023-08-08"):
        document = book.document(f"isw-map/{day}")
        assert document is not None and str(document.published) == day
        held = list(book.claims(document=document.id))
        assert held
        for one in held:
            assert one.claim.span.of(document.text) == one.claim.text


def test_imported_twice_adds_nothing(book: Ledger, tmp_path: Path) -> None:
    day = areas.isw(tmp_path, "20230811", area(CONTROL, SOUTH), area(UKRAINIAN, POCKET))
    [first], state = areas.add(book, day), book.state()
    [again] = areas.add(book, day)
    assert first.new == again.known > 0
    assert (again.new, again.superseded) == (0, 0)
    assert book.state() == state


def test_any_order_gives_the_same(tmp_path: Path) -> None:
    """With a status that comes back, so that a later snapshot's changes come and go as others are put before it."""
    days = [
        areas.isw(tmp_path, "20230807", area(CONTROL, SOUTH), area(ADVANCE, POCKET)),
        areas.isw(tmp_path, "20230808", area(CONTROL, SOUTH), area(UKRAINIAN, POCKET)),
        areas.isw(tmp_path, "20230809", area(CONTROL, SOUTH), area(ADVANCE, POCKET)),
        areas.isw(tmp_path, "20230810", area(CONTROL, SOUTH), area(ADVANCE, POCKET)),
    ]
    found = set()
    for n, order in enumerate(permutations(days)):
        with ledger.open(tmp_path / f"{n}.db") as book:
            for day in order:  # a run of its own each
                areas.add(book, day)
            found.add(frozenset(areas.everything(book)))
    [one] = found
    assert {document.id for _, document in one} >= {f"isw-map/2023-08-{d:02}" for d in (7, 8, 9)}  # type: ignore[attr-defined]


def test_outlines_are_kept_within_their_tolerance(book: Ledger, tmp_path: Path) -> None:
    """A ragged edge is made simpler, and never farther off than is told; what is no part of the country is left out."""
    import shapely

    west, south, east, north = SOUTH
    steps = [(west + (east - west) * n / 400, north + 0.0004 * (n % 2)) for n in range(401)]
    ragged = [[west, south], [east, south], *map(list, reversed(steps)), [west, south]]
    far = areas.ring((60.0, 30.0, 61.0, 31.0))
    shape = {"type": "MultiPolygon", "coordinates": [[ragged], [far]]}
    areas.add(book, areas.isw(tmp_path, "20230807", areas.feature(CONTROL, shape)))
    document = book.document("isw-map/2023-08-07")
    assert document is not None
    [(words, wkt)] = drawn(document.text)
    kept, whole = shapely.from_wkt(wkt), shapely.polygons(ragged)
    assert words == "Assessed Russian control" and kept.bounds[2] < 40
    assert shapely.get_num_coordinates(kept) < 20 < shapely.get_num_coordinates(whole)
    assert shapely.hausdorff_distance(kept.boundary, whole.boundary) < 0.1 / 111 / 0.66


def test_a_dry_run_tells_the_same_numbers(tmp_path: Path, book: Ledger) -> None:
    days = [
        areas.isw(tmp_path, "20230807", area(CONTROL, SOUTH)),
        areas.isw(tmp_path, "20230808", area(CONTROL, SOUTH), area(ADVANCE, POCKET)),
    ]
    counted = [one.new for one in areas.add(None, *days)]
    assert counted == [one.new for one in areas.add(book, *days)] and counted[1] > 0


def test_a_place_near_the_edge_is_hedged_and_the_margin_can_be_told(tmp_path: Path) -> None:
    day = areas.deepstate(tmp_path, 1691916579, area(OCCUPIED, SOUTH), area(LIBERATED, ROOMY))
    for margin, certainty in ((None, "hedged"), (0.3, "asserted")):
        with ledger.open(tmp_path / f"{margin}.db") as book:
            areas.add(book, day, margin=margin)
            [one] = areas.told(book)
            assert one[1] == certainty
            assert told(one[2]) == ("Liberated", 0.9)


def test_distances_are_those_on_the_ground() -> None:
    """To the south edge of a box, along the meridian, against the gazetteer's own measure."""
    import shapely

    status = maps()[1].status("Liberated")
    known = by_id(URO)
    assert status is not None and known is not None
    for south in (47.70, 47.74, 47.7530):
        box = shapely.box(36.0, south, 37.6, 48.6)
        shown = placed(united([Area(status, "Liberated", box)]), [known])[URO]
        assert shown.words == "Liberated"
        assert shown.km == pytest.approx(distance(known.lat, known.lon, south, known.lon), abs=0.02)


def test_the_edge_between_areas_of_one_words_is_none_and_outside_is_told() -> None:
    import shapely

    kind = maps()[1]
    status = kind.status("Liberated")
    known = by_id(URO)
    assert status is not None and known is not None
    lon = known.lon
    halves = [shapely.box(lon - 1, 47.2, lon + 0.001, 48.2), shapely.box(lon + 0.001, 47.2, lon + 1, 48.2)]
    shown = placed(united([Area(status, "Liberated", half) for half in halves]), [known])[URO]
    assert shown.km > 40
    beside = shapely.box(lon + 0.01, 47.2, lon + 1, 48.2)
    shown = placed(united([Area(status, "Liberated", beside)]), [known])[URO]
    assert (shown.words, shown.near) == (None, "Liberated") and 0.7 < shown.km < 0.8
    assert placed(united([Area(status, "Liberated", shapely.box(30, 50, 31, 51))]), [known]) == {}


def test_two_places_of_one_name_in_one_area_are_two() -> None:
    twins = [_twin("a", 47.70), _twin("b", 47.71)]
    status = maps()[1].status("Occupied")
    assert status is not None
    import shapely

    shown = placed(united([Area(status, "Occupied", shapely.box(*SOUTH))]), twins)
    assert set(shown) == {"a", "b"}


def test_namesakes_of_the_gazetteer_get_claims_of_their_own(book: Ledger, tmp_path: Path) -> None:
    everywhere = (33.0, 45.0, 40.0, 49.5)
    areas.add(book, areas.isw(tmp_path, "20230811", area(CONTROL, everywhere)))
    said = list(book.controls(places=["Urozhaine"]))
    assert len({one.id for one in said}) == len({one.place_id for one in said}) == len(said) > 4
    assert {"Donetsk", "Luhansk", "Zaporizhzhia", "Crimea"} <= {str(one.oblast) for one in said}


def test_a_bad_file_costs_itself_alone(book: Ledger, tmp_path: Path) -> None:
    good = areas.isw(tmp_path, "20230811", area(CONTROL, SOUTH), area(UKRAINIAN, POCKET))
    cut = tmp_path / "isw" / "20230812.geojson.gz"
    cut.write_bytes(good.read_bytes()[:-30])
    areas.isw(tmp_path, "22020202", area(CONTROL, SOUTH))
    areas.isw(tmp_path, "20230813")
    found = areas.add(book, tmp_path / "isw")
    assert [one.kind for one in found] == ["isw-map", "nothing", "nothing", "nothing"]
    assert [[(Path(p.where).name, p.code) for p in one.problems] for one in found[1:]] == [
        [("20230812.geojson.gz", "truncated")],
        [("20230813.geojson.gz", "empty_layer")],
        [("22020202.geojson.gz", "future")],
    ]
    assert book.documents_under("isw-map") == ["isw-map/2023-08-11"]


def test_a_table_of_changes_beside_the_map_says_the_same_again(book: Ledger, tmp_path: Path) -> None:
    table = tmp_path / "changes.csv"
    table.write_text(
        "map,seen_at,settlement,region,wikidata,was,now\n"
        "isw,2023-08-11T00:00:00,urozhaine,donetsk region,,RU_advance_assessed,UA_claimed\n"
        "isw,2023-08-11T00:00:00,ivanivka,donetsk region,,,UA_claimed\n"
    )
    [one] = areas.add(book, table)
    assert (one.kind, one.rows, one.new) == ("map-changes", 2, 2)
    claims = {one.claim.place.name: one.claim for one in book.claims(kind="control") if one.claim.place}
    assert claims["Urozhaine"].place is not None and claims["Urozhaine"].place.id == URO
    several = claims["Ivanivka"].place
    assert several is not None and several.id is None and len(several.candidates) > 1
    assert [one.known for one in areas.add(book, table)] == [2]


def test_as_of_a_day_later_snapshots_are_absent(book: Ledger, tmp_path: Path) -> None:
    areas.add(book, areas.isw(tmp_path, "20230807", area(CONTROL, SOUTH), area(ADVANCE, POCKET)))
    areas.add(book, areas.isw(tmp_path, "20230811", area(CONTROL, SOUTH), area(UKRAINIAN, ROOMY)))
    assert len(areas.told(book)) == 2
    assert len(areas.told(book, as_of=date(2023, 8, 10))) == 1
    assert areas.told(book, "Staromaiorske", as_of=date(2023, 8, 10)) == []
    assert [one.place_id for one in book.controls(places=["Staromaiorske"])] == [STARO]


def _twin(id: str, lat: float) -> Known:
    return Known(id, "settlement", "Ivanivka", "ua", "Donetsk", "Volnovakha", "", lat, 36.8, 1, 0, True)
