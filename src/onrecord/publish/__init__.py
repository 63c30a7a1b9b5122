"""What goes out: readings as JSON, text, Markdown and a self-contained page; recorded claims as table, CSV, JSON.

Every function here is pure: records in, text or bytes out. Each format's module is loaded when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from onrecord.model import Reading, TakenBack

if TYPE_CHECKING:
    from onrecord.audit.issues import Log
    from onrecord.control import DayMap, Lanes, OnRecord
    from onrecord.ledger import Recorded
    from onrecord.publish.check.draft import Draft
    from onrecord.rivals import Areas, Compared, Speaker
    from onrecord.tally import Tally

TableForm = Literal["table", "json", "csv"]
ChartForm = Literal["svg", "png", "html"]


def as_json(reading: Reading) -> bytes:
    """The object of docs/claims.md on one line of UTF-8, without a newline at its end."""
    from onrecord.model.codec import reading_to_dict, to_json
    from onrecord.publish.rivals.pointer import pointer

    out = reading_to_dict(reading)
    views = [(claim.id, pointer(claim, reading.document)) for claim in reading.claims if claim.kind == "comparison"]
    if shown := [{"claim": claim, "command": command} for claim, command in views if command]:
        out["views"] = shown
    return to_json(out)


def as_text(readings: Iterable[Reading], *, width: int | None = None, color: bool = False) -> str:
    """For a terminal: lines no wider than `width` (80 by default), with ANSI colours when `color`."""
    from onrecord.publish import text

    return text.as_text(readings, width=width, color=color)


def as_markdown(readings: Iterable[Reading]) -> str:
    """CommonMark, one section a document: what the audit found, then the claims."""
    from onrecord.publish import markdown

    return markdown.as_markdown(readings)


def as_html(readings: Iterable[Reading]) -> str:
    """One page that needs nothing else: each text with its claims marked, and beside them what was read."""
    from onrecord.publish import html

    return html.as_html(readings)


def check_text(drafts: Iterable[Draft], *, width: int | None = None, color: bool = False) -> str:
    """Checked drafts for a terminal, as compilers tell what they found; lines are broken where `width` is given."""
    from onrecord.publish.check import text

    return text.as_text(drafts, width=width, color=color)


def check_json(draft: Draft, *, strict: bool = False) -> bytes:
    """The object of docs/check.md on one line of UTF-8, without a newline at its end."""
    from onrecord.publish.check import export

    return export.as_json(draft, strict=strict)


def check_sarif(drafts: Iterable[Draft], *, strict: bool = False) -> bytes:
    """One SARIF 2.1.0 log of all drafts."""
    from onrecord.publish.check import sarif

    return sarif.as_sarif(drafts, strict=strict)


def check_html(drafts: Iterable[Draft]) -> str:
    """One page that needs nothing else, not even a script: each draft with what to look at beside its words."""
    from onrecord.publish.check import page

    return page.as_html(drafts)


def claims_table(
    recorded: Iterable[Recorded],
    taken_back: Iterable[TakenBack] = (),
    *,
    width: int | None = None,
    color: bool = False,
) -> str:
    """Claims of a ledger, with what they take back of others, as a table for a terminal, `width` cells wide (80 by
    default)."""
    from onrecord.publish import table

    return table.claims_table(recorded, taken_back, width=width, color=color)


def claims_csv(recorded: Iterable[Recorded], taken_back: Iterable[TakenBack] = ()) -> str:
    """Claims of a ledger, one a row, under a header; text that a spreadsheet would run is disarmed."""
    from onrecord.publish import export

    return export.claims_csv(recorded, taken_back)


def claims_json(recorded: Iterable[Recorded], taken_back: Iterable[TakenBack] = ()) -> bytes:
    """Claims of a ledger, one JSON object a line: the claim, its document, when recorded, whether superseded."""
    from onrecord.publish import export

    return export.claims_json(recorded, taken_back)


def tally_table(tally: Tally, *, width: int | None = None, color: bool = False) -> str:
    """A tally as a table for a terminal, `width` cells wide (80 by default), with sentences under it."""
    from onrecord.publish.tally import table

    return table.tally_table(tally, width=width, color=color)


def tally_csv(tally: Tally) -> str:
    """A tally's steps, one a row, under a header."""
    from onrecord.publish.tally import export

    return export.tally_csv(tally)


def tally_json(tally: Tally) -> bytes:
    """A whole tally as one JSON object on one line."""
    from onrecord.publish.tally import export

    return export.tally_json(tally)


def tally_chart(tally: Tally, form: ChartForm, *, total: bool = False) -> bytes:
    """A tally's picture as "svg", "png" or a "html" page with its table. Raises UsageError without the library."""
    from onrecord.publish.tally import chart

    return chart.tally_chart(tally, form, total=total)


def issues_table(log: Log, *, width: int | None = None, color: bool = False, whole: bool = False) -> str:
    """The issues of a record as a table for a terminal, kind by kind; of each kind the first, unless `whole`."""
    from onrecord.publish.issues import table

    return table.issues_table(log, width=width, color=color, whole=whole)


def issues_csv(log: Log) -> str:
    """The issues of a record, one a row, under a header."""
    from onrecord.publish.issues import export

    return export.issues_csv(log)


def issues_json(log: Log) -> bytes:
    """The issues of a record as one JSON object on one line."""
    from onrecord.publish.issues import export

    return export.issues_json(log)


def compared(found: Compared, format: TableForm, *, width: int | None = None, color: bool = False) -> str | bytes:
    """Estimates side by side: a "table" for a terminal, "json" as one object on one line, "csv" a row an estimate."""
    from onrecord.publish.rivals import export, table

    if format == "table":
        return table.compared_table(found, width=width, color=color)
    return export.compared_json(found) if format == "json" else export.compared_csv(found)


def compared_chart(found: Compared, form: ChartForm) -> bytes:
    """A comparison's picture as "svg", "png" or a "html" page with its tables. Raises OutputError without the
    library."""
    from onrecord.publish.rivals import chart

    return chart.compared_chart(found, form)


def areas(found: Areas, format: TableForm, *, width: int | None = None, color: bool = False) -> str | bytes:
    """Area won and lost, in the same three forms."""
    from onrecord.publish.rivals import export, table

    if format == "table":
        return table.areas_table(found, width=width, color=color)
    return export.areas_json(found) if format == "json" else export.areas_csv(found)


def areas_chart(found: Areas, form: ChartForm) -> bytes:
    """The picture of area won and lost: as "svg", "png", or a "html" page with its tables. Raises OutputError without
    the library."""
    from onrecord.publish.rivals import area_chart

    return area_chart.areas_chart(found, form)


def sources(
    found: Sequence[Speaker], format: TableForm, *, width: int | None = None, color: bool = False
) -> str | bytes:
    """The record of each source, in the same three forms; of "json", one object a line."""
    from onrecord.publish.rivals import export, table

    if format == "table":
        return table.sources_table(found, width=width, color=color)
    return export.sources_json(found) if format == "json" else export.sources_csv(found)


def control_table(lanes: Lanes, *, width: int | None = None, color: bool = False) -> str:
    """The lanes of a place as a table for a terminal, `width` cells wide (100 by default)."""
    from onrecord.publish.control import table

    return table.control_table(lanes, width=width, color=color)


def control_json(lanes: Lanes) -> bytes:
    """The lanes of a place as one JSON object on one line."""
    from onrecord.publish.control import export

    return export.control_json(lanes)


def places_table(which: Sequence[OnRecord], *, width: int | None = None, color: bool = False) -> str:
    """The places that a name may mean, as a table."""
    from onrecord.publish.control import table

    return table.places_table(which, width=width, color=color)


def places_json(which: Sequence[OnRecord]) -> bytes:
    """The places that a name may mean, as one JSON object on one line."""
    from onrecord.publish.control import export

    return export.places_json(which)


def day_table(day: DayMap, *, width: int | None = None, color: bool = False) -> str:
    """How many places each source has in which hands on a day, as a table."""
    from onrecord.publish.control import table

    return table.day_table(day, width=width, color=color)


def day_json(day: DayMap) -> bytes:
    """A day's map as one JSON object on one line."""
    from onrecord.publish.control import export

    return export.day_json(day)


def control_map(day: DayMap, form: ChartForm) -> bytes:
    """A day's map as "svg" or "png", a panel for each source, or as a "html" page to pan, zoom and look places up.
    Raises OutputError where a PNG cannot be drawn."""
    from onrecord.publish.control import page, picture

    return page.page(day) if form == "html" else picture.picture(day, form)


__all__ = [
    "areas", "areas_chart", "as_html", "as_json", "as_markdown", "as_text", "check_html", "check_json", "check_sarif",
    "check_text", "claims_csv", "claims_json", "claims_table", "compared", "compared_chart", "control_json",
    "control_map", "control_table", "day_json", "day_table", "issues_csv", "issues_json", "issues_table",
    "places_json", "places_table", "sources", "tally_chart", "tally_csv", "tally_json", "tally_table",
]  # fmt: skip
