"""Lanes of a place: each source apart, as of any day, with what it took back and where sources differ."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from control import areas
from control.areas import ADVANCE, CONTROL, POCKET, SOUTH, UKRAINIAN, URO, area
from onrecord import control
from onrecord.control.lanes import differ, lanes_of
from onrecord.ledger import Ledger
from onrecord.ledger.controls import Linked, Said
from onrecord.model.errors import LedgerError, UsageError

VILLAGE = "Urozhaine, Donetsk"


def day(n: int) -> date:
    return date(2023, 8, n)


def told(found: control.Lanes) -> dict[str, list[tuple[int, str, str]]]:
    return {
        lane.source.name: [(change.day.day, change.words, change.stand) for change in lane.changes]
        for lane in found.lanes
    }


def test_one_village_four_parties_four_days(urozhaine: Ledger) -> None:
    found = control.Controls(urozhaine).lanes(VILLAGE, start=day(7), end=day(17))
    assert told(found) == {
        "DeepState": [(8, "Occupied", "russia"), (11, "Unknown status", "contested"), (13, "Liberated", "ukraine")],
        "Institute for the Study of War": [
            (7, "Assessed Russian advance", "russia_advances"),
            (11, "Claimed Ukrainian counteroffensives", "ukraine"),
        ],
        "Hanna Maliar": [(16, "Ukrainian forces liberated Urozhaine", "ukraine")],
        "Russian military bloggers": [
            (12, "Russian forces withdrew from Urozhaine", "russia_left"),
            (13, "Russian forces still hold Urozhaine", "russia"),
        ],
    }
    assert found.place.id == URO
    assert [lane.map for lane in found.lanes] == [True, True, False, False]


def test_as_of_the_twelfth_the_later_ones_are_absent(urozhaine: Ledger) -> None:
    found = told(control.Controls(urozhaine).lanes(VILLAGE, start=day(7), end=day(17), as_of=day(12)))
    assert {name: [change[0] for change in changes] for name, changes in found.items()} == {
        "DeepState": [8, 11],
        "Institute for the Study of War": [7, 11],
        "Russian military bloggers": [12],
    }


def test_what_a_source_takes_back_is_marked_at_both_ends(urozhaine: Ledger) -> None:
    found = control.Controls(urozhaine).lanes(VILLAGE)
    left, still = found.lanes[-1].changes
    assert left.taken_back == day(13)
    assert still.takes_back == (left.claim,)
    assert not any(change.takes_back for lane in found.lanes[:-1] for change in lane.changes)


def test_where_sources_differ(urozhaine: Ledger) -> None:
    found = control.Controls(urozhaine).lanes(VILLAGE, end=day(17))
    spans = [(one.start.day, one.end and one.end.day, {s[0]: s[1:] for s in one.says}) for one in found.contested]
    assert [span[:2] for span in spans] == [(11, 11), (12, 12), (13, 15), (16, 17)]
    assert spans[2][2]["Russian military bloggers"] == ("russia", "asserted")
    assert spans[2][2]["DeepState"] == ("ukraine", "hedged")
    assert spans[2][2]["Institute for the Study of War"] == ("ukraine", "unconfirmed")


def test_every_change_names_its_claim_document_and_link(urozhaine: Ledger) -> None:
    claims = {one.claim.id: one for one in urozhaine.claims(kind="control")}
    found = control.Controls(urozhaine).lanes(VILLAGE)
    for lane in found.lanes:
        for change in lane.changes:
            held = claims[change.claim]
            assert (change.document, change.url) == (held.document.id, held.document.url)
            assert change.published == held.document.published and change.url
            assert change.uncertain == lane.map
            assert (change.km is not None) == lane.map


def test_a_window_begins_with_what_was_so_before(urozhaine: Ledger) -> None:
    found = control.Controls(urozhaine).lanes(VILLAGE, start=day(12), end=day(14))
    deepstate = next(lane for lane in found.lanes if lane.source.id == "deepstate")
    assert [(change.day.day, change.before) for change in deepstate.changes] == [(11, True), (13, False)]
    assert found.contested[0].start == day(12)


@pytest.mark.parametrize("name", ["Urozhaine", "Урожайне", "Урожайное", "Urozhaynoye"])
def test_a_name_of_several_is_answered_with_which(urozhaine: Ledger, name: str) -> None:
    view = control.Controls(urozhaine)
    which = view.places(name)
    assert len(which) >= 7
    [one] = [found for found in which if found.claims]
    assert (one.place.id, one.place.oblast, one.claims, one.sources, one.last) == (URO, "Donetsk", 8, 4, day(16))
    with pytest.raises(UsageError, match=r"places are called .*osm-r3946802 in Volnovakha, Donetsk, 8 claims"):
        view.lanes(name)


@pytest.mark.parametrize(
    "name",
    [
        VILLAGE,
        URO,
        "Urozhaine, Volnovakha",
        "Урожайне, Донецька область",
        "Урожайное, Донецкая обл",
        "Urozhaine, Donetsk Oblast",
    ],
)
def test_ways_to_say_which(urozhaine: Ledger, name: str) -> None:
    assert control.Controls(urozhaine).lanes(name).place.id == URO


def test_a_place_nobody_knows_and_one_without_claims(urozhaine: Ledger) -> None:
    view = control.Controls(urozhaine)
    with pytest.raises(UsageError, match="no settlement 'Urozhainx'"):
        view.lanes("Urozhainx")
    assert view.places("Qwertyvka") == ()
    assert view.lanes("Lviv").lanes == ()
    with pytest.raises(UsageError, match="holds no day"):
        view.lanes(VILLAGE, start=day(9), end=day(8))


def test_what_is_no_longer_shown_takes_back_what_was(book: Ledger, tmp_path: Path) -> None:
    for name, box in (("20230811", POCKET), ("20230812", None)):
        more = [area(UKRAINIAN, box)] if box else []
        areas.add(book, areas.isw(tmp_path, name, area(CONTROL, SOUTH), *more))
    [lane] = control.Controls(book).lanes(VILLAGE).lanes
    shown, gone = lane.changes
    assert (gone.words, gone.stand, gone.takes_back) == ("no longer shown", "not_so", (shown.claim,))
    assert shown.taken_back == day(12)


def test_a_map_that_changes_takes_nothing_back(book: Ledger, tmp_path: Path) -> None:
    for name, words in (("20230811", UKRAINIAN), ("20230812", CONTROL), ("20230813", UKRAINIAN)):
        areas.add(book, areas.isw(tmp_path, name, area(CONTROL, SOUTH), area(words, POCKET)))
    [lane] = control.Controls(book).lanes(VILLAGE).lanes
    assert [change.stand for change in lane.changes] == ["ukraine", "russia", "ukraine"]
    assert not any(change.takes_back or change.taken_back for change in lane.changes)


def test_a_table_of_changes_is_folded_into_the_maps_lane(book: Ledger, tmp_path: Path) -> None:
    table = tmp_path / "changes.csv"
    table.write_text(
        "map,seen_at,settlement,region,was,now\n"
        "isw,2023-06-06T00:00:00,urozhaine,donetsk region,RU_control_assessed,RU_advance_assessed\n"
        "isw,2023-08-11T00:00:00,urozhaine,donetsk region,RU_advance_assessed,UA_claimed\n"
    )
    areas.add(book, table)
    areas.add(book, areas.isw(tmp_path, "20230807", area(CONTROL, SOUTH), area(ADVANCE, POCKET)))
    areas.add(book, areas.isw(tmp_path, "20230811", area(CONTROL, SOUTH), area(UKRAINIAN, POCKET)))
    [lane] = control.Controls(book).lanes(VILLAGE).lanes
    assert [(str(change.day), change.words, len(change.repeats)) for change in lane.changes] == [
        ("2023-06-06", "Assessed Russian advance", 1),
        ("2023-08-11", "Claimed Ukrainian counteroffensives", 1),
    ]
    assert [change.km for change in lane.changes] == [0.49, 0.49]


def test_a_place_that_is_not_told_from_its_namesakes_stands_apart(book: Ledger, tmp_path: Path) -> None:
    table = tmp_path / "changes.csv"
    table.write_text("map,seen_at,settlement,region,was,now\nisw,2023-08-11,ivanivka,donetsk region,,UA_claimed\n")
    areas.add(book, table)
    view = control.Controls(book)
    which = next(one for one in view.places("Ivanivka, Donetsk") if one.place.oblast == "Donetsk")
    [lane] = view.lanes(which.place.id).lanes
    assert not lane.sure
    assert view.lanes(which.place.id).contested == ()
    assert view.day(day(12)).left_out == 1


# ---- rules by hand --------------------------------------------------------------------------------------------------


def said(n: int, event: str, actor: str, certainty: str = "asserted", **more: Any) -> Said:
    fields: dict[str, Any] = {
        "id": f"c{n}", "day": f"2023-08-{n:02}", "start": None, "end": f"2023-08-{n:02}", "event": event,
        "actor": actor, "certainty": certainty, "text": f"words of day {n}", "place": "Urozhaine", "place_id": URO,
        "oblast": "Donetsk", "lat": 47.75, "lon": 36.82, "candidates": (), "chain": (Linked("x", "X"),),
        "retracts": (), "document": f"d{n}", "title": None, "publisher": "P", "url": None,
        "published": f"2023-08-{n:02}", "known_from": f"2023-08-{n:02}",
    }  # fmt: skip
    return Said(**(fields | more))


def taken(*told: Said) -> list[int | None]:
    [lane] = lanes_of(told)
    return [change.taken_back.day if change.taken_back else None for change in lane.changes]


def test_taking_back_in_texts() -> None:
    took = said(1, "capture", "russia")
    assert taken(took, said(2, "capture", "russia", "denied")) == [2, None]
    assert taken(took, said(2, "withdraw", "russia", retracts=("c1",))) == [2, None]
    assert taken(took, said(2, "hold", "ukraine", text="Ukraine still holds it")) == [2, None]
    assert taken(took, said(3, "hold", "ukraine", start="2023-07-30")) == [3, None]


def test_losing_later_takes_nothing_back() -> None:
    took = said(1, "capture", "russia")
    assert taken(took, said(2, "liberate", "ukraine")) == [None, None]
    assert taken(took, said(2, "hold", "ukraine")) == [None, None]
    assert taken(took, said(2, "advance", "russia", "denied")) == [None, None]


def test_who_passes_a_word_on_is_told_and_the_publisher_speaks_for_itself() -> None:
    chain = (Linked("isw", "Institute for the Study of War"), Linked("x", "X"))
    by_name = {lane.source.name: lane for lane in lanes_of([said(1, "hold", "russia", chain=chain)])}
    assert by_name["X"].changes[0].via == ("Institute for the Study of War",)
    [own] = lanes_of([said(1, "hold", "russia", chain=(), publisher="ISW")])
    assert own.source.id == "isw" and own.changes[0].via == ()


def test_what_cannot_all_be_so() -> None:
    assert differ(["russia", "ukraine"]) and differ(["russia", "contested"]) and differ(["russia_left", "russia"])
    assert not differ(["russia_left", "ukraine"]) and not differ(["russia", "not_so"]) and not differ(["ukraine"] * 2)
    assert not differ(["russia_advances", "russia"]) and not differ(["contested", "contested"])


# ---- a day ----------------------------------------------------------------------------------------------------------


def test_a_day_has_each_sources_last_word(urozhaine: Ledger) -> None:
    view = control.Controls(urozhaine)
    found = view.day(day(12), sources=["DeepState", "ISW"])
    assert {voice.id for voice in found.sources} == {"deepstate", "isw"}
    [village] = [one for one in found.places if one.place.id == URO]
    last = {lane.source.id: lane.changes[-1].words for lane in village.lanes}
    assert last == {"deepstate": "Unknown status", "isw": "Claimed Ukrainian counteroffensives"}
    assert village.differs and sum(one.differs for one in found.places) == 1
    assert {one.place.name for one in found.places} >= {"Staromlynivka", "Urozhaine"}


def test_a_day_around_a_place_and_as_of_another(urozhaine: Ledger) -> None:
    view = control.Controls(urozhaine)
    near = view.day(day(17), around=VILLAGE, km=3)
    assert [one.place.name for one in near.places] == ["Urozhaine"]
    early = view.day(day(17), around=VILLAGE, km=3, as_of=day(12))
    assert len(early.places[0].lanes) == 3 < len(near.places[0].lanes)
    assert view.day(day(6)).places == ()
    with pytest.raises(LedgerError, match="no such source says anything"):
        view.day(day(12), sources=["Liveuamap"])


def test_a_day_has_the_areas_of_each_maps_last_snapshot(urozhaine: Ledger) -> None:
    view = control.Controls(urozhaine)

    def drawn(day: int, **asked: Any) -> list[tuple[str, str, int]]:
        found = view.day(date(2023, 8, day), **asked).areas
        return [(one.source.id, one.words, one.day.day) for one in found]

    assert drawn(12) == [
        ("isw", "Assessed Russian control", 11), ("isw", "Claimed Ukrainian counteroffensives", 11),
        ("deepstate", "Occupied", 11), ("deepstate", "Unknown status", 11),
    ]  # fmt: skip
    assert drawn(13, sources=["DeepState"]) == [("deepstate", "Occupied", 13), ("deepstate", "Liberated", 13)]
    assert drawn(17, as_of=date(2023, 8, 8), sources=["ISW"])[-1] == ("isw", "Assessed Russian advance", 7)
    [_, pocket] = view.day(date(2023, 8, 13), sources=["DeepState"]).areas
    assert pocket.wkt.startswith("MULTIPOLYGON (((36.8") or pocket.wkt.startswith("POLYGON ((36.8")
    assert (pocket.stand, pocket.certainty) == ("ukraine", "asserted")


def test_a_day_follows_what_is_added(book: Ledger, tmp_path: Path) -> None:
    view = control.Controls(book)
    first = areas.isw(tmp_path, "20230811", area(CONTROL, SOUTH), area(UKRAINIAN, POCKET))
    areas.add(book, first)
    [village] = [one for one in view.day(day(12)).places if one.place.id == URO]
    assert village.lanes[0].changes[-1].stand == "ukraine"
    areas.add(book, areas.isw(tmp_path, "20230812", area(CONTROL, SOUTH)))
    for as_of, words in ((None, "no longer shown"), (day(11), "Claimed Ukrainian counteroffensives")):
        [village] = [one for one in view.day(day(12), as_of=as_of).places if one.place.id == URO]
        assert village.lanes[0].changes[-1].words == words


def test_the_shared_maps_give_the_days_of_the_village(shared: Path, book: Ledger) -> None:
    folder = shared / "data/control/maps_aug2023"
    if not folder.is_dir():
        pytest.skip("no maps in the shared data")
    isw = [folder / "isw" / f"202308{n:02}.geojson.gz" for n in (13, 11, 7, 10)]  # in no order
    deepstate = [folder / "deepstate" / f"{n}.geojson.gz" for n in (1691916579, 1691784944, 1691692120)]
    assert all(one.whole for one in areas.add(book, *isw, *deepstate))
    found = told(control.Controls(book).lanes(VILLAGE))
    assert {name: [change[:2] for change in changes] for name, changes in found.items()} == {
        "DeepState": [(10, "Occupied"), (11, "Unknown status"), (13, "Liberated")],
        "Institute for the Study of War": [
            (7, "Assessed Russian advance"),
            (11, "Claimed Ukrainian counteroffensives"),
        ],
    }
