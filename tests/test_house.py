"""The habits of the house, kept by test: records, imports, locks, size of modules."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "src" / "onrecord").rglob("*.py"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT / "src"))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_says_what_it_owns_and_stays_readable(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if source.strip():
        assert ast.get_docstring(ast.parse(source)), "a module begins with what it is about"
    assert source.count("\n") <= 500, "about 400 lines is where a module wants to be two"


@pytest.mark.parametrize("room", ["model", "model.claim", "model.document", "model.finding", "mark.records"])
def test_records_are_frozen_and_slotted(room: str) -> None:
    module = importlib.import_module(f"onrecord.{room}")
    records = [thing for thing in vars(module).values() if isinstance(thing, type) and dataclasses.is_dataclass(thing)]
    assert records
    for record in records:
        assert record.__dataclass_params__.frozen, record  # type: ignore[attr-defined]
        assert "__slots__" in vars(record), record


def test_starting_loads_nothing_heavy() -> None:
    """`onrecord --help` must not wait for a database, an HTML reader or a network client."""
    heavy = {"sqlalchemy", "trafilatura", "lxml", "feedparser", "httpx", "jinja2", "dateparser", "numpy", "onnxruntime"}
    heavy |= {"highspy", "shapely"}
    code = "import sys, onrecord.cli; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert heavy.isdisjoint(run.stdout.split())


# --- locks -----------------------------------------------------------------------------------------------------


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_with_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    requirements = text.replace("\\\n", " ").splitlines()
    assert requirements
    for line in requirements:
        assert re.match(r"[a-z0-9.-]+==[^ ]+( ; [^\\]+?)?( +--hash=sha256:[0-9a-f]{64})+$", line), line[:60]


def test_the_locks_agree_and_hold_all_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, dev = (_pins(lock) for lock in LOCKS)
    assert run.items() <= dev.items()
    groups = project["dependency-groups"]
    for lock, wanted in (
        (run, project["project"]["dependencies"] + groups["build"] + project["build-system"]["requires"]),
        (dev, groups["dev"]),
    ):
        assert {re.split(r"[\[<>=]", name)[0] for name in wanted} <= set(lock)


def test_every_dependency_is_explained() -> None:
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    missing = [name for name in _pins("requirements-dev.lock") if f"| {name} " not in explained]
    assert not missing
