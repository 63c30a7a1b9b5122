"""Days as bylines write them: "14 August 2023", "August 14, 2023", "14.08.2023", "2023-08-14", "14 серпня 2023"."""

from __future__ import annotations

import re
from datetime import date

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
