"""Rules that need a record: misdated totals, superlatives, the killed and the tally's losses, totals of ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from audit.claims_by_hand import (
    INVASION,
    KYIV,
    MALIAR,
    STAFF,
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
from onrecord.claim import reading
from onrecord.model import Document, Inclusion, Reading, Source
from work import calls


def read(text: str, published: date | None = None) -> Reading:
    return reading(Document(id="draft", text=text, sha256="draft", published=published or aug(14)))


# --- misdated --------------------------------------------------------------------------------------


def test_the_total_of_another_day() -> None:
    finding = one(found(article(total(253850, aug(14), id="stated")), august()))
    assert (finding.rule, finding.verdict) == ("misdated", "fails")
    assert finding.because == (
        "253,850 is given for Monday, 14 August 2023, but it is the total on record for Sunday, 13 August 2023; "
        "for 14 August 2023 it is 254,380."
    )
    assert [s.instead for s in finding.suspects] == ["13 August 2023", "254,380"]
    assert finding.claims[-1] == "stated"


def test_a_monday_that_is_sundays() -> None:
    said = "Russia has lost a total of 253,850 troops as of Monday, the General Staff said."
    assert one(found(read(said), august())).rule == "misdated"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The General Staff of Ukraine said in its Sunday report that Russia lost 560 troops over the past day.",
            "holds",
        ),
        (
            "The General Staff of Ukraine said in its Sunday report that Russia lost 530 troops over the past day.",
            "fails",
        ),
        (
            "The General Staff of Ukraine said in its Monday report that Russia lost 530 troops over the past day.",
            "holds",
        ),
        ("In Sunday's update the General Staff of Ukraine said Russia lost 4,150 troops in the past week.", "holds"),
        ("It met on Sunday. Russia lost 530 troops over the past day, the General Staff of Ukraine said.", "holds"),
    ],
)
def test_a_report_of_sunday_counts_from_sunday(text: str, expected: str) -> None:
    book = august()
    for day, whole in ((6, 250240 - 540), (5, 249000)):
        book.page(aug(day), total(whole, aug(day)))
    assert set(verdicts(found(read(text), book, rule="sum"))) == {expected}


@pytest.mark.parametrize("value", [254830, 254390, 300000])
def test_a_wrong_total_of_no_day_is_no_misdated_one(value: int) -> None:
    assert [f.rule for f in found(article(total(value, aug(14))), august())] == ["repeat"]


def test_a_right_total_is_not_misdated_though_another_day_has_it_too() -> None:
    book = august().page(aug(15), total(254380, aug(15)))
    assert verdicts(found(article(total(254380, aug(14))), book)) == ["holds"]


def test_small_and_rounded_totals_are_of_many_days() -> None:
    book = Book().page(aug(13), total(12, aug(13), category="ship")).page(aug(14), total(13, aug(14), category="ship"))
    claims = (total(12, aug(14), category="ship"), total(253850, aug(14), bound="about"))
    assert found(article(*claims), book, rule="misdated") == []


# --- superlatives ----------------------------------------------------------------------------------


def highest(value: int, words: str) -> Reading:
    return read(f"Russia lost {value:,} troops over the past day, {words}, the General Staff said.")


def summer() -> Book:
    """Totals from 20 July: 600 a day, but for 900 on 28 July."""
    book, whole = Book(), 240000
    for step in range(26):
        day = date(2023, 7, 20) + timedelta(days=step)
        whole += 900 if day == date(2023, 7, 28) else 600
        book.page(day, total(whole, day))
    return book


def test_a_day_higher_than_the_highest() -> None:
    finding = one(found(highest(800, "the highest daily loss since July 22"), summer(), rule="superlative"))
    assert finding.verdict == "fails"
    assert finding.because.startswith("800 is told as the highest, but 28 July 2023 brought ")
    assert finding.suspects[0].instead == "the highest since 28 July 2023"


@pytest.mark.parametrize(
    ("value", "words", "expected"),
    [
        (800, "the highest daily loss since July", ["holds"]),  # in July it was higher
        (950, "the highest daily loss since July 22", ["holds"]),
        (950, "a record", ["holds"]),
        (800, "a record", ["fails"]),
        (800, "one of the highest daily losses since July 22", []),
        (800, "the second-highest daily loss since July 22", []),
        (800, "the highest daily loss since 1943", ["fails"]),
        (800, "which is high", []),
    ],
)
def test_superlatives(value: int, words: str, expected: list[str]) -> None:
    assert verdicts(found(highest(value, words), summer(), rule="superlative")) == expected


WEEKS = {7: 4000, 14: 3000, 21: 5000, 28: 3500}


def weeks(category: str = "personnel") -> Book:
    """Totals of June and July 2023; each week of four brought another amount, on its last day."""
    book, whole = Book(), 200000
    for step in range(45):
        day = date(2023, 6, 1) + timedelta(days=step)
        whole += WEEKS.get(step, 0) if category == "personnel" else WEEKS.get(step, 0) // 100
        book.page(day, total(whole, day, category=category))
    return book


@pytest.mark.parametrize(
    ("text", "verdict", "because"),
    [
        ("4,500 troops in the past week, the highest weekly losses since June 5", "fails",
         "4,500 is told as the highest, but the week to 22 June 2023 brought 212,000 - 207,000 = 5,000."),
        ("6,000 troops in the past week, the highest weekly losses since June 5", "holds",
         "Of 3 weeks on record since 6 June 2023, none brought more than 6,000."),
        ("3,800 troops in the past week, the highest weekly losses since June 20", "holds",
         "Of 1 week on record since 21 June 2023, none brought more than 3,800."),
    ],
)  # fmt: skip
def test_the_highest_week(text: str, verdict: str, because: str) -> None:
    reading = read(f"Russia lost {text}, the General Staff said.", date(2023, 7, 6))
    finding = one(found(reading, weeks(), rule="superlative"))
    assert (finding.verdict, finding.because) == (verdict, because)


def test_the_highest_of_tanks_where_the_figure_is_the_tallys() -> None:
    said = "Russia lost {} tanks in the past week, the highest weekly losses since June 5, the General Staff said."
    for value, expected in ((35, ["fails"]), (20, [])):  # 20 are a part of the week's 35
        reading = read(said.format(value), date(2023, 6, 29))
        assert verdicts(found(reading, weeks("tank"), rule="superlative")) == expected


def test_a_slip_of_one_transcriber_makes_no_day_higher() -> None:
    book = summer()
    day = date(2023, 8, 5)
    wrong = replace(total(99, day), sources=(Source(name="Somebody", id="somebody"), STAFF))
    for when, value in ((day - timedelta(days=1), 250000), (day, 259000)):
        claim = replace(total(value, when), sources=wrong.sources)
        book.add(article(claim, published=when))
    assert verdicts(found(highest(950, "a record"), book, rule="superlative")) == ["holds"]


# --- so much more than the day before --------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("down 5 percent from the day before", ["holds"]),  # 560 on the 13th
        ("up 20 percent from the day before", ["fails"]),
        ("half the previous day", ["fails"]),
        ("up 20 percent from the spring", []),
    ],
)
def test_more_than_the_day_before(words: str, expected: list[str]) -> None:
    said = read(f"Russia lost 530 troops over the past day, {words}, the General Staff said.")
    assert verdicts(found(said, august(), rule="ratio")) == expected


def test_the_day_before_is_told_with_its_days() -> None:
    said = read("Russia lost 530 troops over the past day, up 20 percent from the day before, the General Staff said.")
    finding = one(found(said, august(), rule="ratio"))
    assert finding.because == "530 / 560 (12 to 13 August 2023, on record) = 0.95, not “up 20 percent”."
    assert finding.claims[-1] == said.claims[0].id and len(finding.claims) == 3


# --- what is counted -------------------------------------------------------------------------------


def killed(value: Any, end: date, **more: Any) -> Any:
    return weekly(value, end, category="personnel_killed", as_reported="killed", **more)


def later() -> Book:
    """A week after the official label changed."""
    return (
        Book()
        .page(date(2023, 9, 7), total(267000, date(2023, 9, 7)))
        .page(date(2023, 9, 14), total(271140, date(2023, 9, 14)))
    )


def test_the_tallys_losses_told_as_killed() -> None:
    finding = one(found(article(killed(4140, date(2023, 9, 14))), later(), rule="definition", as_of=date(2023, 9, 14)))
    assert finding.because == (
        "4,140 is told of the killed (“killed”), but 4,140 on record for 7 to 14 September 2023 counts all losses, the "
        "wounded too (“losses by the General Staff of Ukraine”): the same figure under another definition."
    )


def test_not_while_the_lists_said_liquidated() -> None:
    assert found(article(killed(4140, aug(14))), august(), rule="definition") == []


def test_not_another_figure_nor_another_source() -> None:
    end = date(2023, 9, 14)
    assert found(article(killed(1200, end)), later(), rule="definition", as_of=end) == []
    other = killed(4140, end, sources=(Source(name="Mediazona", id="mediazona"),))
    assert found(article(other), later(), rule="definition", as_of=end) == []


def test_a_change_of_label_alone_is_nothing() -> None:
    lists = (
        total(259160, aug(24), as_reported="persons were liquidated"),
        daily(470, aug(25), as_reported="persons"),
        total(259630, aug(25), as_reported="persons"),
    )
    assert {f.verdict for f in found(article(*lists, published=aug(25)))} == {"holds"}


def test_killed_and_losses_stand_in_no_sum() -> None:
    claims = (daily(500, aug(14), category="personnel_killed"), total(254380, aug(14)), total(253850, aug(13)))
    assert found(article(*claims), rule="sum") == []


# --- ground ----------------------------------------------------------------------------------------


def ground(value: Any, day: int, **more: Any) -> Any:
    at = {
        "place": place("Bakhmut"),
        "sources": (MALIAR,),
        "end": aug(day),
        "start": date(2023, 5, 21),
        "basis": "since",
    }
    return area(value, "km2", measure="cumulative", **{**at, **more})


def week(value: Any, day: int, **more: Any) -> Any:
    at = {"place": place("Bakhmut"), "sources": (MALIAR,), "start": aug(day - 7), "end": aug(day), "basis": "rolling"}
    return area(value, "km2", **{**at, **more})


def test_what_two_totals_say_was_gained() -> None:
    book = Book().page(aug(14), ground(40, 14), publisher="Ministry of Defence of Ukraine")
    late = {"published": aug(21), "publisher": "Ukrinform"}
    holds = one(found(article(ground(43, 21), week(3, 21), **late), book, rule="ground"))
    assert holds.because == "43 km² - 40 km² (on record for 14 August 2023) = 3 km², as stated."
    fails = one(found(article(ground(43, 21), week(5, 21), **late), book, rule="ground"))
    assert fails.verdict == "fails" and fails.suspects[0].instead == "3 km²"
    other = week(5, 21, inclusion=Inclusion(relation="in_addition_to"))
    assert found(article(ground(43, 21), other, **late), book, rule="ground") == []


def test_a_total_of_ground_that_falls() -> None:
    book = Book().page(aug(14), ground(40, 14), publisher="Ministry of Defence of Ukraine")
    finding = one(found(article(ground(34, 21), published=aug(21)), book, rule="ground"))
    assert finding.because == (
        "34 km² is the running total on 21 August 2023, less than 40 km² (on record for 14 August 2023) before it."
    )
    since_june = ground(34, 21, start=date(2023, 6, 20))
    assert found(article(since_june, published=aug(21)), book, rule="ground") == []


# --- bad input -------------------------------------------------------------------------------------


def test_forty_sources_that_contradict_each_other() -> None:
    sources = [Source(name=f"Source {n}", id=f"source-{n}") for n in range(40)]
    claims = [total(1000 * n + 7, aug(14), sources=(source,)) for n, source in enumerate(sources, 1)]
    findings = found(article(*claims))
    assert {f.rule for f in findings} == {"rival"} and len(findings) == 39


def test_zero_and_negative_figures() -> None:
    claims = [make(value, aug(14)) for make in (total, daily, weekly) for value in (0, -1, -530)]
    claims += [killed(0, aug(14)), killed(-5, aug(14)), ground(0, 14), ground(-3, 14), week(0, 14)]
    found(article(*claims), august())
    found(article(loss(-5, INVASION, aug(14), "cumulative", sources=(KYIV,))), august())


def _work(size: int) -> int:
    """What is done to audit a document of `size` claims of every sort, all of the same days and places."""
    claims: list[Any] = []
    for n in range(size // 6):
        claims += [
            total(254380 + n % 7, aug(14)),
            weekly(4140 + n, aug(14)),
            killed(4140 + n, aug(14)),
            ground(40 + n, 14),
        ]
        ring = Inclusion(relation="in_addition_to", of=f"ring-{n + 1}")
        claims += [week(3 + n, 14, id=f"ring-{n}", inclusion=ring), weekly(4200 + n, aug(14), sources=())]
    book = august().page(aug(13), ground(37, 13), publisher="Ministry of Defence of Ukraine")
    document = article(*claims)
    return calls(lambda: found(document, book))


def test_work_grows_as_the_claims_do() -> None:
    _work(60)  # loads what is loaded once
    assert _work(1200) < 2.2 * _work(600)
