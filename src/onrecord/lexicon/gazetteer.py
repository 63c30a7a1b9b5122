"""Settlements by name: exact spellings and their romanisation variants, read when first asked for.

A name's key folds what writers of Ukrainian and Russian names vary (Makarovka / Makarivka,
Blagodatne / Blahodatne, Kharkov / Kharkiv), so that one look-up finds all spellings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Settlement(NamedTuple):
    """`country` is "ua" or "ru"; `oblast` the region's English name; degrees in WGS 84; `rank` is 3 for a city, 2 for
    a town, 1 for a village, 0 for a hamlet."""

    name: str
    id: str
    country: str
    oblast: str
    lat: float
    lon: float
    rank: int


# What romanisations of one name differ in, in the order in which it is folded. Official are those of the Cabinet of
# Ministers of Ukraine, resolution 55 of 2010, and BGN/PCGN; newspapers mix both, and Russian with Ukrainian forms.
_FOLDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"['’ʼ`\s-]+", ""),  # apostrophes and hyphens are optional
        (r"zzh", "zh"),
        (r"kh", "h"),
        (r"g", "h"),  # Г: Blagodatne, Blahodatne
        (r"w", "v"),
        (r"yy|yi|iy|ij|ii|ji|yj", "y"),
        (r"j", "y"),
        (r"[iy]e|[iy]o", "e"),  # soft vowels
        (r"[iy]a", "a"),
        (r"[iy]u", "u"),
        (r"i", "y"),  # и, і, ы
        (r"([^aeouy])\1", r"\1"),  # doubled consonants
        (r"[oe]vka", "yvka"),  # Makarovka, Makarivka
        (r"oe$", "e"),
        (r"ov$|ev$", "yv"),  # Kharkov, Kharkiv
        (r"sky$|skyy$", "sky"),
        (r"oye$|oe$|ee$", "e"),
    )
)


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The spelling-free form of a name in Latin letters: names that sound alike share it."""
    folded = name.lower()
    if not name.isascii():
        folded = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    for pattern, by in _FOLDS:
        folded = pattern.sub(by, folded)
    return folded


@lru_cache(maxsize=1)
def _lines() -> dict[str, list[str]]:
    """Key -> the gazetteer's lines that bear it. Lines are taken apart only when asked for: most never are."""
    found: dict[str, list[str]] = {}
    folder = files(__package__) / "packs/ukraine/gazetteer"
    for file in ("settlements.tsv", "towns.tsv"):
        for line in (folder / file).read_text(encoding="utf-8").splitlines()[1:]:
            for name in line.split("\t", 2)[1].split("|"):
                found.setdefault(name, []).append(line)
    return found


@lru_cache(maxsize=5_000)
def settlements(name: str) -> tuple[Settlement, ...]:
    """The settlements that a written name may mean, in Latin or Cyrillic letters, larger ones first."""
    lines = (_lines().get(key(name)) if name.isascii() else None) or _lines().get(name.lower()) or ()
    found: list[Settlement] = []
    for line in lines:
        written, _, country, region, lat, lon, rank, identity = line.split("\t")
        settlement = Settlement(written, identity, country, region, float(lat), float(lon), int(rank))
        if not any(_near(settlement, other) for other in found):  # the two sources overlap
            found.append(settlement)
    return tuple(sorted(found, key=lambda one: (-one.rank, one.oblast, one.id)))


def _near(one: Settlement, other: Settlement) -> bool:
    """Within about seven kilometres."""
    return abs(one.lat - other.lat) < 0.06 and abs(one.lon - other.lon) < 0.09
