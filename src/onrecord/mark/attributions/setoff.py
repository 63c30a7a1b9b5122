"""Speakers that a colon or a dash sets off: in a headline ("Kyiv: ..."), behind a quotation (`"..." – the mayor`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.headlines import Headlines
from onrecord.mark.attributions.labelled import labelled
from onrecord.mark.attributions.phrases import Phrases
from onrecord.mark.attributions.tokens import Quotations, Tokens
from onrecord.model import Span

_SET_OFF = re.compile(r":\s|(?<!\S)[-–—]\s")
# What may stand between a quotation and the dash before who wrote it; a hyphen stands apart.
_SIGNED = re.compile(r"[ \u00a0\n_*>]{0,8}(?:[–—―]|(?<=\s)-(?=\s))|:(?=[ \u00a0])")
_NEAR = 6  # frames before a speaker set off whose contents may reach over his name
_LONGEST = 200  # tokens of a line that are looked at


def set_off(
    text: str, sentences: Sequence[Span], quotes: Quotations, phrases: Phrases, known: Sequence[Frame]
) -> list[Frame]:
    """The frames of speakers set off in a text, but those in whose names one of the `known` frames, in order, saw a
    verb; what the known ones say then ends before them."""
    tokens = phrases.tokens
    headlines = Headlines(tokens, phrases.cues)
    cues = [frame.cue[0] for frame in known]
    entries = list(labelled(text, phrases))
    found = list(_signed(text, quotes, tokens, headlines))
    taken = {frame.cue for frame in found}
    for line in _lines(sentences, text):
        lo, hi = tokens.between(line)
        hi = min(hi, lo + _LONGEST)
        for part in _parts(tokens, lo, hi):
            found += [frame for frame in headlines.frames(*part) if frame.cue not in taken]
    out: list[Frame] = entries
    for frame in found:
        assert frame.source is not None
        at = bisect_left(cues, frame.source[0])
        if at == len(cues) or cues[at] >= frame.source[1]:
            out.append(frame)
            _trim(known[max(0, at - _NEAR) : at], frame, tokens)
    return out


def _parts(tokens: Tokens, lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """The parts of a line that semicolons join: "A, says mayor; Moscow: B"."""
    for t in range(lo, hi):
        if tokens.words[t] == ";" and t + 1 < hi:
            yield lo, t
            lo = t + 1
    yield lo, hi


def _trim(near: Sequence[Frame], signed: Frame, tokens: Tokens) -> None:
    """Ends what others say before the speaker who is set off behind it: "X says A: agency"."""
    end, dash = signed.content[0].end, tokens.starts[signed.cue[0]]
    for frame in near:
        frame.content = [
            Span(part.start, end) if part.start < end <= dash < part.end else part for part in frame.content
        ]


def _signed(text: str, quotes: Quotations, tokens: Tokens, headlines: Headlines) -> Iterator[Frame]:
    """Quotations, and who wrote each: behind a dash on the same line or the next, or behind a colon on its own."""
    for quote in quotes.all:
        found = _SIGNED.match(text, quote.end)
        if found is None or not quote.closed:
            continue
        dash = tokens.at(found.end() - 1)
        end = text.find("\n", found.end())
        frame = headlines.signed(dash, bisect_left(tokens.starts, end if end >= 0 else len(text)))
        if frame is not None:
            frame.content.append(Span(quote.start, quote.end))
            frame.quoted = True
            yield frame


def _lines(sentences: Sequence[Span], text: str) -> list[Span]:
    """Spans of the lines that can hold a set-off speaker: a colon, a dash between spaces, a bracket at the end."""
    out: list[Span] = []
    for sentence in sentences:
        if out and "\n" not in text[out[-1].end : sentence.start]:
            out[-1] = Span(out[-1].start, sentence.end)
        else:
            out.append(sentence)
    return [line for line in out if _SET_OFF.search(text, line.start, line.end) or text[line.end - 1] == ")"]
