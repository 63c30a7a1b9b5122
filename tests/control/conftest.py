from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from control import areas
from onrecord import ledger
from onrecord.ledger import Ledger


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with ledger.open(tmp_path / "maps.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def urozhaine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Both maps and three reports on one village; nothing may be added."""
    with areas.urozhaine(tmp_path_factory.mktemp("urozhaine") / "war.db") as opened:
        yield opened
