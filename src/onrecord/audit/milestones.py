"""Which claims say that a running total passed a mark ("passed the 250,000 mark on August 7")."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.lexicon import load
from onrecord.model import Loss


def is_milestone(claim: Loss) -> bool:
    """Whether the claim's words tell a passing, not only a total that is larger than a figure."""
    return (
        claim.measure == "cumulative"
        and claim.quantity.bound == "more_than"
        and _passing().search(claim.text) is not None
    )


@lru_cache(maxsize=1)
def _passing() -> re.Pattern[str]:
    words = [re.escape(word) for word in load("languages/en/audit.toml")["passing"]]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
