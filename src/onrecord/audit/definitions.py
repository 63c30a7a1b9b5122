"""What a figure of people counts, by its category and the metric's own words: the dead, or all that were put out of
action. They are never compared, summed or taken for one another.

"Eliminated" and "liquidated" leave open which of the two is meant. An official list that changes its label counts on
as it did; that alone is nothing to find.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from onrecord.audit.lexis import any_of
from onrecord.lexicon import load
from onrecord.model import Loss

Definition = Literal["killed", "wounded", "casualties", "eliminated"]
_BY_CATEGORY: dict[str, Definition] = {"personnel_killed": "killed", "personnel_wounded": "wounded"}
SAID = {
    "killed": "the killed alone",
    "wounded": "the wounded alone",
    "casualties": "all losses, the wounded too",
    "eliminated": "the “eliminated”",
}


def definition(claim: Loss) -> Definition | None:
    """What a claim of military losses counts; None for other claims."""
    if claim.category in _BY_CATEGORY:
        return _BY_CATEGORY[claim.category]
    if claim.category != "personnel":
        return None
    return "eliminated" if claim.as_reported and _eliminated().search(claim.as_reported) else "casualties"


def label(voice: str, day: date) -> Definition | None:
    """What a tally's own label said of its line of people on a day, where the pack tells."""
    for period in _labels().get(voice, ()):
        until = period.get("until")
        if until is None or day <= until:
            return "eliminated" if _eliminated().search(period["says"]) else "casualties"
    return None


def apart(one: Definition | None, other: Definition | None) -> bool:
    """Whether two figures certainly count different things."""
    return one is not None and other is not None and one != other and "eliminated" not in (one, other)


@lru_cache(maxsize=1)
def _eliminated() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('eliminated')})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _labels() -> dict[str, list[dict[str, Any]]]:
    voices: list[dict[str, Any]] = load("packs/ukraine/voices.toml")["voices"]
    return {voice["id"]: voice.get("labels", []) for voice in voices}
