"""Area won and lost as a picture: for each span of days one axis, on it how the maps changed over those days and what
people stated of the very same. Like with like again: a week's gain and a summer's share no axis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from onrecord.model.codec import to_json
from onrecord.publish import charts, words
from onrecord.publish.charts import INK, caption, framed
from onrecord.publish.rivals import words as say
from onrecord.publish.rivals.specification import STANDINGS
from onrecord.rivals import km2

if TYPE_CHECKING:
    from onrecord.publish import ChartForm
    from onrecord.rivals import Areas, MapChange, Stated

_WIDTH, _STEP = 420, 34
_LETTER, _LABELS = 6.2, 420  # pixels of a label's character, and of the longest label
_LINE = 150  # characters in a line of the caption
_KEY = "Bar: how the area on a map changed, net, over the days named. Mark: what somebody stated of those days"
_DAYS = tuple[date | None, date | None]


def areas_chart(found: Areas, form: ChartForm) -> bytes:
    """The picture. Raises OutputError where it cannot be drawn."""
    return charts.drawn(
        specification(found),
        form,
        heading=say.area_heading(found),
        description=description(found),
        page=lambda svg: _page(found, svg),
    )


def specification(found: Areas) -> dict[str, Any]:
    """The chart as Vega-Lite 5. To the left Russia has less, to the right more."""
    panels = [(days, rows) for days, rows in _panels(found).items() if rows]
    every = [row for _, rows in panels for row in rows]
    room = min(_LABELS, int(max((len(row["name"]) for row in every), default=20) * _LETTER) + 8)
    standings = [name for name in STANDINGS if any(row["standing"] == STANDINGS[name][0] for row in every)]
    views = [_axis(say.days(*days), rows, standings, room) for days, rows in panels]
    told = caption([*say.area_sentences(found), *_undrawn(found)], width=_WIDTH, letters=_LINE, left=room)
    return framed([*views, told], heading=say.area_heading(found), subtitle=_KEY, spacing=26, across="bounds")


def _panels(found: Areas) -> dict[_DAYS, list[dict[str, Any]]]:
    """Rows by the days that they are about, the window's own first."""
    panels: dict[_DAYS, list[dict[str, Any]]] = {}
    panels[found.start, found.end] = [_map(one) for one in found.maps]
    for one in found.stated:
        row = _stated(one)
        if row is None:
            continue
        days = one.start, one.end
        if days not in panels:
            panels[days] = [_map(change) for change in one.maps]
        panels[days].append(row)
    return panels


def _map(one: MapChange) -> dict[str, Any]:
    change = one.change_km2
    more = None if change is None else change if one.actor == "russia" else -change
    told = "no map of those days" if change is None else say.both(change, one.change_sq_mi)
    return _row(f"{words.line(one.source)}, map: held by {say.SIDES[one.actor]}", one.standing, told, map=more)


def _stated(one: Stated) -> dict[str, Any] | None:
    """None for what has no direction or no area: a share of a place, a gain of nobody told."""
    sign = _sign(one)
    if sign is None or one.km2 is None:
        return None
    exact = one.bound in ("exact", "about", "nearly")
    low, high = (None, None) if exact else (km2(one.low, one.unit), km2(one.high, one.unit))
    place = f", {words.line(one.place)}" if one.place else ""
    return _row(
        f"{say.stated_by(one)}{place}",
        one.standing,
        say.stated_area(one),
        **_drawn(sign, one.km2, low, high),
    )


def _drawn(sign: int, value: Decimal, low: Decimal | None, high: Decimal | None) -> dict[str, Any]:
    """An interval, or a figure with a sign for the end that is open."""
    if low is not None and high is not None:
        return {"low": sign * low, "high": sign * high}
    outward = {None: "", True: "›", False: "‹"}[None if low is high else (low is not None) == (sign > 0)]
    return {"best": sign * value, "open": outward}


def _row(name: str, standing: str, told: str, **drawn: Any) -> dict[str, Any]:
    blank = {"map": None, "best": None, "low": None, "high": None, "open": ""}
    return {"name": name, "standing": STANDINGS[standing][0], "told": told, **blank, **drawn}


def _sign(one: Stated) -> int | None:
    """Whether Russia has more by it."""
    if one.event not in ("gain", "loss") or one.actor not in ("russia", "ukraine"):
        return None
    return 1 if (one.event == "gain") == (one.actor == "russia") else -1


def _axis(title: str, rows: list[dict[str, Any]], standings: list[str], room: int) -> dict[str, Any]:
    rows = [{**row, "line": n} for n, row in enumerate(rows)]
    names = to_json([row["name"] for row in rows]).decode()
    y = {
        "field": "line",
        "type": "ordinal",
        "axis": {
            "title": None, "labelLimit": _LABELS, "minExtent": room, "maxExtent": room, "ticks": False, "domain": False,
            "grid": True, "labelExpr": f"{names}[datum.value]",
        },
    }  # fmt: skip
    most = max((abs(value) for row in rows for key in ("map", "best", "low", "high") if (value := row[key])), default=1)
    scale = {"domain": [-most * Decimal("1.05"), most * Decimal("1.05")], "nice": 4}
    x = {"type": "quantitative", "scale": scale}
    below = {"title": "← Russia has less · km² · Russia has more →", "format": ",~f", "tickCount": 6}
    above = {
        "orient": "top", "title": "sq mi", "titleFontSize": 11, "labelFontSize": 11, "grid": False, "domain": False,
        "tickCount": 6, "labelExpr": "format(datum.value / 2.589988110336, ',.2~f')",
    }  # fmt: skip
    domain = [STANDINGS[name][0] for name in standings]
    legend = {"orient": "top", "title": None, "offset": 4, "symbolOpacity": 1}
    color = {
        "field": "standing", "type": "nominal", "legend": legend,
        "scale": {"domain": domain, "range": [STANDINGS[name][2] for name in standings]},
    }  # fmt: skip
    shape = {**color, "scale": {"domain": domain, "range": [STANDINGS[name][1] for name in standings]}}
    here = {"filter": "datum.map != null"}, {"filter": "datum.best != null"}, {"filter": "datum.low != null"}
    layers: list[dict[str, Any]] = [
        {
            "transform": [here[0]],
            "mark": {"type": "bar", "size": 12, "opacity": 0.6},
            "encoding": {"x": {**x, "field": "map", "axis": below}, "x2": {"datum": 0}, "y": y, "color": color},
        },
        {
            "transform": [here[2]],
            "mark": {"type": "rule", "strokeWidth": 7, "opacity": 0.6},
            "encoding": {"x": {**x, "field": "low", "axis": above}, "x2": {"field": "high"}, "y": y, "color": color},
        },
        {
            "transform": [here[1]],
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            "encoding": {"x": {**x, "field": "best", "axis": None}, "y": y, "color": color, "shape": shape},
        },
        {
            "transform": [here[1]],
            "mark": {"type": "text", "fontSize": 20, "dy": -1, "color": INK},
            "encoding": {"x": {**x, "field": "best", "axis": None}, "y": y, "text": {"field": "open"}},
        },
        {
            "mark": {"type": "text", "align": "left", "fontSize": 12, "color": INK},
            "encoding": {"x": {"value": _WIDTH + 18}, "y": y, "text": {"field": "told"}},
        },
        {"mark": {"type": "rule", "color": "#888888"}, "encoding": {"x": {**x, "datum": 0, "axis": None}}},
    ]
    return {
        "title": {"text": title, "anchor": "start", "frame": "bounds", "fontSize": 14, "color": INK},
        "width": _WIDTH,
        "height": {"step": _STEP},
        "data": {"values": rows},
        "layer": layers,
        "resolve": {"axis": {"x": "independent"}},
    }


def _undrawn(found: Areas) -> Iterator[str]:
    left = [f"{say.stated_by(one)}, {say.stated_area(one)}" for one in found.stated if _stated(one) is None]
    if left:
        yield f"Without a direction or an area, and not drawn: {'; '.join(left)}."


# ---- in words ---------------------------------------------------------------------------------------------------


def description(found: Areas) -> str:
    """The chart in words, for those who do not see it."""
    told = []
    for days, rows in _panels(found).items():
        listed = "; ".join(f"{row['name']}: {row['told']}" for row in rows)
        told.append(f"{say.days(*days)}: {listed or 'no map is on record'}.")
    return " ".join((*told, *say.area_sentences(found), *_undrawn(found)))


def _page(found: Areas, svg: str) -> str:
    maps = [
        _html(
            say.days(one.start, one.end), words.line(one.source), f"held by {say.SIDES[one.actor]}",
            "–" if one.change_km2 is None else say.both(one.change_km2, one.change_sq_mi), one.because or "",
        )
        for one in found.maps
    ]  # fmt: skip
    stated = [
        _html(
            say.days(one.start, one.end), say.stated_by(one), say.stated_area(one), say.over(one) or "–",
            words.quoted(one.text), link=words.link(one.url),
        )
        for one in found.stated
    ]  # fmt: skip
    tables = [charts.table("Maps", "Maps", ("Days", "Map of", "Area", "Change", "Remark"), maps)] if maps else []
    if stated:
        head = ("Days", "Who", "What", "Maps over those days", "In words")
        tables.append(charts.table("Stated", "Stated", head, stated))
    sentences = "".join(f"<p>{escape(line)}</p>" for line in (*say.area_sentences(found), *_undrawn(found)))
    style = "a{color:#12355b}th,td{text-align:left;vertical-align:top}"
    return charts.page(say.area_heading(found), svg, sentences + "".join(tables), width=72, least=50, style=style)


def _html(first: str, who: str, *cells: str, link: str | None = None) -> str:
    """A row of the page's tables; who says it leads to where it was said."""
    name = escape(words.line(who))
    shown = [f'<a href="{escape(link)}">{name}</a>' if link else name, *(escape(words.line(cell)) for cell in cells)]
    return f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{cell}</td>" for cell in shown)}</tr>'
