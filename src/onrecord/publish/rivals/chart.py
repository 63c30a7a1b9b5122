"""A comparison's chart drawn on this machine by vl-convert, with no fonts fetched: SVG that screen readers can tell,
PNG for print, or a page that has the table too."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from onrecord.model.codec import to_json
from onrecord.model.errors import OutputError
from onrecord.publish import words
from onrecord.publish.rivals import words as say
from onrecord.publish.rivals.specification import specification

if TYPE_CHECKING:
    from onrecord.publish import ChartForm
    from onrecord.rivals import Compared

_SCALE = 2.0  # of the PNG


def compared_chart(found: Compared, form: ChartForm) -> bytes:
    """The picture. Raises OutputError where it cannot be drawn."""
    try:
        import vl_convert
    except ImportError:
        raise OutputError("charts need vl-convert-python", "install it: pip install vl-convert-python") from None
    spec = to_json(specification(found)).decode()
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE))
    svg = _described(vl_convert.vegalite_to_svg(spec), found)
    return (svg if form == "svg" else _page(found, svg)).encode()


def description(found: Compared) -> str:
    """The chart in words, for those who do not see it."""
    told = []
    for group in found.groups:
        listed = "; ".join(f"{say.source(one)}, {words.day(one.day)}: {say.stated(one)}" for one in group.estimates)
        told.append(f"{group.label}, the highest first: {listed}.")
    return " ".join((*told, *say.sentences(found)))


def _described(svg: str, found: Compared) -> str:
    title, text = escape(say.heading(found)), escape(description(found))
    head = '<svg role="img" aria-labelledby="compare-title compare-desc"'
    told = f'<title id="compare-title">{title}</title><desc id="compare-desc">{text}</desc>'
    return re.sub(r"<svg\b([^>]*)>", lambda m: f"{head}{m[1]}>{told}", svg, count=1)


def _page(found: Compared, svg: str) -> str:
    heading = escape(say.heading(found))
    head = ("Source", "Figure", "Day", "Counts", "Official count that day", "Who", "Published")
    tables = []
    for group in found.groups:
        rows = []
        for one in group.estimates:
            address = words.link(one.url)
            figure = escape(say.stated(one))
            cells = (
                f'<a href="{escape(address)}">{figure}</a>' if address else figure,
                escape(words.day(one.day)),
                escape(say.counts(one)),
                escape(say.beside(one) or ("the count itself" if one.is_official else "–")),
                escape(say.whose(one)),
                escape(words.day(one.published) if one.published else "nobody tells"),
            )
            row = "".join(f"<td>{cell}</td>" for cell in cells)
            rows.append(f'<tr><th scope="row">{escape(say.source(one))}</th>{row}</tr>')
        columns = "".join(f'<th scope="col">{name}</th>' for name in head)
        tables.append(
            f'<div class="table" tabindex="0" role="region" aria-label="{escape(group.label)} in figures"><table>'
            f"<caption>{escape(group.label)}: {escape(group.note)}</caption><thead><tr>{columns}</tr></thead>"
            f"<tbody>{chr(10).join(rows)}</tbody></table></div>"
        )
    sentences = "".join(f"<p>{escape(sentence)}</p>" for sentence in say.sentences(found))
    left = "".join(f"<li>{escape(say.left_out(one))}</li>" for one in found.left_out)
    out = f"<h2>Left out</h2><ul>{left}</ul>" if left else ""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{heading}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style></head>\n<body><main><h1>{heading}</h1>\n"
        f'<figure tabindex="0">{svg}</figure>\n{sentences}\n{"".join(tables)}{out}</main></body></html>\n'
    )


# The chart holds the heading already; where the page is narrow, chart and tables scroll rather than shrink.
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#222;margin:2rem auto;max-width:72rem;padding:0 1rem}"
    "h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}p{margin:.4rem 0}"
    "h2{font-size:1rem}a{color:#12355b}"
    "figure,.table{margin:1rem 0;overflow-x:auto}svg{min-width:50rem;max-width:100%;height:auto}"
    "table{border-collapse:collapse;font-size:.9rem;width:100%;min-width:50rem}"
    "caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.2rem .6rem;border-bottom:1px solid #ddd}"
)
