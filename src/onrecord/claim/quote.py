"""Quotes: what somebody said in so many words, when no other claim has used the words up."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from onrecord.claim.context import Context
from onrecord.claim.spans import merged
from onrecord.model import Period, Quote, Source, Span
from onrecord.model.claim import Certainty

_MARKS = " \t\"“”«»„‘’'"
_LONGEST = 6000  # characters of a quotation that never closes
_AROUND = 1000  # characters either side in which its speaker is looked for


def quotes(context: Context, told: Iterable[Span]) -> Iterator[Quote]:
    """One for each directly quoted stretch whose speaker the text names, unless claims (`told`) use its words up."""
    text = context.document.text
    others = merged(told)
    last: tuple[Source, ...] = ()
    paragraph = -1
    for outer, line in quoted(text):
        span = _trimmed(text, outer)
        if span.end <= span.start or not any(c.isalpha() for c in span.of(text)):
            continue
        sources, certainty, found = _speaker(context, span)
        if not sources and line == paragraph:
            sources, found = last, "before"
        if not sources or _exhausted(span, others):
            continue
        last, paragraph = sources, line
        quote = Quote(
            id="",
            text=span.of(text),
            span=span,
            sources=sources,
            certainty="asserted" if certainty == "denied" else certainty,  # "we did not" is said, whatever it denies
            period=Period(end=context.published),
        )
        if context.accepts("quote", quote, _features(text, outer, span, found)):
            yield quote


def quoted(text: str) -> Iterator[tuple[Span, int]]:
    """Stretches between quotation marks, with their line: paired marks as they pair, straight ones by turns;
    one that never closes ends with its line."""
    start = 0
    for number, line in enumerate(re.split(r"(\n+)", text)):
        opened: int | None = None
        for match in re.finditer(r"[\"“”„«»]", line):
            mark, at = match.group(), start + match.start()
            if opened is None:
                if mark in '"“„«':
                    opened = at
                continue
            if mark in "“„«" and text[opened] != "„":
                opened = at  # the one before never closed
            else:
                yield Span(opened, at + 1), number
                opened = None
        if opened is not None and start + len(line) - opened > 20:
            yield Span(opened, min(start + len(line), opened + _LONGEST)), number
        start += len(line)


def _speaker(context: Context, span: Span) -> tuple[tuple[Source, ...], Certainty, str]:
    """Who says the quoted words: whose content they are, else the one speaker of their sentence."""
    sources, certainty = context.attributed(span)
    if sources:
        return sources, certainty, "content"
    sentences = context.marks.sentences
    at = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
    if at < 0:
        return (), certainty, "none"
    sentence = Span(sentences[at].start, max(sentences[at].end, span.end))
    near = _nearest(
        context, Span(max(sentence.start, span.start - _AROUND), min(sentence.end, span.end + _AROUND)), span
    )
    if near is not None:
        sources, stance = context.attributed(near)
        return sources, stance, "sentence"
    return (), certainty, "none"


def _nearest(context: Context, sentence: Span, span: Span) -> Span | None:
    """Some words of the nearest attribution in the sentence that has a speaker."""
    best: tuple[int, Span] | None = None
    for attribution in context.attributions_in(sentence):
        if not attribution.source or not attribution.content:
            continue
        cue = attribution.cue[0] if attribution.cue else attribution.source[0]
        distance = max(cue.start - span.end, span.start - cue.end, 0)
        if best is None or distance < best[0]:
            content = attribution.content[0]
            best = (distance, Span(content.start, min(content.start + 3, content.end)))
    return best[1] if best else None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)


def _exhausted(span: Span, others: Sequence[Span]) -> bool:
    """Whether the other spans, in order and apart, cover nearly all of the quoted words."""
    covered = 0
    for at in range(bisect_right(others, span.start, key=lambda other: other.end), len(others)):
        if others[at].start >= span.end:
            break
        covered += min(others[at].end, span.end) - max(others[at].start, span.start)
    return covered >= 0.85 * (span.end - span.start)


def _features(text: str, outer: Span, span: Span, found: str) -> Iterator[str]:
    """For the judge: length, case and stop of the words, what stands around them, and how the speaker was found."""
    words = span.of(text).split()
    yield f"words={min(len(words), 12)}"
    yield f"long={len(words) >= 5}"
    yield f"capital={words[0][:1].isupper()}"
    yield f"stop={text[span.end - 1] in '.,!?'}"
    yield f"found={found}"
    before = re.findall(r"[\w’']+|[^\w\s]", text[max(0, outer.start - 40) : outer.start])[-2:]
    after = re.findall(r"[\w’']+|[^\w\s]", text[outer.end : outer.end + 40])[:2]
    for n, word in enumerate(before):
        yield f"before{len(before) - n}={word.lower()}"
    for n, word in enumerate(after):
        yield f"after{n}={word.lower()}"
    yield f"titled={len(words) > 1 and all(w[:1].isupper() for w in words if w.isalpha() and len(w) > 3)}"
    yield f"found={found},short={len(words) < 3}"
