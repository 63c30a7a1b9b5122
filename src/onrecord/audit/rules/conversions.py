"""An amount given again in another unit: is the bracket the amount converted, rounded or cut off as written?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from onrecord.audit import words
from onrecord.audit.figures import digits, grain, rounded, sane
from onrecord.audit.view import View
from onrecord.model import Area, Finding, Suspect
from onrecord.model.finding import Verdict

# In square kilometres; the mile is the international one of 1.609344 km.
_SQUARE_KM = {"km2": Decimal(1), "sq_mi": Decimal("2.589988110336"), "ha": Decimal("0.01")}
_KM_IN_MILE = Decimal("1.609344")
_NEAR = Decimal("0.05")
_SHOWN = Decimal("0.001")


def conversions(view: View) -> Iterator[Finding]:
    for claim in view.claims:
        if isinstance(claim, Area) and claim.conversion is not None and claim.quantity.value is not None:
            value, given = claim.quantity.value, claim.conversion.value
            ratio = _ratio(claim.quantity.unit, claim.conversion.unit)
            if ratio is not None and sane(value) and sane(given):
                yield _finding(view, claim, value, given, ratio)


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
        better = words.number(_at(exact, given))
        return "within_rounding", f"which is {words.number(given)} when cut off and {better} when rounded"
    back = given / ratio
    if _rounds(back, value) or (_cuts(back, value) and back - value <= _NEAR * value):
        return "within_rounding", f"and {words.number(given)} converts back to {words.number(_short(back))}"
    return "fails", f"but {words.number(given)} is written"


def _finding(view: View, claim: Area, value: Decimal, given: Decimal, ratio: Decimal) -> Finding:
    assert claim.conversion is not None and claim.quantity.unit is not None
    verdict, how = judge(value, given, ratio)
    one, other = words.unit(claim.quantity.unit), words.unit(claim.conversion.unit)
    exact = value * ratio
    return Finding(
        rule="conversion",
        verdict=verdict,
        because=f"{words.number(value)} {one} = {words.number(_short(exact))} {other}, {how}.",
        claims=(claim.id,),
        period=claim.period,
        stated=f"{words.number(given)} {other}",
        computed=f"{words.number(_short(exact))} {other}",
        suspects=_suspects(claim, value, given, ratio) if verdict == "fails" else (),
        as_of=view.as_of,
    )


def _suspects(claim: Area, value: Decimal, given: Decimal, ratio: Decimal) -> tuple[Suspect, ...]:
    """Either figure may be the wrong one."""
    assert claim.conversion is not None and claim.quantity.unit is not None
    one, other = words.unit(claim.quantity.unit), words.unit(claim.conversion.unit)
    exact, back = value * ratio, given / ratio
    slips = (
        (exact * 10, "the point is one place too far right"),
        (exact / 10, "the point is one place too far left"),
        (value / ratio, "converted the wrong way round"),
        (value / _KM_IN_MILE if ratio < 1 else value * _KM_IN_MILE, "lengths were converted, not areas"),
    )
    seen = (reason for wrong, reason in slips if _rounds(wrong, given) or _cuts(wrong, given))
    why = next(seen, "the bracket does not convert the figure")
    first, second = words.number(_at(exact, given)), words.number(_at(back, value))
    return (
        Suspect(claim=claim.id, instead=f"{first} {other}", why=why),
        Suspect(claim=claim.id, instead=f"{second} {one}", why="the figure before the bracket would then fit it"),
    )


def _ratio(unit: str | None, other: str) -> Decimal | None:
    if unit == other or unit not in _SQUARE_KM or other not in _SQUARE_KM:
        return None
    return _SQUARE_KM[unit] / _SQUARE_KM[other]


def _unit(written: Decimal) -> Decimal:
    """The unit of the last written digit."""
    exponent = written.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def _rounds(exact: Decimal, written: Decimal) -> bool:
    if abs(exact - written) * 2 <= _unit(written):
        return True
    return abs(exact - written) * 2 <= grain(written) and abs(exact - written) <= _NEAR * abs(exact)


def _cuts(exact: Decimal, written: Decimal) -> bool:
    return written != 0 and exact.quantize(_unit(written), rounding=ROUND_DOWN) == written


def _at(exact: Decimal, written: Decimal) -> Decimal:
    """`exact` to as many decimals as `written` shows, to one more where that leaves a single digit."""
    unit = _unit(written)
    out = rounded(exact, unit)
    return out if digits(out) > 1 or out >= 10 else rounded(exact, unit / 10)


def _short(value: Decimal) -> Decimal:
    """To three decimals, trailing zeros dropped."""
    return rounded(value, _SHOWN).normalize() if value % 1 else value.quantize(Decimal(1))
