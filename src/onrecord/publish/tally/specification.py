"""A tally's chart as a Vega-Lite specification: bars of what each step added, its mean, the running total; what not
to trust is marked, what is unknown is a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.publish import words
from onrecord.publish.charts import INK, caption, framed
from onrecord.publish.tally import axis
from onrecord.publish.tally import words as say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.tally import Passed, Step, Tally

WIDTH, HEIGHT, TOTAL_HEIGHT = 860, 330, 170
_LINE = 140  # characters in a line of the caption
_ROOM = 32  # between legend and bars, for the axis's title
_DENSE = 160  # more bars than this stand without a gap
_GAP = 0.08  # of a bar's width, left free on either side
_LETTER = 7  # pixels of a figure's digit
_FEW = 14  # up to so many bars have their figures written at them
# Colours that stay apart in print, in grey and to those who see red and green alike.
_BAR, _CUT, _MEAN, _TOTAL, _MARK, _PALE = (
    "#6b9ac4", "#c9d8e6", "#12355b", "#12355b", "#a63d00", "#ececec",
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
    return framed(views, heading=say.heading(tally), subtitle=_subtitle(tally), spacing=22, across="group")


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
    rows = [_row(step, tally) for step in tally.steps]
    signs = _signs(tally)
    x, x2 = axis.time("start", tally, WIDTH, labelled=True), {"field": "stop"}
    y = {
        "field": "increment",
        "type": "quantitative",
        "scale": {"zero": True, "nice": 6},
        "axis": _title(f"{say.noun(tally.category)} added each {tally.by}") | {"tickCount": 6},
    }
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
    colour = _colour(tally, bool(signs))
    sides = {"x": {**x, "field": "left"}, "x2": {"field": "right"}}
    place = {**sides, "y": y, "y2": {"datum": 0}}
    # Bars thinner than a pixel or two would let the white between them shine through.
    edge = {"stroke": {**colour, "legend": None}} if len(rows) > WIDTH / 2 else {}
    layers.append({"mark": {"type": "rect", "strokeWidth": 0.5}, "encoding": {**place, "color": colour, **edge}})
    layers.append({"mark": {"type": "rule", "color": "#888888"}, "encoding": {"y": {"datum": 0}}})
    if tally.average:
        layers.append(_mean(tally, y))
    elif len(rows) <= _FEW:
        layers.extend(_figures(tally, y))
    layers.extend(signs)
    layers.extend(_changes(tally))
    return {"width": WIDTH, "height": HEIGHT, "data": {"values": rows}, "layer": layers,
            "resolve": {"scale": {"shape": "independent"}}}  # fmt: skip


def _title(told: str) -> dict[str, Any]:
    """An axis of figures whose title lies above it, so that it is read as it stands."""
    return {"title": told, "format": ",d", "titleAlign": "left", "titleAngle": 0, "titleAnchor": "end", "titleX": 0,
            "titleY": -10, "titleLimit": WIDTH}  # fmt: skip


def _legend(symbol: str, *, above: bool) -> dict[str, Any]:
    """`above`: something else keeps it apart from the bars."""
    return {"orient": "top", "title": None, "symbolType": symbol, "offset": 4 if above else _ROOM}


def _colour(tally: Tally, above: bool) -> dict[str, Any]:
    kinds = {f"added each {tally.by}": _BAR}
    if any(not step.complete for step in tally.steps):
        kinds[f"{tally.by} not complete"] = _CUT
    shown = len(kinds) > 1 or tally.average is not None
    return {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(kinds), "range": list(kinds.values())},
        "legend": _legend("square", above=above) if shown else None,
    }


def _mean(tally: Tally, y: dict[str, Any]) -> dict[str, Any]:
    told = f"mean of {tally.average} {tally.by}s"
    stroke = {
        "datum": told,
        "type": "nominal",
        "scale": {"domain": [told], "range": [_MEAN]},
        "legend": _legend("stroke", above=True),
    }
    return {
        "mark": {"type": "line", "strokeWidth": 2.2, "invalid": "break-paths-show-path-domains"},
        "encoding": {"x": axis.time("middle", tally, WIDTH), "y": {**y, "field": "average"}, "stroke": stroke},
    }


def _figures(tally: Tally, y: dict[str, Any]) -> list[dict[str, Any]]:
    """What a few bars come to, written above them, or below those that fall."""
    x = axis.time("middle", tally, WIDTH)
    return [
        {
            "transform": [{"filter": f"datum.increment != null && datum.increment {side}"}],
            "mark": {"type": "text", "dy": dy, "fontSize": 12, "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "told"}},
        }
        for side, dy in ((">= 0", -8), ("< 0", 9))
    ]


def _signs(tally: Tally) -> list[dict[str, Any]]:
    rows = []
    for step in tally.steps:
        for sign in dict.fromkeys(_SIGNS[note.code][0] for note in step.notes if note.code in _SIGNS):
            rows.append({**_row(step, tally), "sign": sign, "top": max(step.increment or 0, 0)})
    if not rows:
        return []
    shapes = {label: shape for label, shape in _SIGNS.values() if any(row["sign"] == label for row in rows)}
    lowest = -9 if tally.average or len(tally.steps) > _FEW else -22
    lifted = {label: lowest - 13 * at for at, label in enumerate(shapes)}
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
                "x": axis.time("middle", tally, WIDTH),
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
    changes = [d for d in tally.definitions[1:] if tally.window.start <= d.start <= tally.window.end]
    if not changes:
        return []
    late = tally.window.start + (tally.window.end - tally.window.start) * 0.7
    side = {"align": "right", "dx": -6} if changes[-1].start > late else {"align": "left", "dx": 6}
    rows = [{"start": axis.begins(d.start), "text": f"from here: {d.name.replace('-', ' ')}"} for d in changes]
    x = axis.time("start", tally, WIDTH)
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
                "baseline": "top",
                "dy": 2,
                "fontSize": 12,
                "color": _MARK,
                **side,
            },
            "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "text"}},
        },
    ]


def _totals(tally: Tally) -> dict[str, Any]:
    passed = [m for m in tally.marks if tally.window.start <= m.day <= tally.window.end][-8:]
    values = _running(tally, passed)
    known = [value["total"] for value in values if value["total"] is not None]
    nought = not known or min(known) < max(known) / 2
    title = f"running total of {say.noun(tally.category)}" + ("" if nought else " (the axis does not begin at 0)")
    x = axis.time("moment", tally, WIDTH, labelled=True, line=True)
    y = {
        "field": "total",
        "type": "quantitative",
        "scale": {"zero": True} if nought else {"zero": False, "padding": 14},
        "axis": _title(title) | {"tickCount": 4},
    }
    layers: list[dict[str, Any]] = [
        {
            "mark": {
                "type": "line",
                "color": _TOTAL,
                "strokeWidth": 2,
                "invalid": "break-paths-show-path-domains",
                # A total between two gaps is no line, and would not be seen.
                "point": {"filled": True, "size": 12, "color": _TOTAL} if len(known) < len(values) else False,
            },
            "encoding": {"x": x, "y": y, "detail": {"field": "definition", "type": "nominal"}},
        }
    ]
    near = tally.window.start + (tally.window.end - tally.window.start) / 4
    low = max(known) / 10 if nought and known else 0  # there is no room below
    for marks, side in (
        ([m for m in passed if m.day > near], {"align": "right", "dx": -8, "dy": -6}),
        ([m for m in passed if m.day <= near and m.total > low], {"align": "left", "dx": 8, "dy": 10}),
        ([m for m in passed if m.day <= near and m.total <= low], {"align": "left", "dx": -2, "dy": -10}),
    ):
        rows = [{"moment": axis.stands(m.day, tally), "total": m.total, "text": _told(m)} for m in marks]
        place = {"x": x, "y": {"field": "total", "type": "quantitative"}}
        dot = {"type": "point", "filled": True, "color": _MARK, "opacity": 1}
        text = {"type": "text", "fontSize": 11, "color": INK, **side}
        if rows:
            layers.append({"data": {"values": rows}, "mark": dot, "encoding": place})
            layers.append({"data": {"values": rows}, "mark": text, "encoding": {**place, "text": {"field": "text"}}})
    return {"width": WIDTH, "height": TOTAL_HEIGHT, "data": {"values": values}, "layer": layers}


def _running(tally: Tally, passed: Sequence[Passed]) -> list[dict[str, Any]]:
    """The totals by when they stand: of the steps, before the first, and of the marks, so that the line meets them."""
    found = {axis.stands(s.end, tally): (s.total, s.definition) for s in tally.steps}
    first = tally.steps[0]
    if tally.by != "day" and first.total is not None and first.increment is not None:
        found[axis.begins(first.start)] = (first.total - first.increment, first.definition)
    for one in passed:
        found[axis.stands(one.day, tally)] = (one.total, one.definition)
    out, counted = [], first.definition
    for moment, (total, definition) in sorted(found.items()):
        # A day without a total breaks the line that it stands in, and so is of what was counted last.
        counted = counted if total is None else definition
        out.append({"moment": moment, "total": total, "definition": counted})
    return out


def _told(mark: Passed) -> str:
    followed = mark.previous is not None and (mark.day - mark.previous).days == 1
    return f"{words.number(mark.mark)} {'on' if followed else 'by'} {words.day(mark.day)}"


def _caption(tally: Tally) -> dict[str, Any]:
    as_of = f"as published by {words.day(tally.as_of)}" if tally.as_of else "as now on record"
    source = tally.source[:1].upper() + tally.source[1:]
    told = [f"Source: {source}, {as_of}. One belligerent's count of the other's losses; not independently verified."]
    told.append(f"Transcription: {words.line(tally.chosen)}.")
    if any(step.increment is None for step in tally.steps):
        told.append("Grey: unknown, because a total is missing or what is counted changed.")
    return caption(told, width=WIDTH, letters=_LINE)


def _row(step: Step, tally: Tally) -> dict[str, Any]:
    left, right = axis.inside(step, _GAP if len(tally.steps) <= _DENSE else 0, tally, WIDTH)
    told = say.signed(step.increment)
    return {
        "label": step.label,
        "start": axis.begins(step.start),
        "stop": axis.ends(step.end),
        "left": left,
        "right": right,
        "middle": axis.middle(step),
        "increment": step.increment,
        "told": told if axis.pixels(step, tally, WIDTH) > len(told) * _LETTER else "",
        "average": step.average,
        "kind": f"added each {step_kind(step)}" if step.complete else f"{step_kind(step)} not complete",
    }


def step_kind(step: Step) -> str:
    """What period a step is, told by its label."""
    if "W" in step.label:
        return "week"
    return {4: "year", 7: "month"}.get(len(step.label), "day")
