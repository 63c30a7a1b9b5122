"""The smallest repairs against brute force, and where they stop."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import combinations, product

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.repair import Answer, Figure, Limits, Relation, repairs

ONE = Decimal(1)
SLOW = Limits(seconds=30.0, most=5000)


def figure(id: str, low: int | None, high: int | None = None, **other: object) -> Figure:
    ends = [None if end is None else Decimal(end) for end in (low, low if high is None else high)]
    return Figure(id, ends[0], ends[1], **other)  # type: ignore[arg-type]


def relation(id: str, terms: dict[str, int], low: int | None = 0, high: int | None = 0) -> Relation:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Relation(id, tuple((Decimal(factor), name) for name, factor in terms.items()), *ends)


def sets(answer: Answer) -> set[frozenset[str]]:
    return {repair.figures for repair in answer.repairs}


# --- brute force ---------------------------------------------------------------------------------------------------


def mends(figures: list[Figure], relations: list[Relation], changed: tuple[str, ...]) -> bool:
    """Whether a linear program over all figures finds amounts, those of `changed` being free from their floor up."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    at = {}
    for n, one in enumerate(figures):
        low, high = (one.floor, None) if one.id in changed else (one.low, one.high)
        highs.addVar(-math.inf if low is None else float(low), math.inf if high is None else float(high))
        at[one.id] = n
    for one in relations:
        factors: dict[int, float] = {}
        for factor, id in one.terms:
            factors[at[id]] = factors.get(at[id], 0.0) + float(factor)
        low = -math.inf if one.low is None else float(one.low)
        high = math.inf if one.high is None else float(one.high)
        highs.addRow(low, high, len(factors), list(factors), list(factors.values()))
    highs.run()
    return highs.getModelStatus() == highspy.HighsModelStatus.kOptimal


def brute(figures: list[Figure], relations: list[Relation]) -> set[frozenset[str]]:
    free = [one.id for one in figures if not one.fixed]
    for size in range(len(free) + 1):
        found = {frozenset(chosen) for chosen in combinations(free, size) if mends(figures, relations, chosen)}
        if found:
            return found
    return set()


def joined(answers: tuple[Answer, ...]) -> set[frozenset[str]]:
    """Each choice of one repair from every cluster."""
    return {frozenset().union(*chosen) for chosen in product(*(sets(answer) for answer in answers))}


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Figure], list[Relation]]:
    count = draw(st.integers(2, 7))
    figures = []
    for n in range(count):
        low = draw(st.integers(-2, 9))
        shape = draw(st.sampled_from(("point", "point", "point", "wide", "above", "below")))
        high = low if shape == "point" else low + draw(st.integers(1, 3))
        fixed = draw(st.sampled_from((False, False, False, False, True)))
        figures.append(
            Figure(
                f"f{n}",
                None if shape == "below" else Decimal(low),
                None if shape == "above" else Decimal(high),
                floor=draw(st.sampled_from((Decimal(0), Decimal(0), None))),
                fixed=fixed,
            )
        )
    relations = []
    for n in range(draw(st.integers(1, 5))):
        names = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=3, unique=True))
        terms = {f"f{name}": draw(st.sampled_from((1, 1, -1, -1, 2))) for name in names}
        low = draw(st.integers(-1, 3))
        relations.append(relation(f"r{n}", terms, low, draw(st.sampled_from((low, low, low + 1, None)))))
    return figures, relations


@settings(max_examples=150, deadline=None)
@given(problems())
def test_all_smallest_repairs_and_no_other(problem: tuple[list[Figure], list[Relation]]) -> None:
    figures, relations = problem
    expected = brute(figures, relations)
    answers = repairs(figures, relations, SLOW)
    assert not any(answer.left_out for answer in answers) or not expected
    if expected == {frozenset()}:
        assert answers == ()
    elif not expected:
        assert any(not answer.repairs for answer in answers)
    else:
        assert joined(answers) == expected


@settings(max_examples=100, deadline=None)
@given(problems())
def test_the_program_finds_what_trying_finds(problem: tuple[list[Figure], list[Relation]]) -> None:
    figures, relations = problem
    tried = repairs(figures, relations, Limits(seconds=30.0, most=5000, tried=10**6))
    programmed = repairs(figures, relations, Limits(seconds=30.0, most=5000, tried=0))
    assert [(one.broken, sets(one)) for one in tried] == [(one.broken, sets(one)) for one in programmed]
    for one, other in zip(tried, programmed, strict=True):
        assert {repair.changes for repair in one.repairs} == {repair.changes for repair in other.repairs}


@pytest.mark.parametrize("tried", [0, 10**6])
def test_a_repair_may_change_figures_of_what_is_broken_elsewhere(tried: int) -> None:
    figures = [Figure.exactly(f"f{n}", Decimal(value)) for n, value in enumerate((2, 1, 2))]
    told = [{"f0": 1, "f1": 1}, {"f0": 1}, {"f2": 1}, {"f2": 1, "f0": -1}]
    (answer,) = repairs(figures, [relation(f"r{n}", terms) for n, terms in enumerate(told)], Limits(tried=tried))
    assert sets(answer) == {frozenset({"f0", "f1", "f2"})}


def test_what_nothing_mends_together_is_said_so() -> None:
    figures = [Figure.exactly("a", Decimal(7)), Figure.exactly("b", Decimal(0)), Figure.exactly("c", Decimal(7))]
    told = [relation("sum", {"c": -1, "a": 1, "b": -1}), relation("a", {"a": 1}), relation("b", {"b": 1}, 1, 1)]
    (answer,) = repairs(figures, told)
    assert not answer.repairs and answer.left_out


# --- cases ---------------------------------------------------------------------------------------------------------


def days(totals: list[int], added: list[int]) -> tuple[list[Figure], list[Relation]]:
    """Running totals and what each day but the first is said to have added."""
    figures = [figure(f"t{n}", total) for n, total in enumerate(totals)]
    figures += [figure(f"i{n}", one) for n, one in enumerate(added, 1)]
    return figures, [relation(f"d{n}", {f"t{n}": 1, f"t{n - 1}": -1, f"i{n}": -1}) for n in range(1, len(totals))]


def test_a_total_that_both_neighbours_prove_wrong() -> None:
    [answer] = repairs(*days([100, 110, 102, 130, 140], [10, 10, 10, 10]))
    assert answer.broken == ("d2", "d3") and sets(answer) == {frozenset({"t2"})}
    assert answer.repairs[0].changes[0].instead == 120


def test_a_wrong_increment_between_totals_that_others_bear_out() -> None:
    [answer] = repairs(*days([100, 110, 124, 134, 144], [10, 10, 10, 10]))
    assert sets(answer) == {frozenset({"i2"})} and answer.repairs[0].changes[0].instead == 14


def test_at_the_edge_each_figure_is_suspect() -> None:
    [answer] = repairs(*days([100, 124], [20]))
    assert sets(answer) == {frozenset({"t0"}), frozenset({"t1"}), frozenset({"i1"})}


def test_near_sums_are_one_problem_only_where_one_change_serves_both() -> None:
    apart = repairs(*days([100, 114, 124, 134, 144, 154, 168], [10, 10, 10, 10, 10, 10]))
    assert [answer.size for answer in apart] == [1, 1]
    [near] = repairs(*days([90, 100, 114, 124, 134, 144], [10, 10, 10, 14, 10]))
    assert near.size == 2 and frozenset({"t2", "t3"}) in sets(near) and frozenset({"i2", "i4"}) in sets(near)


def test_an_interval_bends_before_a_figure_is_changed() -> None:
    figures = [figure("whole", 100), figure("part", 38, 42), figure("rest", 59)]
    assert repairs(figures, [relation("sum", {"whole": 1, "part": -1, "rest": -1})]) == ()
    figures[2] = figure("rest", 70)
    [answer] = repairs(figures, [relation("sum", {"whole": 1, "part": -1, "rest": -1})])
    changes = {repair.changes[0].figure: repair.changes[0] for repair in answer.repairs}
    assert (changes["rest"].low, changes["rest"].high) == (58, 62)
    assert (changes["whole"].low, changes["whole"].high) == (108, 112)


def test_zero_and_negative_figures() -> None:
    [answer] = repairs(*days([0, 0, -5, 0, 0], [0, 0, 0, 0]))
    assert sets(answer) == {frozenset({"t2"})} and answer.repairs[0].changes[0].instead == 0


def test_what_no_change_can_mend() -> None:
    figures = [figure("a", 1, fixed=True), figure("b", 2, fixed=True)]
    [answer] = repairs(figures, [relation("same", {"a": 1, "b": -1})])
    assert answer.repairs == () and answer.left_out


def test_forty_that_contradict_each_other() -> None:
    figures = [figure(f"f{n}", 1000 + 7 * n) for n in range(40)]
    [answer] = repairs(figures, [relation(f"r{n}", {"f0": 1, f"f{n}": -1}) for n in range(1, 40)])
    assert answer.left_out is not None or len(answer.repairs) == 40
    assert all(len(repair.changes) == 39 for repair in answer.repairs)


def test_more_repairs_than_are_listed() -> None:
    names = {f"f{n}": 1 for n in range(100)}
    [answer] = repairs([figure(name, 1) for name in names], [relation("sum", names, 120, 120)])
    assert len(answer.repairs) == Limits().most and answer.left_out and "64" in answer.left_out


def test_a_component_too_large_says_so() -> None:
    """A grid whose rows and columns are all off: hundreds of figures, none of which can be had apart."""
    side = 40
    cells = [figure(f"{r}/{c}", 10) for r in range(side) for c in range(side)]
    rows = [relation(f"row{r}", {f"{r}/{c}": 1 for c in range(side)}, 411 + r, 411 + r) for r in range(side)]
    columns = [relation(f"col{c}", {f"{r}/{c}": 1 for r in range(side)}, 413 + c, 413 + c) for c in range(side - 1)]
    [answer] = repairs(cells, rows + columns, Limits(seconds=1.0))
    assert answer.left_out


def test_an_unknown_figure_is_misuse() -> None:
    with pytest.raises(ValueError, match="no figure"):
        repairs([figure("a", 1)], [relation("r", {"b": 1})])
