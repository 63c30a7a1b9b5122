"""From frames to attributions: what each speaker said, quotations carried on, and who stands inside whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.mark.attributions.backwards import Backwards
from onrecord.mark.attributions.breaks import CONTRAST, LOOSE, OPPOSED
from onrecord.mark.attributions.cues import AUX, BOUND, CHECK, GERUND, PREP, PRONOUN, SAY, THIRD, VERB, cues
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.frames import Finder
from onrecord.mark.attributions.inserts import inserted
from onrecord.mark.attributions.nesting import nested
from onrecord.mark.attributions.setoff import set_off
from onrecord.mark.attributions.speeches import Speeches
from onrecord.mark.attributions.tokens import CLOSING, DASHES, QUOTES, STOPS, Quotation, Quotations, Tokens
from onrecord.mark.records import Attribution
from onrecord.model import Span

_SPEECH = 200  # tokens that a speech between dashes takes at most
_SPLICED = 16  # tokens that a headline's first speaker says before a comma and the second
_DATED = 6  # tokens of a date between a speaker and ", citing"
_OPENING = 12  # characters before another's claim that is the subject of a content
_CALLED = 6  # tokens at the end of "calls P a lie" in which the lie is looked for
_LONGEST = 200  # tokens of a sentence that are read together; a longer one is read in pieces


def read(text: str, sentences: Sequence[Span], language: str) -> tuple[Attribution, ...]:
    """Raises FileNotFoundError for a language without cues."""
    return _Reader(text, sentences, language).attributions()


class _Reader(Backwards):
    __slots__ = ("finder",)

    finder: Finder

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
        return nested([self._record(frame) for frame in kept], given)

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
            self._add_right(frame, frame.right, self._end(frame, found, n, hi), enclosing)
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

    def _end(self, frame: Frame, found: list[Frame], n: int, hi: int) -> int:
        """The token before which a content to the right of `frame` ends."""
        words = self.tokens.words
        end = self._before_notes(frame.right, hi)
        if frame.left and words[frame.left - 1] == "(":
            end = next((t for t in range(frame.right, end) if words[t] == ")"), end)
        start = frame.start or frame.right
        if (
            start < end
            and words[start] != "that"
            and any(o.start is not None and o.start <= frame.left and o.side == "right" for o in found[:n])
        ):
            for t in range(start, end - 1):  # "X says that Y thinks A, and that B"
                if words[t] in ("and", "but") and words[t + 1] == "that":
                    end = t - (words[t - 1] == ",")
                    break
        for other in found[n + 1 : n + 2]:
            aside = other.pronoun is not None and start < other.pronoun < end and words[other.pronoun - 1] == ","
            if aside and other.pronoun is not None and frame.stance == "denied":
                end = other.pronoun - 1  # "..., which X calls a lie"
                break
        for other in found[n + 1 :] if frame.verb is None else ():  # "X, asked about reports that A, said"
            if (
                other.source
                and other.source[1] <= frame.left
                and start < other.cue[0] < end
                and words[other.cue[0] - 1] == ","
            ):
                end = other.cue[0] - 1
                break
        for other in found[n + 1 : n + 4]:  # "X, which cited Y, said": the clause is part of X
            if other.source and other.source[0] < frame.left and frame.right < other.source[1] < end:
                end = other.source[1]
                break
        for t in range(frame.start or frame.right, end):
            if words[t] == ";" and start < t < end - 1 and frame.verb:
                end = t  # "X assesses that A; it is reviewing B"
                break
            if words[t] in (";", ":") and any(other.left > t and other.source for other in found[n + 1 :]):
                end = t
                break
            if words[t] in (":", ",") and any(
                other.left > t and other.side == "left" and self._parts(other, found, n + 1, t)
                for other in found[n + 1 : n + 3]
            ):
                end = t
                break
            if words[t] == "," and t > start and words[t + 1 : t + 2] == ["which"] and found[n + 1 : n + 2]:
                after = found[n + 1]
                if after.left > t + 2 and after.source and not self.tokens.flags[after.source[0]] & PRONOUN:
                    end = t  # "..., which is in line with Y's claim that"
                    break
            if words[t] == "," and t > start and words[t + 1 : t + 3] == ["contrary", "to"]:
                end = t
                break
            if words[t] in (",", ";") and t > (frame.start or frame.right) and self._relative(frame):
                end = t
                break
        checks = found[n - 1] if n and frame.side == "noun" else frame
        if checks.verb and checks.verb.classes & CHECK and checks.cue[1] - checks.cue[0] > 1:
            end = next((t for t in range(start + 1, end) if self._leaves(t, start)), end)
        lefts = (other.left for other in found[n + 1 :] if other.source and other.left >= frame.right)
        spoken = min(lefts, default=end)
        for other in found[n + 1 :]:
            if other.left < frame.right or other.left >= end:
                continue
            cut = self._cut(frame, other, spoken < other.left, end)
            least = (frame.start or frame.right) + 1
            alone = (
                words[least - 1][0].isdigit()
                or words[least] == ","
                and words[least - 1] != "that"
                or other.joined
                and words[other.left - 1] == "and"
            )
            if cut is not None and (cut > least or cut == least and alone):
                return cut
        before = frame.left - 1
        if words[before] in OPPOSED and (
            before == 0 or words[before - 1] in ("that", ",") or words[before - 1] in STOPS
        ):
            # "while X claimed A, Y ..."
            comma = next((t for t in range(frame.start or frame.right, end) if words[t] == ","), None)
            return comma or end
        return end

    def _leaves(self, t: int, start: int) -> bool:
        """Whether token `t` ends what nobody could confirm, from `start` on: "these claims, but they ..."."""
        words, flags = self.tokens.words, self.tokens.flags
        if words[t] == "because":
            return True
        if words[start] in ("that", "whether", "if", "how", "who", "what", "when", "where", "why"):
            return False
        t += words[t] == ","
        return (
            words[t : t + 1] == ["but"]
            or words[t : t + 1] == ["and"]
            and t + 1 < len(flags)
            and bool(flags[t + 1] & AUX)
        )

    def _named_after(self, frame: Frame, end: int) -> int:
        """Where ", a claim that ..." ends what was said before it, and calls it unconfirmed."""
        words, known = self.tokens.words, self.finder.cues
        for t in range(frame.start or frame.right, end - 3):
            if words[t] == "," and words[t + 1] in ("a", "an") and self._calls_it(t + 1, end):
                return t  # "..., a figure the Kremlin dismissed"
            if words[t] == "," and words[t + 1] in ("a", "an") and words[t + 3] in ("that", "which"):
                stance = known.nouns.get(words[t + 2])
                if stance is not None:
                    frame.stance = stance if frame.stance == "asserted" else frame.stance
                    return t
        return end

    def _calls_it(self, t: int, end: int) -> bool:
        """Whether at "a" in ", a figure (that) the Kremlin dismissed" another speaker comes to what was said."""
        words, known = self.tokens.words, self.finder.cues
        if words[t + 1] not in known.nouns and words[t + 1] not in known.sets["tolls"] | known.sets["taken_up"]:
            return False
        at = t + 2 + (words[t + 2] in ("that", "which"))
        return any(other.source and other.source[0] == at and other.cue[0] < end for other in self.finder.found)

    def _before_notes(self, least: int, end: int) -> int:
        """Steps back over the stop and the footnote marks ("[12]") at the end of a sentence."""
        words = self.tokens.words
        while end > least:
            if words[end - 1] in STOPS:
                end -= 1
            elif words[end - 1] == "]" and end - 3 > least and words[end - 3] == "[" and words[end - 2].isdigit():
                end -= 3
            else:
                break
        return end

    def _cut(self, frame: Frame, other: Frame, between: bool, end: int) -> int | None:
        """Where a later frame of the same sentence ends this one's content; None when it stands inside it. `between`
        tells whether another speaker stands between the two."""
        words = self.tokens.words
        t = other.left - 1
        if other.source and words[other.source[0]] == "which":
            if frame.verb and frame.verb.lemma in ("cite", "quote"):
                return None  # "cites X, which says"
            return t if words[t] == "," else None
        if other.source and self.tokens.flags[other.source[0]] & PRONOUN and between:
            return None  # "X reported that Y said A, but she said B": B too is what X reported
        seen: set[str] = set()
        while t > frame.right and words[t] in CONTRAST:
            seen.add(words[t])
            t -= 1
        if other.verb and other.verb.shape == GERUND and (other.joined or not other.source):
            return t if words[t] == "," else t + 1 if words[t] in CLOSING else None
        if other.gapped or other.side == "cites" and other.verb and words[t] == ",":
            return t  # "X warned that A, as Y had told him"
        if other.reported or other.joined and other.source and frame.right <= other.source[0]:
            return None  # the verb is joined to one that stands in this content
        if other.joined:
            return t + 1 if words[t] != "," else t
        if other.side == "right" and other.source:
            if words[t] == "," and not seen and self._spliced(frame, other, t, self.finder.lo):
                return t
            if words[t] == "," and seen & CONTRAST - {"as", "after", "because", "since"}:
                return t
            if seen & LOOSE or seen == {"as"} and words[frame.start or t] != "that" and not between:
                return t + 1
            if seen == {"as"} and self._announces(frame, other, t + 1):
                return t + 1  # "Russia claims A as Ukraine reports B"
            if seen == {"and"} and not between and not self.tokens.flags[other.source[0]] & PRONOUN:
                return t + 1  # "X said A and Y said B"
            return None
        if other.side == "left" or (other.side == "around" and other.source):
            if self._breaks(other, end):
                return None  # "X said that A, according to Y, B"
            tail = (
                all(words[u] in STOPS or self.tokens.flags[u] for u in range(other.right, end))
                or other.right >= end - 6
            )
            citing = any(
                o.side == "cites" and o.left - other.right < _DATED for o in self.finder.found if o.left > other.left
            )
            tail = tail or words[t] == "," and citing and other.verb is not None
            relayed = words[t] == "," and any(o.side == "left" and o.left == other.right + 1 for o in self.finder.found)
            if tail or relayed:  # "X thinks A, according to Y, Z reports"
                return t if words[t] == "," else t + 1
        return None

    def _announces(self, frame: Frame, other: Frame, conjunction: int) -> bool:
        """Whether "X claims A as Y reports B" sets two speakers side by side, each with words of its own."""
        if frame.verb is None or other.verb is None or other.source is None or other.start is None:
            return False
        named = self.tokens.capital(other.source[0]) and other.source[0] == conjunction + 1
        return named and frame.verb.shape == other.verb.shape == THIRD

    def _spliced(self, frame: Frame, other: Frame, comma: int, lo: int = 0) -> bool:
        """Whether "X said A, Y said B" joins two sentences with a bare comma."""
        start = frame.start if frame.side == "right" and frame.start is not None else comma
        if other.source is None or other.cue[0] < other.source[0] or self.tokens.flags[other.source[0]] & PRONOUN:
            return False
        if frame.verb and other.verb and frame.verb.shape == other.verb.shape == THIRD and comma - start < _SPLICED:
            if other.source[0] == comma + 1 and self.tokens.capital(comma + 1) and frame.left <= lo + 1:
                return True  # "Russia claims full control of A, Ukraine denies it"
        return self.finder.clause_within(start) and self.tokens.words[start] not in ("if", "when", "after", "in", "as")

    def _clause_start(self, frame: Frame, found: list[Frame], n: int, lo: int) -> int:
        """The token at which the clause around `frame` starts: behind the cue it hangs on, else with the sentence."""
        start = lo
        for earlier in found[:n]:
            if earlier.start is not None and earlier.start <= frame.left:
                start = max(start, earlier.start)
        words = self.tokens.words
        if words[start] == "that":
            start += 1
        for t in range(frame.left - 1, start, -1):
            if words[t] in (";", ":") or (words[t] == "," and words[t + 1] in ("and", "but", "while", "with")):
                return t + 1 + (words[t] == ",")
        return start

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
                and (frame.verb is None or self._goes_on(after + 1, limit))
            ):
                if words[after + 1] == "no" or not self.tokens.flags[after + 1] & BOUND or words[after + 1] in (
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
                ):
                    self._add_right(frame, after + 1, limit, enclosing)

    def _goes_on(self, t: int, limit: int) -> bool:
        """Whether a clause broken by "X said" goes on at token `t`."""
        word, flags = self.tokens.words[t], self.tokens.flags[t]
        if word.endswith("ing") or word in ("who", "which", "according", "a", "an", "citing", "as"):
            return False
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
            words = self.tokens.words[first : min(last, first + _CALLED + 1)]
            words = words[1:] if words[:2] == ["that", "this"] or words[:2] == ["that", "it"] else words
            if words[0] in ("this", "that", "it") and words[1:2] and self.tokens.flags[first + 1] & AUX:
                return any(word in sets["untrue"] for word in words)  # "said that was a lie"
        if frame.verb is None or frame.verb.lemma not in sets["calling"] or not frame.content:
            return False
        first, last = self.tokens.between(frame.content[-1])
        if self.tokens.flags[first] & PREP:  # "calls on", "calls for"
            return False
        return any(word in sets["untrue"] for word in self.tokens.words[max(first, last - _CALLED) : last])
