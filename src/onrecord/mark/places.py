"""Place names: what stands in the gazetteer, and what its company makes a place.

A name is a run of capitalised words. It is a place when the gazetteer knows it, when a word before it
says so ("the village of X"), or one behind it does ("X Oblast", "the X direction"); in a list behind a
place, further names are places too. A settlement is resolved when one bears the name, or one of them
lies in an oblast that the text names; else the mark abstains with ranked candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.lexicon import load
from onrecord.lexicon.gazetteer import Settlement, settlements
from onrecord.mark.records import PlaceMark
from onrecord.model import Candidate, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_LONGEST = 4


@lru_cache(maxsize=1)
def _table() -> dict[str, object]:
    data = load("packs/ukraine/places.toml")
    return {
        "before": {phrase for phrase in data["before"]["settlement"]},
        "prepositions": set(data["before"]["prepositions"]),
        "behind": {word: kind for kind, words in data["behind"].items() for word in words},
        "names": {name.lower(): kind for kind, names in data["names"].items() for name in names},
        "starts": {name.split()[0].lower() for names in data["names"].values() for name in names},
        "never": set(data["never"]["words"]),
    }


def places(text: str, taken: Sequence[Span] = (), language: str = "en") -> tuple[PlaceMark, ...]:
    """Place marks of `text`, in order, none over a span in `taken`; resolved within the document."""
    found = list(_Reader(text, taken).read()) if language == "en" else []
    oblasts = {mark.name.split()[0] for mark in found if mark.kind == "oblast"}
    return tuple(_resolved(mark, oblasts) for mark in found)


class _Reader:
    def __init__(self, text: str, taken: Sequence[Span]) -> None:
        self.text = text
        self.words = [m for m in _WORD.finditer(text)]
        self.taken = {n for span in taken for n in range(span.start, span.end)}
        table = _table()
        self.before: set[str] = table["before"]  # type: ignore[assignment]
        self.prepositions: set[str] = table["prepositions"]  # type: ignore[assignment]
        self.behind: dict[str, str] = table["behind"]  # type: ignore[assignment]
        self.names: dict[str, str] = table["names"]  # type: ignore[assignment]
        self.starts: set[str] = table["starts"]  # type: ignore[assignment]
        self.never: set[str] = table["never"]  # type: ignore[assignment]

    def read(self) -> list[PlaceMark]:
        out: list[PlaceMark] = []
        n = 0
        while n < len(self.words):
            word = self.words[n].group()
            if not (word[0].isupper() or word in self.starts) or self.words[n].start() in self.taken:
                n += 1
                continue
            step = self._at(n, out)
            n += step
        return out

    def _at(self, n: int, out: list[PlaceMark]) -> int:
        """Adds the place that starts at word `n`, if one does; how many words to go on by."""
        run = self._run(n)
        for size in range(min(run, _LONGEST), 0, -1):
            name = self._name(n, size)
            kind = self.names.get(name.lower())
            if kind is not None:
                return self._add(n, size, kind, out)
        if self.words[n].group()[0].islower():
            return 1
        for size in range(min(run, _LONGEST), 0, -1):
            name = self._name(n, size)
            if size == 1 and (name in self.never or len(name) < 3 or name.isupper()):
                break
            if self._is_place(n, size, run, name, out):
                return self._add(n, size, "settlement", out)
        return max(1, self._skip(n, run))

    def _skip(self, n: int, run: int) -> int:
        """Past a person's or body's name: a run that is no place is not searched again from its middle, unless a
        word behind it ("Oblast") makes its end one."""
        return 1 if run <= 1 or self.words[n].group() in self.never else 1

    def _run(self, n: int) -> int:
        size = 1
        while n + size < len(self.words) and size < _LONGEST + 1:
            gap = self.text[self.words[n + size - 1].end() : self.words[n + size].start()]
            word = self.words[n + size].group()
            if gap not in (" ", "\u00a0", "-") or not (
                word[0].isupper() or self._name(n, size + 1).lower() in self.names
            ):
                break
            size += 1
        return size

    def _name(self, n: int, size: int) -> str:
        last = self.words[n + size - 1]
        name = self.text[self.words[n].start() : last.end()]
        return re.sub(r"['’]s$", "", name)

    def _before(self, n: int) -> str:
        return self.words[n - 1].group() if n and self._joined(n - 1) else ""

    def _joined(self, n: int) -> bool:
        return self.text[self.words[n].end() : self.words[n + 1].start()].strip(" \u00a0\"“'‘") == ""

    def _is_place(self, n: int, size: int, run: int, name: str, out: list[PlaceMark]) -> bool:
        before = self._before(n)
        after = self.words[n + size].group() if n + size < len(self.words) and self._joined(n + size - 1) else ""
        if (
            after.lower() in self.behind
            and (
                after.islower()
                or after
                in (
                    "Oblast",
                    "Raion",
                    "City",
                    "Region",
                    "Airfield",
                    "Airport",
                    "Plant",
                    "Highway",
                    "Peninsula",
                    "Steel",
                )
            )
            and name not in self.never
        ):
            return True
        two = f"{self._before(n - 1)} {before}".strip().lower() if n > 1 else before.lower()
        if two in self.before or before.lower() in self.before:
            return name not in self.never
        if any(word.group() in self.never for word in self.words[n : n + size]):
            return False
        listed = bool(out) and self._in_list(out[-1].span.end, self.words[n].start())
        if settlements(name):
            if size < run and not (listed or before.lower() in self.prepositions):
                return False  # "Hanna Maliar", "Bakhmut Brigade": part of a longer name
            if (
                before
                and before[0].isupper()
                and before not in self.never
                and before.lower() not in self.prepositions
                and not listed
            ):
                return False  # a surname behind a given name
            return True
        return listed and size == run and out[-1].kind == "settlement"

    def _in_list(self, end: int, start: int) -> bool:
        return (
            bool(
                re.fullmatch(
                    r"\s*(?:,|and|or|, and|, or|/|–)?\s*(?:and |or )?(?:(?:the )?(?:village|town|city) of )?",
                    self.text[end:start],
                )
            )
            and end < start
        )

    def _add(self, n: int, size: int, kind: str, out: list[PlaceMark]) -> int:
        end = n + size
        while end < len(self.words) and self._joined(end - 1):
            word = self.words[end].group()
            if word.lower() not in self.behind or (word[0].isupper() and word in self.never):
                break
            kind = self.behind[word.lower()] if not (kind == "settlement" and word.lower() == "city") else kind
            end += 1
        start = self.words[n].start()
        stop = self.words[end - 1].end()
        if end == n + size and re.search(r"['’]s$", self.text[start:stop]):
            stop -= 2
        if any(position in self.taken for position in (start, stop - 1)):
            return size
        out.append(PlaceMark(span=Span(start, stop), name=self._name(n, end - n), kind=kind))  # type: ignore[arg-type]
        return end - n


def _resolved(mark: PlaceMark, oblasts: set[str]) -> PlaceMark:
    if mark.kind != "settlement":
        return mark
    name = re.sub(r" [Cc]ity$", "", mark.name)
    options = settlements(name)
    if not options:
        return mark
    inside = [one for one in options if one.oblast in oblasts]
    chosen = options[0] if len(options) == 1 else inside[0] if len(inside) == 1 else None
    if chosen is None and options[0].rank == 3 and options[1].rank < 2:
        chosen = options[0]  # a city beside hamlets of its name
    ranked = sorted(options, key=lambda one: (one.oblast not in oblasts, -one.rank))[:6]
    candidates = (
        tuple(Candidate(name=o.name, id=o.id, oblast=o.oblast or None, lat=o.lat, lon=o.lon) for o in ranked)
        if chosen is None
        else ()
    )
    if chosen is None:
        return PlaceMark(span=mark.span, name=mark.name, kind=mark.kind, candidates=candidates)
    return PlaceMark(
        span=mark.span, name=chosen.name, kind=mark.kind, id=chosen.id, oblast=chosen.oblast or None, lat=chosen.lat, lon=chosen.lon
    )  # fmt: skip


__all__ = ["Settlement", "places"]
