"""Claims in plain English: the same words for the terminal, Markdown and the page.

Every phrase is a noun phrase, never a statement of fact: "withdrawal by Russia", with who said so and
how sure they were beside it. An absent part is None, and it is for the caller to leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit

from onrecord.model import (
    Activity,
    Area,
    Claim,
    Comparison,
    Control,
    Document,
    Loss,
    Period,
    Place,
    Quantity,
    Response,
    Source,
    Verification,
)

KIND_WORDS: Final = {
    "loss": "Loss",
    "control": "Control",
    "area": "Area",
    "activity": "Activity",
    "verification": "Verification",
    "response": "Response",
    "comparison": "Comparison",
    "quote": "Quote",
}
VERDICT_WORDS: Final = {
    "fails": "Fails",
    "conflict": "Conflict",
    "within_rounding": "Within rounding",
    "holds": "Holds",
    "no_record": "No record",
}
VERDICT_ICONS: Final = {"fails": "✗", "conflict": "⇄", "within_rounding": "≈", "holds": "✓", "no_record": "○"}
CERTAINTY_MEANINGS: Final = {
    "asserted": "the source states it outright",
    "hedged": "the source says likely, reportedly or the like",
    "unconfirmed": "claimed, with nobody's confirmation",
    "denied": "said not to have happened",
}

_BOUNDS = {
    "exact": "",
    "about": "about ",
    "nearly": "nearly ",
    "more_than": "more than ",
    "up_to": "up to ",
    "less_than": "less than ",
    "range": "",
}
_UNITS = {"km2": "\u00a0km²", "sq_mi": "\u00a0sq\u00a0mi", "ha": "\u00a0ha", "percent": "%"}
_PARTIES = {"russia": "Russia", "ukraine": "Ukraine", "other": None}
_ADJECTIVES = {"russia": "Russian ", "ukraine": "Ukrainian ", "other": ""}
_LOSSES = {
    "personnel": ("soldier lost", "personnel lost"),
    "personnel_killed": ("soldier killed", "soldiers killed"),
    "personnel_wounded": ("soldier wounded", "soldiers wounded"),
    "civilian_killed": ("civilian killed", "civilians killed"),
    "civilian_injured": ("civilian injured", "civilians injured"),
    "tank": ("tank lost", "tanks lost"),
    "apc": ("armoured vehicle lost", "armoured vehicles lost"),
    "artillery": ("artillery system lost", "artillery systems lost"),
    "mlrs": ("rocket launcher lost", "rocket launchers lost"),
    "air_defence": ("air defence system lost", "air defence systems lost"),
    "aircraft": ("aircraft lost", "aircraft lost"),
    "helicopter": ("helicopter lost", "helicopters lost"),
    "drone": ("drone lost", "drones lost"),
    "cruise_missile": ("missile lost", "missiles lost"),
    "ship": ("ship lost", "ships lost"),
    "submarine": ("submarine lost", "submarines lost"),
    "vehicle": ("vehicle lost", "vehicles lost"),
    "special_equipment": ("item of special equipment lost", "items of special equipment lost"),
    "other": ("lost", "lost"),
}
_EVENTS = {
    "advance": "Advance",
    "capture": "Capture",
    "liberate": "Liberation",
    "withdraw": "Withdrawal",
    "hold": "Held",
    "contest": "Contested",
    "repel": "Attack repelled",
}
_AREAS = {"gain": "gained", "loss": "lost", "total": "held"}
_ACTIVITIES = {
    "shelling": "Shelling",
    "air_strike": "Air strikes",
    "missile": "Missiles",
    "drone": "Drones",
    "assault": "Assaults",
    "clash": "Clashes",
    "other": "Attacks",
}
_OUTCOMES = {
    "not_verified": "Not verified",
    "verified": "Verified",
    "not_observed": "Not observed",
    "disputed": "Disputed",
    "no_comment": "no comment",
    "asked": "asked for comment",
    "denied": "denied",
    "confirmed": "confirmed",
    "retracted": "taken back",
}
_ANSWERED = {"asked": "Asked about", "retracted": "Taken back"}
_RELATIONS = {"higher": "higher than", "lower": "lower than", "about_equal": "about equal to"}
_INCLUSIONS = {"part_of": "part of", "in_addition_to": "in addition to", "unknown": "inside or beside, not told:"}
_BASES = {
    "stated": "as stated",
    "rolling": "counted back from the statement",
    "calendar": "by the calendar",
    "since": "since a stated start",
    "event": "dated by an event",
    "published": "dated by publication",
}
# What a terminal or a page would obey rather than show: C0 and C1 controls, lone surrogates.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_SPACE = re.compile(r"\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


def visible(text: str) -> str:
    """`text` with each control character shown as U+FFFD, so that spans still fit it."""
    return _CONTROLS.sub("\ufffd", text)


def line(text: str) -> str:
    """`text` on one line for a terminal: no controls, no direction overrides, each run of white space one space."""
    return _SPACE.sub(" ", _BIDI.sub("", visible(text))).strip()


def shorten(text: str, limit: int) -> str:
    """`text` on one line, cut at a word where that leaves at least half, with an ellipsis when cut."""
    text = line(text[: 8 * limit])
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space >= limit // 2 else cut).rstrip(" ,;:.–-") + "…"


def quoted(text: str) -> str:
    """`text` on one line in quotation marks, its own where it has them at both ends."""
    text = line(text)
    return text if len(text) > 1 and text[0] in '"“«„' and text[-1] in '"”»“' else f"“{text}”"


def heading(document: Document) -> str:
    """The title, else the opening words of the text's first line, else the id."""
    opening = document.text.lstrip()[:800].split("\n", 1)[0]
    return shorten(document.title or "", 300) or shorten(opening, 90) or shorten(document.id, 90)


def link(url: str | None) -> str | None:
    """`url` when it is an http or https address that may be followed, else None."""
    if not url or _CONTROLS.search(url) or _SPACE.search(url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def language(tag: str) -> str | None:
    """`tag` when it is shaped like a BCP 47 language tag."""
    return tag if _LANGUAGE.fullmatch(tag) else None


def number(value: Decimal) -> str:
    """With thousands separators and never an exponent; decimals stay as written."""
    return f"{value:,f}"


def amount(value: Decimal, unit: str | None) -> str:
    return number(value) + _UNITS.get(unit or "", "")


def figure(quantity: Quantity) -> str:
    """The figure with its bound in words and its unit: "more than 4,000", "about 3 km²", "20 to 30"."""
    if quantity.bound == "range" and quantity.low is not None and quantity.high is not None:
        return f"{number(quantity.low)} to {amount(quantity.high, quantity.unit)}"
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None:
        value = quantity.high
    return "an unstated number" if value is None else _BOUNDS[quantity.bound] + amount(value, quantity.unit)


def interval(quantity: Quantity) -> str | None:
    """What the words allow: "3,950 to 4,049", "4,001 or more", "at most 300"; None for a single value."""
    low, high, unit = quantity.low, quantity.high, quantity.unit
    if low is None:
        return None if high is None else f"at most {amount(high, unit)}"
    if high is None:
        return f"{amount(low, unit)} or more"
    return None if low == high else f"{number(low)} to {amount(high, unit)}"


def day(value: date) -> str:
    return f"{value.day}\u00a0{value:%b}\u00a0{value.year}"


def period(value: Period) -> str | None:
    """ "14 Aug 2023", "7–14 Aug 2023", "24 Feb 2022 – 14 Aug 2023", "up to 14 Aug 2023", "from 1 Jun 2023"."""
    start, end = value.start, value.end
    if start is None:
        return None if end is None else f"up to {day(end)}"
    if end is None:
        return f"from {day(start)}"
    if start == end:
        return day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day}\u00a0{start:%b} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def dating(value: Period) -> str:
    """How the period was told: "past week", counted back from the statement."""
    basis = _BASES[value.basis]
    return f"“{line(value.as_written)}”, {basis}" if value.as_written else basis


def place(value: Place | None) -> str | None:
    """The name with its oblast; a name that may mean several places says so."""
    if value is None:
        return None
    name = line(value.name)
    if value.oblast and line(value.oblast) != name:
        return f"{name}, {line(value.oblast)}"
    return f"{name} ({len(value.candidates)} candidates)" if not value.id and len(value.candidates) > 1 else name


def candidates(value: Place | None) -> str | None:
    """The places a name may mean, when it was not resolved."""
    if value is None or value.id or not value.candidates:
        return None
    named = (f"{line(c.name)} ({line(c.oblast)})" if c.oblast else line(c.name) for c in value.candidates[:6])
    return "; ".join(named) + ("; …" if len(value.candidates) > 6 else "")


def chain(sources: Sequence[Source], publisher: str | None = None) -> str:
    """Who said it, then through whom: "Hanna Maliar, via Ukrinform"; the publisher when nobody else did."""
    if not sources:
        return line(publisher or "") or "the author"
    names = [line(source.name) for source in reversed(sources)]
    return ", via ".join(names)


def cues(sources: Sequence[Source]) -> str | None:
    """The words that attribute, in the order of the chain: "Ukrinform reported", "Maliar said"."""
    written = [
        f"“{line(source.as_written or source.name)}”" + (f" … “{line(source.cue)}”" if source.cue else "")
        for source in sources
        if source.cue or (source.as_written and source.as_written != source.name)
    ]
    return "; ".join(written) or None


def party(value: str) -> str | None:
    return _PARTIES.get(value)


def measure(claim: Claim) -> str | None:
    if not isinstance(claim, (Loss, Area)):
        return None
    return "running total" if claim.measure == "cumulative" else "in the period"


def quantity_of(claim: Claim) -> Quantity | None:
    return claim.quantity if isinstance(claim, (Loss, Area, Activity)) else None


def _by(actor: str) -> str:
    name = party(actor)
    return f" by {name}" if name else ""


def headline(claim: Claim) -> str:
    """What is claimed, in a few words, without who, when or where."""
    told = _headline(claim)
    return told[:1].upper() + told[1:]


def _headline(claim: Claim) -> str:
    match claim:
        case Loss():
            one = claim.quantity.value == 1 and claim.quantity.bound == "exact"
            noun = _LOSSES[claim.category][0 if one else 1]
            total = ", in total" if claim.measure == "cumulative" else ""
            return f"{figure(claim.quantity)} {_ADJECTIVES[claim.side]}{noun}{total}"
        case Control():
            return _EVENTS[claim.event] + _by(claim.actor)
        case Area():
            conversion = claim.conversion
            also = f" ({amount(conversion.value, conversion.unit)})" if conversion else ""
            return f"{figure(claim.quantity)}{also} {_AREAS[claim.event]}{_by(claim.actor)}"
        case Activity():
            told = f": {figure(claim.quantity)}" if claim.quantity else ""
            return f"{_ACTIVITIES[claim.what]}{_by(claim.actor)}{told}"
        case Verification():
            by = f" by {line(claim.verifier)}" if claim.verifier else ""
            return f"{_OUTCOMES[claim.outcome]}{by}" + (f": {line(claim.about)}" if claim.about else "")
        case Response():
            about = f" {quoted(claim.about)}" if claim.about else ""
            return f"{line(claim.party)}: {_OUTCOMES[claim.outcome]}{about}"
        case Comparison():
            return f"{line(claim.left)}: {_RELATIONS[claim.relation]} {line(claim.right)}"
        case _:
            return "Quoted words"


def answered(outcome: str) -> str:
    """What another claim's `outcome` does to the one it refers to: "Denied", "Asked about"."""
    return _ANSWERED.get(outcome) or _OUTCOMES[outcome].capitalize()


def inclusion(claim: Claim) -> tuple[str, str | None] | None:
    """How an area stands to another figure, and that figure: a claim's id or the text's words."""
    if not isinstance(claim, Area) or claim.inclusion is None:
        return None
    return _INCLUSIONS[claim.inclusion.relation], claim.inclusion.of
