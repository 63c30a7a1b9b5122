"""How a slip of the pen looks: digits swapped, one wrong, too many or missing, ten times too much. Both audits rank by
it, the record's and a document's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from onrecord.audit.repair import Change


def slip(written: Decimal, meant: Decimal) -> str | None:
    """What slip of the pen makes `written` of `meant`, in words; None when it looks like no single slip."""
    if written == meant or written < 0 or meant < 0:
        return None
    if meant and written and (written == meant * 10 or meant == written * 10):
        return "ten times too large" if written > meant else "ten times too small"
    a, b = f"{written.normalize():f}", f"{meant.normalize():f}"
    if len(a) == len(b):
        at = [i for i in range(len(a)) if a[i] != b[i]]
        if len(at) == 1 and "." not in (a[at[0]], b[at[0]]):
            return "one digit differs"
        if len(at) == 2 and a[at[0]] == b[at[1]] and a[at[1]] == b[at[0]] and "." not in (a[at[0]], a[at[1]]):
            return "two digits are swapped"
    if len(a) == len(b) + 1 and any(a[:i] + a[i + 1 :] == b for i in range(len(a))):
        return "it has a digit too many"
    if len(a) + 1 == len(b) and any(b[:i] + b[i + 1 :] == a for i in range(len(b))):
        return "it lacks a digit"
    return None


def meant_by(value: Decimal, change: Change) -> Decimal | None:
    """The amount within a change's bounds of which one slip makes `value`, when there is only one of the likeliest
    kind."""
    if value < 0 or value % 1 or change.low is None and change.high is None:
        return None
    for kind in (_tens, _swaps, _digits):
        meant = {one for one in kind(value) if one != value and change.allows(one)}
        if len(meant) == 1:
            return meant.pop()
    return None


def _tens(value: Decimal) -> Iterator[Decimal]:
    yield value * 10
    if not value % 10:
        yield value / 10


def _swaps(value: Decimal) -> Iterator[Decimal]:
    written = f"{value:f}"
    for at in range(len(written) - 1):
        yield Decimal(f"{written[:at]}{written[at + 1]}{written[at]}{written[at + 2 :]}")


def _digits(value: Decimal) -> Iterator[Decimal]:
    written = f"{value:f}"
    for at in range(len(written)):
        for digit in "0123456789":
            yield Decimal(written[:at] + digit + written[at + 1 :])
