"""Claims in plain English."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from onrecord.model import KINDS, Candidate, Period, Place, Quantity
from onrecord.publish import words
from publish.samples import AGENCY, BLOGGERS, ISW, MALIAR, UROZHAINE, article, document, quantity


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        ("exact", "4,000"),
        ("about", "about 4,000"),
        ("nearly", "nearly 4,000"),
        ("more_than", "more than 4,000"),
        ("up_to", "up to 4,000"),
        ("less_than", "less than 4,000"),
    ],
)
def test_a_bound_is_told_in_words(bound: str, told: str) -> None:
    assert words.figure(quantity("4000", bound=bound)) == told


def test_ranges_units_and_vague_figures() -> None:
    span = Quantity(value=None, low=Decimal(20), high=Decimal("30.5"), unit="km2", bound="range")
    assert words.figure(span) == "20 to 30.5\u00a0km²"
    assert words.figure(Quantity(value=None, low=Decimal(10000), high=None, bound="more_than")) == "more than 10,000"
    assert words.figure(Quantity(value=None, low=None, high=None)) == "an unstated number"
    assert words.figure(quantity("18", unit="percent")) == "18%"
    assert words.number(Decimal("4E+3")) == "4,000"


def test_the_interval_is_told_where_it_is_one() -> None:
    assert words.interval(quantity("530")) is None
    assert words.interval(quantity("3", "2.5", "3.5", unit="km2")) == "2.5 to 3.5\u00a0km²"
    assert words.interval(quantity("4000", low="4001", bound="more_than")) == "4,001 or more"
    assert words.interval(quantity("300", high="300", bound="up_to")) == "at most 300"


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (None, None, None),
        (None, date(2023, 8, 14), "up to 14 Aug 2023"),
        (date(2023, 8, 14), None, "from 14 Aug 2023"),
        (date(2023, 8, 14), date(2023, 8, 14), "14 Aug 2023"),
        (date(2023, 8, 7), date(2023, 8, 14), "7–14 Aug 2023"),
        (date(2023, 5, 21), date(2023, 8, 14), "21 May – 14 Aug 2023"),
        (date(2022, 2, 24), date(2023, 8, 14), "24 Feb 2022 – 14 Aug 2023"),
    ],
)
def test_periods(start: date | None, end: date | None, told: str | None) -> None:
    period = words.period(Period(start=start, end=end))
    assert (period and period.replace("\u00a0", " ")) == told


def test_a_chain_names_the_speaker_first() -> None:
    assert words.chain((AGENCY, MALIAR)) == "Hanna Maliar, via Ukrinform"
    assert words.chain((ISW, BLOGGERS)) == "Russian military bloggers, via Institute for the Study of War"
    assert words.chain(()) == "the author"


def test_a_place_that_was_not_resolved_says_so() -> None:
    two = tuple(Candidate(name="Ivanivka", id=id, oblast=oblast) for id, oblast in (("1", "Kherson"), ("2", None)))
    open_place = Place(name="Ivanivka", as_written="Ivanivka", candidates=two)
    assert words.place(open_place) == "Ivanivka (2 candidates)"
    assert words.candidates(open_place) == "Ivanivka (Kherson); Ivanivka"
    assert words.place(UROZHAINE) == "Urozhaine, Donetsk Oblast"
    assert words.candidates(UROZHAINE) is None


def test_every_kind_has_a_headline_and_a_word() -> None:
    claims = article().claims
    assert {claim.kind for claim in claims} == set(KINDS) == set(words.KIND_WORDS)
    for claim in claims:
        assert words.headline(claim)[0].isupper() or words.headline(claim)[0].isdigit()


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://news.example/a?b=1", True),
        ("http://news.example", True),
        (" https://news.example ", True),
        ("javascript:alert(1)", False),
        ("javascript://news.example/%0aalert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("https:", False),
        ("//news.example", False),
        ("java\nscript:alert(1)", False),
        ("https://news.example/\x00", False),
        ("https://[bad", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_followed(url: str | None, followed: bool) -> None:
    assert words.link(url) == (url.strip() if url and followed else None)


def test_text_for_a_line_obeys_nothing() -> None:
    assert words.line("a\x1b[2J\u202eb\u202c\n\n c\u2028d") == "a\ufffd[2Jb c d"
    text = "a\x00b\ud800\x9b"
    assert len(words.visible(text)) == len(text)
    assert words.visible(text) == "a\ufffdb\ufffd\ufffd"


def test_the_heading_falls_back_to_the_opening_words_then_the_id() -> None:
    untitled = document("Kyiv counts losses.\nMore.", id="x-1")
    assert words.heading(untitled) == "Kyiv counts losses."
    assert words.heading(replace(untitled, title=" \n ")) == "Kyiv counts losses."
    assert words.heading(replace(untitled, text=" ")) == "x-1"
    assert words.heading(replace(untitled, text="word " * 100)).endswith("word…")
    assert len(words.heading(replace(untitled, text="x" * 1000))) == 90
