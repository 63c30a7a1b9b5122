"""The real count, where the shared data are at hand."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord import corpus, ledger
from onrecord.lexicon import load
from onrecord.read import datasets

from .counts import MINISTRY, ask

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared") / "data" / "tally"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"there are no shared data at {DATA}")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ledger.Ledger]:
    """Personnel as one dataset has it, with its revisions, and the official pages of 2023."""
    with ledger.open(tmp_path_factory.mktemp("real") / "real.db") as book:
        importer = corpus.Importer(book, seen=date(2026, 11, 1))
        for name in (
            "russia_losses_personnel.json",
            "personnel_observations_bitemporal.csv",
            "official_daily_reports_2023.json",
        ):
            assert list(importer.target(str(DATA / name)))
        yield book


def test_the_week_to_14_august_2023(real: ledger.Ledger) -> None:
    found = ask(real, days=7, end=date(2023, 8, 14))
    assert (found.window.total, found.window.increment) == (254380, 4140)
    assert (found.steps[-1].increment, found.steps[-1].stated) == (530, 530)
    assert [(one.mark, one.day, one.total) for one in found.marks] == [(250000, date(2023, 8, 7), 250240)]
    assert found.steps[-1].transcription == MINISTRY


def test_the_parts_of_the_war_add_up(real: ledger.Ledger) -> None:
    whole = ask(real, by="year", end=date(2025, 12, 31))
    assert [step.increment for step in whole.steps] == [105960, 253270, 430320, 418360]
    assert whole.window.increment == 1207910
    for by in ("week", "month"):
        assert sum(step.increment or 0 for step in ask(real, by=by, end=date(2025, 12, 31)).steps) == 1207910


def test_what_was_known_then(real: ledger.Ledger) -> None:
    on = date(2023, 1, 12)
    assert ask(real, days=1, end=on, as_of=on).window.total == 113990
    now = ask(real, days=1, end=on)
    assert now.window.total == 113390
    assert [note.code for note in now.window.notes] == ["revised"]


def test_no_day_brought_more_than_the_pack_allows() -> None:
    """What pack.toml says of its largest days: two transcriptions agree on each, and none of them is beyond it."""
    totals: dict[tuple[str, date], Counter[int]] = {}
    for name in ("russia_losses_personnel.json", "russia_losses_equipment.json", "transcription_lod_db.json",
                 "transcription_minfin.csv"):  # fmt: skip
        for payload in datasets.payloads(str(DATA / name)):
            assert isinstance(payload, datasets.Payload)
            for row in datasets.contents(payload, today=date(2026, 11, 1)).rows:
                for cell in row.cells:
                    if row.day and cell.category != "other":
                        totals.setdefault((cell.category, row.day), Counter())[int(cell.value)] += 1
    agreed = {key: values.most_common(1)[0][0] for key, values in totals.items() if values.most_common(1)[0][1] > 1}
    most: Counter[str] = Counter()
    for (category, day), total in agreed.items():
        before = agreed.get((category, day - timedelta(days=1)))
        # Before this day reports made up for several days; two lines became one on the other.
        if before is not None and day > date(2022, 3, 12) and (category, day) != ("vehicle", date(2022, 5, 1)):
            most[category] = max(most[category], total - before)
    largest = load("packs/ukraine/pack.toml")["largest_daily"]
    assert len(most) == 14
    assert {category: found for category, found in most.items() if not found <= largest[category] <= 2 * found} == {}
