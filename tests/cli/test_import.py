"""`onrecord import`: the summary, the lines on what is wrong, and what the exit code says."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from .conftest import Invoke

DAYS = [
    {"date": "2023-08-13", "personnel": 253850, "personnel*": "about"},
    {"date": "2023-08-14", "personnel": 254380, "personnel*": "about"},
]


@pytest.fixture
def days(here: Path) -> Path:
    (here / "days.json").write_text(json.dumps(DAYS, indent=0))
    return here


def claims(here: Path) -> int:
    connection = sqlite3.connect(here / "onrecord.db")
    try:
        return int(connection.execute("SELECT count(*) FROM claims").fetchone()[0])
    finally:
        connection.close()


def test_a_dataset_and_again(invoke: Invoke, days: Path) -> None:
    first = invoke("import", "days.json")
    assert (first.exit_code, first.stderr) == (0, "")
    heading, _, row = first.stdout.splitlines()
    assert heading.split() == ["Input", "Known", "as", "Rows", "New", "Known", "Superseded", "Problems"]
    assert row.split() == ["days.json", "petroivaniuk-personnel", "2", "2", "0", "0", "0"]
    again = invoke("import", "days.json")
    assert again.stdout.splitlines()[2].split()[2:] == ["2", "0", "2", "0", "0"]
    assert claims(days) == 2
    listed = invoke("claims", "--source", "PetroIvaniuk", "--format", "json")
    assert [json.loads(line)["text"] for line in listed.stdout.splitlines()] == [
        "2023-08-13 personnel about 253850",
        "2023-08-14 personnel about 254380",
    ]


def test_what_is_wrong_goes_to_stderr_by_line_and_the_rest_is_kept(invoke: Invoke, days: Path) -> None:
    rows = [*DAYS, {"date": "2202-08-15", "personnel": 1}, {"date": "2023-08-16", "personnel": "?"}]
    (days / "days.json").write_text(json.dumps(rows, indent=0))
    result = invoke("import", "days.json")
    assert result.exit_code == 1
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == ["days.json:12", "days.json:16"]
    assert claims(days) == 2
    assert len(invoke("import", "days.json", "--problems", "1").stderr.splitlines()) == 2
    (one,) = map(json.loads, invoke("import", "days.json", "--format", "json", "--problems", "0").stdout.splitlines())
    assert (one["input"], one["kind"], one["rows"], one["known"]) == ("days.json", "petroivaniuk-personnel", 2, 2)
    assert [(problem["code"], problem["kept"]) for problem in one["problems"]] == [
        ("future", False),
        ("no_number", False),
    ]


def test_a_total_that_falls_is_no_failure(invoke: Invoke, days: Path) -> None:
    (days / "days.json").write_text(json.dumps([DAYS[1], {**DAYS[1], "date": "2023-08-15", "personnel": 254000}]))
    result = invoke("import", "days.json")
    assert result.exit_code == 0
    assert "falls from 254380" in result.stderr
    assert claims(days) == 2


def test_nothing_imported_is_an_exit_code_of_its_own(invoke: Invoke, days: Path) -> None:
    result = invoke("import", "gone.json", "article.txt")
    assert result.exit_code == 3
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == ["gone.json", "article.txt"]


def test_a_dry_run_makes_no_ledger(invoke: Invoke, days: Path) -> None:
    result = invoke("import", "days.json", "--dry-run")
    assert (result.exit_code, result.stdout.splitlines()[2].split()[2:4]) == (0, ["2", "2"])
    assert not (days / "onrecord.db").exists()


def test_the_samples_and_their_mapping(invoke: Invoke, here: Path, root: Path) -> None:
    tally = root / "samples" / "tally"
    result = invoke("import", str(tally / "desk.csv"), "--mapping", str(tally / "desk.toml"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[2].split() == ["desk.csv", "desk", "3", "9", "0", "0", "0"]
    both = invoke(
        "import", str(tally / "personnel.json"), str(tally / "equipment.json"), str(root / "samples/lists.jsonl")
    )
    assert (both.exit_code, both.stderr) == (0, "")
    assert both.stdout.splitlines()[-1].split()[:2] == ["all", "24"]
    listed = invoke("claims", "--source", "Our desk", "--since", "2023-08-14", "--format", "json")
    assert {json.loads(line)["quantity"]["value"] for line in listed.stdout.splitlines()} == {254380, 530, 4306}


def test_the_caller_says_what_it_is(invoke: Invoke, days: Path) -> None:
    assert invoke("import", "days.json", "--as", "nobody").exit_code == 2
    assert invoke("import", "days.json", "--as", "minfin", "--mapping", "m.toml").exit_code == 2
    assert invoke("import", "days.json", "--mapping", "none.toml").exit_code == 3
    (days / "some.json").write_text('[{"date": "2023-08-14", "personnel": 254380}]')
    assert invoke("import", "some.json").exit_code == 3
    assert invoke("import", "some.json", "--as", "petroivaniuk-personnel").exit_code == 0


def test_standard_input(invoke: Invoke, here: Path) -> None:
    result = invoke("import", "-", input=json.dumps(DAYS))
    assert (result.exit_code, claims(here)) == (0, 2)
    assert result.stdout.splitlines()[2].split()[0] == "stdin"
