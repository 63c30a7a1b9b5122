"""What stands in front of a number: bounds ("more than"), currency signs, "(+", change ("rose by"), and list nouns."""

from __future__ import annotations

import re
from typing import Literal

from onrecord.mark.figures.tables import Tables, Unit
from onrecord.model import Span
from onrecord.model.claim import Bound

WINDOW = 56
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|[0-9]+(?:[.,][0-9]+)*|[^\w\s]")
_CURRENCY = re.compile(r"(?<![^\W\d_])(?:[A-Z]{0,3} ?[$€£¥₴₽](?:[A-Z]{1,2})?|[A-Z]{2,3}|Y=)[ \u00a0]?$")
_SIGN = re.compile(r"(?P<open>\(\s?)?(?P<sign>[+\-−–])[ \u00a0]?$")
# "tanks ‒ ", "Tanks: ", "• artillery systems – about"
_LIST = re.compile(
    r"(?:^|[\n\r;,•·*>\t]|\)\s|[.!?]\s)[\s\-–•·*✔▪️🔹]*(?P<noun>[^\W\d_][^\n\r;,:.!?0-9]{1,60}?)\s*(?:\s[-–—‒−]|[–—‒](?=\s)|:|\s=)\s*$"
)


def words_before(text: str, at: int) -> list[tuple[int, str]]:
    """Up to eight lower-case words and marks in front of `at`, on the same line, with their offsets."""
    start = max(0, at - WINDOW)
    start = max(start, text.rfind("\n", start, at) + 1)
    if start and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        while start < at and text[start].isalnum():
            start += 1
    return [(m.start(), m.group().lower()) for m in list(_WORD.finditer(text, start, at))[-8:]]


def bound_before(words: list[tuple[int, str]], known: Tables) -> tuple[Bound, int] | None:
    """The bound that `words` end in, and where its phrase begins."""
    end = len(words)
    for _ in range(3):
        for size in (5, 4, 3, 2, 1) if end and words[end - 1][1] in known.before_ends else ():
            if size <= end:
                bound = known.before.get(" ".join(w for _, w in words[end - size : end]))
                if bound is not None:
                    return bound, words[end - size][0]
        skip = _filler(words, end, known)
        if (
            not skip or words[end - 1][1] == "the"
        ):  # "passed the 250,000 mark" is in the list, "an increase over the 169" is none
            return None
        end -= skip
    return None


def change_before(words: list[tuple[int, str]], known: Tables) -> tuple[Literal["up", "down"], str] | None:
    """Whether the amount is said to have risen or fallen by it, and the word that says so."""
    end = len(words)
    for _ in range(4):
        for size in (4, 3, 2, 1) if end and words[end - 1][1] in known.change_ends else ():
            if size <= end:
                phrase = " ".join(w for _, w in words[end - size : end])
                way = known.change.get(phrase)
                if way is not None:
                    return None if way == "none" else ("up" if way == "up" else "down", phrase)
        skip = _filler(words, end, known)
        if not skip and end and words[end - 1][1] in known.before_ends:
            for size in (4, 3, 2, 1):
                if size <= end and " ".join(w for _, w in words[end - size : end]) in known.before:
                    skip = size
                    break
        if not skip and end and words[end - 1][1] in ("by", "на"):
            # "expected to grow sales by 35 per cent"
            for _, word in reversed(words[max(0, end - 5) : end - 1]):
                if word in known.change:
                    return ("up" if known.change[word] == "up" else "down"), f"{word} by"
        if not skip:
            return None
        end -= skip
    return None


def _filler(words: list[tuple[int, str]], end: int, known: Tables) -> int:
    if not end or words[end - 1][1] not in known.filler_ends:
        return 0
    for size in (3, 2, 1):
        if size <= end and " ".join(w for _, w in words[end - size : end]) in known.fillers:
            return size
    return 0


def currency_before(text: str, at: int, known: Tables) -> tuple[Unit, int] | None:
    """The currency sign or code that touches the number, and where it begins."""
    match = _CURRENCY.search(text, max(0, at - 6), at)
    if match is None:
        return None
    written = match.group().rstrip(" \u00a0")
    for begin in range(len(written)):
        unit = known.currency.get(written[begin:])
        if unit is not None:
            return unit, match.start() + begin
    return None


def sign_before(text: str, at: int) -> tuple[Literal["+", "-"], int] | None:
    """ "+" or "-" as a sign, with its offset. A minus is one only in brackets or as U+2212: lists use dashes."""
    match = _SIGN.search(text, max(0, at - 4), at)
    if match is None:
        return None
    plus = match["sign"] == "+"
    begin = match.start("sign")
    if match["open"] or (plus and (begin == 0 or not text[begin - 1].isalnum())):
        return ("+" if plus else "-"), match.start()
    if match["sign"] == "−" and at - begin == 1 and (begin == 0 or not text[begin - 1].isalnum()):
        return "-", begin
    return None


def noun_before(text: str, at: int) -> Span | None:
    """The noun phrase of a list line, in front of its dash or colon."""
    start = max(0, at - 100)
    line = max(text.rfind("\n", start, at), text.rfind("\r", start, at))
    match = _LIST.search(text, max(start, line), at)
    return None if match is None else Span(match.start("noun"), match.start("noun") + len(match["noun"].rstrip()))
