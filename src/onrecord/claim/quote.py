"""Quotes: what somebody said in so many words, when no other claim has used the words up."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from onrecord.claim.context import Context
from onrecord.claim.spans import merged
from onrecord.model import Activity, Claim, Period, Quote, Response, Source, Span
from onrecord.model.claim import Certainty

_MARKS = " \t\"“”«»„‘’'"
_LONGEST = 6000  # characters of a quotation that never closes
_FEW = 5  # words: fewer say no more than the claim they stand in
_PARAGRAPH = 40  # characters from which a quotation alone in its paragraph is speech
_OPENING = re.compile(r"(?:(?<=\n)|(?<=[.!?:\"”)\]])|(?<=[.!?:\"”)\]] )|\A)[-–—] ?(?=[\"“„\[(]?[^\W\d_a-z])")
_CLOSING = re.compile(r"\s[-–—]\s*\Z")
_MARK = re.compile(r"[\"“”„«»]|‘‘|’’|``|''")
_OPENS = frozenset(['"', "“", "„", "«", "‘‘", "``", "''"])
_AROUND = 1000  # characters either side in which its speaker is looked for


def quotes(context: Context, claims: Iterable[Claim]) -> Iterator[Quote]:
    """One for each directly quoted stretch whose speaker the text names, unless `claims` use its words up."""
    text = context.document.text
    others = _Told(claims)
    dashed = list(_dashed(context))
    last: tuple[Source, ...] = ()
    paragraph = -1
    for outer, line in quoted(text):
        within = False
        while dashed and dashed[0].span.start < outer.end:
            quote = dashed.pop(0)
            if not others.exhaust(quote):
                yield quote
            last = quote.sources
            within = quote.span.start > outer.start
        if within:
            continue
        span = _trimmed(text, outer)
        if span.end <= span.start or not any(c.isalpha() for c in span.of(text)):
            continue
        sources, certainty, found = _speaker(context, span)
        if not sources and (line == paragraph or line <= paragraph + 2 and _is_paragraph(text, outer)):
            sources, found = last, "before"
        quote = _quote(context, span, sources, certainty)
        if not sources or others.exhaust(quote):
            continue
        last, paragraph = sources, line
        if context.accepts("quote", quote, _features(text, outer, span, found)):
            yield quote
    for quote in dashed:
        if not others.exhaust(quote):
            yield quote


def _quote(context: Context, span: Span, sources: tuple[Source, ...], certainty: Certainty) -> Quote:
    return Quote(
        id="",
        text=span.of(context.document.text),
        span=span,
        sources=sources,
        certainty="asserted" if certainty == "denied" else certainty,  # "we did not" is said, whatever it denies
        period=Period(end=context.published),
    )


def _is_paragraph(text: str, outer: Span) -> bool:
    """Whether a quotation is a whole paragraph of some length: whoever spoke before it goes on."""
    alone = text[outer.start - 1 : outer.start] in ("", "\n") and not text[outer.end : outer.end + 2].strip(".,\n")
    return alone and outer.end - outer.start > _PARAGRAPH


def _dashed(context: Context) -> Iterator[Quote]:
    """Speech set off by dashes, in the manner of several languages: "- We have no shells left - said the colonel"."""
    text = context.document.text
    done = 0
    for attribution in context.marks.attributions:
        if not attribution.source or not attribution.cue or not attribution.content:
            continue
        told = min(attribution.cue[0].start, attribution.source[0].start)
        closing = _CLOSING.search(text, max(0, told - 4), told)
        if closing is None:
            continue
        start = max(done, told - _LONGEST, text.rfind("\n", 0, told) + 1)
        openings = [match.end() for match in _OPENING.finditer(text, start, closing.start())]
        if not openings:
            continue
        done = told
        sources, certainty = context.attributed(Span(attribution.content[0].start, attribution.content[0].start + 3))
        span = _trimmed(text, Span(openings[-1], closing.start()))
        if sources and span.end - span.start > 1:
            yield _quote(context, span, sources, certainty)


def quoted(text: str) -> Iterator[tuple[Span, int]]:
    """Stretches between quotation marks, with their line: paired marks as they pair, straight ones by turns;
    one that never closes ends with its line."""
    start = 0
    for number, line in enumerate(re.split(r"(\n+)", text)):
        opened: int | None = None
        for match in _MARK.finditer(line):
            mark, at = match.group(), start + match.start()
            if opened is None:
                if mark in _OPENS:
                    opened = at
                continue
            if mark in ("“", "„", "«", "‘‘", "``") and text[opened] != "„":
                opened = at  # the one before never closed
            else:
                yield Span(opened, start + match.end()), number
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
    last = bisect_right(sentences, span.end, key=lambda s: s.start) - 1
    sentence = Span(sentences[at].start, max(sentences[last].end, span.end))
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


class _Told:
    """The words that claims use up: an answer uses up none, and an attack that nothing counts only a few words."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        told = [claim for claim in claims if not isinstance(claim, Response)]
        self.all = merged(claim.span for claim in told)
        self.most = merged(
            claim.span for claim in told if not isinstance(claim, Activity) or claim.quantity is not None
        )

    def exhaust(self, quote: Quote) -> bool:
        return _exhausted(quote.span, self.all if len(quote.text.split()) < _FEW else self.most)


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
