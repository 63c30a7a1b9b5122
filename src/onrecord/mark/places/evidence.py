"""What a text says of where its places lie: the region that each is in, and how far from another in which direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.lexicon.gazetteer import lookup
from onrecord.mark.places.finding import LINK, LINK_LONGEST, Draft, Finder
from onrecord.mark.places.words import Table

_IN = re.compile(r" (?:in|у|в) (?:[a-z]{4,12}ern )?")  # "in western"
_GAP = 60  # characters between a place and the region in which it lies
_APART = 30  # characters between a place and the distance that tells where it is
_ENDS = re.compile(r"[.;!?]\s|\n|\[")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INTO = re.compile(r"(?:['’]s)?\s?(?:[:(]|,? ?(?:including|namely|зокрема|а саме|в частности)|(?:villages?|towns?|city|settlements?) of)?\s?(?:the )?(?:(?:villages?|towns?|city|settlements?) of )?")
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)(?:\s?[-–]\s?(\d{1,3}(?:[.,]\d{1,2})?))?[\s\u00a0-]*$")
_SENTENCE = 200  # characters
_SCOPE = 1500  # characters for which a region that was named stays in mind


@dataclass(frozen=True, slots=True)
class Told:
    """Words before a place that tell a point from it: `start` is their first character, `km` None for "south of"."""

    start: int
    km: float | None
    bearing: float


@dataclass(slots=True)
class Evidence:
    """About one place: `inside` is the region said of it, as (oblasts, raions), empty where none is; `beside` the oblasts
    that its sentence names; `mentioned` those named not long before; `told` what stands before it; `of` places from which it is told: (its place in the
    text's order, what is told)."""

    inside: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    beside: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    told: Told | None = None
    of: tuple[tuple[int, Told], ...] = ()


def gathered(finder: Finder, drafts: Sequence[Draft]) -> list[Evidence]:
    """One for each draft, in order."""
    found = [Evidence() for _ in drafts]
    _villages_in_regions(finder.text, drafts)
    regions = [region_names(draft, finder.language) for draft in drafts]
    _containers(finder, drafts, regions, found)
    _mentions(finder.text, drafts, regions, found)
    _distances(finder, drafts, found)
    return found


def _villages_in_regions(text: str, drafts: Sequence[Draft]) -> None:
    """In "the village of Urozhaine in Donetsk", Donetsk is the oblast: no village lies in a city."""
    for inner, outer in pairwise(drafts):
        if inner.kind == outer.kind == "settlement" and any(one.kind == "oblast" for one in outer.options):
            if _IN.fullmatch(text, inner.end, outer.start) and max((one.rank for one in inner.options), default=0) < 3:
                outer.kind = "oblast"


def region_names(draft: Draft, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The oblasts and raions that a place is or names: "Kherson-Mykolaiv Oblast border" names two."""
    nothing: frozenset[str] = frozenset()
    if draft.kind == "oblast" or draft.kind == "region" and "blast" in draft.text:
        oblasts = {one.oblast for one in draft.options if one.kind == "oblast"}
        if not oblasts:
            oblasts = {one.oblast for part in draft.name.split("-") for one in lookup(part, language) if one.kind == "oblast"}
        return frozenset(oblasts), nothing
    if draft.kind == "raion":
        return nothing, frozenset(one.id for one in draft.options if one.kind == "raion")
    return nothing, nothing


def linked(text: str, draft: Draft, other: Draft) -> bool:
    """Whether the two stand in one list, side by side."""
    gap = other.start - draft.end
    return 0 < gap <= LINK_LONGEST and LINK.fullmatch(text, draft.end, other.start) is not None


def _containers(finder: Finder, drafts: Sequence[Draft], regions: list[tuple[frozenset[str], frozenset[str]]], found: list[Evidence]) -> None:
    text, links = finder.text, finder.table.container_links
    for r, region in enumerate(regions):
        if not any(region):
            continue
        # "X, Y and Z in Donetsk Oblast"
        i = r - 1
        if i >= 0 and drafts[i].kind in ("settlement", "facility") and _contains(text, drafts[i], drafts[r], links):
            found[i].inside = _both(found[i].inside, region)
            while i > 0 and drafts[i - 1].kind == "settlement" and linked(text, drafts[i - 1], drafts[i]):
                i -= 1
                found[i].inside = _both(found[i].inside, region)
        elif i > 0 and drafts[i].kind == "raion" and _contains(text, drafts[i], drafts[r], links) and drafts[i - 1].kind == "settlement":
            if not _contains(text, drafts[i - 1], drafts[i], links):
                continue
            found[i - 1].inside = _both(found[i - 1].inside, region)  # "X, Bakhmut Raion, Donetsk Oblast"
        # "Donetsk Oblast's X", "in Kharkiv Oblast (X, Y)"
        i = r + 1
        if i < len(drafts) and drafts[i].kind == "settlement" and 0 < drafts[i].start - drafts[r].end <= _GAP:
            if _INTO.fullmatch(text, drafts[r].end, drafts[i].start) and not any(found[i].inside):
                found[i].inside = region
                while i + 1 < len(drafts) and drafts[i + 1].kind == "settlement" and linked(text, drafts[i], drafts[i + 1]):
                    i += 1
                    found[i].inside = _both(found[i].inside, region)


def _contains(text: str, inner: Draft, outer: Draft, links: frozenset[str]) -> bool:
    """Whether the words between two places say that the first lies in the second."""
    if not 0 < outer.start - inner.end <= _GAP:
        return False
    gap = text[inner.end : outer.start]
    return not _ENDS.search(gap) and not re.search(r"\d", gap) and all(word.lower() in links for word in _WORDS.findall(gap))


def _both(one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> tuple[frozenset[str], frozenset[str]]:
    return one[0] | other[0], one[1] | other[1]


def _mentions(text: str, drafts: Sequence[Draft], regions: list[tuple[frozenset[str], frozenset[str]]], found: list[Evidence]) -> None:
    last: list[tuple[int, frozenset[str]]] = []
    for draft, (oblasts, _), one in zip(drafts, regions, found, strict=True):
        if oblasts:
            last = [*last[-2:], (draft.start, oblasts)]
        one.mentioned = frozenset(name for at, names in last if draft.start - at < _SCOPE for name in names)
    for r, (oblasts, _) in enumerate(regions):
        if not oblasts:
            continue
        for step in (-1, 1):
            n = r + step
            while 0 <= n < len(drafts) and not regions[n][0]:
                first, second = (n, r) if step < 0 else (r, n)
                if drafts[second].start - drafts[first].end > _SENTENCE or _ENDS.search(text, drafts[first].end, drafts[second].start):
                    break
                found[n].beside |= oblasts
                n += step


def _distances(finder: Finder, drafts: Sequence[Draft], found: list[Evidence]) -> None:
    for n, draft in enumerate(drafts):
        if draft.kind not in ("settlement", "facility") or (told := told_before(finder, draft.words[0])) is None:
            continue
        found[n].told = told
        if n + 1 < len(drafts) and drafts[n + 1].kind == "settlement" and finder.text[draft.end : drafts[n + 1].start] == ", ":
            opening = finder.text[max(0, told.start - 2) : told.start]
            if (not opening or opening[-1] in "\n" or opening[0] in ".!?\n") and not (n + 2 < len(drafts) and linked(finder.text, drafts[n + 1], drafts[n + 2])):
                found[n + 1].of += ((n, told),)  # "Northwest of Y, X was ..."
        i = n - 1
        if i >= 0 and drafts[i].kind == "settlement" and 0 < told.start - drafts[i].end <= _APART:
            gap = finder.text[drafts[i].end : told.start]
            if not _ENDS.search(gap) and (gap.lstrip().startswith((",", "(", "–", "-")) or len(gap) < 8):
                found[i].of += ((n, told),)
                while i > 0 and drafts[i - 1].kind == "settlement" and linked(finder.text, drafts[i - 1], drafts[i]) and told.km is None:
                    i -= 1
                    found[i].of += ((n, told),)


def told_before(finder: Finder, n: int) -> Told | None:
    """What the words before word `n` tell from the place there: "(about 20 km to the northwest of " X."""
    table, words, spans, text = finder.table, finder.words, finder.spans, finder.text
    at = n - 1
    while at >= 0 and n - at <= 4 and words[at].lower() in table.distance_of and words[at].lower() not in table.ways:
        at -= 1
    if at < 0 or spans[n][0] - spans[at][1] > 40 or _ENDS.search(text, spans[at][1], spans[n][0]):
        return None
    bearing, at = _way(table, words, at)
    if bearing is None:
        return None
    start = at + 1
    while at >= 0 and start - at <= 4 and words[at].lower() in table.distance_links:
        at -= 1
    if at >= 0 and (km := table.lengths.get(words[at].lower())) is not None:
        if number := _NUMBER.search(text, max(0, spans[at][0] - 24), spans[at][0]):
            values = [float(value.replace(",", ".")) for value in number.groups() if value]
            return Told(number.start(), km * sum(values) / len(values), bearing)
    return Told(spans[start][0], None, bearing)


def _way(table: Table, words: Sequence[str], at: int) -> tuple[float | None, int]:
    """The direction that ends at word `at`, one or two words long, and the index of the word before it."""
    if at > 0 and (way := table.ways.get(f"{words[at - 1]} {words[at]}".lower())) is not None:
        return way, at - 2
    return table.ways.get(words[at].lower()), at - 1
