"""The chart's specification: what is drawn, without drawing it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from onrecord.publish.tally.specification import specification
from onrecord.tally import Definition, Note, Passed, Step, Tally
from onrecord.tally.calendar import label, periods
from onrecord.tally.records import By


def step(day: int, increment: int | None, *codes: Any) -> Step:
    on = date(2023, 8, day)
    return Step(
        label=str(on),
        start=on,
        end=on,
        total=Decimal(1000 + day),
        increment=None if increment is None else Decimal(increment),
        notes=tuple(Note(code=code, day=on, message="") for code in codes),
    )


def tally(*steps: Step, **other: Any) -> Tally:
    window = Step(label="all", start=steps[0].start, end=steps[-1].end, total=Decimal(1), increment=Decimal(1))
    fields: dict[str, Any] = {"definitions": (), "transcriptions": (), "rank": None, "as_of": None, "by": "day"}
    return Tally(
        side="russia", category="tank", source="the staff", chosen="it", window=window, steps=steps,
        **(fields | other),
    )  # fmt: skip


def marks(spec: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in spec["vconcat"][0]["layer"]]


def test_a_gap_is_drawn_as_one_and_never_as_nought() -> None:
    spec = specification(tally(step(7, 5), step(8, None), step(9, 3)))
    assert marks(spec)[:2] == ["rect", "rect"]
    assert "increment == null" in spec["vconcat"][0]["layer"][0]["transform"][0]["filter"]
    assert spec["vconcat"][0]["data"]["values"][1]["increment"] is None
    assert any("Grey: unknown" in line for line in spec["vconcat"][-1]["mark"]["text"])
    assert marks(specification(tally(step(7, 5)))).count("rect") == 1


def test_restatements_and_disputes_are_marked() -> None:
    spec = specification(tally(step(7, 5), step(8, -2, "restated", "unmatched"), step(9, 3, "disputed")))
    signs = [layer for layer in spec["vconcat"][0]["layer"] if layer["mark"]["type"] == "point"]
    assert [len(layer["data"]["values"]) for layer in signs] == [1, 1]
    assert {layer["encoding"]["shape"]["scale"]["range"][0] for layer in signs} == {"triangle-down", "diamond"}


def test_a_change_of_definition_is_a_line_across() -> None:
    changed = (
        Definition(name="trucks", start=date(2022, 2, 25), end=date(2023, 8, 7)),
        Definition(name="trucks-and-cars", start=date(2023, 8, 8), end=None),
    )
    spec = specification(tally(step(7, 5), step(8, None), definitions=changed))
    assert "rule" in marks(spec)


def test_the_total_is_a_panel_of_its_own() -> None:
    assert len(specification(tally(step(7, 5)), total=True)["vconcat"]) == 3


def cut(by: By, start: date, end: date) -> Tally:
    """A hundred more in each step, from one day to another."""
    steps = [
        Step(
            label=label(first, by), start=max(first, start), end=min(last, end), total=Decimal(5000 + 100 * n),
            increment=Decimal(100), complete=first >= start and last <= end,
        )
        for n, (first, last) in enumerate(periods(start, end, by))
    ]  # fmt: skip
    return tally(*steps, by=by)


@pytest.mark.parametrize(
    ("by", "start", "end", "told"),
    [
        ("day", date(2023, 8, 8), date(2023, 8, 14), ["8 Aug", "9 Aug", "10 Aug"]),
        ("week", date(2023, 8, 7), date(2023, 8, 27), ["7–13 Aug", "14–20 Aug", "21–27 Aug"]),
        ("month", date(2022, 11, 20), date(2023, 3, 31), ["Nov", "Dec", "2023"]),
        ("year", date(2022, 2, 24), date(2026, 8, 22), ["2022", "2023", "2024"]),
    ],
)
def test_labels_stand_below_the_middles_of_their_bars(by: By, start: date, end: date, told: list[str]) -> None:
    asked = cut(by, start, end)
    spec = specification(asked, total=True)
    bars = spec["vconcat"][0]
    [across] = [layer["encoding"]["x"]["axis"] for layer in bars["layer"] if "x2" in layer["encoding"]]
    assert across == {**spec["vconcat"][1]["layer"][0]["encoding"]["x"]["axis"], "domain": False}
    middles = [moment(row["middle"]) for row in bars["data"]["values"]]
    assert across["values"] == [at.timestamp() * 1000 for at in middles]
    names = dict(re.findall(r"'(\d+)': '([^']+)'", across["labelExpr"]))
    assert [name.replace("\u00a0", " ") for name in names.values()][:3] == told
    for row, at, one in zip(bars["data"]["values"], middles, asked.steps, strict=True):
        aside = moment(row["left"]) - moment(row["start"]), moment(row["stop"]) - moment(row["right"])
        assert abs(aside[0] - aside[1]) <= timedelta(seconds=1)
        assert moment(row["left"]) < at < moment(row["right"])
        assert at - moment(row["start"]) == (one.end - one.start + timedelta(days=1)) / 2


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


@pytest.mark.parametrize(("by", "end"), [("day", date(2025, 12, 31)), ("month", date(2032, 1, 31))])
def test_labels_do_not_crowd(by: By, end: date) -> None:
    [layer] = [
        layer
        for layer in specification(cut(by, date(2023, 1, 1), end))["vconcat"][0]["layer"]
        if "x2" in layer["encoding"]
    ]
    across = layer["encoding"]["x"]["axis"]
    assert len(across.get("values", ())) <= 40 and across["labelOverlap"] is True


def test_axes_say_what_is_counted_and_where_they_begin() -> None:
    def titles(told: Tally) -> list[str]:
        views = specification(told, total=True)["vconcat"][:2]
        return [layer["encoding"]["y"]["axis"]["title"] for view in views for layer in view["layer"][:1]]

    week = cut("day", date(2023, 8, 8), date(2023, 8, 14))
    assert titles(week) == ["tanks added each day", "running total of tanks (the axis does not begin at 0)"]
    grown = replace(week, steps=(replace(week.steps[0], total=Decimal(10)), *week.steps[1:]))
    assert titles(grown)[1] == "running total of tanks"


def test_the_line_of_totals_meets_its_marks() -> None:
    passed = Passed(
        mark=Decimal(5050), day=date(2023, 8, 16), total=Decimal(5060), previous=date(2023, 8, 14), before=Decimal(5040)
    )
    asked = replace(cut("month", date(2023, 8, 1), date(2023, 9, 30)), marks=(passed,))
    line, dot, told = specification(asked, total=True)["vconcat"][1]["layer"]
    assert [
        (row["moment"][:10], row["total"]) for row in specification(asked, total=True)["vconcat"][1]["data"]["values"]
    ] == [("2023-08-01", 4900), ("2023-08-17", 5060), ("2023-09-01", 5000), ("2023-10-01", 5100)]
    assert line["mark"]["type"] == "line" and dot["data"]["values"][0]["moment"] == "2023-08-17T00:00:00Z"
    assert told["data"]["values"][0]["text"].replace("\u00a0", " ") == "5,050 by 16 Aug 2023"  # no total on the 15th


def test_figures_stand_at_a_few_bars_alone() -> None:
    few, many = (cut("day", date(2023, 8, 1), date(2023, 8, last)) for last in (14, 15))
    assert marks(specification(few)).count("text") == 2 and "text" not in marks(specification(many))
    assert "text" not in marks(specification(replace(few, average=7)))


def test_the_line_of_totals_breaks_where_there_is_none() -> None:
    whole = cut("day", date(2023, 8, 8), date(2023, 8, 12))
    steps = [replace(one, definition="tanks") for one in whole.steps]
    steps[2] = replace(steps[2], total=None, definition=None)
    panel = specification(replace(whole, steps=tuple(steps)), total=True)["vconcat"][1]
    assert [row["total"] for row in panel["data"]["values"]] == [5000, 5100, None, 5300, 5400]
    assert {row["definition"] for row in panel["data"]["values"]} == {"tanks"}  # or the line would not break there
    mark = panel["layer"][0]["mark"]
    assert mark["invalid"].startswith("break-paths") and mark["point"]
    assert not specification(whole, total=True)["vconcat"][1]["layer"][0]["mark"]["point"]
