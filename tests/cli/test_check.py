"""`onrecord check`: what fails a draft, where it says so, and what it keeps: nothing but what is accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord import ledger

from .conftest import Invoke

ROOT = Path(__file__).parents[2]
WRONG = "date 2023-08-14\nIt rained.\nUkraine liberated 40 square kilometres (25 square miles) near Bakhmut.\n"
CUT = "Ukraine liberated 3 square kilometres (1.15 square miles) near Bakhmut.\n"


@pytest.fixture
def wrong(here: Path) -> Path:
    (here / "wrong.txt").write_text(WRONG)
    return here / "wrong.txt"


def remarks(invoke: Invoke, *args: str, **given: object) -> list[dict[str, object]]:
    shown = invoke("check", *args, "--no-model", "-f", "json", **given).stdout
    return [one for line in shown.splitlines() for one in json.loads(line)["remarks"]]


def the_id(invoke: Invoke) -> str:
    [remark] = remarks(invoke, "wrong.txt")
    return str(remark["id"])


def test_exit_codes(invoke: Invoke, wrong: Path) -> None:
    (wrong.parent / "cut.txt").write_text(CUT)
    assert invoke("check", "article.txt").exit_code == 0
    assert invoke("check", "wrong.txt").exit_code == 1
    assert invoke("check", "cut.txt").exit_code == 0
    assert invoke("check", "cut.txt", "--strict").exit_code == 1
    assert invoke("check", "missing.txt").exit_code == 3
    assert invoke("check", "article.txt", "missing.txt").exit_code == 1
    assert invoke("check").exit_code == 2
    assert invoke("check", "article.txt", "--format", "xml").exit_code == 2


def test_the_output_in_the_documents_is_what_is_printed(invoke: Invoke, here: Path) -> None:
    told = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    (here / "draft.txt").write_text(told.split("<<'END'\n")[1].split("END\n")[0])
    invoke("import", str(ROOT / "samples" / "tally" / "personnel.json"), "--ledger", "war.db")
    shown = invoke("check", "draft.txt", "--ledger", "war.db").stdout
    assert shown == told.split("```text\n")[1].split("```\n")[0]


def test_nothing_is_stored(invoke: Invoke, wrong: Path) -> None:
    invoke("read", "article.txt", "--ledger", "l.db")
    before = (wrong.parent / "l.db").read_bytes()
    assert invoke("check", "wrong.txt", "--ledger", "l.db").exit_code == 1
    assert (wrong.parent / "l.db").read_bytes() == before
    assert invoke("check", "wrong.txt", "--ledger", "none.db").exit_code == 1
    assert not (wrong.parent / "none.db").exists()


def test_lines_and_columns_are_the_files_own(invoke: Invoke, wrong: Path) -> None:
    shown = invoke("check", "wrong.txt").stdout
    assert shown.startswith("wrong.txt:3:19: error: Fails: 40 km² = 15.444 sq mi, but 25 is written. [conversion-")
    assert invoke("check", "-", input=WRONG).stdout.startswith("stdin:3:19: error")
    wrong.write_bytes(b"\xef\xbb\xbf" + WRONG.replace("\n", "\r\n").encode())
    assert invoke("check", "wrong.txt").stdout.startswith("wrong.txt:3:19: error")
    [result] = json.loads(invoke("check", "wrong.txt", "-f", "sarif").stdout)["runs"][0]["results"]
    assert "charOffset" not in result["locations"][0]["physicalLocation"]["region"]


def test_every_format_that_read_takes(invoke: Invoke, here: Path) -> None:
    text = CUT.replace("1.15", "9").strip()
    folder = here / "drafts"
    folder.mkdir()
    (folder / "a.html").write_text(f"<html><body><h1>A title</h1><p>{text}</p><p>It rained for long.</p></body></html>")
    (folder / "b.json").write_text(json.dumps({"text": text, "published": "2023-08-14"}))
    (folder / "c.jsonl").write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id in "xy"))
    (folder / "d.txt").write_text(text)
    shown = invoke("check", "drafts", "--no-model", "-f", "json").stdout
    told = [json.loads(line) for line in shown.splitlines()]
    assert [(one["where"], one["verbatim"], len(one["remarks"])) for one in told] == [
        ("drafts/a.html", False, 1), ("drafts/b.json", False, 1), ("drafts/c.jsonl", False, 1),
        ("drafts/c.jsonl", False, 1), ("drafts/d.txt", True, 1),
    ]  # fmt: skip


def test_it_is_checked_against_the_record_of_its_day(invoke: Invoke, here: Path) -> None:
    old = "The General Staff of Ukraine said Russia has lost 250,240 troops since the beginning of the invasion."
    new = "Russia lost 4,410 troops in the past week, the General Staff of Ukraine said. The General Staff of Ukraine "
    new += "said Russia has suffered a total of 254,380 troop losses since the beginning of the invasion."
    invoke("read", "-", "--published", "2023-08-07", "--no-model", input=old)
    (here / "draft.txt").write_text(new)
    dated = ("draft.txt", "--published", "2023-08-14", "--publisher", "The Example")
    [remark] = remarks(invoke, *dated)
    assert (remark["verdict"], remark["text"]) == ("fails", "4,410")
    recorded = remark["recorded"]
    assert isinstance(recorded, list) and recorded[0]["document"]["published"] == "2023-08-07"
    shown = invoke("check", *dated, "--no-model").stdout
    assert "= on record: 250,240 Russian personnel lost" in shown and "published 7\u00a0Aug\u00a02023" in shown
    assert "Checked against onrecord.db, as of 14\u00a0Aug\u00a02023." in shown
    assert [one["verdict"] for one in remarks(invoke, *dated, "--as-of", "2023-08-01")] == ["no_record"]


def test_accepting_and_withdrawing(invoke: Invoke, wrong: Path) -> None:
    id = the_id(invoke)
    said = invoke("check", "wrong.txt", "--accept", id, "--reason", "as the ministry has it", "--by", "news desk")
    assert said.exit_code == 0 and "accepted: by news desk on " in said.stdout
    assert ": as the ministry has it" in said.stdout
    wrong.write_text(WRONG.replace("It rained.", "It rained, and the wind blew.\n\nNobody spoke."))
    again = invoke("check", "wrong.txt")
    assert again.exit_code == 0 and "1 accepted" in again.stdout, "another line of the draft was edited"
    with ledger.open("onrecord.db", read_only=True) as book:
        [kept] = book.acceptances()
        assert (kept.finding, kept.document, kept.words) == (id, "wrong", "40 square kilometres (25 square miles")
        assert list(book.claims()) == []
    wrong.write_text(WRONG.replace("25 square", "24 square"))
    assert invoke("check", "wrong.txt").exit_code == 1, "another figure is another finding"
    wrong.write_text(WRONG)
    assert invoke("check", "wrong.txt", "--withdraw", id, "--reason", "asked again").exit_code == 1
    assert invoke("check", "wrong.txt").exit_code == 1


def test_what_is_misused(invoke: Invoke, wrong: Path) -> None:
    id = the_id(invoke)
    for args, said in (
        (("--accept", id), "--accept needs a --reason"),
        (("--accept", id, "--reason", "  "), "--accept needs a --reason"),
        (("--reason", "why"), "belong to --accept or --withdraw"),
        (("--by", "me"), "belong to --accept or --withdraw"),
        (("--accept", id, "--withdraw", id, "--reason", "why"), "at once"),
        (("--accept", "sum-0", "--reason", "why"), f"no finding of these drafts is called sum-0 (there is {id})"),
        (("--withdraw", "sum-0"), "no acceptance of sum-0 stands"),
    ):
        result = invoke("check", "wrong.txt", *args)
        assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
        assert result.stdout == ""
    assert not (wrong.parent / "onrecord.db").exists(), "what is misused makes no ledger"


def test_a_page_goes_to_a_file_though_the_check_fails(invoke: Invoke, wrong: Path) -> None:
    result = invoke("check", "wrong.txt", "--format", "html", "--output", "page.html")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")
    assert "40 km² = 15.444 sq mi" in (wrong.parent / "page.html").read_text(encoding="utf-8")
    (wrong.parent / "page.html").write_text("kept")
    assert invoke("check", "missing.txt", "--format", "html", "--output", "page.html").exit_code == 3
    assert (wrong.parent / "page.html").read_text() == "kept"


def test_a_draft_without_a_date_says_what_to_do(invoke: Invoke) -> None:
    shown = invoke("check", "-", input="Russia lost 5 tanks on Monday, Kyiv said.").stdout
    assert "note: no publication date" in shown and "--published" in shown
    assert "nothing could be checked" in shown
    invoke("read", "article.txt")
    shown = invoke("check", "-", input="Russia lost 5 tanks on Monday, Kyiv said.").stdout
    assert "the draft has no date, so that nobody knows which days of the record" in shown


def test_a_ledger_of_another_kind_is_told(invoke: Invoke, here: Path) -> None:
    (here / "l.db").write_text("Dear diary")
    assert invoke("check", "article.txt", "--ledger", "l.db").exit_code == 4


def test_a_draft_that_was_read_before_is_not_checked_against_itself(invoke: Invoke) -> None:
    invoke("read", "article.txt", "--no-model")
    alone, kept = (
        json.loads(invoke("check", "article.txt", "--no-model", "-f", "json", "--ledger", name).stdout)
        for name in ("none.db", "onrecord.db")
    )
    assert (alone["ledger"], kept["ledger"]) == (None, "onrecord.db")
    assert alone["verdicts"]["holds"] == kept["verdicts"]["holds"]
