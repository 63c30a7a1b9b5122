"""Estimates side by side: like with like, as of a day, the belligerent's told as such."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord import ledger
from onrecord.model.errors import LedgerError, UsageError
from onrecord.rivals import Compared, Estimate, Question, Rivals

from .conftest import Fill

MONDAY = date(2023, 8, 14)
URL = "https://www.nytimes.com/2023/08/10/a.html"


def compare(book: ledger.Ledger, at: date | None = MONDAY, as_of: date | None = MONDAY, **more: bool) -> Compared:
    return Rivals(book).compare(Question(side="russia", at=at, as_of=as_of, **more))


def group(found: Compared, metric: str) -> dict[str, Estimate]:
    [one] = [one for one in found.groups if one.metric == metric]
    return {estimate.source: estimate for estimate in one.estimates}


def test_metrics_are_kept_apart(week: None, book: ledger.Ledger) -> None:
    found = compare(book)
    assert [one.metric for one in found.groups] == ["casualties", "deaths"]
    assert set(group(found, "casualties")) == {
        "the General Staff of Ukraine", "Leaked US documents", "US Central Intelligence Agency",
        "Center for Strategic and International Studies",
    }  # fmt: skip
    assert group(found, "deaths")["Mediazona; Meduza"].low == 40000
    assert found.across is None


def test_what_was_not_yet_published_is_left_out_and_named(week: None, book: ledger.Ledger) -> None:
    left = {(one.source, one.reason): one for one in compare(book).left_out}
    series = left["UK Ministry of Defence", "published_later"]
    assert (series.day, series.published, series.best) == (date(2023, 8, 1), date(2025, 1, 7), 240232)
    assert ("Pentagon", "publication_unknown") in left
    assert len(left) == 2, "what was to be said four days later nobody could know"
    for one in compare(book).groups:
        assert all(e.published and e.published <= MONDAY for e in one.estimates)


def test_four_days_later_an_american_figure_was_higher(week: None, book: ledger.Ledger) -> None:
    found = compare(book, as_of=date(2023, 8, 18))
    assert ("US officials", "of_a_later_day") in {(one.source, one.reason) for one in found.left_out}
    later = group(compare(book, at=date(2023, 8, 18), as_of=date(2023, 8, 18)), "casualties")
    assert later["US officials"].low == 290000
    assert list(later) == [
        "US officials",
        "the General Staff of Ukraine",
        "Center for Strategic and International Studies",
        "Leaked US documents",
        "US Central Intelligence Agency",
    ]


def test_as_now_on_record_the_series_is_there(week: None, book: ledger.Ledger) -> None:
    found = group(compare(book, as_of=None), "casualties")
    assert found["UK Ministry of Defence"].best == 240232
    assert found["Pentagon"].published is None


def test_a_belligerents_figure_is_told_as_such(week: None, book: ledger.Ledger) -> None:
    found = compare(book)
    count = group(found, "casualties")["the General Staff of Ukraine"]
    assert (count.standing, count.side, count.kind, count.is_official) == ("belligerent", "ukraine", "military", True)
    assert (count.best, count.day, count.age) == (254380, MONDAY, 0)
    assert "liquidated" in count.counts
    said_of_deaths = group(found, "deaths")["General Staff of the Armed Forces of Ukraine"]
    assert (said_of_deaths.standing, said_of_deaths.is_official) == ("belligerent", False)
    thirds = [e for one in found.groups for e in one.estimates if e.standing == "third_party"]
    assert {e.side for e in thirds} == {"other"} and len(thirds) == 5


@pytest.mark.parametrize(
    ("figures", "relation"),
    [
        (",,250000", "lower"),
        (",,260000", "higher"),
        (",,254380", "equal"),
        ("200000,250000,", "lower"),
        ("260000,270000,", "higher"),
        ("200000,270000,", "overlaps"),
        ("200000,,", "open"),
        ("260000,,", "higher"),
        (",250000,", "lower"),
        (",270000,", "open"),
    ],
)
def test_an_estimate_stands_beside_the_official_total_of_its_own_day(
    week: None, book: ledger.Ledger, fill: Fill, figures: str, relation: str
) -> None:
    fill(f"14/08/2023,{figures},casualties,IISS,https://x.org/2023/08/14/a,russia,")
    one = group(compare(book), "casualties")["International Institute for Strategic Studies"]
    assert one.official is not None
    assert (one.official.value, one.official.day, one.relation) == (254380, MONDAY, relation)


def test_deaths_stand_beside_no_count_of_losses(week: None, book: ledger.Ledger) -> None:
    assert all(one.official is None for one in group(compare(book), "deaths").values())
    old = group(compare(book), "casualties")["Leaked US documents"]
    assert old.official is None, "no official total of February is on record"


def test_across_metrics_only_when_asked(week: None, book: ledger.Ledger) -> None:
    found = compare(book, across=True)
    assert found.across is not None and len({one.metric for one in found.across}) == 2
    assert any("across metrics" in note for note in found.notes)


def test_the_named_dead_are_a_floor_and_a_metric_of_their_own(book: ledger.Ledger, fill: Fill, tmp_path) -> None:  # type: ignore[no-untyped-def]
    fill(f"10/08/2023,,,47000,deaths,CIA,{URL},russia,")
    path = tmp_path / "named.json"
    path.write_text(
        '{"daily": [{"date": "2023-08-10", "ukraineDeaths": 1, "ukraineMissing": 2, "ukraineTotalCumulative": 3, '
        '"russiaDeaths": 4, "russiaTotalCumulative": 29800}], "lastUpdated": "2023-08-12T00:00:00Z"}'
    )
    fill(path=path)
    found = compare(book)
    [floor] = group(found, "named_dead").values()
    assert (floor.best, floor.low, floor.high, floor.bound) == (None, 29800, None, "more_than")
    assert list(group(found, "deaths")) == ["US Central Intelligence Agency"]
    ukraine = Rivals(book).compare(Question(side="ukraine", at=MONDAY))
    assert [one.metric for one in ukraine.groups] == ["named_dead_missing"]


def test_the_last_figure_of_each_source_counts(book: ledger.Ledger, fill: Fill) -> None:
    fill(
        f"01/08/2023,,,5,deaths,CIA,{URL},russia,",
        f"10/08/2023,,,7,deaths,CIA,{URL},russia,",
        "13/08/2023,,,9,deaths,CIA,https://x.org/2023/09/01/a,russia,",
    )
    [one] = group(compare(book), "deaths").values()
    assert (one.best, one.age) == (7, 4)


def test_nobody_knows_the_total_of_a_day_to_come(week: None, book: ledger.Ledger, fill: Fill) -> None:
    """A row dated the 14th in an article of the 10th: it stands beside the total of the 10th."""
    fill(f"14/08/2023,,,252000,casualties,IISS,{URL},russia,")
    one = group(compare(book), "casualties")["International Institute for Strategic Studies"]
    assert one.day == date(2023, 8, 10) and one.official is not None
    assert (one.official.day, one.official.value, one.relation) == (date(2023, 8, 10), 252200, "lower")


def test_a_row_that_changed_is_dated_by_when_it_was_seen(book: ledger.Ledger, fill: Fill) -> None:
    row = "01/08/2023,,,{},deaths,CIA,{},russia,"
    fill(row.format(5, URL), seen=date(2023, 8, 11))
    fill(row.format(6, URL), seen=date(2023, 8, 20))
    assert [e.best for e in group(compare(book), "deaths").values()] == [5]
    assert [e.best for e in group(compare(book, as_of=date(2023, 8, 20)), "deaths").values()] == [6]
    assert [e.best for e in group(compare(book, as_of=None), "deaths").values()] == [6]


def test_without_a_day_the_last_of_the_official_count_is_meant(week: None, book: ledger.Ledger) -> None:
    assert compare(book, at=None, as_of=None).at == MONDAY
    assert compare(book, at=None, as_of=date(2023, 8, 10)).at == date(2023, 8, 10)


def test_answers_come_from_memory_until_the_ledger_grows(week: None, book: ledger.Ledger, fill: Fill) -> None:
    rivals = Rivals(book)
    question = Question(side="russia", at=MONDAY, as_of=MONDAY)
    before = rivals.compare(question)
    assert rivals.compare(question) == before
    fill("12/08/2023,,,47000,deaths,IISS,https://x.org/2023/08/13/a,russia,")
    assert len(rivals.compare(question).groups[1].estimates) == len(before.groups[1].estimates) + 1


def test_every_figure_is_a_claim_of_the_ledger(week: None, book: ledger.Ledger) -> None:
    kept = {one.claim.id for one in book.claims(kind="loss")}
    found = compare(book)
    named = {e.claim for one in found.groups for e in one.estimates} | {one.claim for one in found.left_out}
    assert named <= kept and len(named) == 9


def test_where_nothing_is_on_record_it_says_what_to_do(book: ledger.Ledger, week: None) -> None:
    with pytest.raises(UsageError, match="no side"):
        Rivals(book).compare(Question(side="atlantis"))
    with pytest.raises(LedgerError, match="on record as of 2022-03-01"):
        compare(book, at=date(2022, 8, 1), as_of=date(2022, 3, 1))
    with pytest.raises(LedgerError, match="nobody's estimates"):
        Rivals(book).compare(Question(side="ukraine", at=MONDAY))
