"""A figure that the author states without a source (a heading, a caption, a first sentence), against what the document
gives as its source's for the same thing and time; where it gives none, against what else the author states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from onrecord.audit import words
from onrecord.audit.figures import Interval, allowed, digits, finest, rounds_to
from onrecord.audit.milestones import is_milestone, is_rate
from onrecord.audit.slips import slip
from onrecord.audit.ties import Term, Tied, Written, room, tie
from onrecord.audit.view import View
from onrecord.audit.voices import counts_itself
from onrecord.model import Finding, Loss
from onrecord.model.finding import Verdict

_NEAR = Decimal("0.8")
_MOST = 60  # sources of one figure that it is held against
_LONG = 3  # digits
_CHANCE = 20  # smaller figures are often of another event


def headings(view: View) -> Iterator[Tied]:
    publisher = view.document.publisher
    if publisher is not None and counts_itself(publisher):
        return
    told: dict[object, list[Loss]] = {}
    first: dict[object, Loss] = {}
    for claim in view.claims:
        if isinstance(claim, Loss) and claim.sources and _of_use(claim):
            told.setdefault(_about(claim), []).append(claim)
    for claim in view.claims:
        if isinstance(claim, Loss) and not claim.sources and _of_use(claim):
            beside = told.get(_about(claim), [])[:_MOST]
            if beside and any(_one_figure(claim, other) for other in beside):
                yield _finding(view, claim, beside)
            heading = first.setdefault(_about(claim), claim)
            if not beside and heading is not claim and _misspelt(claim, heading):
                yield _finding(view, claim, [heading])


def _of_use(claim: Loss) -> bool:
    """Whether the claim is of a whole side's losses over a told time."""
    period, quantity = claim.period, claim.quantity
    timed = period.start is not None and period.end is not None
    return (
        timed
        and (claim.measure == "cumulative" or period.basis in ("rolling", "stated", "calendar"))
        and claim.place is None
        and claim.certainty != "denied"
        and not claim.category.startswith("civilian")
        and claim.category != "other"
        and quantity.value is not None
        and quantity.value >= _CHANCE
        and not is_milestone(claim)
        and not is_rate(claim)
    )


def _about(claim: Loss) -> object:
    return claim.side, claim.category, claim.measure, claim.period.start, claim.period.end


def _finding(view: View, claim: Loss, beside: list[Loss]) -> Tied:
    agreeing = next((other for other in beside if _agree(claim, other)), None)
    other = agreeing or next(one for one in beside if _one_figure(claim, one))
    stated, given = words.figure(claim.quantity), words.figure(other.quantity)
    verdict: Verdict = "fails" if agreeing is None else "holds"
    if verdict == "holds" and not _meets(claim, other) and not _rounds(claim, other):
        verdict = "within_rounding"
    agrees = f"{stated} is stated, and {f'{other.sources[-1].name} gives {given}' if other.sources else given}"
    finding = Finding(
        rule="heading",
        verdict=verdict,
        because=f"{agrees}." if agreeing is not None else f"{agrees} for the same time: they differ.",
        claims=(other.id, claim.id),
        period=claim.period,
        stated=stated,
        computed=given,
        as_of=view.as_of,
    )
    one, two = claim.quantity.value, other.quantity.value
    assert one is not None and two is not None
    between = room(one, _widths(claim, other)[0], two, _widths(claim, other)[1])
    terms = (Term(Decimal(-1), _written(claim)), Term(Decimal(1), _written(other)))
    return Tied(finding, (tie(terms, between, holds=agreeing is not None),))


def _meets(claim: Loss, other: Loss) -> bool:
    one, two = allowed(claim.quantity), allowed(other.quantity)
    return one is not None and two is not None and one.meets(two)


def _agree(claim: Loss, other: Loss) -> bool:
    """Whether the two may be one figure, as far as rounding goes."""
    first, second = _widths(claim, other)
    return _meets(claim, other) or first.meets(second)


def _rounds(claim: Loss, other: Loss) -> bool:
    """Whether one is the other, properly rounded."""
    one, two = claim.quantity.value, other.quantity.value
    assert one is not None and two is not None
    return rounds_to(one, two) or rounds_to(two, one)


def _widths(claim: Loss, other: Loss) -> tuple[Interval, Interval]:
    """What each allows, in the unit that the finer one counts."""
    counted = finest(one.quantity.value for one in (claim, other) if one.quantity.value is not None)
    first, second = (allowed(one.quantity, counted) or Interval(None, None) for one in (claim, other))
    return first, second


def _written(claim: Loss) -> Written:
    assert claim.quantity.value is not None
    return Written(id=claim.id, claim=claim.id, value=claim.quantity.value)


def _one_figure(claim: Loss, other: Loss) -> bool:
    """Whether the two are meant as one: they agree, lie near one another, or differ as by a slip of the pen. Else the
    author may state another's count."""
    one, two = claim.quantity.value, other.quantity.value
    assert one is not None and two is not None
    return _agree(claim, other) or min(one, two) >= _NEAR * max(one, two) or _slipped(claim, other)


def _misspelt(claim: Loss, heading: Loss) -> bool:
    """Of what nobody is named for only two long figures that differ as by a slip are taken for one."""
    values = [one.quantity.value for one in (claim, heading) if one.quantity.value is not None]
    return min(map(digits, values)) >= _LONG and _slipped(claim, heading) and not _agree(claim, heading)


def _slipped(claim: Loss, other: Loss) -> bool:
    one, two = claim.quantity.value, other.quantity.value
    assert one is not None and two is not None
    return slip(one, two) is not None
