from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import ledger


@pytest.fixture
def book(tmp_path: Path) -> Iterator[ledger.Ledger]:
    with ledger.open(tmp_path / "tally.db") as opened:
        yield opened
