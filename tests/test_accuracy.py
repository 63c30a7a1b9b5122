"""The accuracy gate, and that it can be trusted: our scorer, and floors that only rise."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

import gate
import scoring

OWN = {gold.name: gold for gold in gate.own_sets()}


def _hold(gold: gate.GoldSet) -> None:
    floor = gate.floors().get(gold.name)
    assert floor, f"{gold.name} has no floor: make floors"
    assert gold.digest == floor["digest"], f"{gold.name}: texts or labels changed: make floors DATA=1"
    now, _ = gate.reached(gold)
    below = {name: (round(number, 3), floor[name]) for name, number in now.items() if number < floor[name]}
    assert not below, f"{gold.name}: below its floor (reached, floor)"


@pytest.mark.parametrize("name", OWN)
def test_own_texts_are_read_as_well_as_before(name: str) -> None:
    _hold(OWN[name])


@pytest.mark.parametrize("name", ["seed", "adjudicated", "newsquant", "timebank", "aquaint", "polnear", "assessments"])
def test_shared_texts_are_read_as_well_as_before(name: str, shared: Path) -> None:
    _hold({gold.name: gold for gold in gate.shared_sets(shared)}[name])


# --- the floors ------------------------------------------------------------------------------------------------

GOLD = gate.GoldSet("set", ({"id": "a", "published": None, "text": "x", "claims": []},))
FLOOR = {"digest": GOLD.digest, "numeric_f1": 0.8, "all_f1": 0.8, "whole": 0.5}


def test_a_floor_rises_to_what_is_reached_cut_to_two_decimals() -> None:
    new = gate.raised(FLOOR, GOLD, {"numeric_f1": 0.859, "all_f1": 0.8, "whole": 0.5}, lower=False, data=False)
    assert new == {**FLOOR, "numeric_f1": 0.85}


def test_a_floor_is_lowered_only_when_told_to() -> None:
    worse = {"numeric_f1": 0.7, "all_f1": 0.8, "whole": 0.5}
    with pytest.raises(ValueError, match="--lower"):
        gate.raised(FLOOR, GOLD, worse, lower=False, data=False)
    assert gate.raised(FLOOR, GOLD, worse, lower=True, data=False)["numeric_f1"] == 0.7


def test_changed_labels_are_taken_over_only_when_told_to() -> None:
    changed = gate.GoldSet("set", ({"id": "a", "published": None, "text": "x", "claims": [{"kind": "quote"}]},))
    now = {"numeric_f1": 0.9, "all_f1": 0.9, "whole": 0.9}
    with pytest.raises(ValueError, match="--data"):
        gate.raised(FLOOR, changed, now, lower=False, data=False)
    assert gate.raised(FLOOR, changed, now, lower=False, data=True)["digest"] == changed.digest


# --- the scorer ------------------------------------------------------------------------------------------------

LOSS: dict[str, Any] = {
    "kind": "loss",
    "quote": "Russia lost 530 troops",
    "sources": ["General Staff of the Armed Forces of Ukraine"],
    "certainty": "asserted",
    "side": "russia",
    "category": "personnel",
    "value": 530,
    "bound": "exact",
    "measure": "increment",
    "start": "2023-08-13",
    "end": "2023-08-14",
}


def _predicted(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "loss",
        "text": LOSS["quote"],
        "sources": [{"name": "Ukrainian General Staff"}],
        "certainty": "asserted",
        "side": "russia",
        "category": "personnel",
        "quantity": {"value": 530, "low": 530, "high": 530, "unit": None, "bound": "exact"},
        "measure": "increment",
        "period": {"start": "2023-08-13", "end": "2023-08-14"},
        **changes,
    }


def _score(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> scoring.Score:
    return scoring.score([("a", gold, predicted)])[0]["all"]


def test_a_claim_that_agrees_on_every_field_is_whole() -> None:
    one = _score([LOSS], [_predicted()])
    assert (one.f1, one.whole_rate) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("changes", "paired", "whole"),
    [
        ({"certainty": "denied"}, 1, 0),
        ({"period": {"start": None, "end": "2023-08-14"}}, 1, 0),
        ({"sources": []}, 1, 0),
        ({"category": "tank"}, 0, 0),
        ({"measure": "cumulative"}, 0, 0),
        ({"quantity": {"value": 540, "bound": "exact"}}, 0, 0),
        ({"quantity": {"value": 532, "bound": "about"}}, 1, 0),
    ],
)
def test_what_makes_a_pair_and_what_only_spoils_it(changes: dict[str, Any], paired: int, whole: int) -> None:
    one = _score([LOSS], [_predicted(**changes)])
    assert (one.paired, one.whole) == (paired, whole)


def test_other_accepted_readings_count() -> None:
    gold = {**LOSS, "alt": {"start": [None], "certainty": "hedged"}}
    assert _score([gold], [_predicted(period={"end": "2023-08-14"}, certainty="hedged")]).whole == 1


def test_a_claim_is_paired_once() -> None:
    one = _score([LOSS], [_predicted(), _predicted()])
    assert (one.paired, one.predicted, one.precision) == (1, 2, 0.5)


def test_square_miles_and_kilometres_are_compared() -> None:
    gold = {"kind": "area", "event": "gain", "value": 3, "unit": "km2", "quote": "three square kilometres"}
    found = {"kind": "area", "event": "gain", "quantity": {"value": 1.158, "unit": "sq_mi", "bound": "exact"}}
    assert _score([gold], [found]).paired == 1


def test_our_scorer_gives_what_the_shared_one_gives(shared: Path) -> None:
    """On gold against itself with every third claim dropped and every fourth changed."""
    spec = importlib.util.spec_from_file_location("score_claims", shared / "score" / "score_claims.py")
    assert spec and spec.loader
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    triples = []
    for gold in gate.shared_sets(shared):
        for document in gold.documents:
            kept = [dict(c) for i, c in enumerate(document["claims"]) if i % 3]
            for i, claim in enumerate(kept):
                claim.pop("alt", None)
                if i % 4 == 0:
                    claim.update(certainty="hedged", start=None, sources=["ISW"], place=None)
            triples.append((document["id"], document["claims"], kept))
    ours, our_misses = scoring.score(triples)
    report, misses = theirs.score([(name, {"claims": g}, {"claims": p}) for name, g, p in triples])
    assert len(our_misses) == len(misses)
    for group, row in report.items():
        one = ours[group]
        assert (one.gold, one.predicted, one.paired, one.whole) == (row["gold"], row["pred"], row["hit"], row["whole"])
        assert {name: round(one.rate(name) or 0, 3) for name in row["fields"]} == row["fields"]
