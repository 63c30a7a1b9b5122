"""The audit of the real record, where the shared data are at hand."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord import corpus, ledger
from onrecord.audit.issues import audited
from onrecord.read import datasets

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared") / "data" / "tally"
TRANSCRIPTIONS = ("russia_losses_personnel.json", "russia_losses_equipment.json", "transcription_lod_db.json",
                  "transcription_minfin.csv")  # fmt: skip

pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"there are no shared data at {DATA}")


def filled(path: Path, *names: str) -> ledger.Ledger:
    book = ledger.open(path)
    importer = corpus.Importer(book, seen=date(2026, 11, 1))
    for name in names:
        assert list(importer.target(str(DATA / name)))
    return book


@pytest.fixture(scope="module")
def transcribed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ledger.Ledger]:
    with filled(tmp_path_factory.mktemp("real") / "three.db", *TRANSCRIPTIONS) as book:
        yield book


def test_the_official_pages_of_2023_have_their_breaks_and_no_other(tmp_path: Path) -> None:
    with filled(tmp_path / "pages.db", "official_daily_reports_2023.json") as book:
        found = audited(book).breaks
    assert [(issue.kind, str(issue.start), issue.categories) for issue in found] == [
        ("restatement", "2023-05-28", ("tank", "apc", "artillery", "mlrs", "aircraft", "helicopter", "drone",
                                       "cruise_missile", "vehicle")),
        ("increment", "2023-06-11", ("apc",)),
        ("increment", "2023-06-25", ("cruise_missile",)),
        ("increment", "2023-09-23", ("drone",)),
        ("mismatch", "2023-08-13", ("cruise_missile",)),
    ]  # fmt: skip
    assert [change.low for change in found[0].repairs[0].changes] == [-5, 7, 8, 2, 3, 2, 49, 31, 11]


def test_every_disagreement_of_the_three_transcriptions(transcribed: ledger.Ledger) -> None:
    """Days and columns on which the files themselves differ, counted without the ledger."""
    values: defaultdict[tuple[str, date], set[int]] = defaultdict(set)
    for name in TRANSCRIPTIONS:
        for payload in datasets.payloads(str(DATA / name)):
            assert isinstance(payload, datasets.Payload)
            for row in datasets.contents(payload, today=date(2026, 11, 1)).rows:
                for cell in row.cells:
                    if row.day and cell.category != "other" and cell.label != "fuel tank":
                        values[cell.category, row.day].add(int(cell.value))
    differ = {key for key, held in values.items() if len(held) > 1}
    found = {(issue.categories[0], issue.start) for issue in audited(transcribed).issues if issue.kind == "dispute"}
    assert len(found) > 190
    assert differ - found == set()


def test_the_likeliest_slip_is_named(transcribed: ledger.Ledger) -> None:
    disputes = [issue for issue in audited(transcribed, ["russia/personnel"]).issues if issue.kind == "dispute"]
    slips = {str(issue.start): issue.repairs[0].why for issue in disputes}
    assert slips["2025-05-09"].endswith("two digits are swapped")
    assert slips["2023-01-12"].endswith("one digit differs")
    assert slips["2024-11-03"].endswith("it is the figure of 2 November 2024")


def test_the_whole_record(transcribed: ledger.Ledger) -> None:
    log = audited(transcribed)
    assert log.figures > 60_000 and log.relations > 50_000
    assert len({issue.id for issue in log.issues}) == len(log.issues)
    assert not [issue.id for issue in log.breaks if not issue.repairs]


def test_the_log_is_json(transcribed: ledger.Ledger) -> None:
    from onrecord import publish

    log = audited(transcribed, ["russia/tank"])
    assert len(json.loads(publish.issues_json(log))["issues"]) == len(log.issues)
