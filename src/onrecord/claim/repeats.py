"""The same figure told twice: headline and body say one thing, and one of them says over what time."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Claim, Loss


def settle_repeats(claims: list[Claim]) -> list[Claim]:
    """A loss whose period is not stated takes the measure and period of the same figure that states one."""
    stated: dict[tuple[str, str, object], Loss] = {}
    for claim in claims:
        if isinstance(claim, Loss) and claim.period.basis != "published" and claim.quantity.value is not None:
            stated.setdefault((claim.side, claim.category, claim.quantity.value), claim)
    out = []
    for claim in claims:
        if isinstance(claim, Loss) and claim.period.basis == "published" and claim.measure == "increment":
            same = stated.get((claim.side, claim.category, claim.quantity.value))
            if same is not None:
                claim = replace(claim, measure=same.measure, period=same.period)
        out.append(claim)
    return out
