"""Speakers set between two quotations without a verb of saying: `"We hold" – the officer shrugs – "and will hold."`"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from onrecord.mark.attributions.cues import AUX, BOUND, DET, PREP
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.phrases import Phrases
from onrecord.mark.attributions.tokens import DASHES, Quotations
from onrecord.model import Span

_LONGEST = 18  # tokens between the two quotations at most
_PAUSES = DASHES | {","}


def inserted(phrases: Phrases, quotes: Quotations, found: list[Frame]) -> Iterator[Frame]:
    """The frames of speakers between two quotations of the sentence that `phrases` is at; `found` are those
    already known."""
    tokens = phrases.tokens
    sentence = Span(tokens.starts[phrases.lo], tokens.ends[phrases.hi - 1])
    near = quotes.within(sentence)
    cues = {frame.cue[0] for frame in found}
    for before, after in pairwise(near):
        first, last = tokens.at(before.end - 1) + 1, tokens.at(after.start)
        if not before.closed or not 3 <= last - first <= _LONGEST or last > phrases.hi or first < phrases.lo:
            continue
        if tokens.words[last - 1] not in _PAUSES or any(t in cues for t in range(first, last)):
            continue
        paused = tokens.words[first] in _PAUSES
        if not paused and tokens.words[first - 2] != ",":
            continue
        frame = _speaker(phrases, first + paused, last - 1)
        if frame is not None:
            frame.content += [Span(before.start, before.end), Span(after.start, after.end)]
            yield frame


def _speaker(phrases: Phrases, lo: int, hi: int) -> Frame | None:
    """A noun phrase from `lo` on and the verb behind it."""
    words, flags, tokens = phrases.words, phrases.flags, phrases.tokens
    if words[lo].endswith(("s", "ed")) and not tokens.capital(lo) and not flags[lo]:
        named = phrases.phrase_right(lo + 1)
        if named is not None and named[1] == hi and phrases.speaks(named, strict=not flags[lo + 1] & DET):
            return Frame((lo, lo + 1), named, "asserted", None, "set", quoted=True)
    for verb in range(lo + 1, hi):
        if flags[verb] & (BOUND | PREP | AUX) or not tokens.word(verb):
            return None
        finite = words[verb].endswith(("s", "ed")) and not words[verb].endswith(("'s", "’s", "ss"))
        if finite and not tokens.capital(verb) and phrases.speaks((lo, verb), strict=not flags[lo] & DET):
            if verb > lo + 1 or not flags[lo] & DET:
                return Frame((verb, verb + 1), (lo, verb), "asserted", None, "set", quoted=True)
    return None
