"""docs/rivals.md names every field, column, metric and reason."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from onrecord import rivals
from onrecord.claim.estimators import Standing
from onrecord.publish.rivals.export import AREAS, COMPARED, SOURCES
from onrecord.rivals.metrics import metrics
from onrecord.rivals.records import Reason, Relation

TEXT = (Path(__file__).parents[2] / "docs" / "rivals.md").read_text(encoding="utf-8")
RECORDS = (
    rivals.Compared, rivals.Group, rivals.Estimate, rivals.Official, rivals.Other, rivals.LeftOut, rivals.Areas,
    rivals.MapChange, rivals.Stated, rivals.Speaker, rivals.Against,
)  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_is_described(record: type) -> None:
    assert [f.name for f in fields(record) if f"`{f.name}`" not in TEXT] == []


def test_every_word_and_column_is_described() -> None:
    words = (*get_args(Reason), *get_args(Relation), *get_args(Standing), *(one.id for one in metrics()))
    assert [name for name in (*words, *COMPARED, *AREAS, *SOURCES) if f"`{name}`" not in TEXT] == []
