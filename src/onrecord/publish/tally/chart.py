"""A tally's chart, in words too, and with its table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from onrecord.publish import charts, words
from onrecord.publish.tally import words as say
from onrecord.publish.tally.specification import specification

if TYPE_CHECKING:
    from onrecord.publish import ChartForm
    from onrecord.tally import Tally


def tally_chart(tally: Tally, form: ChartForm, *, total: bool = False) -> bytes:
    """The picture, with the running total's line below when `total`. Raises OutputError where it cannot be drawn."""
    return charts.drawn(
        specification(tally, total=total),
        form,
        heading=say.heading(tally),
        description=description(tally),
        page=lambda svg: _page(tally, svg),
    )


def description(tally: Tally) -> str:
    """The chart in words, for those who do not see it."""
    known = [step for step in tally.steps if step.increment is not None]
    told = [f"Bars of what each {tally.by} added, {len(tally.steps)} in all."]
    if known:
        top = max(known, key=lambda s: s.increment or 0)
        low = min(known, key=lambda s: s.increment or 0)
        told.append(f"The highest is {top.label} ({say.signed(top.increment)}), the lowest {low.label}")
        told[-1] += f" ({say.signed(low.increment)})."
    if unknown := [step.label for step in tally.steps if step.increment is None]:
        told.append(f"Unknown: {', '.join(unknown[:8])}{' and others' if len(unknown) > 8 else ''}.")
    return " ".join((*told, *say.sentences(tally)))


def _page(tally: Tally, svg: str) -> str:
    head = ("Step", "Total", "Added", "Stated", "Mean", "Written down by", "To look at")
    rows = []
    for step in tally.steps:
        notes = "; ".join(say.note(note) for note in step.notes) or (step.because or "")
        cells = (
            "–" if step.total is None else words.number(step.total),
            say.signed(step.increment),
            "" if step.stated is None else say.signed(step.stated),
            "" if step.average is None else words.number(step.average),
            words.line(step.transcription or "–"),
            words.line(notes),
        )
        label = step.label if step.complete else f"{step.label} (not complete)"
        rows.append(
            f'<tr><th scope="row">{escape(label)}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            + "</tr>"
        )
    sentences = "".join(f"<p>{escape(sentence)}</p>" for sentence in say.sentences(tally))
    body = f"{sentences}\n{charts.table('The same in figures', 'The same in figures', head, rows)}"
    return charts.page(say.heading(tally), svg, body, width=64, least=44, style=_STYLE)


_STYLE = (
    "th,td{text-align:right;font-variant-numeric:tabular-nums}th:first-child,td:nth-last-child(-n+2){text-align:left}"
)
