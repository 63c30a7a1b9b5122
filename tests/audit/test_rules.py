"""The other rules: marks passed, parts, rivals, conversions, weekdays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.claims_by_hand import (
    LONDON,
    Book,
    area,
    article,
    aug,
    august,
    daily,
    found,
    one,
    total,
    verdicts,
    weekly,
)
from onrecord.audit.definitions import definition
from onrecord.audit.rules.conversions import judge
from onrecord.audit.rules.weekdays import dated_weekdays
from onrecord.model import Document, Loss, Span

# --- marks passed ----------------------------------------------------------------------------------


def mark(value: int, day: int, **more: Any) -> Loss:
    text = f"Russia passed the {value:,} mark on August {day}"
    return total(value, aug(day), bound="more_than", text=text, id="mark", basis=more.pop("basis", "stated"), **more)


def test_a_mark_passed_on_its_day() -> None:
    book = august().page(aug(6), total(249700, aug(6), id="before"))
    finding = one(found(article(mark(250000, 7)), book))
    assert (finding.rule, finding.verdict) == ("mark_passed", "holds")
    assert (
        finding.because
        == "250,240 on 7 August 2023 is above the 250,000 mark, and 249,700 the day before was below it."
    )
    assert finding.claims[0] == "before" and finding.claims[-1] == "mark"


def test_a_mark_within_the_document() -> None:
    finding = one(found(article(mark(250000, 7), total(250240, aug(7)))))
    assert (
        finding.because == "250,240 on 7 August 2023 is above the 250,000 mark; no total for the day before is known."
    )


def test_a_mark_not_yet_passed() -> None:
    finding = one(found(article(mark(254000, 13)), august()))
    assert finding.verdict == "fails"
    assert finding.because == "253,850 on 13 August 2023 is still below the 254,000 mark."
    assert [s.instead for s in finding.suspects] == ["14 August 2023", "at most 253,850"]


def test_a_mark_passed_before() -> None:
    finding = one(found(article(mark(252000, 13)), august()))
    assert finding.verdict == "fails"
    assert finding.because == (
        "253,850 on 13 August 2023 is above the 252,000 mark, but 253,290 the day before was above it already."
    )
    assert [s.instead for s in finding.suspects] == ["10 August 2023", "at least 253,291"]


def test_the_day_before_is_told_by_the_days_own_entry() -> None:
    finding = one(found(article(mark(250000, 7)), august()))
    assert finding.because == (
        "250,240 on 7 August 2023 is above the 250,000 mark, and 250,240 - 540 = 249,700 the day before was below it."
    )


def test_a_mark_without_a_day_has_been_passed_by_then() -> None:
    assert verdicts(found(article(mark(250000, 14, basis="published")), august())) == ["holds"]


def test_a_mark_passed_by_a_day_may_have_been_passed_before() -> None:
    claim = mark(252000, 13)
    by_then = replace(claim, period=replace(claim.period, as_written="by August 13"))
    assert verdicts(found(article(by_then), august())) == ["holds"]


def test_a_mark_of_a_day_that_is_not_on_record() -> None:
    assert verdicts(found(article(mark(240000, 1)), august())) == ["no_record"]
    assert found(article(mark(240000, 1))) == []


# --- parts -----------------------------------------------------------------------------------------


def test_a_day_is_no_more_than_its_week() -> None:
    finding = one(found(article(daily(5300, aug(14), id="day"), weekly(4140, aug(14), id="week")), rule="part"))
    assert finding.verdict == "fails"
    assert finding.because == "5,300 (13 to 14 August 2023) is more than its whole, 4,140."
    assert [s.claim for s in finding.suspects] == ["day", "week"]
    assert found(article(daily(530, aug(14)), weekly(4140, aug(14))), rule="part") == []


def test_a_week_is_no_more_than_the_total() -> None:
    claims = (weekly(4140, aug(14), category="ship"), total(18, aug(14), category="ship"))
    assert verdicts(found(article(*claims), rule="part")) == ["fails"]


def test_a_running_total_does_not_fall() -> None:
    claims = (total(254380, aug(14)), total(255240, aug(7)))
    finding = one(found(article(*claims), rule="part"))
    assert finding.because == "255,240 (7 to 14 August 2023) is more than the later running total, 254,380."
    assert found(article(total(254380, aug(14)), total(250240, aug(7))), rule="part") == []


# --- rivals ----------------------------------------------------------------------------------------


def test_another_source_says_otherwise() -> None:
    claims = (total(254380, aug(14)), total(220000, aug(14), sources=(LONDON,), bound="about"))
    finding = one(found(article(*claims), rule="rival"))
    assert finding.verdict == "conflict"
    assert finding.because == "the General Staff of Ukraine says 254,380, UK Ministry of Defence says about 220,000."
    assert finding.suspects == ()


def test_another_source_on_record_says_otherwise() -> None:
    book = Book().page(aug(14), total(200000, aug(14)), publisher="UK Ministry of Defence")
    assert verdicts(found(article(total(254380, aug(14))), book, rule="rival")) == ["conflict"]


@pytest.mark.parametrize("other", [{"category": "personnel_killed"}, {"side": "ukraine"}, {"bound": "more_than"}])
def test_like_with_like_only(other: dict[str, Any]) -> None:
    claims = (total(254380, aug(14)), total(220000, aug(14), **{"sources": (LONDON,), **other}))
    assert found(article(*claims), rule="rival") == []


# --- conversions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "given", "other", "verdict"),
    [
        (3, "km2", "1.15", "sq_mi", "within_rounding"),  # 1.158, cut off
        (3, "km2", "1.16", "sq_mi", "holds"),
        (3, "km2", "1.2", "sq_mi", "holds"),
        (3, "km2", "1", "sq_mi", "holds"),
        (3, "km2", "1.1", "sq_mi", "within_rounding"),
        (3, "km2", "1.18", "sq_mi", "within_rounding"),  # 3.06 km2, rounded
        (3, "km2", "1.4", "sq_mi", "fails"),
        (300, "km2", "115", "sq_mi", "within_rounding"),  # 115.83, cut off
        (300, "km2", "116", "sq_mi", "holds"),
        (300, "km2", "120", "sq_mi", "holds"),
        (300, "km2", "100", "sq_mi", "fails"),
        (300, "km2", "186", "sq_mi", "fails"),
        (15, "sq_mi", "39", "km2", "holds"),
        (15, "sq_mi", "40", "km2", "holds"),
        (115, "sq_mi", "300", "km2", "holds"),
        (250, "ha", "2.5", "km2", "holds"),
        (46, "sq_mi", "120", "km2", "holds"),
    ],
)
def test_a_conversion_as_written(value: Any, unit: str, given: str, other: str, verdict: str) -> None:
    assert one(found(article(area(value, unit, given, other)))).verdict == verdict


def test_a_conversion_says_its_sum() -> None:
    finding = one(found(article(area(3, "km2", "1.15"))))
    assert finding.because == "3 km² = 1.158 sq mi, which is 1.15 when cut off and 1.16 when rounded."
    assert (finding.stated, finding.computed) == ("1.15 sq mi", "1.158 sq mi")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("186", "lengths were converted, not areas"),
        ("777", "converted the wrong way round"),
        ("1158", "the point is one place too far right"),
        ("11.6", "the point is one place too far left"),
        ("140", "with it the figures would agree"),
        ("300", "it is the figure itself, not converted"),
        ("30000", "it is the figure in hectares"),
    ],
)
def test_a_wrong_conversion_has_two_suspects(given: str, why: str) -> None:
    finding = one(found(article(area(300, "km2", given))))
    assert finding.verdict == "fails"
    assert len(finding.suspects) == 2
    assert finding.suspects[0].why == why


def test_a_percentage_converts_to_nothing() -> None:
    assert found(article(area(20, "percent", "100", "km2"))) == []
    assert found(article(area(20, "km2"))) == []


@given(st.decimals("0.5", "5000", places=1), st.integers(0, 3), st.booleans())
def test_a_true_conversion_never_fails(value: Decimal, places: int, down: bool) -> None:
    ratio = 1 / Decimal("2.589988110336")
    exact = value * ratio
    written = exact.quantize(Decimal(1).scaleb(-places), rounding="ROUND_DOWN" if down else "ROUND_HALF_UP")
    verdict, _ = judge(value, written, ratio)
    assert verdict in ("holds", "within_rounding") or written == 0
    if not down:
        assert verdict == "holds" or written == 0


@given(st.integers(10, 5000).map(Decimal), st.decimals("0.15", "5", places=2))
def test_a_false_conversion_fails(value: Decimal, factor: Decimal) -> None:
    if abs(factor - 1) < Decimal("0.15"):
        return
    exact = value / Decimal("2.589988110336")
    written = (exact * factor).quantize(Decimal("0.1"))
    if abs(written - exact) <= Decimal("0.1") * exact + 1:
        return
    assert judge(value, written, 1 / Decimal("2.589988110336"))[0] == "fails"


# --- weekdays --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("He spoke on Monday, August 14.", "holds"),
        ("He spoke on Monday, August 14, 2023.", "holds"),
        ("He spoke on Mon. Aug. 14.", "holds"),
        ("He spoke on Monday 14 August 2023.", "holds"),
        ("He spoke on Monday, the 14th of August.", "holds"),
        ("On 14 August 2023, a Monday, he spoke.", "holds"),
        ("On 14 August (Monday) he spoke.", "holds"),
        ("He spoke on Friday 14 August 2023.", "fails"),
        ("He spoke on Tuesday, August 14.", "fails"),
        ("He spoke on Friday, December 30.", "holds"),  # of the year before
    ],
)
def test_a_weekday_beside_its_date(text: str, verdict: str) -> None:
    assert one(found(article(text=text))).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "He spoke on Monday, and on August 14 he left.",
        "Between Saturday and Sunday, August 12 and 13, it rained.",
        "On Saturday and Sunday, August 12-13, it rained.",
        "In the night from Friday to Saturday, August 11 to 12, it rained.",
        "On Friday-Saturday, August 11, it rained.",
        "He spoke on Monday, February 31.",
        "It may be Monday; may 15 people come.",
        "Black Friday 500 August offers",
    ],
)
def test_pairs_ranges_and_chance_are_left_alone(text: str) -> None:
    assert found(article(text=text)) == []


def test_a_wrong_weekday_has_its_suspects() -> None:
    text = "Russia passed the mark on Friday, August 14, it said."
    claim = total(254380, aug(14), span=Span(0, 44), id="claim")
    finding = one(found(article(claim, text=text), rule="weekday"))
    assert finding.because == "14 August 2023 was a Monday, not a Friday."
    assert finding.claims == ("claim",)
    assert [s.instead for s in finding.suspects] == ["Monday", "11 August 2023", "18 August 2023"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A soldier fires near Robotyne on August 25, 2024. (AP Photo/Somebody)",
         ["A caption is dated 25 August 2024, after the document's own day, 14 August 2023."]),
        ("Боєць поблизу Роботиного, 25 серпня 2024 року. Фото: Генштаб",
         ["A caption is dated 25 August 2024, after the document's own day, 14 August 2023."]),
        ("A soldier fires near Robotyne on August 12, 2023. Photo: Somebody", []),
        ("A soldier fires near Robotyne on August 25. Photo: Somebody", []),
        ("The exhibition opens on August 25, 2024.", []),
    ],
)  # fmt: skip
def test_a_caption_is_no_later_than_its_document(text: str, expected: list[str]) -> None:
    reading = article(text=text)
    language = "uk" if "Фото" in text else "en"
    reading = replace(reading, document=replace(reading.document, language=language))
    assert [finding.because for finding in found(reading, rule="caption")] == expected


def test_marks_averages_and_labels_are_read_in_ukrainian_and_russian() -> None:
    said = "Втрати росіян перевищили позначку 250 000 станом на 7 серпня", "Потери превысили отметку 250 000 7 августа"
    for text in said:
        passed = total(250000, aug(7), bound="more_than", text=text, basis="stated")
        assert verdicts(found(article(passed), august(), rule="mark_passed")) == ["holds"]
    for text in ("в середньому 591 військовий", "в среднем 591 военный"):
        assert found(article(weekly(591, aug(14), text=text)), august(), rule="sum") == []
    assert definition(total(250000, aug(7), as_reported="ліквідовано")) == "eliminated"
    assert definition(total(250000, aug(7), as_reported="уничтожено")) == "eliminated"


def test_a_date_at_the_end_of_time_is_survived() -> None:
    assert found(article(text="on Friday, December 31", published=date.max)) == []


def test_a_date_without_a_year_needs_a_dated_document() -> None:
    told = [Document(id="d", text=text, sha256="d") for text in ("on Monday, August 14", "on Monday, August 14, 2023")]
    assert [[dated.day for dated in dated_weekdays(document)] for document in told] == [[], [date(2023, 8, 14)]]


@pytest.mark.parametrize(
    ("language", "text", "verdicts_of"),
    [
        ("en", "He spoke yesterday, Sunday, and left.", ["holds"]),
        ("en", "He spoke yesterday, Saturday, and left.", ["holds"]),  # quoted from the day before
        ("en", "He spoke yesterday, Friday, and left.", ["fails"]),
        ("en", "He spoke today (Wednesday).", ["fails"]),
        ("en", "Yesterday was loud; Friday was not.", []),
        ("uk", "Про це він сказав у понеділок, 14 серпня.", ["holds"]),
        ("uk", "Про це він сказав у неділю, 14 серпня 2023 року.", ["fails"]),
        ("uk", "У ніч на неділю, 14 серпня, було тихо.", []),
        ("uk", "Бої тривали 14 серпня 2023 року (субота).", ["fails"]),
        ("uk", "Учора, в неділю, було тихо. Вчора, п'ятниця, теж.", ["holds", "fails"]),
        ("ru", "Об этом он сказал в понедельник, 14 августа.", ["holds"]),
        ("ru", "Об этом он сказал во вторник, 14 августа.", ["fails"]),
        ("ru", "В субботу и воскресенье, 12 и 13 августа, было тихо.", []),
        ("de", "Das war am Sonntag, 14 August.", []),
    ],
)
def test_weekdays_in_three_languages(language: str, text: str, verdicts_of: list[str]) -> None:
    reading = article(text=text)
    reading = replace(reading, document=replace(reading.document, language=language))
    assert verdicts(found(reading, rule="weekday")) == verdicts_of
