"""What one sentence says of another: the same figure told twice, and a report whose first line gives the day."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Activity, Claim, Loss, Period


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


def carry_day(claims: list[Claim]) -> list[Claim]:
    """A counted event without a date, in a report whose figures were dated to a day or its eve, is of that day."""
    out: list[Claim] = []
    current: Period | None = None
    for claim in claims:
        if (
            isinstance(claim, Activity)
            and claim.quantity is not None
            or isinstance(claim, Loss)
            and claim.measure == "increment"
        ):
            period = claim.period
            if (
                period.start is not None
                and period.end is not None
                and (period.end - period.start).days <= 1
                and period.basis != "published"
            ):
                current = period
            elif period.start is None and period.basis == "published" and current is not None:
                claim = replace(claim, period=replace(current, as_written=None))
        out.append(claim)
    return out
