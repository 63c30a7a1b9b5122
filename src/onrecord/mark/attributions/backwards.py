"""What stands before a speaker: sentences that "this" points to, quotations, those who relay."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.mark.attributions.breaks import Breaks
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.tokens import DASHES, QUOTES, Quotations, Tokens
from onrecord.model import Span

_BACK = 3  # sentences that "This was reported by X" gives to X at most


class Backwards(Breaks):
    """Fills in contents of frames from what was read before them."""

    __slots__ = ("frames", "quotes", "sentences", "text", "tokens")

    frames: list[Frame]
    quotes: Quotations
    sentences: Sequence[Span]
    text: str
    tokens: Tokens

    def _relayer(self, frame: Frame, found: list[Frame]) -> Frame | None:
        """Who passes on what `frame` says of the sentences before: "This was reported by X, Y writes"."""
        at = self.tokens.starts[frame.cue[0]]
        others = (other for other in found if other is not frame and other.source and other.side != "cites")
        return next((o for o in others if any(part.start <= at < part.end for part in o.content)), None)

    def _add_before(self, frame: Frame, lo: int) -> None:
        """The sentences before "This was reported by X", a few at most: those of its paragraph, else the last of the
        one before it; back to the first that another speaks."""
        at = bisect_left(self.sentences, self.tokens.starts[lo], key=lambda sentence: sentence.start)
        if at and self.sentences[at - 1].end > self.tokens.starts[lo]:
            at -= 1
        first = at
        spoken = [self.tokens.starts[other.cue[0]] for other in self.frames[-_BACK:] if other.source]
        while first > 0 and at - first < _BACK:
            before = self.sentences[first - 1]
            gap = self.text[before.end : self.sentences[first].start]
            if (first < at and "\n" in gap) or gap.count("\n") > 2:
                break
            first -= 1
            if any(before.start <= start < before.end for start in spoken):
                break
        if first < at:
            frame.content.append(Span(self.sentences[first].start, self.sentences[at - 1].end))

    def _add_quote_before(self, frame: Frame, lo: int) -> None:
        """`"A," said X, "B"`: takes in the quotation that ends right before the speaker."""
        t = frame.left - 1
        while t > lo and self.tokens.words[t] in (",", *DASHES):
            t -= 1
        if t >= lo and self.tokens.words[t] in QUOTES:
            quote = self.quotes.at(self.tokens.starts[t])
            if quote is not None and quote.end == self.tokens.ends[t]:
                frame.content.insert(0, Span(quote.start, quote.end))

    def _echo(self, frame: Frame, outer: Frame, lo: int) -> None:
        """`"A," X quoted Y as saying`: takes what stands before X into what both say."""
        t = min(outer.left, outer.left if outer.start is None else outer.start) - 1
        if t <= lo or self.tokens.words[t] not in (",", *DASHES, *QUOTES):
            return
        while t > lo and self.tokens.words[t] in (",", *DASHES):
            t -= 1
        quote = self.quotes.at(self.tokens.starts[t]) if self.tokens.words[t] in QUOTES else None
        if quote is None and frame.side == "right":
            return  # "In May, X quoted Y as saying that"
        said = Span(quote.start, quote.end) if quote else Span(self.tokens.starts[lo], self.tokens.ends[t])
        frame.quoted = frame.quoted or quote is not None
        for one in (frame, outer):
            if said not in one.content:
                one.content.insert(0, said)
