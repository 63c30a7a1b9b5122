"""Place names: what stands in the gazetteer, and what its company makes a place.

A name is a run of capitalised words. It is a place when the gazetteer knows it, when a word before it
says so ("the village of X"), or one behind it does ("X Oblast", "the X direction"); in a list behind a
place, further names are places too. A settlement is resolved when one bears the name, or one of them
lies in an oblast that the text names; else the mark abstains with ranked candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.lexicon import load
from onrecord.lexicon.gazetteer import Settlement, settlements
from onrecord.mark.records import PlaceKind, PlaceMark
from onrecord.model import Candidate, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_INNER = re.compile(r"[a-z][A-Z]")  # "DeepState", a name that somebody made
# What may stand between two names of a list.
_LINK = re.compile(r"\s{0,3}(?:,|and|or|, and|, or|/|–)?\s{0,3}(?:and |or )?(?:(?:the )?(?:village|town|city) of )?")
_LINK_LONGEST = 40  # characters
_LONGEST = 4  # words of a name
_LETTERS = 60  # of a name
_CANDIDATES = 6
_CITY, _TOWN = 3, 2  # ranks of the gazetteer


@dataclass(frozen=True, slots=True)
class _Table:
    """The pack's words: before a name, behind one and what kind they make it, names of no gazetteer, and capitalised
    words that are no places. All but `capitalised` and `never` are in lower case."""

    before: frozenset[str]
    prepositions: frozenset[str]
    behind: dict[str, PlaceKind]
    capitalised: frozenset[str]
    names: dict[str, PlaceKind]
    starts: frozenset[str]  # the first words of `names`
    never: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    data = load("packs/ukraine/places.toml")
    names = {name.lower(): kind for kind, listed in data["names"].items() for name in listed}
    return _Table(
        before=frozenset(data["before"]["settlement"]),
        prepositions=frozenset(data["before"]["prepositions"]),
        behind={word: kind for kind, listed in data["behind"].items() for word in listed},
        capitalised=frozenset(data["capitalised"]["words"]),
        names=names,
        starts=frozenset(name.split()[0] for name in names),
        never=frozenset(data["never"]["words"]),
    )


def places(text: str, taken: Sequence[Span] = (), language: str = "en") -> tuple[PlaceMark, ...]:
    """Place marks of `text`, in order, none over a span in `taken`; resolved within the document. Linear in its
    length. None in a language other than English, whose case endings this does not know."""
    found = _Reader(text, taken).read() if language == "en" else []
    oblasts = frozenset(mark.name.split()[0] for mark in found if mark.kind == "oblast")
    return tuple(_resolved(mark, oblasts) for mark in found)


# ---- finding names ----------------------------------------------------------------------------------------------


class _Reader:
    """One text, word by word. Positions `n` are indexes into its words."""

    def __init__(self, text: str, taken: Sequence[Span]) -> None:
        self.text = text
        self.spans = [Span(*match.span()) for match in _WORD.finditer(text)]
        self.words = [text[start:end] for start, end in self.spans]
        self.taken = {n for span in taken for n in range(span.start, span.end)}
        self.table = _table()
        self.found: list[PlaceMark] = []

    def read(self) -> list[PlaceMark]:
        n = 0
        while n < len(self.words):
            word = self.words[n]
            starts = word[0].isupper() or word in self.table.starts
            n += self._at(n) if starts and self.spans[n].start not in self.taken else 1
        return self.found

    def _at(self, n: int) -> int:
        """Finds the place that starts at word `n`, if one does; how many words to go on by."""
        run = self._run(n)
        names = [self._name(n, size) for size in range(1, min(run, _LONGEST) + 1)]
        for size in range(len(names), 0, -1):
            kind = self.table.names.get(names[size - 1].lower())
            if kind is not None:
                return self._add(n, size, kind)
        if not self.words[n][0].isupper() or self._leads(self.words[n]):
            return 1
        for size in range(len(names), 0, -1):
            name = names[size - 1]
            if len(name) > _LETTERS:
                continue
            if size == 1 and (name in self.table.never or len(name) < 3 or name.isupper()):
                return 1
            if self._is_place(n, size, run, name):
                return self._add(n, size, "settlement")
        return 1

    def _leads(self, word: str) -> bool:
        """Whether a capitalised word only begins a sentence: "In Kharkiv region", "The Donetsk front"."""
        return word == "The" or word in self.table.never and word.lower() in self.table.prepositions

    def _run(self, n: int) -> int:
        """The length of the run of capitalised words at word `n`, in words."""
        size = 1
        while n + size < len(self.words) and size <= _LONGEST:
            if self.text[self.spans[n + size - 1].end : self.spans[n + size].start] not in (" ", "\u00a0", "-"):
                break
            if not self.words[n + size][0].isupper() and self._name(n, size + 1).lower() not in self.table.names:
                break
            size += 1
        return size

    def _name(self, n: int, size: int) -> str:
        name = self.text[self.spans[n].start : self.spans[n + size - 1].end]
        return name[:-2] if name.endswith(("'s", "’s")) else name

    def _before(self, n: int) -> str:
        return self.words[n - 1] if n and self._joined(n - 1) else ""

    def _joined(self, n: int) -> bool:
        """Whether only blanks and opening quotes stand behind word `n`."""
        gap = self.text[self.spans[n].end : self.spans[n + 1].start]
        return gap == " " or not gap.strip(" \u00a0\"“'‘")

    def _is_place(self, n: int, size: int, run: int, name: str) -> bool:
        table = self.table
        behind = self.words[n + size] if n + size < len(self.words) and self._joined(n + size - 1) else ""
        if behind.lower() in table.behind and (behind.islower() or behind in table.capitalised):
            if name not in table.never:
                return True
        before = self._before(n)
        lower = before.lower()
        if lower in table.before or before and f"{self._before(n - 1)} {before}".lower() in table.before:
            return name not in table.never
        if any(word in table.never or _INNER.search(word) for word in self.words[n : n + size]):
            return False
        listed = self._is_listed(n)
        if not settlements(name):
            return listed and size == run and self.found[-1].kind == "settlement"
        if listed:
            return True
        if size < run and lower not in table.prepositions:
            return False  # "Hanna Maliar", "Bakhmut Brigade": part of a longer name
        # not a surname behind a given name
        return not before[:1].isupper() or before in table.never or lower in table.prepositions

    def _is_listed(self, n: int) -> bool:
        """Whether word `n` goes on a list behind the last place found."""
        if not self.found:
            return False
        end, start = self.found[-1].span.end, self.spans[n].start
        return end < start <= end + _LINK_LONGEST and _LINK.fullmatch(self.text, end, start) is not None

    def _add(self, n: int, size: int, kind: PlaceKind) -> int:
        """Notes the place with the words behind it that are part of it ("Oblast", "direction"), which say its kind."""
        end = n + size
        while end < len(self.words) and self._joined(end - 1):
            word = self.words[end]
            made = self.table.behind.get(word.lower())
            if made is None or word[0].isupper() and word in self.table.never:
                break
            kind = made
            end += 1
        span = Span(self.spans[n].start, self.spans[end - 1].end)
        if end == n + size and self.text.endswith(("'s", "’s"), span.start, span.end):
            span = Span(span.start, span.end - 2)
        if span.start in self.taken or span.end - 1 in self.taken:
            return size
        self.found.append(PlaceMark(span=span, name=self._name(n, end - n), kind=kind))
        return end - n


# ---- resolving them ---------------------------------------------------------------------------------------------


def _resolved(mark: PlaceMark, oblasts: frozenset[str]) -> PlaceMark:
    """The mark with the settlement it means, or with those it may mean, those in a named oblast and larger first."""
    if mark.kind != "settlement":
        return mark
    options = settlements(re.sub(r" [Cc]ity$", "", mark.name))
    if not options:
        return mark
    chosen = _choice(options, oblasts)
    if chosen is not None:
        return replace(
            mark, name=chosen.name, id=chosen.id, oblast=chosen.oblast or None, lat=chosen.lat, lon=chosen.lon
        )
    ranked = sorted(options, key=lambda one: (one.oblast not in oblasts, -one.rank))[:_CANDIDATES]
    return replace(
        mark,
        candidates=tuple(
            Candidate(name=one.name, id=one.id, oblast=one.oblast or None, lat=one.lat, lon=one.lon) for one in ranked
        ),
    )


def _choice(options: tuple[Settlement, ...], oblasts: frozenset[str]) -> Settlement | None:
    """The only one of its name, else the only one in an oblast that the text names, else a city among hamlets."""
    if len(options) == 1:
        return options[0]
    inside = [one for one in options if one.oblast in oblasts]
    if len(inside) == 1:
        return inside[0]
    return options[0] if options[0].rank == _CITY and options[1].rank < _TOWN else None
