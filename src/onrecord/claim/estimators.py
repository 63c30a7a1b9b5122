"""Who estimates losses: the registry of speakers, and beside it those that only datasets of estimates name.

They are kept apart (rivals.toml), so that a text that uses the same words is read as it was.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from onrecord.claim.canonical import resolve
from onrecord.claim.registry import Known, registry
from onrecord.lexicon import load

Standing = Literal["belligerent", "of_a_side", "third_party", "unknown"]
_PACK = "packs/ukraine/rivals.toml"


def named(name: str) -> Known | None:
    """The registered source or estimator of this very name; None when there is none."""
    return _estimators().get(name) or registry().exact(name)


@lru_cache(maxsize=4096)
def estimator(name: str) -> Known:
    """Whoever bears a name: registered, or as far as its words tell."""
    return named(name) or resolve(registry(), name)


def standing(source: Known) -> Standing:
    """A belligerent's own body; somebody else of a side; a third party; or nobody tells."""
    if source.side in ("russia", "ukraine"):
        return "belligerent" if source.kind in load(_PACK)["standing"]["belligerent"] else "of_a_side"
    return "third_party" if source.side == "other" else "unknown"


@lru_cache(maxsize=1)
def _estimators() -> dict[str, Known]:
    listed = load(_PACK)["estimators"]
    return {name: Known(one["id"], name, one["kind"], one.get("side")) for name, one in listed.items()}
