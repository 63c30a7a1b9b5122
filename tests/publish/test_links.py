"""Links between claims, as they are printed: both ends say so, and on the page they are links."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onrecord.claim import reading as read
from onrecord.ledger import Recorded
from onrecord.model import Document, Reading, TakenBack
from onrecord.publish import as_html, as_markdown, as_text, claims_csv, claims_json, claims_table
from publish.test_html import Page

TEXT = (
    "Russian bloggers claimed that Russian forces had withdrawn from Robotyne. ISW has not observed confirmation of "
    "this claim. The bloggers later walked back the claim."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    made = read(Document(id="t", text=TEXT, sha256="", published=date(2023, 8, 14)))
    back = TakenBack(
        claim=made.claims[0].id,
        how="reverses",
        earlier="control-1",
        document="before",
        published=date(2023, 8, 12),
        because="They said <b>otherwise</b> before.",
    )
    return replace(made, taken_back=(back,))


def test_both_ends_say_so_in_plain_text(reading: Reading) -> None:
    first, second, third = as_text([reading], width=200).split("Audit")[0].split("\n\n")[1].split("\n   “")[:3]
    assert "Not observed in claim 2" in first and "Taken back in claim 3" in first
    assert "Takes back: They said <b>otherwise</b> before." in first
    assert "Refers to claim 1" in second
    assert "Takes back claim 1" in third and "Refers to" not in third


def test_markdown_says_the_same(reading: Reading) -> None:
    told = as_markdown([reading])
    for words in ("Not observed in claim 2", "Taken back in claim 3", "Refers to claim 1", "Takes back claim 1"):
        assert words in told
    assert "Takes back: They said \\<b\\>otherwise" in told


def test_on_the_page_they_lead_to_each_other(reading: Reading) -> None:
    page = Page(as_html([reading]))
    anchors = {f"#c-{claim.id}" for claim in reading.claims}
    rows = page.all("dd", class_="linked")
    assert len(rows) == 4
    linked = [(str(attrs["href"]), text) for attrs, text in page.all("a") if text.startswith("claim ")]
    assert [text for _, text in linked] == ["claim 2", "claim 3", "claim 1", "claim 1"]
    assert {href for href, _ in linked} == anchors
    assert "They said <b>otherwise</b> before." in page.all("p", class_="linked")[0][1]


def test_lists_of_the_ledger_tell_of_them(reading: Reading) -> None:
    told, denied, back = reading.claims
    recorded = [
        Recorded(claim=c, document=reading.document, recorded=datetime(2023, 8, 15, tzinfo=UTC)) for c in reading.claims
    ]
    rows = list(csv.DictReader(io.StringIO(claims_csv(recorded, reading.taken_back))))
    assert [row["refers_to"] for row in rows] == ["", told.id, told.id]
    assert [row["retracts"] for row in rows] == ["", "", told.id]
    assert [row["taken_back"] for row in rows] == ["control-1", "", ""]
    table = " ".join(claims_table(recorded, reading.taken_back, width=300).split())
    assert "takes back: They said" in table and "taken back in the same text" in table
    assert claims_json(recorded, reading.taken_back).count(b'"taken_back":[') == 1
    assert denied.id and back.id
