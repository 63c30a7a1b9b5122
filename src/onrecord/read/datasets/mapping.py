"""A mapping file: what the columns of somebody's CSV mean, in TOML.

id = "desk-tally"                  # its documents are named after it
title = "The desk's own tally"
url = "https://example.org/tally.csv"
licence = "CC BY 4.0"
transcriber = "Our desk"           # who publishes it
official = "General Staff of the Armed Forces of Ukraine"   # whose figures they are; left out: the transcriber's own
side = "russia"                    # who lost
date = "Day"
date_format = "%d.%m.%Y"           # left out: YYYY-MM-DD
delimiter = ";"                    # left out: told from the heading
ignored = ["Remarks"]

[columns]                          # a column for each category ...
"Tanks" = "tank"                                              # its running total
"Tanks, day" = { category = "tank", measure = "increment" }   # the day's entry

# ... or a row for each: `category` and `total` or `increment` name columns, [categories] the words in the first
# category = "What"
# total = "Killed so far"
# [categories]
# "танки" = "tank"
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, get_args

from onrecord.model import Source
from onrecord.model.claim import Category, Measure, Party
from onrecord.model.errors import InputError, UsageError
from onrecord.read.datasets.pack import known, official
from onrecord.read.datasets.records import Column, Dataset

_WORDS = (
    "id", "title", "url", "licence", "transcriber", "official", "side", "date", "date_format", "delimiter", "category",
    "total", "increment", "address",
)  # fmt: skip
_TABLES = ("columns", "categories", "bounds", "words")


def mapped(path: str) -> Dataset:
    """The dataset that the mapping file describes. Raises InputError when it cannot be read, UsageError when it says
    something that cannot be."""
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error.strerror if isinstance(error, OSError) else 'it is not UTF-8'}") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: it is no TOML: {error}") from None
    try:
        return _dataset(raw, Path(path).stem)
    except ValueError as error:
        raise UsageError(f"{path}: {error}", "docs/import.md shows a mapping file") from None


def named(id: str) -> Dataset:
    """The dataset of the pack with this id. Raises UsageError when there is none."""
    if id not in known():
        raise UsageError(f"no dataset is called {id!r}", f"known are {', '.join(known())}")
    return known()[id]


def _dataset(raw: dict[str, Any], stem: str) -> Dataset:
    for name, value in raw.items():
        if name not in (*_WORDS, *_TABLES, "ignored"):
            raise ValueError(f"nobody knows {name!r}")
        if name in _WORDS and not isinstance(value, str):
            raise ValueError(f"{name!r} is to be a string")
        if name in _TABLES and not isinstance(value, dict):
            raise ValueError(f"{name!r} is to be a table")
    for name in ("transcriber", "date"):
        if not raw.get(name):
            raise ValueError(f"it does not say its {name!r}")
    long = "category" in raw
    if long and not ("total" in raw or "increment" in raw):
        raise ValueError("with 'category' it must name the column of the 'total' or of the 'increment'")
    if not (raw.get("categories") if long else raw.get("columns")):
        raise ValueError(f"it has no [{'categories' if long else 'columns'}]")
    transcriber = _source(raw["transcriber"])
    chain = (transcriber, _source(raw["official"])) if raw.get("official") else (transcriber,)
    return Dataset(
        id=raw.get("id", stem),
        form="entries" if long else "totals",
        chain=chain,
        publisher=transcriber.name,
        side=_one_of(raw.get("side", "russia"), get_args(Party), "side"),
        columns={name: (_column(name, value),) for name, value in raw.get("columns", {}).items()},
        categories={
            name: _one_of(value, get_args(Category), "category") for name, value in raw.get("categories", {}).items()
        },
        bounds=raw.get("bounds", {}),
        words=raw.get("words", {"about": "about"}),
        ignored=frozenset(raw.get("ignored", ())),
        **{name: raw[name] for name in _WORDS if name in raw and name not in ("id", "transcriber", "official", "side")},
    )


def _column(name: str, value: Any) -> Column:
    if isinstance(value, str):
        value = {"category": value}
    if not isinstance(value, dict) or set(value) - {"category", "measure"}:
        raise ValueError(f'{name!r} is to be a category, or {{ category = "...", measure = "..." }}')
    return Column(
        category=_one_of(value.get("category"), get_args(Category), "category"),
        measure=_one_of(value.get("measure", "cumulative"), get_args(Measure), "measure"),
    )


def _one_of(value: Any, allowed: tuple[Any, ...], what: str) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r} is no {what}; it is one of {', '.join(allowed)}")
    return value


def _source(name: str) -> Source:
    """A source by its name alone: `onrecord.claim.rows` finds its id."""
    return official() if name == official().name else Source(name=name, id="")
