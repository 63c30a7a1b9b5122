"""An amount given again in another unit: is the bracket the amount converted, rounded or cut off as written?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.areas import SQUARE_KM
from onrecord.audit.figures import Interval, as_fine, digits, grain, last_digit, rounded, sane
from onrecord.audit.ties import Term, Tie, Tied, Written, tie
from onrecord.audit.view import View
from onrecord.model import Area, Finding, Period
from onrecord.model.finding import Verdict

# The mile is the international one.
_KM_IN_MILE = Decimal("1.609344")
# In kilometres.
_KM = {
    "km": Decimal(1),
    "mile": _KM_IN_MILE,
    "nautical_mile": Decimal("1.852"),
    "m": Decimal("0.001"),
    "yard": Decimal("0.0009144"),
    "foot": Decimal("0.0003048"),
}
_NEAR, _ROUGHLY = Decimal("0.05"), Decimal("0.1")
_SHOWN = Decimal("0.001")


class Restated(NamedTuple):
    """An amount and, in brackets, the same in another unit; `claims` are those that carry it, `ids` tell the
    two figures from others."""

    value: Decimal
    unit: str
    given: Decimal
    other: str
    claims: tuple[str, ...]
    ids: tuple[str, str]
    period: Period | None
    exact: bool


def conversions(view: View) -> Iterator[Tied]:
    """Of the area claims, then of the distances and areas that no claim carries."""
    for one in (*_of_claims(view), *_of_sentences(view)):
        ratio = _ratio(one.unit, one.other)
        if ratio is not None and sane(one.value) and sane(one.given) and one.value > 0 and one.given > 0:
            yield _finding(view, one, ratio)


def _of_claims(view: View) -> Iterator[Restated]:
    for claim in view.claims:
        if isinstance(claim, Area) and claim.conversion is not None and claim.quantity.value is not None:
            quantity, again = claim.quantity, claim.conversion
            yield Restated(
                claim.quantity.value,
                quantity.unit or "",
                again.value,
                again.unit,
                (claim.id,),
                (claim.id, f"{claim.id}/{again.unit}"),
                claim.period,
                quantity.bound == "exact",
            )


def _of_sentences(view: View) -> Iterator[Restated]:
    for sentence in view.said:
        areas = [claim.span for claim in sentence.claims if isinstance(claim, Area) and claim.conversion is not None]
        for again in sentence.figures:
            if again.same_as is None:
                continue
            first = sentence.figures[again.same_as]
            if first.value is None or again.value is None or any(span.covers(first.number) for span in areas):
                continue
            claims, exact = sentence.ids(first), first.bound == "exact"
            id = sentence.written(first, claims).id
            ids = (id, f"{id}/{again.unit}")
            yield Restated(first.value, first.unit or "", again.value, again.unit or "", claims, ids, None, exact)


def judge(value: Decimal, given: Decimal, ratio: Decimal) -> tuple[Verdict, str]:
    """How `given` stands to `value` * `ratio`, and in which words.

    A figure is rounded to its last written digit; trailing zeros of a whole number count as unwritten while
    that moves it by 5 % at most. It holds when it is the exact result rounded; it is within rounding when it
    is the result cut off, or when the first figure is the bracket converted back and rounded, or cut off by 5 %.
    """
    exact = value * ratio
    if _rounds(exact, given):
        return "holds", "as written" if exact == given else f"which is {words.number(given)} when rounded"
    if _cuts(exact, given):
        better = words.number(as_fine(exact, given))
        return "within_rounding", f"which is {words.number(given)} when cut off and {better} when rounded"
    back = given / ratio
    if _rounds(back, value) or (_cuts(back, value) and back - value <= _NEAR * value):
        return "within_rounding", f"and {words.number(given)} converts back to {words.number(_short(back))}"
    return "fails", f"but {words.number(given)} is written"


def _finding(view: View, one: Restated, ratio: Decimal) -> Tied:
    value, given = one.value, one.given
    verdict, how = judge(value, given, ratio)
    if verdict == "fails" and one.unit in _KM and _is_loose(one, ratio):
        verdict, how = "within_rounding", f"which {words.number(given)} is near"
    unit, other = words.unit(one.unit), words.unit(one.other)
    exact = value * ratio
    finding = Finding(
        rule="conversion",
        verdict=verdict,
        because=f"{words.number(value)} {unit} = {words.number(_short(exact))} {other}, {how}.",
        claims=one.claims,
        period=one.period,
        stated=f"{words.number(given)} {other}",
        computed=f"{words.number(_short(exact))} {other}",
        as_of=view.as_of,
    )
    return Tied(finding, (_tie(one, ratio, verdict != "fails"),) if one.claims else ())


def _is_loose(one: Restated, ratio: Decimal) -> bool:
    """Whether a distance is told roughly on both sides: "some 20 miles (30 km)"."""
    rough = not one.exact or (digits(one.value) == 1 and digits(one.given) == 1)
    return rough and abs(one.value * ratio - one.given) <= _ROUGHLY * one.given


def _tie(one: Restated, ratio: Decimal, holds: bool) -> Tie:
    """The bracket is the amount times the ratio, each within half a unit of its last digit."""
    given = Written(id=one.ids[1], claim=one.claims[0], value=one.given, unit=words.unit(one.other))
    first = Written(id=one.ids[0], claim=one.claims[0], value=one.value, unit=words.unit(one.unit))
    half = (last_digit(one.given) + last_digit(one.value) * ratio) / 2
    terms = (Term(Decimal(-1), given, None if holds else _slipped(one, ratio)), Term(ratio, first))
    return tie(terms, Interval(-half, half), holds=holds)


def _slipped(one: Restated, ratio: Decimal) -> str | None:
    """How the bracket may have come about."""
    value, given = one.value, one.given
    exact = value * ratio
    slips = [
        (exact * 10, "the point is one place too far right"),
        (exact / 10, "the point is one place too far left"),
        (value / ratio, "converted the wrong way round"),
        (value, "it is the figure itself, not converted"),
    ]
    if one.unit in SQUARE_KM:
        length = value / _KM_IN_MILE if ratio < 1 else value * _KM_IN_MILE
        slips.append((length, "lengths were converted, not areas"))
        slips.append((value * SQUARE_KM[one.unit] * 100, "it is the figure in hectares"))
    else:
        slips.append((exact * ratio, "areas were converted, not lengths"))
    return next((reason for wrong, reason in slips if _rounds(wrong, given) or _cuts(wrong, given)), None)


def _ratio(unit: str, other: str) -> Decimal | None:
    if unit == other:
        return None
    for table in (SQUARE_KM, _KM):
        if unit in table and other in table:
            return table[unit] / table[other]
    return None


def _rounds(exact: Decimal, written: Decimal) -> bool:
    if abs(exact - written) * 2 <= last_digit(written):
        return True
    # Zeros behind the point are digits; those of a whole number may be rounding.
    if written % 1 or last_digit(written) < 1:
        return False
    return abs(exact - written) * 2 <= grain(written) and abs(exact - written) <= _NEAR * abs(exact)


def _cuts(exact: Decimal, written: Decimal) -> bool:
    return written != 0 and exact.quantize(last_digit(written), rounding=ROUND_DOWN) == written


def _short(value: Decimal) -> Decimal:
    """To three decimals, trailing zeros dropped."""
    return rounded(value, _SHOWN).normalize() if value % 1 else value.quantize(Decimal(1))
