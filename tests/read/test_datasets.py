"""Datasets: recognised by their columns, read through what is broken, every figure that cannot be one reported."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicon import load
from onrecord.model.errors import InputError, UsageError
from onrecord.read.datasets import Payload, contents, known, mapped, named, recognised, rows, table

TODAY = date(2026, 11, 1)
DAYS = [
    {"date": "2023-08-13", "day": 536, "personnel": 253850, "personnel*": "about"},
    {"date": "2023-08-14", "day": 537, "personnel": 254380, "personnel*": "about"},
]


def read(data: str | bytes, **given: Any) -> tuple[list[Any], list[Any]]:
    made = table(data if isinstance(data, bytes) else data.encode(), "f", delimiter=given.pop("delimiter", None))
    assert made is not None
    dataset = given.pop("dataset", None) or recognised(made.columns)
    assert dataset is not None
    return rows(made, dataset, today=TODAY, **given)


def codes(problems: list[Any]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in problems]


def figures(found: list[Any]) -> list[tuple[str, str, int]]:
    return [(str(row.day), cell.label, int(cell.value)) for row in found for cell in row.cells]


def desk(
    tmp_path: Path,
    more: str = "",
    columns: str = '[columns]\n"tanks" = "tank"\n"plus" = { category = "tank", measure = "increment" }',
) -> Any:
    path = tmp_path / "desk.toml"
    path.write_text(f'transcriber = "Our desk"\ndate = "day"\n{more}\n{columns}\n')
    return mapped(str(path))


# ---- what is recognised -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "id"),
    [
        ("date day personnel personnel* POW", "petroivaniuk-personnel"),
        ("date,tank,field artillery,MRL,drone", "petroivaniuk-equipment"),
        ("date,tank,field artillery,MRL,personnel", "petroivaniuk-corrections"),
        ("recorded_at commit valid_date personnel previous_value", "petroivaniuk-revisions"),
        ("equipment_oryx model losses_total", "petroivaniuk-oryx"),
        ("date personnel apv aaws vehicles_fuel_tanks", "minfin"),
        ("date sourceUri afvs unarmoredVehicles", "lod-db"),
        ("date personnel", None),
    ],
)
def test_a_dataset_is_known_by_its_columns(columns: str, id: str | None) -> None:
    found = recognised(columns.split("," if "," in columns else " "))
    assert (found.id if found else None) == id


def test_the_pack_holds_together() -> None:
    """Definitions of one column follow each other without overlap, and every series has a column of a known dataset."""
    names = [series["name"] for series in load("packs/ukraine/equipment.toml")["series"]]
    assert len(names) == len(set(names))
    for series in load("packs/ukraine/equipment.toml")["series"]:
        assert set(series["columns"]) <= set(known())
        assert series["from"] <= series.get("until", date.max)
    for dataset in known().values():
        for meanings in dataset.columns.values():
            spans = sorted((m.since or date.min, m.until or date.max) for m in meanings)
            assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_a_row_is_figures_with_their_bounds() -> None:
    found, problems = read(json.dumps(DAYS, indent=1))
    assert problems == []
    assert figures(found) == [("2023-08-13", "personnel", 253850), ("2023-08-14", "personnel", 254380)]
    cell = found[1].cells[0]
    assert (cell.category, cell.measure, cell.bound, cell.word, cell.written, cell.line) == (
        "personnel", "cumulative", "about", "about", "254380", 8,
    )  # fmt: skip
    assert found[1].published == date(2023, 8, 14)


def test_a_column_means_what_it_meant_on_that_day() -> None:
    day = {"date": "2022-04-30", "sourceUri": "u", "afvs": 1, "unarmoredVehicles": 1701}
    found, problems = read(json.dumps([day, {**day, "date": "2022-05-01", "unarmoredVehicles": 1796}]))
    assert problems == []
    assert [row.url for row in found] == ["u", "u"]
    assert figures(found)[1::2] == [
        ("2022-04-30", "unarmoredVehicles", 1701),
        ("2022-05-01", "unarmoredVehicles", 1796),
    ]


def test_corrections_keep_their_sign_and_zeros_are_none() -> None:
    day = {"date": "2023-10-03", "tank": 5, "field artillery": 0, "MRL": 0, "drone": -1, "personnel": 0}
    found, problems = read(json.dumps([day]))
    assert problems == []
    assert figures(found) == [("2023-10-03", "tank", 5), ("2023-10-03", "drone", -1)]


def test_revisions_are_rows_of_their_own_in_order() -> None:
    lines = "recorded_at,commit,valid_date,personnel,previous_value\n"
    lines += "2022-07-17T11:00:00+03:00,a,2022-07-17,38300,\n2022-07-18T11:02:31+03:00,b,2022-07-17,38450,38300\n"
    found, problems = read(lines)
    assert problems == []
    assert [(str(row.day), str(row.published), int(row.cells[0].value)) for row in found] == [
        ("2022-07-17", "2022-07-17", 38300),
        ("2022-07-17", "2022-07-18", 38450),
    ]


# ---- what is broken -----------------------------------------------------------------------------------------------


def test_a_total_that_falls_is_kept_and_told() -> None:
    found, problems = read(json.dumps([DAYS[1], {**DAYS[0], "personnel": 254390}], indent=0))
    assert len(figures(found)) == 2
    assert codes(problems) == [("falls", "f:2")] and problems[0].kept
    assert "254390 on 2023-08-13 to 254380 on 2023-08-14" in problems[0].message


@pytest.mark.parametrize(
    ("day", "code"),
    [("2202-08-14", "future"), ("2026-11-02", "future"), ("2014-08-14", "too_early"), ("14.08.2023", "bad_date"),
     ("2023-02-30", "bad_date"), ("", "bad_date"), (None, "bad_date"), (20230814, "bad_date")],
)  # fmt: skip
def test_a_day_that_is_none(day: object, code: str) -> None:
    found, problems = read(json.dumps([DAYS[0], {**DAYS[1], "date": day}], indent=0))
    assert figures(found) == [("2023-08-13", "personnel", 253850)]
    assert codes(problems) == [(code, "f:8")] and not problems[0].kept


def test_the_same_day_with_two_figures_gives_neither() -> None:
    again = {**DAYS[1], "personnel": 254830}
    found, problems = read(json.dumps([*DAYS, again, DAYS[0]], indent=0))
    assert figures(found) == [("2023-08-13", "personnel", 253850)]
    assert codes(problems) == [("twice", "f:14")]
    assert "254380 in line 8 and 254830 here" in problems[0].message


def test_a_column_that_nobody_knows_is_told_of_once() -> None:
    found, problems = read(json.dumps([{**day, "laser": 3} for day in DAYS], indent=0))
    assert len(figures(found)) == 2
    assert codes(problems) == [("unknown_category", "f:2")]
    assert "'laser'" in problems[0].message and "2 figures" in problems[0].message


@pytest.mark.parametrize("figure", ["many", 12.5, "254.380", True, [1], 10**13, "٣", "1,23", "-5", "5 000 00"])
def test_a_cell_that_is_no_whole_number(figure: object) -> None:
    found, problems = read(json.dumps([{**DAYS[0], "personnel": figure}, DAYS[1]], ensure_ascii=False))
    assert figures(found) == [("2023-08-14", "personnel", 254380)]
    assert [problem.code for problem in problems] in (["no_number"], ["negative"])


@pytest.mark.parametrize("figure", [254380, "254380", "254,380", "254 380", "254\u00a0380", "254380.0", 254380.0])
def test_a_cell_that_is_one(figure: object) -> None:
    found, problems = read(json.dumps([{**DAYS[1], "personnel": figure}]))
    assert (figures(found), problems) == ([("2023-08-14", "personnel", 254380)], [])


@pytest.mark.parametrize("cut", [1, 20, 60, 75])
def test_truncated_json_gives_the_rows_before_the_break(cut: int) -> None:
    whole = json.dumps(DAYS, indent=0)
    found, problems = read(whole[: len(whole) - cut])
    # Without its last bracket alone the second row is whole.
    assert len(figures(found)) == (2 if cut <= 1 else 1)
    assert [problem.code for problem in problems] == ["truncated"]
    assert int(problems[0].where.partition(":")[2]) >= 7


def test_a_broken_row_costs_itself_alone() -> None:
    text = '[\n{"date": "2023-08-13", "personnel": 1, "personnel*": "about"},\n{"date": "2023-08-14", "personnel": },\n'
    found, problems = read(text + '{"date": "2023-08-15", "personnel": 2, "personnel*": "about"}\n]')
    assert [str(row.day) for row in found] == ["2023-08-13", "2023-08-15"]
    assert codes(problems) == [("bad_json", "f:3")]


def test_a_number_of_thousands_of_digits_costs_its_row() -> None:
    found, problems = read(json.dumps([DAYS[0]])[:-1] + ', {"date": "2023-08-15", "personnel": ' + "9" * 5000 + "}]")
    assert len(found) == 1 and [problem.code for problem in problems] == ["bad_json"]


def test_a_heading_among_the_rows_and_rows_of_another_width() -> None:
    lines = "date,personnel,apv,aaws,vehicles_fuel_tanks\n2023-08-13,253850,8335,477,7543\n"
    lines += "date,personnel,apv,aaws,vehicles_fuel_tanks\n2023-08-14,254380,8354,479\n2023-08-15,aaws,8364,482,7582\n"
    found, problems = read(lines)
    assert figures(found)[-3:] == [
        ("2023-08-15", "apv", 8364),
        ("2023-08-15", "aaws", 482),
        ("2023-08-15", "vehicles_fuel_tanks", 7582),
    ]
    assert codes(problems) == [("heading", "f:3"), ("bad_row", "f:4"), ("no_number", "f:5")]
    assert "'aaws' is no whole number" in problems[2].message


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for head in (b"", b"[", b"date,personnel,personnel*\n", b'{"messages":['):
        found = contents(Payload(where="f.csv", id="f", data=head + data), today=TODAY)
        assert all(row.cells for row in found.rows)


@given(st.integers(0, 1000), st.integers(0, 12), st.text(max_size=12))
def test_a_blow_anywhere_leaves_a_report_or_whole_rows(at: int, gone: int, instead: str) -> None:
    """Whatever is cut from a file or written into it, what comes out are figures with a day that has been."""
    for text in (
        json.dumps(DAYS, indent=0),
        "date,personnel,apv,aaws,vehicles_fuel_tanks\n2023-08-13,253850,8335,477,1\n",
    ):
        at %= len(text)
        struck = (text[:at] + instead + text[at + gone :]).encode("utf-8", "replace")
        found = contents(Payload(where="f.csv", id="f", data=struck), dataset=known()["minfin"], today=TODAY)
        for row in found.rows:
            assert row.day is not None and date(2022, 2, 24) <= row.day <= TODAY
            assert all(cell.value >= 0 and cell.value == int(cell.value) for cell in row.cells)
        assert all(len(str(problem).splitlines()) <= 1 or "\n" in instead for problem in found.problems)


# ---- mapping files ------------------------------------------------------------------------------------------------


def test_a_mapping_says_what_columns_mean(tmp_path: Path) -> None:
    dataset = desk(tmp_path, 'date_format = "%d.%m.%Y"\ndelimiter = ";"\nofficial = "Oryx"\nignored = ["note"]')
    found, problems = read("day;tanks;plus;note\n14.08.2023;4 306;+8;late\n", dataset=dataset, delimiter=";")
    assert problems == []
    assert [(c.measure, int(c.value)) for c in found[0].cells] == [("cumulative", 4306), ("increment", 8)]
    assert [source.name for source in dataset.chain] == ["Our desk", "Oryx"]
    assert dataset.id == "desk"


def test_a_row_for_each_category(tmp_path: Path) -> None:
    dataset = desk(tmp_path, 'category = "what"\ntotal = "so far"', '[categories]\n"танки" = "tank"')
    found, problems = read("day,what,so far\n2023-08-14,танки,4306\n2023-08-14,лазери,1\n", dataset=dataset)
    assert figures(found) == [("2023-08-14", "танки", 4306)]
    assert codes(problems) == [("unknown_category", "f:3")]


def test_a_total_in_the_column_of_the_days_entry(tmp_path: Path) -> None:
    lines = "day,tanks,plus\n2023-08-12,4295,5\n2023-08-13,4298,4298\n2023-08-14,4306,8\n"
    found, problems = read(lines, dataset=desk(tmp_path))
    assert [int(c.value) for row in found for c in row.cells] == [4295, 5, 4298, 4306, 8]
    assert codes(problems) == [("total_as_increment", "f:3")] and not problems[0].kept
    found, problems = read("day,plus\n2023-08-13,4298\n", dataset=desk(tmp_path))
    assert (found, codes(problems)) == ([], [("no_column", "f:2"), ("total_as_increment", "f:2")])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('date = "d"\n[columns]\na = "tank"', "'transcriber'"),
        ('transcriber = "x"\ndate = "d"', "[columns]"),
        ('transcriber = "x"\ndate = "d"\n[columns]\na = "laser"', "'laser' is no category"),
        ('transcriber = "x"\ndate = "d"\n[columns]\na = {category = "tank", measure = "sum"}', "'sum' is no measure"),
        ('transcriber = "x"\ndate = "d"\ncategory = "c"\n[categories]\na = "tank"', "'total'"),
        ('transcriber = "x"\ndate = "d"\ncolour = "red"\n[columns]\na = "tank"', "'colour'"),
        ('transcriber = "x"\ndate = 5\n[columns]\na = "tank"', "'date' is to be a string"),
        ('transcriber = "x"\ndate = "d"\nside = "mars"\n[columns]\na = "tank"', "'mars' is no side"),
    ],
)
def test_a_mapping_that_cannot_be(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=said.replace("[", r"\[")):
        mapped(str(path))


def test_a_mapping_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text("a = = b")
    for name in ("m.toml", "none.toml"):
        with pytest.raises(InputError, match=name):
            mapped(str(tmp_path / name))
    with pytest.raises(UsageError, match="minfin"):
        named("nobody")


# ---- channels and reports -----------------------------------------------------------------------------------------

LIST = "Losses of the enemy from 24.02.2022 to 14.08.2023:\npersonnel ‒ about 254380 (+530) persons,\ntanks ‒ 4306 (+8)"


def export(*messages: dict[str, Any]) -> bytes:
    head = {"name": "Staff", "type": "public_channel", "id": 5, "messages": list(messages)}
    return json.dumps(head, indent=1, ensure_ascii=False).encode()


def test_the_messages_of_a_channel() -> None:
    pieces = ["Losses of the enemy:\n", {"type": "bold", "text": "tanks ‒ 4306 (+8)"}]
    data = export(
        {"id": 1, "type": "service", "date": "2023-08-13T08:00:00", "text": "joined"},
        {"id": 2, "type": "message", "date": "2023-08-14T08:00:00", "text": LIST},
        {"id": 3, "type": "message", "date": "2023-08-14T01:00:00", "date_unixtime": "1692079200", "text": pieces},
        {"id": 4, "type": "message", "date": "then", "text": "words"},
        {"id": 5, "type": "message", "date": "2023-08-14T08:00:00", "text": ""},
    )
    found = contents(Payload(where="result.json", id="result", data=data), today=TODAY)
    assert (found.kind, found.posts) == ("telegram", True)
    assert [(d.id, str(d.published), d.publisher) for _, d in found.documents] == [
        ("Staff/2", "2023-08-14", "Staff"),
        ("Staff/3", "2023-08-15", "Staff"),  # nine in the morning in Kyiv, whatever the clock of the export
    ]
    assert found.documents[1][1].text == "Losses of the enemy:\ntanks ‒ 4306 (+8)"
    assert [problem.code for problem in found.problems] == ["bad_date"]


def test_half_an_export_gives_the_messages_before_the_break() -> None:
    data = export(*({"id": n, "type": "message", "date": "2023-08-14T08:00:00", "text": LIST} for n in (1, 2)))
    found = contents(Payload(where="result.json", id="result", data=data[:-90]), today=TODAY)
    assert [d.id for _, d in found.documents] == ["Staff/1"]
    assert [problem.code for problem in found.problems] == ["truncated"]


def test_daily_reports_as_an_array() -> None:
    days = [
        {"date": "2023-08-14", "language": "en", "text": LIST},
        {"date": "2202-08-14", "text": LIST},
        {"date": "2023-08-15", "text": 5},
    ]
    payload = Payload(where="r.json", id="r", data=json.dumps(days, indent=0).encode())
    found = contents(payload, today=TODAY, publisher="Ministry of Defence of Ukraine")
    assert [(d.id, str(d.published), d.publisher) for _, d in found.documents] == [
        ("r/2023-08-14", "2023-08-14", "Ministry of Defence of Ukraine")
    ]
    assert [problem.code for problem in found.problems] == ["future", "no_text"]


MINISTRYS = (
    "personnel ‒ about 254380 (+530) persons,\n tanks ‒ 4306 (+8),\n"
    " APV ‒ 8354 (+19),\n artillery systems – 5060 (+35),"
    "\n MLRS – 712 (+2),\n Anti-aircraft warfare systems ‒ 477 (+0),\n aircraft – 315 (+0),\n helicopters – 313 (+0),\n"
    " UAV operational-tactical level – 4206 (+12)"
)


@pytest.mark.parametrize(
    ("report", "publisher", "kind"),
    [
        ({"language": "en"}, "Ministry of Defence of Ukraine", "mod-ua-reports"),
        ({"language": "en", "text": f"The enemy lost:\n{MINISTRYS}"}, None, "reports"),
        ({"language": "en", "text": LIST}, None, "reports"),
        ({}, None, "reports"),
        ({"language": "en", "title": "Losses"}, None, "reports"),
        ({"language": "en", "publisher": "A paper"}, "A paper", "reports"),
        ({"language": "en", "url": "https://www.mil.gov.ua/news/1"}, "mil.gov.ua", "reports"),
    ],
)
def test_who_published_reports_is_told_by_themselves_or_not_at_all(
    report: dict[str, str], publisher: str | None, kind: str
) -> None:
    data = json.dumps([{"date": "2023-08-14", "text": MINISTRYS} | report]).encode()
    found = contents(Payload(where="r.json", id="r", data=data), today=TODAY)
    assert ([d.publisher for _, d in found.documents], found.kind) == ([publisher], kind)
    named = contents(Payload(where="r.json", id="r", data=data), today=TODAY, publisher="Somebody")
    assert [d.publisher for _, d in named.documents] == ["Somebody"]


def test_reports_from_a_server_are_not_its_own() -> None:
    data = json.dumps([{"date": "2023-08-14", "language": "en", "text": MINISTRYS}]).encode()
    payload = Payload(where="u", id="u", data=data, url="https://files.example.org/r.json", media="application/json")
    [(_, made)] = contents(payload, today=TODAY).documents
    assert made.publisher == "Ministry of Defence of Ukraine"


@pytest.mark.parametrize(("name", "data"), [("x.csv", b"a,b\n1,2\n"), ("x.json", b'[{"a": 1}]'), ("x.csv", b"")])
def test_a_table_that_nobody_knows(name: str, data: bytes) -> None:
    found = contents(Payload(where=name, id="x", data=data), today=TODAY)
    assert (found.rows, found.documents) == ((), ())
    assert [problem.code for problem in found.problems] == ["empty" if not data else "unknown_table"]


@pytest.mark.parametrize(("name", "data"), [("x.json", b"[]"), ("x.csv", b"date,personnel\n"), ("x.json", b"{}")])
def test_nothing_is_told_of(name: str, data: bytes) -> None:
    found = contents(Payload(where=name, id="x", data=data), today=TODAY)
    assert (found.rows, found.documents) == ((), ())
    assert len(found.problems) == 1 and not found.problems[0].kept


def test_a_name_that_a_row_has_twice_is_not_chosen_from() -> None:
    row = '{"date": "2023-08-14", "personnel": 1, "personnel*": "about", "personnel": 2, "day": 1, "day": 1}'
    found, problems = read(f"[\n{row}]")
    assert figures(found) == []
    assert codes(problems) == [("twice", "f:2")] and not problems[0].kept
    assert "'personnel' twice" in problems[0].message


def test_a_column_that_a_heading_has_twice_is_not_chosen_from(tmp_path: Path) -> None:
    found, problems = read("day,tanks,plus,tanks\n2023-08-14,4306,8,4307\n", dataset=desk(tmp_path))
    assert figures(found) == [("2023-08-14", "plus", 8)]
    assert codes(problems) == [("bad_heading", "f:1")] and not problems[0].kept


def test_a_mapping_that_names_another_files_columns(tmp_path: Path) -> None:
    found, problems = read("Tag,tanks,plus\n2023-08-14,4306,8\n2023-08-15,4310,4\n", dataset=desk(tmp_path))
    assert found == [] and codes(problems) == [("no_column", "f:2")]
    assert "'day' among 'Tag', 'tanks', 'plus'" in problems[0].message


def test_a_day_in_another_form_is_told_the_form(tmp_path: Path) -> None:
    _, problems = read("day,tanks,plus\n14.08.2023,4306,8\n2023-08-15,4.310,4\n", dataset=desk(tmp_path))
    told = [problem.message for problem in problems]
    assert told == [
        "'14.08.2023' is no day of the form YYYY-MM-DD; the row was left out",
        "tanks: '4.310' is no whole number (a point parts no thousands); it was left out",
    ]


def test_what_the_server_did_not_send_is_told_and_no_torn_line_is_taken() -> None:
    lines = (
        b"date,personnel,apv,aaws,vehicles_fuel_tanks\n2023-08-13,253850,8335,477,7543\n2023-08-14,254380,8354,479,75"
    )
    found = contents(Payload(where="u", id="u", data=lines, media="text/csv", missing=2), today=TODAY)
    assert [str(row.day) for row in found.rows] == ["2023-08-13"]
    assert [problem.code for problem in found.problems] == ["truncated"]


def test_decimals_are_exact() -> None:
    found, _ = read(json.dumps(DAYS))
    assert type(found[0].cells[0].value) is Decimal
