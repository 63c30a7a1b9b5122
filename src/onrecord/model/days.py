"""Days in words, as sentences of answers and findings have them."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def in_words(day: date) -> str:
    """ "14 August 2023"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def span(start: date, end: date) -> str:
    """ "7 to 14 August 2023", with months and years where they differ."""
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {in_words(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} to {in_words(end)}"
    return f"{in_words(start)} to {in_words(end)}"
