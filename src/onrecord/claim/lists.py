"""Official lists of losses: one line a category, its total since the invasion and, in brackets, the day's entry.

    personnel ‒ about 254380 (+530) persons        tanks — 9 113 (+4 за минулу добу)        3,700 (+1) tanks

All layouts since 2022 and their three languages differ only in words, which are data
(lexicon/languages/lists.toml): a label, a dash or colon, a number, a plus in brackets. A line gives a
cumulative claim and, where the brackets hold a figure, an increment claim, "(+0)" included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from onrecord.claim import sides
from onrecord.claim.context import Context
from onrecord.claim.periods import daily, since_invasion
from onrecord.claim.spans import overlapping
from onrecord.lexicon import load
from onrecord.mark.figures.interval import interval
from onrecord.model import Loss, Period, Quantity, Span
from onrecord.model.claim import Bound, Category, Measure, Party

_BLANK = r"[ \t\u00a0]"
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009,.]\d{3}){1,4}|\d{1,12})(?!\d)"
_PLUS = rf"\(\s{{0,3}}\+\s{{0,3}}(?P<plus>{_NUMBER})?(?P<told>[^()\n]{{0,40}})\)"
# A dash or colon, or a hyphen with a blank on either side.
_DASH = rf"(?:[‒–—―−:]|(?<={_BLANK})-|-(?={_BLANK})){_BLANK}{{0,8}}"
_LABEL = re.compile(r"[^\W\d_][^\n\d()‒–—―−:;]{1,60}\Z")
_LONGEST = 61  # characters of a label
_HEADING = 400  # characters before a list that may say whose and over what time it is
# How many kinds of thing a text must list before lines without a bracket count as a list.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """`total` and `plus` are the figures with their spans; `label` what the line calls the things lost."""

    span: Span
    category: Category
    label: str
    total: tuple[Decimal, Span] | None
    bound: Bound
    plus: tuple[Decimal, Span] | None


@lru_cache(maxsize=None)
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = load("languages/lists.toml")["words"]
    return words


@lru_cache(maxsize=None)
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows a label, and what stands before one: figures, with what may be around them."""
    about = "|".join(re.escape(word) for word in _words()["about"])
    units = "|".join(re.escape(word) for word in sorted(_words()["units"], key=len, reverse=True))
    # – [about] number [unit] [(+n)] [persons were liquidated]
    behind = re.compile(
        rf"{_DASH}(?:(?P<about>{about}){_BLANK}{{0,3}})?(?=[\d(])(?P<total>{_NUMBER})?{_BLANK}{{0,3}}"
        rf"(?:(?:{units})\b\.?)?{_BLANK}{{0,3}}(?:{_PLUS})?(?P<rest>[^\n\d;,.(]{{0,60}})",
        re.IGNORECASE,
    )
    # number (+n) label
    before = re.compile(
        rf"(?:(?P<about>{about}){_BLANK}{{0,3}})?(?<!\d)(?P<total>{_NUMBER}){_BLANK}{{0,3}}{_PLUS}{_BLANK}{{0,3}}"
        r"(?P<label>[^\W\d_][^\n\d()‒–—;,.:]{1,50})",
        re.IGNORECASE,
    )
    return behind, before


def list_losses(context: Context) -> tuple[list[Loss], list[Span]]:
    """The claims of every list in the document, and the spans that they use up, in order and apart."""
    text = context.document.text
    lines = _listed(text)
    if not lines:
        return [], []
    bracketed = any(line.plus is not None for line in lines)
    head = Span(max(0, lines[0].span.start - _HEADING), lines[0].span.start)
    heading = head.of(text).lower()
    side: Party = "ukraine" if _holds(heading, "ukrainian") else "russia"
    of_a_day = not bracketed and _holds(heading, "daily") and not _holds(heading, "total")
    claims = [claim for line in lines for claim in _claims(context, line, side, of_a_day)]
    if not any(claim.sources for claim in claims):
        sources = context.chains.heading_at(head, sides.opposite(side))
        claims = [replace(claim, sources=sources) for claim in claims]
    return _carried(claims), [line.span for line in lines]


def heading_of(text: str) -> Span | None:
    """The words in front of a text's first list of losses; None when it has none."""
    lines = _listed(text)
    return Span(max(0, lines[0].span.start - _HEADING), lines[0].span.start) if lines else None


def _listed(text: str) -> list[_Line]:
    """The lines of a text's lists, if they make one: with entries in brackets, or of enough kinds of thing."""
    lines = _lines(text)
    enough = any(line.plus is not None for line in lines) or len({line.category for line in lines}) >= _ENOUGH
    return lines if enough else []


def _carried(claims: list[Loss]) -> list[Loss]:
    """The source named with one line goes for the lines behind it ("Also destroyed were 9,276 (+23) tanks")."""
    out: list[Loss] = []
    for claim in claims:
        before = out[-1] if out else None
        near = before is not None and claim.span.start - before.span.end < _HEADING
        if not claim.sources and before is not None and near and before.sources:
            claim = replace(claim, sources=before.sources)
        out.append(claim)
    return out


def _holds(heading: str, words: str) -> bool:
    return any(phrase in heading for phrase in _words()[words])


# ---- lines ------------------------------------------------------------------------------------------------------


def _lines(text: str) -> list[_Line]:
    """The lines of lists in a text, in its order; those with the label first outweigh the others."""
    behind, before = _forms()
    lines: list[_Line] = []
    floor = 0
    for match in behind.finditer(text):
        label = _LABEL.search(text, max(floor, match.start() - _LONGEST), match.start())
        floor = match.end()
        if label is not None:
            lines.extend(_line(match, label.group(), label.start(), None))
    if not lines:
        lines.extend(_bullets(text))
    if not re.search(r"\( ?\+", text):
        return lines
    taken = [line.span for line in lines]
    for match in before.finditer(text):
        if not overlapping(taken, Span(*match.span())):
            lines.extend(_line(match, match["label"], match.start(), match.end()))
    return sorted(lines, key=lambda line: line.span)


_BULLET = re.compile(
    rf"^{_BLANK}{{0,8}}[*•·‣▪–-]?{_BLANK}{{0,3}}(?P<total>{_NUMBER}){_BLANK}{{1,3}}"
    rf"(?P<label>[^\W\d_][^\n\d()‒–—;.:]{{1,50}}?)[.,;]?{_BLANK}{{0,3}}$",
    re.MULTILINE,
)


def _bullets(text: str) -> list[_Line]:
    """Lines of a number and a name alone ("4,059 tanks"), when enough kinds of thing stand so, line by line."""
    found = []
    for match in _BULLET.finditer(text):
        category = _category(match["label"])
        total = _figure(match, "total")
        if category is not None and total is not None:
            span = Span(match.start("total"), match.end("label"))
            label = match["label"].strip()
            found.append(_Line(span=span, category=category, label=label, total=total, bound="exact", plus=None))
    return found if len({line.category for line in found}) > _ENOUGH else []


def _line(match: re.Match[str], label: str, start: int, end: int | None) -> Iterator[_Line]:
    """The line of a match, if it is one: from `start` to `end`, or to its last figure and what became of them."""
    category = _category(label)
    if category is None or match["total"] is None and match["plus"] is None:
        return
    if end is None:
        label_behind = match["rest"].strip()
        if any(word in label_behind.lower() for word in _words()["liquidated"]):
            end = match.end("rest")
        elif match["told"] is not None:
            end = match.end("told") + 1  # the bracket
        else:
            end = match.end("total")
        label = label_behind or label
    written = match.string[start:end].rstrip()
    yield _Line(
        span=Span(start, start + len(written)),
        category=category,
        label=label.strip(),
        total=_figure(match, "total"),
        bound=_bound(match["about"]),
        plus=_figure(match, "plus"),
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


def _figure(match: re.Match[str], group: str) -> tuple[Decimal, Span] | None:
    written = match[group]
    return (Decimal(re.sub(r"\D", "", written)), Span(*match.span(group))) if written else None


def _bound(word: str | None) -> Bound:
    if not word:
        return "exact"
    return "nearly" if word.lower() in _words()["nearly"] else "about"


# ---- claims -----------------------------------------------------------------------------------------------------


def _claims(context: Context, line: _Line, side: Party, of_a_day: bool) -> Iterator[Loss]:
    day = _day(context.published)
    if line.total is not None:
        if of_a_day:
            yield _claim(context, line, side, line.total, line.bound, "increment", day)
        else:
            yield _claim(
                context, line, side, line.total, line.bound, "cumulative", since_invasion(None, context.published)
            )
    if line.plus is not None:
        yield _claim(context, line, side, line.plus, "exact", "increment", day)


def _day(published: date | None) -> Period:
    return replace(daily(published), basis="rolling")


def _claim(
    context: Context,
    line: _Line,
    side: Party,
    figure: tuple[Decimal, Span],
    bound: Bound,
    measure: Measure,
    period: Period,
) -> Loss:
    value, at = figure
    low, high = interval(value, Decimal(0), bound)
    sources, _ = context.attributed(at)
    return Loss(
        id="", text=line.span.of(context.document.text), span=line.span, sources=sources, period=period,
        side=side, category=line.category, measure=measure, as_reported=line.label,
        quantity=Quantity(value=value, low=low, high=high, bound=bound),
    )  # fmt: skip
