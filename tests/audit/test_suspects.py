"""The smallest repairs of what a document says: of all its relations together, none left out without a word."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from time import process_time

import pytest

from audit.claims_by_hand import Book, article, aug, august, daily, found, loss, one, total, weekly
from onrecord.audit import audit
from onrecord.audit.figures import Interval
from onrecord.audit.ties import Term, Tie, Written, tie
from onrecord.claim import reading
from onrecord.model import Document, Finding, Reading


def read(text: str) -> Reading:
    return reading(Document(id="draft", text=text, sha256="draft", published=aug(14)))


def failing(document: Reading, book: Book | None = None) -> list[Finding]:
    return [finding for finding in audit(document, book) if finding.verdict == "fails"]


def told(finding: Finding) -> list[tuple[str, str]]:
    return [(suspect.claim, suspect.instead) for suspect in finding.suspects]


def test_one_change_that_mends_a_sum_and_a_rate_is_the_only_suspect_of_both() -> None:
    text = "Russia lost 4,410 troops in the past week, or 591 a day, the General Staff said."
    found_there = failing(read(text), august())
    assert {finding.rule for finding in found_there} == {"sum", "rate"}
    assert {suspect.instead for finding in found_there for suspect in finding.suspects} == {"4,140"}
    assert "1 other sum would then hold" in found_there[0].suspects[0].why


def test_two_slips_are_two_changes_and_each_finding_names_its_own() -> None:
    book = Book().page(aug(7), total(250240, aug(7), id="t7")).page(aug(13), total(253850, aug(13), id="t13"))
    page = article(weekly(4410, aug(14), id="week"), total(254380, aug(14), id="t14"), daily(350, aug(14), id="day"))
    week, day = sorted(failing(page, book), key=lambda finding: finding.claims[-1], reverse=True)
    assert told(week)[0] == ("week", "4,140")
    assert ("day", "530") in told(day) and ("t13", "254,030") in told(day)
    # No total mends both: to change the one that they share, another figure would have to change with it.
    assert not any("other sum" in suspect.why for suspect in (*week.suspects, *day.suspects))


def test_a_figure_that_is_given_three_times_is_one() -> None:
    """Heading, caption and body copy each other: the slip stands in all of them, and is one change."""
    page = article(*(weekly(4410, aug(14), id=name) for name in ("heading", "caption", "body")))
    sums = [finding for finding in failing(page, august()) if finding.rule == "sum"]
    assert [told(finding) for finding in sums] == [[(name, "4,140")] for name in ("heading", "caption", "body")]


def test_what_the_record_bears_out_is_not_rounded() -> None:
    """4,090 may be 4,094 rounded, but not where the record has it so."""
    book = Book().page(aug(7), total(4062, aug(7), category="tank"))
    week = weekly(24, aug(14), category="tank"), total(4090, aug(14), category="tank")
    assert [f.verdict for f in found(article(*week), book, rule="sum")] == ["within_rounding"]
    book.page(aug(14), total(4090, aug(14), category="tank"))
    assert [f.verdict for f in found(article(*week), book, rule="sum")] == ["fails"]


def test_too_many_that_contradict_each_other_are_mended_one_by_one_and_say_so() -> None:
    page = article(*(total(250_001 + 10 * n, aug(14)) for n in range(40)))
    findings = failing(page)
    assert len(findings) == 39
    assert all(finding.suspects[-1].why.endswith("; others may do as well") for finding in findings)


def test_more_suspects_than_are_named_are_counted() -> None:
    start = date(2023, 6, 1)
    book = Book()
    for step in range(20):
        book.page(start + timedelta(days=step), daily(511 + 10 * step, start + timedelta(days=step)))
    end = start + timedelta(days=19)
    month = loss(20_003, start - timedelta(days=1), end, "increment", id="month")
    finding = one(found(article(month, published=end), book, rule="sum"))
    assert len(finding.suspects) == 9 and finding.suspects[0].claim == "month"
    assert finding.suspects[-1].why.endswith("; 12 more would do as well")


def test_ground_and_its_bracket_are_one_problem() -> None:
    text = "Ukraine regained 30 square kilometers (110 square miles) near Robotyne in the past week, the ministry said."
    finding = one(failing(read(text)))
    assert [suspect.instead for suspect in finding.suspects] == ["12 sq mi", "285 km²"]


def test_both_ends_of_a_range_are_figures() -> None:
    finding = one(failing(read("Russian losses doubled from 2,000 to 6,000 troops in the past week, he said.")))
    assert [suspect.instead for suspect in finding.suspects] == [
        "3.00 times", "3,263 to 5,275 for 6,000", "2,290 to 3,564 for 2,000"
    ]  # fmt: skip


def test_a_figure_that_no_claim_carries_is_told_as_such() -> None:
    text = (
        "The ministry said 31 civilians were killed in the south. 12 of them were killed in Kherson, another 9 in "
    )
    finding = one(failing(read(f"{text}Odesa and another 14 in Mykolaiv.")))
    assert [suspect.instead for suspect in finding.suspects] == [
        "at least 35", "at most 8", "at most 5 for 9", "at most 10 for 14"
    ]  # fmt: skip


# --- ties ----------------------------------------------------------------------------------------------------------


def written(name: str, value: int) -> Written:
    return Written(id=name, claim=name, value=Decimal(value))


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize(
    "room", [Interval.point(Decimal(0)), Interval(Decimal(-50), Decimal(50)), Interval(None, None)]
)
@pytest.mark.parametrize("value", [5, 40, 300])
def test_the_room_of_a_tie_follows_the_verdict(value: int, room: Interval, holds: bool) -> None:
    made = tie([Term(Decimal(1), written("a", value)), Term(Decimal(-1), written("b", 0))], room, holds=holds)
    assert made.holds == holds


def test_a_sum_and_its_negative_are_one_tie() -> None:
    terms = [Term(Decimal(1), written("a", 1)), Term(Decimal(-1), written("b", 2))]
    other = [term._replace(factor=-term.factor) for term in terms]
    room = Interval.point(Decimal(0))
    assert Tie(terms=tuple(terms), room=room).key == Tie(terms=tuple(reversed(other)), room=room).key


def test_forty_sources_are_answered_in_time() -> None:
    """Sums of days that hang together in long chains, each of them wrong."""
    start, claims = date(2023, 1, 1), []
    for step in range(60):
        day = start + timedelta(days=step)
        claims += [total(100_003 + 700 * step, day), daily(611, day), weekly(4_511, day)]
    began = process_time()
    findings = failing(article(*claims, published=start + timedelta(days=60)))
    assert len(findings) > 50
    assert process_time() - began < 10
