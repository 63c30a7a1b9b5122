"""Speakers that a headline sets off with a colon or a dash: "Kyiv: ...", "...: governor", "... – General Staff"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.mark.attributions.cues import AUX, BOUND, DATE, PRONOUN, SPEAKER, VERB, Cues
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.tokens import DASHES, QUOTES, STOPS, Tokens
from onrecord.model import Span

_LEAD, _TAIL = 13, 9  # tokens a speaker takes at most before the colon, behind the dash
_LINKS = frozenset(("of", "the", "for", "in", "and", "'s", "’", "'", "&", "-", "on", "about", '"', "“", "”", "’s"))
_TOPIC = frozenset(("about", "on"))  # "General Staff about the war: ..."


class Headlines:
    """Finds such speakers in one line, given as a range of tokens [lo, hi)."""

    __slots__ = ("cues", "tokens")

    def __init__(self, tokens: Tokens, cues: Cues) -> None:
        self.tokens, self.cues = tokens, cues

    def frames(self, lo: int, hi: int) -> list[Frame]:
        stamped = self._past_label(self._past_stamp(lo, hi), hi)
        alone, lo = stamped == lo, stamped
        tail = self._tail(lo, hi) or self._bracketed(lo, hi)
        if tail is not None:
            said = self._lead(lo, tail.cue[0], alone) if self.tokens.words[tail.cue[0]] != ":" else ()
            return [*said, tail, *self._cited(tail, hi)]  # "X: A - agency"
        return list(self._leads(lo, hi, alone))

    def signed(self, dash: int, hi: int) -> Frame | None:
        """Who a dash behind a quotation says wrote it, if nothing but a name follows on its line [dash, hi)."""
        words = self.tokens.words
        if words[dash] == ":":  # "'We hold on': Residents of Sumy on a year of strikes"
            ends = self.cues.sets["topical"] | self.cues.verbs.keys()
            hi = next((t for t in range(dash + 2, min(hi, dash + _TAIL)) if words[t] in ends), hi)
        while hi > dash + 1 and words[hi - 1] in STOPS:
            hi -= 1
        if hi - dash > _TAIL or any(not self._nameable(t) for t in range(dash + 1, hi)):
            return None
        return Frame((dash, dash + 1), (dash + 1, hi), "asserted", None, "set") if self._names((dash + 1, hi)) else None

    def _past_stamp(self, lo: int, hi: int) -> int:
        """Steps over a time of day and date before the headline: "16.08.22 16:45 - ", "16:22 "."""
        t = lo
        clock = self.tokens.words[lo] if lo < hi else ""
        if ":" in clock and clock[0].isdigit() and lo + 1 < hi and self._office(lo + 1, hi):
            return lo + 1
        while t < min(hi, lo + 4) and self.tokens.words[t][0].isdigit() and not self.tokens.words[t].isalpha():
            t += 1
        return t + 1 if t > lo and t < hi and self.tokens.words[t] in DASHES else lo

    def _past_label(self, lo: int, hi: int) -> int:
        """Steps over what names the kind of the piece and nobody: "LIVE: ", "CORRECTION: "."""
        words = self.tokens.words
        for colon in range(lo + 1, min(hi - 1, lo + 4)):
            if words[colon] == ":":
                labelled = all(words[t] in self.cues.sets["labels"] for t in range(lo, colon))
                return colon + 1 if labelled else lo
        return lo

    def _bracketed(self, lo: int, hi: int) -> Frame | None:
        """The speaker in brackets that ends a headline: "Troops gain 28 sq km in a week (ISW)"."""
        words, starts, ends = self.tokens.words, self.tokens.starts, self.tokens.ends
        if words[hi - 1] != ")":
            return None
        opened = next((t for t in range(hi - 2, max(lo + 3, hi - _TAIL - 1), -1) if words[t] == "("), None)
        if opened is None or any(words[t] in STOPS for t in range(lo, opened)):
            return None
        source = (opened + 1, hi - 1)
        if not self._names(source) or any(not self._nameable(t) for t in range(*source)):
            return None
        if self._abbreviates(opened, source) or words[source[0]] in self.cues.sets["labels"]:
            return None
        frame = Frame((opened, opened + 1), source, "asserted", None, "set")
        frame.content.append(Span(starts[lo], ends[opened - 1]))
        return frame

    def _abbreviates(self, opened: int, source: tuple[int, int]) -> bool:
        """Whether the brackets hold the initials of the name before them: "Institute for the Study of War (ISW)"."""
        tokens, size = self.tokens, source[1] - source[0]
        if size > 1:
            return False
        short = tokens.words[source[0]]
        letters = [tokens.words[t][0] for t in range(max(0, opened - 2 * len(short)), opened) if tokens.capital(t)]
        return "".join(letters[-len(short) :]) == short

    def _tail(self, lo: int, hi: int) -> Frame | None:
        words, starts, ends = self.tokens.words, self.tokens.starts, self.tokens.ends
        for dash in range(lo + 3, hi - 1):
            word = words[dash]
            if word not in DASHES and word != ":" or words[dash - 2] == "(":  # "(Photo: X)"
                continue
            if starts[dash + 1] == ends[dash] or (word != ":" and starts[dash] == ends[dash - 1]):
                continue
            end = dash + 1
            while end < hi and end - dash <= _TAIL and self._nameable(end):
                end += 1
            if end == dash + 1 or end - dash > _TAIL or not self._closes(end, hi):
                continue
            while end > dash + 1 and words[end - 1] in _LINKS and words[end - 1] not in (")",):
                end -= 1
            end = next((t for t in range(dash + 2, end) if words[t] == "via"), end)
            source = (dash + 1, end)
            if word == ":" and (end < hi and not self._cites(end, hi) or dash - lo < 5 or end - dash > 5):
                continue
            if not self._names(source):
                continue
            first, last = lo, dash
            while last > first and words[last - 1] in (",", *STOPS):
                last -= 1
            if last - first < 2:
                continue
            frame = Frame((dash, dash + 1), source, "asserted", None, "set")
            frame.content.append(Span(starts[first], ends[last - 1]))
            return frame
        return None

    def _cited(self, tail: Frame, hi: int) -> Iterator[Frame]:
        """Whom the speaker behind a headline cites: "A: agency, citing officials"."""
        comma = tail.right
        if self._cites(comma, hi):
            yield Frame(
                (comma + 1, comma + 2), (comma + 2, hi), "asserted", None, "set", within=tail, content=[*tail.content]
            )

    def _cites(self, comma: int, hi: int) -> bool:
        words = self.tokens.words
        if (
            words[comma : comma + 1] != [","]
            or comma + 1 >= len(words)
            or words[comma + 1] not in self.cues.citing
            or hi - comma > _TAIL
        ):
            return False
        return all(self._nameable(t) for t in range(comma + 2, hi)) and self._names((comma + 2, hi))

    def _closes(self, end: int, hi: int) -> bool:
        """Whether the headline is over at `end`: the line ends, a stop follows, or a bracketed date."""
        if end >= hi or self._cites(end, hi):
            return True
        words = self.tokens.words
        if words[end] in STOPS or words[end] in ("«", "|"):
            return True
        return words[end] == "(" and end + 1 < hi and words[end + 1][0].isdigit()

    def _leads(self, lo: int, hi: int, alone: bool) -> Iterator[Frame]:
        """The speaker that opens the line, and those who open further sentences of it: "Mayor: A. Police: B"."""
        while lo < hi:
            frame = next(self._lead(lo, hi, alone and ":" not in self._rest(lo, hi)), None)
            if frame is None:
                return
            yield frame
            lo = self._rest_from(frame.cue[1], hi)
            if not self._office(lo, hi):
                return

    def _office(self, t: int, hi: int) -> bool:
        """Whether a noun for people, and no mere name of a place, stands between token `t` and a colon."""
        near = range(t, min(hi, t + _TAIL))
        colon = next((u for u in near if self.tokens.words[u] == ":"), t)
        return any(self.tokens.flags[u] & SPEAKER for u in range(t, colon))

    def _rest_from(self, t: int, hi: int) -> int:
        """Where the next sentence of the line begins."""
        words = self.tokens.words
        return next((u + 1 for u in range(t, hi - 1) if words[u] in STOPS and self.tokens.capital(u + 1)), hi)

    def _rest(self, lo: int, hi: int) -> Sequence[str]:
        """The words of the sentences behind the first."""
        return self.tokens.words[self._rest_from(lo, hi) : hi]

    def _lead(self, lo: int, hi: int, alone: bool) -> Iterator[Frame]:
        words, starts, ends = self.tokens.words, self.tokens.starts, self.tokens.ends
        if words[lo] in QUOTES:
            lo += 1
        colon = next((t for t in range(lo, min(hi, lo + _LEAD)) if words[t] == ":"), None)
        if colon is None or colon == lo or colon + 2 >= hi:
            return
        if any(not self._nameable(t) for t in range(lo, colon)):
            return
        end = next((t for t in range(lo, colon) if words[t] in _TOPIC), colon)
        source = (lo, end)
        if not self._names(source):
            return
        last = (
            hi
            if alone
            else next(
                (t for t in range(colon + 2, hi) if words[t] in STOPS and (t + 1 == hi or self.tokens.capital(t + 1))),
                hi,
            )
        )
        if ":" in words[colon + 1 : last] and not any(self.tokens.flags[t] & SPEAKER for t in range(*source)):
            return  # a topic: "Kyiv: shelling in Obolon: one person died"
        while last > colon + 1 and words[last - 1] in STOPS:
            last -= 1
        frame = Frame((colon, colon + 1), source, "asserted", None, "set")
        frame.content.append(Span(starts[colon + 1], ends[last - 1]))
        yield frame

    def _nameable(self, t: int) -> bool:
        word, flags = self.tokens.words[t], self.tokens.flags[t]
        if word in _LINKS:
            return True
        if word in "()":
            near = t + 1 if word == "(" else t - 1
            return 0 <= near < len(self.tokens.words) and self.tokens.capital(near)
        if (
            not self.tokens.word(t)
            or flags & (BOUND | AUX | VERB | DATE | PRONOUN)
            and not self.tokens.text[self.tokens.starts[t] : self.tokens.ends[t]].isupper()
        ):
            return False
        return not word[0].isdigit() and (
            self.tokens.capital(t) or bool(flags & SPEAKER) or word not in self.cues.verbs
        )

    def _names(self, source: tuple[int, int]) -> bool:
        """A name or a noun for people, in few words."""
        flags, tokens = self.tokens.flags, self.tokens
        if (
            source[1] <= source[0]
            or source[1] - source[0] > _TAIL
            or not tokens.word(source[0])
            and tokens.words[source[0]] not in QUOTES
        ):
            return False
        if any(flags[t] & SPEAKER for t in range(*source)):
            return True
        return all(tokens.capital(t) for t in range(*source) if tokens.word(t) and tokens.words[t] not in _LINKS)
