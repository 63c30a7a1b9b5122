"""The words that texts of a language speak of places with, and the names that stand in no gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicon import load
from onrecord.mark.records import PlaceKind

LANGUAGES = ("en", "uk", "ru")
MILE = 1.609344  # kilometres


@dataclass(frozen=True, slots=True)
class Table:
    """All in lower case but for `capitalised`, `institutions`, `only_listed`, `given`, `clubs`, `capitals`,
    `adjectives` and `never`, which are as written.

    `before` say that a settlement's name follows, `prepositions` that a place may, `locative` that hardly anything else
    does; `behind` is part of the place and says its kind (English), `heads` the same by first letters, behind an
    adjective (Ukrainian and Russian). `names` stand in no gazetteer; `starts` are their first words."""

    language: str
    before: frozenset[str]
    prepositions: frozenset[str]
    locative: frozenset[str]
    behind: dict[str, PlaceKind]
    behind_starts: frozenset[str]
    capitalised: frozenset[str]
    heads: dict[str, PlaceKind]
    names: dict[str, PlaceKind]
    starts: frozenset[str]
    banks: tuple[frozenset[str], frozenset[str]]
    titles: frozenset[str]
    given: frozenset[str]
    institutions: frozenset[str]
    units: frozenset[str]  # the same, also in small letters
    only_listed: frozenset[str]  # places only in a list of places: "New York"
    speech: frozenset[str]
    capitals: frozenset[str]
    governments: frozenset[str]  # behind "Kyiv's": what a government has and a city has not
    ships: frozenset[str]
    clubs: frozenset[str]  # before a town: "Dynamo Kyiv"
    formations: frozenset[str]  # the same of units, in small letters: "battalion Donbas"
    endings: tuple[str, ...]
    surnames: tuple[str, ...]  # endings of surnames
    sides: frozenset[str]  # "northern": what says that a region is meant
    of: frozenset[str]  # words before "of", behind which a name can be little but a place's
    adjectives: frozenset[str]  # first words of names of several
    lengths: dict[str, float]  # words of length -> kilometres
    ways: dict[str, float]  # words of direction -> degrees from north
    distance_links: frozenset[str]
    distance_of: frozenset[str]
    container_links: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=None)
def table(language: str) -> Table:
    """The table of "en", "uk" or "ru"; English for any other language."""
    language = language if language in LANGUAGES else "en"
    data, pack = load(f"languages/{language}/places.toml"), load("packs/ukraine/places.toml")[language]
    words, before = data["words"], data["before"]
    kinds: tuple[PlaceKind, ...] = ("country", "region", "facility")
    names: dict[str, PlaceKind] = {name.lower(): kind for kind in kinds for name in pack.get(kind, ())}
    behind: dict[str, PlaceKind] = {word: kind for kind, listed in data.get("behind", {}).items() for word in listed}
    heads: dict[str, PlaceKind] = {word: kind for kind, listed in data.get("heads", {}).items() for word in listed}
    return Table(
        language=language,
        before=frozenset(before["settlement"]),
        prepositions=frozenset(before["prepositions"]) | frozenset(before["locative"]),
        locative=frozenset(before["locative"]),
        behind=behind,
        behind_starts=frozenset(word.split()[0] for word in behind),
        capitalised=frozenset(data.get("capitalised", {}).get("words", ())),
        heads=heads,
        names=names,
        starts=frozenset(name.split()[0] for name in names) | frozenset(data["banks"]["sides"]),
        banks=(frozenset(data["banks"]["sides"]), frozenset(data["banks"]["nouns"])),
        titles=frozenset(words["titles"]),
        given=frozenset(words["given"]),
        institutions=frozenset(words["institutions"]),
        units=frozenset(words.get("units", ())),
        only_listed=frozenset(pack.get("only_listed", ())),
        speech=frozenset(words["speech"]),
        capitals=frozenset(words["capitals"]),
        governments=frozenset(words.get("governments", ())),
        ships=frozenset(words["ships"]),
        clubs=frozenset(words["clubs"]),
        formations=frozenset(words["formations"]),
        endings=tuple(words["endings"]),
        surnames=tuple(words["surnames"]),
        sides=frozenset(words.get("sides", ())),
        of=frozenset(words.get("of", ()))
        | frozenset(w for listed in data["distance"]["ways"].values() for w in listed),
        adjectives=frozenset(words.get("adjectives", ())),
        lengths={**dict.fromkeys(data["distance"]["units"], 1.0), **dict.fromkeys(data["distance"]["miles"], MILE)},
        ways={word: float(way) for way, listed in data["distance"]["ways"].items() for word in listed},
        distance_links=frozenset(data["distance"]["links"]),
        distance_of=frozenset(data["distance"]["of"]),
        container_links=frozenset(data["container"]["links"]),
        never=frozenset(pack["never"]) | frozenset(words["given"]),
    )
