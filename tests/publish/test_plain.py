"""Readings as JSON, text and Markdown."""

from __future__ import annotations

import json
import re

import pytest
from syrupy.assertion import SnapshotAssertion

from onrecord.model import Reading
from onrecord.publish import as_json, as_markdown, as_text
from publish.samples import article, bare, crowded, hostile

READINGS = {"article": article, "hostile": hostile, "bare": bare}


@pytest.mark.parametrize("name", READINGS)
def test_text(name: str, snapshot: SnapshotAssertion) -> None:
    assert as_text([READINGS[name]()]) == snapshot


@pytest.mark.parametrize("name", READINGS)
def test_markdown(name: str, snapshot: SnapshotAssertion) -> None:
    assert as_markdown([READINGS[name]()]) == snapshot


@pytest.mark.parametrize("width", [40, 80, 132])
@pytest.mark.parametrize("name", READINGS)
def test_text_keeps_to_its_width(name: str, width: int) -> None:
    assert max(map(len, as_text([READINGS[name]()], width=width).splitlines())) <= width


def test_colour_adds_only_colour() -> None:
    plain, coloured = as_text([article(), hostile()]), as_text([article(), hostile()], color=True)
    assert "\x1b" not in plain
    assert plain == re.sub(r"\x1b\[[0-9;]+m", "", coloured) != coloured


def test_json_is_one_line_of_the_contract() -> None:
    line = as_json(article())
    assert b"\n" not in line
    told = json.loads(line)
    assert list(told) == ["document", "claims", "findings", "views"]
    assert [claim["id"] for claim in told["claims"]] == [claim.id for claim in article().claims]


def test_markdown_makes_no_markup_of_foreign_text() -> None:
    told = as_markdown([hostile()])
    assert not re.search(r"(?<!\\)<(?!https?:)|(?<!\\)\[|(?<![\\*])\*(?!\*)", told)
    assert "javascript:alert(6)" not in told


def test_nothing_at_all() -> None:
    assert as_text([]) == as_markdown([]) == ""
    assert "0 claims" in as_text([bare()])


def test_long_clauses_are_cut() -> None:
    reading: Reading = crowded(3, length=120)
    assert "…" not in as_text([reading], width=200).split("\n\n")[1]
