"""Documents that nobody dates: the heading of a list, or a dateline, gives the day, and the list its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord import ledger
from onrecord.audit import audit
from onrecord.claim import reading
from onrecord.model import Document, Loss, Reading

DAY = date(2023, 8, 14)
STAFF = "General Staff of the Armed Forces of Ukraine"
LINES = "\nособового складу ‒ близько 254380 (+530) осіб,\nтанків ‒ 4312 (+5) од,\nББМ ‒ 8383 (+7) од"
# What stands over a list -> the day and the source it gives.
HEADINGS = {
    "Генеральний штаб ЗС України\nБойові втрати противника з 24.02.22 по 14.08.23 склали:": (DAY, STAFF),
    "Генштаб ЗСУ інформує: втрати ворога станом на 06:00 14.08.2023": (DAY, STAFF),
    "Генштаб ВСУ сообщает о потерях противника на 14.08.2023": (DAY, STAFF),
    "За даними Міноборони України, втрати ворога на 14 серпня 2023 року": (DAY, "Ministry of Defence of Ukraine"),
    "The General Staff of the Armed Forces of Ukraine informs of the enemy's losses as of August 14, 2023:": (
        DAY,
        STAFF,
    ),
    "Втрати противника від 14.08.23": (DAY, None),
    "Losses of the Russian army as of August 14, 2023": (DAY, None),
    "Losses counted by the Russian Ministry of Defence": (None, None),  # not of its own side
    "Бойові втрати противника з 24.02.22": (None, None),
}


def read(text: str, **fields: object) -> Reading:
    return reading(Document(**{"id": "t", "text": text, "sha256": text[:20], **fields}))  # type: ignore[arg-type]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_gives_the_day_and_the_source(heading: str) -> None:
    day, source = HEADINGS[heading]
    found = read(heading + LINES)
    assert found.document.published == day
    assert len(found.claims) == 6
    for claim in found.claims:
        assert [one.name for one in claim.sources] == ([source] if source else [])
        assert claim.period.end == day
    assert [note.code for note in found.notes] == (["dated-by-text"] if day else ["no-date"])


def test_what_is_given_from_outside_stays() -> None:
    heading = "Генеральний штаб ЗСУ, 14.08.2023"
    found = read(heading + LINES, published=date(2023, 8, 15), publisher=STAFF)
    assert found.document.published == date(2023, 8, 15) and not found.notes
    assert all(claim.sources == () for claim in found.claims), "the publisher's mention of itself"


def test_a_list_with_a_heading_alone_is_held_against_the_ledger(tmp_path: Path) -> None:
    before = read("Генштаб ЗСУ, 13.08.2023" + LINES.replace("4312 (+5)", "4307 (+3)"), id="before")
    with ledger.open(tmp_path / "l.db") as book:
        book.add(before)
        now = read("Генштаб ЗСУ, 14.08.2023" + LINES.replace("4312", "4322"))
        failed = [finding for finding in audit(now, book) if finding.verdict == "fails"]
    assert any("4,307" in finding.because for finding in failed)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KYIV, Aug 14, 2023 (Agency) - Russia lost 530 troops over the past day, Kyiv said.", DAY),
        ("KYIV, Ukraine, 14 August 2023 — Russia lost 530 troops over the past day, Kyiv said.", DAY),
        ("Losses grow\nAugust 14, 2023\nRussia lost 530 troops over the past day, Kyiv said.", DAY),
        ("Losses grow\nPublished 14 August 2023 at 10:00\nRussia lost 530 troops over the past day.", DAY),
        ("On 14 August 2023, Russia lost 530 troops, Kyiv said.", None),
        ("Kherson, freed on November 11, 2022, was shelled - Russia lost 530 troops, Kyiv said.", None),
        ("KYIV, 31 February 2023 - Russia lost 530 troops, Kyiv said.", None),
    ],
)
def test_a_dateline_gives_the_day(text: str, day: date | None) -> None:
    found = read(text)
    assert found.document.published == day
    losses = [claim for claim in found.claims if isinstance(claim, Loss)]
    assert losses and (day is None or losses[0].period.end == day)
