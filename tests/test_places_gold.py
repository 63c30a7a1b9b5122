"""The accuracy gate of places: what bench/places.py reaches on our own gold may not fall."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {
    "dev": {"found %": 98.5, "kind %": 97.5, "resolved %": 97.0, "right %": 98.0, "kept open %": 80.0},
    "held": {"found %": 97.0, "kind %": 97.0, "resolved %": 96.0, "right %": 98.0, "kept open %": 80.0},
}


def _bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    spec = importlib.util.spec_from_file_location("bench_places", ROOT / "bench" / "places.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "bench_places", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FLOORS)
def test_places_are_read_as_well_as_before(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ROOT / "tests" / "gold" / f"places.{name}.jsonl"
    if not path.exists():
        pytest.skip("the gold of places is not here")
    shares, _ = _bench(monkeypatch).gold(path)
    below = {measure: (shares[measure], floor) for measure, floor in FLOORS[name].items() if shares[measure] < floor}
    assert not below, "below the floor: (reached, floor)"
