"""What figures take from their neighbours, and words that bound or count only beside some."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onrecord.mark import marks
from onrecord.mark.codec import marks_to_dict
from onrecord.mark.figures import figure_view, figures
from onrecord.model import Document, Span


def rows(text: str) -> list[tuple[str, str | None]]:
    return [(f"{f.value:f}", f.unit) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They shot down one of four missiles.", [("1", "missile"), ("4", "missile")]),
        ("One of the two largest depots burned.", [("2", "depot")]),
        ("Both cruise missiles were downed.", [("2", "missile")]),
        ("Both of the pilots died.", [("2", "pilot")]),
        ("Both sides lost men in both villages.", []),
        ("It hit both civilian and military targets; both men and women fled.", []),
        ("The hall.7 ballistic missiles reached it.", [("7", "missile")]),
        ("The hall.Seven missiles reached it.", [("7", "missile")]),
        ("Many drones.12 The report ends.", []),
        ("It fell to .5 percent.", [("0.5", "percent")]),
        ("Of 57 drones, half of which were downed, 3 fell.", [("57", "drone"), ("50", "percent"), ("3", None)]),
        ("It sent 41 drones, of which 12 were downed.", [("41", "drone"), ("12", "drone")]),
        ("It sent 41 drones, 12 of which were downed.", [("41", "drone"), ("12", "drone")]),
        ("They lost 14 Challenger 2s.", [("14", "Challenger 2")]),
        ("It grounded two new 737 Max jets.", [("2", "jet")]),
        ("A drone or two got through.", [("2", "drone")]),
        ("They were up a kilometre or two.", [("2", "km")]),
        ("Tax rose by 2 percent and pay by 1.", [("2", "percent"), ("1", "percent")]),
        ("Mileage went from 21 mpg combined to 23.", [("21", "mpg"), ("23", "mpg")]),
        ("It rose 8.15% to 3.65 then.", [("8.15", "percent"), ("3.65", None)]),
        ("The flow is 1.5×10-3 kilograms.", []),
        ("It rose 1.9% (last year).", [("1.9", "percent")]),
        ("It costs 125.8 p.", [("125.8", "penny")]),
    ],
)
def test_what_is_counted(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "bound", "low", "high"),
    [
        ("up to a quarter of a million men", "up_to", 0, 250000),
        ("up to quarter of a million men", "up_to", 0, 250000),
        ("as many as a quarter million men", "up_to", 0, 250000),
        ("up to a half a million men", "up_to", 0, 500000),
        ("a half-dozen boats", "exact", 6, 6),
        ("losses passed one million", "more_than", 1000000, None),
        ("losses had crossed 250,000", "more_than", 250000, None),
        ("parliament passed 20 laws", "exact", 20, 20),
        ("losses averaged 1,523 a day", "exact", 1523, 1523),
        ("losses averaged 1,500 a day", "about", 1425, 1575),
        ("a sub-7 nanometer chip", "less_than", 0, 7),
    ],
)
def test_bounds(text: str, bound: str, low: int, high: int | None) -> None:
    (figure,) = figures(text)
    assert (figure.bound, figure.low, figure.high) == (bound, low, high)


def test_shares_of_a_counted_many() -> None:
    first, second = figures("about half of the 40 missiles")
    assert (first.unit, first.phrase, second.value) == ("percent", "missile", 40)
    (share,) = figures("A third of the rural population lives there")
    assert share.phrase == "rural population"


def test_a_rate_behind_a_conversion_is_the_first_amounts() -> None:
    first, second = figures("9 billion shekels ($2.4 billion) a year")
    assert (first.per, second.same_as) == ("year", 0)


def test_ages_of_the_named_are_ages() -> None:
    for text in ("Maddon, 66, spoke.", "He will be 35 by then."):
        assert figures(text) == ()
        (age,) = figures(text, ages=True)
        assert age.unit == "year_of_age"


def test_a_percent_before_what_is_taken() -> None:
    text = "It rose 1.9% next year"
    (figure,) = figures(text, [Span(13, 22)])
    assert figure.unit == "percent"


def test_marks_print_what_the_view_says() -> None:
    text = "A 54-year-old man said dozens of drones took 10 square km in two months, since 14 August 2023."
    document = Document(id="x", text=text, sha256="0" * 64)
    printed = marks_to_dict(document, marks(document))["figures"]
    viewed = [figure_view(text, figure) for figure in figures(text, ages=True)]
    assert [(f["value"], f["unit"], f["bound"], f["low"]) for f in printed] == [
        (f["value"], f["unit"], f["bound"], f["low"]) for f in viewed
    ]
    assert [(f["unit"], f["low"], f["high"]) for f in printed] == [
        ("year of age", 54, 54),
        ("drone", 12, 120),
        ("square kilometre", Decimal("9.5"), Decimal("10.5")),
        ("month", 2, 2),
    ]
