"""Whose tally a figure belongs to: sources that carry one and the same count are one voice.

The groups are data (`packs/ukraine/voices.toml`); a source that no group names is a voice of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any

from onrecord.claim.canonical import resolve
from onrecord.claim.registry import Known, registry
from onrecord.lexicon import load
from onrecord.model import Document, Loss
from onrecord.model.claim import Category, Party

_PACK = "packs/ukraine/voices.toml"
_OUTLETS = frozenset(("media", "agency", "other", "person", "group"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One count that may have many carriers. `known` is true when the pack names it as a running tally of
    the claim's side and category; `whole` are the categories of which its daily figure is the whole, so that
    a smaller one is an error and not a part; `by_type` those that prose counts otherwise than the tally;
    `daily_from` is the first day of which it tells each day by itself."""

    id: str
    name: str
    known: bool = False
    whole: frozenset[str] = frozenset()
    by_type: frozenset[str] = frozenset()
    daily_from: date | None = None


def voice_of(claim: Loss, document: Document) -> Voice | None:
    """Who counted: the innermost source of the chain, the publisher when the author states it; None when
    neither is told."""
    if claim.sources:
        return _voice(claim, claim.sources[-1].id, claim.sources[-1].name)
    return publisher_voice(claim, document)


def publisher_voice(claim: Loss, document: Document) -> Voice | None:
    """The voice of the document's publisher, were the claim its own; None when nobody is named."""
    if not document.publisher:
        return None
    source = _source(document.publisher)
    return _voice(claim, source.id, source.name)


def tally_of(side: Party, category: Category) -> Voice | None:
    """The first voice of the pack that counts what a side loses of a category as a running tally."""
    return next((voice for (s, c, _), voice in _groups().items() if (s, c) == (side, category)), None)


def counts_itself(publisher: str) -> bool:
    """Whether a publisher's unattributed figures are its own count: a ministry's are, a newspaper's are not."""
    return _source(publisher).kind not in _OUTLETS


@lru_cache(maxsize=1024)
def _source(publisher: str) -> Known:
    return resolve(registry(), publisher)


def _voice(claim: Loss, source: str, name: str) -> Voice:
    return _groups().get((claim.side, claim.category, source)) or Voice(id=source, name=name)


@lru_cache(maxsize=1)
def _groups() -> dict[tuple[str, str, str], Voice]:
    """(side whose losses are counted, category, source id) -> the voice."""
    out: dict[tuple[str, str, str], Voice] = {}
    groups: list[dict[str, Any]] = load(_PACK)["voices"]
    for group in groups:
        voice = Voice(
            id=group["id"],
            name=group["name"],
            known=True,
            whole=frozenset(group["whole"]),
            by_type=frozenset(group["by_type"]),
            daily_from=group.get("daily_from"),
        )
        keys = product(group["counts"], group["categories"], group["sources"])
        out |= dict.fromkeys(keys, voice)
    return out
