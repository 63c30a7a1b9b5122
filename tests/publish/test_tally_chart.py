"""The chart's specification: what is drawn, without drawing it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from onrecord.publish.tally.specification import specification
from onrecord.tally import Definition, Note, Step, Tally


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
    fields: dict[str, Any] = {"definitions": (), "transcriptions": (), "rank": None, "as_of": None}
    return Tally(
        side="russia", category="tank", source="the staff", by="day", chosen="it", window=window, steps=steps,
        **(fields | other),
    )  # fmt: skip


def marks(spec: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in spec["vconcat"][0]["layer"]]


def test_a_gap_is_drawn_as_one_and_never_as_nought() -> None:
    spec = specification(tally(step(7, 5), step(8, None), step(9, 3)))
    assert marks(spec) == ["rect", "rect"]
    assert spec["vconcat"][0]["data"]["values"][1]["increment"] is None
    assert any("Grey: unknown" in line for line in spec["vconcat"][-1]["mark"]["text"])
    assert marks(specification(tally(step(7, 5)))) == ["rect"]


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
