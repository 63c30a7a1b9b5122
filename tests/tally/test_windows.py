"""What a window added, how it ranks, which marks it passed."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import ledger, tally
from onrecord.ledger import Ledger
from onrecord.model.errors import LedgerError, UsageError
from onrecord.publish.tally import words
from onrecord.tally import calendar

from .counts import DAY, WEEK, added, ask, day, keep, reading, row, totals


def test_the_week_of_the_article(book: Ledger) -> None:
    keep(book, totals({"2023-08-06": 249700, **WEEK}))
    found = ask(book, days=7, end=day("2023-08-14"))
    assert (found.window.total, found.window.increment) == (254380, 4140)
    assert found.steps[-1].increment == 530
    assert (found.steps[0].label, found.steps[-1].label) == ("2023-08-08", "2023-08-14")
    [passed] = found.marks
    assert (passed.mark, passed.day, passed.total, passed.before) == (250000, day("2023-08-07"), 250240, 249700)
    assert found.source == "the General Staff of Ukraine"


def test_every_number_leads_back_to_claims(book: Ledger) -> None:
    keep(book, totals(WEEK))
    ids = {item.claim.id for item in book.claims()}
    found = ask(book, days=7)
    assert len(found.window.claims) == 2
    for step in found.steps:
        assert len(step.claims) == 2
        assert ids.issuperset(step.claims)
        assert step.totals[0].claim in ids


def test_from_and_to_hold_both_days(book: Ledger) -> None:
    keep(book, totals(WEEK))
    one = ask(book, start=day("2023-08-14"), end=day("2023-08-14"))
    assert (one.window.increment, len(one.steps)) == (530, 1)
    assert ask(book, start=day("2023-08-08"), end=day("2023-08-14")).window.increment == 4140


def test_a_gap_is_null_and_says_so(book: Ledger) -> None:
    keep(book, totals(row("2023-08-07", [100, None, 300, 310])))
    found = ask(book, start=day("2023-08-08"), end=day("2023-08-10"))
    missing, after, last = found.steps
    assert (missing.total, missing.increment, missing.missing) == (None, None, 1)
    assert after.increment is None
    assert after.because == "no total for 8 August 2023; +200 since 7 August 2023, 2 days"
    assert last.increment == 10
    assert found.window.increment == 210
    assert [note.code for note in found.window.notes] == ["missing"]
    assert ask(book, days=2, average=2).steps[-1].average is None


def test_missing_days_that_follow_each_other_are_one_note(book: Ledger) -> None:
    keep(book, totals(row("2023-08-07", [100, None, None, 300, None, 310])))
    notes = ask(book, start=day("2023-08-07"), end=day("2023-08-12")).window.notes
    told = [note.message for note in notes if note.code == "missing"]
    assert told == ["no totals from 8 to 9 August 2023", "no total for 11 August 2023"]


def test_totals_count_from_the_wars_first_day(book: Ledger) -> None:
    keep(book, totals({"2022-02-25": 2800, "2022-02-28": 5300, "2022-03-31": 17500}))
    february, march = ask(book, by="month").steps
    assert (february.increment, february.complete) == (5300, False)
    assert (march.increment, march.complete) == (12200, True)


def test_a_line_that_began_later_has_no_increment_for_what_came_before(book: Ledger) -> None:
    keep(book, totals({"2022-05-01": 84, "2022-05-31": 117}, category="cruise_missile"))
    found = ask(book, "missiles", start=day("2022-04-01"), end=day("2022-05-31"))
    assert found.window.increment is None
    assert found.window.because == "the record begins on 1 May 2022 with 84"
    assert "began" in {note.code for note in found.window.notes}


def test_average_is_over_the_last_steps(book: Ledger) -> None:
    keep(book, totals(row("2023-08-07", [0, 1, 3, 6, 10])))
    assert [step.average for step in ask(book, days=3, average=3).steps] == [None, Decimal("2.0"), Decimal("3.0")]
    assert [step.average for step in ask(book, days=1, average=4).steps] == [Decimal("2.5")]


def test_rank(book: Ledger) -> None:
    keep(book, totals(row("2023-08-07", [0, 5, 9, 12, 14, 18])))
    rank = ask(book, days=1).rank
    assert rank is not None
    assert (rank.place, rank.of, rank.higher, rank.lower) == (2, 5, day("2023-08-09"), day("2023-08-11"))
    top = ask(book, days=1, end=day("2023-08-08")).rank
    assert top is None, "nothing to compare the first with"
    low = ask(book, days=1, end=day("2023-08-11")).rank
    assert low is not None
    assert (low.lower, low.place) == (None, 4)


def test_windows_are_ranked_against_those_before_them_without_overlap(book: Ledger) -> None:
    keep(book, totals(row("2023-08-01", [0, 9, 10, 12, 14, 14, 20])))
    rank = ask(book, days=2).rank
    assert rank is not None
    assert (rank.of, rank.place, rank.higher, rank.lower) == (3, 2, day("2023-08-03"), day("2023-08-05"))


def test_calendar_ranks_leave_out_what_is_cut_off(book: Ledger) -> None:
    start = day("2023-01-02")
    keep(book, totals({str(start + n * DAY): n * n for n in range(31)}))
    found = ask(book, by="week")
    assert found.rank is not None
    assert found.rank.label == "2023-W04"
    assert found.rank.place == 1
    assert found.rank.higher is None
    assert not found.steps[-1].complete


def test_weeks_are_iso_weeks(book: Ledger) -> None:
    keep(book, totals({str(day("2022-12-25") + n * DAY): 10 * n for n in range(20)}))
    found = ask(book, by="week", start=day("2022-12-26"), end=day("2023-01-08"))
    assert [(step.label, step.increment) for step in found.steps] == [("2022-W52", 70), ("2023-W01", 70)]


def test_marks_and_the_arithmetic_of_the_next(book: Ledger) -> None:
    keep(book, totals({str(day("2023-01-01") + n * DAY): 1000 + 10 * n for n in range(41)}))
    found = ask(book, days=7, marks=(Decimal(1234), Decimal(2000)))
    assert [(one.mark, one.day) for one in found.marks] == [(1000, day("2023-01-01")), (1234, day("2023-01-25"))]
    next_round, asked = found.next
    assert (next_round.mark, next_round.rate, next_round.day) == (1500, Decimal("10.0"), day("2023-02-20"))
    assert (asked.mark, asked.day) == (2000, day("2023-04-11"))


def test_marks_passed_before_a_window_whose_eve_has_no_total_are_not_of_it(book: Ledger) -> None:
    keep(book, totals({"2023-08-01": 90, "2023-08-02": 210, "2023-08-04": 320, "2023-08-05": 330}))
    found = ask(book, start=day("2023-08-04"), end=day("2023-08-05"))
    assert [(one.mark, one.day, one.previous) for one in found.marks] == [
        (250, day("2023-08-04"), day("2023-08-02")),
        (300, day("2023-08-04"), day("2023-08-02")),
    ]
    told = [one.replace("\u00a0", " ") for one in words.sentences(found)]
    assert "Passed 300 after 2 Aug 2023 (210) and by 4 Aug 2023 (320): no total between them." in told


def test_a_mark_below_the_first_total_is_no_passing(book: Ledger) -> None:
    keep(book, totals({"2023-08-07": 250240, "2023-08-08": 250800}))
    told = [one.replace("\u00a0", " ") for one in words.sentences(ask(book, days=2))]
    assert "At or above 250,000 from the first total on record, 250,240 on 7 Aug 2023." in told


def test_a_mark_that_a_restatement_undid(book: Ledger) -> None:
    keep(book, totals(row("2023-08-07", [990, 1001, 999, 1003])))
    [passed] = [one for one in ask(book, days=2).marks if one.mark == 1000]
    assert (passed.day, passed.fell_below) == (day("2023-08-08"), day("2023-08-09"))


def test_no_rate_no_date(book: Ledger) -> None:
    keep(book, totals(WEEK))
    [one] = ask(book, days=2).next
    assert one.day is None
    assert one.because is not None
    keep(book, totals({str(day("2023-07-01") + n * DAY): 250240 for n in range(37)}))
    flat = ask(book, days=2, end=day("2023-08-06")).next[0]
    assert flat.because == "the last 30 days brought 0"


def test_the_stated_sum_stands_beside_the_difference(book: Ledger) -> None:
    on = day("2023-05-28")
    keep(book, totals({"2023-05-27": 3802, "2023-05-28": 3797}))
    keep(book, [reading(added(on, 3), by=None, on=on, id="increment")])
    step = ask(book, days=1).steps[0]
    assert (step.increment, step.stated) == (-5, 3)
    assert [note.code for note in step.notes] == ["restated", "unmatched"]


def test_a_window_beyond_the_record_ends_with_it(book: Ledger) -> None:
    keep(book, totals(WEEK))
    found = ask(book, days=7, end=date(9999, 12, 31))
    assert found.window.end == day("2023-08-14")
    assert "the record reaches to 14 August 2023" in found.notes[0].message


@pytest.mark.parametrize(
    "question",
    [
        {"start": date(2023, 8, 12), "days": 3},
        {"start": date(2024, 1, 1)},
        {"end": date(2021, 1, 1)},
        {"end": date.min, "days": 4000},
        {"transcription": "nobody"},
        {"category": "personel"},
    ],
)
def test_misuse(book: Ledger, question: dict[str, object]) -> None:
    keep(book, totals(WEEK))
    with pytest.raises(UsageError):
        ask(book, **question)  # type: ignore[arg-type]


def test_near_names_and_what_to_import(book: Ledger) -> None:
    with pytest.raises(UsageError, match="did you mean personnel"):
        ask(book, "personel")
    with pytest.raises(LedgerError, match="onrecord import"):
        ask(book, "tanks")
    with pytest.raises(LedgerError, match="onrecord import"):
        ask(book, "tanks", transcription="Desk")


def test_counts_read_ahead_are_not_read_again(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(book, totals(WEEK), totals({"2023-08-14": 4306}, by="Desk", category="tank"))
    tallies = tally.Tallies(book)
    assert tallies.read("russia") == 2 and tallies.read("ukraine") == 0
    asked: list[str] = []
    monkeypatch.setattr(type(book), "figures", lambda self, *, side, category: asked.append(category) or [])
    for category in ("personnel", "tanks"):
        assert tallies.answer(tally.Question(side="russia", category=category, days=1)).window.total
    assert asked == []
    with pytest.raises(LedgerError):
        tallies.answer(tally.Question(side="ukraine", category="personnel_killed"))
    assert asked == ["personnel_killed"]  # which is not of the Ministry's count


def test_a_ledger_without_the_count_says_what_to_do(book: Ledger) -> None:
    keep(book, totals(WEEK))
    with pytest.raises(LedgerError) as told:
        ask(book, as_of=day("2023-08-01"))
    assert told.value.message.endswith("on record as of 2023-08-01")
    assert told.value.hint == "the first was published on 2023-08-07"
    with pytest.raises(LedgerError) as told:
        tally.Tallies(book).answer(tally.Question(side="ukraine", category="tanks"))
    assert 'side = "ukraine"' in (told.value.hint or "")
    with pytest.raises(LedgerError) as told:
        ask(book, "tanks")
    assert "mapping file" not in (told.value.hint or "")


def test_a_line_that_ended_has_no_next_mark(book: Ledger) -> None:
    count = row("2022-03-29", range(440, 500, 2))
    keep(book, totals(count, by="Desk", category="other", as_reported="POW"))
    [following] = ask(book, "prisoners").next
    assert (following.day, following.because) == (None, "prisoners are not counted after 27 April 2022")


def test_answers_follow_the_ledger(book: Ledger) -> None:
    tallies = tally.Tallies(book)
    keep(book, totals({"2023-08-13": 253850}))
    asked = tally.Question(side="russia", category="troops", days=1)
    assert tallies.answer(asked).window.increment is None
    keep(book, totals({"2023-08-14": 254380, "2023-08-12": 253290}))
    assert tallies.answer(asked).window.increment == 530


@given(st.lists(st.integers(0, 2000), min_size=3, max_size=60), st.sampled_from(["day", "week", "month", "year"]))
@settings(max_examples=15, deadline=None)
def test_steps_add_up_to_the_window(increments: list[int], by: str) -> None:
    """Whatever the record, the parts of a window without gaps add up to the whole."""
    start, total, values = day("2023-08-30"), 1000, {}
    for n, one in enumerate(increments):
        total += one
        values[str(start + n * DAY)] = total
    with tempfile.TemporaryDirectory() as folder, ledger.open(Path(folder) / "l.db") as book:
        list(book.add_many(totals(values)))
        found = ask(book, by=by, start=start + DAY)
    assert sum(step.increment or 0 for step in found.steps) == found.window.increment == sum(increments[1:])


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 900), st.sampled_from(["day", "week", "month", "year"])
)
def test_periods_cover_every_day_once(start: date, days: int, by: tally.By) -> None:
    end = start + timedelta(days=days)
    found = list(calendar.periods(start, end, by))
    assert found[0][0] <= start
    assert found[-1][1] >= end
    for (_, last), (first, _) in pairwise(found):
        assert first - last == DAY


@pytest.mark.parametrize(("window", "days"), [("7d", 7), ("2w", 14), ("1 week", 7), ("30D", 30)])
def test_windows_as_written(window: str, days: int) -> None:
    assert tally.days_of(window) == days


@pytest.mark.parametrize("window", ["", "7", "0d", "9999w", "1m", "-3d", "d" * 5000])
def test_windows_that_are_none(window: str) -> None:
    with pytest.raises(UsageError):
        tally.days_of(window)
