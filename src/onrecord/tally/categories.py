"""What may be asked for, and what was counted under it when: the contract's categories, the pack's series of
equipment.toml, and the words that people use for either."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, get_args

from onrecord.lexicon import load
from onrecord.model.claim import Category
from onrecord.model.errors import UsageError
from onrecord.tally.records import Definition

SIDES = ("russia", "ukraine")
_PACK = "packs/ukraine"


@dataclass(frozen=True, slots=True)
class Subject:
    """One line of the official count: claims of `category`, and `definitions` of it one after another, by their
    start. `beside` are the pack's other lines in the same category and time, each with the words that its
    reports use for it; `own` are such words where this line itself needs them."""

    name: str
    category: str
    definitions: tuple[Definition, ...]
    beside: tuple[tuple[Definition, tuple[str, ...]], ...] = ()
    own: tuple[str, ...] = ()

    def holds(self, as_reported: str | None, day: date) -> bool:
        """Whether a figure of the category, so named in a report of that day, is of this line."""
        words = _plain(as_reported or "")
        if self.own:
            return any(word in words for word in self.own) and any(_stood(line, day) for line in self.definitions)
        return not any(_stood(line, day) and any(word in words for word in named) for line, named in self.beside)

    def definition(self, day: date) -> Definition | None:
        """What was counted on a day; None before the pack knows of any, or when it says nothing of the line."""
        for line in reversed(self.definitions):
            if line.start <= day:
                return line if _stood(line, day) else None
        return None


def subject(side: str, asked: str) -> Subject:
    """The line that somebody asks for by any of its names. Raises UsageError with near names for one that is none."""
    names = _names()
    found = names.get(_plain(asked))
    if found is None:
        from difflib import get_close_matches

        near = list(dict.fromkeys(names[word] for word in get_close_matches(_plain(asked), names, n=6, cutoff=0.6)))[:3]
        hint = f"did you mean {_either(near)}?" if near else f"categories: {', '.join(get_args(Category))}"
        raise UsageError(f"there is no category {asked!r}", hint)
    if found in get_args(Category):
        return _whole(side, found)
    [line] = (line for line in _series(side) or _series("russia") if line["name"] == found)
    return Subject(found, line["category"], (_definition(line),), own=_words(line))


def subjects(side: str) -> list[Subject]:
    """All that is counted of a side's losses: its voice's categories, and the pack's lines beside them."""
    named = [name for name in get_args(Category) if name in voice(side)["categories"]]
    named += [line["name"] for line in _series(side) if "label" in line]
    return [subject(side, name) for name in named]


def voice(side: str) -> dict[str, Any]:
    """The pack's voice that counts the losses of a side (voices.toml)."""
    id = load(f"{_PACK}/tally.toml")["voices"][side]
    found: dict[str, Any] = next(voice for voice in load(f"{_PACK}/voices.toml")["voices"] if voice["id"] == id)
    return found


def pages(side: str) -> frozenset[str]:
    """Publishers whose pages are that voice's own, in lower case, beside its sources."""
    official = load(f"{_PACK}/tally.toml")["official"]
    return frozenset(name.casefold() for name in official[voice(side)["id"]])


def _whole(side: str, category: str) -> Subject:
    lines = [line for line in _series(side) if line["category"] == category]
    main = [line for line in lines if "label" not in line]
    if lines and not main:
        names = ", ".join(line["name"] for line in lines)
        raise UsageError(f"{category!r} holds several lines that cannot be added", f"ask for one of them: {names}")
    beside = tuple((_definition(line), _words(line)) for line in lines if line not in main)
    return Subject(category, category, tuple(sorted(map(_definition, main), key=lambda d: d.start)), beside)


def _series(side: str) -> list[dict[str, Any]]:
    """The pack's definitions, for the voice that they are of."""
    if load(f"{_PACK}/tally.toml")["definitions"]["voice"] != voice(side)["id"]:
        return []
    series: list[dict[str, Any]] = load(f"{_PACK}/equipment.toml")["series"]
    return series


def _definition(line: dict[str, Any]) -> Definition:
    return Definition(name=line["name"], start=line["from"], end=line.get("until"), note=line.get("note"))


def _words(line: dict[str, Any]) -> tuple[str, ...]:
    """What a report may call the line: its labels, and its columns in datasets. None where it has no label."""
    if "label" not in line:
        return ()
    return tuple(dict.fromkeys(map(_plain, (*line["label"], *line["columns"].values()))))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Plain words -> the contract's category, or the series of the pack."""
    out: dict[str, str] = {}
    lines = load(f"{_PACK}/equipment.toml")["series"]
    for category in get_args(Category):
        out[_plain(category)] = category
    for name, words in load(f"{_PACK}/tally.toml")["aliases"].items():
        out |= {_plain(word): name for word in words if _plain(word) not in out}
    for line in lines:
        names = {line["name"], *line["columns"].values()}
        target = line["name"] if "label" in line else line["category"]
        for word in names:
            out.setdefault(_plain(word), target)
    for line in lines:
        if "label" in line:
            out[_plain(line["name"])] = line["name"]
    return out


def _stood(line: Definition, day: date) -> bool:
    return line.start <= day and (line.end is None or day <= line.end)


@lru_cache(maxsize=1024)
def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())


def _either(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
