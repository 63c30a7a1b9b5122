"""The outlet that somebody spoke to: "told AFP", "in an interview with Suspilne", "in remarks carried by TASS"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.claim.registry import Known, Registry
from onrecord.mark.records import Attribution
from onrecord.model import Span

__all__ = ["headline_outlet", "outlet_of"]

_TOLD = ("told", "tell", "tells", "telling", "informed", "assured", "answered", "texted")
_LONGEST = 600  # characters of a sentence before a cue in which an occasion is looked for
_FAR = 200  # characters behind a cue in which an outlet is named
# A name in capitals, behind what is said of it ("the state news agency TASS").
_NAME = (
    r"(?:(?:the|an?)\s+)?(?:[A-Z]?[\w-]+\s+){0,3}?(?:(?:agency|(?:news)?paper|outlet|website|broadcaster|magazine|channel|daily|weekly|"
    r"tabloid|station|radio|television|portal|publication|site)\s+)?((?:the\s+)?[A-Z][\w.&’'-]*(?:\s+(?:[A-Z][\w.&’'-]*|\d+|of|and|the|della|und))*)"
)
_BEHIND = re.compile(r"\s+" + _NAME)
_PAPER = re.compile(
    r"\s+(the\s+(?:news)?(?:agency|paper|outlet|website|broadcaster|magazine|channel|daily|station|publication))\b"
)
_SMALL = re.compile(r"\s+([a-z]{3})\b(?=\s|[.,;])")  # "told dpa", which writes itself so
_OCCASION = re.compile(
    r"\b(?:(?:interview|conversation|talk|comments?|commentary|remarks?|statement|answers?|article|column|essay|op-ed|letter|"
    r"[Ss]peaking|[Ss]poke|[Tt]alking|[Tt]alked|[Ww]riting|live|appearing|air)\s+(?:[\w-]+\s+){0,2}?(?:with|for|to|on|in|of)"
    r"|(?:interview|remarks?|comments?|statement|column|article)\s+(?:[\w-]+\s+){0,2}?(?:by))\s+" + _NAME
)
# Whom others' words reached: "an assessment seen by AFP", "nine survivors interviewed by Reuters".
_THROUGH = re.compile(
    r"\b(?:seen|obtained|reviewed|viewed|heard|examined|interviewed|quoted|cited|contacted|reached|questioned)\s+by\s+"
    + _NAME
)
_TO = re.compile(r"(.{2,120}?)\s+to\s+((?:the\s+)?[A-Z].*)", re.DOTALL)


def outlet_of(
    text: str, attribution: Attribution, sentence: Span | None, known: Registry
) -> tuple[Known | None, Span] | None:
    """The outlet that was told something in an attribution, and where it is named; None without one. "The newspaper"
    has its place only: which one it is, is told elsewhere."""
    match, cue = None, attribution.cue[0]
    if cue.of(text).lower().endswith(_TOLD):
        if (paper := _PAPER.match(text, cue.end)) is not None:
            return None, Span(*paper.span(1))
        small = _SMALL.match(text, cue.end)
        agency = known.exact(small.group(1)) if small else None
        if small and agency and agency.kind == "agency":
            return agency, Span(*small.span(1))
        match = _BEHIND.match(text, cue.end, cue.end + _FAR)
    elif text.startswith(" to ", cue.end):  # "admitted to AFP that"
        match = _BEHIND.match(text, cue.end + len(" to"), cue.end + _FAR)
    if match is not None:
        return _named(match, known)
    if sentence is not None:
        first = max(sentence.start, text.rfind(";", sentence.start, cue.start) + 1)
        last = text.find(";", cue.end, sentence.end)
        for match in _OCCASION.finditer(text, first, min(sentence.end if last < 0 else last, first + _LONGEST)):
            if (found := _named(match, known)) is not None:
                return found
        for place in _through(text, attribution, first, known):
            return place
    return None


def _through(text: str, attribution: Attribution, first: int, known: Registry) -> Iterator[tuple[Known, Span]]:
    """Whom the words of an attribution reached, as told with who speaks, right behind his verb, or with what the
    sentence that begins at `first` opens with: "In intercepts reviewed by AFP, an officer says"."""
    if not attribution.source:
        return
    source, cue = attribution.source[0], attribution.cue[0]
    said = min((part.start for part in attribution.content if part.start >= cue.end), default=cue.end)
    where = [(source.start, min(source.end + _FAR, max(said, source.end)))]
    if source.end <= cue.start:
        where = [(max(source.start, cue.start - _LONGEST), cue.start), (cue.end, min(said, cue.end + _FAR))]
        if text.startswith("In ", first) and source.start - first < _LONGEST:
            where.append((first, source.start))
    for start, end in where:
        for match in _THROUGH.finditer(text, start, end):
            outside = not any(part.overlaps(Span(*match.span())) for part in attribution.content)
            if outside and (found := _named(match, known)) is not None:
                yield found


def headline_outlet(written: str, known: Registry) -> tuple[str, Known] | None:
    """The speaker and the outlet of "commander to Suspilne"; None for any other name."""
    match = _TO.fullmatch(written)
    found = known.outlet(match.group(2)) if match else None
    return (match.group(1), found[0]) if match and found and len(match.group(2)) == found[1] else None


def _named(match: re.Match[str], known: Registry) -> tuple[Known, Span] | None:
    found = known.outlet(match.group(1))
    if found is None:
        return None
    return found[0], Span(match.start(1), match.start(1) + found[1])
