"""Figures: each rule of the grammar in words of our own, then properties that hold on any text."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.mark.figures import figures, unit_words
from onrecord.mark.records import Figure
from onrecord.model import Span


def only(text: str, language: str = "en") -> Figure:
    found = figures(text, language=language)
    assert len(found) == 1, [f.span.of(text) for f in found]
    return found[0]


def values(text: str, language: str = "en") -> list[Decimal | tuple[Decimal | None, Decimal | None]]:
    return [f.value if f.value is not None else (f.low, f.high) for f in figures(text, language=language)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The army lost 4,140 troops", 4140),
        ("254 380 soldiers in all", 254380),
        ("6 000 shells a day", 6000),
        ("60\u202f000 shells", 60000),
        ("1.15 square miles", "1.15"),
        ("1.2 million people", 1200000),
        ("1,2 million people", 1200000),
        ("4 hundred million people", 400000000),
        ("half a million refugees", 500000),
        ("two and a half thousand men", 2500),
        ("twenty-six drones", 26),
        ("one hundred and twenty-six thousand shells", 126000),
        ("three thousand four hundred and five mines", 3405),
        ("a hundred missiles", 100),
        ("a thousand shells", 1000),
        ("a dozen boats", 12),
        ("half a dozen boats", 6),
        ("two dozen boats", 24),
        ("a couple of boats", 2),
        ("20k helmets", 20000),
        ("a quarter of a million people", 250000),
        ("three quarters of a million people", 750000),
        ("4m rounds of ammunition", 4000000),
        ("zero tanks", 0),
        ("9999999999999999999999999999 shells", 9999999999999999999999999999),
    ],
)
def test_values_are_exact(text: str, value: int | str) -> None:
    assert only(text).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "bound", "low", "high"),
    [
        ("4,140 troops", "exact", 4140, 4140),
        ("3,000 troops", "exact", 3000, 3000),
        ("1.2 million troops", "exact", 1150000, 1250000),
        ("three square kilometers", "exact", "2.5", "3.5"),
        ("1.15 square miles", "exact", "1.145", "1.155"),
        ("more than 4,000 troops", "more_than", 4000, None),
        ("at least 5 dead", "more_than", 5, None),
        ("well over 300 dead", "more_than", 300, None),
        ("250,000+ troops", "more_than", 250000, None),
        ("500 or more troops", "more_than", 500, None),
        ("passed the 250,000 troop-loss mark", "more_than", 250000, None),
        ("nearly 200 drones", "nearly", 180, 200),
        ("almost half a million people", "nearly", 450000, 500000),
        ("about 28700 persons", "about", 27265, 30135),
        ("about 10,000 attacks", "about", 5000, 15000),
        ("some 40 invaders", "about", 35, 45),
        ("an estimated 300 wounded", "about", 250, 350),
        ("100 soldiers or so", "about", 50, 150),
        ("as many as 40 tanks", "up_to", 0, 40),
        ("no more than 40 tanks", "up_to", 0, 40),
        ("fewer than 40 tanks", "less_than", 0, 40),
        ("below 40 tanks", "less_than", 0, 40),
        ("a total of 40 tanks", "exact", 40, 40),
        ("just 40 tanks", "exact", 40, 40),
        ("at least another 40 tanks", "more_than", 40, None),
        ("an increase over the 169 square miles", "exact", "168.5", "169.5"),
    ],
)
def test_bounds_and_the_interval_the_words_allow(text: str, bound: str, low: Any, high: Any) -> None:
    figure = only(text)
    assert figure.bound == bound
    assert figure.low == (None if low is None else Decimal(low))
    assert figure.high == (None if high is None else Decimal(high))
    assert figure.span.start == 0 or figure.bound == "exact"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 500,000 and 600,000 men", 500000, 600000),
        ("500,000 – 600,000 men", 500000, 600000),
        ("400-600 drones", 400, 600),
        ("8% to 10% of its guns", 8, 10),
        ("from 5 to 7 per cent", 5, 7),
        ("1 to 2 thousand people", 1000, 2000),
        ("$10-15 million", 10000000, 15000000),
        ("10-12,000 troops", 10000, 12000),
        ("about 70 to 80,000 losses", 70000, 80000),
        ("three or four boats", 3, 4),
        ("$3 billion to $5 billion", 3000000000, 5000000000),
        ("US$89 to $93 billion", 89000000000, 93000000000),
        ("ranging from $200 to $4 million", 200, 4000000),
    ],
)
def test_ranges_have_ends_and_no_value(text: str, low: int, high: int) -> None:
    figure = only(text)
    assert (figure.bound, figure.value, figure.low, figure.high) == ("range", None, low, high)


@pytest.mark.parametrize(
    ("text", "unit", "noun"),
    [
        ("250 Russian battle tanks were destroyed", "tank", "Russian battle tanks"),
        ("890 armored personnel carriers", "carrier", "armored personnel carriers"),
        ("650 artillery systems", "system", "artillery systems"),
        ("two 152-mm howitzers", "howitzer", "152-mm howitzers"),
        ("five Shahed-136 drones", "drone", "Shahed-136 drones"),
        ("two Su-34s", "Su-34", "Su-34s"),
        ("two HIMARS hit it", "HIMARS", "HIMARS"),
        ("one battalion tactical group", "group", "battalion tactical group"),
        ("passed the 250,000 troop-loss mark", "troop-loss", "troop-loss"),
        ("seven people killed and", "person", "people"),
        ("dozens of Russian soldiers", "soldier", "Russian soldiers"),
        ("hundreds more bodies", "body", "bodies"),
        ("20 units of armored vehicles", "vehicle", "units of armored vehicles"),
        ("30 Russian and Belarusian officers", "officer", "Russian and Belarusian officers"),
        ("one civilian was killed", "civilian", "civilian"),
        ("one of the battles goes on", "battle", "battles"),
        ("91 of its rescuers", "rescuer", "rescuers"),
        ("a nine-storey building", "storey", "storey"),
        ("attacked four times", "time", "times"),
        ("22,000 personnel in", "personnel", "personnel"),
        ("80 percent of its missiles", "percent", "missiles"),
        ("a 10km push", "km", None),
        ("12 sq. km", "km2", None),
        ("12 km²", "km2", None),
        ("15 square miles", "sq_mi", None),
        ("300 hectares", "ha", None),
        ("€50m in aid", "eur", None),
        ("$ 115 billion in aid", "usd", None),
        ("20 per cent by May", "percent", None),
        ("340 injured in", None, None),
    ],
)
def test_units_and_counted_nouns(text: str, unit: str | None, noun: str | None) -> None:
    figure = only(text)
    assert figure.unit == unit
    assert (figure.noun.of(text) if figure.noun else None) == noun


def test_list_lines_have_the_noun_before_the_total_and_its_entry() -> None:
    text = (
        "personnel ‒ about 28700 (+200) persons were liquidated,\ntanks ‒ 1263 (+9),\nAPV – 2023 (+0)\nMLRS: 4,285(+13)"
    )
    found = figures(text)
    assert [(f.value, f.signed) for f in found] == [
        (28700, False), (200, True), (1263, False), (9, True), (2023, False), (0, True), (4285, False), (13, True),
    ]  # fmt: skip
    assert [f.noun.of(text) for f in found if f.noun] == ["personnel"] * 2 + ["tanks"] * 2 + ["APV"] * 2 + ["MLRS"] * 2
    assert [f.change for f in found if f.signed] == ["up"] * 4
    assert found[0].bound == "about"


def test_a_conversion_in_brackets_points_to_what_it_restates() -> None:
    text = "more than three square kilometers (1.15 square miles), besides 15 square miles since May"
    first, second, third = figures(text)
    assert (first.same_as, second.same_as, third.same_as) == (None, 0, None)
    assert (second.bound, second.low) == ("more_than", Decimal("1.15"))


def test_nouns_said_once_are_shared() -> None:
    for text in ("26 of 57 drones", "77 out of 89 Russian drones", "three of the five drones"):
        assert [f.unit for f in figures(text)] == ["drone", "drone"], text
    assert [f.unit for f in figures("three 500-kg bombs")] == ["bomb", "kg"]
    assert values("all but 26 of 57 drones") == [26, 57]


def test_vague_plurals_have_their_lowest_reading() -> None:
    for text, low in (
        ("tens of thousands of men", 10000),
        ("dozens were hurt", 12),
        ("hundreds", 100),
        ("scores of men", 20),
        ("several hundred men", 100),
        ("a few dozen men", 12),
        ("hundreds of thousands of men", 100000),
    ):
        figure = only(text)
        assert (figure.value, figure.low, figure.high, figure.bound, figure.vague) == (
            low,
            low,
            None,
            "more_than",
            True,
        ), text


def test_fractions_are_percent() -> None:
    for text, value in (
        ("half of its tanks", 50),
        ("a quarter of the fleet", 25),
        ("one-fifth of the land", 20),
        ("one out of four men", 25),
    ):
        assert (only(text).unit, only(text).value) == ("percent", value), text
    third = only("two-thirds of the crews")
    assert third.low is not None and third.high is not None and third.low < Decimal(200) / 3 < third.high


def test_rates_and_changes() -> None:
    assert only("40 drones a day").per == "day"
    assert only("as many as 40 per month").per == "month"
    assert unit_words(only("$76 a barrel")) == "dollar per barrel"
    assert only("rose by 40 percent").change == "up"
    assert only("losses fell 7%").change == "down"
    assert only("expected to cut output by 7%").change == "down"
    assert only("it used up about 70% of its missiles").change is None
    assert only("$7 billion a year earlier").per is None


@pytest.mark.parametrize(
    "text",
    [
        "Su-34, T-72B3, Shahed-136, S-300, F-16, Kh-101, M777, 2S19, BM-21, Ka-52, Mi-8, MiG-31, A-50, PAC-3",
        "Leopard 2 and Leopard 2A6, Patriot PAC-3, MaxxPro, ТОС-1А, Х-59, С-300, Шахед-136",
        "155 mm shells and 122mm guns, 152-mm howitzers, a 5.45 mm rifle",
        "the 47th Brigade, the 3rd Assault, a 155th, the second-largest, the third, first",
        "brigade No. 3, Day 500, Article 5, Resolution 1701, No. 5, Category 4, Flight 7, Booster 14 rolled out",
        "in 2014, since 2022, by 2030, the 2023 counteroffensive, May 24, 24 May",
        "06:00, 5:45 p.m., 2023-08-14, 14/08/2023",
        "drones.12 The plan[38] was made.",
        "the end of 2025.19 The",
        "9/11, 24/7, G7, COVID-19, 4x4, http://example.org/2023/55, v1.2.3, 192.168.1.20, +380-44-123-45",
        "a 54-year-old woman, aged 12, 18 months old, Ada Byron, 36, wrote",
        "1e400 and 1,00,000 and 12,34 and 1.2.3",
        "12.000 men",
        "no one, one another, one by one, each one, the first half of the year",
        "the largest of several, many, some, both",
        "a two-pronged attack, swapped 1-for-1",
        "a fire close to one of the bridges",
        "it ended 2-2",
        "at 12 Long Orchard Street",
        "Day Two of the war",
        "9" * 400,
    ],
)
def test_names_dates_and_the_like_are_no_figures(text: str) -> None:
    assert [f.span.of(text) for f in figures(text)] == []


def test_four_digits_count_before_a_noun_and_date_after_a_preposition() -> None:
    assert values("killed 2000 soldiers") == [2000]
    assert values("since 2022 soldiers have died") == []
    assert values("worth exactly $2000") == [2000]


def test_what_is_taken_holds_no_figure() -> None:
    text = "in four weeks they lost four tanks"
    assert [f.span.of(text) for f in figures(text, [Span(3, 13)])] == ["four tanks"]


def test_ages_only_when_asked() -> None:
    text = "a 54-year-old woman"
    assert figures(text) == ()
    assert [(f.value, f.unit) for f in figures(text, ages=True)] == [(54, "year_of_age")]


@pytest.mark.parametrize(
    ("language", "text", "value", "bound", "unit"),
    [
        ("uk", "близько 254380 осіб", 254380, "about", "особа"),
        ("uk", "танки — 9113", 9113, "exact", "танк"),
        ("uk", "понад 1,2 млн гривень", 1200000, "more_than", "uah"),
        ("uk", "майже 20 тис. снарядів", 20000, "nearly", "снаряд"),
        ("uk", "до двадцяти п'яти атак", 25, "up_to", "атака"),
        ("uk", "12.000 осіб", 12000, "exact", "особа"),
        ("ru", "более 30 танков", 30, "more_than", "танк"),
        ("ru", "около 1,5 тысяч человек", 1500, "about", "человек"),
        ("ru", "двадцать шесть дронов", 26, "exact", "дрон"),
        ("ru", "254 380 человек", 254380, "exact", "человек"),
        ("ru", "до 7 домов", 7, "up_to", "дом"),
        ("uk", "32 бойових зіткнення", 32, "exact", "зіткнення"),
    ],
)
def test_ukrainian_and_russian(language: str, text: str, value: int, bound: str, unit: str) -> None:
    figure = only(text, language)
    assert (figure.value, figure.bound, figure.unit) == (value, bound, unit)


def test_ukrainian_list_lines() -> None:
    text = "особового складу ‒ близько 254380 (+530) осіб,\nтанки — 9113 (+4 за минулу добу)\n"
    text += "47-ма бригада, 155-мм гаубиць, 14 серпня 2023 року"
    assert [(f.value, f.signed) for f in figures(text, language="uk")] == [
        (254380, False),
        (530, True),
        (9113, False),
        (4, True),
    ]


def test_a_word_that_bounds_also_joins_a_range() -> None:
    assert values("от 5 до 7 домов", "ru") == [(5, 7)]


def test_points_that_part_thousands_elsewhere_are_left_unread() -> None:
    assert values("12,000 осіб", "uk") == []
    assert values("12,000 men") == [12000]


WORDS = st.sampled_from(
    "more than about up to 4,140 254 380 1.2 million half a of the tanks ( ) + - – 5 % $ km2 square miles one two "
    "hundred thousand and or "
    "between from to per day killed Su-34 2022 в 47th dozens tens percent танки — 9113 \n [38] . , 1e5 third".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)),
    st.sampled_from(["en", "uk", "ru", "xx"]),
)
def test_any_text_gives_ordered_figures_whose_interval_holds_their_value(text: str, language: str) -> None:
    end = 0
    for i, figure in enumerate(figures(text, language=language)):
        assert end <= figure.span.start < figure.span.end <= len(text)
        assert figure.span.covers(figure.number) and figure.number.of(text).strip()
        end = figure.span.end
        if figure.value is not None:
            assert figure.low is None or figure.low <= figure.value
            assert figure.high is None or figure.value <= figure.high
        else:
            assert figure.low is not None and figure.high is not None and figure.low <= figure.high
        assert figure.same_as is None or figure.same_as < i
        assert figure.noun is None or figure.noun.of(text).strip()


@given(st.integers(min_value=2, max_value=10**15), st.sampled_from([",", " ", "\u202f", "\u00a0", ""]))
def test_numbers_survive_writing(number: int, mark: str) -> None:
    text = f"They lost {number:,} tanks.".replace(",", mark)
    assert values(text) == [number]


@given(st.decimals(min_value="0.001", max_value=9999, places=3))
def test_decimals_survive_writing(number: Decimal) -> None:
    written = f"{number.normalize():f}"
    assert values(f"They hold {written} percent of it") == [number]


SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(n: int) -> str:
    if n < 20:
        return SMALL[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{SMALL[n // 100]} hundred" + (f" and {spelled(n % 100)}" if n % 100 else "")
    return f"{spelled(n // 1000)} thousand" + (f" {spelled(n % 1000)}" if n % 1000 else "")


@given(st.integers(min_value=2, max_value=999_999))
def test_number_words_survive_spelling(number: int) -> None:
    assert values(f"They lost {spelled(number)} tanks") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "7" * 10**6,
        "1," * 200_000,
        "one" + " " * 10**6 + "million",
        "a: " * 100_000 + "5",
        "5 km " + "(" * 10**5,
        "A" * 10**6 + " 5",
    ],
)
def test_no_text_is_slow(text: str) -> None:
    start = time.process_time()
    figures(text)
    assert time.process_time() - start < 3
