"""So many a day: an average times its days is what the time brought, in the same sentence or by the totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.figures import Interval, grain, reach, rounded
from onrecord.audit.milestones import is_rate
from onrecord.audit.relations import written
from onrecord.audit.said import Said, width
from onrecord.audit.series import Window, windows
from onrecord.audit.ties import Term, Tied, room, tie
from onrecord.audit.view import View
from onrecord.claim.quantities import quantity
from onrecord.mark.records import Figure
from onrecord.model import Finding, Loss, Period

_DAYS = {"day": Decimal(1), "week": Decimal(7)}
_SHORT = 2  # days: below, an average is the day itself


class _Rate(NamedTuple):
    figure: Figure
    days: Decimal  # that one such amount covers


def rates(view: View) -> Iterator[Tied]:
    for sentence in view.said:
        for rate in _rates(sentence):
            window = _window(sentence, rate.figure)
            if window is None or (window[1] - window[0]).days <= _SHORT:
                continue
            times = Decimal((window[1] - window[0]).days) / rate.days
            for came in (*_stated(sentence, rate, window), *_by_totals(view, sentence, rate, window)):
                if came.claims:
                    yield _finding(view, sentence, rate, times, came, window)


def _rates(sentence: Said) -> Iterator[_Rate]:
    for figure in sentence.figures:
        days = _DAYS.get(figure.per or "")
        if days is not None and figure.value and figure.same_as is None and figure.unit != "percent":
            yield _Rate(figure, days)


def _window(sentence: Said, figure: Figure) -> Window | None:
    """The time that the sentence gives, when it gives one."""
    spans = {
        (time.start, time.end, time.basis)
        for time in sentence.times
        if time.start is not None and time.end is not None and time.basis in ("rolling", "stated", "calendar")
        if not figure.span.covers(time.span)
    }
    if len(spans) != 1:
        return None
    start, end, basis = spans.pop()
    meant = windows(Period(start=start, end=end, basis=basis))
    return meant[0] if meant else None


def _totals(sentence: Said, rate: Figure, window: Window) -> Iterator[Figure]:
    """What is told to have come of it in the same time: a figure of a claim of that window and of one noun with it."""
    for figure in sentence.figures:
        claim = sentence.claim_of(figure) if figure is not rate else None
        if not isinstance(claim, Loss) or claim.measure != "increment" or is_rate(claim):
            continue
        if window in windows(claim.period) and (rate.unit is None or rate.unit == figure.unit):
            yield figure


class _Came(NamedTuple):
    """What a time brought: how much, what that allows, how it is said, the claims that it rests on,
    and its terms, less which the average times its days is nothing."""

    total: Decimal
    allows: Interval
    said: str
    claims: tuple[str, ...]
    terms: tuple[Term, ...]


def _stated(sentence: Said, rate: _Rate, window: Window) -> Iterator[_Came]:
    for total in _totals(sentence, rate.figure, window):
        allows = width(total, Decimal(1))
        if allows is not None and total.value is not None and total.value > 0:
            ids = sentence.ids(total, rate.figure)
            terms = (Term(Decimal(-1), sentence.written(total, ids)),)
            yield _Came(total.value, allows, words.figure(quantity(total)), ids, terms)


def _by_totals(view: View, sentence: Said, rate: _Rate, window: Window) -> Iterator[_Came]:
    """By the difference of the totals on record around the time, of the sentence's own count."""
    claim = sentence.claim_of(rate.figure)
    if view.beside is None or not isinstance(claim, Loss) or not is_rate(claim):
        return
    key = view.beside.key(claim)
    if key is None or not key.voice.known or key.place is not None or key.category not in key.voice.whole:
        return
    held = view.beside.totals(key, window[0], window[0]) | view.beside.totals(key, window[1], window[1])
    before, after = held.get(window[0]), held.get(window[1])
    if before is None or after is None or after.amount < before.amount:
        return
    added = after.amount - before.amount
    said = f"{words.number(after.amount)} - {words.number(before.amount)} = {words.number(added)}"
    terms = (Term(Decimal(-1), written(after)), Term(Decimal(1), written(before)))
    yield _Came(added, Interval.point(added), said, (before.claim.id, after.claim.id, claim.id), terms)


def _finding(view: View, sentence: Said, rate: _Rate, times: Decimal, came: _Came, window: Window) -> Tied:
    value, stated = rate.figure.value, words.figure(quantity(rate.figure))
    assert value is not None
    near = _width(rate.figure, value)
    product = Interval(None if near.low is None else near.low * times, None if near.high is None else near.high * times)
    holds = product.meets(came.allows)
    each = rounded(came.total / times, min(grain(value), Decimal(1)))
    span = f"{words.number(rounded(times, Decimal('0.1')))} {'days' if rate.days == 1 else 'weeks'}"
    end = ("as stated" if value == each else f"which agrees with “{stated}”") if holds else f"but {stated} is stated"
    finding = Finding(
        rule="rate",
        verdict="holds" if holds else "fails",
        because=f"{came.said} over {span.replace('.0 ', ' ')} is {words.number(each)} a {rate.figure.per}, {end}.",
        claims=came.claims,
        period=Period(start=window[0], end=window[1]),
        stated=f"{stated} a {rate.figure.per}",
        computed=words.number(each),
        as_of=view.as_of,
    )
    terms = (Term(times, sentence.written(rate.figure, came.claims[-1:])), *came.terms)
    around = room(came.total, came.allows, value * times, product)
    return Tied(finding, (tie(terms, around, holds=holds),))


def _width(figure: Figure, value: Decimal) -> Interval:
    """An average is rounded to its digits, and to a twentieth: which days it runs over is not told to the day."""
    if figure.bound in ("exact", "about", "nearly"):
        loose = max(grain(value) / 2, reach(value), value / 20)
        return Interval(value - loose, value + loose)
    return width(figure) or Interval(None, None)
