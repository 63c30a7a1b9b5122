"""Importing into a ledger: nothing twice, nothing overwritten, and what stood when is still told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from onrecord import ledger
from onrecord.claim import reading as read_text
from onrecord.claim.rows import reading as read_row
from onrecord.corpus import Imported, Importer
from onrecord.model import Loss
from onrecord.read.datasets import Payload, contents

DAYS = {"2023-08-12": 253290, "2023-08-13": 253850, "2023-08-14": 254380}
LATER = date(2023, 9, 1)
Import = Callable[..., Imported]


@pytest.fixture
def put(tmp_path: Path) -> Import:
    """Writes a file and imports it into the ledger of this test."""

    def run(content: Any, name: str = "personnel.json", seen: date = LATER, **given: Any) -> Imported:
        (tmp_path / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        with ledger.open(tmp_path / "l.db") as book:
            (one,) = Importer(book, seen=seen, **given).target(str(tmp_path / name))
        return one

    return run


def days(**changed: int) -> list[dict[str, Any]]:
    figures = DAYS | {f"2023-08-{day[1:]}": value for day, value in changed.items()}
    return [{"date": day, "personnel": value, "personnel*": "about"} for day, value in figures.items()]


def totals(tmp_path: Path, **asked: Any) -> list[tuple[str, int]]:
    with ledger.open(tmp_path / "l.db", read_only=True) as book:
        found = book.series(side="russia", category="personnel", measure="cumulative", **asked)
    return [(str(item.claim.period.end), int(item.claim.quantity.value)) for item in found]  # type: ignore


def test_twice_adds_nothing(put: Import, tmp_path: Path) -> None:
    first, again = put(days()), put(list(reversed(days())))
    assert (first.kind, first.rows, first.new, first.known) == ("petroivaniuk-personnel", 3, 3, 0)
    assert (again.rows, again.new, again.known, again.superseded) == (3, 0, 3, 0)
    assert totals(tmp_path) == list(DAYS.items())


def test_a_changed_row_supersedes_and_history_stays(put: Import, tmp_path: Path) -> None:
    put(days(), seen=date(2023, 8, 14))
    changed = put(days(d13=253580), seen=date(2023, 8, 20))
    assert (changed.new, changed.known, changed.superseded) == (1, 2, 1)
    assert totals(tmp_path)[1] == ("2023-08-13", 253580)
    # Until somebody saw the change, the row said what it had said.
    assert totals(tmp_path, as_of=date(2023, 8, 19))[1] == ("2023-08-13", 253850)
    assert totals(tmp_path, as_of=date(2023, 8, 20))[1] == ("2023-08-13", 253580)
    # The changed row again, later on: it was there already.
    again = put(days(d13=253580), seen=date(2023, 8, 25))
    assert (again.new, again.known) == (0, 3)
    assert totals(tmp_path, as_of=date(2023, 8, 20))[1] == ("2023-08-13", 253580)
    # And back to what it was.
    back = put(days(), seen=date(2023, 8, 30))
    assert (back.new, back.superseded) == (1, 1)
    assert totals(tmp_path, as_of=date(2023, 8, 29))[1] == ("2023-08-13", 253580)
    assert totals(tmp_path)[1] == ("2023-08-13", 253850)


def test_as_of_a_day_is_what_was_published_by_then(put: Import, tmp_path: Path) -> None:
    put(days())
    assert totals(tmp_path, as_of=date(2023, 8, 13)) == list(DAYS.items())[:2]


def test_revisions_tell_what_was_said_on_which_day(put: Import, tmp_path: Path) -> None:
    lines = ["recorded_at,commit,valid_date,personnel,previous_value"]
    said = [("2023-08-13", 253850), ("2023-08-14", 253580), ("2023-08-14", 253850), ("2023-08-16", 253851)]
    lines += [f"{on}T11:0{n}:00+03:00,c{n},2023-08-13,{value}," for n, (on, value) in enumerate(said)]
    for superseded, new in ((3, 4), (0, 0)):
        one = put("\n".join(lines), name="revisions.csv")
        assert (one.kind, one.new, one.superseded) == ("petroivaniuk-revisions", new, superseded)
    for day, value in ((13, 253850), (14, 253850), (15, 253850), (16, 253851)):
        assert totals(tmp_path, as_of=date(2023, 8, day)) == [("2023-08-13", value)]
    with ledger.open(tmp_path / "l.db", read_only=True) as book:
        assert len(list(book.claims(superseded=True))) == 4


def test_lists_are_read_and_other_texts_left_out(put: Import, tmp_path: Path) -> None:
    listed = "Losses of the enemy as of 14.08.2023, the General Staff said:\npersonnel ‒ about 254380 (+530) persons,\n"
    reports = [{"date": "2023-08-14", "text": listed + "tanks ‒ 4306 (+8)"}, {"date": "2023-08-15", "text": "Nothing."}]
    one = put(reports, name="reports.json", publisher="General Staff of the Armed Forces of Ukraine")
    assert (one.kind, one.rows, one.new, one.whole) == ("reports", 1, 4, False)
    assert [problem.code for problem in one.problems] == ["no_list"]
    assert totals(tmp_path, sources=["General Staff of the Armed Forces of Ukraine"]) == [("2023-08-14", 254380)]
    unnamed = put([reports[0]], name="others.json")
    assert unnamed.whole and [problem.code for problem in unnamed.problems] in ([], ["no_publisher"])


def test_a_channels_other_posts_are_passed_over(put: Import) -> None:
    texts = ["Good morning!", "Losses of the enemy:\npersonnel ‒ about 254380 (+530) persons,\ntanks ‒ 4306 (+8)"]
    messages = [
        {"id": n, "type": "message", "date": "2023-08-14T08:00:00", "text": text} for n, text in enumerate(texts)
    ]
    for new in (4, 0):
        one = put({"name": "Staff", "type": "public_channel", "id": 1, "messages": messages}, name="result.json")
        assert (one.kind, one.rows, one.new, one.problems) == ("telegram", 1, new, ())


def test_problems_come_in_the_order_of_the_file(put: Import) -> None:
    rows = [{"date": day, "personnel": value, "personnel*": "about"} for day, value in (
        ("2023-08-12", 253290), ("2023-08-13", 253280), ("2202-08-14", 1), ("2023-08-15", -1), ("2023-08-16", 253270),
    )]  # fmt: skip
    one = put(json.dumps(rows, indent=0), name="personnel.json")
    assert [problem.code for problem in one.problems] == ["falls", "future", "negative", "falls"]


def test_a_dry_run_counts_and_stores_nothing(put: Import, tmp_path: Path) -> None:
    put(days())
    one = put(days(d13=1), dry_run=True)
    assert (one.new, one.known) == (1, 2)
    assert totals(tmp_path) == list(DAYS.items())
    (alone,) = Importer(None, seen=LATER).target(str(tmp_path / "personnel.json"))
    assert alone.new == 3


def test_a_folder_one_by_one_and_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(days()))
    (tmp_path / "b.csv").write_text("x;y\n1;2\n")
    (tmp_path / "c.txt").write_bytes(b"\0\1")
    found = list(Importer(None, seen=LATER).target(str(tmp_path)))
    assert [(Path(one.where).name, one.new) for one in found] == [("a.json", 3), ("b.csv", 0), ("c.txt", 0)]
    assert [[problem.code for problem in one.problems] for one in found] == [[], ["unknown_table"], ["binary"]]
    (gone,) = Importer(None, seen=LATER).target(str(tmp_path / "gone"))
    assert (gone.whole, gone.problems[0].code) == (False, "unreadable")


def test_progress_is_told_row_by_row(put: Import) -> None:
    told: list[tuple[int, int]] = []
    put(days(), advance=lambda where, done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("name", ["russia_losses_personnel.json", "transcription_minfin.csv"])
def test_the_week_to_14_august_2023_in_two_transcriptions(shared: Path, tmp_path: Path, name: str) -> None:
    with ledger.open(tmp_path / "l.db") as book:
        (one,) = Importer(book, seen=date(2026, 9, 1)).target(str(shared / "data" / "tally" / name))
    assert one.whole
    week = dict(totals(tmp_path, since=date(2023, 8, 7), until=date(2023, 8, 14)))
    assert (week["2023-08-07"], week["2023-08-13"], week["2023-08-14"]) == (250240, 253850, 254380)


def test_corrections_close_the_sum_of_official_entries(shared: Path) -> None:
    """What a correction means: the total of the day before, the correction, and the day's entry of the official list
    make the day's total. The dataset dates the correction of May 2023 a day before the report that shows it."""
    said, report = date(2023, 5, 27), date(2023, 5, 28)
    totals_ = _figures(shared, "russia_losses_equipment.json", "cumulative")
    corrections = _figures(shared, "russia_losses_equipment_correction.json", "increment")
    entries = _figures(shared, "official_daily_reports_2023.json", "increment")
    restated = [category for category, on in corrections if on == said]
    assert len(restated) == 9
    for category in restated:
        before = totals_[category, said] + corrections[category, said]
        assert before + entries[category, report] == totals_[category, report], category


def _figures(shared: Path, name: str, measure: str) -> dict[tuple[str, date | None], Decimal]:
    payload = Payload(where=name, id=name, data=(shared / "data" / "tally" / name).read_bytes())
    found = contents(payload, today=date(2026, 9, 1))
    if found.dataset is None:
        readings = [read_text(document) for _, document in found.documents]
    else:
        readings = [read_row(found.dataset, row) for row in found.rows]
    return {
        (claim.category, claim.period.end): claim.quantity.value or Decimal(0)
        for reading in readings
        for claim in reading.claims
        if isinstance(claim, Loss) and claim.measure == measure
    }
