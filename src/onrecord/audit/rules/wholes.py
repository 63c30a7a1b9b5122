"""All = parts: "1,335 casualties: 474 killed and 861 injured", "427 drones and 343 missiles, 770 in all"; and a part
told as one ("including", "of which") is no larger than its whole.

    whole = sum of its parts          where the words name all of them
    whole >= sum of its parts         where they name some
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.areas import SQUARE_KM
from onrecord.audit.figures import Interval, finest, rounds_to
from onrecord.audit.said import Said, bare, counts, cue, width
from onrecord.audit.ties import Term, Tied, room, tie
from onrecord.audit.view import View
from onrecord.claim.quantities import quantity
from onrecord.claim.vocabulary import words as listed
from onrecord.mark.records import Figure
from onrecord.model import Finding
from onrecord.model.finding import Verdict

_SHORT = 24
_GAP = 70  # characters between one part and the next
_OPENS = re.compile(r"(?::|\(|[—–]| - )[^:;()—–]{0,25}$")
_PARTED = re.compile(r"[;:()—–.]|\b(?:while|but|than|from|was|out of)\b")


class Sum(NamedTuple):
    """`whole` = `parts`, or at least as much where the words do not name them all."""

    whole: Figure
    parts: tuple[Figure, ...]
    complete: bool


def wholes(view: View) -> Iterator[Tied]:
    for sentence in view.said:
        for one in sums_of(sentence):
            finding = _finding(view, sentence, one)
            if finding is not None:
                yield finding


def sums_of(sentence: Said) -> Iterator[Sum]:
    """The sums that a sentence states, each figure in one of them at most."""
    counted = [figure for figure in sentence.figures if bare(figure) or _is_area(figure)]
    at = 0
    while at < len(counted) - 1:
        opened, joined = _opened(sentence, counted, at), _joined(sentence, counted, at)
        if opened is not None:
            yield opened
            at += len(opened.parts) + 1
        elif joined is not None:
            yield joined
            at += len(joined.parts) + 1
        else:
            at += 1


def _opened(sentence: Said, counted: Sequence[Figure], at: int) -> Sum | None:
    """A whole and behind it its parts, opened by a colon, a dash, a bracket, or "including"."""
    whole, first = counted[at], counted[at + 1]
    between = sentence.between(whole, first)
    if len(between) > 2 * _GAP or not alike(whole, first) or of_them(sentence, whole):
        return None
    inside = cue("including").search(between) is not None
    if not inside and _OPENS.search(between) is None:
        return None
    parts = [first, *_chain(sentence, counted, at + 1)]
    if inside:
        return Sum(whole, tuple(parts[:1]), False)
    if len(parts) < 2:
        return None
    return Sum(whole, tuple(parts), _names_all(sentence, whole, parts, between))


def _joined(sentence: Said, counted: Sequence[Figure], at: int) -> Sum | None:
    """Parts and behind them their sum: ", nearly 900 in all", "for a total of 900"."""
    parts = [counted[at], *_chain(sentence, counted, at, summed=True)]
    end = at + len(parts)
    if len(parts) < 2 or end >= len(counted):
        return None
    whole = counted[end]
    between = sentence.between(parts[-1], whole)
    told = between + sentence.text[whole.span.start : whole.number.start].lower()
    if len(between) > _GAP or not all(alike(whole, part) for part in parts) or re.search(r"[.;(]", between):
        return None
    behind = sentence.behind(whole, 45)
    behind = re.split(r"[,.;:]", behind)[0]
    if cue("summed").search(told) is None and cue("summed").search(behind) is None:
        return None
    if cue("running").search(told) is not None or cue("running").search(behind) is not None:
        return None
    kinds = {counts(part.unit) for part in parts if part.unit is not None}
    one_noun = len({part.unit for part in parts if part.unit is not None}) <= 1
    return Sum(whole, tuple(parts), True) if one_noun or len(kinds) >= 1 else None


def _chain(sentence: Said, counted: Sequence[Figure], at: int, *, summed: bool = False) -> Iterator[Figure]:
    """The figures that go on the list begun by `counted[at]`."""
    for left, right in zip(counted[at:], counted[at + 1 :], strict=False):
        between = sentence.between(left, right)
        told = between + sentence.text[right.span.start : right.number.start].lower()
        if len(between) > _GAP or _PARTED.search(between) or not (" and" in between or "," in between):
            return
        if cue("including").search(told) or cue("running").search(told):
            return
        behind = sentence.text[right.span.end : right.span.end + 14].lower()
        if summed and (cue("summed").search(told) or cue("summed").search(behind)):
            return
        yield right


def alike(whole: Figure, part: Figure) -> bool:
    """Whether one may hold the other: of one kind, or one of the two has no noun of its own."""
    if whole.unit is None or part.unit is None:
        return True
    one, other = counts(whole.unit), counts(part.unit)
    if one is None or other is None:
        return whole.unit == part.unit
    return one == other or {one, other} <= _FLYING


def of_them(sentence: Said, figure: Figure) -> bool:
    """Whether a figure is told as a part of what was told before: "12 of them"."""
    behind = sentence.text[figure.number.end : figure.number.end + _SHORT]
    return re.match(rf"\s(?:{cue('of_them').pattern})", behind, re.IGNORECASE) is not None


def _is_area(figure: Figure) -> bool:
    return figure.unit in SQUARE_KM and bool(figure.value) and figure.same_as is None and figure.per is None


_FLYING = frozenset("drone cruise_missile missile aircraft bomb air_weapon other strikes air_strike".split())


def _names_all(sentence: Said, whole: Figure, parts: Sequence[Figure], between: str) -> bool:
    """Whether the parts are all that the whole counts: casualties are killed and wounded; "drones and missiles" are
    drones and missiles."""
    named = sentence.text[whole.number.end : whole.span.end].lower() + between
    after = [sentence.behind(part, 30).split(",")[0].split(" and ")[0] for part in parts]
    if re.search(r"\b(?:casualt|victims|affected)", named):
        kinds = [_outcome(words_behind) for words_behind in after]
        return "killed" in kinds and "wounded" in kinds and None not in kinds
    units = [part.unit for part in parts]
    if None in units or len(set(units)) != len(units) or " and " not in named:
        return False
    return all(unit is not None and re.search(rf"\b{re.escape(unit)}s?\b", named) for unit in units)


def _outcome(said: str) -> str | None:
    if any(re.search(rf"\b{word}\b", said) for word in listed("deaths")):
        return "killed"
    return "wounded" if any(re.search(rf"\b{word}\b", said) for word in listed("wounds")) else None


def _finding(view: View, sentence: Said, one: Sum) -> Tied | None:
    values = [part.value for part in one.parts if part.value is not None]
    whole = one.whole.value
    if len(values) != len(one.parts) or whole is None:
        return None
    computed = sum(values, Decimal(0))
    spread = Interval.point(Decimal(0))
    for part in one.parts:
        spread = spread.plus(width(part) or Interval(None, None))
    allows = width(one.whole, finest(values)) or Interval(None, None)
    stated, claims = _written(one.whole), sentence.ids(*one.parts, one.whole)
    around = room(whole, allows, computed, spread)
    if not one.complete:
        around = Interval(None, around.high)
        if computed - whole in around:
            return None
    holds = computed - whole in around
    finding = Finding(
        rule="whole",
        verdict=_verdict(one, computed, spread, allows) if holds else "fails",
        because=_because(one, computed, stated, holds),
        claims=claims,
        stated=stated,
        computed=words.number(computed),
        as_of=view.as_of,
    )
    terms = [Term(Decimal(-1), sentence.written(one.whole, claims))]
    terms += [Term(Decimal(1), sentence.written(part, claims)) for part in one.parts]
    return Tied(finding, (tie(terms, around, holds=holds, bounds=not one.complete),))


def _verdict(one: Sum, computed: Decimal, spread: Interval, allows: Interval) -> Verdict:
    whole = one.whole.value
    assert whole is not None
    if one.whole.bound == "exact":
        return "holds" if computed == whole or rounds_to(computed, whole) else "within_rounding"
    return "holds" if spread.within(allows) else "within_rounding"


def _because(one: Sum, computed: Decimal, stated: str, holds: bool) -> str:
    parts = " + ".join(_written(part) for part in one.parts)
    total = f"{parts} = {words.number(computed)}"
    if not holds:
        if one.complete:
            return f"{total}, but {stated} is stated."
        return f"{total if len(one.parts) > 1 else parts} is more than its whole, {stated}."
    exact = one.whole.bound == "exact" and computed == one.whole.value
    return f"{total}, {'as stated' if exact else f'which agrees with “{stated}”'}."


def _written(figure: Figure) -> str:
    return words.figure(quantity(figure))
