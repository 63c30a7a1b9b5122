"""Issues in words: the sum written out, who has which figure, what a repair would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from onrecord.audit import words
from onrecord.audit.issues.counts import Counted
from onrecord.audit.issues.records import Kind, Mended, Told
from onrecord.tally.entries import DAY


def signed(value: Decimal) -> str:
    return f"{value:+,f}"


def named(figure: Told) -> str:
    """The figure as people would point to it."""
    if figure.what == "step":
        return f"the step of {words.day(figure.day)}"
    return f"the {figure.what} of {words.day(figure.day)}, {_figure(figure, figure.value)}"


def _figure(figure: Told, value: Decimal) -> str:
    return words.number(value) if figure.what == "total" else signed(value)


def change(mended: Mended) -> str:
    """ "the increment of 11 June 2023, +20, should be +24"."""
    figure, low, high = mended.figure, mended.low, mended.high
    if low is not None and low == high:
        to = _figure(figure, low)
    elif low is not None and high is not None:
        to = f"{_figure(figure, low)} to {_figure(figure, high)}"
    elif low is not None:
        to = f"{_figure(figure, low)} or more"
    else:
        to = f"{_figure(figure, high)} or less" if high is not None else "another figure"
    if figure.what == "step":
        return f"the totals were restated by {to} on {words.day(figure.day)}"
    return f"{named(figure)} ({', '.join(figure.by)}), should be {to}"


def sum_of(id: str, counted: Counted) -> str:
    """A relation that does not hold, written out."""
    relation = counted.relations[id]
    told = [counted.told[name] for _, name in relation.terms]
    if id.startswith("count:"):
        return f"{_figure(told[0], told[0].value)}: no count is negative"
    if id.startswith("same:"):
        return "; ".join(f"{' and '.join(one.by)}: {_figure(one, one.value)}" for one in told)
    after, before, increment = told[0], told[1], next((one for one in told if one.what == "increment"), None)
    difference = (
        f"{words.number(after.value)} - {words.number(before.value)} = {words.number(after.value - before.value)}"
    )
    if increment is None:
        return f"{difference} since {words.day(before.day)}"
    if after.day - before.day == DAY:
        return f"{difference}, but {signed(increment.value)} is stated"
    return f"{difference} since {words.day(before.day)}, but {signed(increment.value)} is stated for the last day alone"


def because(kind: Kind, category: str, day: date, sums: Sequence[str]) -> str:
    """The issue in one sentence."""
    what = {
        "typo": "the days before and after prove another total",
        "increment": "the increment is not the difference of the totals, which the days around bear out",
        "silent": "the total changed with no increment",
        "mismatch": "total and increment do not agree",
        "fall": "the total fell",
        "dispute": "transcriptions differ",
    }[kind]
    return f"{words.thing(category)}, {words.day(day)}: {what}: {'; '.join(sums)}"


def listed(names: Iterable[str]) -> str:
    *most, last = list(names)
    return f"{', '.join(most)} and {last}" if most else last
