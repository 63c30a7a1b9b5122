"""Cells of a table: whether there is anything in them, and the day that they write."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

_ABSENT = frozenset(("", "-", "–", "—", "n/a", "na", "nan", "null", "none"))


def absent(written: Any) -> bool:
    """Whether a cell holds nothing, or a word for nothing."""
    return written is None or isinstance(written, str) and written.strip().lower() in _ABSENT


def day_of(written: Any, format: str | None) -> date | None:
    """The day, in `format` as for strptime (None: ISO); None for what is no day."""
    if not isinstance(written, str):
        return None
    try:
        if format:
            return datetime.strptime(written, format).date()
        if len(written) > 10 and written[10] not in "T ":
            return None
        return date.fromisoformat(written[:10]) if written[4:5] == "-" else None
    except ValueError:
        return None
