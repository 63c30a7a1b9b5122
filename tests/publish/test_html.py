"""The page, read as a parser reads it."""

from __future__ import annotations

import itertools
import json
import re
import time
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from onrecord.model import Finding, Reading
from onrecord.publish import as_html
from publish.samples import article, bare, crowded, hostile

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """Elements as (tag, attributes, text of their own and below), checked to be closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, list[str]]] = []
        self.feed(source)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        text: list[str] = []
        self.elements.append((tag, dict(attrs), text))
        if tag not in VOID:
            self.open.append((tag, text))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1][0] == tag, (tag, self.open[-3:])
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for _, text in self.open:
            text.append(data)

    def all(self, tag: str, **wanted: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (attrs, "".join(text))
            for name, attrs, text in self.elements
            if name == tag and all(value in (attrs.get(key.rstrip("_")) or "").split() for key, value in wanted.items())
        ]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(as_html([article()]))


def test_every_claim_is_marked_where_it_stands_and_has_a_note(page: Page) -> None:
    reading = article()
    for number, claim in enumerate(reading.claims, 1):
        anchor = f"c-{claim.id}"
        words = "".join(text for attrs, text in page.all("mark") if attrs["data-c"] == anchor)
        inner = re.sub(r"(?<=\D)\d{1,2}$", "", words)
        assert inner.split()[0] == claim.text.split()[0]
        [(ref, told)] = page.all("a", id=f"r-{anchor}")
        assert (ref["href"], told) == (f"#{anchor}", str(number))
        [(note, told)] = page.all("li", id=anchor)
        assert note["data-kind"] == claim.kind
        assert str(number) in told


def test_the_text_is_there_word_for_word(page: Page) -> None:
    told = [re.sub(r"\s+", " ", text).strip() for _, text in page.all("p", class_="text")]
    refs = Counter(text for _, text in page.all("a", class_="ref"))
    bare_text = [line for line in article().document.text.split("\n") if line.strip()]
    assert len(told) == len(bare_text)
    assert sum(map(len, told)) == sum(map(len, bare_text)) + sum(len(ref) * count for ref, count in refs.items())


def test_a_note_says_who_through_whom_when_where_how_much_and_how_sure(page: Page) -> None:
    [(_, gain)] = page.all("li", id="c-gain")
    for told in ("3\u00a0km²", "Hanna Maliar, via Ukrinform", "Bakhmut, Donetsk Oblast", "2.5 to 3.5", "asserted"):
        assert told in gain
    [(_, withdrawn)] = page.all("li", id="c-withdrawn")
    for told in ("Russian military bloggers, via Institute for the Study of War", "unconfirmed", "Conflict"):
        assert told in withdrawn
    [(_, shelling)] = page.all("li", id="c-shelling")
    assert "about 10,000" in shelling and "7–14 Aug" in shelling.replace("\u00a0", " ")


def test_findings_come_by_attention_with_their_sums_and_suspects(page: Page) -> None:
    findings = page.all("li", class_="finding")
    assert [str(attrs["class"]).split()[1] for attrs, _ in findings] == [
        "fails",
        "conflict",
        "within_rounding",
        "holds",
        "no_record",
    ]
    first = findings[0][1]
    assert "253,850 the day before plus 530 is 254,380" in first
    assert "claim 4 may read 1,090" in first and "a claim in the ledger may read 253,850" in first
    for (attrs, text), word in zip(
        findings, ("Fails", "Conflict", "Within rounding", "Holds", "No record"), strict=True
    ):
        assert word in text, attrs


def test_many_findings_that_hold_are_folded() -> None:
    reading = article()
    held = tuple(Finding(rule="sum", verdict="holds", because=f"{n} + {n} = {2 * n}") for n in range(9))
    folded = Page(as_html([replace(reading, findings=held)]))
    assert len(folded.all("details", class_="group")) == 1
    assert len(folded.all("li", class_="finding")) == 9


def test_nothing_of_a_document_becomes_markup() -> None:
    told = Page(as_html([hostile(), article()]))
    assert not [attrs for _, attrs, _ in told.elements for name in attrs if name.startswith("on") or name == "style"]
    assert {tag for tag, _, _ in told.elements}.isdisjoint({"img", "b onmouseover", "iframe", "object", "i"})
    scripts = told.all("script")
    assert [attrs.get("type") for attrs, _ in scripts] == ["application/json", "application/ld+json", None]
    assert all("alert" not in text for attrs, text in scripts if "type" not in attrs)
    assert all(str(attrs["href"]).startswith(("#", "https://news.example/", "data:,")) for attrs, _ in told.all("a"))
    langs = {attrs["lang"] for _, attrs, _ in told.elements if "lang" in attrs}
    assert langs == {"en"}


def test_links_to_elsewhere_send_no_referrer(page: Page) -> None:
    [outside] = [attrs for attrs, _ in page.all("a") if not str(attrs["href"]).startswith("#")]
    assert "noreferrer" in str(outside["rel"])


def test_the_readings_are_in_the_page_for_programs() -> None:
    readings = [article(), hostile()]
    told = Page(as_html(readings))
    data = json.loads(next(text for _, text in told.all("script", type="application/json")))
    assert [len(one["claims"]) for one in data] == [len(reading.claims) for reading in readings]
    assert data[1]["claims"][0]["sources"][0]["name"] == "</script><script>alert(2)</script>"
    linked = json.loads(next(text for _, text in told.all("script", type="application/ld+json")))
    claims = [node for node in linked["@graph"] if node["@type"] == "Claim"]
    ids = {attrs.get("id") for _, attrs, _ in told.elements}
    assert len(claims) == sum(len(reading.claims) for reading in readings)
    assert all(node["@id"][1:] in ids for node in linked["@graph"])
    assert not {"ClaimReview", "reviewRating"}.intersection(json.dumps(linked).split('"'))


def test_the_policy_names_the_page_s_own_style_and_script() -> None:
    source = as_html([article()])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', source)
    assert policy
    directives = dict(part.strip().split(" ", 1) for part in policy[1].replace("&#39;", "'").split(";"))
    assert directives["default-src"] == "'none'" == directives["base-uri"] == directives["form-action"]
    for directive, pattern in (("style-src", r"<style>(.*?)</style>"), ("script-src", r"<script>(.*?)</script>")):
        content = re.search(pattern, source, re.DOTALL)
        assert content
        digest = b64encode(sha256(content[1].encode()).digest()).decode()
        assert directives[directive] == f"'sha256-{digest}'"
    style = source.split("<style>")[1].split("</style>")[0]
    assert not re.search(r"url\(|@import|@font-face", style)


@pytest.mark.parametrize("readings", [[], [bare()], [article()], [article(), hostile(), bare(), article()]])
def test_ids_are_unique_links_arrive_and_headings_descend(readings: list[Reading]) -> None:
    told = Page(as_html(readings))
    ids = [attrs["id"] for _, attrs, _ in told.elements if attrs.get("id")]
    assert len(ids) == len(set(ids))
    for attrs, _ in told.all("a"):
        href = str(attrs["href"])
        assert not href.startswith("#") or href[1:] in ids
    named = [
        attrs[name] for _, attrs, _ in told.elements for name in ("aria-labelledby", "aria-controls") if name in attrs
    ]
    assert set(named) <= set(ids)
    levels = [int(tag[1]) for tag, _, _ in told.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[:1] == [1] and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_text_without_anything() -> None:
    told = Page(as_html([bare()]))
    text = "".join(told.all("main")[0][1].split("\n"))
    assert "Undated" in text and "No claim was read" in text and "Nothing here is a claim." in text
    assert not told.all("form")
    empty = bare()
    Page(as_html([replace(empty, document=replace(empty.document, text=""))]))
    Page(as_html([replace(article(), document=replace(article().document, text=""))]))


def test_fifty_documents_have_an_index() -> None:
    told = Page(as_html([article() for _ in range(49)] + [bare()]))
    [(_, index)] = told.all("ol", class_="index")
    assert len(told.all("article")) == 50
    assert index.count("17 claims") == 49 and "0 claims" in index
    assert told.all("h1")[0][1] == "50 documents"


@pytest.mark.parametrize("options", [{}, {"length": 400}, {"same": True}])
def test_two_thousand_claims_are_quick_and_the_page_grows_with_them(options: dict[str, bool]) -> None:
    sizes = {}
    for count in (500, 2000):
        reading = crowded(count, **options)  # type: ignore[arg-type]
        began = time.process_time()
        sizes[count] = len(as_html([reading]))
        spent = time.process_time() - began
    assert spent < 1.0
    assert sizes[2000] < 4.2 * sizes[500]
