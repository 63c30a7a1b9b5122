"""The settlement that a person means, by name in any spelling, by "name, oblast" or by the gazetteer's id."""

from __future__ import annotations

from functools import lru_cache

from onrecord.control.records import Settlement
from onrecord.lexicon.gazetteer import Known, by_id, nearly, settlements
from onrecord.lexicon.spelling import loose

_CITY = 3
_LANGUAGES = ("en", "uk", "ru")
_NO_PART = frozenset("oblast region raion district область район обл".split())


def meant(name: str) -> tuple[Known, ...]:
    """The settlements that `name` may mean, the likeliest first; one where it is plain. "Urozhaine, Donetsk" or
    "Urozhaine, Volnovakha" tells the oblast or the raion."""
    if (known := by_id(name.strip())) is not None:
        return (known,)
    written, _, region = name.partition(",")
    found = _named(written.strip())
    if region.strip():
        inside = tuple(one for one in found if _is_in(one, region))
        # An oblast and its centre's raion may share a name; a person who says the one means all of it.
        return inside
    cities = [one for one in found if one.rank >= _CITY]
    return (cities[0],) if len(cities) == 1 else found


@lru_cache(maxsize=50_000)
def settlement(known: Known) -> Settlement:
    return Settlement(
        id=known.id, name=known.name, oblast=known.oblast or None, raion=known.raion or None, lat=known.lat,
        lon=known.lon,
    )  # fmt: skip


def alike(name: str) -> tuple[Known, ...]:
    """Settlements that a slip of the pen parts from a name that nobody has."""
    return nearly(name.partition(",")[0].strip())


def _named(name: str) -> tuple[Known, ...]:
    for language in _LANGUAGES:
        found = settlements(name, language)
        usual = tuple(one for one in found if one.usual)
        if usual or found:
            return usual or found
    return ()


def _is_in(one: Known, region: str) -> bool:
    words = [word for word in region.replace(",", " ").split() if word.casefold() not in _NO_PART]
    parts = {loose(part) for part in (one.oblast, one.raion) if part}
    return all(any(part.startswith(loose(word)[:-2] or loose(word)) for part in parts) for word in words)
