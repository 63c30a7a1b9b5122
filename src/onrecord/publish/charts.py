"""What all charts share: drawn on this machine by vl-convert, with no fonts fetched, as SVG that screen readers can
tell, PNG for print, or a page that has the table too; and how they look."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from onrecord.model.codec import to_json
from onrecord.model.errors import OutputError

if TYPE_CHECKING:
    from onrecord.publish import ChartForm

INK = "#222222"
SCALE = 2.0  # of a PNG
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_GREY = "#444444"


def drawn(
    specification: dict[str, Any], form: ChartForm, *, heading: str, description: str, page: Callable[[str], str]
) -> bytes:
    """The picture of a Vega-Lite specification; `description` is the chart in words, for those who do not see it,
    `page` makes a page around an SVG. Raises OutputError where it cannot be drawn."""
    try:
        import vl_convert
    except ImportError:
        raise OutputError("charts need vl-convert-python", "install it: pip install vl-convert-python") from None
    spec = to_json(specification).decode()
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=SCALE))
    svg = _described(vl_convert.vegalite_to_svg(spec), heading, description)
    return (svg if form == "svg" else page(svg)).encode()


def _described(svg: str, heading: str, description: str) -> str:
    """The SVG with a title and a description, and the role that makes a screen reader tell them."""
    head = '<svg role="img" aria-labelledby="chart-title chart-desc"'
    told = f'<title id="chart-title">{escape(heading)}</title><desc id="chart-desc">{escape(description)}</desc>'
    return re.sub(r"<svg\b([^>]*)>", lambda m: f"{head}{m[1]}>{told}", svg, count=1)


def framed(
    views: Sequence[dict[str, Any]], *, heading: str, subtitle: str, spacing: int, across: str
) -> dict[str, Any]:
    """`views` below each other under a heading, as Vega-Lite 5 in the look of the house; `across` is what the heading
    stands over: "group", the views, or "bounds", their axes' labels too."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "padding": 16,
        "title": {
            "text": wrap(heading, 80),
            "subtitle": wrap(subtitle, 120),
            "anchor": "start",
            "frame": across,
            "fontSize": 19,
            "subtitleFontSize": 13,
            "subtitlePadding": 6,
            "offset": 14,
            "color": INK,
            "subtitleColor": _GREY,
        },
        "vconcat": list(views),
        "spacing": spacing,
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelColor": INK, "titleColor": INK,
                     "titleFontWeight": "normal", "gridColor": "#e3e3e3", "domainColor": "#888888",
                     "tickColor": "#888888"},
            "legend": {"labelFontSize": 12, "labelLimit": 400, "symbolSize": 110, "columnPadding": 22},
        },
    }  # fmt: skip


def caption(sentences: Sequence[str], *, width: int, letters: int, left: int = 0) -> dict[str, Any]:
    """The view below a chart that tells where it is from: lines of at most so many `letters`, `left` pixels out."""
    lines = [line for sentence in sentences for line in wrap(sentence, letters)]
    return {
        "width": width,
        "height": 15 * len(lines),
        "data": {"values": [{}]},
        "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 11.5, "lineHeight": 15,
                 "color": _GREY, "text": lines, "x": -left, "y": 0},
    }  # fmt: skip


def page(heading: str, svg: str, body: str, *, width: int, least: int, style: str) -> str:
    """A page that asks nothing of anybody: the chart, and `body`, HTML that tells the same. At most `width` rem wide;
    chart and tables are at least `least` rem wide, and scroll rather than shrink."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(heading)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_style(width, least)}{style}</style></head>\n<body><main><h1>{escape(heading)}</h1>\n"
        f'<figure tabindex="0">{svg}</figure>\n{body}</main></body></html>\n'
    )


def table(label: str, caption: str, head: Sequence[str], rows: Sequence[str]) -> str:
    """A table that scrolls by itself; `rows` are HTML."""
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{columns}</tr></thead>\n"
        f"<tbody>{chr(10).join(rows)}</tbody></table></div>"
    )


def _style(width: int, least: int) -> str:
    # The chart holds the heading already.
    return (
        f"body{{font:16px/1.5 system-ui,sans-serif;color:{INK};margin:2rem auto;max-width:{width}rem;padding:0 1rem}}"
        "h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}p{margin:.4rem 0}"
        f"figure,.table{{margin:1rem 0;overflow-x:auto}}svg{{min-width:{least}rem;max-width:100%;height:auto}}"
        f"table{{border-collapse:collapse;font-size:.9rem;width:100%;min-width:{least}rem}}"
        "caption{text-align:left;font-weight:bold;padding:.5rem 0}"
        "th,td{padding:.2rem .6rem;border-bottom:1px solid #ddd}"
    )
