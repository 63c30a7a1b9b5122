"""A text as words with flags, and the quotations in it. One pass each, linear in the text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from onrecord.mark.attributions.cues import Cues
from onrecord.model import Span

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Sen|Sens|Rep|Reps|Gov|Prof|Jr|Sr|Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\.(?=\s)"
    r"|(?<=[a-z] )[A-Z]\.(?= [A-Z][a-z])|(?<=[a-z] )[A-Z]\.[A-Z][a-z]+"
    # "Censor.NET", "Texty.org.ua", "Krym.Realii": a name
    r"|[^\W_]{2,20}(?:\.(?:[a-z]{2}|net|com|org|info|media|news|NET|RU|UA|COM|Info|Realii)){1,2}\b"
    r"|\d+(?:[.,:]\d+)*|[^\W_]+(?:[-'’][^\W_]+)*|''|’’|‘‘|[^\w\s]|_"
)
QUOTES = frozenset('"“”„«»')
CLOSING = QUOTES - {"“", "„"}  # once Tokens.mark_quotes has told the marks apart
_BEFORE_MONTH = frozenset(
    "in of on since until till by last early late mid this next from to during before after".split()
)
STOPS = frozenset(".!?…")
DASHES = frozenset("-–—―")
# A quotation inside single marks opens after a space or bracket and closes before one; apostrophes do neither.
_SINGLE = re.compile(r"(?<![\w'’])[‘'](?=[\w“\"])([^‘'’\"“”\n]{1,300}(?:['’]\w[^‘'’\"“”\n]{0,300}){0,8})['’](?!\w)")
_MARK = re.compile(r"[\"“”„«»]|''|’’|‘‘")
_OPENS, _CLOSES = ("“", "„", "«", "‘‘"), ("”", "»", "’’")


class Quotation(NamedTuple):
    """A quotation with its marks; `closed` is false when the paragraph ended first."""

    start: int
    end: int
    closed: bool


class Tokens:
    """Words and punctuation of one text, as parallel lists; `flags` come from the language's cues."""

    __slots__ = ("ends", "flags", "starts", "text", "words")

    def __init__(self, text: str, cues: Cues) -> None:
        lowered = text.lower()
        if len(lowered) != len(text):  # a few capitals grow when lowered
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        self.text = text
        self.starts, self.ends = array("l"), array("l")
        self.words: list[str] = []
        once: dict[str, str] = {}  # a long text has few words, many times
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            self.starts.append(start)
            self.ends.append(end)
            word = lowered[start:end]
            self.words.append(once.setdefault(word, word))
        get = cues.flags.get
        self.flags: list[int] = [get(word, 0) for word in self.words]
        for at, word in enumerate(self.words):
            if word == "may" and self.capital(at) and self._of_month(at):
                self.flags[at] = get("april", 0)
            elif word in cues.sets["in_names"] and self._in_name(at):
                self.flags[at] = 0

    def _of_month(self, at: int) -> bool:
        """Whether "May" at `at` is the month: a number stands beside it, or a preposition before."""
        before, after = self.words[at - 1] if at else "", self.words[at + 1] if at + 1 < len(self.words) else ""
        return before[:1].isdigit() or after[:1].isdigit() or before in _BEFORE_MONTH

    def _in_name(self, at: int) -> bool:
        """Whether a word of time or person belongs to a name, in words that are no headline: "India Today said", "The
        i Paper said"."""
        if self.words[at] == "i":
            return not self.capital(at)
        if at == 0 or not self.capital(at) or at + 1 < len(self.words) and self.capital(at + 1):
            return False
        return self.capital(at - 1) or self.words[at - 1] == "the"

    def mark_quotes(self, quotes: Quotations) -> None:
        """Writes every mark that opens or closes a quotation, single ones too, as a double one."""
        for start, end, closed in (*quotes.all, *quotes.inner):
            first, last = self.at(start), self.at(end - 1)
            if not self.words[first][0].isalnum():
                self.words[first] = "“"
            if closed and last > first and not self.words[last][0].isalnum():
                self.words[last] = "”"

    def between(self, span: Span) -> tuple[int, int]:
        """The range of tokens that start inside `span`."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)

    def past_time(self, first: int, last: int) -> int:
        """Steps over the time of day that opens an entry of a live report: "14:25 – "."""
        if first + 2 < last and ":" in self.words[first] and self.words[first][0].isdigit():
            return first + 1 + (self.words[first + 1] in DASHES)
        return first

    def at(self, position: int) -> int:
        """The index of the last token that starts at or before `position`."""
        return bisect_right(self.starts, position) - 1

    def capital(self, index: int) -> bool:
        return self.text[self.starts[index]].isupper()

    def word(self, index: int) -> bool:
        return self.text[self.starts[index]].isalnum()


class Quotations:
    """The quotations of a text, found by position; `inner` are those in single marks inside another."""

    __slots__ = ("_starts", "all", "inner")

    def __init__(self, text: str) -> None:
        self.all, self.inner = quotations(text)
        self._starts = [quote.start for quote in self.all]

    def at(self, position: int) -> Quotation | None:
        """The quotation that covers a character position."""
        quote = self.before(position + 1)
        return quote if quote is not None and quote.end > position else None

    def within(self, span: Span) -> list[Quotation]:
        """The quotations that overlap a span."""
        first = bisect_right(self._starts, span.start) - 1
        found = self.all[max(0, first) : bisect_left(self._starts, span.end)]
        return [quote for quote in found if quote.end > span.start]

    def before(self, position: int) -> Quotation | None:
        """The last quotation that starts before a character position."""
        index = bisect_left(self._starts, position) - 1
        return self.all[index] if index >= 0 else None


def quotations(text: str) -> tuple[list[Quotation], list[Quotation]]:
    """Quotations of `text` in order, never overlapping, and those inside them in single marks. A mark that is not
    closed in its paragraph ends with it."""
    out: list[Quotation] = []
    inner: list[Quotation] = []
    for line in re.finditer(r"[^\n\r]+", text):
        opened = -1
        for mark in _MARK.finditer(text, line.start(), line.end()):
            sign, at = mark.group(), mark.start()
            if opened < 0:
                # A closing mark with nothing open is a slip, unless words follow it at once.
                if sign not in _CLOSES or text[mark.end() : mark.end() + 1].isalnum():
                    opened = at
            elif sign not in _OPENS or (text[at - 1].isalnum() and not text[mark.end() : mark.end() + 1].isalnum()):
                out.append(Quotation(opened, mark.end(), True))
                opened = -1
        if opened >= 0:
            out.append(Quotation(opened, line.end(), False))
    doubles = [quote.start for quote in out]
    for single in _SINGLE.finditer(text):
        index = bisect_right(doubles, single.start()) - 1
        inside = index >= 0 and out[index].end > single.start()
        nextup = index + 1 < len(doubles) and doubles[index + 1] < single.end()
        if inside:
            inner.append(Quotation(single.start(), single.end(), True))
        elif not nextup:
            out.append(Quotation(single.start(), single.end(), True))
    out.sort()
    return out, inner
