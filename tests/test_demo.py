"""What `make demo` shows: official lists into the ledger, an article against them, the report, the listing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ONRECORD = str(Path(sys.executable).parent / "onrecord")


def _run(folder: Path, *arguments: str) -> str:
    command = [ONRECORD, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder).stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with demo.db and demo.html, made by the commands of the Makefile."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "samples").symlink_to(ROOT / "samples")
    (folder / "bin").symlink_to(Path(sys.executable).parent)
    commands = re.findall(r"^\t@(\$\(BIN\)/onrecord .*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert len(commands) == 3
    for command in commands:
        script = command.replace("$(BIN)", "bin")
        subprocess.run(["sh", "-c", script], check=True, capture_output=True, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def findings(demo: Path) -> list[dict[str, Any]]:
    out = _run(demo, "read", "samples/article.txt", "--ledger", "demo.db", "--dry-run", "--format", "json")
    found: list[dict[str, Any]] = json.loads(out)["findings"]
    return found


def test_it_shows_a_sum_that_holds_one_within_rounding_and_one_that_fails(findings: list[dict[str, Any]]) -> None:
    verdicts = {finding["verdict"] for finding in findings if finding["rule"] == "sum"}
    assert {"holds", "fails"} <= verdicts
    assert "within_rounding" in {finding["verdict"] for finding in findings}


def test_the_sum_that_fails_names_its_suspects(findings: list[dict[str, Any]]) -> None:
    failing = [finding for finding in findings if finding["verdict"] == "fails"]
    assert failing
    for finding in failing:
        assert finding["suspects"] and re.search(r"\d", finding["because"])


def test_the_report_opens_offline(demo: Path) -> None:
    page = (demo / "demo.html").read_text(encoding="utf-8")
    assert "4,140" in page
    loaded = re.findall(r"""(?:src=|url\(|@import|<link[^>]*href=)["' ]*(?:https?:)?//[^"' )]*""", page)
    assert not loaded, "nothing is loaded from elsewhere"


def test_making_it_again_adds_nothing(demo: Path) -> None:
    before = _run(demo, "claims", "--ledger", "demo.db", "--format", "json")
    _run(demo, "read", "samples/lists.jsonl", "samples/article.txt", "--ledger", "demo.db")
    assert _run(demo, "claims", "--ledger", "demo.db", "--format", "json") == before
    assert len(before.splitlines()) > 200
