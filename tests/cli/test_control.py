"""`onrecord control`, and maps through `onrecord import`."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .conftest import Invoke

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "control"
VILLAGE = "Urozhaine, Donetsk"


@pytest.fixture
def war(invoke: Invoke, here: Path) -> Path:
    """A ledger with the sample maps and reports."""
    assert invoke("import", str(SAMPLES / "maps"), "--ledger", "war.db").exit_code == 0
    assert invoke("read", str(SAMPLES / "reports.jsonl"), "--ledger", "war.db").exit_code == 0
    return here / "war.db"


def test_lanes_as_a_table_and_as_json(invoke: Invoke, war: Path) -> None:
    asked = ("control", VILLAGE, "--from", "2023-08-07", "--to", "2023-08-17", "--ledger", str(war))
    table = invoke(*asked)
    assert table.exit_code == 0
    for words in (
        "DeepState (map)", "Unknown status", "13 Aug 2023", "uncertain", "taken back", "Hanna Maliar", "≠",
        "https://example.org/front/2023-08-16",
    ):  # fmt: skip
        assert words in table.stdout.replace("\xa0", " "), words
    found = json.loads(invoke(*asked, "--format", "json").stdout)
    assert [lane["source"]["id"] for lane in found["lanes"]] == [
        "deepstate", "isw", "hanna-maliar", "ru-military-bloggers"
    ]  # fmt: skip
    early = json.loads(invoke(*asked, "--as-of", "2023-08-12", "-f", "json").stdout)
    assert len(early["lanes"]) == 3 and "2023-08-13" not in json.dumps(early)


def test_an_ambiguous_name_is_answered_with_which(invoke: Invoke, war: Path) -> None:
    asked = invoke("control", "Урожайне", "--ledger", str(war))
    assert asked.exit_code == 2
    for words in ("Donetsk", "Kherson", "Luhansk", "Zaporizhzhia", "osm-r3946802"):
        assert words in asked.stdout
    assert 'say which, "Urozhaine, Donetsk"' in asked.stderr
    which = json.loads(invoke("control", "Urozhaine", "-f", "json", "--ledger", str(war)).stdout)["which"]
    assert [one["claims"] for one in which if one["claims"]] == [8]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ((), 2, "name a PLACE"),
        ((VILLAGE, "--map", "a.svg"), 2, "name the day with --on"),
        (("--on", "2023-08-13", "--from", "2023-08-01"), 2, "--on is one day"),
        (("--on", "2023-08-13", "--map", "a.jpg"), 2, "no map that can be drawn"),
        (("Nowherivka",), 2, "no settlement 'Nowherivka'"),
        ((VILLAGE, "--from", "2023-08-09", "--to", "2023-08-01"), 2, "holds no day"),
        (("--on", "2023-08-13", "--source", "Nobody"), 4, "no such source"),
        ((VILLAGE, "--ledger", "none.db"), 4, "there is no ledger"),
    ],
)
def test_misuse_is_told_in_one_line(invoke: Invoke, war: Path, args: tuple[str, ...], code: int, said: str) -> None:
    ledger = () if "--ledger" in args else ("--ledger", str(war))
    result = invoke("control", *args, *ledger)
    assert result.exit_code == code
    assert said in result.stderr and len(result.stderr.splitlines()) == 1


def test_a_days_table_json_and_maps(invoke: Invoke, war: Path, here: Path) -> None:
    asked = ("control", "--on", "2023-08-13", "--ledger", str(war))
    table = invoke(*asked, "--source", "DeepState").stdout
    assert "Occupied" in table and "Institute" not in table
    assert invoke(*asked, "--map", "day.svg", "--map", "day.svg").exit_code == 0
    drawn = ElementTree.parse(here / "day.svg").getroot()
    named = "".join(drawn.itertext())
    assert "Who is said to have which place, 13\xa0Aug\xa02023" in named
    for words in ("DeepState", "Institute for the Study of War", "Russia has it", "Hanna Maliar"):
        assert (words in named) == (words != "Hanna Maliar"), words
    assert invoke(*asked, "--map", "day.png").exit_code == 0
    assert (here / "day.png").read_bytes().startswith(b"\x89PNG")
    assert invoke("control", VILLAGE, *asked[1:], "--within", "3", "--map", "day.html").exit_code == 0
    page = (here / "day.html").read_text("utf-8")
    assert "Staromaiorske" in page and "Content-Security-Policy" in page
    around = json.loads(invoke("control", VILLAGE, *asked[1:], "--within", "1", "-f", "json").stdout)
    assert [one["place"]["name"] for one in around["places"]] == ["Urozhaine"]


def test_importing_maps_reports_by_file_and_goes_on(invoke: Invoke, here: Path) -> None:
    folder = here / "maps"
    folder.mkdir()
    good = (SAMPLES / "maps/isw/20230810.geojson").read_bytes()
    (folder / "20230810.geojson").write_bytes(good)
    (folder / "20230811.geojson.gz").write_bytes(b"\x1f\x8b" + good)
    (folder / "22020202.geojson").write_bytes(good)
    result = invoke("import", "maps", "--ledger", "war.db", "--format", "json")
    assert result.exit_code == 1
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["kind"] for one in found] == ["isw-map", "nothing", "nothing"]
    assert "20230811.geojson.gz: its gzip is broken" in result.stderr
    assert "22020202.geojson: its day, 2202-02-02, has not been yet" in result.stderr
    again = invoke("import", "maps/20230810.geojson", "--ledger", "war.db", "--format", "json")
    assert json.loads(again.stdout)["new"] == 0


def test_the_margin_of_a_map_is_told(invoke: Invoke, here: Path) -> None:
    sample = str(SAMPLES / "maps/deepstate/1691916579.geojson")
    for margin, certainty in (("0.1", "asserted"), ("2", "hedged")):
        invoke("import", sample, "--ledger", f"{margin}.db", "--margin", margin)
        found = json.loads(invoke("control", VILLAGE, "--ledger", f"{margin}.db", "-f", "json").stdout)
        assert found["lanes"][0]["changes"][0]["certainty"] == certainty
