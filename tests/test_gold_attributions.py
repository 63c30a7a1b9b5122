"""Our own gold of attributions is well formed: spans lie in the text, chains are trees, the split is the stated one."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent / "gold"
SPLIT = ("dev", "held")  # one set, of which a third is set aside
SETS = (*SPLIT, "more")  # written later, for development as a whole
OTHERS = ("fresh", "aside", "later", "wide", "broad", "apart")  # by writers who knew nothing of the reader
ROLES = ("source", "cue", "content")
GENRES = {
    *("agency", "assessment", "broadcaster", "digest", "headline"),
    *("live blog", "machine translation", "newspaper", "staff bulletin", "think tank"),
}
PHENOMENA = {
    *("nested", "relay", "cited", "citing", "quote", "split", "anaphor", "headline", "nominal", "contrast"),
    *("sourceless", "hedged", "negative", "denial", "retraction", "plain", "none"),
}
CERTAINTIES = {"asserted", "hedged", "unconfirmed", "denied"}

Span = list[int]


def _texts(name: str) -> list[dict[str, Any]]:
    lines = (GOLD / f"attributions.{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


TEXTS = [text for name in (*SETS, *OTHERS) for text in _texts(name)]
IDS = [text["id"] for text in TEXTS]


def test_there_are_enough_texts_and_each_stands_once() -> None:
    assert len(TEXTS) >= 150
    assert len(set(IDS)) == len(IDS)
    assert len({text["text"] for text in TEXTS}) == len(TEXTS)


def test_the_third_that_is_set_aside_is_the_first_by_digest_of_id() -> None:
    """`more` is no part of the split: another text there moves none of these."""
    ids = [text["id"] for name in SPLIT for text in _texts(name)]
    ordered = sorted(ids, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    assert {text["id"] for text in _texts("held")} == set(ordered[: len(ordered) // 3])


@pytest.mark.parametrize("name", SETS)
def test_all_genres_phenomena_and_certainties_occur(name: str) -> None:
    texts = _texts(name)
    assert {text["genre"] for text in texts} == GENRES
    assert {tag for text in texts for tag in text["phenomena"]} >= PHENOMENA - {"plain"}
    assert {chain["certainty"] for text in texts for chain in text["chains"]} == CERTAINTIES


def test_a_text_has_the_fields_of_the_format() -> None:
    for text in TEXTS:
        assert text.keys() == {"id", "genre", "phenomena", "text", "attributions", "chains"}
        assert text["genre"] in GENRES, text["id"]
        assert text["phenomena"], text["id"]
        assert set(text["phenomena"]) <= PHENOMENA, text["id"]
        for attribution in text["attributions"]:
            assert attribution.keys() == {*ROLES, "parent", "who"}, text["id"]
            assert attribution["who"] is None or attribution["who"].strip(), text["id"]
        for chain in text["chains"]:
            assert chain.keys() == {"quote", "sources", "certainty"}, text["id"]
            assert chain["certainty"] in CERTAINTIES, text["id"]
            assert all(isinstance(name, str) and name.strip() for name in chain["sources"]), text["id"]


def test_tags_agree_with_the_labels() -> None:
    for text in TEXTS:
        tags, attributions = set(text["phenomena"]), text["attributions"]
        assert ("none" in tags) == (not attributions), text["id"]
        assert ("nested" in tags) == any(given["parent"] is not None for given in attributions), text["id"]
        assert ("sourceless" in tags) == any(not given["source"] for given in attributions), text["id"]
        uncertain = {"hedged", "unconfirmed"} & {chain["certainty"] for chain in text["chains"]}
        assert ("hedged" in tags) == bool(uncertain), text["id"]


def test_spans_lie_in_the_text_and_are_tight() -> None:
    for text in TEXTS:
        words = text["text"]
        assert words == words.strip(), text["id"]
        for attribution in text["attributions"]:
            assert attribution["cue"], text["id"]
            assert attribution["content"], text["id"]
            for role in ROLES:
                for start, end in attribution[role]:
                    assert 0 <= start < end <= len(words), (text["id"], role)
                    assert words[start:end] == words[start:end].strip(), (text["id"], role)
                assert all(left[1] < right[0] for left, right in pairwise(attribution[role])), (text["id"], role)


def test_spans_begin_and_end_with_whole_words() -> None:
    for text in TEXTS:
        words = text["text"]
        for start, end in (span for given in text["attributions"] for role in ROLES for span in given[role]):
            for cut in (start, end):
                assert not (0 < cut < len(words) and words[cut - 1].isalnum() and words[cut].isalnum()), text["id"]


def test_a_cue_lies_outside_its_own_source_and_content() -> None:
    for text in TEXTS:
        for attribution in text["attributions"]:
            others = [*attribution["source"], *attribution["content"]]
            assert not any(_overlap(cue, other) for cue in attribution["cue"] for other in others), text["id"]


def test_parents_form_a_tree() -> None:
    for text in TEXTS:
        attributions = text["attributions"]
        for index in range(len(attributions)):
            seen: set[int] = set()
            above: int | None = index
            while above is not None:
                assert 0 <= above < len(attributions), text["id"]
                assert above not in seen, f"{text['id']}: a circle of parents"
                seen.add(above)
                above = attributions[above]["parent"]


def test_a_parent_holds_its_child_or_both_have_one_content() -> None:
    """The cue of a child stands in its parent's content; "Y reported, citing X" gives both the same content."""
    for text in TEXTS:
        for attribution in text["attributions"]:
            if attribution["parent"] is not None:
                parent = text["attributions"][attribution["parent"]]
                held = _covers(parent["content"], attribution["cue"])
                assert held or parent["content"] == attribution["content"], text["id"]


def test_the_parent_is_the_innermost_that_holds_the_cue() -> None:
    """But for those whom another relays: both have one content."""
    for text in TEXTS:
        attributions = text["attributions"]
        for attribution in attributions:
            around = [other["content"] for other in attributions if _covers(other["content"], attribution["cue"])]
            if around:
                assert attribution["parent"] is not None, text["id"]
                parent = attributions[attribution["parent"]]
                relayed = parent["content"] == attribution["content"]
                assert relayed or _length(parent["content"]) == min(map(_length, around)), text["id"]


def test_claimed_clauses_are_verbatim_and_someone_s() -> None:
    for text in TEXTS:
        assert [chain["quote"] for chain in text["chains"] if chain["quote"] not in text["text"]] == [], text["id"]
        assert not text["chains"] or text["attributions"], text["id"]


def test_chains_end_in_a_speaker_of_the_text() -> None:
    """The innermost name of a chain is some attribution's `who`, or one of several who speak together; outer ones may
    be papers that were told."""
    for text in TEXTS:
        speakers = {attribution["who"] for attribution in text["attributions"]}
        if any(attribution["source"] and attribution["who"] is None for attribution in text["attributions"]):
            continue
        unknown = [chain for chain in text["chains"] if chain["sources"] and chain["sources"][-1] not in speakers]
        assert unknown == [], text["id"]


def _overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _covers(outer: list[Span], inner: list[Span]) -> bool:
    return all(any(left <= start and end <= right for left, right in outer) for start, end in inner)


def _length(spans: list[Span]) -> int:
    return sum(end - start for start, end in spans)
