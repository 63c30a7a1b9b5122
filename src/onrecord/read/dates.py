"""Days as bylines, datelines and the headings of lists write them.

"14 August 2023", "August 14, 2023", "14.08.2023", "2023-08-14", "14 серпня 2023".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from onrecord.model import Span

# By their first letters, which serve full names, short ones and the genitives of Ukrainian and Russian.
_MONTHS = {
    1: "jan січ янв",
    2: "feb лют фев",
    3: "mar бер мар",
    4: "apr кві апр",
    5: "may тра мая май",
    6: "jun чер июн",
    7: "jul лип июл",
    8: "aug сер авг",
    9: "sep вер сен",
    10: "oct жов окт",
    11: "nov лис ноя",
    12: "dec гру дек",
}
_NUMBER = {stem: number for number, stems in _MONTHS.items() for stem in stems.split()}
_MONTH = "(?P<m>(?:" + "|".join(_NUMBER) + r")\w{0,8})\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_WRITTEN = (
    re.compile(rf"(?<!\d){_DAY}\s{{1,3}}{_MONTH},?\s{{1,3}}(?P<y>20\d\d)", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}(?P<y>20\d\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-./](?P<m>\d\d)[-./](?P<d>\d\d)(?!\d)"),
    # With strokes it may be either order.
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>20\d\d)(?!\d)"),
)
# Years of two digits, as the headings of lists have them ("по 14.08.23"): too short to be looked for anywhere else.
_SHORT = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d\d)(?![\d.]*\d)")
# "KYIV, Aug 14, 2023 (Agency) -": what stands before the dash of a dateline.
_PLACED = re.compile(r"[^–—\n-]{6,90}(?=[–—-])")
_REPORTER = re.compile(r"[\s,]*(?:\([^()]{1,40}\))?\s*\Z")
_PLACE_WORDS = 5
_POSTED = re.compile(
    r"\s*(?:posted|published|publication date|issued|опубліковано|дата публікації|опубликовано|дата публикации)\b",
    re.IGNORECASE,
)
_HEAD = 6  # lines in which an article says when it was written
_LINE = 400  # characters of one that are looked at
_REST = re.compile(
    r"[\W\d_]|\b(?:mon|tues?|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|at|on|am|pm|utc|gmt|"
    r"e[se]t|e[de]st|cet|eest|updated|понеділок|вівторок|середа|четвер|п.?ятниця|субота|неділя|о|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|в|года|року|г|р)\b",
    re.IGNORECASE,
)


def day_in(text: str) -> date | None:
    """The first day that a short text names in full, None when it names none. Only a line at a time, please."""
    found: list[tuple[int, date]] = []
    for pattern in _WRITTEN:
        if m := pattern.search(text):
            month = int(m["m"]) if m["m"].isdigit() else _NUMBER[m["m"][:3].lower()]
            try:
                found.append((m.start(), date(int(m["y"]), month, int(m["d"]))))
            except ValueError:
                continue
    return min(found)[1] if found else None


def is_dateline(text: str) -> bool:
    """Whether a line holds a full date and nothing but what goes with one (weekday, hour)."""
    if len(text) > 80:
        return False
    for pattern in _WRITTEN:
        if pattern.search(text):
            return not _REST.sub("", pattern.sub("", text, count=1))
    return False


def dateline(text: str) -> tuple[date, Span] | None:
    """The day on which a text says it was written, and the words: a line of its first few that holds a date and
    nothing else or says "published", or the dateline in front of its first sentence."""
    for line in islice(_lines(text), _HEAD):
        words = line.of(text)
        if is_dateline(words) or len(words) <= 120 and _POSTED.match(words):
            found = day_in(words)
        else:
            found = _day_and_place(words)
        if found is not None:
            return found, _date_within(text, line)
    return None


def last_day_in(text: str) -> tuple[date, Span] | None:
    """The latest day that a heading names ("з 24.02.22 по 14.08.23"), and its words."""
    found: list[tuple[date, Span]] = []
    for pattern in (*_WRITTEN, _SHORT):
        for m in pattern.finditer(text):
            month = int(m["m"]) if m["m"].isdigit() else _NUMBER[m["m"][:3].lower()]
            year = int(m["y"]) if len(m["y"]) == 4 else 2000 + int(m["y"])
            try:
                found.append((date(year, month, int(m["d"])), Span(*m.span())))
            except ValueError:
                continue
    return max(found, default=None)


def _lines(text: str) -> Iterator[Span]:
    for m in re.finditer(r"[^\s][^\n]*", text):
        yield Span(m.start(), min(m.end(), m.start() + _LINE))


def _date_within(text: str, line: Span) -> Span:
    for pattern in _WRITTEN:
        if m := pattern.search(text, line.start, line.end):
            return Span(*m.span())
    return line


def _day_and_place(line: str) -> date | None:
    """The day of a dateline: a place in capitals, a full date, perhaps who reports, a dash."""
    head = _PLACED.match(line)
    if head is None:
        return None
    for pattern in _WRITTEN:
        m = pattern.search(head.group())
        if m and _REPORTER.match(head.group(), m.end()):
            place = re.findall(r"[^\W\d_]+", head.group()[: m.start()])
            if 0 < len(place) <= _PLACE_WORDS and all(word[0].isupper() for word in place):
                return day_in(m.group())
    return None
