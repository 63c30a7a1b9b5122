"""Speeches that go on: quotations and paragraphs that no cue claims, given to who spoke last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.tokens import Quotation, Quotations, Tokens
from onrecord.model import Span

_WORDS = 4  # a quotation shorter than this is not taken for a speech that goes on
_PARTS = 40  # quotations that one cue is given at most
_GAP = 200  # characters between a speech and its continuation at most
_NEIGHBOURS = 6  # frames looked at to each side


class Speeches:
    """Extends the contents of a text's frames, in place."""

    __slots__ = ("quotes", "sentences", "text", "tokens")

    def __init__(self, text: str, tokens: Tokens, sentences: Sequence[Span], quotes: Quotations) -> None:
        self.text, self.tokens, self.sentences, self.quotes = text, tokens, sentences, quotes

    def carry_on(self, frames: list[Frame]) -> None:
        """Gives a quotation that no cue claims to the speaker of the words before it, or right after it."""
        outside = [frame for frame in frames if not self.quotes.at(self.tokens.starts[frame.cue[0]])]
        outside.sort(key=lambda frame: frame.cue)
        covered = sorted(span for frame in outside for span in frame.content)
        starts = [span.start for span in covered]
        speaking = [frame for frame in outside if frame.source and frame.side in ("right", "left")]
        lefts = [self.tokens.starts[frame.left] for frame in speaking]
        for quote in self.quotes.all:
            index = bisect_left(starts, quote.end)
            if any(span.end > quote.start for span in covered[max(0, index - 4) : index]):
                continue
            after = bisect_left(lefts, quote.end)
            if not self._free(quote):
                if (
                    after
                    and not self._names(speaking[after - 1], quote)
                    and speaking[after - 1].content
                    and self._one_sentence(speaking[after - 1], quote)
                ):
                    self._give(speaking[after - 1], quote)
            elif after < len(speaking) and not speaking[after].content and self._empty(quote.end, lefts[after]):
                self._give(speaking[after], quote)
                speaking[after].quoted = True
            elif after:
                self._go_on(speaking[max(0, after - _NEIGHBOURS) : after], outside, quote)

    def announce(self, frames: list[Frame]) -> None:
        """Gives the paragraph after "X notes:" to X."""
        words, ends = self.tokens.words, self.tokens.ends
        for frame in frames:
            if frame.content or frame.right >= len(words) or words[frame.right] != ":":
                continue
            at = bisect_right(self.sentences, Span(self.tokens.starts[frame.right], len(self.text) + 1))
            if at < len(self.sentences) and "\n" in self.text[ends[frame.right] : self.sentences[at].start]:
                end = self.sentences[at].end
                for later in self.sentences[at + 1 : at + 20]:
                    if "\n" in self.text[end : later.start]:
                        break
                    end = later.end
                frame.content.append(Span(self.sentences[at].start, end))

    def _sentence(self, position: int) -> Span | None:
        at = bisect_right(self.sentences, Span(position, len(self.text) + 1)) - 1
        return self.sentences[at] if at >= 0 else None

    def _free(self, quote: Quotation) -> bool:
        """Whether a quotation stands as sentences of its own: from the start of a sentence on, and of some length."""
        sentence = self._sentence(quote.start)
        if sentence is None or sentence.start < quote.start - 1:
            return False
        return len(self.text[quote.start : min(quote.end, quote.start + 99)].split()) >= _WORDS

    def _names(self, frame: Frame, quote: Quotation) -> bool:
        """Whether a quotation is but a part of a speaker's name: "the «Khortytsia» grouping"."""
        return (
            frame.source is not None
            and self.tokens.starts[frame.source[0]] <= quote.start < self.tokens.ends[frame.source[1] - 1]
        )

    def _one_sentence(self, frame: Frame, quote: Quotation) -> bool:
        sentence = self._sentence(quote.start)
        return sentence is not None and sentence.start <= self.tokens.starts[frame.left]

    def _empty(self, start: int, end: int) -> bool:
        return end - start < 9 and not self.text[start:end].strip()

    def _go_on(self, near: list[Frame], frames: list[Frame], quote: Quotation) -> None:
        """Gives a quotation to the speaker of the sentence before it, if it follows at once: the one whose
        quotation that was, else, for a new paragraph, the first speaker of the sentence."""
        last = near[-1]
        sentence = self._sentence(self.tokens.starts[last.cue[0]])
        opening = sentence.start if sentence else 0
        together = [frame for frame in near if self.tokens.starts[frame.left] >= opening or frame is last]
        end = max(self._end(frame) for frame in together)
        if end > quote.start or quote.start - end > _GAP:
            return
        gap = self.text[end : quote.start]
        if gap.count("\n") > 2 or ". " in gap.rstrip():
            return
        speaker = next((frame for frame in reversed(together) if frame.quoted or not frame.content), None)
        if speaker is None and "\n" in gap:
            speaker = together[0]
        if speaker is not None:
            self._extend(speaker, frames, quote)

    def _end(self, frame: Frame) -> int:
        end = self.tokens.ends[frame.right - 1]
        return max(end, frame.content[-1].end, frame.content[0].end) if frame.content else end

    def _extend(self, frame: Frame, frames: list[Frame], quote: Quotation) -> None:
        """Gives a quotation to a frame, and to those who relay it."""
        if frame.content:
            first = frame.content[0]
            at = bisect_left(frames, frame.cue, key=lambda other: other.cue)
            for other in frames[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]:
                if (
                    other.cue != frame.cue
                    and other.side != "noun"
                    and any(part.covers(first) for part in other.content)
                ):
                    self._give(other, quote)
        else:
            frame.quoted = True
        self._give(frame, quote)

    def _give(self, frame: Frame, quote: Quotation) -> None:
        if len(frame.content) < _PARTS:
            frame.content.append(Span(quote.start, quote.end))
