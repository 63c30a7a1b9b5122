"""Figures as other programs and public benchmarks write them: units in full words, ranges in the order of the text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from onrecord.mark.figures.numbers import numbers
from onrecord.mark.figures.tables import tables
from onrecord.mark.records import Figure


def unit_words(figure: Figure, language: str = "en") -> str:
    """The unit in full, singular words ("square kilometre", "dollar per barrel", "battle tank"); "" for none."""
    unit = tables(language).measure.get(figure.unit or "")
    if unit is None and figure.unit in ("year_of_age", "month_of_age"):
        return figure.unit.replace("_", " ")
    words = unit.spelled if unit else (figure.phrase or figure.unit or "").replace(" and ", " ")
    return f"{words} per {figure.per}" if figure.per and words else words


def figure_view(text: str, figure: Figure, language: str = "en") -> dict[str, Any]:
    """A figure of `text` as one flat record: start, end, value, low, high, unit, bound, change.

    Vague plurals are given as the range up to the next power of ten ("dozens": 12 to 120), fractions in
    words as numbers below one of a "% noun", falling ranges ("from 208 to 193") in the order of the text.
    """
    value, low, high, bound = figure.value, figure.low, figure.high, figure.bound
    unit = unit_words(figure, language)
    unit = "count" if unit == "time" else unit  # "6.5 times earnings"
    written = figure.number.of(text)
    if figure.vague and value is not None:
        bound, high = "range", value * 10
    elif figure.unit == "percent" and value is not None and not any(c.isdigit() for c in written):
        if figure.span.end == figure.number.end:
            value, low, high = _share(value), _share(low), _share(high)
            unit = f"% {(figure.phrase or '-').replace(' and ', ' ')}"
    elif bound == "range" and low is not None and high is not None:
        ends = [n.value for n in numbers(written, tables(language))]
        if ends and ends[0] > ends[-1] and high == ends[0]:
            low, high = high, low
    return {
        "start": figure.span.start,
        "end": figure.span.end,
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "bound": bound,
        "change": figure.change,
    }


def _share(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / 100
