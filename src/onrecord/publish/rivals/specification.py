"""A comparison's chart as a Vega-Lite specification: for each metric one axis, on it each source's interval and best
figure, and beside it the official total of the same day. A belligerent's figure has a shape and colour of its own."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from onrecord.publish import words
from onrecord.publish.charts import INK, caption, framed
from onrecord.publish.rivals import words as say
from onrecord.rivals import size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.rivals import Compared, Estimate

WIDTH, STEP = 480, 34
_LETTER, _LABELS = 6.2, 520  # pixels of a label's character, and of the longest label
_LINE = 150  # characters in a line of the caption
_OFFICIAL = "#a63d00"
# Told by shape as well as by colour, so that print in grey and every eye can tell them.
STANDINGS = {
    "belligerent": ("a belligerent's own", "square", "#a63d00"),
    "of_a_side": ("of a side", "triangle-up", "#8a6d00"),
    "third_party": ("a third party", "circle", "#12355b"),
    "unknown": ("nobody tells whose side", "diamond", "#666666"),
}
_KEY = (
    "Each source's last figure. Bar: low to high; mark: best; arrow: an open end; stroke: the official total that day"
)
_ENDS = {"low": ("triangle-right", 7), "high": ("triangle-left", -7)}


def specification(found: Compared) -> dict[str, Any]:
    """The chart as Vega-Lite 5; with `across`, all metrics on one axis."""
    present = {one.standing for group in found.groups for one in group.estimates}
    standings = [name for name in STANDINGS if name in present]
    room = _room(found)
    if found.across is not None:
        views = [
            _axis("All metrics on one axis: they do not count the same", found.across, standings, room, across=True)
        ]
    else:
        views = [_axis(f"{group.label}: {group.note}", group.estimates, standings, room) for group in found.groups]
    return framed(
        [*views, _caption(found, room)], heading=say.heading(found), subtitle=_KEY, spacing=26, across="bounds"
    )


def _axis(
    title: str, estimates: Sequence[Estimate], standings: Sequence[str], room: int, *, across: bool = False
) -> dict[str, Any]:
    rows = [_row(one, across) for one in estimates]
    y = {
        "field": "name",
        "type": "nominal",
        "sort": [row["name"] for row in rows],
        "axis": {
            "title": None,
            "labelLimit": _LABELS,
            "minExtent": room,
            "maxExtent": room,
            "ticks": False,
            "domain": False,
            "grid": True,
        },
    }
    x = {
        "field": "at",
        "type": "quantitative",
        "scale": {"zero": True, "nice": 6},
        "axis": {"title": None, "format": ",d", "tickCount": 6},
    }
    # The same for every axis: they share one legend.
    names = [STANDINGS[name][0] for name in standings]
    color = {
        "field": "standing",
        "type": "nominal",
        "scale": {"domain": names, "range": [STANDINGS[name][2] for name in standings]},
        "legend": {"orient": "top", "title": None, "offset": 4, "symbolOpacity": 1},
    }
    shape = {**color, "scale": {"domain": names, "range": [STANDINGS[name][1] for name in standings]}}
    layers: list[dict[str, Any]] = []
    if any(row["official"] is not None for row in rows):
        layers.append({
            "transform": [{"filter": "datum.official != null"}],
            "mark": {"type": "tick", "color": _OFFICIAL, "thickness": 2.5, "size": 24},
            "encoding": {"x": {**x, "field": "official"}, "y": y},
        })  # fmt: skip
    layers.append({
        "transform": [{"filter": "datum.low != null && datum.high != null"}],
        "mark": {"type": "rule", "strokeWidth": 7, "opacity": 0.6},
        "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y, "color": color},
    })  # fmt: skip
    layers.append({
        "transform": [{"filter": "datum.best != null"}],
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
        "encoding": {"x": {**x, "field": "best"}, "y": y, "color": color, "shape": shape},
    })  # fmt: skip
    for end, (arrow, shift) in _ENDS.items():
        other = "high" if end == "low" else "low"
        layers.append({
            "transform": [{"filter": f"datum.{end} != null && datum.{other} == null"}],
            "mark": {"type": "point", "shape": arrow, "filled": True, "size": 120, "opacity": 1, "xOffset": shift},
            "encoding": {"x": {**x, "field": end}, "y": y, "color": color},
        })  # fmt: skip
    layers.append({
        "mark": {"type": "text", "align": "left", "fontSize": 12, "color": INK},
        "encoding": {"x": {"value": WIDTH + 18}, "y": y, "text": {"field": "told"}},
    })  # fmt: skip
    return {
        "title": {"text": wrap(title, 90), "anchor": "start", "frame": "bounds", "fontSize": 14, "color": INK},
        "width": WIDTH,
        "height": {"step": STEP},
        "data": {"values": rows},
        "layer": layers,
    }


def _room(found: Compared) -> int:
    """Pixels for the names at the axes, the same for all."""
    across = found.across is not None
    names = (_row(one, across)["name"] for group in found.groups for one in group.estimates)
    return min(_LABELS, int(max(map(len, names)) * _LETTER) + 8)


def _row(one: Estimate, across: bool) -> dict[str, Any]:
    metric = f", {one.metric.replace('_', ' ')}" if across else ""
    through = f" ({one.chain[-2]})" if len(one.chain) > 2 else ""
    name = words.line(one.source)
    return {
        "name": f"{name[:1].upper()}{name[1:]}{through}, {words.day(one.day)}{metric}",
        "low": one.low,
        "best": one.best,
        "high": one.high,
        "at": size(one),
        "official": one.official.value if one.official else None,
        "standing": STANDINGS[one.standing][0],
        "told": say.stated(one),
    }


def _caption(found: Compared, room: int) -> dict[str, Any]:
    told = say.sentences(found)
    if found.left_out:
        told.append("Left out: " + "; ".join(say.left_out(one).replace("; ", ", ") for one in found.left_out[:6]) + ".")
    return caption(told, width=WIDTH, letters=_LINE, left=room)
