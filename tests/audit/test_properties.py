"""What must be so of any figures: true sums hold however rounded, false ones are found, order is nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from time import process_time
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from audit.claims_by_hand import Book, Entry, article, aug, daily, found, loss, total, weekly
from onrecord.audit import audit
from onrecord.audit.figures import digits, grain, rounded
from onrecord.model import Loss, Source

whole = st.integers(10_000, 400_000)
added = st.integers(11, 9_999)
places = st.integers(0, 4)


def written(value: int, power: int, cut: bool) -> Decimal | None:
    """The figure rounded or cut off to a power of ten; None when nobody would write it so."""
    unit, exact = Decimal(10) ** power, Decimal(value)
    out = exact.quantize(unit, rounding=ROUND_DOWN) if cut else rounded(exact, unit)
    if out == 0 or (cut and digits(out) < 2) or abs(out - exact) * 8 > out:
        return None
    return Decimal(f"{out:f}")


@settings(deadline=None)
@given(whole, added, places, places, places, st.booleans())
def test_a_true_sum_never_fails_however_rounded(before: int, more: int, a: int, b: int, c: int, cut: bool) -> None:
    first, last, week = written(before, a, cut), written(before + more, b, cut), written(more, c, cut)
    assume(first is not None and last is not None and week is not None)
    # Tens are how the tallies count: figures that are all rounded to tens are not told from counted ones.
    assume(min(a, b, c) != 1 and {grain(f) for f in (first, last, week) if f} != {Decimal(10)})
    claims = (weekly(week, aug(14)), total(last, aug(14)), total(first, aug(7)))
    findings = found(article(*claims))
    assert "fails" not in {finding.verdict for finding in findings}
    assert last < first or [f.rule for f in findings] == ["sum"]


@settings(deadline=None)
@given(st.lists(added, min_size=7, max_size=7), places, st.booleans())
def test_a_week_of_true_days_never_fails(days: list[int], power: int, cut: bool) -> None:
    week = written(sum(days), power, cut)
    assume(week is not None)
    book = Book()
    for n, day in enumerate(days):
        book.page(aug(8 + n), daily(day, aug(8 + n)))
    (finding,) = found(article(weekly(week, aug(14))), book, rule="sum")
    assert week is not None and finding.verdict in ("holds", "within_rounding")
    assert finding.verdict == "holds" or week != rounded(Decimal(sum(days)), grain(week))


# Figures that no digit of theirs can be taken for rounded, and a change beyond what digits allow.
fine = st.integers(1_000, 40_000).map(lambda n: n * 10 + 5)
change = st.integers(3, 900).flatmap(lambda n: st.sampled_from([n * 10, -n * 10]))


@settings(deadline=None)
@given(fine, st.integers(110, 999), st.sampled_from(["week", "first", "last"]), change)
def test_a_changed_figure_is_found_and_among_the_suspects(before: int, more: int, which: str, by: int) -> None:
    figures = {"week": more * 10, "first": before, "last": before + more * 10}
    changed = figures | {which: figures[which] + by}
    assume(all(value > 0 and value % 100 for value in changed.values()) and changed["last"] >= changed["first"])
    claims = (
        weekly(changed["week"], aug(14), id="week"),
        total(changed["last"], aug(14), id="last"),
        total(changed["first"], aug(7), id="first"),
    )
    (finding,) = found(article(*claims), rule="sum")
    assert finding.verdict == "fails"
    instead = [s.instead.replace(",", "") for s in finding.suspects if s.claim == which]
    assert instead == [str(figures[which])]
    assert len(finding.suspects) > 1


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.lists(added, min_size=8, max_size=8))
def test_the_order_of_claims_does_not_matter(chance: random.Random, days: list[int]) -> None:
    claims: list[Loss] = [weekly(4140, aug(14)), weekly(4000, aug(14), bound="more_than")]
    running = 250_000
    for n, day in enumerate(days):
        running += day
        claims += [total(running, aug(7 + n)), daily(day, aug(7 + n))]
    shuffled = list(claims)
    chance.shuffle(shuffled)
    one, other = audit(article(*claims)), audit(article(*shuffled))

    def seen(findings: tuple) -> set:  # type: ignore[type-arg]
        return {(f.rule, f.verdict, frozenset(f.claims), frozenset(f.suspects)) for f in findings}

    assert seen(one) == seen(other)


class Whole(Book):
    """A record that gives all its days, whichever it is asked for."""

    def series(self, **asked: Any) -> list[Entry]:
        return super().series(**asked | {"since": None, "until": None})


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 150), st.integers(0, 100), st.booleans()), min_size=1, max_size=5))
def test_days_far_from_the_documents_change_nothing(told: list[tuple[int, int, bool]]) -> None:
    windowed, whole = Book(), Whole()
    running = 200_000
    for n in range(160):
        when = date(2023, 3, 1) + timedelta(days=n)
        running += 300 + 7 * n
        figures = total(running, when), daily(300 + 7 * n, when)
        windowed.page(when, *figures)
        whole.page(when, *figures)
    claims = [
        total(
            230_000, date(2023, 3, 1) + timedelta(days=first), bound="more_than", text="passed the mark", basis="event"
        )
        if mark
        else loss(
            9_999,
            date(2023, 3, 1) + timedelta(days=first),
            date(2023, 3, 1) + timedelta(days=first + more),
            "increment",
        )
        for first, more, mark in told
    ]
    assert found(article(*claims), windowed) == found(article(*claims), whole)


def test_ten_thousand_claims_in_a_couple_of_seconds() -> None:
    """A document of one long series, and one of many: time grows with the claims, not with their pairs."""
    start, running, claims = date(2010, 1, 1), 0, []
    for n in range(5_000):
        when = start + timedelta(days=n)
        running += n % 97
        claims += [loss(running + 1, date(2022, 2, 24), when, "cumulative"), daily(n % 97, when)]
    many = [replace(claim, category=c) for c in ("tank", "apc") for claim in claims[:5_000]]
    for batch in (claims, many):
        began = process_time()
        findings = audit(article(*batch), Book().page(start, *claims[:10]))
        assert process_time() - began < 4
        assert len(findings) > 4_000


def test_thousands_of_contradictions_are_answered_in_time() -> None:
    claims = [total(100_001 + 10 * n, aug(14)) for n in range(3_000)]
    began = process_time()
    assert len(found(article(*claims), rule="repeat")) == 2_999
    assert process_time() - began < 4


def test_a_thousand_rivals_are_answered_once_each() -> None:
    claims = [total(100_001 + 10 * n, aug(14), sources=(Source(name=f"S{n}", id=f"s{n}"),)) for n in range(1_000)]
    assert len(found(article(*claims), rule="rival")) == 999
