"""`onrecord audit`: the command and its formats."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import get_args

import pytest

from onrecord.audit.issues import Kind
from onrecord.cli.audit import KINDS
from onrecord.publish.issues.export import COLUMNS
from onrecord.publish.issues.table import HEADINGS

from .conftest import Invoke

SAMPLES = Path(__file__).parents[2] / "samples"
DOCS = Path(__file__).parents[2] / "docs" / "audit.md"


@pytest.fixture
def ledger(invoke: Invoke, here: Path) -> None:
    """The sample's daily lists, 7 to 14 August 2023, one increment of troops written with a digit amiss. One real one
    stands in them: cruise missiles of 13 August."""
    lists = (SAMPLES / "lists.jsonl").read_text(encoding="utf-8")
    assert lists.count("252200 (+580)") == 1
    (here / "lists.jsonl").write_text(lists.replace("252200 (+580)", "252200 (+530)"), encoding="utf-8")
    assert invoke("read", "lists.jsonl", "--no-model").exit_code == 0


def test_the_table_says_what_to_look_at_first(ledger: None, invoke: Invoke) -> None:
    shown = invoke("audit")
    assert (shown.exit_code, shown.stderr) == (0, "")
    text = " ".join(shown.stdout.split())
    assert "Increments that are not the difference of the totals (1)" in text
    assert "one digit differs" in text and "The total changed" not in text
    assert "1 increment, 1 silent" in text and "91 relations" in text
    assert "252,200 - 251,620 = 580, but +530 is stated" in invoke("audit", "--format", "csv").stdout
    assert max(map(len, shown.stdout.splitlines())) <= 120 and "\x1b" not in shown.stdout


def test_csv_is_an_issue_log(ledger: None, invoke: Invoke) -> None:
    found = invoke("audit", "russia/troops", "--format", "csv")
    assert found.exit_code == 0
    [issue] = csv.DictReader(io.StringIO(found.stdout))
    assert tuple(issue) == COLUMNS
    assert issue["id"] == "russia/personnel/2023-08-10/increment"
    assert issue["suspect"].endswith("should be +580") and issue["look"] == "one digit differs"
    assert len(issue["claims"].split()) == 3


def test_json_has_every_repair_with_its_claims(ledger: None, invoke: Invoke) -> None:
    found = json.loads(invoke("audit", "--format", "json").stdout)
    assert found["kinds"] == {"increment": 1, "silent": 1}
    found = json.loads(invoke("audit", "russia/troops", "--format", "json").stdout)
    [issue] = found["issues"]
    kept = {json.loads(line)["id"] for line in invoke("claims", "--format", "json").stdout.splitlines()}
    assert kept.issuperset(issue["claims"])
    assert [mend["changes"][0]["figure"]["what"] for mend in issue["repairs"]] == ["increment", "step"]
    assert issue["repairs"][0]["changes"][0]["low"] == 580


def test_kinds_and_days_narrow_it(ledger: None, invoke: Invoke) -> None:
    assert json.loads(invoke("audit", "--kind", "dispute", "-f", "json").stdout)["issues"] == []
    assert json.loads(invoke("audit", "--as-of", "2023-08-09", "-f", "json").stdout)["issues"] == []
    assert len(json.loads(invoke("audit", "--as-of", "2023-08-10", "-f", "json").stdout)["issues"]) == 1
    assert json.loads(invoke("audit", "-f", "json").stdout)["kinds"] == {"increment": 1, "silent": 1}


def test_what_makes_no_sense_is_one_line(invoke: Invoke, ledger: None) -> None:
    for args, code in ((("audit", "france"), 2), (("audit", "--ledger", "no.db"), 4), (("audit", "ukraine"), 4)):
        result = invoke(*args)
        assert (result.exit_code, result.stderr.count("\n")) == (code, 1), result.stderr


def test_every_kind_and_column_is_told_and_described() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert KINDS == get_args(Kind) == tuple(HEADINGS)
    assert [name for name in (*KINDS, *COLUMNS) if f"`{name}`" not in text] == []
