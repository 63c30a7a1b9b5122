"""Marks as the JSON that `onrecord marks` prints: one object a document.

Spans are characters of the document's text, `start` included, `end` not. Beside what measures marks on public
sets (TIMEX3 type and value; a figure's value, interval, unit, bound and change; the three roles of an
attribution) stand the words themselves and what Onrecord makes of them.
"""

from __future__ import annotations

from typing import Any

from onrecord.mark.figures import figure_view, figures
from onrecord.mark.records import Attribution, Figure, Marks, PlaceMark, Time
from onrecord.model import Document, Span


def marks_to_dict(document: Document, marks: Marks) -> dict[str, Any]:
    """{"id", "times", "figures", "places", "attributions"}; `model.codec.to_json` writes it."""
    text = document.text
    return {
        "id": document.id,
        "times": [_time(mark, text) for mark in marks.times],
        "figures": _figures(document, marks),
        "places": [_place(mark, text) for mark in marks.places],
        "attributions": [_attribution(mark, text) for mark in marks.attributions],
    }


def _where(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _time(mark: Time, text: str) -> dict[str, Any]:
    """`start` and `end` are characters; the days that the words cover are `first_day` and `last_day`."""
    return _where(mark.span, text) | {
        "type": mark.type,
        "value": mark.value,
        "first_day": mark.start,
        "last_day": mark.end,
        "granularity": mark.granularity,
        "basis": mark.basis,
        "sure": mark.sure,
    }


def _figures(document: Document, marks: Marks) -> list[dict[str, Any]]:
    """All amounts, as `figure_view` writes them: ages and spans of time too, which claims are not built from."""
    text, language = document.text, document.language
    dates = [time.span for time in marks.times if time.type in ("DATE", "TIME")]
    return [_figure(mark, text, language) for mark in figures(text, dates, language, ages=True)]


def _figure(mark: Figure, text: str, language: str) -> dict[str, Any]:
    view = figure_view(text, mark, language)
    return _where(mark.span, text) | {
        "value": view["value"],
        "low": view["low"],
        "high": view["high"],
        "unit": view["unit"],
        "bound": view["bound"],
        "change": view["change"],
        "number": mark.number.of(text),
        "noun": mark.noun.of(text) if mark.noun else None,
        "signed": mark.signed,
        "vague": mark.vague,
        "same_as": mark.same_as,
    }


def _place(mark: PlaceMark, text: str) -> dict[str, Any]:
    return _where(mark.span, text) | {
        "name": mark.name,
        "kind": mark.kind,
        "id": mark.id,
        "oblast": mark.oblast,
        "lat": mark.lat,
        "lon": mark.lon,
        "candidates": mark.candidates,
        "why": mark.why,
        "raion": mark.raion,
        "anchor": mark.anchor,
        "offset": mark.offset,
    }


def _attribution(mark: Attribution, text: str) -> dict[str, Any]:
    return {
        "source": mark.source,
        "cue": mark.cue,
        "content": mark.content,
        "names": [span.of(text) for span in mark.source],
        "cues": [span.of(text) for span in mark.cue],
        "parent": mark.parent,
        "quoted": mark.quoted,
        "stance": mark.stance,
    }
