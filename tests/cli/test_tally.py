"""`onrecord tally`: the command, its formats, its chart."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import Result

from .conftest import Invoke

SAMPLES = Path(__file__).parents[2] / "samples"
ASKED = ("tally", "russia", "personnel", "--window", "7d", "--ending", "2023-08-14")


@pytest.fixture
def ledger(invoke: Invoke) -> None:
    """The sample's daily lists, 7 to 14 August 2023."""
    assert invoke("read", str(SAMPLES / "lists.jsonl"), "--no-model").exit_code == 0


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_the_table_of_the_articles_week(ledger: None, invoke: Invoke) -> None:
    shown = invoke(*ASKED)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "Troops lost by Russia, as counted by the General Staff of Ukraine" in shown.stdout
    assert re.search(r"2023-08-14 +254,380 +\+530 +\+530 ", shown.stdout)
    assert "+4,140 in 8–14\u00a0Aug\u00a02023, 7 days" in shown.stdout
    assert "At or above 250,000 from the first total on record, 250,240 on 7\u00a0Aug\u00a02023." in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 100
    assert "\x1b" not in shown.stdout


def test_json_carries_claim_ids_and_csv_is_flat(ledger: None, invoke: Invoke) -> None:
    found = json.loads(invoke(*ASKED, "--format", "json").stdout)
    assert (found["window"]["total"], found["window"]["increment"]) == (254380, 4140)
    kept = {json.loads(line)["id"] for line in invoke("claims", "--format", "json").stdout.splitlines()}
    assert kept.issuperset(found["window"]["claims"])
    assert all(step["claims"] for step in found["steps"])
    table = rows(invoke(*ASKED, "--format", "csv", "--average", "2"))
    assert [row["increment"] for row in table] == ["560", "820", "580", "580", "510", "560", "530"]
    assert table[-1]["average"] == "545.0"
    assert set(table[0]) >= {"label", "total", "stated", "claims", "notes", "source"}


def test_output_goes_to_a_file(ledger: None, invoke: Invoke, here: Path) -> None:
    assert invoke(*ASKED, "--format", "json", "--output", "t.json").stdout == ""
    assert json.loads((here / "t.json").read_text())["by"] == "day"


def test_a_cruise_missile_list_that_does_not_add_up_is_marked(ledger: None, invoke: Invoke) -> None:
    """On 13 August the page gave 1379 (+0), a day after 1378."""
    found = json.loads(invoke("tally", "russia", "missiles", "--format", "json").stdout)
    [note] = [note for note in found["window"]["notes"] if note["code"] == "unmatched"]
    assert (note["day"], note["message"]) == ("2023-08-13", "+0 is stated, the totals differ by +1 (1,378 to 1,379)")


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["russia", "personel"], 2, "did you mean personnel"),
        (["mars", "personnel"], 2, "russia"),
        (["ukraine", "tanks"], 4, "onrecord import"),
        (["russia", "tanks", "--window", "x"], 2, "7d"),
        (["russia", "tanks", "--from", "2023-08-14", "--to", "2023-08-01"], 2, "after"),
        (["russia", "tanks", "--from", "2023-08-14", "--window", "7d"], 2, "not by both"),
        (["russia", "tanks", "--to", "2023-08-14", "--ending", "2023-08-14"], 2, "the same"),
        (["russia", "tanks", "--mark", "-5"], 2, "no mark"),
        (["russia", "tanks", "--mark", "nan"], 2, "no mark"),
        (["russia", "tanks", "--as-of", "2021-01-01"], 4, "as of 2021-01-01"),
        (["russia", "tanks", "--transcription", "nobody"], 2, "there are:"),
        (["russia", "tanks", "--chart", "chart.gif"], 2, ".svg"),
        (["russia", "tanks", "--total"], 2, "--chart"),
        (["russia", "tanks", "--ledger", "none.db"], 4, "no ledger"),
    ],
)
def test_what_is_not_understood_is_one_line(
    ledger: None, invoke: Invoke, options: list[str], code: int, told: str
) -> None:
    result = invoke("tally", *options)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.count("\n") == 1
    assert told in result.stderr


# --- the chart --------------------------------------------------------------------------------------------------


@pytest.fixture
def drawing() -> Iterator[None]:
    pytest.importorskip("vl_convert", reason="vl-convert-python is not installed")
    yield


def test_an_svg_that_screen_readers_can_tell(drawing: None, ledger: None, invoke: Invoke, here: Path) -> None:
    result = invoke(*ASKED, "--average", "2", "--total", "--chart", "week.svg")
    assert (result.exit_code, result.stderr) == (0, "")
    svg = (here / "week.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert title.tag.endswith("title")
    assert title.text == "Troops lost by Russia, as counted by the General Staff of Ukraine"
    assert "+4,140" in (description.text or "")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]+"', "", svg), "nothing is fetched"
    assert "not independently verified" in svg
    assert len(list(csv.DictReader(io.StringIO((here / "week.csv").read_text(encoding="utf-8"))))) == 7


def test_png_and_page(drawing: None, ledger: None, invoke: Invoke, here: Path) -> None:
    assert invoke(*ASKED, "--chart", "week.png").exit_code == 0
    assert (here / "week.png").read_bytes().startswith(b"\x89PNG")
    assert invoke(*ASKED, "--chart", "week.html").exit_code == 0
    page = (here / "week.html").read_text(encoding="utf-8")
    assert page.count('<th scope="row">') == 7
    assert "<svg" in page
    assert "<td>254,380</td>" in page


def test_without_the_library_a_chart_says_what_to_install(
    ledger: None, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    result = invoke(*ASKED, "--chart", "week.svg")
    assert result.exit_code == 5
    assert "vl-convert-python" in result.stderr
