"""What a text says of where its places lie: the region that each is in, and how far from another in which direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.lexicon.gazetteer import lookup
from onrecord.mark.places.drafts import Draft, linked
from onrecord.mark.places.text import Text

_IN = re.compile(r" (?:in|у|в) (?:[a-z]{4,12}ern )?")  # "in western"
_GAP = 60  # characters between a place and the region in which it lies
_APART = 30  # characters between a place and the distance that tells where it is
_SENTENCE = 200  # characters over which a region counts for the places of its sentence
_SCOPE = 1500  # characters for which a region that was named stays in mind
_ENDS = re.compile(r"[.;!?]\s|\n|\[")
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Between a region and a place in it: "Donetsk Oblast's X", "Kharkiv Oblast (X", "Kherson Oblast village of X".
_INTO = re.compile(
    r"(?:['’]s)?\s?(?:[:(]|,? ?(?:including|namely|зокрема|а саме|в частности)|"
    r"(?:villages?|towns?|city|settlements?) of)?\s?(?:the )?(?:(?:villages?|towns?|city|settlements?) of )?"
)
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)(?:\s?[-–]\s?(\d{1,3}(?:[.,]\d{1,2})?))?[\s\u00a0-]*$")


@dataclass(frozen=True, slots=True)
class Region:
    """Oblasts by name, and raions by identity: that in which a place is said to lie, or that a place is."""

    oblasts: frozenset[str] = frozenset()
    raions: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.oblasts or self.raions)

    def __or__(self, other: Region) -> Region:
        return Region(self.oblasts | other.oblasts, self.raions | other.raions)

    def holds(self, oblast: str, raion: str) -> bool:
        """Whether a place of that oblast and raion may lie in it; a raion that is not known may be any."""
        return (not self.oblasts or oblast in self.oblasts) and (not self.raions or not raion or raion in self.raions)


@dataclass(frozen=True, slots=True)
class Told:
    """Words before a place that tell a point from it: `start` is their first character, `km` None for "south of"."""

    start: int
    km: float | None
    bearing: float


@dataclass(slots=True)
class Evidence:
    """About one place: `inside` is the region said of it; `beside` the oblasts that its sentence names, `mentioned`
    those named not long before; `told` what stands before it; `of` from which places it is told, by their index, and
    what."""

    inside: Region = Region()
    beside: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    told: Told | None = None
    of: tuple[tuple[int, Told], ...] = ()


def gathered(text: Text, drafts: Sequence[Draft]) -> list[Evidence]:
    """The evidence on each draft, in order."""
    found = [Evidence() for _ in drafts]
    _villages_in_regions(text.text, drafts)
    regions = [_region(draft, text.language) for draft in drafts]
    _containers(text, drafts, regions, found)
    _mentions(text.text, drafts, regions, found)
    _distances(text, drafts, found)
    return found


# ---- regions ----------------------------------------------------------------------------------------------------


def _villages_in_regions(text: str, drafts: Sequence[Draft]) -> None:
    """In "the village of Urozhaine in Donetsk", Donetsk is the oblast: no village lies in a city."""
    for inner, outer in pairwise(drafts):
        if inner.kind == outer.kind == "settlement" and any(one.kind == "oblast" for one in outer.options):
            if _IN.fullmatch(text, inner.end, outer.start) and max((one.rank for one in inner.options), default=0) < 3:
                outer.kind = "oblast"


def _region(draft: Draft, language: str) -> Region:
    """The oblasts and raions that a place is or names: "Kherson-Mykolaiv Oblast border" names two."""
    if draft.kind == "oblast" or draft.kind == "region" and "blast" in draft.text:
        parts = [draft.options] if draft.options else [lookup(part, language) for part in draft.name.split("-")]
        return Region(oblasts=frozenset(one.oblast for each in parts for one in each if one.kind == "oblast"))
    if draft.kind == "raion":
        return Region(raions=frozenset(one.id for one in draft.options if one.kind == "raion"))
    return Region()


def _containers(text: Text, drafts: Sequence[Draft], regions: Sequence[Region], found: list[Evidence]) -> None:
    for r, region in enumerate(regions):
        if not region:
            continue
        before = r - 1
        # "X, Bakhmut Raion, Donetsk Oblast"
        if before > 0 and drafts[before].kind == "raion" and _contains(text, drafts[before], drafts[r]):
            before -= 1
        if before >= 0 and drafts[before].kind in ("settlement", "facility"):
            if _contains(text, drafts[before], drafts[before + 1]):
                for i in _list(text.text, drafts, before, -1):  # "X, Y and Z in Donetsk Oblast"
                    found[i].inside |= region
        behind = r + 1
        if behind < len(drafts) and drafts[behind].kind == "settlement" and not found[behind].inside:
            gap = drafts[behind].start - drafts[r].end
            if 0 < gap <= _GAP and _INTO.fullmatch(text.text, drafts[r].end, drafts[behind].start):
                for i in _list(text.text, drafts, behind, 1):
                    found[i].inside |= region


def _list(text: str, drafts: Sequence[Draft], n: int, step: int) -> Iterator[int]:
    """Draft `n` and those of the list that it stands in, one way."""
    yield n
    while 0 <= n + step < len(drafts) and drafts[n + step].kind == "settlement":
        first = min(n, n + step)
        if not linked(text, drafts[first], drafts[first + 1]):
            return
        n += step
        yield n


def _contains(text: Text, inner: Draft, outer: Draft) -> bool:
    """Whether the words between two places say that the first lies in the second."""
    if not 0 < outer.start - inner.end <= _GAP:
        return False
    gap = text.text[inner.end : outer.start]
    if _ENDS.search(gap) or _DIGIT.search(gap):
        return False
    return all(word.lower() in text.table.container_links for word in _WORDS.findall(gap))


def _mentions(text: str, drafts: Sequence[Draft], regions: Sequence[Region], found: list[Evidence]) -> None:
    last: list[tuple[int, frozenset[str]]] = []
    for r, (draft, region, one) in enumerate(zip(drafts, regions, found, strict=True)):
        if region.oblasts:
            last = [*last[-2:], (draft.start, region.oblasts)]
            for n in (*_sentence(text, drafts, regions, r, -1), *_sentence(text, drafts, regions, r, 1)):
                found[n].beside |= region.oblasts
        one.mentioned = frozenset(name for at, names in last if draft.start - at < _SCOPE for name in names)


def _sentence(text: str, drafts: Sequence[Draft], regions: Sequence[Region], r: int, step: int) -> Iterator[int]:
    """The drafts of the sentence of draft `r`, one way, up to the next oblast."""
    n = r + step
    while 0 <= n < len(drafts) and not regions[n].oblasts:
        first, second = sorted((n, r))
        start, end = drafts[first].end, drafts[second].start
        if end - start > _SENTENCE or _ENDS.search(text, start, end):
            return
        yield n
        n += step


# ---- distances --------------------------------------------------------------------------------------------------


def _distances(text: Text, drafts: Sequence[Draft], found: list[Evidence]) -> None:
    for n, draft in enumerate(drafts):
        told = told_before(text, draft.words[0]) if draft.kind in ("settlement", "facility") else None
        if told is None:
            continue
        found[n].told = told
        if _opens(text.text, drafts, n, told):
            found[n + 1].of += ((n, told),)
        i = n - 1
        if i < 0 or drafts[i].kind != "settlement" or not 0 < told.start - drafts[i].end <= _APART:
            continue
        gap = text.text[drafts[i].end : told.start]
        if not _ENDS.search(gap) and (gap.lstrip().startswith((",", "(", "–", "-")) or len(gap) < 8):
            for at in _list(text.text, drafts, i, -1) if told.km is None else (i,):
                found[at].of += ((n, told),)


def _opens(text: str, drafts: Sequence[Draft], n: int, told: Told) -> bool:
    """Whether it tells of the place behind: "Northwest of Y, X was shelled", but not "North of Y, X and Z"."""
    if n + 1 >= len(drafts) or drafts[n + 1].kind != "settlement" or text[drafts[n].end : drafts[n + 1].start] != ", ":
        return False
    opening = text[max(0, told.start - 2) : told.start]
    if opening and opening[-1] != "\n" and opening[0] not in ".!?\n":
        return False
    return not (n + 2 < len(drafts) and linked(text, drafts[n + 1], drafts[n + 2]))


def told_before(text: Text, n: int) -> Told | None:
    """What the words before word `n` tell from the place there: "(about 20 km to the northwest of " X."""
    table, words, starts, ends = text.table, text.words, text.starts, text.ends
    at = n - 1
    while at >= 0 and n - at <= 4 and words[at].lower() in table.distance_of and words[at].lower() not in table.ways:
        at -= 1
    if at < 0 or starts[n] - ends[at] > 40 or _ENDS.search(text.text, ends[at], starts[n]):
        return None
    way, at = _way(text, at)
    if way is None:
        return None
    start = at + 1
    while at >= 0 and start - at <= 4 and words[at].lower() in table.distance_links:
        at -= 1
    if at >= 0 and (km := table.lengths.get(words[at].lower())) is not None:
        if number := _NUMBER.search(text.text, max(0, starts[at] - 24), starts[at]):
            values = [float(value.replace(",", ".")) for value in number.groups() if value]
            return Told(number.start(), km * sum(values) / len(values), way)
    return Told(starts[start], None, way)


def _way(text: Text, at: int) -> tuple[float | None, int]:
    """The direction that ends at word `at`, one or two words long, and the index of the word before it."""
    ways, words = text.table.ways, text.words
    if at > 0 and (way := ways.get(f"{words[at - 1]} {words[at]}".lower())) is not None:
        return way, at - 2
    return ways.get(words[at].lower()), at - 1
