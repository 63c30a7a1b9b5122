"""The clock by which the days of the war are counted (the pack's `clock`), wherever the reader sits."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onrecord.lexicon import load


def clock() -> tzinfo | None:
    """None on a machine that knows no time zones."""
    try:
        return ZoneInfo(load("packs/ukraine/pack.toml")["clock"])
    except ZoneInfoNotFoundError:
        return None


def today() -> date:
    """The day that it is there; west of it, a row of that day would seem to lie ahead."""
    return datetime.now(clock() or UTC).date()
