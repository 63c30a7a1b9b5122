"""A part counted again beside its total: areas against what the ministry has on record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit.claims_by_hand import MALIAR, Book, area, article, aug, found, one, place
from onrecord.claim import reading
from onrecord.model import Area, Document, Finding, Inclusion, Reading, Source

MOSCOW = Source(name="Russian Ministry of Defense", id="ru-defence-ministry")
LATE_MAY = date(2023, 5, 21)


def ministry(root: Path) -> Book:
    """The sample of the ministry's totals, as Onrecord reads it."""
    book = Book()
    for line in (root / "samples" / "areas.jsonl").read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        book.add(read(raw["text"], date.fromisoformat(raw["published"]), raw["publisher"], raw["id"]))
    return book


def read(text: str, published: date, publisher: str | None = None, name: str = "draft") -> Reading:
    return reading(Document(id=name, text=text, sha256=name, published=published, publisher=publisher))


def inclusion(finding: Reading, book: Book, as_of: date | None = None) -> list[Finding]:
    return found(finding, book, rule="inclusion", as_of=as_of)


def test_the_sample_is_read_as_totals_and_what_they_hold(root: Path) -> None:
    areas = [(e.claim, e.document.published) for e in ministry(root).areas]
    totals = {when: claim for claim, when in areas if claim.measure == "cumulative"}
    assert {when: int(claim.quantity.value) for when, claim in totals.items()} == {
        date(2023, 7, 17): 31, date(2023, 8, 14): 40, date(2023, 8, 21): 43, date(2023, 9, 4): 47,
    }  # fmt: skip
    weeks = [(claim, totals[when]) for claim, when in areas if claim.measure == "increment" and when]
    assert len(weeks) == 3
    for week, total in weeks:
        assert week.inclusion == Inclusion(relation="part_of", of=total.id)
        assert (week.quantity.value, total.period.start) == (3, LATE_MAY)


SAID = "Hanna Maliar said troops had liberated {} near Bakhmut in addition to the {} gained in the area since late May."


@pytest.mark.parametrize(
    ("part", "total", "twice"),
    [
        ("three square kilometers (1.16 square miles)", "15 square miles", True),  # 40 km2 = 15.44 sq mi
        ("three square kilometers", "14 square miles", False),  # 37 km2 = 14.29 sq mi
        ("3 square kilometers", "40 square kilometers", True),
        ("3 square kilometers", "37 square kilometers", False),
        ("3 square kilometers", "25 square kilometers", False),  # neither reading fits: another count
    ],
)
def test_a_part_beside_the_total_that_holds_it(root: Path, part: str, total: str, twice: bool) -> None:
    findings = inclusion(read(SAID.format(part, total), aug(14)), ministry(root))
    assert [f.verdict for f in findings] == ["fails"] * twice


def test_it_says_its_sum_and_both_repairs(root: Path) -> None:
    finding = one(inclusion(read(SAID.format("three square kilometers", "15 square miles"), aug(14)), ministry(root)))
    assert finding.because == (
        "15 sq mi and 3 km² beside would be 16.16 sq mi, but the 40 km² on record for 14 August 2023 (15.44 sq mi) "
        "already hold the 3 km² of that time: likely counted twice."
    )
    assert [s.instead for s in finding.suspects] == ["part of it", "14.29 sq mi"]
    assert len(finding.claims) == 4


def test_not_before_the_total_was_published(root: Path) -> None:
    draft = read(SAID.format("three square kilometers", "15 square miles"), aug(14))
    assert inclusion(draft, ministry(root), as_of=aug(13)) == []
    assert len(inclusion(draft, ministry(root), as_of=aug(14))) == 1


def test_a_part_said_to_lie_inside_that_lies_beside(root: Path) -> None:
    said = (
        "Ukraine has liberated 37 square kilometers near Bakhmut since late May, including 3 square kilometers in the "
        "past week, Hanna Maliar said."
    )
    finding = one(inclusion(read(said, aug(14)), ministry(root)))
    assert finding.verdict == "fails" and finding.suspects[0].instead == "in addition to it"
    held = said.replace("37", "40")
    assert inclusion(read(held, aug(14)), ministry(root)) == []


def pair(total: Any, part: Any, relation: Any = "in_addition_to", source: Source = MOSCOW, **more: Any) -> Reading:
    at = {"place": place("Avdiivka"), "sources": (source,), "actor": "russia", "end": aug(14), **more}
    whole = area(total, "km2", measure="cumulative", start=LATE_MAY, id="whole", **at)
    return article(whole, area(part, "km2", inclusion=Inclusion(relation=relation, of="whole"), **at))


def moscow(total: Any, day: int = 12, **more: Any) -> Book:
    at = {"place": place("Avdiivka direction"), "actor": "russia", "end": aug(day), **more}
    held = area(total, "km2", measure="cumulative", start=LATE_MAY, **at)
    return Book().page(aug(day), held, publisher="Russian Ministry of Defense")


def test_any_voice_and_any_place() -> None:
    assert len(inclusion(pair(100, 8), moscow(100))) == 1
    assert inclusion(pair(92, 8), moscow(100)) == []


def test_not_another_sides_count_another_place_or_an_old_total() -> None:
    assert inclusion(pair(100, 8, source=MALIAR), moscow(100)) == []
    assert inclusion(pair(100, 8, place=place("Robotyne")), moscow(100)) == []
    assert inclusion(pair(100, 8), moscow(100, 2)) == []
    assert inclusion(pair(100, 8), moscow(100, actor="ukraine")) == []


def test_a_part_larger_than_its_whole() -> None:
    finding = one(inclusion(pair(8, 100, "part_of"), Book()))
    assert finding.because == "100 km² is said to be part of 8 km², and is more."


def test_circles_zeros_and_negative_figures_end() -> None:
    at = {"place": place("Avdiivka"), "end": aug(14)}
    ring = [
        area(n, "km2", id=f"r{n}", inclusion=Inclusion(relation="in_addition_to", of=f"r{(n + 1) % 50}"), **at)
        for n in range(50)
    ]
    odd = [replace(claim, measure="cumulative") for claim in (area(0, "km2", **at), area(-4, "km2", **at))]
    themselves = area(5, "km2", id="me", inclusion=Inclusion(relation="part_of", of="me"), **at)
    assert inclusion(article(*ring, *odd, themselves), moscow(100)) == []


def test_a_claim_without_a_place_or_a_day_is_left_alone() -> None:
    lost = Inclusion(relation="part_of", of="nobody")
    assert inclusion(article(area(3, "km2", inclusion=lost), area(3, "percent", inclusion=lost)), moscow(100)) == []
    assert isinstance(area(3, "km2"), Area)
