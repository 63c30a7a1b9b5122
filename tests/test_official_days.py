"""Every shared day of the official report gives a total and an entry for each of its lines, and nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from onrecord.claim import reading
from onrecord.model import Claim, Document, Loss
from onrecord.read import documents

# What a line begins with -> the contract's category.
CATEGORIES = {
    "personnel": "personnel",
    "tanks": "tank",
    "apv": "apc",
    "artillery": "artillery",
    "mlrs": "mlrs",
    "anti-aircraft": "air_defence",
    "aircraft": "aircraft",
    "helicopters": "helicopter",
    "uav": "drone",
    "cruise": "cruise_missile",
    "warships": "ship",
    "boats": "ship",
    "submarines": "submarine",
    "vehicles": "vehicle",
    "fuel": "vehicle",
    "special": "special_equipment",
}
LINE = re.compile(r"^[^A-Za-z]*([A-Za-z-]+).*?[‒–—-]\s*(?:about\s+)?(?=[\d(])(\d[\d ]*)?\s*(?:\(\s*\+?\s*(\d+)\s*\))?")


def _expected(text: str) -> Counter[tuple[str, str, Decimal]]:
    out: Counter[tuple[str, str, Decimal]] = Counter()
    for line in text.splitlines():
        if (found := LINE.match(line)) and (category := CATEGORIES.get(found[1].lower())):
            if found[2]:
                out[category, "cumulative", Decimal(found[2].replace(" ", ""))] += 1
            if found[3]:
                out[category, "increment", Decimal(found[3])] += 1
    return out


def _found(claims: tuple[Claim, ...]) -> Counter[tuple[str, str, Decimal | None]]:
    return Counter((claim.category, claim.measure, claim.quantity.value) for claim in claims if isinstance(claim, Loss))


@pytest.mark.parametrize("year", [2022, 2023])
def test_each_line_of_each_day_is_read(year: int, shared: Path) -> None:
    path = shared / "data" / "tally" / f"official_daily_reports_{year}.json"
    days = json.loads(path.read_text(encoding="utf-8"))
    missed = []
    for day in days:
        published = date.fromisoformat(day["date"])
        claims = reading(Document(id=day["date"], text=day["text"], sha256="", published=published)).claims
        expected, found = _expected(day["text"]), _found(claims)
        if expected != found:
            missed.append((day["date"], dict(expected - found), dict(found - expected)))  # type: ignore[operator]
        for claim in claims:
            if isinstance(claim, Loss):
                start = date(2022, 2, 24) if claim.measure == "cumulative" else published - timedelta(days=1)
                assert (claim.side, claim.period.start, claim.period.end) == ("russia", start, published), claim
    assert len(days) >= 70
    assert not missed


def test_saved_pages_give_what_their_texts_give(shared: Path) -> None:
    days = json.loads((shared / "data/tally/official_daily_reports_2023.json").read_text(encoding="utf-8"))
    texts = {day["date"]: day["text"] for day in days}
    pages = [page for page in sorted((shared / "data/tally/official_pages_html").glob("*.html")) if page.stem in texts]
    assert pages
    for page in pages:
        (document,) = documents(str(page))
        assert isinstance(document, Document)
        assert document.published == date.fromisoformat(page.stem)
        assert _found(reading(document).claims) == _expected(texts[page.stem]), page.name
