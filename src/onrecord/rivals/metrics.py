"""What figures count: the metrics of the war pack, and the official count of each side. Figures meet within one
metric."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicon import load

SIDES = ("russia", "ukraine")
_PACK = "packs/ukraine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """Told by the category of a claim and, where it has `words`, by those of its `as_reported`. `open`: totals whose
    first day nobody tells are of it too."""

    id: str
    label: str
    category: str
    note: str
    words: frozenset[str] = frozenset()
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A belligerent's running count of the other side's losses: the ids of those who carry it, its name, what it says
    that it counts, and of which categories."""

    id: str
    name: str
    side: str
    sources: tuple[str, ...]
    categories: frozenset[str]
    counts: str


@lru_cache(maxsize=1)
def metrics() -> tuple[Metric, ...]:
    return tuple(
        Metric(**{**raw, "words": frozenset(raw.get("words", ()))}) for raw in load(f"{_PACK}/rivals.toml")["metrics"]
    )


def metric(id: str) -> Metric:
    return next(one for one in metrics() if one.id == id)


def metric_of(category: str, as_reported: str | None) -> Metric | None:
    """The first that fits; the method of a figure stands behind a semicolon of its words."""
    words = {part.strip() for part in (as_reported or "").split(";")}
    for one in metrics():
        if one.category == category and (not one.words or one.words & words):
            return one
    return None


def categories() -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.category for one in metrics()))


@lru_cache(maxsize=4)
def official(side: str) -> Voice:
    """The count that a side's losses are followed by."""
    id = load(f"{_PACK}/tally.toml")["voices"][side]
    raw = next(one for one in load(f"{_PACK}/voices.toml")["voices"] if one["id"] == id)
    return Voice(
        id=id,
        name=raw["name"],
        side="ukraine" if side == "russia" else "russia",
        sources=tuple(raw["sources"]),
        categories=frozenset(raw["categories"]),
        counts=load(f"{_PACK}/rivals.toml")["counts"][id],
    )
