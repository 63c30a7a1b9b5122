"""Our own gold of places is well formed: spans on the words, closed kinds, coordinates where a settlement is named."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent / "gold"
SETS = ("dev", "held")

KINDS = {"settlement", "raion", "oblast", "river", "direction", "area"}
LOCATED = {"settlement", "direction"}
BEARINGS = {"north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"}
TAGS = {"homonym", "variant", "renamed", "possessive"}
TEXT = {"id", "text", "published", "language", "covers", "places", "not_places"}
PLACE = {"span", "kind", "name", "oblast", "lat", "lon"}
OPTIONAL = {"unresolvable", "outside_gazetteer", "offset", "of", "tags"}


def _documents(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"places.{name}.jsonl").read_text(encoding="utf-8").splitlines()]


DOCUMENTS = {name: _documents(name) for name in SETS}
ALL = [document for name in SETS for document in DOCUMENTS[name]]
IDS = [document["id"] for document in ALL]


def _places() -> Iterator[dict[str, Any]]:
    for document in ALL:
        yield from document["places"]


def _wants_point(place: dict[str, Any]) -> bool:
    return place["kind"] in LOCATED and not (place.get("unresolvable") or place.get("outside_gazetteer"))


@pytest.mark.parametrize("document", ALL, ids=IDS)
def test_a_text_has_its_fields_and_day(document: dict[str, Any]) -> None:
    assert document.keys() - {"either"} == TEXT
    assert document["language"] in {"en", "uk", "ru"}
    assert date(2014, 1, 1) < date.fromisoformat(document["published"]) < date(2026, 1, 1)
    assert document["covers"]
    assert document["places"]


@pytest.mark.parametrize("document", ALL, ids=IDS)
def test_spans_lie_on_words_and_do_not_overlap(document: dict[str, Any]) -> None:
    text = document["text"]
    labelled = [place["span"] for place in document["places"]] + document["not_places"] + document.get("either", [])
    end_before = 0
    for start, end in sorted(labelled):
        assert end_before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not (start and text[start - 1].isalnum()), text[start:end]
        assert not (end < len(text) and text[end].isalnum()), text[start:end]
        end_before = end


@pytest.mark.parametrize("document", ALL, ids=IDS)
def test_a_place_has_its_fields(document: dict[str, Any]) -> None:
    for place in document["places"]:
        assert PLACE <= place.keys() <= PLACE | OPTIONAL
        assert place["kind"] in KINDS
        assert place["name"].isascii()
        assert place["oblast"] is None or place["oblast"].isascii()
        assert set(place.get("tags", [])) <= TAGS
        assert (place["lat"] is None) == (place["lon"] is None) == (not _wants_point(place))
        if place["kind"] in {"oblast", "raion"}:
            assert place["oblast"] is not None
        if "offset" in place:
            distance, bearing = place["offset"]
            assert distance > 0
            assert bearing in BEARINGS


def test_points_lie_in_ukraine_or_russia_and_keep_three_decimals() -> None:
    for place in filter(_wants_point, _places()):
        assert 44.0 < place["lat"] < 69.0
        assert 22.0 < place["lon"] < 62.0
        assert (round(place["lat"], 3), round(place["lon"], 3)) == (place["lat"], place["lon"])


def test_what_nothing_settles_has_no_point_and_no_other_excuse() -> None:
    for place in _places():
        if place.get("unresolvable"):
            assert place["kind"] == "settlement"
            assert not place.get("outside_gazetteer")


def test_one_name_in_one_oblast_at_one_point_unless_it_is_a_homonym() -> None:
    points: dict[tuple[str, str | None], set[tuple[float, float]]] = {}
    for place in filter(_wants_point, _places()):
        points.setdefault((place["name"], place["oblast"]), set()).add((place["lat"], place["lon"]))
    twice = {name for (name, _), where in points.items() if len(where) > 1}
    tagged = {place["name"] for place in _places() if "homonym" in place.get("tags", [])}
    assert twice
    assert twice <= tagged


def test_the_third_that_is_set_aside_is_the_first_by_digest_of_id() -> None:
    ordered = sorted(IDS, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    assert {document["id"] for document in DOCUMENTS["held"]} == set(ordered[: len(IDS) // 3])


def test_ids_are_unique_and_there_is_enough_of_each_kind() -> None:
    assert len(set(IDS)) == len(IDS)
    kinds = Counter(place["kind"] for place in _places())
    assert kinds.total() >= 400
    assert min(kinds[kind] for kind in KINDS) >= 10
    assert sum(document["language"] != "en" for document in ALL) >= 30
