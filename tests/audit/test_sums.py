"""Sums and repeats: every verdict, within a document and against the record, and who is suspected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.claims_by_hand import (
    KYIV,
    LONDON,
    PERSONNEL,
    Book,
    area,
    article,
    aug,
    august,
    daily,
    found,
    loss,
    one,
    place,
    total,
    verdicts,
    weekly,
)
from onrecord.model import Loss


def week(stated: Any = 4140, **more: Any) -> tuple[Loss, Loss, Loss]:
    return (
        weekly(stated, aug(14), id="week", **more),
        total(254380, aug(14), id="total-14"),
        total(250240, aug(7), id="total-7"),
    )


# --- within one document ---------------------------------------------------------------------------


def test_a_week_that_holds_shows_its_sum() -> None:
    finding = one(found(article(*week()), rule="sum"))
    assert finding.verdict == "holds"
    assert finding.because == "254,380 - 250,240 = 4,140, as stated."
    assert finding.claims == ("total-14", "total-7", "week")
    assert (finding.stated, finding.computed) == ("4,140", "4,140")
    assert finding.period is not None and (finding.period.start, finding.period.end) == (aug(7), aug(14))
    assert finding.as_of == aug(14)
    assert finding.suspects == ()


@pytest.mark.parametrize(
    ("stated", "bound", "verdict", "because"),
    [
        (4100, "exact", "holds", "254,380 - 250,240 = 4,140, which rounds to the 4,100 stated."),
        (4000, "exact", "holds", "254,380 - 250,240 = 4,140, which rounds to the 4,000 stated."),
        (4000, "more_than", "holds", "254,380 - 250,240 = 4,140, which agrees with “more than 4,000”."),
        (4000, "about", "holds", "254,380 - 250,240 = 4,140, which agrees with “about 4,000”."),
        (4200, "nearly", "holds", "254,380 - 250,240 = 4,140, which agrees with “nearly 4,200”."),
        ((4000, 4500), "range", "holds", "254,380 - 250,240 = 4,140, which agrees with “4,000 to 4,500”."),
        (4000, "nearly", "fails", "254,380 - 250,240 = 4,140, but nearly 4,000 is stated."),
        (4200, "more_than", "fails", "254,380 - 250,240 = 4,140, but more than 4,200 is stated."),
        (4000, "up_to", "fails", "254,380 - 250,240 = 4,140, but up to 4,000 is stated."),
        (4150, "exact", "fails", "254,380 - 250,240 = 4,140, but 4,150 is stated."),
    ],
)
def test_the_words_of_a_figure_are_its_interval(stated: Any, bound: str, verdict: str, because: str) -> None:
    finding = one(found(article(*week(stated, bound=bound)), rule="sum"))
    assert (finding.verdict, finding.because) == (verdict, because)


def test_a_cut_off_figure_is_within_rounding() -> None:
    claims = (weekly(4100, aug(14)), total(254430, aug(14)), total(250240, aug(7)))
    finding = one(found(article(*claims), rule="sum"))
    assert finding.verdict == "within_rounding"
    assert finding.because == "254,430 - 250,240 = 4,190, which 4,100 gives cut off."


def test_all_figures_of_a_broken_sum_are_suspects() -> None:
    finding = one(found(article(*week(4410)), rule="sum"))
    assert finding.verdict == "fails"
    assert [(s.claim, s.instead) for s in finding.suspects] == [
        ("week", "4,140"),
        ("total-14", "254,650"),
        ("total-7", "249,970"),
    ]
    assert finding.suspects[0].why == "two digits are swapped"


def test_two_names_of_one_tally_are_one_voice() -> None:
    week, *totals = (weekly(4140, aug(14), sources=(KYIV,)), total(254380, aug(14)), total(250240, aug(7)))
    assert verdicts(found(article(week, *totals), rule="sum")) == ["holds"]


@pytest.mark.parametrize(
    "other",
    [
        {"sources": (LONDON,)},
        {"sources": ()},
        {"category": "personnel_killed"},
        {"category": "other"},
        {"side": "ukraine"},
        {"place": place("Bakhmut")},
        {"certainty": "denied"},
    ],
)
def test_what_is_not_of_one_count_is_not_summed(other: dict[str, Any]) -> None:
    claims = (weekly(9999, aug(14), **other), total(254380, aug(14)), total(250240, aug(7)))
    assert found(article(*claims), rule="sum") == []


def test_a_total_of_another_span_is_not_subtracted() -> None:
    claims = (weekly(4140, aug(14)), total(25000, aug(14), start=date(2023, 6, 4)), total(250240, aug(7)))
    assert found(article(*claims), rule="sum") == []
    claims = (weekly(4140, aug(14)), total(25000, aug(14), start=None), total(250240, aug(7)))
    assert found(article(*claims), rule="sum") == []


def test_a_calendar_month_may_be_counted_from_either_report() -> None:
    july = loss(600, date(2023, 7, 1), date(2023, 7, 31), "increment", basis="calendar")
    before = total(1000, date(2023, 6, 30)), total(1600, date(2023, 7, 31))
    after = total(1000, date(2023, 7, 1)), total(1600, date(2023, 8, 1))
    for totals in (before, after):
        assert verdicts(found(article(july, *totals), rule="sum")) == ["holds"]


@pytest.mark.parametrize("basis", ["stated", "calendar", "rolling"])
def test_only_the_house_rules_reading_of_a_period_speaks_against_a_figure(basis: str) -> None:
    """ "On 13 and 14 August" may be two reports or the one between them: 530 is the one's, and no error."""
    days = [daily(560, aug(13)), daily(530, aug(14))]
    book = Book().page(aug(13), days[0]).page(aug(14), days[1])
    one_day = loss(530, aug(13), aug(14), "increment", basis="stated")
    assert [(f.rule, f.verdict) for f in found(article(one_day), book)] == [("repeat", "holds")]
    both = loss(1090, aug(13), aug(14), "increment", basis="stated")
    finding = one(found(article(both), book))
    assert (finding.verdict, finding.because) == (
        "holds",
        "560 (on record for 13 August 2023) + 530 (on record for 14 August 2023) = 1,090, as stated.",
    )
    neither = loss(900, aug(13), aug(14), "increment", basis="stated")
    assert [(f.rule, f.verdict) for f in found(article(neither), book)] == [("repeat", "fails")]


# --- against the record ----------------------------------------------------------------------------


def test_a_week_against_the_record() -> None:
    """The totals and the daily figures say the same: one finding, both sums."""
    finding = one(found(article(weekly(4140, aug(14), id="week")), august(), rule="sum"))
    assert finding.verdict == "holds"
    assert finding.because == (
        "254,380 (on record for 14 August 2023) - 250,240 (on record for 7 August 2023) = 4,140, "
        "and with the figures on record, 560 + 820 + 580 + 580 + 510 + 560 + 530 = 4,140, as stated."
    )
    assert len(finding.claims) == len(set(finding.claims)) == 10


def test_a_week_whose_sums_differ_has_a_finding_for_each() -> None:
    book = august()
    book.entries["russia", "personnel"] = [
        replace(e, claim=loss(590, aug(13), aug(14), "increment")) if e.claim.quantity.value == 530 else e
        for e in book.entries["russia", "personnel"]
        if isinstance(e.claim, Loss)
    ]
    findings = found(article(weekly(4140, aug(14))), book, rule="sum")
    assert [(f.verdict, f.computed) for f in findings] == [("holds", "4,140"), ("fails", "4,200")]


def test_a_list_line_against_yesterday() -> None:
    book = Book().page(aug(13), total(253850, aug(13), id="yesterday"))
    page = article(total(254380, aug(14), id="now", bound="about"), daily(530, aug(14), id="day"))
    finding = one(found(page, book, rule="sum"))
    assert finding.because == "253,850 (on record for 13 August 2023) + 530 = 254,380, as stated."
    assert finding.claims == ("yesterday", "day", "now")


def test_a_total_carried_over_a_gap() -> None:
    book = Book().page(aug(11), total(252780, aug(11))).page(aug(12), daily(510, aug(12)))
    page = article(total(253850, aug(13)), daily(560, aug(13)), published=aug(13))
    finding = one(found(page, book, rule="sum"))
    assert finding.because == (
        "252,780 (on record for 11 August 2023) + 510 (on record for 12 August 2023) + 560 = 253,850, as stated."
    )


def test_a_stated_total_is_looked_up() -> None:
    assert [f.because for f in found(article(total(254380, aug(14))), august())] == [
        "254,380 is on record for 14 August 2023, as stated."
    ]
    finding = one(found(article(total(254830, aug(14), id="own")), august()))
    assert (finding.rule, finding.verdict) == ("repeat", "fails")
    assert finding.because == "254,380 is on record for 14 August 2023, but 254,830 is stated."
    assert (finding.suspects[0].claim, finding.suspects[0].instead) == ("own", "254,380")


def test_a_stale_total_is_told_as_such() -> None:
    book = august()
    book.entries["russia", "personnel"] = book.entries["russia", "personnel"][:-1]  # no figure of the 14th yet
    finding = one(found(article(total(253850, aug(14), id="own"), daily(530, aug(14))), book, rule="sum"))
    first = finding.suspects[0]
    assert (first.claim, first.instead) == ("own", "254,380")
    assert first.why.startswith("253,850 is the figure of 13 August 2023")


def test_a_week_of_other_days_is_told_as_such() -> None:
    finding = found(article(weekly(4150, aug(14), id="own")), august().page(aug(6), total(249700, aug(6))), rule="sum")[
        0
    ]
    assert finding.verdict == "fails"
    assert (finding.suspects[0].claim, finding.suspects[0].instead) == ("own", "6 to 13 August 2023")


def test_what_the_neighbouring_days_bear_out_is_no_suspect() -> None:
    """To change a total the sums of its days would have to change as well: two figures, where one is enough."""
    book = august()
    book.entries["russia", "personnel"] = [
        e for e in book.entries["russia", "personnel"] if e.claim.period.end != aug(10)
    ]  # a day is missing: the week can be told by its totals only
    suspects = one(found(article(weekly(4410, aug(14), id="own")), book, rule="sum")).suspects
    assert [(one.claim, one.instead, one.why) for one in suspects] == [("own", "4,140", "two digits are swapped")]


def test_a_repair_mends_all_the_sums_of_its_finding() -> None:
    finding = one(found(article(weekly(4410, aug(14), id="own")), august(), rule="sum"))
    assert finding.because.count("= 4,140") == 2
    assert [(s.claim, s.instead, s.why) for s in finding.suspects] == [("own", "4,140", "two digits are swapped")]


def test_one_wrong_figure_found_from_both_neighbours() -> None:
    """A total printed wrong in an earlier page: the day before and the day after both speak against it."""
    book = Book()
    for day, (whole, added) in PERSONNEL.items():
        if day < 14:
            book.page(aug(day), total(253580 if day == 13 else whole, aug(day), id=f"t{day}"), daily(added, aug(day)))
    finding = one(found(article(total(254380, aug(14)), daily(530, aug(14))), book, rule="sum"))
    assert (finding.suspects[0].claim, finding.suspects[0].instead) == ("t13", "253,850")
    assert "two digits are swapped, and 1 other sum would then hold" in finding.suspects[0].why


def test_never_one_culprit_when_several_repairs_are_as_small() -> None:
    book = Book().page(aug(12), total(1378, aug(12), id="t12", category="cruise_missile"))
    page = (
        total(1379, aug(13), id="t13", category="cruise_missile", text="cruise missiles 1379"),
        daily(0, aug(13), id="d13", category="cruise_missile", text="(+0)"),
    )
    finding = one(found(article(*page, published=aug(13), publisher="General Staff"), book, rule="sum"))
    assert finding.because == "1,378 (on record for 12 August 2023) + 0 = 1,378, but 1,379 is stated."
    assert {(s.claim, s.instead) for s in finding.suspects} == {("t13", "1,378"), ("d13", "+1"), ("t12", "1,379")}


def test_an_instead_is_written_one_way() -> None:
    """Thousands parted whatever the claim's own manner; an entry of a list keeps its sign."""
    claims = (
        weekly(4410, aug(14), text="(+4410)"),
        total(254380, aug(14), text="254380 persons"),
        total(250240, aug(7), text="a total of 250,240"),
    )
    suspects = one(found(article(*claims), rule="sum")).suspects
    assert [s.instead for s in suspects] == ["+4,140", "254,650", "249,970"]


# --- what counts of the record ---------------------------------------------------------------------


def test_only_what_was_published_by_then_counts() -> None:
    page = article(weekly(4140, aug(14)))
    assert found(page, august(), rule="sum", as_of=aug(13)) == []
    assert one(found(page, august(), as_of=aug(13))).verdict == "no_record"
    assert verdicts(found(page, august(), rule="sum", as_of=aug(20))) == ["holds"]
    assert found(page, august(), as_of=aug(20))[0].as_of == aug(20)


def test_the_record_is_asked_for_the_days_around_only() -> None:
    """A year's figure asks for both ends of the year; a mark not passed that day is looked for farther and farther."""
    book = august()
    year = loss(90_000, date(2022, 8, 14), aug(14), "increment")
    found(article(year, daily(530, aug(14))), book)
    assert book.asked == [(date(2022, 7, 31), date(2022, 8, 16)), (date(2023, 7, 30), aug(16))]
    book.asked.clear()
    mark = total(252_000, aug(14), bound="more_than", text="passed the 252,000 mark", basis="event")
    finding = one(found(article(mark), book))
    assert book.asked == [(date(2023, 7, 31), aug(16)), (date(2023, 7, 15), date(2023, 9, 13))]
    assert (finding.verdict, finding.suspects[0].instead) == ("fails", "10 August 2023")
    long_ago = Book().page(date(2022, 9, 1), total(52_000, date(2022, 9, 1)))
    long_ago.page(date(2022, 8, 31), total(51_900, date(2022, 8, 31))).page(aug(14), total(254_380, aug(14)))
    long_ago.page(aug(13), total(253_850, aug(13)))
    mark = total(52_000, aug(14), bound="more_than", text="passed the 52,000 mark", basis="event")
    finding = one(found(article(mark), long_ago))
    assert (finding.verdict, finding.suspects[0].instead) == ("fails", "1 September 2022")
    assert len(long_ago.asked) == 3


def test_a_document_does_not_bear_itself_out() -> None:
    page = article(total(254380, aug(14)), daily(530, aug(14)))
    assert found(page, Book().add(page), rule="repeat") == []
    renamed = replace(page, document=replace(page.document, id="other"))
    assert found(page, Book().add(renamed), rule="repeat") == []  # the same bytes under another name


def test_a_page_is_not_borne_out_by_those_who_retell_it() -> None:
    """So that a list is told the same whether it is read before or after the news of it."""
    page = article(
        *(replace(c, sources=()) for c in (total(254380, aug(14)), daily(530, aug(14)))), publisher="General Staff"
    )
    alone = found(page, Book().page(aug(13), total(253850, aug(13))))
    news = article(total(254380, aug(14)), daily(530, aug(14)), weekly(4140, aug(14)))
    news = replace(news, document=replace(news.document, id="news", sha256="news"))
    book = Book().page(aug(13), total(253850, aug(13))).add(news)
    assert [f.rule for f in alone] == ["sum"]
    assert found(page, book)[0].because == alone[0].because
    assert len(found(page, book)) == 1


def test_superseded_and_third_party_entries_do_not_count() -> None:
    page = article(total(254380, aug(14)))
    old = article(total(999999, aug(14)), publisher="General Staff")
    old = replace(old, document=replace(old.document, id="old", sha256="old"))
    assert found(page, Book().add(old, superseded=True)) == []
    other = Book().page(aug(14), total(254381, aug(14)), publisher="A dataset")
    assert found(page, other, rule="repeat") == []


def test_nothing_on_record_is_said_once() -> None:
    page = article(daily(530, aug(14), id="a"), daily(8, aug(14), category="tank", id="b"))
    finding = one(found(page, Book()))
    assert (finding.rule, finding.verdict, finding.claims) == ("unrecorded", "no_record", ("a",))
    listed = article(
        *(replace(daily(n, aug(14), id=c, category=c), sources=()) for n, c in enumerate(["tank", "apc", "mlrs"])),
        publisher="General Staff",
    )
    finding = one(found(listed, Book()))
    assert finding.because.startswith("3 figures of the General Staff of Ukraine could not be checked")
    assert found(listed) == []  # nobody asked a record


# --- repeats and quiet -----------------------------------------------------------------------------


def test_the_same_figure_twice() -> None:
    claims = (weekly(4140, aug(14)), weekly(4000, aug(14), bound="more_than", sources=(KYIV,)))
    finding = one(found(article(*claims)))
    assert (finding.verdict, finding.because) == (
        "holds",
        "4,140, stated for 7 to 14 August 2023, agrees with “more than 4,000”.",
    )


def test_two_figures_for_one_thing() -> None:
    finding = one(found(article(weekly(4140, aug(14), id="a"), weekly(4410, aug(14), id="b"))))
    assert (finding.rule, finding.verdict) == ("repeat", "fails")
    assert finding.because == "4,140 and 4,410 are both stated for 7 to 14 August 2023, and they differ."
    assert {(s.claim, s.instead) for s in finding.suspects} == {("a", "4,410"), ("b", "4,140")}


def test_a_part_of_the_days_losses_is_no_error() -> None:
    """Prose tells of two tanks on one front; the tally has eight for the day."""
    book = Book().page(aug(14), total(4306, aug(14), category="tank"), daily(8, aug(14), category="tank"))
    book.page(aug(13), total(4298, aug(13), category="tank"))
    assert found(article(daily(2, aug(14), category="tank")), book) == []
    assert verdicts(found(article(daily(8, aug(14), category="tank")), book)) == ["holds"]


def test_downed_drones_are_not_the_tallys() -> None:
    book = Book().page(aug(14), total(4213, aug(14), category="drone"), daily(9, aug(14), category="drone"))
    claims = (daily(15, aug(14), category="drone"), weekly(80, aug(14), category="drone"))
    assert found(article(*claims), book, rule="repeat") == []


def test_civilians_are_counted_in_parts() -> None:
    claims = [total(n, aug(14), side="ukraine", category="civilian_killed") for n in (9444, 500)]
    assert found(article(*claims), august()) == []


@pytest.mark.parametrize("value", ["0", "1E+400", "1E-40", "99999999999999999999999999999999999", "-5"])
def test_figures_beyond_reason_are_survived(value: str) -> None:
    claims = (weekly(value, aug(14)), total(254380, aug(14)), total(value, aug(7)), daily(value, aug(14)))
    found(article(*claims), august())
    found(article(area(value, "km2", "1.15"), area("3", "km2", value)))


@pytest.mark.parametrize("when", [date.min, date.max])
def test_days_beyond_reason_are_survived(when: date) -> None:
    claims = (total(250000, when, text="passed the mark", bound="more_than"), loss(5, when, when, "increment"))
    assert found(article(*claims, published=when), august()) == []


def test_two_lines_of_a_list_may_share_a_category() -> None:
    """Older lists give vehicles and fuel tanks apart."""
    day = date(2022, 4, 27)
    lines = {"tank": 939, "apc": 2342, "artillery": 421, "mlrs": 149, "air_defence": 71, "vehicle": 1666}
    claims = [c for name, n in lines.items() for c in (total(n, day, category=name), daily(1, day, category=name))]
    fuel = [total(76, day, category="vehicle"), daily(0, day, category="vehicle")]
    assert found(article(*claims, *fuel, published=day)) == []


def test_an_entry_of_a_list_is_not_rounded() -> None:
    book = Book().page(aug(13), total(253850, aug(13)))
    claims = (total(254380, aug(14)), daily(500, aug(14)))
    assert verdicts(found(article(*claims), book, rule="sum")) == ["within_rounding"]
    page = [replace(claim, sources=()) for claim in claims]
    assert verdicts(found(article(*page, publisher="General Staff"), book, rule="sum")) == ["fails"]
