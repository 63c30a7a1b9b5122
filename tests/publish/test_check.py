"""A checked draft in print: the words underlined where they stand, and nothing of a text that is obeyed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.check import Checked, Remark, check, let_stand
from onrecord.claim import reading
from onrecord.ledger import Acceptance
from onrecord.model import Document, Finding, Reading, Span
from onrecord.publish import check_html, check_json, check_sarif, check_text
from onrecord.publish.check.draft import Draft
from publish.sarif_shape import check_shape

AREA = "Ukraine's army liberated 40 square kilometres (25 square miles) near Bakhmut, Hanna Maliar said."
CUT = "Ukraine's army liberated 3 square kilometres (1.15 square miles) near Bakhmut, Hanna Maliar said."
SUNDAY = "It rained on Sunday, August 14."
HOSTILE = "\x1b[31m<script>alert(1)</script> [a](http://example.org) {0} \u202e on Sunday, August 14"


def draft(text: str, *, where: str = "draft.txt", before: str | None = "", **other: Any) -> Draft:
    document = Document(id="draft", text=text, sha256="0" * 64, published=date(2023, 8, 14), **other)
    return Draft(checked=check(reading(document)), where=where, before=before, sought="war.db")


def accepted(one: Draft, reason: str = "asked the desk") -> Draft:
    kept = [
        Acceptance(
            finding=remark.id, rule="r", verdict="fails", words="w", because="b", reason=reason, document="draft",
            by="news desk", recorded=datetime(2023, 8, 14, tzinfo=UTC),
        )
        for remark in one.checked.remarks
    ]  # fmt: skip
    return replace(one, checked=let_stand(one.checked, kept))


# --- where things stand ----------------------------------------------------------------------------------------


def test_lines_and_columns_are_those_of_the_file() -> None:
    one = draft(f"It rained.\n\n{SUNDAY}", before="date 2023-08-14 ")
    assert str(one.at(one.checked.remarks[0].span.start)) == "3:14"
    assert str(one.at(0)) == "1:17" and str(one.at(10**9)) == "3:32"
    assert one.line(one.checked.remarks[0].span) == (SUNDAY, Span(13, 30))


@given(st.text(alphabet="ab\n𝒳é", max_size=30), st.text(alphabet="x\n", max_size=5), st.integers(0, 30))
def test_a_place_leads_back_to_its_character(text: str, before: str, offset: int) -> None:
    reading = Reading(document=Document(id="d", text=text, sha256=""))
    checked = Checked(reading=reading, remarks=(), verdicts={}, figures=0, unchecked=(), as_of=None, asked=False)
    one = Draft(checked=checked, where="d", before=before)
    offset = min(offset, len(text))
    line, column = one.at(offset)
    assert sum(len(row) + 1 for row in (before + text).split("\n")[: line - 1]) + column - 1 == len(before) + offset


# --- text ------------------------------------------------------------------------------------------------------


def test_text_says_where_what_and_how_as_a_compiler_does() -> None:
    shown = check_text([draft(f"{AREA}\n{CUT}")])
    lines = shown.splitlines()
    assert re.fullmatch(
        r"draft\.txt:1:26: error: Fails: 40 km² = 15\.444 sq mi, but 25 is written\. \[conversion-[0-9a-f]{8}\]",
        lines[0],
    )
    assert lines[1].startswith("  1 | Ukraine's army liberated 40 square kilometres")
    assert lines[2] == "    | " + " " * 25 + "^" * len("40 square kilometres (25 square miles")
    assert "    = suspect: 25 (1:48) may read 15 sq mi: lengths were converted, not areas" in lines
    assert re.match(r"draft\.txt:2:26: warning: Within rounding: .*\]$", lines[6])
    assert lines[8].endswith("~")
    assert lines[-4:] == [
        "draft.txt: 1 error, 1 warning; no checks hold.",
        "2 of 2 figures could be checked.",
        "Checked against itself alone: there is no ledger at war.db.",
        "A finding that is right as it stands: --accept ID --reason WHY",
    ]
    assert "culprit" not in shown


def test_an_accepted_finding_is_shown_with_its_reason() -> None:
    shown = check_text([accepted(draft(AREA))])
    assert (
        ": accepted: Fails: " in shown and "= accepted: by news desk on 14\u00a0Aug\u00a02023: asked the desk" in shown
    )
    assert "draft.txt: 1 accepted; no checks hold." in shown and "--accept" not in shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It rained.", "nothing could be checked: no claim was read in this text."),
        ("Russian forces captured Robotyne, Moscow said.", "no claim of this text states a figure."),
        ("Russia lost 5 tanks, Kyiv said.", "its one figure stands alone, and there is no ledger to compare with."),
    ],
)
def test_that_nothing_was_found_is_not_that_nothing_could_be_checked(text: str, said: str) -> None:
    shown = check_text([draft(text)])
    assert said in shown and "nothing to look at" not in shown
    assert "nothing to look at; 1 check holds" in check_text([draft("It rained on Monday, August 14.")])


@pytest.mark.parametrize("width", [40, 70, 100])
@pytest.mark.parametrize("ahead", ["", "The wind blew from the east. " * 9, "總計 " * 30, "e\u0301" * 60])
def test_the_underline_stands_below_the_words_however_the_line_is_cut(width: int, ahead: str) -> None:
    shown = check_text(
        [draft(f"{ahead}{SUNDAY} The wind went on to blow, and nobody could tell for how long.")], width=width
    )
    [line] = [row for row in shown.splitlines() if " | " in row and "Sunday" in row]
    [under] = [row for row in shown.splitlines() if "^" in row]
    cells = [0 if char == "\u0301" else 2 if char in "總計" else 1 for char in line]
    at = line.index("Sunday")
    assert sum(cells[:at]) == under.index("^") and sum(cells) <= width
    if width > 40:
        assert under.count("^") == len("Sunday, August 14")


def test_nothing_of_a_text_reaches_the_terminal_as_a_command() -> None:
    shown = check_text([draft(HOSTILE, where="dr\x1baft\n.txt")], width=80, color=True)
    assert "\x1b[31m<" not in shown and "\u202e" not in shown and shown.count("\n.txt") == 0
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "\x1b" not in plain


# --- JSON and SARIF --------------------------------------------------------------------------------------------


def test_json_holds_what_the_text_says() -> None:
    told = json.loads(check_json(draft(f"{SUNDAY}\n{AREA}", before="date 2023-08-14\n")))
    assert (told["where"], told["verbatim"], told["ledger"], told["failed"]) == ("draft.txt", True, None, True)
    sunday, area = told["remarks"]
    assert (sunday["rule"], sunday["line"], sunday["column"], sunday["text"]) == ("weekday", 2, 14, "Sunday, August 14")
    assert (area["stated"], area["computed"], area["level"]) == ("25 sq mi", "15.444 sq mi", "error")
    assert [one["replacement"]["text"] for one in area["suspects"]] == ["15", "65"]
    assert told["verdicts"]["fails"] == 2 and told["unchecked"] == [] and told["figures"] == 1
    kept = json.loads(check_json(accepted(draft(SUNDAY))))
    assert kept["failed"] is False
    assert kept["remarks"][0]["accepted"] == {
        "reason": "asked the desk", "by": "news desk", "recorded": "2023-08-14T00:00:00Z"
    }  # fmt: skip


def test_sarif_has_the_published_shape() -> None:
    drafts = [
        draft(f"{AREA}\n{SUNDAY}\n{CUT}", where="a b.txt"),
        accepted(draft(f"𝒳 {SUNDAY}", where="/tmp/é.txt")),
        draft(HOSTILE, where="page.html", before=None),
        draft("It rained.", where="https://example.org/a b?c=1"),
        draft("It rained again.", where="page.html", before=None),
    ]
    log = json.loads(check_sarif(drafts))
    check_shape(log)
    [run] = log["runs"]
    assert [one["location"]["uri"] for one in run["artifacts"]] == [
        "a%20b.txt", "file:///tmp/%C3%A9.txt", "page.html", "https://example.org/a%20b?c=1"
    ]  # fmt: skip
    assert [one["level"] for one in run["results"]] == ["error", "error", "warning", "error", "error"]
    area, _, _, kept, hostile = run["results"]
    assert kept["suppressions"][0]["justification"].endswith("asked the desk") and "suppressions" not in area
    assert kept["partialFingerprints"] == {"onrecordFinding/v1": kept["properties"]["id"]}
    assert [one["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] for one in area["fixes"]] == [
        "15", "65"
    ]  # fmt: skip
    assert "region" not in hostile["locations"][0]["physicalLocation"]
    assert "could be checked" in run["invocations"][0]["toolExecutionNotifications"][3]["message"]["text"]


def test_sarif_counts_as_editors_do() -> None:
    """A letter beyond the first plane is two units of UTF-16; a file with other line ends has no offsets."""
    one = draft(f"It rained.\n𝒳𝒳 {SUNDAY}", before="date 2023-08-14\n")
    [result] = json.loads(check_sarif([one]))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 5 + 1 + 13, 5 + 1 + 30)
    whole = one.whole.encode("utf-16-le")
    start, end = 2 * region["charOffset"], 2 * (region["charOffset"] + region["charLength"])
    assert whole[start:end].decode("utf-16-le") == region["snippet"]["text"] == "Sunday, August 14"
    [result] = json.loads(check_sarif([replace(one, newlines_kept=False)]))["runs"][0]["results"]
    assert "charOffset" not in result["locations"][0]["physicalLocation"]["region"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([AREA, SUNDAY, CUT, HOSTILE, "", "\u2028", "𝒳 ", "\t", "e\u0301"]), max_size=6))
def test_every_region_holds_the_words_that_it_is_said_to_hold(lines: list[str]) -> None:
    one = draft("\n".join(lines) or "-", before="date 2023-08-14\n")
    log = json.loads(check_sarif([one]))
    check_shape(log)
    rows = [row.encode("utf-16-le") for row in one.whole.split("\n")]
    whole = one.whole.encode("utf-16-le")
    for result in log["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        start, length = 2 * region["charOffset"], 2 * region["charLength"]
        assert whole[start : start + length].decode("utf-16-le") == region["snippet"]["text"]
        row = rows[region["startLine"] - 1]
        assert (
            row[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le")
            == (region["snippet"]["text"])
        )
    assert len(log["runs"][0]["results"]) == len(one.checked.remarks)
    assert check_text([one], width=60).count("\x1b") == 0 and check_html([one])


def test_brackets_and_braces_of_a_text_are_no_links_in_sarif() -> None:
    hostile = draft(SUNDAY)
    finding = Finding(rule="weekday", verdict="fails", because="[a](http://example.org) {0}")
    remark = replace(hostile.checked.remarks[0], finding=finding)
    log = json.loads(check_sarif([replace(hostile, checked=replace(hostile.checked, remarks=(remark,)))]))
    check_shape(log)
    assert r"\[a\](http://example.org) {{0}}" in log["runs"][0]["results"][0]["message"]["text"]


def test_every_rule_of_the_audit_is_explained() -> None:
    """A rule that has no words of its own here is still told of."""
    from onrecord.publish.check.rules import ABOUT, about

    root = Path(__file__).parents[2]
    described = set(re.findall(r"^\| `([a-z_]+)` \|", (root / "METHODOLOGY.md").read_text(encoding="utf-8"), re.M))
    for rule in described | {"some_new_rule"}:
        assert about(rule).short.endswith(".") and re.fullmatch(r"[A-Z][A-Za-z]+", about(rule).name)
    assert len({one.name for one in ABOUT.values()}) == len(ABOUT)


# --- the page --------------------------------------------------------------------------------------------------


def test_the_page_holds_no_script_and_escapes_all_text() -> None:
    page = check_html([draft(HOSTILE, where="<b>x</b>.html", title="<i>T</i>", url="javascript:alert(1)")])
    assert "<script" not in page and "javascript:" not in page and "<b>x" not in page and "<i>T" not in page
    assert "script-src" not in page and "default-src 'none'" in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_leads_from_words_to_notes_and_back() -> None:
    page = check_html([accepted(draft(SUNDAY)), draft(f"{AREA}\nRussia lost 5 tanks, Kyiv said.")])
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert 'data-state="accepted"' in page and "asked the desk" in page
    assert 'data-state="unchecked"' in page and "(not checked)" in page


@settings(max_examples=30, deadline=None)
@given(spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_any_spans_print_in_every_format(spans: list[tuple[int, int]]) -> None:
    one = draft(f"It rained.\n\n{SUNDAY}\n")
    remark: Remark = one.checked.remarks[0]
    remarks = tuple(replace(remark, span=Span(min(span), max(span))) for span in sorted(spans))
    one = replace(one, checked=replace(one.checked, remarks=remarks))
    check_shape(json.loads(check_sarif([one])))
    json.loads(check_json(one))
    assert check_text([one]).count("draft.txt:") == len(remarks) + 1
    assert check_html([one]).count('class="note"') == len(remarks)


# --- in a browser ----------------------------------------------------------------------------------------------

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [390, 1400])
def test_the_page_in_a_browser(browser: playwright.Browser, tmp_path: Path, width: int) -> None:
    """Without scripts; nothing sticks out, every control is reached by keyboard and large enough, and leads there."""
    drafts = [draft(f"{AREA}\n{SUNDAY} " + "word " * 80), draft(HOSTILE * 3, where="x" * 200)]
    path = tmp_path / "page.html"
    path.write_text(check_html(drafts), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: complaints.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [one for one in complaints if not one.startswith("data:")] == []
    focused = []
    for _ in range(6):
        page.keyboard.press("Tab")
        focused.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert focused[:3] == ["#main", "#d1", "#d2"] and "#d1-r1" in focused
    page.locator("a[href='#d1-n1']").first.press("Enter")
    assert page.evaluate("location.hash") == "#d1-n1"
    names = page.get_by_role("link", name=re.compile(r"^Finding 1, fails"))
    assert names.count() == 2
    page.locator("a[href='#d2-r1']").first.press("Enter")
    assert page.evaluate("document.getElementById('d2-r1').getBoundingClientRect().top < innerHeight")
    context.close()
