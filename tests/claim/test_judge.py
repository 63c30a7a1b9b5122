"""The judge: a small file of weights, read late, that decides the same each time, and without which all stands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files

import pytest

from claim.sentences import claims, document
from onrecord.claim import judge
from onrecord.claim.build import candidates_of, reading
from onrecord.model import Activity

WEIGHTS = files("onrecord.lexicon") / "models" / "judge.json"
TOLD, PLANNED = "Russian forces shelled Kherson.", "Russia plans to attack Kupiansk."


@pytest.fixture
def without_weights(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(judge, "_weights", dict)
    yield


def test_what_is_told_stands_and_a_plan_does_not() -> None:
    assert len(claims(TOLD, Activity)) == 1
    assert claims(PLANNED, Activity) == []


def test_without_weights_every_candidate_stands(without_weights: None) -> None:
    assert judge.accepts("control", ["w=captured"])
    assert len(claims(TOLD, Activity)) == len(claims(PLANNED, Activity)) == 1


def test_a_kind_without_weights_stands() -> None:
    assert judge.accepts("no such kind", ["w=captured"])


def test_weights_add_up_against_the_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "_weights", lambda: {"control": {"": -1.0, "w=captured": 0.6, "+1=PLACE": 0.5}})
    assert judge.accepts("control", ["w=captured", "+1=PLACE", "never seen"])
    assert not judge.accepts("control", ["w=captured"])
    assert not judge.accepts("control", [])


def test_the_file_is_small_and_plain() -> None:
    raw = WEIGHTS.read_bytes()
    assert len(raw) < 100_000
    for kind, weights in json.loads(raw).items():
        assert isinstance(kind, str) and "" in weights
        assert all(isinstance(weight, (int, float)) for weight in weights.values())


def test_it_is_read_when_first_asked() -> None:
    code = "from onrecord.claim import judge, reading; print(judge._weights.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "0"


def test_candidates_come_with_their_features_in_one_order() -> None:
    text = document(f"{TOLD} {PLANNED}")
    candidates, rest = candidates_of(text)
    assert [kind for kind, _, _ in candidates] == ["activity", "activity"]
    assert candidates == candidates_of(text)[0]
    assert all("w=" + word in seen for (_, seen, _), word in zip(candidates, ("shelled", "attack"), strict=True))
    assert not any(isinstance(claim, Activity) for claim in rest)


def test_hash_seeds_change_nothing() -> None:
    code = (
        "from onrecord.claim.build import candidates_of; from onrecord.model import Document;"
        f"print([seen for _, seen, _ in candidates_of(Document(id='a', text={TOLD!r}, sha256=''))[0]])"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_reading_needs_no_training_part() -> None:
    assert reading(document(TOLD)).claims
