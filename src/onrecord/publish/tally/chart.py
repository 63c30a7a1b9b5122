"""A tally's chart drawn on this machine by vl-convert, with no fonts fetched: SVG that screen readers can tell, PNG for
print, or a page that has the table too."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Literal

from onrecord.model.codec import to_json
from onrecord.model.errors import OutputError
from onrecord.publish import words
from onrecord.publish.tally import words as say
from onrecord.publish.tally.specification import specification

if TYPE_CHECKING:
    from onrecord.tally import Tally

Form = Literal["svg", "png", "html"]

_SCALE = 2.0  # of the PNG


def tally_chart(tally: Tally, form: Form, *, total: bool = False) -> bytes:
    """The picture, with the running total's line below when `total`. Raises OutputError where it cannot be drawn."""
    try:
        import vl_convert
    except ImportError:
        raise OutputError("charts need vl-convert-python", "install it: pip install vl-convert-python") from None
    spec = to_json(specification(tally, total=total)).decode()
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE))
    svg = _described(vl_convert.vegalite_to_svg(spec), tally)
    return (svg if form == "svg" else _page(tally, svg)).encode()


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


def _described(svg: str, tally: Tally) -> str:
    """The SVG with a title and a description, and the role that makes a screen reader tell them."""
    title, text = escape(say.heading(tally)), escape(description(tally))
    head = '<svg role="img" aria-labelledby="tally-title tally-desc"'
    told = f'<title id="tally-title">{title}</title><desc id="tally-desc">{text}</desc>'
    return re.sub(r"<svg\b([^>]*)>", lambda m: f"{head}{m[1]}>{told}", svg, count=1)


def _page(tally: Tally, svg: str) -> str:
    heading = escape(say.heading(tally))
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
    columns = "".join(f'<th scope="col">{name}</th>' for name in head)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{heading}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style></head>\n<body><main><h1>{heading}</h1>\n"
        f'<figure tabindex="0">{svg}</figure>\n{sentences}\n'
        '<div class="table" tabindex="0" role="region" aria-label="The same in figures">'
        f"<table><caption>The same in figures</caption><thead><tr>{columns}</tr></thead>\n"
        f"<tbody>{chr(10).join(rows)}</tbody></table></div></main></body></html>\n"
    )


# The chart holds the heading already; where the page is narrow, chart and table scroll rather than shrink.
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#222;margin:2rem auto;max-width:64rem;padding:0 1rem}"
    "h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}p{margin:.4rem 0}"
    "figure,.table{margin:1rem 0;overflow-x:auto}svg{min-width:44rem;max-width:100%;height:auto}"
    "table{border-collapse:collapse;font-size:.9rem;width:100%;min-width:44rem}"
    "caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "th,td{text-align:right;padding:.2rem .6rem;border-bottom:1px solid #ddd;font-variant-numeric:tabular-nums}"
    "th:first-child,td:nth-last-child(-n+2){text-align:left}"
)
