"""Lanes and maps in words: table, picture and page all say the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onrecord.publish import words

if TYPE_CHECKING:
    from onrecord.control import Change, Contested, DayMap, Lane, Lanes, Settlement, Stand

STANDS: dict[Stand, str] = {
    "russia": "Russia has it",
    "ukraine": "Ukraine has it",
    "contested": "fought for, or unknown",
    "russia_left": "Russia has left",
    "ukraine_left": "Ukraine has left",
    "russia_advances": "Russia moves forward",
    "ukraine_advances": "Ukraine moves forward",
    "not_so": "not so, or no longer shown",
    "untold": "not told",
}


def place(value: Settlement) -> str:
    return ", ".join(words.line(part) for part in (value.name, value.raion, value.oblast) if part)


def heading(found: Lanes) -> str:
    told = [place(found.place)]
    if found.start or found.end:
        told.append(span(found.start, found.end))
    if found.as_of:
        told.append(f"as of {words.day(found.as_of)}")
    return " · ".join(told)


def span(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{words.day(start)} to {words.day(end)}" if start != end else words.day(start)
    return f"from {words.day(start)}" if start else f"to {words.day(end)}" if end else "all days"


def source(lane: Lane) -> str:
    name = words.line(lane.source.name)
    told = f"{name} (map)" if lane.map else name
    return told if lane.sure else f"{told}, of one of several places of the name"


def said(change: Change, *, on_map: bool) -> str:
    """The words with all that qualifies them."""
    text = words.line(change.words) if on_map else words.quoted(change.words)
    return "; ".join((text, *qualified(change, on_map=on_map)))


def qualified(change: Change, *, on_map: bool) -> list[str]:
    told = []
    if change.via:
        told.append(f"as told by {', '.join(map(words.line, change.via))}")
    if change.certainty == "unconfirmed" and not on_map:
        told.append("unconfirmed")
    elif change.certainty == "hedged" and change.km is None:
        told.append("hedged")
    elif change.certainty == "denied" and not on_map:
        told.append("said not to be so")
    if change.km is not None:
        told.append(f"{change.km:.1f} km from the edge{', uncertain' if change.uncertain else ''}")
    if change.takes_back:
        told.append("takes back what it said before")
    if change.taken_back:
        told.append(f"taken back on {words.day(change.taken_back)}")
    if change.repeats:
        told.append("said again" if len(change.repeats) == 1 else f"said again {len(change.repeats)} times")
    return told


def when(change: Change, *, on_map: bool) -> str:
    """The day of a change; of what was so at least since then, "by"."""
    by = on_map and change.since is None or change.before
    return f"by {words.day(change.day)}" if by else words.day(change.day)


def differs(one: Contested) -> str:
    """Days, and what each source has the place to be on them."""
    by_stand: dict[Stand, list[str]] = {}
    for name, stand, certainty in one.says:
        sure = {"unconfirmed": " (only claimed)", "hedged": " (uncertain)"}.get(certainty, "")
        by_stand.setdefault(stand, []).append(words.line(name) + sure)
    days = span(one.start, one.end) if one.end else f"since {words.day(one.start)}"
    return f"{days}: " + "; ".join(f"{STANDS[stand]}: {' and '.join(who)}" for stand, who in by_stand.items())


def map_heading(found: DayMap) -> str:
    told = [f"Who is said to have which place, {words.day(found.on)}"]
    if found.around:
        told.append(f"around {place(found.around)}")
    if found.as_of:
        told.append(f"as of {words.day(found.as_of)}")
    return " · ".join(told)


def areas_note(found: DayMap) -> str:
    """Whose areas are drawn, of which day's map, and whose are not to be had."""
    days = {one.source: one.day for one in found.areas}
    if not days:
        return "No areas of a map are on record; dots alone are drawn."
    told = (f"{words.line(source.name)}'s map of {words.day(day)}" for source, day in days.items())
    return f"Areas: {'; '.join(told)}; their outlines are simplified."
