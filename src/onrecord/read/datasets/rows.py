"""Rows of words into rows of figures, by what the dataset's columns mean. What cannot be one is reported, never mended.

A figure is left out when its day is none, lies ahead or before the war, when its cell holds no whole number, when the
same day has two figures of it that differ, or when an entry is too large for one day. It is kept and reported when a
total is lower than that of the day before: that is what the source said. A column that means nothing to the dataset is
told of once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from onrecord.lexicon import load
from onrecord.model.claim import Bound, Measure
from onrecord.read.datasets.records import Cell, Column, Dataset, Problem, Row
from onrecord.read.datasets.tables import Table
from onrecord.read.datasets.values import absent, day_of

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[ ,'’\u00a0\u202f\u2009]\d{3}){1,4}|\d{1,12}(?:\.0)?)\Z", re.ASCII)
_DIGITS = re.compile(r"\D")
_POINT = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}\Z", re.ASCII)
# An entry so many times the most that a day has brought (pack.toml) is no day's, though a record will be broken.
_TIMES = 5
_NAMED = 12  # columns that are named where one is missing


def rows(
    table: Table, dataset: Dataset, *, today: date, published: date | None = None
) -> tuple[list[Row], list[Problem]]:
    """The dataset's rows by day, and what is wrong with them. No day may be later than `today`; `published` is the day
    of figures that name none (form "models")."""
    reader = _Reader(table, dataset, today, published)
    return reader.rows(), reader.problems


@dataclass(frozen=True, slots=True)
class _Figure:
    """A cell on its way: `day` of the figure, `published` of what says it."""

    day: date | None
    published: date | None
    cell: Cell
    url: str | None


class _Reader:
    def __init__(self, table: Table, dataset: Dataset, today: date, published: date | None) -> None:
        self.table, self.dataset, self.today, self.published = table, dataset, today, published
        self.problems = list(table.problems)
        self._start: date = load("packs/ukraine/pack.toml")["start"]

    def rows(self) -> list[Row]:
        if not self._columns():
            return []
        figures = [figure for line, row in self.table.rows for figure in self._figures(line, row)]
        if self.dataset.form == "revisions":
            self._ahead(figures)
            return self._revisions(figures)
        figures = self._large(self._apart(figures))
        if self.dataset.form in ("totals", "entries"):
            self._falls(figures)
        return _by_day(figures)

    def _problem(self, line: int, code: str, message: str, *, kept: bool = False) -> None:
        where = f"{self.table.where}:{line}"
        self.problems.append(Problem(where=where, code=code, message=message, kept=kept))

    def _columns(self) -> bool:
        """Reports columns of the file that the dataset does not know, and those it must have; whether rows can be made
        of what is there."""
        first = self.table.rows[0][0] if self.table.rows else 1
        special = self.dataset.special
        names = self.table.columns
        for needed in (self.dataset.date, self.dataset.recorded, self.dataset.category, self.dataset.total):
            if needed and self.table.rows and needed not in names:
                others = ", ".join(map(repr, list(names)[:_NAMED]))
                self._problem(first, "no_column", f"there is no column {needed!r} among {others}; no row was taken")
                return False
        # The pack's columns come and go with what was counted; a mapping's are all meant.
        for name, meanings in self.dataset.columns.items():
            if self.table.rows and name not in names and not any(column.since for column in meanings):
                self._problem(first, "no_column", f"there is no column {name!r}")
        strange = self._strange(special | self.dataset.columns.keys())
        for name, (line, count) in strange.items():
            figures = "its figure was" if count == 1 else f"its {count:,} figures were"
            said = f"nobody knows what the column {name!r} counts; {figures} left out"
            self._problem(line, "unknown_category", said)
        return True

    def _strange(self, known: frozenset[str] | set[str]) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for line, row in self.table.rows:
            for name in row.keys() - known:
                if not absent(row[name]):
                    at, count = found.get(name, (line, 0))
                    found[name] = at, count + 1
        return found

    # ---- figures ----------------------------------------------------------------------------------------------------

    def _figures(self, line: int, row: dict[str, Any]) -> Iterator[_Figure]:
        dataset = self.dataset
        day: date | None = None
        if dataset.form != "models":
            day = self._day(line, row, dataset.date)
            if day is None:
                return
        published = self.published if dataset.form == "models" else day
        if dataset.recorded:
            published = self._day(line, row, dataset.recorded)
            if published is None:
                return
        address = row.get(dataset.address) if dataset.address else None
        url = address if isinstance(address, str) and address else None
        cells = self._entries(line, row) if dataset.category else self._totals(line, row, day)
        for cell in cells:
            yield _Figure(day, published, cell, url)

    def _totals(self, line: int, row: dict[str, Any], day: date | None) -> Iterator[Cell]:
        """The cells of a row that has a column for each category."""
        signed = self.dataset.form == "corrections"
        for name, meanings in self.dataset.columns.items():
            written = row.get(name)
            if absent(written):
                continue
            value = self._number(line, name, written, signed)
            if value is None or signed and not value:
                continue  # no correction
            column = _meaning(meanings, day)
            if column is None:
                self._problem(line, "undefined", f"{name!r} was not counted on {day}, as far as is known; left out")
                continue
            measure: Measure = "increment" if signed else column.measure
            bound, word = self._bound(line, name, row)
            yield Cell(
                label=name, category=column.category, measure=measure, value=value, written=str(written), line=line,
                bound=bound, word=word,
            )  # fmt: skip

    def _entries(self, line: int, row: dict[str, Any]) -> Iterator[Cell]:
        """The cells of a row that holds one category."""
        dataset = self.dataset
        label = str(row.get(dataset.category or "") or "")
        category = dataset.categories.get(label)
        if category is None:
            self._problem(line, "unknown_category", f"nobody knows what {label!r} counts; the row was left out")
            return
        if dataset.model:
            label = f"{label}: {row.get(dataset.model)}"
        columns: tuple[tuple[str | None, Measure], ...] = (
            (dataset.total, "cumulative"), (dataset.increment, "increment"),
        )  # fmt: skip
        for name, measure in columns:
            if name and not absent(row.get(name)):
                value = self._number(line, name, row[name], False)
                if value is not None:
                    bound, word = self._bound(line, name, row)
                    yield Cell(
                        label=label, category=category, measure=measure, value=value, written=str(row[name]), line=line,
                        bound=bound, word=word,
                    )  # fmt: skip

    def _day(self, line: int, row: dict[str, Any], name: str | None) -> date | None:
        written = row.get(name or "")
        day = day_of(written, self.dataset.date_format)
        if day is None:
            form = self.dataset.date_format or "YYYY-MM-DD"
            self._problem(line, "bad_date", f"{written!r} is no day of the form {form}; the row was left out")
        elif day > self.today:
            self._problem(line, "future", f"{day} has not been yet; the row was left out")
        elif day < self._start:
            self._problem(
                line, "too_early", f"{day} is before the war, which began on {self._start}; the row was left out"
            )
        else:
            return day
        return None

    def _number(self, line: int, name: str, written: Any, signed: bool) -> Decimal | None:
        value = _number(written)
        if value is None:
            why = " (a point parts no thousands)" if _POINT.match(str(written)) else ""
            self._problem(line, "no_number", f"{name}: {str(written)[:40]!r} is no whole number{why}; it was left out")
        elif value < 0 and not signed:
            self._problem(line, "negative", f"{name}: {written} is less than nothing; it was left out")
        else:
            return value
        return None

    def _bound(self, line: int, name: str, row: dict[str, Any]) -> tuple[Bound, str | None]:
        word = row.get(self.dataset.bounds.get(name, ""))
        if absent(word):
            return "exact", None
        bound = self.dataset.words.get(str(word))
        if bound is None:
            self._problem(
                line, "unknown_bound", f"{name}: nobody knows what {word!r} means; it is taken as exact", kept=True
            )
            return "exact", None
        return bound, str(word)

    # ---- figures beside each other --------------------------------------------------------------------------------

    def _apart(self, figures: list[_Figure]) -> list[_Figure]:
        """One figure for each day, label and measure: the same again is one, and of two that differ none is taken."""
        first: dict[tuple[Any, ...], _Figure] = {}
        refused: set[tuple[Any, ...]] = set()
        for figure in figures:
            cell = figure.cell
            key = (figure.day, cell.label, cell.measure)
            before = first.setdefault(key, figure)
            if before.cell.value != cell.value:
                refused.add(key)
                said = (
                    f"{cell.label} {figure.day or ''}".strip() + f" is {before.cell.written} in line {before.cell.line}"
                )
                self._problem(cell.line, "twice", f"{said} and {cell.written} here; neither was taken")
        return [figure for key, figure in first.items() if key not in refused]

    def _large(self, figures: list[_Figure]) -> list[_Figure]:
        """Entries that cannot be of one day: a total has come into their column."""
        if not any(figure.cell.measure == "increment" for figure in figures) or self.dataset.form == "corrections":
            return figures
        most = load("packs/ukraine/pack.toml")["largest_daily"]
        totals = {(f.day, f.cell.category): f.cell.value for f in figures if f.cell.measure == "cumulative"}
        kept = []
        for figure in figures:
            cell = figure.cell
            known = most.get(cell.category, most["other"])
            total = totals.get((figure.day, cell.category))
            if cell.measure == "increment" and (
                cell.value > known * _TIMES or cell.value > known and cell.value == total
            ):
                said = f"{cell.label}: {cell.written} is no day's entry, but looks like a total; it was left out"
                self._problem(cell.line, "total_as_increment", said)
            else:
                kept.append(figure)
        return kept

    def _falls(self, figures: list[_Figure]) -> None:
        last: dict[tuple[str, date | None], _Figure] = {}
        for figure in sorted(figures, key=lambda f: (f.day or date.min, f.cell.line)):
            cell = figure.cell
            if cell.measure != "cumulative":
                continue
            column = _meaning(self.dataset.columns.get(cell.label, ()), figure.day)
            key = cell.label, column.since if column else None
            before = last.get(key)
            if before is not None and cell.value < before.cell.value:
                said = (
                    f"{cell.label} falls from {before.cell.written} on {before.day} to {cell.written} on {figure.day}"
                )
                self._problem(cell.line, "falls", f"{said}; kept as it was said", kept=True)
            last[key] = figure

    def _ahead(self, figures: list[_Figure]) -> None:
        for figure in figures:
            if figure.day and figure.published and figure.published < figure.day:
                said = f"the figure of {figure.day} was recorded on {figure.published}, before its day"
                self._problem(figure.cell.line, "ahead", f"{said}; kept as it was said", kept=True)

    def _revisions(self, figures: list[_Figure]) -> list[Row]:
        """Each revision is a row of its own, in the order of the file."""
        return [Row(day=f.day, published=f.published, cells=(f.cell,), url=f.url) for f in figures]


def _by_day(figures: list[_Figure]) -> list[Row]:
    days: dict[date | None, list[_Figure]] = {}
    for figure in figures:
        days.setdefault(figure.day, []).append(figure)
    return [
        Row(day=day, published=of_day[0].published, cells=tuple(f.cell for f in of_day), url=of_day[0].url)
        for day, of_day in sorted(days.items(), key=lambda item: item[0] or date.min)
    ]


def _meaning(meanings: tuple[Column, ...], day: date | None) -> Column | None:
    for column in meanings:
        if day is None or column.holds(day):
            return column
    return None


def _number(written: Any) -> Decimal | None:
    """A whole number, with or without a sign and a mark between its thousands, or ".0" behind it, as spreadsheets
    write it; None for anything else."""
    if isinstance(written, bool) or not isinstance(written, (int, str, Decimal)):
        return None
    words = str(written)
    if not _NUMBER.match(words):
        return None
    sign = -1 if words.startswith("-") else 1
    return sign * Decimal(_DIGITS.sub("", words.removesuffix(".0")))
