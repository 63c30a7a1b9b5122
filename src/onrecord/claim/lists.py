"""Official lists of losses: one line a category, its total since the invasion and, in brackets, the day's entry.

    personnel ‒ about 254380 (+530) persons        tanks — 9 113 (+4 за минулу добу)        3,700 (+1) tanks

All layouts since 2022 and their three languages differ only in words, which are data
(lexicon/languages/lists.toml): a label, a dash or colon, a number, a plus in brackets. A line gives a
cumulative claim and, where the brackets hold a figure, an increment claim, "(+0)" included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from onrecord.claim.context import Context
from onrecord.claim.periods import war_start
from onrecord.lexicon import load
from onrecord.mark.figures.interval import interval, last_digit
from onrecord.model import Loss, Period, Quantity, Span
from onrecord.model.claim import Bound, Category, Measure, Party

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f\u2009,.]\d{3})+(?!\d)|\d+"
_PLUS = r"\(\s*\+\s*(?P<plus>" + _NUMBER + r")?(?P<told>[^()\n]{0,40})\)"
_DASH = r"(?:[ \t\u00a0]*[‒–—―−:][ \t\u00a0]*|[ \t\u00a0]+-[ \t\u00a0]*|-[ \t\u00a0]+|[ \t\u00a0]+-(?=\d))"
# How many kinds of thing a text must list before lines without a bracket count as a list.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    category: Category
    label: str
    total: Decimal | None
    total_at: Span | None
    bound: Bound
    plus: Decimal | None
    plus_at: Span | None


@lru_cache(maxsize=None)
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("languages/lists.toml")["words"]
    about = "|".join(re.escape(word) for word in words["about"])
    units = "|".join(re.escape(word) for word in sorted(words["units"], key=len, reverse=True))
    # label – [about] number [unit] [(+n)] [persons were liquidated]
    after = re.compile(
        rf"(?P<label>[^\W\d_][^\n\d()‒–—―−:;]{{1,60}}?){_DASH}(?:(?P<about>{about})[ \u00a0]*)?(?P<total>{_NUMBER})?"
        rf"[ \u00a0]*(?:(?:{units})\b\.?)?[ \u00a0]*(?:{_PLUS})?(?P<rest>[^\n\d;,.(]{{0,60}})",
        re.IGNORECASE,
    )
    # number (+n) label
    before = re.compile(
        rf"(?:(?P<about>{about})[ \u00a0]*)?(?P<total>{_NUMBER})[ \u00a0]*{_PLUS}[ \u00a0]*(?P<label>[^\W\d_][^\n\d()‒–—;,.:]{{1,50}})",
        re.IGNORECASE,
    )
    return after, before


def list_losses(context: Context) -> tuple[list[Loss], list[Span]]:
    """The claims of every list in the document, and the spans that they use up."""
    text = context.document.text
    lines = sorted(_lines(text), key=lambda line: line.span)
    bracketed = sum(1 for line in lines if line.plus is not None)
    if len({line.category for line in lines}) < _ENOUGH and not bracketed:
        return [], []
    start = lines[0].span.start
    heading = text[max(0, start - 400) : start].lower()
    words = load("languages/lists.toml")["words"]
    daily = (
        not bracketed
        and any(word in heading for word in words["daily"])
        and not any(word in heading for word in words["total"])
    )
    claims: list[Loss] = []
    for line in lines:
        claims.extend(_claims(context, line, _side(heading, words), daily))
    return claims, [line.span for line in lines]


def _lines(text: str) -> Iterator[_Line]:
    if not any(mark in text for mark in ("‒", "–", "—", "―", "−", ":", "- ", " -", "(+", "( +")):
        return
    after, before = _forms()
    taken: list[Span] = []
    for match in after.finditer(text):
        line = _line(match)
        if line is not None and (line.total is not None or line.plus is not None):
            taken.append(line.span)
            yield line
    if "(+" in text or "( +" in text or "(+ " in text:
        for match in before.finditer(text):
            span = Span(*match.span())
            if any(span.overlaps(other) for other in taken):
                continue
            line = _line(match)
            if line is not None and line.plus is not None:
                yield line


def _line(match: re.Match[str]) -> _Line | None:
    label = match["label"]
    category = _category(label)
    if category is None:
        return None
    total, plus = match["total"], match["plus"]
    if total is None and plus is None:
        return None
    start = (
        match.start("label")
        if match.start("label") < (match.start("total") if total else match.end())
        else match.start()
    )
    end = max(match.end("total") if total else 0, match.end("plus") if plus else 0)
    if plus is not None or match["told"] is not None:
        end = match.string.index(")", end) + 1
    if match.start("label") > start:
        end = match.end("label")
    tail = match.groupdict().get("rest") or ""
    if any(word in tail.lower() for word in load("languages/lists.toml")["words"]["liquidated"]):
        end = match.end("rest")
    return _Line(
        span=Span(start, end - (len(match.string[start:end]) - len(match.string[start:end].rstrip()))),
        category=category,
        label=tail.strip() or label.strip(),
        total=_exact(total),
        total_at=Span(*match.span("total")) if total else None,
        bound=_bound(match["about"]),
        plus=_exact(plus),
        plus_at=Span(*match.span("plus")) if plus else None,
    )


def _category(label: str) -> Category | None:
    """By the stems of the last words before the dash: a label is short, what stands before it is prose."""
    data = load("languages/lists.toml")
    words = " ".join(label.lower().split()[-6:])
    for name in data["order"]:
        if any(stem in words for stem in data["stems"][name]):
            found: Category = name
            return found
    return None


def _exact(written: str | None) -> Decimal | None:
    return Decimal(re.sub(r"\D", "", written)) if written else None


def _bound(word: str | None) -> Bound:
    if not word:
        return "exact"
    return "nearly" if word.lower() in ("nearly", "almost", "майже", "почти") else "about"


def _side(heading: str, words: dict[str, list[str]]) -> Party:
    return "ukraine" if any(phrase in heading for phrase in words["ukrainian"]) else "russia"


def _claims(context: Context, line: _Line, side: Party, daily: bool) -> Iterator[Loss]:
    published = context.published
    if line.total is not None and line.total_at is not None:
        measure: Measure = "increment" if daily else "cumulative"
        period = _day(published) if daily else Period(start=war_start(), end=published, basis="event")
        yield _claim(context, line, side, line.total, line.bound, measure, period, line.total_at)
    if line.plus is not None and line.plus_at is not None:
        yield _claim(context, line, side, line.plus, "exact", "increment", _day(published), line.plus_at)


def _day(published: date | None) -> Period:
    """A daily official figure published on D covers D-1..D."""
    return Period(start=published - timedelta(days=1) if published else None, end=published, basis="rolling")


def _claim(
    context: Context, line: _Line, side: Party, value: Decimal, bound: Bound, measure: Measure, period: Period, at: Span
) -> Loss:
    low, high = interval(value, Decimal(0), bound)
    sources, _ = context.attributed(at)
    return Loss(
        id="", text=line.span.of(context.document.text), span=line.span, sources=sources, period=period,
        side=side, category=line.category, measure=measure, as_reported=line.label,
        quantity=Quantity(value=value, low=low, high=high, bound=bound),
    )  # fmt: skip


__all__ = ["last_digit", "list_losses"]
