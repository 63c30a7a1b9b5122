"""`onrecord.open`: the views of the commands from Python, the same answers, and nothing loaded before it is asked."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import onrecord
from onrecord import publish
from onrecord.cli import main
from onrecord.model import Reading
from onrecord.model.errors import LedgerError, LedgerReadOnly, UsageError

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
DAY, SEEN = date(2023, 8, 14), date(2026, 11, 1)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a dataset, estimates, maps, lists of a week and an article, all through the desk."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    with onrecord.open(path) as desk:
        done = desk.import_(
            SAMPLES / "tally" / "personnel.json", SAMPLES / "rivals", SAMPLES / "control" / "maps", seen=SEEN
        )
        assert all(one.new for one in done)
        for name in ("lists.jsonl", "areas.jsonl"):
            assert all(isinstance(one, Reading) for one in desk.read(SAMPLES / name, model=False))
    return path


@pytest.fixture
def desk(path: Path) -> Iterator[onrecord.Desk]:
    with onrecord.open(path, read_only=True) as desk:
        yield desk


def printed(path: Path, *args: str) -> bytes:
    run = CliRunner().invoke(main, [*args, "--ledger", str(path)])
    assert run.exit_code == 0, run.output
    return run.stdout_bytes


def test_each_view_is_that_of_its_command(desk: onrecord.Desk, path: Path) -> None:
    as_of = ("--as-of", "2023-08-14")
    week = desk.tally("russia", "personnel", days=7, end=DAY, marks=[250_000], as_of=DAY)
    asked = ("--window", "7d", "--ending", "2023-08-14", "--mark", "250000", *as_of)
    assert publish.tally_json(week) == printed(path, "tally", "russia", "personnel", *asked, "--format", "json")
    compared = desk.compare("russia", at=DAY, as_of=DAY)
    assert publish.compared(compared, "json") == printed(
        path, "compare", "russia", "--at", "2023-08-14", *as_of, "--format", "json"
    )
    areas = desk.area(date(2023, 8, 8), DAY)
    assert publish.areas(areas, "json") == printed(
        path, "area", "--from", "2023-08-08", "--to", "2023-08-14", "--format", "json"
    )
    ours = desk.sources(standing="belligerent", as_of=DAY)
    assert publish.sources(ours, "json") == printed(
        path, "sources", "--standing", "belligerent", *as_of, "--format", "json"
    )
    lanes = desk.control("Urozhaine, Donetsk", as_of=DAY)
    assert publish.control_json(lanes) == printed(path, "control", "Urozhaine, Donetsk", *as_of, "--format", "json")
    day = desk.control_on(date(2023, 8, 13), around="Urozhaine, Donetsk", km=10)
    asked = ("Urozhaine, Donetsk", "--on", "2023-08-13", "--within", "10")
    assert publish.day_json(day) == printed(path, "control", *asked, "--format", "json")
    assert publish.issues_json(desk.audit("russia")) == printed(path, "audit", "russia", "--format", "json")
    held = desk.claims(kind="loss", text="personnel", limit=3)
    assert publish.claims_json(held) == printed(
        path, "claims", "--kind", "loss", "--text", "personnel", "--limit", "3", "--format", "json"
    )


def test_a_reading_is_kept_unless_it_is_not_to_be(path: Path, tmp_path: Path) -> None:
    article = SAMPLES / "article.txt"
    with onrecord.open(tmp_path / "kept.db") as desk:
        [unkept] = desk.read(article, model=False, keep=False)
        assert isinstance(unkept, Reading) and unkept.claims
        assert list(desk.claims()) == []
        list(desk.read(article, model=False))
        assert {item.claim.id for item in desk.claims()} == {claim.id for claim in unkept.claims}
        [checked] = desk.check(article, model=False)
        assert checked.remarks  # type: ignore[union-attr]


def test_misuse_is_told(desk: onrecord.Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="8 places are called"):
        desk.control("Urozhaine")
    assert len(desk.places("Urozhaine")) == 8
    with pytest.raises(LedgerReadOnly):
        desk.import_(SAMPLES / "rivals")
    with pytest.raises(LedgerError, match="no ledger"):
        onrecord.open(tmp_path / "none.db", read_only=True)


def test_importing_onrecord_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import onrecord; print(*set(sys.modules) - before)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert {name for name in run.stdout.split() if name.startswith("onrecord")} == {"onrecord", "onrecord.version"}


def test_every_method_is_in_the_table_of_the_page() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    public = [name for name, _ in inspect.getmembers(onrecord.Desk, inspect.isfunction) if not name.startswith("_")]
    assert [name for name in public if f"| `{name}(" not in page] == ["close"]
