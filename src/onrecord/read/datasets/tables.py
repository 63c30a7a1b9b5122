"""Bytes into rows of words, each with its line. A broken place costs itself alone: the rest of the file is read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onrecord.read.datasets.records import Problem
from onrecord.read.decoding import decode

_BROKEN = 50  # broken places in one file after which the rest is given up
_BLANK = re.compile(r"[\s,]*")
_HEAD = 100  # rows whose columns are looked at


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, each a line number and its columns by name, and what of it could not be read."""

    where: str
    rows: list[tuple[int, dict[str, Any]]]
    problems: list[Problem]

    @property
    def columns(self) -> dict[str, None]:
        """The names of its columns, in order, as far as the first rows tell."""
        return dict.fromkeys(name for _, row in self.rows[:_HEAD] for name in row)


def table(data: bytes, where: str, *, charset: str | None = None, delimiter: str | None = None) -> Table | None:
    """The table in `data`: an array of JSON objects, or CSV with a heading; None when it is neither.

    CSV parts cells by `delimiter`, else by the comma, semicolon or tab that its heading has most of. Raises `Refused`
    when the bytes are no text."""
    text = decode(data, charset)
    start = text.lstrip()
    if start.startswith("["):
        return objects(text, where, text.index("[") + 1)
    first = start.partition("\n")[0]
    if start.startswith(("{", "<")) or not (delimiter or any(mark in first for mark in ",;\t")):
        return None
    return _lines(text, where, delimiter or max(",;\t", key=first.count))


def listed(text: str, where: str, name: str) -> Table | None:
    """The objects of the list that a JSON object has at `name`; None when it has none."""
    found = re.search(rf'"{re.escape(name)}"\s{{0,9}}:\s{{0,9}}\[', text) if text.lstrip().startswith("{") else None
    return objects(text, where, found.end()) if found else None


def objects(text: str, where: str, at: int) -> Table:
    """The objects of a JSON array, whose first one begins at `at` or behind it."""
    rows: list[tuple[int, dict[str, Any]]] = []
    problems: list[Problem] = []
    twice: list[str] = []
    decoder = json.JSONDecoder(parse_float=Decimal, object_pairs_hook=lambda pairs: _object(pairs, twice))
    line, counted = 1, 0
    while True:
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr]
        line, counted = line + text.count("\n", counted, at), at
        if at >= len(text):
            problems.append(Problem(where=f"{where}:{line}", code="truncated", message="the file ends before its list"))
            break
        if text[at] == "]":
            break
        twice.clear()
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:  # ValueError: a number of thousands of digits
            broken = line
            if isinstance(error, json.JSONDecodeError):
                broken = line + text.count("\n", at, error.pos)
            following = text.find("{", at + 1)
            cut = following < 0 and not text.rstrip().endswith(("]", "}"))
            said = "the file breaks off within a row" if cut else "this row is no JSON"
            code = "truncated" if cut else "bad_json"
            problems.append(Problem(where=f"{where}:{broken}", code=code, message=f"{said}; it was left out"))
            if following < 0:
                break
            if len(problems) > _BROKEN:
                problems.append(Problem(where=f"{where}:{broken}", code="bad_json", message="the rest was given up"))
                break
            at = following
            continue
        for name in twice:
            said = f"the row has {name!r} twice, with different values; neither was taken"
            problems.append(Problem(where=f"{where}:{line}", code="twice", message=said))
        if isinstance(value, dict):
            rows.append((line, value))
        else:
            problems.append(Problem(where=f"{where}:{line}", code="bad_json", message="this is no row of columns"))
    return Table(where, rows, problems)


def _object(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    """An object with nothing at the names that it has twice with different values, which `twice` is told."""
    found = dict(pairs)
    if len(found) < len(pairs):
        for name in dict.fromkeys(name for name, value in pairs if found[name] != value):
            found[name] = None
            twice.append(name)
    return found


def _lines(text: str, where: str, delimiter: str) -> Table:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    problems: list[Problem] = []
    rows: list[tuple[int, dict[str, Any]]] = []
    heading: list[str] = []
    doubled: list[str] = []
    for line, cells in _records(reader, where, problems):
        if not any(cell.strip() for cell in cells):
            continue
        if not heading:
            heading = [cell.strip() for cell in cells]
            doubled = [name for name in dict.fromkeys(heading) if heading.count(name) > 1]
            for name in filter(None, doubled):
                said = f"the heading has {name!r} twice; neither column was taken"
                problems.append(Problem(where=f"{where}:{line}", code="bad_heading", message=said))
        elif [cell.strip() for cell in cells] == heading:
            problems.append(
                Problem(where=f"{where}:{line}", code="heading", message="the heading stands among the rows")
            )
        elif len(cells) != len(heading):
            said = f"{len(cells)} cells, the heading has {len(heading)}; the row was left out"
            problems.append(Problem(where=f"{where}:{line}", code="bad_row", message=said))
        else:
            row = dict(zip(heading, map(str.strip, cells), strict=True))
            for name in doubled:
                row[name] = ""
            rows.append((line, row))
    return Table(where, rows, problems)


def _records(reader: Any, where: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(where=f"{where}:{line}", code="bad_row", message=f"this row is no CSV: {error}"))
