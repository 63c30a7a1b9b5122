"""Nominatives that a Ukrainian or Russian place name in some case may stand for.

Endings are data (languages/*/places.toml): each with those of the nominative that it may come from. What is proposed
need not exist; the gazetteer tells.
"""

from __future__ import annotations

from functools import lru_cache

from onrecord.lexicon import load

_SHORTEST = 1  # letters before an ending
_LONGEST = 6  # letters of an ending


@lru_cache(maxsize=None)
def _endings(language: str, table: str) -> dict[str, tuple[str, ...]]:
    listed: dict[str, list[str]] = load(f"languages/{language}/places.toml")[table]
    return {ending: tuple(nominatives) for ending, nominatives in listed.items()}


@lru_cache(maxsize=20_000)
def nominatives(word: str, language: str) -> tuple[str, ...]:
    """Words in the nominative that a word of a name may be a case of, itself first."""
    endings, lower = _endings(language, "endings"), word.lower()
    found = [word]
    for size in range(min(_LONGEST, len(word) - _SHORTEST), -1, -1):
        ending = lower[len(word) - size :]
        if ending in endings:
            found += [word[: len(word) - size] + one for one in endings[ending]]
    return tuple(found)


@lru_cache(maxsize=5_000)
def bases(adjective: str, language: str) -> tuple[str, ...]:
    """Names that an adjective may be made from: Бахмутському -> Бахмут, Авдіївському -> Авдіївка."""
    lower = adjective.lower()
    for ending in load(f"languages/{language}/places.toml")["adjectives"]["endings"]:
        if lower.endswith(ending) and len(lower) > len(ending) + _SHORTEST:
            stem = adjective[: len(adjective) - len(ending)]
            listed: list[str] = load(f"languages/{language}/places.toml")["adjectives"]["bases"]
            return tuple(_made(stem, one) for one in listed)
    return ()


def _made(stem: str, base: str) -> str:
    """`base` is what is put behind the stem, after as many letters are dropped as it has leading hyphens."""
    dropped = len(base) - len(base.lstrip("-"))
    return (stem[:-dropped] if dropped else stem) + base.lstrip("-")
