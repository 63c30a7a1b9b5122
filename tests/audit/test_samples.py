"""The bundled lists and the article that leans on them, as the record and the audit see them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.claims_by_hand import Book
from onrecord.audit import audit
from onrecord.claim import reading
from onrecord.model import Document, Finding


def _lists(root: Path) -> list[Document]:
    lines = (root / "samples" / "lists.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Document(
            id=raw["id"],
            text=raw["text"],
            sha256=raw["id"],
            title=raw["title"],
            publisher=raw["publisher"],
            published=date.fromisoformat(raw["published"]),
        )
        for raw in map(json.loads, lines)
    ]


def _article(root: Path) -> Document:
    raw = (root / "samples" / "article.txt").read_text(encoding="utf-8")
    header, _, text = raw.partition("2023-08-14 ")
    assert header == " date "
    return Document(id="article", text=text, sha256="article", published=date(2023, 8, 14))


@pytest.fixture(scope="module")
def audited(root: Path) -> tuple[Book, dict[str, tuple[Finding, ...]]]:
    """The lists read day by day, each audited against those before it."""
    book, findings = Book(), {}
    for document in _lists(root):
        read = reading(document)
        assert len(read.claims) == 26, document.id
        findings[document.id] = audit(read, book)
        book.add(replace(read, findings=findings[document.id]))
    return book, findings


def test_the_lists_fail_where_the_original_does(audited: tuple[Book, dict[str, tuple[Finding, ...]]]) -> None:
    _, findings = audited
    verdicts = {name: {f.verdict for f in found} for name, found in findings.items()}
    assert verdicts.pop("general-staff-2023-08-07") == {"no_record"}
    assert verdicts.pop("general-staff-2023-08-13") == {"holds", "fails"}
    assert all(seen == {"holds"} for seen in verdicts.values())
    (broken,) = [f for found in findings.values() for f in found if f.verdict == "fails"]
    assert broken.because == "1,378 (on record for 12 August 2023) + 0 = 1,378, but 1,379 is stated."
    assert {s.instead for s in broken.suspects} == {"1,378", "+1"}  # the day before is borne out by its own sum


def test_read_again_after_the_article_the_lists_are_told_the_same(
    root: Path, audited: tuple[Book, dict[str, tuple[Finding, ...]]]
) -> None:
    _, findings = audited
    article = _article(root)
    lists = [reading(document) for document in _lists(root)]
    book = Book().add(reading(article))
    for read in lists:
        assert audit(read, book) == findings[read.document.id]
        book.add(read)
    seen = audit(reading(article), book)
    for read in lists:
        assert audit(read, book) == findings[read.document.id]
    assert audit(reading(article), book) == seen


def test_the_article_shows_a_sum_that_holds_one_rounded_and_one_that_fails(
    root: Path, audited: tuple[Book, dict[str, tuple[Finding, ...]]]
) -> None:
    book, _ = audited
    findings = audit(reading(_article(root)), book)
    said = {f.because: f.verdict for f in findings}
    assert said["3 km² = 1.158 sq mi, which is 1.15 when cut off and 1.16 when rounded."] == "within_rounding"
    assert said["14 August 2023 was a Monday, as written."] == "holds"
    on_record = "254,380 (on record for 14 August 2023) - 250,240 (on record for 7 August 2023) = 4,140"
    assert any(because.endswith("= 4,140, as stated.") for because in said), said
    failing = [f for f in findings if f.verdict == "fails"]
    assert failing and {(f.stated, f.computed) for f in failing} == {("26", "62")}, on_record
    assert failing[0].suspects[0].instead == "62"
    assert "two digits are swapped" in failing[0].suspects[0].why


def test_real_pages_of_two_years_fail_where_they_are_known_to(shared: Path) -> None:
    """May to September 2023: nine categories restated on 28 May, and four single breaks. No other."""
    book, broken = Book(), []
    pages = json.loads((shared / "data" / "tally" / "official_daily_reports_2023.json").read_text(encoding="utf-8"))
    for page in pages:
        when = date.fromisoformat(page["date"])
        text = f"Losses of the enemy from 24.02.2022 to {when:%d.%m.%Y}:\n{page['text']}"
        document = Document(
            id=page["date"], text=text, sha256=page["date"], published=when, publisher="Ministry of Defence of Ukraine"
        )
        read = reading(document)
        broken += [page["date"] for f in audit(read, book) if f.verdict in ("fails", "conflict")]
        book.add(read)
    assert broken == ["2023-05-28"] * 9 + ["2023-06-11", "2023-06-25", "2023-08-13", "2023-09-23"]
