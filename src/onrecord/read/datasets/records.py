"""What a dataset is, what its rows are, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from onrecord.model import Source
from onrecord.model.claim import Bound, Category, Measure, Party

# totals: a row is a day, its columns are figures. entries: a row is a figure of one category. corrections: entries that
# correct earlier totals. revisions: totals, with the day on which the dataset said so. models: totals without a day.
# estimates: a row is somebody's estimate, or a day's of several definitions (`Estimates`).
Form = Literal["totals", "entries", "corrections", "revisions", "models", "estimates"]
Span = Literal["war", "open", "day", "month_before", "week_from"]
Told = Literal["address", "row", "updated", "untold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of a row of estimates: its columns, and what it is (rivals.toml). `category` and `metric` are None where
    a column of the row says them, `side` where it is the dataset's. `area` is in square metres."""

    value: str
    low: str | None = None
    high: str | None = None
    category: Category | None = None
    metric: str | None = None
    method: str | None = None
    side: Party | None = None
    span: Span = "war"
    floor: bool = False
    area: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """What a dataset of form "estimates" has beside its day and address: its figures, the columns that name the
    `source`, the `side`, the `type` and a belligerent's `flag`, and their words. `published` is how the day of
    publication is told. `chains` and `methods` are known of sources as they are written."""

    figures: tuple[Figure, ...]
    published: Told
    source: str | None = None
    side: str | None = None
    type: str | None = None
    flag: str | None = None
    sides: Mapping[str, Party] = field(default_factory=dict)
    types: Mapping[str, Category] = field(default_factory=dict)
    chains: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of figures: what it counts, and in reports of which days (both included; None: no bound)."""

    category: Category
    measure: Measure = "cumulative"
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset's columns and what they mean. `chain` is the sources of its rows, outermost first: who publishes it,
    and whose figures they are. `columns` may hold several meanings of one name, each for its days. The names of
    special columns are None where there is none: `date` (its `date_format` as for strptime, None: ISO), `recorded` (the
    day on which a revision was published), `address` (of a row's own source), and, where a row holds one category,
    `category`, `model`, `total` and `increment`, with `categories` from the file's words. `bounds` gives a column's
    bound column and `words` the bound that its words mean. `ignored` columns hold no figure of losses."""

    id: str
    form: Form
    chain: tuple[Source, ...]
    publisher: str
    title: str | None = None
    url: str | None = None
    licence: str | None = None
    side: Party = "russia"
    date: str | None = None
    date_format: str | None = None
    recorded: str | None = None
    address: str | None = None
    category: str | None = None
    model: str | None = None
    total: str | None = None
    increment: str | None = None
    delimiter: str | None = None
    columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    categories: Mapping[str, Category] = field(default_factory=dict)
    bounds: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Bound] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    estimates: Estimates | None = None

    @property
    def special(self) -> frozenset[str]:
        """Names of columns that are none of figures by category."""
        named = (self.date, self.recorded, self.address, self.category, self.model, self.total, self.increment)
        return self.ignored | frozenset(self.bounds.values()) | {name for name in named if name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure: `label` is the dataset's own word for what it counts, `written` the figure as it stands there."""

    label: str
    category: Category
    measure: Measure
    value: Decimal
    written: str
    line: int
    bound: Bound = "exact"
    word: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Cell):
    """A figure with its own side, period and interval. Where there is no single one, `whole` is false and `value` is
    the lower end. `area` is in square kilometres; `behind` is what stands behind the figure in its row."""

    side: Party
    start: date | None
    end: date
    low: Decimal | None
    high: Decimal | None
    whole: bool = True
    area: bool = False
    behind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one day, and the day on which they were published. Without a `day` they are of no known day.
    `key` tells rows of one day apart; `chain` are a row's own sources behind the dataset's."""

    day: date | None
    published: date | None
    cells: tuple[Cell, ...]
    url: str | None = None
    key: str | None = None
    chain: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with an input. `where` is path:line, `code` is stable, `message` one line; `kept` is true where
    the figure was taken in all the same, because its source did say it."""

    where: str
    code: str
    message: str
    kept: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"
