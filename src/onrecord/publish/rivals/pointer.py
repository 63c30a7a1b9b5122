"""Where a comparison in a text can be looked at: "other estimates are more conservative than Kyiv's" leads to the
estimates of that side's losses, as they were published by that day."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.claim.registry import registry
from onrecord.lexicon import load
from onrecord.model import Claim, Comparison, Document
from onrecord.rivals.metrics import SIDES, official

_WORD = re.compile(r"\w+")


def pointer(claim: Claim, document: Document) -> str | None:
    """The command that shows the estimates which a claim compares with a belligerent's count; None for any other."""
    if not isinstance(claim, Comparison):
        return None
    told = f"{claim.left} / {claim.right}"
    if _counts().isdisjoint(word.lower() for word in _WORD.findall(told)):
        return None
    named = {known.id for known, _ in registry().names_in(told)}
    sides = [side for side in SIDES if named.intersection(official(side).sources)]
    if len(sides) != 1:
        return None
    day = document.published or claim.period.end
    when = f" --at {day} --as-of {day}" if day else ""
    return f"onrecord compare {sides[0]}{when}"


@lru_cache(maxsize=1)
def _counts() -> frozenset[str]:
    return frozenset(load("packs/ukraine/rivals.toml")["compared"]["words"])
