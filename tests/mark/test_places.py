"""Place names: what is one, of what kind, and which settlement it means, or may mean."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.mark.places import places
from onrecord.model import Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fighting went on in Donetsk Oblast.", [("Donetsk Oblast", "oblast")]),
        ("They shelled the Sumy region.", [("Sumy region", "oblast")]),
        ("They attacked in the Kupiansk direction.", [("Kupiansk direction", "direction")]),
        ("The Zaporizhia front was quiet.", [("Zaporizhia front", "direction")]),
        ("They crossed the Belgorod Oblast border area.", [("Belgorod Oblast border area", "region")]),
        ("Air raids in eastern Ukraine and Russia.", [("eastern Ukraine", "region"), ("Russia", "country")]),
        ("The Oskil River froze.", [("Oskil River", "river")]),
        ("The Kakhovka Dam broke.", [("Kakhovka Dam", "facility")]),
        # the gazetteer, lists, possessives, words before
        ("They shelled Orikhiv and Bakhmut.", [("Orikhiv", "settlement"), ("Bakhmut", "settlement")]),
        (
            "They shelled Orikhiv, the village of Mala Tokmachka, and Bakhmut.",
            [("Orikhiv", "settlement"), ("Mala Tokmachka", "settlement"), ("Bakhmut", "settlement")],
        ),
        ("Bakhmut's defenders held.", [("Bakhmut", "settlement")]),
        ("He lives in the village of Somewhereville.", [("Somewhereville", "settlement")]),
        (
            "They held Orikhiv, Somewhereville and Bakhmut.",
            [(n, "settlement") for n in ("Orikhiv", "Somewhereville", "Bakhmut")],
        ),
        ("Rockets fell on Kharkiv city.", [("Kharkiv city", "settlement")]),
        # persons, units, days, shouting
        ("Hanna Maliar spoke.", []),
        ("The Bakhmut Brigade fought.", []),
        ("The May offensive began on Monday.", []),
        ("Somewhereville is quiet.", []),
        ("STOP THE WAR.", []),
        ("We're not in OHIO.", []),
        ("", []),
        # raions, banks, pairs, directions of lists, offsets
        ("Shelling of Bakhmut Raion.", [("Bakhmut Raion", "raion")]),
        ("They hold the left bank of the Dnipro.", [("left bank of the Dnipro", "region")]),
        ("On the east (left) bank of the Dnipro River.", [("east (left) bank of the Dnipro River", "region")]),
        ("The Donetsk-Zaporizhia Oblast border area.", [("Donetsk-Zaporizhia Oblast border area", "region")]),
        ("The Izium-Sloviansk axis.", [("Izium", "settlement"), ("Sloviansk", "settlement")]),
        ("Donetsk and Luhansk Oblasts.", [("Donetsk", "oblast"), ("Luhansk Oblasts", "oblast")]),
        ("The Kupyansk and Lyman directions.", [("Kupyansk", "direction"), ("Lyman directions", "direction")]),
        ("Attacks in the direction of Siversk.", [("Siversk", "direction")]),
        ("They crossed the Sea of Azov.", [("Sea of Azov", "region")]),
        ("Ukrainian-held Siversk was quiet.", [("Siversk", "settlement")]),
        ("Fighting went on in northern Kharkiv.", [("Kharkiv", "oblast")]),
        ("Rockets fell on Kharkiv and Dnipropetrovsk.", [("Kharkiv", "settlement"), ("Dnipropetrovsk", "oblast")]),
        ("SUMY, Monday. The front is near.", [("SUMY", "settlement")]),
        # what a place's name is besides
        ("The Azov Brigade and the Sumy Battalion fought.", []),
        ("The Kharkiv regiment told the Kyiv Post.", []),
        ("Kyiv said so, and Moscow denied it.", []),
        ("Moscow and Kyiv blamed each other.", []),
        ("Kyiv's troops held.", []),
        ("Kyiv's suburbs burned.", [("Kyiv", "settlement")]),
        ("The cruiser Moskva and the landing ship Saratov sank.", []),
        ("In the dock lay the Minsk and a tug.", []),
        ("A spokesman named Rostov spoke.", []),
        ("Governor Serhiy Romanov spoke. Romanov said no.", []),
        ("He moved to New York.", []),
        ("The Lviv territorial defence brigade fought.", []),
        ("The Minsk agreements failed.", []),
        ("Dynamo Kyiv lost.", []),
        ("The battalion Donbas and the 92nd Kharkiv brigade fought.", []),
        ("As Donbas.Realities wrote, it rained.", []),
        (
            "They shelled Toretsk, New York and Zalizne.",
            [(n, "settlement") for n in ("Toretsk", "New York", "Zalizne")],
        ),
    ],
)
def test_names_and_kinds(text: str, found: list[tuple[str, str]]) -> None:
    assert [(mark.span.of(text), mark.kind) for mark in places(text)] == found


def test_one_settlement_of_its_name_is_resolved() -> None:
    (mark,) = places("Fighting went on near Robotyne.")
    assert (mark.name, mark.oblast, mark.candidates) == ("Robotyne", "Zaporizhzhia", ())
    assert mark.id and mark.lat == pytest.approx(47.44, abs=0.05) and mark.lon == pytest.approx(35.84, abs=0.05)


def test_a_city_outweighs_hamlets_of_its_name() -> None:
    (mark,) = places("Rockets fell on Kharkiv city.")
    assert mark.oblast == "Kharkiv"


def test_what_is_taken_is_no_place() -> None:
    text = "The Battle of Bakhmut began."
    at = text.index("Bakhmut")
    assert len(places(text)) == 1
    assert places(text, [Span(at, at + 7)]) == ()


@given(st.text(alphabet=st.sampled_from("KyivBakhmut Oblast,.'’- \nбої"), max_size=80))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = [mark.span for mark in places(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("piece", ["Kyiv Aaa ", "Kyiv, ", "Aaa ", "of ", "Kyiv-", "a", "К", "Sumy Oblasts, "])
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    started = time.process_time()
    places("Kyiv " + piece * 20_000)
    assert time.process_time() - started < 5


def test_unknown_names_are_places_behind_the_areas_of() -> None:
    text = "Attacks were repulsed in the areas of Mayorkovo, Odradivka and Bakhmutske settlements."
    assert [mark.name for mark in places(text)] == ["Mayorkovo", "Odradivka", "Bakhmutske"]


def test_a_name_with_a_capital_inside_is_no_place() -> None:
    assert [mark.name for mark in places("They advanced near Bakhmut, DeepState said.")] == ["Bakhmut"]


@pytest.mark.parametrize(
    "piece",
    [
        "Ivanivka, ",
        "Ivanivka, Bakhmut, ",
        "Ivanivka, 9 km south of Bakhmut, ",
        "near Bakhmutq, ",
        "Ivanivka in Sumy Oblast, ",
    ],
)
def test_many_names_are_weighed_in_proportion(piece: str) -> None:
    started = time.process_time()
    places("Bakhmut, Toretsk, " + piece * 1_000)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Бої тривають у Бахмуті та під Авдіївкою.", "uk", ["Бахмуті: Bakhmut", "Авдіївкою: Avdiivka"]),
        (
            "Обстріляно Часів Яр і Велику Новосілку.",
            "uk",
            ["Часів Яр: Chasiv Yar", "Велику Новосілку: Velyka Novosilka"],
        ),
        ("Ворог біля Роботиного.", "uk", ["Роботиного: Robotyne"]),
        ("На Бахмутському напрямку тихо.", "uk", ["Бахмутському напрямку: Бахмутському напрямку"]),
        (
            "У Сумській та Луганській областях.",
            "uk",
            ["Сумській: Сумській", "Луганській областях: Луганській областях"],
        ),
        ("Речник Ростислав Сумський у Києві.", "uk", ["Києві: Kyiv"]),
        ("Уражено корабель «Мінськ» у Севастополі.", "uk", ["Севастополі: Sevastopol"]),
        ("Батальйон «Суми» воює.", "uk", []),
        ("Бои идут в Бахмуте, у Клещеевки.", "ru", ["Бахмуте: Bakhmut", "Клещеевки: Klishchiivka"]),
        ("На Бахмутском направлении тихо.", "ru", ["Бахмутском направлении: Бахмутском направлении"]),
        ("Взяты Работино и Великая Новосёлка.", "ru", ["Работино: Robotyne", "Великая Новосёлка: Velyka Novosilka"]),
    ],
)
def test_case_endings(text: str, language: str, found: list[str]) -> None:
    assert [f"{mark.span.of(text)}: {mark.name}" for mark in places(text, language=language)] == found
