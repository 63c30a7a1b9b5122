"""A chart's axis of days: where steps, totals and labels stand on it. Days are UTC, so that no time zone moves a bar.

A label stands below the middle of its bar. Where days or weeks are more than that has room for, months and years
stand where they begin."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from onrecord.publish.tally import words as say

if TYPE_CHECKING:
    from onrecord.tally import Step, Tally

_DAY = timedelta(days=1)
_LETTER, _APART = 7, 14  # pixels: of a label's character, and between two labels
_MOST = {"day": 8, "week": 4}  # where only each so-manieth step has room for its label, months stand there instead
_LONG = 2200  # days of a window beyond which only years stand at the axis
_MONTHS = 460  # and up to which every month does


def begins(day: date) -> str:
    """The first moment of a day."""
    return f"{day.isoformat()}T00:00:00Z"


def ends(day: date) -> str:
    """The last moment of a day, which is the next day's first."""
    return begins(day + _DAY)


def middle(step: Step) -> str:
    """Half way through the days of a step."""
    return _moment(_middle(step))


def stands(day: date, tally: Tally) -> str:
    """Where a total of a day stands: among bars of days at its bar's middle, else where the day ends."""
    return f"{day.isoformat()}T12:00:00Z" if tally.by == "day" else ends(day)


def inside(step: Step, gap: float, tally: Tally, width: int) -> tuple[str, str]:
    """Where a bar begins and stops, that is as wide as its step but for a share of it on both sides."""
    first, stop = _first(step.start), _first(step.end + _DAY)
    most = 10 * (tally.window.end - tally.window.start + _DAY) / width  # ten pixels
    cut = min(gap * (stop - first), most)
    return _moment(first + cut), _moment(stop - cut)


def pixels(step: Step, tally: Tally, width: int) -> float:
    """How wide a step is."""
    return width * ((step.end - step.start + _DAY) / (tally.window.end - tally.window.start + _DAY))


def time(field: str, tally: Tally, width: int, *, labelled: bool = False, line: bool = False) -> dict[str, Any]:
    """The channel of a moment, over the whole window and no more; `line`: with the axis drawn."""
    axis = {"title": None, "grid": False, "labelFlush": False, "domain": line, **_labels(tally, width)}
    return {
        "field": field,
        "type": "temporal",
        "scale": {"type": "utc", "domain": [begins(tally.window.start), ends(tally.window.end)]},
        **({"axis": axis} if labelled else {}),
    }


def _labels(tally: Tally, width: int) -> dict[str, Any]:
    if tally.by in ("month", "year"):
        return _below(_named(tally, width))
    names = {_stamp(step): _name(step) for step in tally.steps}
    room = max(map(len, names.values()), default=0) * _LETTER + _APART
    every = max(1, -(-len(names) * room // width))
    if every <= _MOST[tally.by]:
        return _below(dict(list(names.items())[::every]))
    days = (tally.window.end - tally.window.start).days
    if days > _LONG:
        return {"format": "%Y", "tickCount": {"interval": "year", "step": 1}, "labelOverlap": True}
    months = "utcFormat(datum.value, utcmonth(datum.value) == 0 ? '%Y' : '%b')"
    step = 1 if days <= _MONTHS else 3
    return {"labelExpr": months, "tickCount": {"interval": "month", "step": step}, "labelOverlap": True}


def _below(names: dict[int, str]) -> dict[str, Any]:
    """Labels below the middles of steps, which are given in milliseconds."""
    texts = ", ".join(f"'{stamp}': '{name}'" for stamp, name in names.items())
    return {"values": list(names), "labelExpr": f"({{{texts}}})[toString(+datum.value)]", "labelOverlap": True}


def _named(tally: Tally, width: int) -> dict[int, str]:
    """Years; or months, or the first of each quarter, or of each year, which stands for January."""
    if tally.by == "year":
        return {_stamp(step): f"{step.start:%Y}" for step in tally.steps}
    wide = width / len(tally.steps)
    every = 1 if wide > 4 * _LETTER else 3 if wide > 12 else 12
    return {
        _stamp(step): f"{step.start:%Y}" if step.start.month == 1 else f"{step.start:%b}"
        for step in tally.steps
        if step.start.month % every == 1 % every
    }


def _name(step: Step) -> str:
    """14 Aug; 8–14 Aug: the year stands in the subtitle."""
    return say.stretch(step.start, step.end)[:-5]


def _first(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _middle(step: Step) -> datetime:
    return _first(step.start) + ((step.end - step.start) + _DAY) / 2


def _stamp(step: Step) -> int:
    return int(_middle(step).timestamp() * 1000)
