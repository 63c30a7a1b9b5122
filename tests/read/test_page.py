"""What a page says of itself, and which of its lines are the article."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path

import pytest

from onrecord.model import Document
from onrecord.read import Unread, documents
from onrecord.read.dates import day_in, is_dateline

BODY = (
    "<p>Russia lost 530 troops over the past day, the General Staff said on Monday, and nobody could check it.</p>"
    "<p>Moscow seldom speaks of its losses, and did not answer a request for comment that was sent by email.</p>"
)


def page(head: str = "", body: str = BODY) -> Document | Unread:
    markup = f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"
    (item,) = documents("-", stdin=io.BytesIO(markup.encode()))
    return item


def read(head: str = "", body: str = BODY) -> Document:
    item = page(head, body)
    assert isinstance(item, Document), item
    return item


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2023-08-14T23:59:00+03:00">', ""),
        ('<meta itemprop="datePublished" content="2023-08-14">', ""),
        ('<meta name="date" content="14.08.2023">', ""),
        ('<script type="application/ld+json">[{"@type": "Article", "datePublished": "2023-08-14"}]</script>', ""),
        ('<script type="application/ld+json">{broken</script><meta name="date" content="2023-08-14">', ""),
        ("", '<time class="published" datetime="2023-08-14T06:00Z">Mon</time><time datetime="2023-08-13">x</time>'),
        ("", '<time datetime="2023-08-14">Monday</time>'),
        ('<link rel="canonical" href="https://www.example.org/2023/08/14/a">', ""),
        ("", "<p>Ministry, posted\n 14 August 2023 08:06</p>"),
        ("", "<p>Опубліковано 14 серпня 2023 року о 08:06</p>"),
        ("", "<div>Monday, 14 August 2023, 17:07</div>"),
    ],
)
def test_the_day_of_publication(head: str, body: str) -> None:
    assert read(head, body + BODY).published == date(2023, 8, 14)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<p>The list covers 24.02.2022 to 14.08.2023, the General Staff said on its page about the war.</p>"),
        ('<meta name="date" content="soon">', ""),
        ("", '<time datetime="2023-08-14">a</time><time datetime="2023-08-13">b</time>'),
    ],
)
def test_a_day_is_not_guessed(head: str, body: str) -> None:
    assert read(head, body + BODY).published is None


def test_publisher_and_title() -> None:
    document = read(
        '<title>Losses | Example Times</title><meta property="og:site_name" content="Example Times">'
        '<meta property="og:url" content="https://www.example.org/a">'
    )
    assert (document.title, document.publisher, document.url) == (
        "Losses",
        "Example Times",
        "https://www.example.org/a",
    )
    assert read('<link rel="canonical" href="https://www.example.org/a">').publisher == "example.org"
    assert read('<link rel="canonical" href="javascript:alert(1)">').url is None


def test_white_space_is_collapsed_and_what_is_hidden_left_out() -> None:
    text = read(body=BODY + '<p>One\u00a0<b>two</b>\n\tthree&shy;<br>four</p><p style="display: none">Five.</p>').text
    assert text.endswith("\nOne two three\nfour")


@pytest.mark.parametrize(
    "body", ["", "<nav><a href='/'>Home</a></nav>", "<form><p>Please log in to go on reading.</p></form>"]
)
def test_no_article(body: str) -> None:
    item = page(body=body)
    assert isinstance(item, Unread)
    assert item.code == "no_article"
    assert item.hint


def test_a_page_within_one_form() -> None:
    assert len(read(body=f"<form action='/default.aspx'>{BODY * 3}</form>").text) > 200


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000 + BODY,
        "<ul><li>Tanks: 5." * 3_000,
        "<table>" + "<tr><td>Tanks</td><td>5</td></tr>" * 3_000 + "</table>",
        "<p>Russia lost 530 troops over the past day, it said.</p>" * 5_000,
        "<b>" * 3_000 + BODY,
        "<!--" * 10_000 + BODY,
        "&" * 100_000 + BODY,
    ],
    ids=["deep", "unclosed", "rows", "repeats", "bold", "comments", "ampersands"],
)
def test_hostile_pages_take_bounded_time(body: str) -> None:
    started = time.monotonic()
    page(body=body)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("14 August 2023", date(2023, 8, 14)),
        ("Aug. 14th, 2023", date(2023, 8, 14)),
        ("14.08.2023", date(2023, 8, 14)),
        ("2023/08/14", date(2023, 8, 14)),
        ("14 серпня 2023", date(2023, 8, 14)),
        ("1 мая 2023 года", date(2023, 5, 1)),
        ("31 February 2023", None),
        ("August 2023", None),
        ("08/09/2023", None),
        ("", None),
    ],
)
def test_days_as_written(written: str, day: date | None) -> None:
    assert day_in(written) == day


def test_a_dateline_holds_nothing_else() -> None:
    assert is_dateline("Friday, 27 February 2026, 17:07")
    assert is_dateline("27.02.2026")
    assert not is_dateline("Losses from 24.02.2022 to 14.08.2023")
    assert not is_dateline("In May 2022 it began")


def test_official_pages(shared: Path) -> None:
    """Each line of the list is a line of the text, none is lost, and the day is the day of the page."""
    pages = sorted((shared / "data/tally/official_pages_html").glob("*.html"))
    assert pages
    for path in pages:
        (document,) = documents(str(path))
        assert isinstance(document, Document)
        assert document.published == date.fromisoformat(path.stem)
        assert document.publisher == "kmu.gov.ua"
        lines = document.text.split("\n")
        entries = [line for line in lines if line.rstrip(",. personwlqidat").endswith(")") or "(+" in line]
        assert len(entries) in (13, 14), (path, entries)
        assert all(line.count("(+") == 1 for line in entries)
        assert any("artillery systems" in line for line in lines)
