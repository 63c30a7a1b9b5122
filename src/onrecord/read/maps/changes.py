"""Tables of what changed on maps: a row for each settlement, map and time, with the status before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from onrecord.lexicon import load
from onrecord.read.datasets.records import Problem
from onrecord.read.datasets.tables import Table
from onrecord.read.maps.known import MapKind, Status, maps
from onrecord.read.maps.snapshot import moment_of

_COLUMNS = frozenset(("map", "seen_at", "settlement", "region", "was", "now"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row: `now` is None where the map no longer shows the settlement, `was` where it did not before. `written` is
    the row in words, as they stand there."""

    kind: MapKind
    moment: str
    day: date
    settlement: str
    region: str
    was: Status | None
    now: Status | None
    written: str


def is_table(columns: Iterable[str]) -> bool:
    return _COLUMNS.issubset(columns)


def changes(table: Table, today: date) -> tuple[list[Change], list[Problem]]:
    """The rows that can be understood, in the order of the table, and what is wrong with the others."""
    found, problems = [], list(table.problems)
    for line, row in table.rows:
        try:
            found.append(_change(row, today))
        except ValueError as error:
            problems.append(Problem(where=f"{table.where}:{line}", code="bad_row", message=f"{error}; it was left out"))
    return found, problems


def _change(row: Mapping[str, Any], today: date) -> Change:
    cells = {name: str(row.get(name) or "").strip() for name in _COLUMNS}
    kind = next((one for one in maps() if one.table == cells["map"]), None)
    if kind is None:
        raise ValueError(f"nobody knows a map {cells['map']!r}")
    moment, day = _moment(cells["seen_at"], today)
    if not cells["settlement"]:
        raise ValueError("no settlement is named")
    was, now = (_status(kind, cells[name]) for name in ("was", "now"))
    if was is None and now is None:
        raise ValueError("it says nothing: it was not shown, and is not")
    written = f"{cells['settlement']}, {cells['region']}: {cells['now']}"
    return Change(
        kind=kind, moment=moment, day=day, settlement=cells["settlement"], region=cells["region"], was=was, now=now,
        written=f"{written}; was {cells['was']}" if cells["was"] else written,
    )  # fmt: skip


def _moment(written: str, today: date) -> tuple[str, date]:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"{written!r} is no time") from None
    if not at.hour and not at.minute and not at.second:
        moment, day = at.date().isoformat(), at.date()
    else:
        moment, day = moment_of(at if at.tzinfo else at.replace(tzinfo=UTC))
    if day > today:
        raise ValueError(f"{day} has not been yet")
    if day < load("packs/ukraine/pack.toml")["start"]:
        raise ValueError(f"{day} is before the war")
    return moment, day


def _status(kind: MapKind, words: str) -> Status | None:
    if not words or words == kind.gone:
        return None
    status = kind.status(words)
    if status is None:
        raise ValueError(f"nobody knows what {words!r} means on it")
    return status
