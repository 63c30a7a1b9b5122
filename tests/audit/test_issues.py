"""The audit of the record: small counts written by hand, each with one thing amiss."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from onrecord import ledger
from onrecord.audit.issues import BREAKS, NOTES, Issue, Kind, audited
from onrecord.model import Quantity, Reading, Source
from onrecord.model.errors import LedgerError, UsageError
from tally.counts import STAFF, added, day, keep, loss, reading, row, totals

LINES = ("personnel", "tank", "apc", "artillery")


@pytest.fixture
def book(tmp_path: Path) -> Any:
    with ledger.open(tmp_path / "issues.db") as opened:
        yield opened


def page(on: str, total: int, increment: int | None, category: str = "personnel") -> Reading:
    """A line of the official page: the total, and what the day added."""
    claims = [loss(day(on), total, by=None, category=category)]
    if increment is not None:
        claims.append(added(day(on), increment, category=category))
    return reading(*claims, by=None, on=day(on), id=f"page/{category}/{on}")


def pages(start: str, values: list[int], increments: list[int | None], category: str = "personnel") -> list[Reading]:
    return [
        page(on, total, increment, category)
        for (on, total), increment in zip(row(start, values).items(), increments, strict=True)
    ]


def breaks(book: ledger.Ledger, *series: str) -> list[Issue]:
    return list(audited(book, series).breaks)


def first(issue: Issue) -> list[tuple[str, str, Decimal | None]]:
    """What the likeliest repair changes: the kind of figure, its day, the amount it must have."""
    return [(c.figure.what, str(c.figure.day), c.low if c.low == c.high else None) for c in issue.repairs[0].changes]


def test_what_adds_up_has_no_issue(book: ledger.Ledger) -> None:
    keep(book, pages("2023-06-01", [1000, 1010, 1025, 1025], [5, 10, 15, 0]))
    log = audited(book)
    assert log.issues == () and (log.figures, log.relations) == (8, 3) and log.series == ("russia/personnel",)


def test_a_typo_that_both_neighbours_prove(book: ledger.Ledger) -> None:
    keep(book, pages("2023-06-01", [1000, 1010, 1052, 1035, 1045], [5, 10, 15, 10, 10]))
    [issue] = breaks(book)
    assert (issue.kind, issue.start, issue.proved) == ("typo", date(2023, 6, 3), True)
    assert first(issue) == [("total", "2023-06-03", Decimal(1025))]
    assert issue.repairs[0].why == "two digits are swapped"
    assert issue.sums == ("1,052 - 1,010 = 42, but +15 is stated", "1,035 - 1,052 = -17, but +10 is stated")


def test_a_wrong_increment(book: ledger.Ledger) -> None:
    keep(book, pages("2023-06-01", [1000, 1010, 1034, 1044, 1054], [5, 10, 14, 10, 10]))
    [issue] = breaks(book)
    assert (issue.kind, issue.start) == ("increment", date(2023, 6, 3))
    assert first(issue) == [("increment", "2023-06-03", Decimal(24))] and issue.repairs[0].why == "one digit differs"
    # Suspect, never culprit: a restatement of one line is as small.
    assert [change.figure.what for mend in issue.repairs for change in mend.changes] == ["increment", "step"]
    assert not issue.proved
    assert len(issue.claims) == 3 and issue.sources == ("Ministry of Defence of Ukraine",)


def test_a_silent_restatement(book: ledger.Ledger) -> None:
    keep(book, pages("2023-06-01", [1000, 1010, 1011, 1021, 1031], [5, 10, 0, 10, 10]))
    [issue] = breaks(book)
    assert (issue.kind, first(issue)) == ("silent", [("step", "2023-06-03", Decimal(1))])


def test_at_the_edge_of_the_record_each_figure_is_suspect(book: ledger.Ledger) -> None:
    keep(book, pages("2023-06-01", [1000, 1020], [5, 10]))
    [issue] = breaks(book)
    assert issue.kind == "mismatch"
    assert {c.figure.what for mend in issue.repairs for c in mend.changes} == {"total", "increment", "step"}


def test_many_lines_on_one_day_are_one_restatement(book: ledger.Ledger) -> None:
    for n, category in enumerate(LINES, 1):
        keep(
            book,
            pages("2023-06-01", [1000 * n, 1000 * n + 10, 1000 * n + 29, 1000 * n + 39], [5, 10, 10, 10], category),
        )
    [issue] = breaks(book)
    assert (issue.kind, issue.start, issue.categories) == ("restatement", date(2023, 6, 3), LINES)
    assert [change.low for change in issue.repairs[0].changes] == [9, 9, 9, 9]
    assert [change.figure.what for change in issue.repairs[1].changes] == ["increment"] * 4


def test_two_lines_are_none(book: ledger.Ledger) -> None:
    for category in LINES[:2]:
        keep(book, pages("2023-06-01", [1000, 1010, 1029, 1039], [5, 10, 10, 10], category))
    assert [issue.kind for issue in breaks(book)] == ["increment", "increment"]


def test_a_dispute_names_the_likeliest_slip(book: ledger.Ledger) -> None:
    values = row("2025-05-07", [961000, 962100, 963270, 964500, 965600])
    keep(book, totals(values, by="Alpha"), totals(values, by="Beta"))
    keep(book, totals(values | {"2025-05-09": 963720}, by="Gamma"))
    [issue] = breaks(book)
    assert issue.kind == "dispute" and issue.because.endswith("Alpha and Beta 963,270; Gamma 963,720")
    assert first(issue) == [("total", "2025-05-09", Decimal(963270))]
    assert issue.repairs[0].changes[0].figure.by == ("Gamma",)
    assert issue.repairs[0].why == "Alpha and Beta have 963,270; two digits are swapped"
    assert len(issue.repairs) == 2


def test_a_stale_row(book: ledger.Ledger) -> None:
    values = row("2025-05-07", [961000, 962100, 963270, 964500])
    keep(book, totals(values, by="Alpha"), totals(values | {"2025-05-09": 962100}, by="Beta"))
    keep(book, totals(values, by="Gamma"))
    [issue] = breaks(book)
    assert issue.repairs[0].why.endswith("it is the figure of 8 May 2025")


def test_a_total_that_fell(book: ledger.Ledger) -> None:
    keep(book, totals(row("2024-11-27", [1251, 1255, 1255, 1253, 1253]), by="Alpha"))
    [issue] = breaks(book)
    assert (issue.kind, issue.start, issue.sums) == (
        "fall",
        date(2024, 11, 30),
        ("1,253 - 1,255 = -2 since 29 November 2024",),
    )


def test_a_fall_over_missing_days(book: ledger.Ledger) -> None:
    keep(book, totals(row("2024-11-27", [1251, 1255, None, None, 1249]), by="Alpha"))
    log = audited(book)
    assert [issue.kind for issue in log.issues] == ["fall", "gap"]
    assert (log.issues[1].start, log.issues[1].end) == (date(2024, 11, 29), date(2024, 11, 30))


def test_no_comparison_across_a_change_of_what_is_counted(book: ledger.Ledger) -> None:
    keep(book, totals(row("2022-04-28", [1000, 1010, 1020, 900, 910]), by="Alpha", category="vehicle"))
    assert breaks(book) == []


def test_as_of(book: ledger.Ledger) -> None:
    values = row("2024-11-27", [1251, 1255, 1255, 1253, 1253])
    keep(book, totals(values, by="Alpha"))
    assert audited(book, as_of=date(2024, 11, 29)).breaks == ()
    assert len(audited(book, as_of=date(2024, 11, 30)).breaks) == 1
    with pytest.raises(LedgerError, match="as of 2024-01-01"):
        audited(book, as_of=date(2024, 1, 1))


def test_series_are_asked_for_by_side_and_category(book: ledger.Ledger) -> None:
    keep(book, totals(row("2024-11-27", [1255, 1253]), by="Alpha"))
    keep(book, totals(row("2024-11-27", [55, 53]), by="Beta", category="tank"))
    assert [issue.categories for issue in breaks(book, "russia/tanks")] == [("tank",)]
    assert len(breaks(book, "russia", "russia/troops")) == 2
    for wrong in ("france", "russia/spoons"):
        with pytest.raises(UsageError):
            audited(book, [wrong])


def test_forty_hands_that_contradict_each_other(book: ledger.Ledger) -> None:
    for n in range(40):
        keep(book, totals({"2024-11-27": 1000 + 7 * n, "2024-11-28": 2000 + 3 * n}, by=f"Hand {n:02}"))
    found = breaks(book)
    assert [issue.kind for issue in found] == ["dispute", "dispute"]
    assert all(len(issue.figures) >= 40 and issue.left_out for issue in found)


def test_zero_and_negative_figures(book: ledger.Ledger) -> None:
    keep(book, totals(row("2024-11-27", [0, 0, -7, 0, 7]), by="Alpha", category="ship"))
    [issue] = breaks(book)
    assert first(issue)[0][:2] == ("total", "2024-11-29") and issue.repairs[0].why == "no count is negative"


def test_what_is_said_in_passing_may_be_rounded(book: ledger.Ledger) -> None:
    keep(book, totals(row("2023-07-01", range(254000, 257500, 100)), by="Alpha"))
    more = {"quantity": Quantity(value=Decimal(255000), low=Decimal(255000), high=None, bound="more_than")}
    said = loss(day("2023-07-20"), 255000, by="Daily News", **more)
    keep(book, [reading(said, by="Daily News", on=day("2023-07-20"))])
    assert breaks(book) == []
    said = loss(day("2023-07-05"), 255000, by="Weekly News", **more)
    keep(book, [reading(said, by="Weekly News", on=day("2023-07-05"))])
    assert [(issue.kind, str(issue.start)) for issue in breaks(book)] == [("dispute", "2023-07-05")]


def test_increments_that_differ_by_hand(book: ledger.Ledger) -> None:
    keep(book, pages("2023-06-01", [1000, 1010, 1025], [5, 10, 15]))
    other = added(day("2023-06-03"), 51)
    claim = replace(other, id="other", sources=(Source(name="Alpha", id="alpha"), *other.sources, STAFF))
    keep(book, [reading(claim, by="Alpha", on=day("2023-06-03"))])
    [issue] = breaks(book)
    assert issue.kind == "dispute" and first(issue) == [("increment", "2023-06-03", Decimal(15))]


def test_every_issue_has_an_id_of_its_own(book: ledger.Ledger) -> None:
    test_many_lines_on_one_day_are_one_restatement(book)
    keep(book, totals(row("2024-11-27", [1255, 1253, None, 1253]), by="Alpha", category="mlrs"))
    ids = [issue.id for issue in audited(book).issues]
    assert len(ids) == len(set(ids))


def test_kinds_are_breaks_or_notes() -> None:
    assert (*BREAKS, *NOTES) == get_args(Kind)
