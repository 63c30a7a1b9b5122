"""Our own gold texts are well formed: quotes verbatim, fields of the contract, figures that the words state."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent / "gold"
SETS = ("dev", "held")

SIDES = {"russia", "ukraine", "other"}
CERTAINTIES = {"asserted", "hedged", "unconfirmed", "denied"}
BOUNDS = {"exact", "about", "nearly", "more_than", "up_to", "less_than", "range"}
MEASURES = {"increment", "cumulative"}
UNITS = {"km2", "sq_mi", "ha", "percent"}
CATEGORIES = {
    *("personnel", "personnel_killed", "personnel_wounded", "civilian_killed", "civilian_injured"),
    *("tank", "apc", "artillery", "mlrs", "air_defence", "aircraft", "helicopter", "drone", "cruise_missile"),
    *("ship", "submarine", "vehicle", "special_equipment", "other"),
}
EVENTS = {"advance", "capture", "liberate", "withdraw", "hold", "contest", "repel"}
WHATS = {"shelling", "air_strike", "missile", "drone", "assault", "clash", "other"}

# Fields with a closed set of values, by kind; they may stand in `alt` too.
ENUMS: dict[str, dict[str, set[str]]] = {
    "loss": {"side": SIDES, "category": CATEGORIES, "measure": MEASURES},
    "control": {"event": EVENTS, "actor": SIDES},
    "area": {"event": {"gain", "loss", "total"}, "actor": SIDES, "measure": MEASURES, "unit": UNITS},
    "activity": {"what": WHATS, "actor": SIDES},
    "verification": {"outcome": {"not_verified", "verified", "not_observed", "disputed"}},
    "response": {"outcome": {"no_comment", "asked", "denied", "confirmed"}},
    "comparison": {"relation": {"higher", "lower", "about_equal"}},
    "quote": {},
}
COMMON = {"kind", "quote", "sources", "certainty"}
DATED = {"start", "end"}
COUNTED = {"value", "bound"}
# Fields a claim of the kind must have, beside COMMON and those in ENUMS.
REQUIRED = {
    "loss": DATED | COUNTED,
    "control": DATED | {"place"},
    "area": DATED | COUNTED | {"place"},
    "activity": DATED | COUNTED,
    "verification": {"verifier", "about"},
    "response": {"party"},
    "comparison": {"left", "right"},
    "quote": set(),
}
OPTIONAL = {"alt", "place", "low", "high", "conversion", "detail", "doubtful", "per", "count", "planned"}


def _documents(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


DOCUMENTS = [document for name in SETS for document in _documents(name)]
IDS = [document["id"] for document in DOCUMENTS]
each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=IDS)


def test_ids_are_unique() -> None:
    assert len(IDS) == len(set(IDS))


def test_the_third_that_is_set_aside_is_the_first_by_digest_of_id() -> None:
    ordered = sorted(IDS, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    held = {document["id"] for document in _documents("held")}
    assert held == set(ordered[: len(ordered) // 3])


def test_all_kinds_and_outcomes_occur() -> None:
    claims = [claim for document in DOCUMENTS for claim in document["claims"]]
    assert {claim["kind"] for claim in claims} == set(ENUMS)
    assert {claim["certainty"] for claim in claims} == CERTAINTIES
    assert {claim["bound"] for claim in claims if claim.get("bound")} == BOUNDS
    assert any(not document["claims"] for document in DOCUMENTS)


@each_document
def test_a_document_says_when_by_whom_and_of_what_genre(document: dict[str, Any]) -> None:
    date.fromisoformat(document["published"])
    assert document["publisher"] and document["genre"]
    assert document["language"] in {"en", "uk", "ru"}
    assert 40 <= len(document["text"].split()) <= 180


@each_document
def test_quotes_are_verbatim(document: dict[str, Any]) -> None:
    assert [claim["quote"] for claim in document["claims"] if claim["quote"] not in document["text"]] == []


@each_document
def test_claims_have_the_fields_of_their_kind(document: dict[str, Any]) -> None:
    for claim in document["claims"]:
        needed = COMMON | ENUMS[claim["kind"]].keys() | REQUIRED[claim["kind"]]
        assert needed <= claim.keys() <= needed | OPTIONAL, claim


@each_document
def test_values_are_those_of_the_contract(document: dict[str, Any]) -> None:
    for claim in document["claims"]:
        for reading in _readings(claim):
            assert reading["certainty"] in CERTAINTIES, claim
            for field, allowed in ENUMS[claim["kind"]].items():
                assert reading[field] in allowed, (field, claim)
            assert all(isinstance(name, str) and name for name in reading["sources"]), claim
            for day in filter(None, (reading.get("start"), reading.get("end"))):
                assert date.fromisoformat(day).isoformat() == day


@each_document
def test_periods_run_forward_and_not_past_publication(document: dict[str, Any]) -> None:
    for claim in document["claims"]:
        start, end = claim.get("start"), claim.get("end")
        assert not (start and end) or start <= end, claim
        assert not end or end <= document["published"] or claim.get("planned"), claim


@each_document
def test_figures_stand_in_the_quoted_words(document: dict[str, Any]) -> None:
    for claim in document["claims"]:
        if "bound" not in claim:
            continue
        ends = [claim.get("low"), claim.get("high")]
        if claim["bound"] == "range":
            assert claim["value"] is None and ends[0] < ends[1], claim
        else:
            assert ends == [None, None] and (claim["value"] is None) == (claim["bound"] is None), claim
        conversion = claim.get("conversion", {}).get("value")
        for figure in filter(lambda number: number is not None, [claim["value"], *ends, conversion]):
            assert _stated(figure, claim["quote"]), (figure, claim["quote"])


def _readings(claim: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield claim
    for field, values in claim.get("alt", {}).items():
        assert isinstance(values, list), f"alt of {field} is a list: {claim}"
        for value in values:
            yield {**claim, field: value}


# --- how a number can be written -------------------------------------------------------------------------------

WORDS: dict[float, str] = {
    0: "zero|no",
    1: "one|an?",
    2: "two|twice",
    3: "three|три",
    4: "four|четыре",
    6: "six",
    7: "seven",
    9: "nine",
    10: "ten",
    12: "twelve",
    13: "thirteen",
    1_000_000: "one million",
}


def _stated(figure: float, words: str) -> bool:
    """Whether `words` write `figure`: in digits, with separators of thousands, in millions, or as a word."""
    digits = [f"{figure:,}".replace(",", separator) for separator in (",", "", " ", "\N{NO-BREAK SPACE}")]
    if figure >= 1_000_000:
        digits.append(f"{figure / 1_000_000:g} million")
    written = [*map(re.escape, digits), *([WORDS[figure]] if figure in WORDS else [])]
    return re.search(rf"(?<![\w.,])(?:{'|'.join(written)})(?![\w]|[.,]\d)", words, re.IGNORECASE) is not None
