"""Recorded claims as a table, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from onrecord.model import Reading
from onrecord.publish import claims_csv, claims_json, claims_table
from onrecord.publish.export import COLUMNS
from publish.samples import article, hostile, recorded


def rows(*readings: Reading) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(claims_csv(recorded(*readings)))))


def test_csv(snapshot: SnapshotAssertion) -> None:
    assert claims_csv(recorded(article())) == snapshot


def test_table(snapshot: SnapshotAssertion) -> None:
    assert claims_table(recorded(article())) == snapshot


def test_every_claim_is_a_row_with_all_columns() -> None:
    told = rows(article(), hostile())
    assert len(told) == len(article().claims) + len(hostile().claims)
    assert all(tuple(row) == COLUMNS for row in told)
    gain = next(row for row in told if row["id"] == "gain")
    assert (gain["sources"], gain["value"], gain["unit"], gain["conversion_value"]) == (
        "Ukrinform > Hanna Maliar",
        "3",
        "km2",
        "1.15",
    )
    assert {row["superseded"] for row in told} == {"true", "false"}


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r1", "＝1", "|x", "%x"])
def test_a_spreadsheet_runs_nothing(start: str) -> None:
    reading = hostile()
    reading = replace(reading, document=replace(reading.document, title=start))
    assert rows(reading)[0]["title"] == "'" + start.replace("\r", "\n")


def test_numbers_are_left_alone() -> None:
    reading = article()
    claim = next(claim for claim in reading.claims if claim.id == "withdrawn")
    assert claim.place
    south = replace(claim, place=replace(claim.place, lat=-47.5, lon=-36.25))
    row = rows(replace(reading, claims=(south,)))[0]
    assert (row["lat"], row["lon"]) == ("-47.5", "-36.25")


def test_json_is_an_object_a_line() -> None:
    told = [json.loads(line) for line in claims_json(recorded(article())).splitlines()]
    assert [item["id"] for item in told] == [claim.id for claim in article().claims]
    assert told[0]["document"]["id"] == "kyiv-count"
    assert told[0]["recorded"] == "2023-08-15T06:30:00+00:00"
    assert told[4]["superseded"] is True


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_table_keeps_to_its_width_and_passes_no_controls(width: int) -> None:
    told = claims_table(recorded(article(), hostile()), width=width)
    assert max(map(len, told.splitlines())) <= width
    assert "\x1b" not in told and "\u202e" not in told


def test_nothing_at_all() -> None:
    assert claims_table([]) == "0 claims\n"
    assert claims_csv([]) == ",".join(COLUMNS) + "\n"
    assert claims_json([]) == b""
