"""Figures as intervals, and slips of the pen."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.claims_by_hand import quantity
from onrecord.audit.figures import Interval, allowed, digits, finest, grain, rounded, rounding
from onrecord.audit.slips import slip

D = Decimal
counts = st.integers(1, 2_000_000).map(Decimal)
bounds = st.sampled_from(["exact", "about", "nearly", "more_than", "up_to", "less_than"])


@pytest.mark.parametrize(
    ("value", "unit", "kept"),
    [("4140", "10", 3), ("250000", "1E+4", 2), ("1.15", "0.01", 3), ("0", "1", 1), ("15.0", "1", 2)],
)
def test_grain_and_digits(value: str, unit: str, kept: int) -> None:
    assert (grain(D(value)), digits(D(value))) == (D(unit), kept)


def test_the_finest_grain_is_that_of_the_most_exact_figure() -> None:
    assert finest([D(254380), D(250000), D(0)]) == 10
    assert finest([]) == 1


@given(counts, bounds)
def test_an_interval_contains_its_figure(value: Decimal, bound: str) -> None:
    interval = allowed(quantity(value, bound))
    assert interval is not None and value in interval
    within = allowed(quantity(value, bound), counted=D(1))
    assert within is not None and value in within


@pytest.mark.parametrize(
    ("value", "bound", "inside", "outside"),
    [
        (4000, "more_than", [4000, 4140], [3999]),
        (4000, "nearly", [3600, 3950, 4000], [4140, 3599]),
        (900, "nearly", [850], [770, 901]),
        (10000, "about", [9000, 11000], [8999, 11001]),
        (254380, "about", [254375, 254385], [254370, 254390]),
        (12, "about", [12], [10, 14]),
        (90, "up_to", [0, 90], [91]),
        (90, "less_than", [89], [91]),
        ((4000, 4500), "range", [4000, 4140, 4500], [3999, 4501]),
    ],
)
def test_what_a_bound_word_allows(value: object, bound: str, inside: list[int], outside: list[int]) -> None:
    interval = allowed(quantity(value, bound))
    assert interval is not None
    assert all(D(amount) in interval for amount in inside)
    assert not any(D(amount) in interval for amount in outside)


def test_a_figure_without_numbers_allows_nothing_to_be_said() -> None:
    empty = quantity((0, 0))
    assert allowed(type(empty)(value=None, low=None, high=None)) is None


@given(st.integers(1000, 2_000_000).map(Decimal), st.integers(1, 6))
def test_a_rounded_figure_may_have_been_what_it_was(value: Decimal, places: int) -> None:
    unit = D(10) ** places
    if value < unit:
        return
    near = rounded(value, unit)
    if abs(near - value) <= near / 8:
        assert value in rounding(near, D(1))
    cut = value.quantize(unit, rounding=ROUND_DOWN)
    if digits(cut) > 1:
        assert value in rounding(cut, D(1))


def test_a_figure_as_fine_as_its_sum_is_taken_at_its_word() -> None:
    assert rounding(D(4140), D(10)) == Interval(D(4140), D(4140))
    assert rounding(D(4100), D(10)) == Interval(D(4050), D(4190))
    assert rounding(D(-4100), D(10)) == Interval(D(-4190), D(-4050))
    # Where all figures end in two zeros, all are rounded.
    assert rounding(D(4100), D(100)).low == 4050


def test_intervals_add_up_and_turn_round() -> None:
    one, two = Interval(D(1), D(2)), Interval(D(3), None)
    assert one.plus(two) == Interval(D(4), None)
    assert two.negated() == Interval(None, D(-3))
    assert one.within(Interval(None, D(2))) and not two.within(one)
    assert not one.meets(two) and two.meets(Interval(D(9), D(9)))
    assert two.nearest(D(1)) == 3 and one.nearest(D(9)) == 2 and one.nearest(D(2)) == 2


@pytest.mark.parametrize(
    ("written", "meant", "words"),
    [
        (963270, 963720, "two digits are swapped"),
        (26, 62, "two digits are swapped"),
        (1379, 1378, "one digit differs"),
        (4140, 414, "ten times too large"),
        (414, 4140, "ten times too small"),
        (44140, 4140, "it has a digit too many"),
        (414, 4214, "it lacks a digit"),
        (4140, 5323, None),
        (4140, 4140, None),
    ],
)
def test_slips_of_the_pen(written: int, meant: int, words: str | None) -> None:
    assert slip(D(written), D(meant)) == words
