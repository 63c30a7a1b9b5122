"""Estimates in words: whose they are, what they count, how they stand to the official count. Table, chart and page say
the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from onrecord.model import Period
from onrecord.publish import words

if TYPE_CHECKING:
    from datetime import date

    from onrecord.rivals import Areas, Compared, Estimate, Group, LeftOut, Stated

SIDES = {"russia": "Russia", "ukraine": "Ukraine", "other": "neither side"}
_ADJECTIVES = {"russia": "Russian", "ukraine": "Ukrainian"}
STANDINGS = {
    "belligerent": "a belligerent",
    "of_a_side": "of a side",
    "third_party": "third party",
    "unknown": "nobody tells whose side",
}
_RELATIONS = {
    "lower": "lower",
    "higher": "higher",
    "overlaps": "around it",
    "equal": "the same",
    "open": "open",
}
_REASONS = {
    "published_later": "published on {published}",
    "publication_unknown": "nobody tells when it was published",
    "of_a_later_day": "of a later day",
}


def heading(found: Compared) -> str:
    """ "Estimates of Russia's losses up to 14 Aug 2023, as published by 14 Aug 2023"."""
    as_of = f", as published by {words.day(found.as_of)}" if found.as_of else ""
    return f"Estimates of {SIDES[found.side]}'s losses up to {words.day(found.at)}{as_of}"


def figure(best: Decimal | None, low: Decimal | None, high: Decimal | None, bound: str = "exact") -> str:
    """ "200,000 to 250,000", "320,000 (290,000 to 350,000)", "15,000 or more", "up to 25,000", "about 254,380"."""
    if low is not None and high is not None:
        interval = f"{words.number(low)} to {words.number(high)}"
        return f"{words.number(best)} ({interval})" if best is not None else interval
    if low is not None:
        return f"{words.number(low)} or more"
    if high is not None:
        return f"up to {words.number(high)}"
    if best is None:
        return "–"
    return f"about {words.number(best)}" if bound == "about" else words.number(best)


def stated(one: Estimate) -> str:
    return figure(one.best, one.low, one.high, one.bound)


def whose(one: Estimate) -> str:
    """ "a belligerent, Ukraine"; "of a side: Russian"; "third party"."""
    told = STANDINGS[one.standing]
    if one.standing == "belligerent":
        return f"{told}, {SIDES[one.side or 'other']}"
    return f"{told}: {_ADJECTIVES[one.side or '']}" if one.standing == "of_a_side" else told


def source(one: Estimate) -> str:
    """The source with those it speaks through, but for the transcriber: "US officials, via The New York Times"."""
    name = words.line(one.source)
    through = [words.line(link) for link in reversed(one.chain[1:-1])]
    return ", via ".join([name[:1].upper() + name[1:], *through])


def counts(one: Estimate) -> str:
    """ "casualties, leaked"."""
    return words.line(one.counts + (f", {one.method}" if one.method else ""))


def beside(one: Estimate) -> str:
    """ "higher than 139,770 of 15 Feb 2023"; nothing where there is no official total to stand beside."""
    if one.official is None or one.relation is None:
        return ""
    total = words.number(one.official.value)
    match one.relation:
        case "lower" | "higher":
            return f"{one.relation} than {total}"
        case "overlaps":
            return f"around {total}"
        case "equal":
            return f"the same as {total}"
        case _:
            return f"beside {total}: its open end leaves that open"


def comparison(group: Group, found: Compared) -> str | None:
    """How the third parties' estimates stand to the official totals of their own days."""
    counted = {"higher": group.higher, "lower": group.lower, "around": group.overlaps, "open": group.open}
    total = sum(counted.values())
    count = next((one.source for one in group.estimates if one.is_official), None)
    if not total or count is None:
        return None
    told = [
        f"{counted[name]} {'is' if counted[name] == 1 else 'are'} {said}"
        for name, said in (
            ("higher", "higher"),
            ("lower", "lower"),
            ("around", "around it"),
            ("open", "left open by an open end"),
        )
        if counted[name]
    ]
    each = "the third party's estimate" if total == 1 else f"{total} third parties' estimates, each"
    return f"{group.label}: of {each} beside the total of {words.line(count)} on its own day, {', '.join(told)}."


def left_out(one: LeftOut) -> str:
    published = words.day(one.published) if one.published else ""
    reason = _REASONS[one.reason].format(published=published)
    what = one.metric.replace("_", " ")
    return f"{words.line(one.source)}, {what}: {figure(one.best, one.low, one.high)} for {words.day(one.day)}; {reason}"


def sentences(found: Compared) -> list[str]:
    """What the comparison comes to, what it cannot say, and what it leaves out."""
    told = [line for group in found.groups if (line := comparison(group, found))]
    official = next((one for group in found.groups for one in group.estimates if one.is_official), None)
    if official is not None:
        name = words.line(official.source)
        told.append(f"What {name} counts: {words.line(official.counts)}.")
    if len(found.groups) > 1 and found.across is None:
        told.append(f"{_listed([group.label for group in found.groups])} are not the same and are not ranked together.")
    told += [f"{note[:1].upper()}{note[1:]}." for note in found.notes]
    if found.as_of:
        told.append(f"As of {words.day(found.as_of)}: only what was published by then.")
    return told


def _listed(names: list[str]) -> str:
    *first, last = [name if n == 0 else name.lower() for n, name in enumerate(names)]
    return f"{', '.join(first)} and {last}"


# ---- areas --------------------------------------------------------------------------------------------------------

_UNITS = {"km2": "km²", "sq_mi": "sq mi", "ha": "ha", "percent": "%"}
_BOUNDS = {
    "more_than": "more than ",
    "about": "about ",
    "nearly": "nearly ",
    "up_to": "up to ",
    "less_than": "less than ",
}


def area_heading(found: Areas) -> str:
    """ "Area, 8–14 Aug 2023, as published by 14 Aug 2023"."""
    as_of = f", as published by {words.day(found.as_of)}" if found.as_of else ""
    return f"Area, {days(found.start, found.end)}{as_of}"


def days(start: date | None, end: date | None) -> str:
    told = words.period(Period(start=start, end=end))
    if start is None:
        return f"{told[:1].upper()}{told[1:]}, the first day is not told" if told else "Days that nobody tells"
    return told or ""


def signed(value: Decimal | None, unit: str = "") -> str:
    if value is None:
        return "–"
    mark = "−" if value < 0 else "+" if value else ""
    return f"{mark}{words.number(abs(value))}{unit}"


def both(km2: Decimal, sq_mi: Decimal | None) -> str:
    return f"{signed(km2, ' km²')} ({signed(sq_mi, ' sq mi')})"


def stated_by(one: Stated) -> str:
    """The speaker, with those it speaks through."""
    return ", via ".join(words.line(name) for name in reversed(one.chain)) or "the author"


def stated_area(one: Stated) -> str:
    """ "gain by Ukraine: more than 15 sq mi (38.85 km²)": as stated first."""
    what = f"{one.event} by {SIDES[one.actor]}" if one.actor != "other" else one.event
    value = one.value if one.value is not None else one.low
    if value is None:
        return what
    figure = f"{words.number(value)} {_UNITS[one.unit or 'km2']}"
    if one.bound == "range" and one.low is not None and one.high is not None:
        figure = f"{words.number(one.low)} to {words.number(one.high)} {_UNITS[one.unit or 'km2']}"
    other = one.km2 if one.unit != "km2" else one.sq_mi
    more = f" ({words.number(other)} {'sq mi' if one.unit == 'km2' else 'km²'})" if other is not None else ""
    return f"{what}: {_BOUNDS.get(one.bound, '')}{figure}{more}"


def over(one: Stated) -> str:
    """How the maps changed over the days that it is about."""
    if one.start is None:
        return "no first day is told"
    told = (f"{signed(m.change_km2, ' km²')} {SIDES[m.actor]} ({words.line(m.source)})" for m in one.maps)
    return "; ".join(told)


def area_sentences(found: Areas) -> list[str]:
    """What the maps cannot tell, and how the two kinds of figures stand to each other."""
    told = [f"{words.line(one.source)}: {one.because}." for one in found.maps if one.because]
    if not found.stated:
        told.append("Nobody's statement of an area in these days is on record.")
    if found.maps:
        told.append(
            "A map's change is net and of the whole front; a statement is of what it names. They are two claims."
        )
    return told + [f"{note[:1].upper()}{note[1:]}." for note in found.notes]
