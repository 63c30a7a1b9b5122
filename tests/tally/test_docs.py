"""docs/tally.md names every field and code of the answer."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from onrecord import tally
from onrecord.publish.tally.export import COLUMNS
from onrecord.tally.records import Code

TEXT = (Path(__file__).parents[2] / "docs" / "tally.md").read_text(encoding="utf-8")
RECORDS = (tally.Tally, tally.Step, tally.Part, tally.Note, tally.Rank, tally.Passed, tally.Next, tally.Transcription,
           tally.Definition, tally.Stated)  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_is_described(record: type) -> None:
    assert [f.name for f in fields(record) if f'"{f.name}"' not in TEXT and f"`{f.name}`" not in TEXT] == []


def test_every_code_and_column_is_described() -> None:
    assert [name for name in (*get_args(Code), *COLUMNS) if f"`{name}`" not in TEXT] == []
