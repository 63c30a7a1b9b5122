"""docs/control.md names every field and stand of the answer."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from onrecord import control

TEXT = (Path(__file__).parents[2] / "docs" / "control.md").read_text(encoding="utf-8")
RECORDS = (control.Lanes, control.Lane, control.Change, control.Repeat, control.Contested, control.DayMap,
           control.OnMap, control.OnRecord, control.Settlement, control.Voice)  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_is_described(record: type) -> None:
    assert [f.name for f in fields(record) if f"`{f.name}`" not in TEXT] == []


def test_every_stand_is_described() -> None:
    assert [stand for stand in control.STANDS if f"`{stand}`" not in TEXT] == []
