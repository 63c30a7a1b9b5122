"""Times: each house rule on sentences of our own, then what must hold of any text."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.mark import Time
from onrecord.mark.times import times

MONDAY = date(2023, 8, 14)
WEDNESDAY = date(2023, 8, 16)
WAR = "2022-02-24"


def only(text: str, published: date | None, language: str = "en") -> Time:
    """The one time of a text, or of its first phrase."""
    found = times(text, published, language)
    assert found, f"no time in {text!r}"
    assert {time.phrase for time in found} == {found[0].phrase}, [time.phrase.of(text) for time in found]
    return found[0]


def days(found: Time) -> str:
    return f"{found.start or ''}..{found.end or ''}"


def check(text: str, published: date | None, expected: str, language: str = "en") -> Time:
    found = only(text, published, language)
    assert days(found) == expected, (text, found)
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("in the past week", "2023-08-07..2023-08-14"),
        ("over past week", "2023-08-07..2023-08-14"),
        ("in the latest week", "2023-08-07..2023-08-14"),
        ("over the last seven days", "2023-08-07..2023-08-14"),
        ("over the past day", "2023-08-13..2023-08-14"),
        ("in day", "2023-08-13..2023-08-14"),
        ("over course of day", "2023-08-13..2023-08-14"),
        ("in the past 24 hours", "2023-08-13..2023-08-14"),
        ("within the last 48 hours", "2023-08-12..2023-08-14"),
        ("in the past four weeks", "2023-07-17..2023-08-14"),
        ("over the past two months", "2023-06-14..2023-08-14"),
        ("in the past year", "2022-08-14..2023-08-14"),
        ("in recent days", "..2023-08-14"),
        ("in the next two days", "2023-08-14..2023-08-16"),
    ],
)
def test_windows_roll_back_from_publication(words: str, expected: str) -> None:
    found = check(f"They lost 40 trucks {words}.", MONDAY, expected)
    assert found.basis == "rolling"
    assert found.sure == ("recent" not in words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("this week", "2023-08-14..2023-08-16"),
        ("last week", "2023-08-07..2023-08-13"),
        ("this month", "2023-08-01..2023-08-16"),
        ("earlier this month", "2023-08-01..2023-08-16"),
        ("last month", "2023-07-01..2023-07-31"),
        ("so far this year", "2023-01-01..2023-08-16"),
        ("last year", "2022-01-01..2022-12-31"),
        ("in December alone", "2022-12-01..2022-12-31"),
        ("in August", "2023-08-01..2023-08-31"),
        ("in December 2025", "2025-12-01..2025-12-31"),
        ("in May", "2023-05-01..2023-05-31"),
        ("in March 2022", "2022-03-01..2022-03-31"),
        ("in 2024", "2024-01-01..2024-12-31"),
        ("in the first half of 2024", "2024-01-01..2024-06-30"),
        ("in the first three months of 2024", "2024-01-01..2024-03-31"),
        ("in the second quarter of 2023", "2023-04-01..2023-06-30"),
        ("in summer 2022", "2022-06-01..2022-08-31"),
        ("last summer", "2022-06-01..2022-08-31"),
        ("throughout the summer", "2023-06-01..2023-08-16"),
        ("in the winter of 2022", "2022-12-01..2023-02-28"),
        ("in early June", "2023-06-01..2023-06-10"),
        ("in mid-August", "2023-08-11..2023-08-20"),
        ("in late May", "2023-05-21..2023-05-31"),
        ("at the end of January", "2023-01-31..2023-01-31"),
        ("in early 2023", "2023-01-01..2023-04-30"),
        ("in the first week of August", "2023-08-01..2023-08-07"),
        ("next week", "2023-08-21..2023-08-27"),
    ],
)
def test_spans_of_the_calendar(words: str, expected: str) -> None:
    check(f"The brigade lost ground {words}.", WEDNESDAY, expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Wednesday", "2023-08-16..2023-08-16"),
        ("on Thursday", "2023-08-10..2023-08-10"),
        ("early Tuesday", "2023-08-15..2023-08-15"),
        ("Sunday night", "2023-08-13..2023-08-13"),
        ("last Wednesday", "2023-08-09..2023-08-09"),
        ("over the weekend", "2023-08-12..2023-08-13"),
        ("on Saturday and Sunday", "2023-08-12..2023-08-13"),
        ("from Friday to Monday", "2023-08-11..2023-08-14"),
        ("today", "2023-08-16..2023-08-16"),
        ("yesterday", "2023-08-15..2023-08-15"),
        ("this morning", "2023-08-16..2023-08-16"),
        ("overnight", "2023-08-15..2023-08-16"),
        ("last night", "2023-08-15..2023-08-16"),
        ("overnight into Tuesday", "2023-08-14..2023-08-15"),
        ("on the night from Saturday to Sunday", "2023-08-12..2023-08-13"),
        ("in the week ending Sunday", "2023-08-07..2023-08-13"),
        ("by Sunday", "..2023-08-13"),
        ("as of Monday", "2023-08-14..2023-08-14"),
    ],
)
def test_weekdays_and_near_days(words: str, expected: str) -> None:
    check(f"Shelling hit the town {words}.", WEDNESDAY, expected)


@pytest.mark.parametrize("name", ["India Today reported", "USA Today, an American newspaper, reported"])
def test_a_name_is_no_time(name: str) -> None:
    assert not times(f"A village fell, {name}.", WEDNESDAY)


def test_nor_is_a_headlines_today_a_name() -> None:
    check("Russia Attacked Kyiv Today With 40 Drones", WEDNESDAY, "2023-08-16..2023-08-16")
    check("Today Russia attacked Kyiv.", WEDNESDAY, "2023-08-16..2023-08-16")


def test_a_weekday_on_that_weekday_is_the_day_itself() -> None:
    check("A Monday update gave the figure.", MONDAY, "2023-08-14..2023-08-14")


def test_the_weekend_that_is_running() -> None:
    check("Fighting went on over the weekend.", date(2023, 8, 13), "2023-08-12..2023-08-13")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on August 7", "2023-08-07..2023-08-07"),
        ("on Aug. 14th", "2023-08-14..2023-08-14"),
        ("on the 14th of August", "2023-08-14..2023-08-14"),
        ("on the fourth of July", "2023-07-04..2023-07-04"),
        ("on 14 August 2022", "2022-08-14..2022-08-14"),
        ("on Monday, August 14", "2023-08-14..2023-08-14"),
        ("on November 3", "2022-11-03..2022-11-03"),
        ("on 2023-08-14", "2023-08-14..2023-08-14"),
        ("on 2023/08/14", "2023-08-14..2023-08-14"),
        ("on 2023 08 14", "2023-08-14..2023-08-14"),
        ("on 14.08.2023", "2023-08-14..2023-08-14"),
        ("on 08/14/2023", "2023-08-14..2023-08-14"),
        ("as of 6 a.m. on August 14", "2023-08-14..2023-08-14"),
        ("as of the morning of August 14", "2023-08-14..2023-08-14"),
        ("on the night of August 14", "2023-08-14..2023-08-14"),
        ("on the night of February 25 to 26", "2023-02-25..2023-02-26"),
        ("on February 25 and 26", "2023-02-25..2023-02-26"),
        ("between 1 and 7 August", "2023-08-01..2023-08-07"),
        ("from August 7 to 14", "2023-08-07..2023-08-14"),
        ("August 7-14", "2023-08-07..2023-08-14"),
        ("7 to 14 August 2022", "2022-08-07..2022-08-14"),
        ("Nov. 18–Dec. 16, 2022", "2022-11-18..2022-12-16"),
        ("between November 20 and January 5", "2022-11-20..2023-01-05"),
        ("from 24.03 to 20.05", "2023-03-24..2023-05-20"),
        ("from 24.02.22 to 14.08.23", "2022-02-24..2023-08-14"),
        ("between March and June 2023", "2023-03-01..2023-06-30"),
    ],
)
def test_dates_and_ranges(words: str, expected: str) -> None:
    assert check(f"They fired 90 shells {words}.", WEDNESDAY, expected).basis in ("stated", "calendar")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("since the invasion", f"{WAR}..2023-08-14"),
        ("since the start of the full-scale war", f"{WAR}..2023-08-14"),
        ("from the beginning of the full -scale war", f"{WAR}..2023-08-14"),
        ("since Russia's invasion of Ukraine began", f"{WAR}..2023-08-14"),
        ("since Russia began invading", f"{WAR}..2023-08-14"),
        ("since the invasion began on February 24", f"{WAR}..2023-08-14"),
        ("since February 24, 2022", f"{WAR}..2023-08-14"),
        ("since February 24", f"{WAR}..2023-08-14"),
        ("since February 2022", f"{WAR}..2023-08-14"),
        ("since July 2022", "2022-07-01..2023-08-14"),
        ("since early May", "2023-05-01..2023-08-14"),
        ("since mid-May", "2023-05-11..2023-08-14"),
        ("since late May", "2023-05-21..2023-08-14"),
        ("since the end of January", "2023-01-31..2023-08-14"),
        ("since the beginning of 2023", "2023-01-01..2023-08-14"),
        ("since the beginning of this day", "2023-08-14..2023-08-14"),
        ("since last week", "2023-08-07..2023-08-14"),
        ("since Friday", "2023-08-11..2023-08-14"),
        ("from June onwards", "2023-06-01..2023-08-14"),
    ],
)
def test_since(words: str, expected: str) -> None:
    assert check(f"They lost 300 tanks {words}.", MONDAY, expected).basis == "since"


def test_days_of_the_war() -> None:
    assert check("On the 500th day of the war it fell.", MONDAY, "2023-07-08..2023-07-08").basis == "event"
    check("At the start of the invasion it held.", MONDAY, f"{WAR}..{WAR}")


def test_the_war_is_unknown_to_a_text_older_than_it() -> None:
    assert times("Much has changed since the war.", date(1998, 3, 1)) == ()


def test_a_stated_date_explains_the_words_before_it() -> None:
    found = times("This week (August 1–8, 2023) the brigade held two farms.", WEDNESDAY)
    assert days(found[0]) == "2023-08-01..2023-08-08"
    assert days(times("Over the past day, August 12, nine were hurt.", MONDAY)[0]) == "2023-08-12..2023-08-12"


def test_following_and_earlier_days_count_from_the_day_last_spoken_of() -> None:
    text = "The village fell on August 7. It was retaken two days later."
    assert days(times(text, MONDAY)[1]) == "2023-08-09..2023-08-09"
    assert days(times("It was retaken two days later.", MONDAY)[0]) == ".."


def test_a_preposition_before_a_possessive_is_not_the_times() -> None:
    found = check("After Sunday's vote they left.", MONDAY, "2023-08-13..2023-08-13")
    assert found.phrase == found.span


def test_distances() -> None:
    check("It fell ten days ago.", MONDAY, "2023-08-04..2023-08-04")
    check("It fell two months ago.", MONDAY, "2023-06-01..2023-06-30")


def test_a_date_to_come_is_told_by_the_words_around() -> None:
    check("Talks will resume on November 20.", MONDAY, "2023-11-20..2023-11-20")
    check("Talks were held on November 20.", MONDAY, "2022-11-20..2022-11-20")
    check("They hope to take it by the end of October.", MONDAY, "..2023-10-31")
    check("They had taken it by the end of July.", MONDAY, "..2023-07-31")


def test_a_date_of_the_coming_days_is_not_last_years() -> None:
    assert not check("The congress opens on August 20.", MONDAY, "2023-08-20..2023-08-20").sure
    check("They have fought since August 20.", MONDAY, "2022-08-20..2023-08-14")


@pytest.mark.parametrize(
    "text",
    [
        "For a second they may march on Kyiv.",
        "The 47th Brigade flew Su-34 and Su-25 jets past a Sun and a Sat dish.",
        "They work 24/7 and won 2:1, at 3.5 a piece, 12,2023 in all.",
        "Agenda 2030 names 2014 tanks and 1990 men [12].",
        "155 mm shells, Mi-8, M777, $2022, No. 1991.",
        "A 53-year-old woman and a boy, 9 years old, fled.",
        "The fall of the town; the second Patriot battery; a fierce ram.",
        "A quarter of a million fled, up to a quarter of the city and about three-quarters of its guns.",
        "He is in his 30s; paid for 2000 shells; nineteen ninety-ton cranes.",
    ],
)
def test_no_times(text: str) -> None:
    assert times(text, MONDAY) == ()


@pytest.mark.parametrize(
    "text", ["on 30 February", "on April 31, 2023", "on 2023-02-30", "on 31.02.2023", "29.02.2023"]
)
def test_days_that_the_calendar_has_not_are_left_unread(text: str) -> None:
    assert times(text, MONDAY) == ()


def test_span_is_bare_and_phrase_has_the_preposition() -> None:
    text = "They have held it since late May."
    found = only(text, MONDAY)
    assert (found.span.of(text), found.phrase.of(text)) == ("late May", "since late May")
    assert (found.type, found.value) == ("DATE", "2023-05")


def test_the_ends_of_a_range_share_its_phrase() -> None:
    text = "From August 7 to August 9 they shelled it."
    first, last = times(text, MONDAY)
    assert (first.span.of(text), last.span.of(text)) == ("August 7", "August 9")
    assert first.phrase == last.phrase and first.phrase.of(text) == "From August 7 to August 9"
    assert days(first) == days(last) == "2023-08-07..2023-08-09"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("the past week", "DURATION", "P1W"),
        ("a two-week truce", "DURATION", "P2W"),
        ("every day", "SET", "P1D"),
        ("Sunday night", "TIME", "2023-08-13TNI"),
        ("the third quarter of 2022", "DATE", "2022-Q3"),
        ("last summer", "DATE", "2022-SU"),
        ("last week", "DATE", "2023-W32"),
        ("now", "DATE", "PRESENT_REF"),
        ("the 1990s", "DATE", "199"),
        ("the nineties", "DATE", "199"),
        ("the 20th century", "DATE", "19"),
        ("nineteen ninety-six", "DATE", "1996"),
        ("2 1/2 years", "DURATION", "P2Y6M"),
        ("five and a half hours", "DURATION", "PT5H30M"),
        ("an hour and a half", "DURATION", "PT1H30M"),
        ("half an hour", "DURATION", "PT30M"),
        ("a quarter of a century", "DURATION", "P25Y"),
        ("every other day", "SET", "P2D"),
        ("three times a day", "SET", "P1D"),
        ("another two weeks", "DURATION", "P2W"),
        ("an additional year", "DURATION", "P1Y"),
        ("a day-long siege", "DURATION", "P1D"),
        ("its 1990 law", "DATE", "1990"),
        ("a mid-afternoon raid", "TIME", "2023-08-14TAF"),
        ("5 p.m. GMT on Friday", "TIME", "2023-08-11T17:00"),
        ("each July", "SET", "XXXX-07"),
        ("these days", "DATE", "PRESENT_REF"),
        ("Thanksgiving Day", "DATE", "2022-11-24"),
        ("the year-ago results", "DATE", "2022"),
    ],
)
def test_timex3_view(text: str, kind: str, value: str) -> None:
    found = only(f"Then came {text}.", MONDAY)
    assert (found.type, found.value) == (kind, value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a year earlier", "2022-Q2"),
        ("a year ago", "2022-Q2"),
        ("in the year-earlier quarter", "2022-Q2"),
        ("in the corresponding period last year", "2022-Q2"),
        ("in the 2021 period", "2021-Q2"),
        ("in the latest period", "2023-Q2"),
        ("in that quarter", "2023-Q2"),
        ("in the year-earlier third quarter", "2022-Q3"),
    ],
)
def test_a_year_before_a_quarter_is_the_same_quarter(words: str, value: str) -> None:
    first, *_, last = times(f"In the second quarter it made 40 shells, against 30 {words}.", MONDAY)
    assert (first.value, last.value) == ("2023-Q2", value)


def test_a_year_before_nine_months_is_no_quarter() -> None:
    text = "It made 40 shells in the second quarter. In the first nine months it made 90, against 30 a year ago."
    assert times(text, MONDAY)[-1].value == "2022"


def test_that_year_is_the_one_last_spoken_of() -> None:
    assert days(times("They came in June 2014 and left later that year.", MONDAY)[1]) == "2014-01-01..2014-12-31"
    assert days(times("They came in June 2014 and left the following year.", MONDAY)[1]) == "2015-01-01..2015-12-31"


def test_a_story_goes_on_in_its_year() -> None:
    began = "The aggression began in 2014. On February 27, men seized the port."
    assert days(times(began, MONDAY)[1]) == "2014-02-27..2014-02-27"
    full = "On May 5, 2014, they came. On May 11, they held a vote."
    assert days(times(full, MONDAY)[1]) == "2014-05-11..2014-05-11"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was built in 2018. On July 17 it was hit.",
        "The war began on February 24, 2022. On July 17 the bridge was hit.",
        "On July 1, 2022, the bridge opened. On July 17 it was hit.",
    ],
)
def test_a_date_of_the_year_of_publication_is_not_an_older_storys(text: str) -> None:
    assert days(times(text, MONDAY)[-1]) == "2023-07-17..2023-07-17"


@pytest.mark.parametrize("rest", ["The front held.", "“We held,” he said.", "", "\nThe front held."])
def test_a_footnote_mark_glued_to_a_year(rest: str) -> None:
    text = f"They lost 40 tanks in 2022.4 {rest}".rstrip(" ")
    assert days(times(text, MONDAY)[0]) == "2022-01-01..2022-12-31"
    assert times("It grew to an area of 2022.4 square kilometers.", MONDAY) == ()


def test_years_in_a_row() -> None:
    found = times("It will grow in both 2021 and 2022 and shrink thereafter.", MONDAY)
    assert [one.value for one in found] == ["2021", "2022"]


def test_halves() -> None:
    check("It held over the past two and a half years.", MONDAY, "2021-02-14..2023-08-14")
    check("It held for the past half year.", MONDAY, "2023-02-14..2023-08-14")
    check("It was lost a year and a half ago.", MONDAY, "2022-02-01..2022-02-28")


def test_a_weekday_to_come() -> None:
    check("They could return as early as Friday.", MONDAY, "2023-08-18..2023-08-18")
    check("Talks will resume, officials said in a statement Friday.", MONDAY, "2023-08-11..2023-08-11")


def test_without_a_day_of_publication_only_full_dates_are_resolved() -> None:
    text = "On 3 May 2022 it fell; on Monday, and on June 4, and in the past week, and last month, they came back."
    first, *rest = times(text, None)
    assert days(first) == "2022-05-03..2022-05-03"
    assert len(rest) == 4
    assert [days(found) for found in rest] == [".."] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("втрати за минулу добу", "2023-08-13..2023-08-14"),
        ("втрати за добу", "2023-08-13..2023-08-14"),
        ("за останні 24 години", "2023-08-13..2023-08-14"),
        ("станом на 12 серпня", "2023-08-12..2023-08-12"),
        ("втрати з 24.02.22 по 14.08.23", "2022-02-24..2023-08-14"),
        ("з 24.02 по 14.08", "2022-02-24..2023-08-14"),
        ("з 24 березня по 20 травня 2022 року", "2022-03-24..2022-05-20"),
        ("у п’ятницю", "2023-08-11..2023-08-11"),
        ("з початку повномасштабного вторгнення", "2022-02-24..2023-08-14"),
        ("з кінця травня", "2023-05-21..2023-08-14"),
        ("минулого тижня", "2023-08-07..2023-08-13"),
        ("у ніч на 13 серпня", "2023-08-12..2023-08-13"),
        ("у серпні 2022 року", "2022-08-01..2022-08-31"),
        ("з початку доби", "2023-08-14..2023-08-14"),
        ("за останні півроку", "2023-02-14..2023-08-14"),
        ("протягом півтора року", "2022-02-14..2023-08-14"),
    ],
)
def test_ukrainian(text: str, expected: str) -> None:
    check(text, MONDAY, expected, "uk")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("потери за прошедшие сутки", "2023-08-13..2023-08-14"),
        ("потери за сутки", "2023-08-13..2023-08-14"),
        ("по состоянию на 12 августа", "2023-08-12..2023-08-12"),
        ("с 24 марта по 20 мая 2022 года", "2022-03-24..2022-05-20"),
        ("в пятницу", "2023-08-11..2023-08-11"),
        ("с начала войны", "2022-02-24..2023-08-14"),
        ("с конца мая", "2023-05-21..2023-08-14"),
        ("на прошлой неделе", "2023-08-07..2023-08-13"),
        ("в ночь на воскресенье", "2023-08-12..2023-08-13"),
        ("в 2022 году", "2022-01-01..2022-12-31"),
        ("за последние полгода", "2023-02-14..2023-08-14"),
        ("в течение полутора лет", "2022-02-14..2023-08-14"),
    ],
)
def test_russian(text: str, expected: str) -> None:
    check(text, MONDAY, expected, "ru")


def test_a_language_without_rules_is_read_as_english() -> None:
    assert times("on Monday", MONDAY, "pl") == times("on Monday", MONDAY)


# --- what holds of any text

_PIECES = st.sampled_from(
    "the past last this next since from to until between and of in on early late mid - – , . ( ) '\n \t 1 7 14 24 31 "
    "99 2022 2023-08-14 14.08 24.02.2022 6:30 a.m. Monday sunday August aug. may May March February 29 30 week "
    "weeks day night morning year 1990s first second quarter half war invasion start beginning Russia began ago later "
    "weekend overnight summer hundred and twenty few several every per day's 14th as по з до за добу "
    "серпня сутки".split(" ")
)
_DATES = st.one_of(st.none(), st.dates())


@given(
    st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map(" ".join)),
    _DATES,
    st.sampled_from(["en", "uk", "ru"]),
)
@settings(max_examples=400, deadline=None)
def test_any_text(text: str, published: date | None, language: str) -> None:
    found = times(text, published, language)
    for one in found:
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert one.phrase.covers(one.span)
        assert one.value
        assert one.start is None or one.end is None or one.start <= one.end
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    assert found == times(text, published, language)


@given(
    st.dates(min_value=date(1, 1, 8)),
    st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
)
def test_a_weekday_lies_within_six_days_before_publication(published: date, name: str) -> None:
    found = only(f"It burned on {name}.", published)
    assert found.start == found.end and found.start is not None
    assert timedelta(0) <= published - found.start <= timedelta(6)
    assert f"{found.start:%A}" == name


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
)
def test_full_dates_do_not_depend_on_publication(told: date, published: date) -> None:
    for text in (f"{told:%d %B %Y}", f"{told:%B} {told.day}, {told.year}", told.isoformat(), f"{told:%d.%m.%Y}"):
        assert days(only(text, published)) == days(only(text, None)) == f"{told}..{told}"


@pytest.mark.parametrize(
    "piece", ["1", " ", "\n", "the ", "a ", "since the ", "of the ", "1-", "2023-", "August ", "and ", "the past ", "("]
)
def test_long_runs_take_linear_time(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    began = time.process_time()
    times(text, MONDAY)
    assert time.process_time() - began < 4
