"""Tables of estimates: intervals, sides, sources and the day of publication; what cannot be one is told by its line."""

from __future__ import annotations

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claim.estimators import named, standing
from onrecord.claim.rows import reading
from onrecord.lexicon import load
from onrecord.model import Area, Loss
from onrecord.read.datasets import Contents, Estimate, Payload, contents, known
from onrecord.read.datasets.estimates import published_at_latest, published_by

TODAY = date(2026, 11, 1)
FLAG = '"ignore for chart, data from warring parties"'
HEAD = f"date,estimate_low,estimate_high,estimate,type,source,source_url,country,{FLAG}"
TIMES = "https://www.nytimes.com/2023/08/18/us/politics/casualties.html"
POST = "https://x.com/DefenceHQ/status/1876584633103507960/photo/2"
SHARED = Path(os.environ.get("ONRECORD_SHARED") or Path(__file__).parents[3] / "shared") / "data" / "rivals"


def table(*rows: str, head: str = HEAD, published: date | None = None) -> Contents:
    data = "\n".join((head, *rows)).encode()
    return contents(Payload(where="t.csv", id="t", data=data), today=TODAY, published=published)


def cell(*rows: str) -> Estimate:
    found = table(*rows)
    [[one]] = [row.cells for row in found.rows]
    assert isinstance(one, Estimate)
    return one


# ---- when it was published ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "day"),
    [
        (POST, date(2025, 1, 7)),
        ("https://twitter.com/DefenceHQ/status/1731611263799537767", date(2023, 12, 4)),
        (TIMES, date(2023, 8, 18)),
        ("https://www.france24.com/en/europe/20240503-france-estimates", date(2024, 5, 3)),
        ("https://www.reuters.com/world/some-15000-killed-war-2022-07-20/#:~:text=2021-01-01", date(2022, 7, 20)),
        ("https://example.org/2023/02/31/x", None),
        ("https://example.org/2023/08/18/of-2023-08-11", None),
        ("https://www.iiss.org/online-analysis/military-balance/2025/02/combat-losses", None),
        ("https://example.org/2202/02/02/x", None),
        ("https://www.csis.org/analysis/war-attrition", None),
        ("https://example.org/status/1876584633103507960", None),
        ("(by mail)", None),
        (None, None),
    ],
)
def test_an_address_tells_the_day_of_publication_or_nobody_does(address: str | None, day: date | None) -> None:
    assert published_by(address, TODAY) == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://www.iiss.org/online-analysis/military-balance/2025/02/combat-losses", date(2025, 2, 28)),
        ("https://example.org/2024/02/a?x=/2023/01/", date(2024, 2, 29)),
        ("https://example.org/2024/02/of/2024/03/a", None),
        ("https://example.org/2024/02/31/a", None),
        ("https://example.org/2202/02/a", None),
        ("https://example.org/2023/08/18/of-2023-08-11", None),
        ("https://example.org/reports/2024/annual", None),
        ("https://www.csis.org/analysis/ukrainian-innovation-war-attrition", date(2023, 2, 28)),
        (None, None),
    ],
)
def test_what_tells_no_day_may_tell_the_latest(address: str | None, day: date | None) -> None:
    assert published_at_latest(address, TODAY) == day


def test_a_latest_day_of_publication_stands_in_the_claims_words() -> None:
    found = table("01/01/2025,,,783000,casualties,IISS,https://x.org/balance/2025/02/losses,russia,")
    assert not found.problems and found.rows[0].published == date(2025, 2, 28)
    assert found.dataset is not None
    [claim] = reading(found.dataset, found.rows[0]).claims
    assert claim.text.endswith("(russia; IISS; published by 2025-02-28)")
    row = "01/01/2025,,,783000,casualties,IISS,https://x.org/2025/02/a,russia,"
    known_day = table(row, published=date(2025, 2, 12))
    assert known_day.rows[0].published == date(2025, 2, 12), "who knows the day says so"


def test_a_later_post_has_a_larger_number() -> None:
    assert published_by("https://x.com/a/status/2100000000000000000", TODAY) is not None
    assert published_by("https://x.com/a/status/2199999999999999999", date(2026, 1, 1)) is None, "it has not been yet"


# ---- figures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (",,240232", ("exact", 240232, 240232, True)),
        ("290000,300000,", ("range", 290000, 300000, False)),
        ("290000,350000,320000", ("range", 290000, 350000, True)),
        ('"700,000",,', ("more_than", 700000, None, True)),
        (",25000,", ("up_to", 0, 25000, True)),
    ],
)
def test_the_interval_is_what_the_row_states(figures: str, expected: tuple[Any, ...]) -> None:
    one = cell(f"18/08/2023,{figures},deaths,CIA,{TIMES},russia,")
    assert (one.bound, one.low, one.high, one.whole) == expected


def test_an_upper_end_alone_is_the_figure() -> None:
    [row] = table(f"18/08/2023,,25000,,deaths,CIA,{TIMES},russia,").rows
    [claim] = reading(known()["economist-estimates"], row).claims
    assert isinstance(claim, Loss) and claim.quantity.value == 25000


def test_a_row_becomes_a_claim_of_its_source_through_the_transcriber() -> None:
    [row] = table(f"18/08/2023,290000,300000,,casualties,US officials (via NYT),{TIMES},ukraine,").rows
    one = reading(known()["economist-estimates"], row)
    assert one.document.published == date(2023, 8, 18) and one.document.url == TIMES
    assert one.document.publisher == "The Economist"
    [claim] = one.claims
    assert isinstance(claim, Loss)
    assert [source.name for source in claim.sources] == ["The Economist", "The New York Times", "US officials"]
    assert (claim.side, claim.category, claim.measure, claim.as_reported) == (
        "ukraine", "personnel", "cumulative", "casualties",
    )  # fmt: skip
    assert (claim.period.start, claim.period.end) == (date(2022, 2, 24), date(2023, 8, 18))
    assert claim.text == claim.span.of(one.document.text)
    assert claim.text == "2023-08-18 casualties 290000 to 300000 (ukraine; US officials (via NYT))"


def test_deaths_are_no_casualties_and_a_method_stands_with_the_metric() -> None:
    one = cell(f"01/01/2023,,,24000,deaths,Excess deaths estimate (D. Kobak),{TIMES},russia,")
    assert (one.category, one.label) == ("personnel_killed", "deaths; excess deaths")


def test_a_belligerents_flag_is_kept() -> None:
    one = cell(f"19/07/2022,,,38500,deaths,Armed Forces of Ukraine,{TIMES},russia,yes")
    assert one.behind == "(russia; Armed Forces of Ukraine; a warring party)"


def test_rows_of_one_day_are_documents_of_their_own() -> None:
    found = table(
        f"18/08/2023,,,120000,deaths,CIA,{TIMES},russia,",
        f"18/08/2023,,,70000,deaths,CIA,{TIMES},ukraine,",
        f"18/08/2023,,,300000,casualties,CIA,{TIMES},russia,",
    )
    names = {reading(known()["economist-estimates"], row).document.id for row in found.rows}
    assert len(names) == 3 and not found.problems


# ---- what is wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "code", "says"),
    [
        (f"02/02/2202,,,1,deaths,CIA,{TIMES},russia,", "future", "2202-02-02 has not been yet"),
        (f"2023-08-18,,,1,deaths,CIA,{TIMES},russia,", "bad_date", "no day of the form"),
        (f"18/08/2021,,,1,deaths,CIA,{TIMES},russia,", "too_early", "before the war"),
        (f"18/08/2023,,,,deaths,CIA,{TIMES},russia,", "no_figure", "no figure in the row"),
        (f"18/08/2023,,,some,deaths,CIA,{TIMES},russia,", "no_number", "'some' is no figure"),
        (f"18/08/2023,,,-5,deaths,CIA,{TIMES},russia,", "no_number", "'-5' is no figure"),
        (f"18/08/2023,,,1,deaths,CIA,{TIMES},atlantis,", "unknown_side", "'atlantis'"),
        (f"18/08/2023,,,1,vanished,CIA,{TIMES},russia,", "unknown_category", "'vanished'"),
        (f"18/08/2023,9,5,,deaths,CIA,{TIMES},russia,", "crossed", "9 to 5"),
        (f"18/08/2023,5,9,12,deaths,CIA,{TIMES},russia,", "crossed", "5 to 12 to 9"),
        (f"18/08/2023,,,1,deaths,,{TIMES},russia,", "no_source", "nobody is named"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_the_rest_is_taken(row: str, code: str, says: str) -> None:
    found = table(
        f"20/07/2022,,,60000,casualties,CIA,{TIMES},russia,", row, f"27/06/2023,,,9,deaths,CIA,{TIMES},russia,"
    )
    told = [problem for problem in found.problems if problem.code == code]
    assert [problem.where for problem in told] == ["t.csv:3"]
    assert says in told[0].message and not told[0].kept
    assert [str(row.day) for row in found.rows] == ["2022-07-20", "2023-06-27"]


def test_two_figures_of_one_source_for_one_day_are_neither() -> None:
    row = "18/08/2023,,,{},deaths,CIA,,russia,"
    found = table(row.format(5), row.format(6))
    assert [(p.code, p.where) for p in found.problems] == [("twice", "t.csv:3")] and not found.rows
    again = table(row.format(5), row.format(5))
    assert not again.problems and len(again.rows) == 1


def test_a_figure_published_before_its_day_is_kept_and_told() -> None:
    found = table("23/04/2022,7000,15000,,deaths,NATO officials (via WP),https://x.org/2022/03/24/a,russia,")
    assert [(p.code, p.kept) for p in found.problems] == [("ahead", True)]
    assert found.rows[0].published == date(2022, 3, 24)


def test_a_missing_column_takes_no_row() -> None:
    head = "date,estimate,estimate_low,estimate_high,type,source,country"
    assert table("18/08/2023,1,,,deaths,CIA,russia", head=head).rows
    found = contents(
        Payload(where="t.csv", id="t", data=b"date,estimate\n1,2"), dataset=known()["economist-estimates"], today=TODAY
    )
    assert [p.code for p in found.problems] == ["no_column"] and not found.rows


@given(st.lists(st.text(alphabet='0123456789/,."-a\n', max_size=40), max_size=5))
def test_no_row_whatever_it_holds_raises(rows: list[str]) -> None:
    found = table(*rows)
    for row in found.rows:
        assert row.day is not None and row.day <= TODAY and row.cells


# ---- the other datasets ---------------------------------------------------------------------------------------------


def test_a_monthly_series_holds_the_month_and_the_total() -> None:
    head = "month,year,casualties in month,cumulative casualties,date (at beginning of next month),source,source_url"
    [row] = table(f"march,2022,11966,11966,01/04/2022,UK MoD,{POST}", head=head).rows
    one = reading(known()["uk-mod-monthly"], row)
    assert one.document.published == date(2025, 1, 7), "posted three years later"
    total, month = one.claims
    assert (total.period.start, total.period.end) == (date(2022, 2, 24), date(2022, 4, 1))
    assert (month.period.start, month.period.end) == (date(2022, 3, 1), date(2022, 3, 31))
    assert isinstance(total, Loss) and total.as_reported == "cumulative casualties; summed from average daily losses"
    assert total.sources[-1].id == "uk-defence-ministry"


def test_weekly_estimates_name_their_method_and_no_day_of_publication() -> None:
    head = "Date,Estimate based on probate data,ED_high,ED_low,Number of confirmed deaths (by date of death)"
    [row] = table("28/02/2022,649.11,696.31,608.39,592", head=head).rows
    one = reading(known()["meduza-weekly"], row)
    estimate, named_dead = one.claims
    assert one.document.published is None
    assert isinstance(estimate, Loss) and isinstance(named_dead, Loss)
    assert (estimate.quantity.low, estimate.quantity.value, estimate.quantity.high) == (
        Decimal("608.39"), Decimal("649.11"), Decimal("696.31"),
    )  # fmt: skip
    assert (estimate.period.start, estimate.period.end) == (date(2022, 2, 28), date(2022, 3, 6))
    assert (named_dead.quantity.bound, named_dead.quantity.high) == ("more_than", None)
    assert "probate" in str(estimate.as_reported) and "named dead" in str(named_dead.as_reported)


DAY = {
    "date": "2022-02-25", "ukraineTotal": 253, "ukraineDeaths": 80, "ukraineMissing": 133,
    "ukraineTotalCumulative": 1522, "russiaDeaths": 80, "russiaTotalCumulative": 204,
}  # fmt: skip


def test_counts_of_the_named_are_floors_published_when_the_file_was_changed() -> None:
    data = json.dumps({"daily": [DAY], "weekly": [], "lastUpdated": "2025-11-08T17:40:28.194Z"}, indent=1).encode()
    found = contents(Payload(where="n.json", id="n", data=data), today=TODAY)
    assert (found.kind, found.problems) == ("named-dead-daily", ())
    one = reading(known()["named-dead-daily"], found.rows[0])
    assert one.document.published == date(2025, 11, 8)
    assert {claim.quantity.bound for claim in one.claims if isinstance(claim, Loss)} == {"more_than"}
    assert len({claim.id for claim in one.claims}) == len(one.claims) == 5, "the same figure of two sides is two claims"


def test_before_the_war_only_what_may_count_from_earlier_is_taken() -> None:
    """The first row of such counts holds all that came before it, under the day before the war."""
    before = {**DAY, "date": "2022-02-23", "ukraineDeaths": 230, "ukraineTotalCumulative": 1124}
    data = json.dumps({"daily": [before], "weekly": [], "lastUpdated": "2025-11-08T17:40:28.194Z"}, indent=1).encode()
    found = contents(Payload(where="n.json", id="n", data=data), today=TODAY)
    assert [(p.code, p.kept) for p in found.problems] == [("too_early", True)]
    [cell] = found.rows[0].cells
    assert (cell.value, cell.label, cell.start, cell.end) == (  # type: ignore[union-attr]
        1124, "deaths and missing; named dead and missing", None, date(2022, 2, 23)
    )  # fmt: skip


def test_an_area_is_exact_in_square_kilometres() -> None:
    head = "date,area_assessed_as_russia_controlled,area_assessed_as_russia_controlled_percent"
    [row] = table("2023-08-14,111521034707.77597,18.4", head=head).rows
    [claim] = reading(known()["isw-assessed-area"], row).claims
    assert isinstance(claim, Area)
    assert (claim.event, claim.actor, claim.quantity.unit) == ("total", "russia", "km2")
    assert claim.quantity.value == Decimal("111521.03470777597")
    assert claim.sources[-1].id == "isw"


def test_the_pack_of_rivals_holds_together() -> None:
    raw = load("packs/ukraine/rivals.toml")
    for chain in raw["sources"].values():
        assert all(named(name) is not None for name in chain), chain
    assert len({one["id"] for one in raw["estimators"].values()}) == len(raw["estimators"])
    assert {one["category"] for one in raw["metrics"]} >= {"personnel", "personnel_killed"}


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("General Staff of the Armed Forces of Ukraine", "belligerent"),
        ("Leaked Ukrainian estimate", "belligerent"),
        ("Russian Ministry of Defence", "belligerent"),
        ("Lostarmour", "of_a_side"),
        ("The Memory Book", "of_a_side"),
        ("UK Ministry of Defence", "third_party"),
        ("BBC News Russian", "third_party"),
        ("UAlosses", "unknown"),
    ],
)
def test_a_belligerent_is_no_third_party(name: str, stands: str) -> None:
    found = named(name)
    assert found is not None and standing(found) == stands


@pytest.mark.skipif(not SHARED.exists(), reason="the shared datasets are not at hand")
def test_the_shared_tables_are_read_whole() -> None:
    files = {
        "estimates.csv": ("economist-estimates", 124, {"ahead"}),
        "uk_mod_monthly.csv": ("uk-mod-monthly", 47, set()),
        "meduza_weekly_2025.csv": ("meduza-weekly", 182, set()),
        "named_dead_counts_daily.json": ("named-dead-daily", 1347, {"too_early"}),
        "isw_assessed_area_daily.csv": ("isw-assessed-area", 1642, set()),
    }
    for name, (kind, rows, codes) in files.items():
        found = contents(Payload(where=name, id=name, data=(SHARED / name).read_bytes()), today=TODAY)
        assert (found.kind, len(found.rows), {p.code for p in found.problems}) == (kind, rows, codes)
        dated = [row.published for row in found.rows if row.published]
        if kind == "uk-mod-monthly":
            assert len(dated) == 47 and min(dated) == date(2025, 1, 7)
