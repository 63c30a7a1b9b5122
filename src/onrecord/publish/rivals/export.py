"""Comparisons, areas and sources as JSON and CSV: whole answers for a program, flat stable columns for a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from onrecord.model.codec import to_json
from onrecord.publish.export import cell

if TYPE_CHECKING:
    from onrecord.rivals import Areas, Compared, Estimate, Speaker

COMPARED: Final = (
    "metric", "source", "kind", "side", "standing", "is_official", "counts", "method", "low", "best", "high", "bound",
    "certainty", "day", "age", "official_day", "official_value", "relation", "published", "chain", "url", "document",
    "claim", "left_out", "losses_of", "at", "as_of",
)  # fmt: skip
AREAS: Final = (
    "what", "source", "standing", "actor", "event", "start", "end", "km2", "sq_mi", "first_km2", "last_km2", "bound",
    "unit", "value", "place", "text", "because", "published", "claims", "as_of",
)  # fmt: skip
SOURCES: Final = (
    "source", "source_id", "kind", "side", "standing", "claims", "relayed", "first", "last", "taken_back", "checked",
    "failed", "rival", "losses_of", "metric", "days", "median", "least", "most", "entries", "entries_off",
)  # fmt: skip
"""The columns of the CSVs. New ones go to the end, none is renamed or moved."""


def compared_json(found: Compared) -> bytes:
    """One object on one line: the fields of `onrecord.rivals.Compared`, as docs/rivals.md lists them."""
    return to_json(found) + b"\n"


def compared_csv(found: Compared) -> str:
    """A row an estimate under a header, then those left out, with why."""
    return _csv(COMPARED, _compared(found))


def _compared(found: Compared) -> Iterator[dict[str, Any]]:
    common = {"losses_of": found.side, "at": found.at, "as_of": found.as_of}
    listed = found.across if found.across is not None else [one for group in found.groups for one in group.estimates]
    for one in listed:
        yield _estimate(one) | common
    for left in found.left_out:
        row = {name: getattr(left, name) for name in COMPARED if hasattr(left, name)}
        yield row | {"left_out": left.reason} | common


def _estimate(one: Estimate) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in COMPARED if hasattr(one, name)}
    official = one.official
    return row | {
        "chain": " > ".join(one.chain),
        "official_day": official.day if official else None,
        "official_value": official.value if official else None,
    }


def areas_json(found: Areas) -> bytes:
    """One object on one line: the fields of `onrecord.rivals.Areas`."""
    return to_json(found) + b"\n"


def areas_csv(found: Areas) -> str:
    """A row a map, then a row a statement, each followed by the maps' change over its own days."""
    return _csv(AREAS, _areas(found))


def _areas(found: Areas) -> Iterator[dict[str, Any]]:
    def change(one: Any, what: str) -> dict[str, Any]:
        row = {name: getattr(one, name) for name in AREAS if hasattr(one, name)}
        more = {"what": what, "km2": one.change_km2, "sq_mi": one.change_sq_mi, "claims": " ".join(one.claims)}
        return row | more | {"as_of": found.as_of}

    for one in found.maps:
        yield change(one, "map")
    for stated in found.stated:
        row = {name: getattr(stated, name) for name in AREAS if hasattr(stated, name)}
        yield row | {"what": "stated", "claims": stated.claim, "as_of": found.as_of}
        for one in stated.maps:
            yield change(one, "map over those days")


def sources_json(found: Sequence[Speaker]) -> bytes:
    """One object a line, the fields of `onrecord.rivals.Speaker`."""
    return b"".join(to_json(one) + b"\n" for one in found)


def sources_csv(found: Sequence[Speaker]) -> str:
    """A row a source and rival; a row where it has none."""
    rows = []
    for one in found:
        row = {name: getattr(one, name) for name in SOURCES if hasattr(one, name)}
        apart = ("rival", "losses_of", "metric", "days", "median", "least", "most")
        against = [{name: getattr(a, name) for name in apart} for a in one.against]
        rows += [row | each for each in against or [{}]]
    return _csv(SOURCES, rows)


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    return out.getvalue()
