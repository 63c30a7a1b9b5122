"""The gazetteer: one key for all spellings, one row for each settlement, its sources, and how soon it opens."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from importlib.resources import as_file, files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicon.gazetteer import bearing, distance, lookup, moved, nearly, settlements
from onrecord.lexicon.inflection import bases, nominatives
from onrecord.lexicon.spelling import key, loose


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Makarovka", "Makarivka"),
        ("Blagodatne", "Blahodatne"),
        ("Kharkov", "Kharkiv"),
        ("Sloviansk", "Slov'yansk"),
        ("Urozhaine", "Urozhayne"),
        ("Zaporizhia", "Zaporizhzhia"),
        ("Mykolayiv", "Mykolaiv"),
        ("Avdeevka", "Avdiivka"),
        ("Авдеевка", "Avdiivka"),
        ("Старомайорское", "Staromayorske"),
        ("Schedryshcheve", "Shchedryshcheve"),
        ("Бахмут", "Bakhmut"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_russian_and_ukrainian_forms_share_a_loose_key() -> None:
    assert loose("Belogorovka") == loose("Bilohorivka") and loose("Orekhov") == loose("Оріхів")


@pytest.mark.parametrize(("one", "other"), [("Bakhmut", "Kupiansk"), ("Robotyne", "Urozhaine"), ("Sumy", "Izium")])
def test_names_that_sound_otherwise_do_not(one: str, other: str) -> None:
    assert loose(one) != loose(other)


@given(st.text(max_size=30))
def test_a_key_is_plain(name: str) -> None:
    assert key(name).isascii() and loose(name).isascii()


def test_names_of_today_come_first_and_none_twice() -> None:
    found = settlements("Mykolaivka")
    assert len(found) > 3
    assert [one.usual for one in found] == sorted((one.usual for one in found), reverse=True)
    assert len({one.id for one in found}) == len(found)


def test_one_settlement_is_one_row() -> None:
    """Of the towns in the news, none stands twice in its oblast."""
    for name in ("Bakhmut", "Kharkiv", "Mariupol", "Zaporizhzhia", "Toretsk", "Soledar", "Kupiansk"):
        towns = [one for one in settlements(name) if one.rank >= 2 and one.usual and one.oblast]
        assert len({one.oblast for one in towns}) == len(towns), name


def test_four_urozhaines_at_least() -> None:
    assert {"Donetsk", "Kherson", "Crimea", "Zaporizhzhia"} <= {one.oblast for one in settlements("Urozhaine")}


@pytest.mark.parametrize(
    ("name", "language", "oblast"),
    [("Бахмуті", "uk", "Donetsk"), ("Кривому Розі", "uk", "Dnipropetrovsk"), ("Часовом Яре", "ru", "Donetsk")],
)
def test_any_case(name: str, language: str, oblast: str) -> None:
    assert lookup(name, language)[0].oblast == oblast


def test_unknown_and_empty() -> None:
    assert lookup("nowhere at all") == lookup("") == lookup("'") == ()


def test_nearly() -> None:
    assert "Avdiivka" in {one.name for one in nearly("Adviivka")}
    assert nearly("Sumi") == ()


def test_nominatives_and_bases() -> None:
    assert "Авдіївка" in nominatives("Авдіївкою", "uk") and "Авдеевка" in nominatives("Авдеевке", "ru")
    assert "Бахмут" in bases("Бахмутському", "uk") and bases("слово", "uk") == ()


@given(st.floats(45, 52), st.floats(23, 40), st.floats(1, 60), st.floats(0, 359))
def test_a_point_moved_lies_there(lat: float, lon: float, km: float, way: float) -> None:
    there = moved(lat, lon, km, way)
    assert distance(lat, lon, *there) == pytest.approx(km, rel=0.02)
    assert abs((bearing(lat, lon, *there) - way + 180) % 360 - 180) < 2


def test_every_row_and_name_tells_its_source() -> None:
    with as_file(files("onrecord.lexicon") / "packs/ukraine/gazetteer/places.sqlite") as path:
        assert path.stat().st_size < 8_000_000
        base = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    known = {source for (source,) in base.execute("SELECT source FROM sources WHERE licence <> ''")}
    for table in ("places", "names"):
        assert {source for (source,) in base.execute(f"SELECT DISTINCT source FROM {table}")} <= known
    assert base.execute("SELECT count(*) FROM places WHERE kind = 'settlement'").fetchone()[0] > 30_000
    base.close()


def test_it_is_not_opened_before_it_is_asked() -> None:
    code = (
        "import sys, onrecord.mark.places as p; p.places('nothing here', ()); "
        "from onrecord.lexicon.gazetteer import _base; print(_base.cache_info().currsize, 'sqlite3' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "False"]
