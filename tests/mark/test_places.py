"""Place names: what is one, of what kind, and which settlement it means, or may mean."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicon.gazetteer import key, settlements
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
        ("", []),
    ],
)
def test_names_and_kinds(text: str, found: list[tuple[str, str]]) -> None:
    assert [(mark.span.of(text), mark.kind) for mark in places(text)] == found


def test_one_settlement_of_its_name_is_resolved() -> None:
    (mark,) = places("Fighting went on near Robotyne.")
    assert (mark.name, mark.oblast, mark.candidates) == ("Robotyne", "Zaporizhzhia", ())
    assert mark.id and mark.lat == pytest.approx(47.44, abs=0.05) and mark.lon == pytest.approx(35.84, abs=0.05)


def test_of_many_it_abstains_with_candidates() -> None:
    (mark,) = places("Fighting went on near Stepove.")
    assert (mark.id, mark.oblast, mark.lat, mark.lon) == (None, None, None, None)
    assert len(mark.candidates) > 1 and len({c.id for c in mark.candidates}) == len(mark.candidates)


def test_a_stated_oblast_resolves_it() -> None:
    (mark, _) = places("Fighting went on near Stepove in Kherson Oblast.")
    assert (mark.name, mark.oblast, mark.candidates) == ("Stepove", "Kherson", ())


def test_candidates_in_a_stated_oblast_come_first() -> None:
    (mark, _) = places("Fighting went on near Novoselivka, Donetsk Oblast.")
    assert mark.id is None
    assert mark.candidates[0].oblast == "Donetsk"


def test_a_city_outweighs_hamlets_of_its_name() -> None:
    (mark,) = places("Rockets fell on Kharkiv city.")
    assert mark.oblast == "Kharkiv"


def test_what_is_taken_is_no_place() -> None:
    text = "The Battle of Bakhmut began."
    at = text.index("Bakhmut")
    assert len(places(text)) == 1
    assert places(text, [Span(at, at + 7)]) == ()


def test_other_languages_are_not_tried() -> None:
    assert places("Бої біля Роботиного.", language="uk") == ()


@given(st.text(alphabet=st.sampled_from("KyivBakhmut Oblast,.'’- \nбої"), max_size=80))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = [mark.span for mark in places(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("piece", ["Kyiv Aaa ", "Kyiv, ", "Aaa ", "of ", "Kyiv-", "a", "К"])
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    started = time.process_time()
    places("Kyiv " + piece * 20_000)
    assert time.process_time() - started < 5


# ---- the gazetteer ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Makarovka", "Makarivka"),
        ("Blagodatne", "Blahodatne"),
        ("Kharkov", "Kharkiv"),
        ("Sloviansk", "Slov'yansk"),
        ("Urozhaine", "Urozhayne"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("Bakhmut", "Kupiansk"), ("Robotyne", "Urozhaine"), ("Sumy", "Izium")])
def test_names_that_sound_otherwise_do_not(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_larger_places_come_first_and_none_twice() -> None:
    found = settlements("Mykolaivka")
    assert len(found) > 3
    assert [one.rank for one in found] == sorted((one.rank for one in found), reverse=True)
    assert len({one.id for one in found}) == len(found)


def test_cyrillic_names_are_known() -> None:
    assert settlements("Бахмут")[0].oblast == "Donetsk"
    assert settlements("nowhere at all") == ()


@given(st.text(max_size=30))
def test_a_key_is_plain(name: str) -> None:
    assert key(name).isascii()


def test_unknown_names_are_places_behind_the_areas_of() -> None:
    text = "Attacks were repulsed in the areas of Mayorkovo, Odradivka and Bakhmutske settlements."
    assert [mark.name for mark in places(text)] == ["Mayorkovo", "Odradivka", "Bakhmutske"]


def test_a_name_with_a_capital_inside_is_no_place() -> None:
    assert [mark.name for mark in places("They advanced near Bakhmut, DeepState said.")] == ["Bakhmut"]
