"""A tally's chart: bars of what each step added, its mean, the running total; what not to trust is marked.

A Vega-Lite specification, drawn on this machine by vl-convert (no fonts are fetched). The SVG has a title and a
description for screen readers; every chart has its table beside it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from onrecord.model.codec import to_json
from onrecord.model.errors import OutputError
from onrecord.publish import words
from onrecord.publish.tally import words as say

if TYPE_CHECKING:
    from onrecord.tally import Step, Tally

Form = Literal["svg", "png", "html"]

WIDTH, HEIGHT, TOTAL_HEIGHT = 860, 330, 170
_LINE = 140  # characters in a line of the caption
_SCALE = 2.0  # of the PNG
_ROOM = 32  # between legend and bars, for the axis's title
_SHORT, _LONG = 92, 2200  # days of a window up to which days, and beyond which years, stand at the axis
_DENSE = 160  # more bars than this stand without a gap
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# Colours that stay apart in print, in grey and to those who see red and green alike.
_BAR, _CUT, _MEAN, _TOTAL, _MARK, _INK, _PALE = (
    "#6b9ac4", "#c9d8e6", "#12355b", "#12355b", "#a63d00", "#222222", "#ececec",
)  # fmt: skip
_SIGNS = {
    "restated": ("restated, or does not match what was stated", "triangle-down"),
    "unmatched": ("restated, or does not match what was stated", "triangle-down"),
    "revised": ("restated, or does not match what was stated", "triangle-down"),
    "corrected": ("restated, or does not match what was stated", "triangle-down"),
    "disputed": ("transcriptions differ", "diamond"),
}


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


# --- the specification ------------------------------------------------------------------------------------------


def specification(tally: Tally, *, total: bool = False) -> dict[str, Any]:
    """The chart as Vega-Lite 5. Days are UTC, so that no time zone moves a bar."""
    views = [_bars(tally)]
    if total:
        views.append(_totals(tally))
    views.append(_caption(tally))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": description(tally),
        "background": "white",
        "padding": 16,
        "title": {
            "text": wrap(say.heading(tally), 80),
            "subtitle": wrap(_subtitle(tally), 120),
            "anchor": "start",
            "frame": "group",
            "fontSize": 19,
            "subtitleFontSize": 13,
            "subtitlePadding": 6,
            "offset": 14,
            "color": _INK,
            "subtitleColor": "#444444",
        },
        "vconcat": views,
        "spacing": 22,
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelColor": _INK, "titleColor": _INK,
                     "titleFontWeight": "normal", "gridColor": "#e3e3e3", "domainColor": "#888888",
                     "tickColor": "#888888"},
            "legend": {"labelFontSize": 12, "labelLimit": 400, "symbolSize": 110, "columnPadding": 22},
        },
    }  # fmt: skip


def _subtitle(tally: Tally) -> str:
    period = say.stretch(tally.window.start, tally.window.end)
    mean = f", and the mean of {tally.average} {tally.by}s" if tally.average else ""
    steps = {
        "day": "Each day's",
        "week": "Each week's (Monday to Sunday)",
        "month": "Each month's",
        "year": "Each year's",
    }
    return f"{steps[tally.by]} addition to the official total{mean}, {period}"


def _bars(tally: Tally) -> dict[str, Any]:
    rows = [_row(step) for step in tally.steps]
    kinds = {f"added each {tally.by}": _BAR}
    if any(not step.complete for step in tally.steps):
        kinds[f"{tally.by} not complete"] = _CUT
    if tally.average:
        kinds[f"mean of {tally.average} {tally.by}s"] = _MEAN
    signs = _signs(tally)
    colour = {
        "type": "nominal",
        "scale": {"domain": list(kinds), "range": list(kinds.values())},
        "legend": {"orient": "top", "title": None, "symbolType": "square", "offset": 4 if signs else _ROOM}
        if len(kinds) > 1
        else None,
    }
    bar = {"type": "rect", "stroke": "white", "strokeWidth": 0 if len(rows) > _DENSE else 1, "clip": False}
    x, x2 = _time("start", tally, labelled=True), {"field": "stop"}
    y = {
        "field": "increment",
        "type": "quantitative",
        "scale": {"zero": True, "nice": 6},
        "axis": {"title": f"added each {tally.by}", "format": ",d", "titleAlign": "left", "titleAngle": 0,
                 "titleAnchor": "end", "titleX": 0, "titleY": -10, "tickCount": 6},
    }  # fmt: skip
    layers: list[dict[str, Any]] = []
    if any(step.increment is None for step in tally.steps):
        # A gap is drawn as one: pale from top to bottom, never as a bar of nought.
        layers.append(
            {
                "transform": [{"filter": "datum.increment == null"}],
                "mark": {"type": "rect", "color": _PALE},
                "encoding": {"x": x, "x2": x2},
            }
        )
    layers.append({"mark": bar, "encoding": {"x": x, "x2": x2, "y": y, "y2": {"datum": 0},
                                               "color": {"field": "kind", **colour}}})  # fmt: skip
    if tally.average:
        mean = {"datum": f"mean of {tally.average} {tally.by}s", **colour}
        layers.append(
            {
                "mark": {"type": "line", "strokeWidth": 2.2, "invalid": "break-paths-show-path-domains"},
                "encoding": {"x": _time("middle", tally), "y": {**y, "field": "average"}, "color": mean},
            }
        )
    layers.extend(signs)
    layers.extend(_changes(tally))
    return {"width": WIDTH, "height": HEIGHT, "data": {"values": rows}, "layer": layers,
            "resolve": {"scale": {"shape": "independent"}}}  # fmt: skip


def _signs(tally: Tally) -> list[dict[str, Any]]:
    rows = []
    for step in tally.steps:
        for sign in dict.fromkeys(_SIGNS[note.code][0] for note in step.notes if note.code in _SIGNS):
            rows.append({**_row(step), "sign": sign, "top": max(step.increment or 0, 0)})
    if not rows:
        return []
    shapes = {label: shape for label, shape in _SIGNS.values() if any(row["sign"] == label for row in rows)}
    lifted = {label: -9 - 13 * at for at, label in enumerate(shapes)}
    return [
        {
            "data": {"values": [row for row in rows if row["sign"] == label]},
            "mark": {
                "type": "point",
                "filled": True,
                "color": _MARK,
                "size": 60,
                "opacity": 1,
                "yOffset": lifted[label],
            },
            "encoding": {
                "x": _time("middle", tally),
                "y": {"field": "top", "type": "quantitative"},
                "shape": {
                    "datum": label,
                    "type": "nominal",
                    "scale": {"domain": [label], "range": [shapes[label]]},
                    "legend": {
                        "orient": "top",
                        "title": None,
                        "symbolFillColor": _MARK,
                        "symbolStrokeWidth": 0,
                        "offset": _ROOM,
                    },
                },
            },
        }
        for label in shapes
    ]


def _changes(tally: Tally) -> list[dict[str, Any]]:
    rows = [
        {"start": _iso(d.start), "text": f"from here: {d.name.replace('-', ' ')}"}
        for d in tally.definitions[1:]
        if tally.window.start <= d.start <= tally.window.end
    ]
    if not rows:
        return []
    x = _time("start", tally)
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "color": _MARK, "strokeDash": [5, 4], "strokeWidth": 1.5},
            "encoding": {"x": x},
        },
        {
            "data": {"values": rows},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "top",
                "dx": 6,
                "dy": 2,
                "fontSize": 12,
                "color": _MARK,
            },
            "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "text"}},
        },
    ]


def _totals(tally: Tally) -> dict[str, Any]:
    values = [{"day": _iso(s.end), "total": s.total, "definition": s.definition} for s in tally.steps]
    x = _time("day", tally, labelled=True)
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "line", "color": _TOTAL, "strokeWidth": 2, "invalid": "break-paths-show-path-domains"},
            "encoding": {
                "x": x,
                "y": {
                    "field": "total",
                    "type": "quantitative",
                    "scale": {"zero": False},
                    "axis": {
                        "title": "running total",
                        "format": ",d",
                        "titleAlign": "left",
                        "titleAngle": 0,
                        "titleAnchor": "end",
                        "titleX": 0,
                        "titleY": -10,
                        "tickCount": 4,
                    },
                },
                "detail": {"field": "definition", "type": "nominal"},
            },
        }
    ]
    near = tally.window.start + (tally.window.end - tally.window.start) / 4
    passed = [m for m in tally.marks if tally.window.start <= m.day <= tally.window.end][-8:]
    for marks, side in (
        ([m for m in passed if m.day > near], {"align": "right", "dx": -8, "dy": -6}),
        ([m for m in passed if m.day <= near], {"align": "left", "dx": 8, "dy": 10}),
    ):
        rows = [
            {"day": _iso(m.day), "total": m.total, "text": f"{words.number(m.mark)} on {words.day(m.day)}"}
            for m in marks
        ]
        place = {"x": x, "y": {"field": "total", "type": "quantitative"}}
        dot = {"type": "point", "filled": True, "color": _MARK, "opacity": 1}
        text = {"type": "text", "fontSize": 11, "color": _INK, **side}
        if rows:
            layers.append({"data": {"values": rows}, "mark": dot, "encoding": place})
            layers.append({"data": {"values": rows}, "mark": text, "encoding": {**place, "text": {"field": "text"}}})
    return {"width": WIDTH, "height": TOTAL_HEIGHT, "data": {"values": values}, "layer": layers}


def _caption(tally: Tally) -> dict[str, Any]:
    as_of = f"as published by {words.day(tally.as_of)}" if tally.as_of else "as now on record"
    source = tally.source[:1].upper() + tally.source[1:]
    told = [f"Source: {source}, {as_of}. One belligerent's count of the other's losses; not independently verified."]
    told.append(f"Transcription: {words.line(tally.chosen)}.")
    if any(step.increment is None for step in tally.steps):
        told.append("Grey: unknown, because a total is missing or what is counted changed.")
    lines = [line for sentence in told for line in wrap(sentence, _LINE)]
    return {
        "width": WIDTH,
        "height": 15 * len(lines),
        "data": {"values": [{}]},
        "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 11.5, "lineHeight": 15,
                 "color": "#444444", "text": lines, "x": 0, "y": 0},
    }  # fmt: skip


def _row(step: Step) -> dict[str, Any]:
    middle = step.start + (step.end - step.start) / 2
    return {
        "label": step.label,
        "start": _iso(step.start),
        "stop": _iso(step.end + timedelta(days=1)),
        "middle": f"{_iso(middle)[:10]}T{'12' if (step.end - step.start).days % 2 == 0 else '00'}:00:00Z",
        "increment": step.increment,
        "average": step.average,
        "kind": f"added each {step_kind(step)}" if step.complete else f"{step_kind(step)} not complete",
    }


def step_kind(step: Step) -> str:
    """What period a step is, told by its label."""
    if "W" in step.label:
        return "week"
    return {4: "year", 7: "month"}.get(len(step.label), "day")


def _time(field: str, tally: Tally, *, labelled: bool = False) -> dict[str, Any]:
    stop = tally.window.end + timedelta(days=1)
    days = (stop - tally.window.start).days
    axis = {"title": None, "grid": False, "labelOverlap": True, "labelFlush": False, **_ticks(days)}
    return {
        "field": field,
        "type": "temporal",
        "scale": {"type": "utc", "domain": [_iso(tally.window.start), _iso(stop)]},
        **({"axis": axis} if labelled else {}),
    }


def _ticks(days: int) -> dict[str, Any]:
    """Days while they fit; months with the year in place of January; years."""
    if days <= _SHORT:
        return {"format": "%-d %b", "tickCount": min(days, 12)}
    if days > _LONG:
        return {"format": "%Y", "tickCount": {"interval": "year", "step": 1}}
    months = "utcFormat(datum.value, utcmonth(datum.value) == 0 ? '%Y' : '%b')"
    return {"labelExpr": months, "tickCount": {"interval": "month", "step": 1 if days <= _SHORT * 5 else 3}}


def _iso(day: Any) -> str:
    return f"{day.isoformat()}T00:00:00Z"


# --- for those who do not see it --------------------------------------------------------------------------------


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
        f"<style>{_STYLE}</style></head>\n<body><main><h1>{heading}</h1>\n<figure>{svg}</figure>\n{sentences}\n"
        f"<table><caption>The same in figures</caption><thead><tr>{columns}</tr></thead>\n"
        f"<tbody>{chr(10).join(rows)}</tbody></table></main></body></html>\n"
    )


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#222;margin:2rem auto;max-width:64rem;padding:0 1rem}"
    "figure{margin:1rem 0;overflow-x:auto}svg{max-width:100%;height:auto}h1{font-size:1.4rem}"
    "table{border-collapse:collapse;font-size:.9rem;width:100%}"
    "caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "th,td{text-align:right;padding:.2rem .6rem;border-bottom:1px solid #ddd;font-variant-numeric:tabular-nums}"
    "th:first-child,td:nth-last-child(-n+2){text-align:left}"
)
