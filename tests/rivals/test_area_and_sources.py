"""Area: maps beside statements, in both units. Sources: counts of what is on record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from onrecord import ledger
from onrecord.audit import audit
from onrecord.claim import reading
from onrecord.corpus.record import sources
from onrecord.model import Document
from onrecord.model.errors import LedgerError, UsageError
from onrecord.publish import ChartForm, areas_chart
from onrecord.publish.rivals.area_chart import description, specification
from onrecord.rivals import Speaker, areas, speakers
from onrecord.rivals.area import km2, sq_mi

from .conftest import SAMPLES, Fill

HEAD = "date,area_assessed_as_russia_controlled,area_assessed_as_russia_controlled_percent"
SAID = (
    "Deputy Defense Minister Hanna Maliar said Ukraine's forces liberated three square kilometers (1.16 square miles) "
    "near Bakhmut over the past week."
)


@pytest.fixture
def maps(fill: Fill) -> None:
    fill("2023-08-07,111523510000,18", "2023-08-10,111530000000,18", "2023-08-14,111521030000,18", head=HEAD)


def told(
    book: ledger.Ledger, text: str, id: str = "a", day: date = date(2023, 8, 14), publisher: str = "Ukrinform"
) -> None:
    document = Document(id=id, text=text, sha256=id * 8, published=day, publisher=publisher)
    book.add(reading(document, model=False))


def test_a_window_is_the_difference_of_two_maps(maps: None, book: ledger.Ledger) -> None:
    found = areas(book, date(2023, 8, 8), date(2023, 8, 14))
    [one] = found.maps
    assert (one.source, one.actor, one.standing) == ("Institute for the Study of War", "russia", "third_party")
    assert (one.first_day, one.last_day) == (date(2023, 8, 7), date(2023, 8, 14))
    assert (one.change_km2, one.change_sq_mi) == (Decimal("-2.48"), Decimal("-0.96"))
    assert len(one.claims) == 2 and found.stated == ()


def test_a_statement_stands_beside_the_maps_of_its_own_days(maps: None, book: ledger.Ledger) -> None:
    told(book, SAID)
    [one] = areas(book, date(2023, 8, 8), date(2023, 8, 14)).stated
    assert (one.source, one.standing, one.event, one.actor) == ("Hanna Maliar", "belligerent", "gain", "ukraine")
    assert (one.km2, one.sq_mi) == (Decimal("3.00"), Decimal("1.16"))
    assert (one.start, one.end) == (date(2023, 8, 7), date(2023, 8, 14))
    [beside] = one.maps
    assert beside.because and beside.change_km2 is None, "there is no map of the day before"


def test_the_chart_has_an_axis_for_each_span_of_days(maps: None, book: ledger.Ledger) -> None:
    told(book, SAID)
    told(book, "Maliar said Ukraine has liberated more than 15 square miles around Bakhmut since late May.", id="b")
    told(book, "The General Staff said Russia had lost 20 percent of Kherson oblast over the past week.", id="c")
    found = areas(book, date(2023, 8, 8), date(2023, 8, 14))
    *panels, _ = specification(found)["vconcat"]
    assert [panel["title"]["text"].replace("\xa0", " ") for panel in panels] == [
        "8–14 Aug 2023", "7–14 Aug 2023", "21 May – 14 Aug 2023"
    ]  # fmt: skip
    window, week, summer = (panel["data"]["values"] for panel in panels)
    assert [row["map"] for row in window] == [Decimal("-2.48")], "Russia has less: to the left"
    assert [row["best"] for row in week] == [None, Decimal("-3.00")]
    assert (summer[-1]["best"], summer[-1]["open"]) == (Decimal("-38.85"), "‹"), "more than, and so further left"
    assert summer[-1]["told"] == "gain by Ukraine: more than 15 sq mi (38.85 km²)"
    assert "and not drawn: General Staff" in description(found)


@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_the_chart_is_drawn(maps: None, book: ledger.Ledger, form: ChartForm) -> None:
    told(book, SAID + " <script>alert(1)</script>")
    drawn = areas_chart(areas(book, date(2023, 8, 8), date(2023, 8, 14)), form)
    if form == "png":
        assert drawn.startswith(b"\x89PNG")
    else:
        assert b"gain by Ukraine: 3 km" in drawn and b"<script>" not in drawn


def test_without_maps_or_statements_the_chart_says_so(book: ledger.Ledger) -> None:
    told(book, SAID)
    found = areas(book, date(2023, 8, 8), date(2023, 8, 14))
    assert "no map" in description(found) and areas_chart(found, "svg")
    assert areas_chart(replace(found, stated=()), "svg")


def test_what_was_published_later_is_no_part(maps: None, book: ledger.Ledger) -> None:
    told(book, SAID, day=date(2023, 8, 14))
    found = areas(book, date(2023, 8, 8), date(2023, 8, 14), date(2023, 8, 10))
    assert found.stated == ()
    assert found.maps[0].because is None or "14 August 2023" in found.maps[0].because


def test_by_default_the_last_week(maps: None, book: ledger.Ledger) -> None:
    found = areas(book)
    assert (found.start, found.end) == (date(2023, 8, 8), date(2023, 8, 14))
    with pytest.raises(UsageError):
        areas(book, date(2023, 8, 14), date(2023, 8, 8))


def test_without_a_map_it_says_so(book: ledger.Ledger) -> None:
    with pytest.raises(LedgerError, match="no area is on record"):
        areas(book)
    told(book, SAID)
    found = areas(book, date(2023, 8, 8), date(2023, 8, 14))
    assert found.maps == () and found.notes and len(found.stated) == 1


def test_units() -> None:
    assert km2(Decimal(15), "sq_mi") == Decimal("38.84982165504")
    assert km2(Decimal(250), "ha") == Decimal("2.50")
    assert km2(Decimal(5), "percent") is None
    assert sq_mi(Decimal(3)) == Decimal("1.16") and sq_mi(None) is None


# ---- sources --------------------------------------------------------------------------------------------------------


def record(found: list[Speaker], name: str) -> Speaker:
    [one] = [one for one in found if one.source == name]
    return one


def test_who_speaks_and_who_passes_on(week: None, book: ledger.Ledger) -> None:
    found = speakers(book)
    staff = record(found, "General Staff of the Armed Forces of Ukraine")
    assert (staff.kind, staff.side, staff.standing) == ("military", "ukraine", "belligerent")
    assert staff.claims == sum(staff.kinds.values()) > 1
    assert record(found, "The Economist").relayed == 11
    assert record(found, "The Economist").claims == 0
    assert [one.claims for one in found] == sorted((one.claims for one in found), reverse=True)
    early = speakers(book, date(2022, 8, 1))
    assert {one.source for one in early} == {
        "US Central Intelligence Agency", "The Economist", "General Staff of the Armed Forces of Ukraine",
    }  # fmt: skip


def test_how_far_from_each_rival(week: None, book: ledger.Ledger, fill: Fill) -> None:
    fill(
        "10/08/2023,,,250000,casualties,IISS,,russia,",
        "14/08/2023,,,127190,casualties,IISS,,russia,",
        "14/08/2023,,,40000,deaths,IISS,,russia,",
    )
    one = record(speakers(book), "International Institute for Strategic Studies")
    [staff] = [a for a in one.against if a.rival == "the General Staff of Ukraine"]
    assert (staff.metric, staff.losses_of, staff.days) == ("casualties", "russia", 2)
    assert (staff.least, staff.most) == (Decimal("-50.0"), Decimal("-0.9"))
    back = record(speakers(book), "General Staff of the Armed Forces of Ukraine")
    [other] = [a for a in back.against if a.rival == one.source]
    assert other.most == Decimal("100.0")


def test_sums_that_fail_are_counted_of_whoever_stated_them(book: ledger.Ledger, week: None) -> None:
    [last] = [json.loads(line) for line in (SAMPLES / "lists.jsonl").read_text().splitlines()][-1:]
    text = last["text"].replace("(+530)", "(+630)")
    assert text != last["text"]
    document = Document(id="s", text=text, sha256="s" * 8, published=date(2023, 8, 14), publisher=last["publisher"])
    made = reading(document, model=False)
    findings = audit(made, book)
    book.add(replace(made, findings=tuple(findings)), audited=True)
    failed = sum(one.verdict == "fails" for one in findings)
    staff = record(speakers(book), "General Staff of the Armed Forces of Ukraine")
    assert 0 < failed == staff.failed < staff.checked


def test_what_a_source_takes_back_in_another_document_is_counted(book: ledger.Ledger) -> None:
    said = "The General Staff of Ukraine said Russia lost {} troops on August 12, 2023."
    told(book, said.format(600), "a", date(2023, 8, 13))
    told(book, said.format(580), "b", date(2023, 8, 14))
    assert record(speakers(book), "General Staff of the Armed Forces of Ukraine").taken_back == 0
    assert record(sources(book), "General Staff of the Armed Forces of Ukraine").taken_back == 1
    assert record(sources(book, date(2023, 8, 13)), "General Staff of the Armed Forces of Ukraine").taken_back == 0
