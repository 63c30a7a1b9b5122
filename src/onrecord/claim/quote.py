"""Quotes: what somebody said in so many words, when no other claim has used the words up."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.claim.context import Context
from onrecord.model import Claim, Period, Quote, Span


def quotes(context: Context, claims: list[Claim]) -> Iterator[Quote]:
    """One for each directly quoted stretch with a speaker."""
    text = context.document.text
    spans = sorted(claim.span for claim in claims)
    for attribution in context.marks.attributions:
        if not attribution.quoted or not attribution.source:
            continue
        for content in attribution.content:
            span = _trimmed(text, content)
            words = len(span.of(text).split())
            if span.end <= span.start or words < 2:
                continue
            if _exhausted(text, span, spans):
                continue
            sources, stance = context.attributed(Span(span.start, span.end))
            if sources:
                yield Quote(id="", text=span.of(text), span=span, sources=sources, certainty=stance, period=Period(end=context.published))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " \t\"“”«»„‘’'":
        start += 1
    while end > start and text[end - 1] in " \t\"“”«»„‘’'":
        end -= 1
    return Span(start, end)


def _exhausted(text: str, span: Span, claims: list[Span]) -> bool:
    """Whether other claims cover nearly all of the quoted words."""
    covered, position = 0, span.start
    for claim in claims:
        low, high = max(claim.start, position), min(claim.end, span.end)
        if high > low:
            covered += high - low
            position = high
    return covered >= 0.85 * (span.end - span.start)
