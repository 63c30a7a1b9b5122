"""Many spans of a text at once, without looking at each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.model import Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order and apart: those that overlap as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def overlapping(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans, in order and apart, overlaps another."""
    at = bisect_left(spans, span.end, key=lambda one: one.start) - 1
    return at >= 0 and spans[at].end > span.start
