"""A tally's chart as a Vega-Lite specification: bars of what each step added, its mean, the running total; what not
to trust is marked, what is unknown is a gap. Days are UTC, so that no time zone moves a bar."""

from __future__ import annotations

from datetime import timedelta
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from onrecord.publish import words
from onrecord.publish.tally import words as say

if TYPE_CHECKING:
    from onrecord.tally import Step, Tally

WIDTH, HEIGHT, TOTAL_HEIGHT = 860, 330, 170
_LINE = 140  # characters in a line of the caption
_ROOM = 32  # between legend and bars, for the axis's title
_SHORT, _LONG = 92, 2200  # days of a window up to which days, and beyond which years, stand at the axis
_DENSE = 160  # more bars than this stand without a gap
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# Colours that stay apart in print, in grey and to those who see red and green alike.
_BAR, _CUT, _MEAN, _TOTAL, _MARK, _INK, _PALE = (
    "#6b9ac4", "#c9d8e6", "#12355b", "#12355b", "#a63d00", "#222222", "#ececec",
)  # fmt: skip
_SIGNS = {
    "restated": ("restated, revised, or not what was stated", "triangle-down"),
    "unmatched": ("restated, revised, or not what was stated", "triangle-down"),
    "revised": ("restated, revised, or not what was stated", "triangle-down"),
    "corrected": ("restated, revised, or not what was stated", "triangle-down"),
    "disputed": ("transcriptions differ", "diamond"),
}


def specification(tally: Tally, *, total: bool = False) -> dict[str, Any]:
    """The chart as Vega-Lite 5, with the running total's line below when `total`."""
    views = [_bars(tally)]
    if total:
        views.append(_totals(tally))
    views.append(_caption(tally))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
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
                "mark": {"type": "rect", "color": _PALE, "stroke": _PALE},
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
