"""Each file of golden/ is read into what stands beside it. `ONRECORD_UPDATE=1 pytest tests/read` writes that anew."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from onrecord.read import Unread, documents
from onrecord.read.readers import READERS

GOLDEN = Path(__file__).parent / "golden"
INPUTS = sorted(p for p in GOLDEN.iterdir() if p.name[0] != "." and not p.name.endswith(".expected.json"))


def seen(path: Path) -> list[dict[str, Any]]:
    items = []
    for item in documents(str(path)):
        record = asdict(item) | {"is": type(item).__name__}
        if isinstance(item, Unread):
            record["where"] = item.where.removeprefix(f"{GOLDEN}/")
        items.append(record)
    return json.loads(json.dumps(items, default=str))


@pytest.mark.parametrize("path", INPUTS, ids=lambda p: p.name)
def test_golden(path: Path) -> None:
    expected = path.with_name(f"{path.name}.expected.json")
    found = seen(path)
    if os.environ.get("ONRECORD_UPDATE"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_every_reader_has_a_golden_file() -> None:
    for kind in READERS:
        assert any(path.name.endswith(kind.suffixes) for path in INPUTS), kind.name
