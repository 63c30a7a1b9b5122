"""What a claim's own words tell beyond its fields: that a running total passed a mark ("passed the 250,000 mark on
August 7"), that a figure is what each day brings."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.audit.lexis import any_of
from onrecord.lexicon import load
from onrecord.model import Loss


def is_milestone(claim: Loss) -> bool:
    """Whether the claim's words tell a passing, not only a total that is larger than a figure."""
    return (
        claim.measure == "cumulative"
        and claim.quantity.bound == "more_than"
        and _passing().search(claim.text) is not None
    )


def is_rate(claim: Loss) -> bool:
    """Whether the figure is an average, or what each day brings: "591 troops a day"."""
    return claim.measure == "increment" and _rates().search(claim.text) is not None


def names_its_day(claim: Loss) -> bool:
    """Whether the passing is dated to a day, and not only told to have happened by then."""
    period = claim.period
    return period.basis != "published" and _by_then().match(period.as_written or "") is None


@lru_cache(maxsize=1)
def _passing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('passing')})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _by_then() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('by_then')})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _rates() -> re.Pattern[str]:
    before = "".join(rf"(?<!\b{re.escape(word)} )" for word in load("languages/en/audit.toml")["within"])
    return re.compile(
        rf"\b(?:{any_of('averaged')})\b|{before}\b(?:{any_of('each')}) (?:day|week|month)\b", re.IGNORECASE
    )
