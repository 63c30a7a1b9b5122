"""A comparison's chart, in words too, and with its tables."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from onrecord.publish import charts, words
from onrecord.publish.rivals import words as say
from onrecord.publish.rivals.specification import specification

if TYPE_CHECKING:
    from onrecord.publish import ChartForm
    from onrecord.rivals import Compared


def compared_chart(found: Compared, form: ChartForm) -> bytes:
    """The picture. Raises OutputError where it cannot be drawn."""
    return charts.drawn(
        specification(found),
        form,
        heading=say.heading(found),
        description=description(found),
        page=lambda svg: _page(found, svg),
    )


def description(found: Compared) -> str:
    """The chart in words, for those who do not see it."""
    told = []
    for group in found.groups:
        listed = "; ".join(f"{say.source(one)}, {words.day(one.day)}: {say.stated(one)}" for one in group.estimates)
        told.append(f"{group.label}, the highest first: {listed}.")
    return " ".join((*told, *say.sentences(found)))


def _page(found: Compared, svg: str) -> str:
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
        tables.append(charts.table(f"{group.label} in figures", f"{group.label}: {group.note}", head, rows))
    sentences = "".join(f"<p>{escape(sentence)}</p>" for sentence in say.sentences(found))
    left = "".join(f"<li>{escape(say.left_out(one))}</li>" for one in found.left_out)
    out = f"<h2>Left out</h2><ul>{left}</ul>" if left else ""
    body = f"{sentences}\n{''.join(tables)}{out}"
    return charts.page(say.heading(found), svg, body, width=72, least=50, style=_STYLE)


_STYLE = "h2{font-size:1rem}a{color:#12355b}th,td{text-align:left;vertical-align:top}"
