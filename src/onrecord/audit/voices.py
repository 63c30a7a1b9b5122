"""Whose tally a figure belongs to: names that carry one and the same count are one voice.

The groups are data (`packs/ukraine/voices.toml`); a source that no group names is a voice of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.lexicon import load
from onrecord.model import Claim, Document, Loss

_PACK = "packs/ukraine/voices.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One count that may have many carriers. `known` is true when the pack names it as a running tally;
    `whole` are the categories of which its daily figure is the whole, so that a smaller one is an error
    and not a part; `by_type` those that prose counts otherwise than the tally does."""

    id: str
    name: str
    known: bool = False
    whole: frozenset[str] = frozenset()
    by_type: frozenset[str] = frozenset()


def voice_of(claim: Claim, document: Document) -> Voice | None:
    """Who counted: the innermost source of the chain, the publisher when the author states it; None when
    neither is told."""
    if claim.sources:
        return _voice(claim, claim.sources[-1].id, claim.sources[-1].name)
    return publisher_voice(claim, document)


def publisher_voice(claim: Claim, document: Document) -> Voice | None:
    """The voice of the document's publisher, were the claim its own; None when nobody is named."""
    return _voice(claim, None, document.publisher) if document.publisher else None


def _voice(claim: Claim, identifier: str | None, name: str) -> Voice | None:
    side = claim.side if isinstance(claim, Loss) else None
    key = plain(name)
    found = _groups().get((side, identifier)) or _groups().get((side, key))
    if found is not None:
        return found
    return Voice(id=key, name=name) if key else None


def plain(name: str) -> str:
    """A name without case, article, possessive and the difference of defence and defense."""
    words = name.casefold().replace("’", "'").replace("'s", "").replace("defense", "defence").split()
    return " ".join(word for word in words if word != "the")


@lru_cache(maxsize=1)
def _groups() -> dict[tuple[str | None, str | None], Voice]:
    """(side whose losses are counted, source id or plain name) -> the voice."""
    out: dict[tuple[str | None, str | None], Voice] = {}
    groups: list[dict[str, Any]] = load(_PACK)["voices"]
    for group in groups:
        voice = Voice(
            id=group["id"],
            name=group["name"],
            known=True,
            whole=frozenset(group["whole"]),
            by_type=frozenset(group["by_type"]),
        )
        for side in group["counts"]:
            for identifier in group["ids"]:
                out[side, identifier] = voice
            for name in group["names"]:
                out[side, plain(name)] = voice
    return out
