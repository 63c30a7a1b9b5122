"""The public contract: what `onrecord read --format json` prints is what docs/claims.md says, to the letter."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from onrecord.model import KINDS, claim, finding
from onrecord.model.codec import claim_from_dict, claim_to_dict

ROOT = Path(__file__).resolve().parents[1]
ONRECORD = str(Path(sys.executable).parent / "onrecord")

COMMON = ["id", "kind", "text", "span", "sources", "certainty", "period", "place", "retracts"]
OWN = {
    "loss": ["side", "category", "quantity", "measure", "as_reported"],
    "control": ["event", "actor"],
    "area": ["event", "actor", "quantity", "measure", "conversion", "inclusion"],
    "activity": ["what", "actor", "quantity"],
    "verification": ["verifier", "outcome", "about", "refers_to"],
    "response": ["party", "outcome", "about", "refers_to"],
    "comparison": ["left", "relation", "right"],
    "quote": [],
}
PARTS = {
    "document": ["id", "title", "url", "publisher", "published", "language", "sha256"],
    "sources": ["name", "id", "as_written", "cue", "span"],
    "period": ["start", "end", "as_written", "basis"],
    "place": ["name", "as_written", "id", "oblast", "lat", "lon", "candidates"],
    "quantity": ["value", "low", "high", "unit", "bound"],
    "conversion": ["value", "unit"],
    "inclusion": ["relation", "of"],
    "candidates": ["name", "id", "oblast", "lat", "lon"],
    "retracts": ["claim", "how"],
    "taken_back": ["claim", "how", "earlier", "document", "published", "because", "publisher"],
    "findings": ["rule", "verdict", "period", "claims", "stated", "computed", "because", "suspects", "as_of"],
    "suspects": ["claim", "instead", "why"],
}
WORDS = {
    "certainty": claim.Certainty,
    "basis": claim.Basis,
    "bound": claim.Bound,
    "side": claim.Party,
    "actor": claim.Party,
    "category": claim.Category,
    "measure": claim.Measure,
    "what": claim.What,
    "verdict": finding.Verdict,
    "how": claim.How,
}
BY_KIND = {
    ("control", "event"): claim.ControlEvent,
    ("area", "event"): claim.AreaEvent,
    ("verification", "outcome"): ("not_verified", "verified", "not_observed", "disputed"),
    ("response", "outcome"): ("no_comment", "asked", "denied", "confirmed", "retracted"),
    ("comparison", "relation"): ("higher", "lower", "about_equal"),
}
ARTICLE, LISTS = ROOT / "samples" / "article.txt", ROOT / "samples" / "lists.jsonl"
TEXTS = [
    ARTICLE.read_text(encoding="utf-8"),
    *(json.loads(line)["text"] for line in LISTS.read_text(encoding="utf-8").splitlines()),
]


def _read(*arguments: str) -> list[dict[str, Any]]:
    command = [ONRECORD, "read", *arguments, "--format", "json", "--dry-run"]
    run = subprocess.run(command, check=True, capture_output=True)
    return [json.loads(line, parse_float=Decimal) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def readings() -> list[dict[str, Any]]:
    return _read(str(ARTICLE), str(LISTS))


def _check_part(name: str, value: Any) -> None:
    """Every object has exactly the fields of the contract, all the way down; every word is one of its words."""
    if isinstance(value, list):
        for item in value:
            _check_part(name, item)
    elif isinstance(value, dict):
        if name in PARTS:
            assert list(value) == PARTS[name], name
        for key, item in value.items():
            _check_part(key, item)
    elif name in WORDS and value is not None:
        assert value in get_args(WORDS[name]), (name, value)
    elif name in ("start", "end", "published", "as_of") and value is not None:
        assert date.fromisoformat(value).isoformat() == value
    elif name in ("value", "low", "high") and value is not None:
        assert isinstance(value, int | Decimal), "numbers are JSON numbers"


def test_a_document_is_one_object_a_line_in_the_order_of_the_input(readings: list[dict[str, Any]]) -> None:
    assert len(readings) == len(TEXTS)
    for reading in readings:
        assert list(reading)[:3] == ["document", "claims", "findings"]
        assert set(reading) <= {"document", "claims", "findings", "notes", "taken_back"}
        assert re.fullmatch(r"[0-9a-f]{64}", reading["document"]["sha256"])


def test_every_object_has_the_fields_of_the_contract(readings: list[dict[str, Any]]) -> None:
    for reading in readings:
        _check_part("document", reading["document"])
        _check_part("findings", reading["findings"])
        for one in reading["claims"]:
            assert list(one) == COMMON + OWN[one["kind"]]
            _check_part("", one)
            for (kind, name), words in BY_KIND.items():
                if one["kind"] == kind:
                    assert one[name] in (words if isinstance(words, tuple) else get_args(words))


def test_claims_come_in_the_order_of_the_text_and_quote_it(readings: list[dict[str, Any]]) -> None:
    for reading, text in zip(readings, TEXTS, strict=True):
        starts = [one["span"][0] for one in reading["claims"]]
        assert starts == sorted(starts)
        for one in reading["claims"]:
            assert one["text"] in text
            assert one["span"][1] - one["span"][0] == len(one["text"])


def test_ids_are_unique_and_findings_name_claims_that_exist(readings: list[dict[str, Any]]) -> None:
    ids = [one["id"] for reading in readings for one in reading["claims"]]
    assert len(ids) == len(set(ids))
    for reading in readings:
        for found in reading["findings"]:
            assert found["because"] and not found["because"].startswith(" ")
            assert {suspect["claim"] for suspect in found["suspects"]} <= set(found["claims"])


def test_reading_again_gives_the_same_bytes() -> None:
    assert _read(str(ARTICLE)) == _read(str(ARTICLE))


def test_claims_survive_the_way_through_json(readings: list[dict[str, Any]]) -> None:
    for one in readings[0]["claims"]:
        record = claim_from_dict(one)
        again = json.loads(json.dumps(claim_to_dict(record), default=str))
        assert claim_from_dict(again) == record


def test_a_figure_lies_in_its_interval(readings: list[dict[str, Any]]) -> None:
    for reading in readings:
        for one in reading["claims"]:
            if (quantity := one.get("quantity")) and quantity["value"] is not None:
                low, high = quantity["low"], quantity["high"]
                assert (low is None or low <= quantity["value"]) and (high is None or quantity["value"] <= high)


def test_the_document_describes_the_whole_contract() -> None:
    """docs/claims.md names every kind, field and word."""
    text = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    named = {name for code in re.findall(r"`([^`\n]+)`", text) for name in re.findall(r"[a-z0-9_]+", code)}
    fields = {name for names in (*PARTS.values(), *OWN.values(), COMMON) for name in names}
    words = {word for literal in WORDS.values() for word in get_args(literal)}
    words |= {w for ws in BY_KIND.values() for w in (ws if isinstance(ws, tuple) else get_args(ws))}
    assert fields | words | set(KINDS) <= named


# --- marks -----------------------------------------------------------------------------------------------------

MARKS = {
    "times": "start end text type value first_day last_day granularity basis sure".split(),
    "figures": "start end text value low high unit bound change number noun signed vague same_as".split(),
    "places": "start end text name kind id oblast lat lon candidates".split(),
    "attributions": "source cue content names cues parent quoted stance".split(),
}


def test_marks_have_the_fields_of_the_contract_and_quote_the_text() -> None:
    run = subprocess.run([ONRECORD, "marks", str(LISTS)], check=True, capture_output=True)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    described = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8").partition("## Marks")[2]
    for marks, text in zip(lines, TEXTS[1:], strict=True):
        assert list(marks) == ["id", *MARKS]
        for name, fields in MARKS.items():
            for mark in marks[name]:
                assert list(mark) == fields
                assert "text" not in mark or text[mark["start"] : mark["end"]] == mark["text"]
    for fields in MARKS.values():
        assert {field for field in fields if f"`{field}`" not in described} == set()
