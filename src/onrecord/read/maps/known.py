"""The maps that the war pack knows, and what the words of their areas mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicon import load
from onrecord.model import Source
from onrecord.model.claim import Certainty, ControlEvent, Party

_PARTS = "///"
_PREFIX = re.compile(r"^(?:view|mds)_")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What an area is, in the map's own words, and what that is as a claim. Of those that overlap the one with the
    lower `rank` counts; a map without an area that is `needed` is not whole."""

    words: str
    event: ControlEvent
    actor: Party
    certainty: Certainty
    rank: int
    known_by: tuple[str, ...]
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapKind:
    """One publisher's map; the fields are those of maps.toml."""

    id: str
    source: Source
    title: str
    url: str
    words_in: str
    table: str
    gone: str
    statuses: tuple[Status, ...]
    ignored: tuple[str, ...] = ()
    own_words: bool = False

    def status(self, words: str) -> Status | None:
        """What words of the map (of a feature, of a table's cell, or kept in a claim) mean."""
        plain = _plain(words)
        for status in self.statuses:
            if plain == status.words.casefold() or any(_begins(plain, known) for known in status.known_by):
                return status
        return None

    def kept(self, words: str, status: Status) -> str:
        """The words that a claim keeps: those of the legend, or the feature's own."""
        own = clean(words.rpartition(_PARTS)[2])
        # A feature may be named in Ukrainian alone; a claim's words are one line without its marks.
        return own.translate({ord(";"): ",", ord(":"): ","}) if self.own_words and own.isascii() else status.words

    def passed_over(self, words: str) -> bool:
        """Whether the area says nothing of this war's fronts."""
        return _plain(words).startswith(self.ignored) if self.ignored else False


@lru_cache(maxsize=1)
def maps() -> tuple[MapKind, ...]:
    """All maps of the pack."""
    return tuple(
        MapKind(
            **{
                **raw,
                "source": Source(**raw["source"]),
                "ignored": tuple(raw["ignored"]),
                "statuses": tuple(
                    Status(**{**status, "known_by": tuple(status["known_by"]), "rank": rank})
                    for rank, status in enumerate(raw["statuses"])
                ),
            }
        )
        for raw in load("packs/ukraine/maps.toml")["maps"]
    )


def map_of(document: str) -> MapKind | None:
    """The map of which a document (its id) is a snapshot."""
    name, slash, _ = document.partition("/")
    return next((kind for kind in maps() if kind.id == name), None) if slash else None


def recognised(properties: Iterable[dict[str, object]]) -> MapKind | None:
    """The map whose words stand in most of the features; None where no map's do."""
    found = {kind.id: 0 for kind in maps()}
    for one in properties:
        for kind in maps():
            words = one.get(kind.words_in)
            found[kind.id] += isinstance(words, str) and kind.status(words) is not None
    best = max(maps(), key=lambda kind: found[kind.id])
    return best if found[best.id] else None


def clean(words: str) -> str:
    """On one line, every run of spaces one."""
    return _SPACES.sub(" ", words).strip()


def _plain(words: str) -> str:
    return _PREFIX.sub("", clean(words.rpartition(_PARTS)[2]).casefold())


def _begins(plain: str, known: str) -> bool:
    return plain == known[1:] if known.startswith("=") else plain.startswith(known)
