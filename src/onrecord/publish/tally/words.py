"""A tally in sentences: its heading, what it comes to, which days not to trust. The table, the chart and its page
all say the same words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from onrecord.publish import words

if TYPE_CHECKING:
    from onrecord.tally import Next, Note, Passed, Rank, Step, Tally

_NOUNS = {
    "personnel": "troops",
    "personnel_killed": "soldiers killed",
    "personnel_wounded": "soldiers wounded",
    "civilian_killed": "civilians killed",
    "civilian_injured": "civilians injured",
    "tank": "tanks",
    "apc": "armoured vehicles",
    "artillery": "artillery systems",
    "mlrs": "rocket launchers",
    "air_defence": "air defence systems",
    "helicopter": "helicopters",
    "drone": "drones",
    "cruise_missile": "missiles",
    "ship": "ships",
    "submarine": "submarines",
    "vehicle": "vehicles",
}
_SIDES = {"russia": "Russia", "ukraine": "Ukraine"}
CODES = {
    "missing": "no total",
    "restated": "restated",
    "unmatched": "increment does not match",
    "revised": "revised",
    "corrected": "corrected",
    "disputed": "disputed",
    "definition": "definition changed",
    "began": "begins",
}


def noun(category: str) -> str:
    return _NOUNS.get(category) or category.replace("_", " ").replace("-", " ")


def heading(tally: Tally) -> str:
    """ "Troops lost by Russia, as counted by the General Staff of Ukraine"."""
    what = noun(tally.category)
    lost = "" if what.endswith(("killed", "wounded", "injured")) else " lost"
    return f"{what[:1].upper()}{what[1:]}{lost} by {_SIDES[tally.side]}, as counted by {tally.source}"


def signed(value: Decimal | None) -> str:
    """ "+530", "−2" with a minus sign, "–" for an unknown."""
    if value is None:
        return "–"
    return f"{'−' if value < 0 else '+'}{words.number(abs(value))}"


def stretch(start: date, end: date) -> str:
    """ "14 Aug 2023", "8–14 Aug 2023"."""
    from onrecord.model import Period

    return words.period(Period(start=start, end=end)) or ""


def sentences(tally: Tally) -> list[str]:
    """What it comes to: the total, the window, its rank, marks, the arithmetic of the next, the transcription."""
    out = [_window(tally.window)]
    if tally.rank:
        out.append(_rank(tally.rank, tally))
    out.extend(map(_passed, tally.marks))
    out.extend(map(_next, tally.next))
    out.append(f"Transcription used: {words.line(tally.chosen)}.")
    if tally.as_of:
        out.append(f"As of {words.day(tally.as_of)}: only what was published by then.")
    return out


def _window(window: Step) -> str:
    days = (window.end - window.start).days + 1
    when = "on" if days == 1 else "in" if days < 32 else "from"
    total = "No total" if window.total is None else words.number(window.total)
    told = f"{total} on {words.day(window.end)}"
    if window.increment is not None:
        span = f"{when} {stretch(window.start, window.end)}" + (f", {days} days" if days > 1 else "")
        told += f"; {signed(window.increment)} {span}"
        if window.stated is not None and window.stated != window.increment:
            told += f", where the reports themselves add {signed(window.stated)}"
    elif window.because:
        told += f"; what {stretch(window.start, window.end)} added is unknown: {window.because}"
    for part in window.parts:
        name = (part.definition or "unnamed").replace("-", " ")
        told += f". {signed(part.increment)} {name} in {stretch(part.start, part.end)}"
    return told + "."


def _rank(rank: Rank, tally: Tally) -> str:
    of = f"{rank.of:,} {'windows of ' if rank.among[0].isdigit() else ''}{_plural(rank.among)} on record"
    step = next((s for s in tally.steps if s.label == rank.label), tally.window)
    subject = f"{rank.label} ({signed(step.increment)}) is" if step is not tally.window else "That is"
    if rank.higher is None or rank.lower is None:
        extreme = "highest" if rank.higher is None else "lowest"
        return f"{subject} the {extreme} of {of}, which begin with {_period(rank, rank.since)}."
    high = f"the highest since {_period(rank, rank.higher)} ({signed(rank.higher_value)})"
    low = f"the lowest since {_period(rank, rank.lower)} ({signed(rank.lower_value)})"
    told = high if rank.higher <= rank.lower else low
    return f"{subject} {told}; number {rank.place:,} of {of}."


def _period(rank: Rank, end: date) -> str:
    """Which of its kind: "the 7 days to 8 Aug 2023", "2023-W32", "Aug 2023", "2023"."""
    match rank.among:
        case "day":
            return words.day(end)
        case "week":
            year, week, _ = end.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{end:%b %Y}"
        case "year":
            return f"{end:%Y}"
        case _:
            return f"the {rank.among} to {words.day(end)}"


def _plural(among: str) -> str:
    return among if among.endswith("s") else f"{among}s"


def _passed(one: Passed) -> str:
    mark, total = words.number(one.mark), words.number(one.total)
    if one.previous is None or one.before is None:
        told = f"At or above {mark} from the first total on record, {total} on {words.day(one.day)}"
    elif (one.day - one.previous).days > 1:
        told = f"Passed {mark} after {words.day(one.previous)} ({words.number(one.before)}) and by {words.day(one.day)}"
        told += f" ({total}): no total between them"
    else:
        before = f"{words.number(one.before)} on {words.day(one.previous)}"
        told = f"Passed {mark} on {words.day(one.day)} at {total} ({before})"
    if one.because:
        told += f", where {one.because.replace('-', ' ')}"
    return told + (f"; below it again on {words.day(one.fell_below)}." if one.fell_below else ".")


def _next(one: Next) -> str:
    if one.day is None or one.rate is None:
        return f"When {words.number(one.mark)} falls cannot be told: {one.because}."
    rate = f"At the rate of the last {one.days} days ({words.number(one.rate)} a day)"
    return f"{rate} {words.number(one.mark)} would fall on {words.day(one.day)}: arithmetic, not a forecast."


def notes(tally: Tally) -> list[Note]:
    """All that is to be said of the window's days, in order."""
    return [*tally.notes, *tally.window.notes]


def note(one: Note) -> str:
    return f"{words.day(one.day)}: {words.line(one.message)}"


def brief(found: Iterable[Note]) -> str:
    """The codes of some notes in words, each once: "restated, disputed"."""
    return ", ".join(dict.fromkeys(CODES[one.code] for one in found))
