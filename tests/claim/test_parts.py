"""Long documents, read part by part."""

from __future__ import annotations

import tracemalloc
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claim import parts as subject
from onrecord.claim import reading
from onrecord.claim.parts import parts, shifted
from onrecord.model import Document, Reading, Span

DAY = date(2025, 11, 3)
FIRST = "Ukrainian Deputy Defence Minister Hanna Maliar said that Russia lost 12 tanks near Bakhmut.\n\n"
NARRATED = "The road was mud, and the carts stood in it up to the axle while the drivers smoked.\n\n"
TOLD = "Maliar said that Russian forces lost 14 tanks on November 2. The Kremlin denied it.\n\n"


def of(text: str) -> Document:
    return Document(id="long", text=text, sha256="0" * 64, published=DAY)


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "LONGEST", 2000)


def read(text: str) -> Reading:
    return reading(of(text))


@given(st.text(alphabet="ab .\n\f”", max_size=9000))
def test_parts_are_the_whole_text(text: str) -> None:
    cut = list(parts(of(text)))
    assert "".join(part.text for _, part in cut) == text
    assert [start for start, _ in cut] == [sum(len(p.text) for _, p in cut[:n]) for n in range(len(cut))]
    assert all(len(part.text) <= 2000 for _, part in cut)


def test_parts_are_cut_between_paragraphs_where_there_are_any() -> None:
    assert all(part.text.endswith("\n\n") for _, part in list(parts(of(NARRATED * 100)))[:-1])
    assert all(part.text.endswith(". ") for _, part in list(parts(of("It rained. " * 900)))[:-1])
    assert [len(part.text) for _, part in parts(of("x" * 4100))] == [2000, 2000, 100]


def test_claims_of_every_part_are_the_documents() -> None:
    text = FIRST + (NARRATED * 20 + TOLD) * 6
    found = read(text)
    losses = [claim for claim in found.claims if claim.kind == "loss"]
    assert len(list(parts(of(text)))) > 4
    assert len(losses) == 7
    assert all(claim.span.of(text) == claim.text for claim in found.claims)
    assert all(source.span.of(text) == source.as_written for claim in losses for source in claim.sources if source.span)
    assert {source.name for claim in losses for source in claim.sources} == {"Hanna Maliar"}  # named in full once
    assert [claim.span for claim in found.claims] == sorted(claim.span for claim in found.claims)
    assert len({claim.id for claim in found.claims}) == len(found.claims)


def test_same_words_have_the_ids_that_the_whole_would_give(monkeypatch: pytest.MonkeyPatch) -> None:
    text = FIRST + (NARRATED * 20 + TOLD) * 6
    by_parts = read(text)
    monkeypatch.setattr(subject, "LONGEST", 10 * len(text))
    assert by_parts == read(text)


def test_marks_are_let_go_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    def peak(text: str) -> int:
        tracemalloc.start()
        try:
            assert not read(text).claims
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    short, long = NARRATED * 60, NARRATED * 600
    peak(short)  # what is loaded once
    assert peak(long) - peak(short) < 3 * len(long)  # copies of the text, and no marks
    monkeypatch.setattr(subject, "LONGEST", 10 * len(long))
    assert peak(long) - peak(short) > 6 * len(long)


def test_nothing_is_moved_by_nothing() -> None:
    claim = read(FIRST).claims[0]
    assert shifted(claim, 0) is claim
    moved = shifted(claim, 5)
    assert moved.span == Span(claim.span.start + 5, claim.span.end + 5)
    assert shifted(moved, -5) == claim
