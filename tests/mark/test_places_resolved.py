"""Which settlement a name means: by what the text says, by company, by size, by the front; and when it stays open."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.mark import PlaceMark
from onrecord.mark.places import places


def of(text: str, written: str, language: str = "en", published: date | None = None) -> PlaceMark:
    """The last mark of these words."""
    return next(mark for mark in reversed(places(text, (), language, published)) if mark.span.of(text) == written)


def test_alone_it_stays_open_with_candidates_and_says_why() -> None:
    mark = of("Fighting in Urozhaine went on.", "Urozhaine")
    assert (mark.id, mark.lat, mark.oblast) == (None, None, None)
    assert len(mark.candidates) > 3 and len({one.id for one in mark.candidates}) == len(mark.candidates)
    assert "nothing tells them apart" in mark.why


@pytest.mark.parametrize(
    ("text", "oblast"),
    [
        # company
        ("They took Staromaiorske and Urozhaine.", "Donetsk"),
        ("They took Urozhaine, south of Velyka Novosilka.", "Donetsk"),
        # a stated region, whichever way it is told
        ("They shelled Urozhaine in Kherson Oblast.", "Kherson"),
        ("They shelled Urozhaine, Donetsk Oblast.", "Donetsk"),
        ("They shelled the village of Urozhaine in Donetsk.", "Donetsk"),
        ("They shelled Urozhaine in Beryslav Raion.", "Kherson"),
        ("They shelled Urozhaine, Volnovakha Raion, Donetsk Oblast.", "Donetsk"),
        ("They shelled Donetsk Oblast's Urozhaine.", "Donetsk"),
        ("In Donetsk Oblast (Urozhaine and others), all was quiet.", "Donetsk"),
        # a distance
        ("They shelled Urozhaine, about 10 km south of Velyka Novosilka.", "Donetsk"),
    ],
)
def test_what_the_text_says_decides(text: str, oblast: str) -> None:
    mark = of(text, "Urozhaine")
    assert (mark.oblast, mark.candidates) == (oblast, ())
    assert mark.why


def test_a_region_counts_for_the_whole_list() -> None:
    text = "They shelled Stepove, Urozhaine and Novosilka in Donetsk Oblast."
    marks = [mark for mark in places(text) if mark.kind == "settlement"]
    assert len(marks) == 3
    assert all(mark.oblast == "Donetsk" for mark in marks if mark.id)
    assert all(mark.candidates[0].oblast == "Donetsk" for mark in marks if not mark.id)


def test_a_region_that_has_none_of_the_name_leaves_it_open() -> None:
    mark = of("They shelled Robotyne in Kherson Oblast.", "Robotyne")
    assert mark.id is None and mark.why == "none of this name lies in the region stated"


def test_names_around_decide_together() -> None:
    text = "They advanced near Klishchiivka, Andriivka, and Kurdyumivka."
    marks = places(text)
    assert [(mark.oblast, mark.raion) for mark in marks] == [("Donetsk", "Bakhmut")] * 3


def test_a_city_outweighs_villages_but_not_what_is_said() -> None:
    assert of("Rockets fell on Kharkiv.", "Kharkiv").oblast == "Kharkiv"
    assert of("They shelled Kostiantynivka.", "Kostiantynivka").oblast == "Donetsk"
    assert of("They shelled Kostiantynivka in Sumy Oblast.", "Kostiantynivka").oblast == "Sumy"


def test_the_front_of_the_time_ranks_what_nothing_else_tells_apart() -> None:
    """Most Urozhaines lie far behind the front of the summer of 2023; before the war there was none."""
    text = "Attacks were repelled near Urozhaine."
    first = [one.oblast for one in of(text, "Urozhaine", published=date(2023, 8, 16)).candidates[:2]]
    assert sorted(str(one) for one in first) == ["Donetsk", "Kherson"]
    assert of(text, "Urozhaine", published=date(2010, 1, 1)).candidates == of(text, "Urozhaine").candidates


def test_elsewhere_in_the_text() -> None:
    text = (
        "They took Staromaiorske and Urozhaine." + " Nothing else was heard of all that day." * 40 + " Urozhaine held."
    )
    mark = of(text, "Urozhaine")
    assert (mark.oblast, mark.why) == ("Donetsk", "as elsewhere in the text")


@pytest.mark.parametrize("written", ["Artemivsk", "Artyomovsk", "Bakhmut"])
def test_old_and_new_names_are_one_place(written: str) -> None:
    assert of(f"They shelled {written} in Donetsk Oblast.", written).name == "Bakhmut"


def test_a_slip_of_the_pen_near_what_is_named() -> None:
    mark = of("They shelled Avdiivka, Marinka and Krasnohorvika.", "Krasnohorvika")
    assert (mark.name, mark.oblast) == ("Krasnohorivka", "Donetsk")
    assert mark.why.startswith("spelt nearly so")


def test_an_offset_gives_a_point() -> None:
    text = "They stood 9 km south of Velyka Novosilka."
    offset = of(text, "Velyka Novosilka").offset
    assert offset and offset.span.of(text) == "9 km south of "
    assert (offset.km, offset.bearing) == (9.0, 180.0)
    assert offset.lat == pytest.approx(47.84 - 9 / 111.2, abs=0.02) and offset.lon == pytest.approx(36.84, abs=0.02)


@pytest.mark.parametrize(
    ("text", "language", "km", "bearing"),
    [
        ("They stood 5 miles to the northwest of Bakhmut.", "en", 8.0, 315.0),
        ("They stood (about 12.5 kilometers east of Bakhmut).", "en", 12.5, 90.0),
        ("За 9 км на південь від Бахмута.", "uk", 9.0, 180.0),
        ("В 9 км южнее Бахмута.", "ru", 9.0, 180.0),
    ],
)
def test_offsets_in_all_languages(text: str, language: str, km: float, bearing: float) -> None:
    (mark,) = places(text, (), language)
    assert mark.offset and mark.offset.km == pytest.approx(km, abs=0.1) and mark.offset.bearing == bearing


def test_a_direction_is_not_the_town() -> None:
    mark = of("They attacked in the Kupyansk direction.", "Kupyansk direction")
    assert (mark.id, mark.oblast) == (None, "Kharkiv")
    assert mark.anchor == of("They attacked Kupyansk.", "Kupyansk").id


def test_regions_and_rivers_have_their_identity() -> None:
    assert of("In Donetsk Oblast.", "Donetsk Oblast").id == "kat-UA14"
    assert of("In Bakhmut Raion.", "Bakhmut Raion").oblast == "Donetsk"
    river = of("Along the Oskil River.", "Oskil River")
    assert river.id and river.lat is None


def test_names_in_cyrillic_and_latin_are_one_place() -> None:
    ids = {
        of("У Бахмуті тихо.", "Бахмуті", "uk").id,
        of("В Бахмуте тихо.", "Бахмуте", "ru").id,
        of("Bakhmut is quiet.", "Bakhmut").id,
    }
    assert len(ids) == 1 and None not in ids
