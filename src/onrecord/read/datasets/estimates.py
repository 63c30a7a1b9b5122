"""Rows of estimates: somebody's figure of a day, with its interval, its own source and its day of publication.

What cannot be one is reported by its line and left out: a row without a figure, a day that is none or lies ahead, a
side or a metric that nobody knows, ends of an interval the wrong way round. The day of publication is what the row's
own address tells: the day in it, or the moment that the number of a post holds. Where it tells a month alone, or the
pack knows by when others had told of the page, that is the latest day it can have been, and the claim's words say so.
Else nobody knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from onrecord.lexicon import load
from onrecord.model import Source
from onrecord.model.claim import Bound, Category, Party
from onrecord.read.datasets.records import Cell, Dataset, Estimate, Estimates, Figure, Problem, Row
from onrecord.read.datasets.tables import Table
from onrecord.read.datasets.values import absent, day_of

_DAY = timedelta(days=1)
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,20})?\Z", re.ASCII)
# The number of a post on X holds the milliseconds since this moment, above 22 bits that tell machines apart.
_POST = re.compile(r"https?://(?:www\.)?(?:x|twitter)\.com/\w{1,20}/status/(\d{15,20})\b", re.ASCII)
_EPOCH = 1_288_834_974_657
# A whole day in an address: /2023/08/18/, -2022-07-20, /20240503-.
_DATED = re.compile(r"(?<!\d)(20\d\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
_MONTH = re.compile(r"/(20\d\d)/(0[1-9]|1[0-2])/", re.ASCII)
_PLAIN = re.compile(r"[^a-z0-9]+")
_SQUARE = Decimal(-6)  # square metres are so many places from square kilometres


def estimates(
    table: Table, dataset: Dataset, *, today: date, published: date | None = None
) -> tuple[list[Row], list[Problem]]:
    """The dataset's rows in the order of their days, and what is wrong with them. `published` is the day of publication
    of rows that do not tell theirs."""
    assert dataset.estimates is not None
    reader = _Reader(table, dataset, dataset.estimates, today, published)
    return reader.rows(), reader.problems


def published_by(address: str | None, today: date) -> date | None:
    """The day on which what stands at an address was published, as far as the address tells."""
    if not address:
        return None
    post = _POST.match(address)
    if post is not None:
        moment = (int(post[1]) >> 22) + _EPOCH
        found = datetime.fromtimestamp(moment / 1000, UTC).date()
        return found if found <= today else None
    days = set()
    for match in _DATED.finditer(address.partition("#")[0].partition("?")[0][:2000]):
        try:
            days.add(date(int(match[1]), int(match[3]), int(match[4])))
        except ValueError:
            continue
    # Two days that differ tell none.
    return days.pop() if len(days) == 1 and max(days) <= today else None


def published_at_latest(address: str | None, today: date) -> date | None:
    """The last day on which what stands at an address can have been published, where `published_by` tells none: by
    which others had told of it (rivals.toml), or the last of the month that the address holds."""
    if not address:
        return None
    plain = address.partition("#")[0].partition("?")[0][:2000]
    if plain in _told_by():
        return min(_told_by()[plain], today)
    months = set(_MONTH.findall(plain))
    if len(months) != 1 or _DATED.search(plain):
        return None
    [(year, month)] = months
    first = date(int(year), int(month), 1)
    return min((first + 31 * _DAY).replace(day=1) - _DAY, today) if first <= today else None


@lru_cache(maxsize=1)
def _told_by() -> dict[str, date]:
    return {one["address"]: one["by"] for one in load("packs/ukraine/rivals.toml")["published"]}


class _Reader:
    def __init__(self, table: Table, dataset: Dataset, what: Estimates, today: date, published: date | None) -> None:
        self.table, self.dataset, self.what, self.today, self.published = table, dataset, what, today, published
        self.problems = list(table.problems)
        self._start: date = load("packs/ukraine/pack.toml")["start"]

    def rows(self) -> list[Row]:
        if not self._columns():
            return []
        taken: dict[tuple[date | None, str | None], Row] = {}
        refused: set[tuple[date | None, str | None]] = set()
        for line, raw in self.table.rows:
            row = self._row(line, raw)
            if row is None:
                continue
            key = row.day, row.key
            before = taken.setdefault(key, row)
            if before is not row and _said(before) != _said(row):
                refused.add(key)
                told = f"{row.day} {row.key or ''}".strip()
                self._problem(
                    line, "twice", f"{told} differs from what line {before.cells[0].line} says; neither was taken"
                )
        kept = [row for key, row in taken.items() if key not in refused]
        return sorted(kept, key=lambda row: (row.day or date.min, row.cells[0].line))

    def _problem(self, line: int, code: str, message: str, *, kept: bool = False) -> None:
        self.problems.append(Problem(where=f"{self.table.where}:{line}", code=code, message=message, kept=kept))

    def _columns(self) -> bool:
        names, line = self.table.columns, self.table.rows[0][0] if self.table.rows else 1
        what, dataset = self.what, self.dataset
        needed = [dataset.date, what.source, what.side, what.type]
        for name in filter(None, needed):
            if self.table.rows and name not in names:
                self._problem(line, "no_column", f"there is no column {name!r}; no row was taken")
                return False
        for figure in what.figures:
            if self.table.rows and figure.value not in names:
                self._problem(line, "no_column", f"there is no column {figure.value!r}")
        known = {*needed, dataset.address, what.flag, *dataset.ignored}
        known |= {column for figure in what.figures for column in (figure.value, figure.low, figure.high)}
        for name in names:
            if name and name not in known:
                self._problem(line, "unknown_category", f"nobody knows what the column {name!r} counts; left out")
        return True

    # ---- one row ----------------------------------------------------------------------------------------------------

    def _row(self, line: int, raw: dict[str, Any]) -> Row | None:
        if all(absent(value) for value in raw.values()):
            return None
        what = self.what
        day = self._day(line, raw)
        if day is None:
            return None
        side = self._side(line, raw)
        known = self._type(line, raw)
        if side is None or known is False:
            return None
        address = raw.get(self.dataset.address or "")
        url = address.strip() if isinstance(address, str) and address.strip().startswith("http") else None
        source = " ".join(str(raw.get(what.source) or "").split()) if what.source else ""
        if what.source and not source:
            self._problem(line, "no_source", "nobody is named whose figure it is; the row was left out")
            return None
        flagged = what.flag is not None and not absent(raw.get(what.flag))
        latest = self._latest(url)
        told = (source, "a warring party" if flagged else "", f"published by {latest}" if latest else "")
        more = "; ".join(filter(None, told))
        cells = [
            replace(cell, behind=f"({cell.side}{'; ' if more else ''}{more})")
            for figure in self._figures(day)
            if (cell := self._cell(line, raw, day, figure, figure.side or side, known or None, source)) is not None
        ]
        if not cells:
            self._problem(line, "no_figure", f"{day}: there is no figure in the row; it was left out")
            return None
        published = self._published(line, url, day, cells)
        chain = tuple(Source(name=name, id="") for name in what.chains.get(source, (source,))) if source else ()
        parts = (source, str(raw[what.type]) if what.type else "", side if what.side else "")
        key = "/".join(_PLAIN.sub("-", part.casefold()).strip("-") for part in parts if part)
        return Row(day=day, published=published, cells=tuple(cells), url=url, key=key or None, chain=chain)

    def _day(self, line: int, raw: dict[str, Any]) -> date | None:
        written = raw.get(self.dataset.date or "")
        day = day_of(written, self.dataset.date_format)
        figures = self._figures(day) if day else ()
        if day is None:
            form = self.dataset.date_format or "YYYY-MM-DD"
            self._problem(line, "bad_date", f"{written!r} is no day of the form {form}; the row was left out")
        elif day > self.today:
            self._problem(line, "future", f"{day} has not been yet; the row was left out")
        elif not figures:
            began = f"{day} is before the war, which began on {self._start}"
            self._problem(line, "too_early", f"{began}; the row was left out")
        else:
            if len(figures) < len(self.what.figures):
                began = f"{day} is before the war, which began on {self._start}"
                said = f"{began}: only what may count from earlier was taken"
                self._problem(line, "too_early", said, kept=True)
            return day
        return None

    def _figures(self, day: date) -> tuple[Figure, ...]:
        """Those that a row of the day can tell: what came before the war is part of open totals alone. Of the rest such
        a row may hold all that came before."""
        figures = self.what.figures
        return tuple(one for one in figures if one.span == "open" or _period(one, day, self._start)[1] >= self._start)

    def _side(self, line: int, raw: dict[str, Any]) -> Party | None:
        if self.what.side is None:
            return self.dataset.side
        written = str(raw.get(self.what.side) or "").strip()
        side = self.what.sides.get(written.casefold())
        if side is None:
            self._problem(line, "unknown_side", f"nobody knows the side {written!r}; the row was left out")
        return side

    def _type(self, line: int, raw: dict[str, Any]) -> tuple[Category, str] | bool | None:
        """The category and the metric's words; None where figures have their own, False where nobody knows."""
        if self.what.type is None:
            return None
        written = str(raw.get(self.what.type) or "").strip()
        category = self.what.types.get(written.casefold())
        if category is None:
            self._problem(line, "unknown_category", f"nobody knows what {written!r} counts; the row was left out")
            return False
        return category, written

    def _latest(self, url: str | None) -> date | None:
        """The latest day of publication, where that alone is known."""
        if self.what.published != "address" or self.published or published_by(url, self.today):
            return None
        return published_at_latest(url, self.today)

    def _published(self, line: int, url: str | None, day: date, cells: list[Estimate]) -> date | None:
        match self.what.published:
            case "row":
                return day
            case "address":
                found = published_by(url, self.today) or self.published or self._latest(url)
            case _:
                found = self.published
        if found is not None and found < min(cell.end for cell in cells):
            told = f"the figure of {day} was published on {found}, by its address, before its day"
            self._problem(line, "ahead", f"{told}; kept as it was said", kept=True)
        return found

    # ---- one figure -------------------------------------------------------------------------------------------------

    def _cell(
        self, line: int, raw: dict[str, Any], day: date, figure: Figure, side: Party,
        known: tuple[Category, str] | Any, source: str,
    ) -> Estimate | None:  # fmt: skip
        words = [raw.get(name or "") for name in (figure.value, figure.low, figure.high)]
        numbers = []
        for written in words:
            number = None if absent(written) else _number(written)
            if number is None and not absent(written):
                self._problem(line, "no_number", f"{str(written)[:40]!r} is no figure; the row's figure was left out")
                return None
            numbers.append(number)
        value, low, high = numbers
        if value is None and low is None and high is None:
            return None
        ends = [end for end in (low, value, high) if end is not None]
        if ends != sorted(ends):
            told = " to ".join(str(end) for end in ends)
            self._problem(line, "crossed", f"{told}: the ends of the interval are crossed; the figure was left out")
            return None
        category, metric = known or (figure.category or "other", figure.metric or figure.value)
        method = figure.method or self.what.methods.get(source)
        start, end = _period(figure, day, self._start)
        first = next(number for number in (value, low, high) if number is not None)
        bound, low, high = _interval(value, low, high, figure.floor)
        if value is None and bound != "range":
            value = first
        if figure.area:
            first, low, high = (None if n is None else n.scaleb(_SQUARE) for n in (first, low, high))  # type: ignore[assignment]
        return Estimate(
            label=f"{metric}; {method}" if method else metric, category=category,
            measure="cumulative" if figure.span in ("war", "open") else "increment",
            value=first, written=_written(words, bool(figure.area)), line=line, bound=bound, side=side, start=start,
            end=end, low=low, high=high, whole=value is not None, area=figure.area,
        )  # fmt: skip


def _interval(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, floor: bool
) -> tuple[Bound, Decimal | None, Decimal | None]:
    if low is not None and high is not None:
        return "range", low, high
    if value is not None and low is None and high is None:
        return ("more_than", value, None) if floor else ("exact", value, value)
    if high is None:
        return "more_than", low, None
    return "up_to", value if value is not None else Decimal(0), high


def _period(figure: Figure, day: date, war: date) -> tuple[date | None, date]:
    match figure.span:
        case "war":
            return war, day
        case "open":
            return None, day
        case "day":
            return day, day
        case "week_from":
            return day, day + 6 * _DAY
        case _:
            last = day.replace(day=1) - _DAY
            return last.replace(day=1), last


def _written(words: list[Any], area: bool) -> str:
    """ "320000, 290000 to 350000", "15000 or more", "25000 at most", as the row has the figures."""
    value, low, high = (None if absent(word) else str(word) for word in words)
    told = [value] if value else []
    if low and high:
        told.append(f"{low} to {high}")
    elif low:
        told.append(f"{low} or more")
    elif high:
        told.append(f"{high} at most")
    return ", ".join(told) + (" m2" if area else "")


def _said(row: Row) -> list[tuple[Any, ...]]:
    return [(cell.label, cell.value, cell.low, cell.high) for cell in _of(row.cells)]


def _of(cells: tuple[Cell, ...]) -> Iterator[Estimate]:
    return (cell for cell in cells if isinstance(cell, Estimate))


def _number(written: Any) -> Decimal | None:
    """An amount that is not negative, its fraction kept; None for anything else."""
    if isinstance(written, bool) or not isinstance(written, (int, str, Decimal)):
        return None
    words = str(written).strip()
    return Decimal(words.replace(",", "")) if _NUMBER.match(words) else None
