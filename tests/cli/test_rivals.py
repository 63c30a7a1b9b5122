"""`onrecord compare`, `area` and `sources`: the commands, their formats, the chart."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .conftest import Invoke

SAMPLES = Path(__file__).parents[2] / "samples"
ASKED = ("compare", "russia", "--at", "2023-08-14", "--as-of", "2023-08-14")
AREA = (
    "date,area_assessed_as_russia_controlled,area_assessed_as_russia_controlled_percent\n"
    "2023-08-07,111523510000,18\n2023-08-14,111521030000,18\n"
)


@pytest.fixture
def ledger(invoke: Invoke, here: Path) -> None:
    (here / "area.csv").write_text(AREA)
    table = SAMPLES / "rivals" / "estimates.csv"
    head = table.read_text("utf-8").splitlines()[0]
    (here / "undated.csv").write_text(f"{head}\n01/03/2023,,,160000,casualties,Pentagon,by mail,russia,\n")
    named = (str(table), "undated.csv", str(SAMPLES / "lists.jsonl"), "area.csv")
    assert invoke("import", *named).exit_code == 0


def test_the_table_keeps_metrics_apart_and_says_what_it_leaves_out(ledger: None, invoke: Invoke) -> None:
    shown = invoke(*ASKED)
    assert (shown.exit_code, shown.stderr) == (0, "")
    told = " ".join(shown.stdout.split())
    assert "Estimates of Russia's losses up to 14 Aug 2023, as published by 14 Aug 2023" in told
    assert shown.stdout.index("Casualties: ") < shown.stdout.index("Deaths: ")
    assert "a belligerent, Ukraine" in told
    assert "UK Ministry of Defence, casualties: 240,232 for 1 Aug 2023; published on 7 Jan 2025" in told
    assert "nobody tells when it was published" in told
    assert "Casualties and deaths are not the same and are not ranked together." in told
    assert max(map(len, shown.stdout.splitlines())) <= 110
    assert "\x1b" not in shown.stdout


def test_json_and_csv_carry_the_claims(ledger: None, invoke: Invoke) -> None:
    found = json.loads(invoke(*ASKED, "--format", "json").stdout)
    assert found["across"] is None and [one["metric"] for one in found["groups"]] == ["casualties", "deaths"]
    kept = {json.loads(line)["id"] for line in invoke("claims", "--format", "json").stdout.splitlines()}
    assert {e["claim"] for one in found["groups"] for e in one["estimates"]} <= kept
    rows = list(csv.DictReader(io.StringIO(invoke(*ASKED, "--format", "csv").stdout)))
    assert [row["source"] for row in rows if row["left_out"] == "published_later"] == ["UK Ministry of Defence"]
    assert {row["standing"] for row in rows if not row["left_out"]} == {"belligerent", "third_party"}
    count = next(row for row in rows if row["is_official"] == "true")
    assert (count["best"], count["day"], count["losses_of"]) == ("254380", "2023-08-14", "russia")


def test_across_metrics_only_when_asked(ledger: None, invoke: Invoke) -> None:
    assert "All metrics in one row" not in invoke(*ASKED).stdout
    shown = invoke(*ASKED, "--across").stdout
    assert "All metrics in one row" in shown and "Across metrics the order says nothing" in shown


@pytest.mark.parametrize("across", [(), ("--across",)])
def test_the_chart_says_in_words_what_it_shows(
    ledger: None, invoke: Invoke, here: Path, across: tuple[str, ...]
) -> None:
    assert invoke(*ASKED, *across, "--chart", "c.svg").exit_code == 0
    root = ElementTree.parse(here / "c.svg").getroot()
    space = "{http://www.w3.org/2000/svg}"
    title, described = root.find(f"{space}title"), root.find(f"{space}desc")
    assert root.get("role") == "img" and title is not None and described is not None
    assert "Estimates of Russia" in str(title.text)
    assert re.search(
        r"Casualties, the highest first: The General Staff of Ukraine, .*: about 254,380", str(described.text)
    )
    drawn = "".join(root.itertext())
    for words in ("189,500 to 223,000", "a belligerent's own", "a third party", "15,000 or more", "Left out: "):
        assert words in drawn
    assert "source" in (here / "c.csv").read_text().partition("\n")[0]


def test_the_page_has_the_tables_beside_the_picture(ledger: None, invoke: Invoke, here: Path) -> None:
    assert invoke(*ASKED, "--chart", "c.html").exit_code == 0
    page = (here / "c.html").read_text()
    assert page.count("<table>") == 2 and "<caption>Deaths: killed or dead only</caption>" in page
    assert "http://www.w3.org/2000/svg" in page and "<script" not in page
    known = r"nytimes\.com|reuters\.com|economist\.com|csis\.org"
    assert not re.search(rf'(?:src|href)="(?!https?://(?:www\.)?(?:{known}))(?!#)', page)
    assert not (here / "c.csv").exists()


def test_a_png_is_one(ledger: None, invoke: Invoke, here: Path) -> None:
    assert invoke(*ASKED, "--chart", "c.png").exit_code == 0
    assert (here / "c.png").read_bytes().startswith(b"\x89PNG")


def test_area_tells_both_units(ledger: None, invoke: Invoke) -> None:
    asked = ("area", "--from", "2023-08-08", "--to", "2023-08-14")
    shown = " ".join(invoke(*asked).stdout.split())
    assert "−2.48 km² −0.96 sq mi" in shown and "They are two claims" in shown
    found = json.loads(invoke(*asked, "--format", "json").stdout)
    assert found["maps"][0]["change_km2"] == -2.48
    [row] = csv.DictReader(io.StringIO(invoke(*asked, "--format", "csv").stdout))
    assert (row["what"], row["sq_mi"]) == ("map", "-0.96")


def test_sources_are_listed_by_standing(ledger: None, invoke: Invoke) -> None:
    found = [json.loads(line) for line in invoke("sources", "--format", "json").stdout.splitlines()]
    assert {"ua-general-staff", "us-officials", "isw", "economist"} <= {one["source_id"] for one in found}
    only = [
        json.loads(line) for line in invoke("sources", "--standing", "belligerent", "-f", "json").stdout.splitlines()
    ]
    assert only and {one["standing"] for one in only} == {"belligerent"}
    assert "no grade of anybody" in invoke("sources", "--limit", "2").stdout
    rows = list(csv.DictReader(io.StringIO(invoke("sources", "--format", "csv").stdout)))
    assert {row["source"] for row in rows} == {one["source"] for one in found}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("compare", "atlantis"), "is not one of"),
        (("compare", "russia", "--at", "2202"), "is no date"),
        (("compare", "russia", "--chart", "c.gif"), "end its name in .svg"),
        (("area", "--from", "2023-08-14", "--to", "2023-08-08"), "is after"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_so(
    ledger: None, invoke: Invoke, asked: tuple[str, ...], says: str
) -> None:
    refused = invoke(*asked)
    assert refused.exit_code == 2 and says in refused.stderr


@pytest.mark.parametrize("command", [("compare", "russia"), ("area",), ("sources",)])
def test_without_a_ledger_there_is_a_hint(invoke: Invoke, command: tuple[str, ...]) -> None:
    refused = invoke(*command)
    assert refused.exit_code == 4 and "there is no ledger" in refused.stderr


def test_an_articles_comparison_leads_to_the_command(ledger: None, invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text(" date 2023-08-14 Other estimates tend to be more conservative than Kyiv's tally.\n")
    command = "onrecord compare russia --at 2023-08-14 --as-of 2023-08-14"
    for format in ("text", "md", "html"):
        assert command in invoke("read", "a.txt", "--no-model", "--dry-run", "--format", format).stdout
    found = json.loads(invoke("read", "a.txt", "--no-model", "--dry-run", "--format", "json").stdout)
    assert found["views"] == [{"claim": found["claims"][0]["id"], "command": command}]
    assert invoke(*command.split()[1:]).exit_code == 0


@pytest.mark.parametrize("said", ["Losses are higher than in July.", "Estimates are higher than in July."])
def test_another_comparison_leads_nowhere(invoke: Invoke, here: Path, said: str) -> None:
    (here / "b.txt").write_text(f" date 2023-08-14 {said}\n")
    assert "views" not in json.loads(invoke("read", "b.txt", "--no-model", "--dry-run", "--format", "json").stdout)
