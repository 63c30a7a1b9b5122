"""From frames to attributions: what each speaker said, quotations carried on, and who stands inside whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.mark.attributions.breaks import CONTRAST
from onrecord.mark.attributions.cues import AUX, BOUND, PREP, SAY, THIRD, VERB, cues
from onrecord.mark.attributions.ends import Ends
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.frames import Finder
from onrecord.mark.attributions.inserts import inserted
from onrecord.mark.attributions.nesting import nested
from onrecord.mark.attributions.setoff import set_off
from onrecord.mark.attributions.speeches import Speeches
from onrecord.mark.attributions.tokens import DASHES, QUOTES, STOPS, Quotation, Quotations, Tokens
from onrecord.mark.records import Attribution
from onrecord.model import Span

_SPEECH = 200  # tokens that a speech between dashes takes at most
_OPENING = 12  # characters before another's claim that is the subject of a content
_OPENED = 7  # tokens at the start of "that was a lie"
_ADJUNCT = 6  # tokens of a place or time before a speaker
_CALLED = 12  # tokens at the end of "calls P a lie" in which the lie is looked for
_LONGEST = 200  # tokens of a sentence that are read together; a longer one is read in pieces


def read(text: str, sentences: Sequence[Span], language: str) -> tuple[Attribution, ...]:
    """Raises FileNotFoundError for a language without cues."""
    return _Reader(text, sentences, language).attributions()


class _Reader(Ends):
    __slots__ = ()

    def __init__(self, text: str, sentences: Sequence[Span], language: str) -> None:
        known = cues(language)
        self.text, self.sentences = text, sentences
        self.tokens = Tokens(text, known)
        self.finder = Finder(self.tokens, known)
        self.quotes = Quotations(text)
        self.tokens.mark_quotes(self.quotes)
        self.frames: list[Frame] = []

    def attributions(self) -> tuple[Attribution, ...]:
        for sentence in self.sentences:
            first, last = self.tokens.between(sentence)
            first = self.tokens.past_time(first, last)
            for lo in range(first, last, _LONGEST):
                hi = min(lo + _LONGEST, last)
                found = self.finder.frames(lo, hi)
                for n, frame in enumerate(found):
                    self._fill(frame, found, n, lo, hi)
                for frame in found:
                    if frame.untrue:
                        self._gainsay(frame, found)
                    if frame.echoes is not None:
                        self._echo(frame, frame.echoes, lo)
                    if frame.side == "back" and frame.within is None:
                        frame.within = self._relayer(frame, found)
                    if frame.side == "cites" and frame.within:
                        frame.content = list(frame.within.content)
                    elif frame.side == "quoting":
                        frame.content = [span for other in found if other.within is frame for span in other.content]
                self.frames += [*found, *inserted(self.finder, self.quotes, found)]
        self.frames += set_off(self.text, self.sentences, self.quotes, self.finder, self.frames)
        speeches = Speeches(self.text, self.tokens, self.sentences, self.quotes)
        speeches.carry_on(self.frames)
        speeches.announce(self.frames)
        kept = [frame for frame in self.frames if frame.content]
        kept.sort(key=lambda frame: frame.cue)
        numbers = {id(frame): n for n, frame in enumerate(kept)}
        given = {
            n: numbers[id(frame.within)] for n, frame in enumerate(kept) if frame.within and id(frame.within) in numbers
        }
        return nested([self._record(frame) for frame in kept], given, self.tokens.text)

    # --- one frame -----------------------------------------------------------------------------

    def _fill(self, frame: Frame, found: list[Frame], n: int, lo: int, hi: int) -> None:
        enclosing = self.quotes.at(self.tokens.starts[frame.cue[0]])
        if enclosing:  # a cue inside a quotation reaches no further than it
            first, last = (
                bisect_left(self.tokens.starts, enclosing.start + 1),
                bisect_left(self.tokens.starts, enclosing.end - enclosing.closed),
            )
            lo, hi = max(lo, first), min(hi, last)
        if frame.side in ("cites", "quoting", "set", "echo"):
            return  # says what its relayer says, or what it quotes, or is known already
        if frame.side in ("quotes", "both"):
            self._span(frame, lo if frame.start is None else frame.start, frame.left)
            end = self._end(frame, found, n, hi)
            self._add_right(frame, frame.right, end if frame.stop is None else min(end, frame.stop), enclosing)
            return
        if frame.side == "right" or frame.side == "noun":
            assert frame.start is not None
            end = self._named_after(frame, self._end(frame, found, n, hi))
            if frame.pronoun is not None:
                self._span(frame, frame.pronoun, frame.pronoun + 1)
            self._add_right(frame, frame.start, min(end, end if frame.stop is None else frame.stop), enclosing)
            if frame.quoted and not enclosing and self.tokens.words[frame.start - 1] in (",", *DASHES):
                self._add_quote_before(frame, lo)
            return
        if frame.side == "left":
            self._add_left(frame, found, n, lo, hi, enclosing)
            return
        if frame.side == "back":
            self._add_before(frame, lo)
            return
        # around: according to, reportedly
        after = frame.right
        if frame.source is not None and self._opens(frame, lo):
            if frame.start is not None:
                after = frame.start
            elif after < hi and self.tokens.words[after] == ",":
                after += 1
            elif after < hi and frame.source[1] == after:
                comma = next((t for t in range(after, min(hi, after + 25)) if self.tokens.words[t] == ","), None)
                if comma is not None:
                    after = comma + 1
            self._add_right(frame, after, self._end(frame, found, n, hi), enclosing)
            return
        if frame.source is not None:
            self._add_left(frame, found, n, lo, hi, enclosing)
            return
        start = self._clause_start(frame, found, n, lo)
        if frame.verb is None and (stop := self.finder.participle(frame.right, start, frame.left, hi)) is not None:
            self._span(frame, frame.right, stop)
            return
        self._span(frame, start, frame.left)
        self._add_right(frame, after, self._end(frame, found, n, hi), enclosing)

    def _opens(self, frame: Frame, lo: int) -> bool:
        """Whether nothing but a conjunction stands before the frame in its sentence (or clause)."""
        words = self.tokens.words
        t = frame.left - 1
        if words[t] == "as":
            t -= 1
        if t > lo and words[t] == "," and (words[t - 1] == "that" or words[t - 1] in CONTRAST):
            t -= 1  # "that, according to X, ..."
        while t >= lo and (words[t] in CONTRAST or words[t] == "that" or words[t] in QUOTES):
            if words[t] == "that":
                return True
            t -= 1
        return t < lo or self.tokens.words[t] in (";", ":")

    def _add_right(self, frame: Frame, start: int, end: int, enclosing: Quotation | None) -> None:
        words, starts, ends = self.tokens.words, self.tokens.starts, self.tokens.ends
        while start < end and words[start] in (",", ":", "…"):
            start += 1
        while end > start and words[end - 1] in (",", ";", ":", "…", ".", "—", "–"):
            end -= 1
        if start >= end:
            return
        if words[start] in ("this", "it") and start + 1 < end and self.tokens.flags[start + 1] & PREP:
            if frame.verb and not frame.verb.classes & SAY and frame.verb.lemma != "put":
                end = start + 1  # "contradicted this within the hour"
        first, last = starts[start], ends[end - 1]
        quote = None if enclosing else self.quotes.at(last - 1) or None
        if quote and quote.start >= first:
            last = max(last, quote.end)  # the speech goes on over the next sentences
        opening = self.quotes.at(first)
        if opening and opening != enclosing:
            frame.quoted = opening.start >= first - 1
        frame.content.append(Span(first, last))

    def _add_left(
        self, frame: Frame, found: list[Frame], n: int, lo: int, hi: int, enclosing: Quotation | None
    ) -> None:
        words, starts, ends = self.tokens.words, self.tokens.starts, self.tokens.ends
        t = frame.left - 1
        attached = t >= lo and words[t] in (*QUOTES, ",", "'", "’")
        preposed = t >= lo and words[t] in ("as", "so")
        if preposed:
            t -= 1
        quote = None
        while t >= lo and words[t] in (",", *QUOTES, "-", "–", "—", "'", "’", "("):
            quote = quote or (self.quotes.at(starts[t]) if words[t] in QUOTES or words[t] in "'’" else None)
            t -= 1
        if quote and enclosing and quote == enclosing:
            quote = None
        if t < lo and not quote:
            if preposed:  # "As X said, ..."
                self._add_right(frame, frame.right, self._end(frame, found, n, hi), enclosing)
            return
        if not (
            attached
            or preposed
            or frame.verb is None
            or quote
            or frame.side != "left"
            or words[frame.left - 1] in DASHES
            or frame.source
            and frame.source[0] > frame.cue[0]
        ):
            return
        start = self._speech_start(frame, t) if words[frame.left - 1] in DASHES else None
        if start is not None:
            self._span(frame, start, t + 1)
            frame.quoted = True
            return
        start = self._clause_start(frame, found, n, lo) if not quote and self._breaks(frame, hi) else lo
        for u in range(t, start - 1, -1):
            if words[u] in (";", ":", ",") and self._parts(frame, found, n, u) and not self.quotes.at(starts[u]):
                start = u + 1
                break
        else:
            if start < t and words[start][0].isdigit() and ":" in words[start]:  # a time of day
                start += 1
        if quote and quote.start <= starts[start] + 1:
            frame.content.append(Span(quote.start, quote.end))
            frame.quoted = True
        else:
            while start <= t and (
                words[start] in CONTRAST and start > lo or not self.tokens.word(start) and words[start] not in QUOTES
            ):
                start += 1
            if quote is None or quote.end >= ends[t]:
                self._span(frame, start, t + 1, max(ends[t], quote.end if quote else 0))
                frame.quoted = bool(quote and starts[start] == quote.start)
        if frame.side == "around" and frame.start is not None:
            self._add_right(frame, frame.start, self._end(frame, found, n, hi), enclosing)
            return
        # `"A," she said. "B"` is carried on later; `"A," she said, "B"` goes on here.
        after = self.finder.past_adjuncts(frame.right)
        after = after if words[after : after + 1] == [","] else frame.right
        limit = self._end(frame, found, n, hi)
        for u in range(after, min(limit, after + 14)):
            if frame.quoted and words[u] in QUOTES:
                self._add_right(frame, u, limit, enclosing)
                break
        else:
            if (
                after + 2 < limit
                and self._resumes(t + 1, after)
                and not any(other.side == "left" and other.left == after + 1 for other in found[n + 1 : n + 3])
                and (
                    frame.verb is None
                    or self._adjunct(start, t + 1)
                    or self._goes_on(after + 1, limit, found[n + 1 : n + 3])
                )
            ):
                if (
                    words[after + 1] == "no"
                    or not self.tokens.flags[after + 1] & BOUND
                    or words[after + 1]
                    in (
                        "has",
                        "had",
                        "is",
                        "was",
                        "have",
                        "were",
                        "are",
                        "will",
                        "would",
                        "whether",
                        "that",
                    )
                ):
                    self._add_right(frame, after + 1, limit, enclosing)

    def _adjunct(self, start: int, end: int) -> bool:
        """Whether tokens [start, end) only say where or when: "In Kharkiv, X said, a market burnt"."""
        flags = self.tokens.flags
        return (
            end - start <= _ADJUNCT
            and bool(flags[start] & PREP)
            and not any(f & (AUX | VERB) for f in flags[start:end])
        )

    def _goes_on(self, t: int, limit: int, behind: Sequence[Frame]) -> bool:
        """Whether a clause broken by "X said" goes on at token `t`; `behind` are the next to speak."""
        word, flags = self.tokens.words[t], self.tokens.flags[t]
        if word in ("who", "which", "a", "an", "as"):
            return False
        if word.endswith("ing"):  # "bringing the total to", but not "speaking to reporters"
            return word not in self.finder.cues.sets["besides"] and not any(frame.cue[0] == t for frame in behind)
        return (
            any(self.tokens.flags[u] & AUX for u in range(t, min(limit, t + 12)))
            or bool(flags & (AUX | VERB))
            or word.endswith("ed")
            or word in ("now", "whether", "that")
            or word in self.finder.cues.verbs
            and self.finder.cues.verbs[word].shape == THIRD
        )

    def _speech_start(self, frame: Frame, t: int) -> int | None:
        """Where a speech set off with dashes ("- We hold on - said the mayor") opens: behind the last dash that
        follows a stop or starts the line."""
        words, starts = self.tokens.words, self.tokens.starts
        for u in range(t, max(-1, t - _SPEECH), -1):
            if words[u] in DASHES and u + 1 < len(starts) and starts[u + 1] > self.tokens.ends[u]:
                if u == 0 or words[u - 1] in STOPS or "\n" in self.text[self.tokens.ends[u - 1] : starts[u]]:
                    return u + 1
            elif u > 0 and "\n" in self.text[self.tokens.ends[u - 1] : starts[u]]:
                return None
        return None

    def _span(self, frame: Frame, start: int, end: int, last: int = 0) -> None:
        while end > start and self.tokens.words[end - 1] in (",", "-", "–", "—"):
            end -= 1
        if start < end:
            frame.content.append(Span(self.tokens.starts[start], max(self.tokens.ends[end - 1], last)))

    def _record(self, frame: Frame) -> Attribution:
        starts, ends = self.tokens.starts, self.tokens.ends

        def spanned(tokens: tuple[int, int]) -> Span:
            return Span(starts[tokens[0]], ends[tokens[1] - 1])

        return Attribution(
            source=(spanned(frame.source),) if frame.source else (),
            cue=(spanned(frame.cue),),
            content=tuple(sorted(frame.content)),
            quoted=frame.quoted,
            stance="denied" if self._calls_untrue(frame) else frame.stance,
        )

    def _gainsay(self, claim: Frame, found: list[Frame]) -> None:
        """Makes a denial of what says of another's claim that it is not so: "X states that Y's claim is false"."""
        first = self.tokens.starts[claim.left]
        for frame in found:
            if frame.verb and frame.source and frame.content and frame.stance == "asserted":
                if 0 <= first - frame.content[0].start < _OPENING and first < frame.content[0].end:
                    frame.stance = "denied"

    def _calls_untrue(self, frame: Frame) -> bool:
        """Whether what the frame's speaker calls something, at its end, says that it is not so."""
        sets = self.finder.cues.sets
        if frame.verb and frame.verb.classes & SAY and frame.content and frame.side == "right":
            first, last = self.tokens.between(frame.content[0])
            words = self.tokens.words[first : min(last, first + _OPENED)]
            words = words[1:] if words[:2] == ["that", "this"] or words[:2] == ["that", "it"] else words
            if words[0] in ("this", "that", "it") and words[1:2] and self.tokens.flags[first + 1] & AUX:
                return any(word in sets["untrue"] for word in words)  # "said that was a lie"
        if frame.verb is None or frame.verb.lemma not in sets["calling"] or not frame.content:
            return False
        first, last = self.tokens.between(frame.content[-1])
        if self.tokens.flags[first] & PREP:  # "calls on", "calls for"
            return False
        return any(word in sets["untrue"] for word in self.tokens.words[max(first, last - _CALLED) : last])
