"""The dead are not the losses: a figure told of the killed that is the count of all casualties, and a count of the
killed above that of all casualties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from onrecord.audit import words
from onrecord.audit.definitions import SAID, definition, label
from onrecord.audit.figures import Interval, allowed, digits
from onrecord.audit.series import DAY, LONGEST, Window, windows
from onrecord.audit.ties import Term, Tied, Written, tie
from onrecord.audit.view import View
from onrecord.model import Finding, Loss, Suspect

_ALIKE = Decimal("0.9")  # one of the two is at least so much of the other
_TELLING = 3  # digits of a figure that is no chance agreement with the tally
_MOST = 200  # counts of one thing that a figure is held against
_LARGE = 100
_APART = 120  # characters: nearer, the sentence tells the killed as a part, and `wholes` speaks of it


def definitions(view: View) -> Iterator[Finding | Tied]:
    """Each figure of the killed against the document's counts of casualties, else against the tally on record."""
    losses = [claim for claim in view.claims if isinstance(claim, Loss) and claim.certainty != "denied"]
    counts: dict[object, list[Loss]] = {}
    for claim in losses:
        if definition(claim) == "casualties" and claim.quantity.value is not None:
            counts.setdefault(_about(claim), []).append(claim)
    for killed in losses:
        if definition(killed) != "killed" or killed.quantity.value is None or killed.quantity.value < _LARGE:
            continue
        beside = [claim for claim in counts.get(_about(killed), [])[:_MOST] if _one_time(claim, killed)]
        same = next((claim for claim in beside if _same_figure(killed, claim)), None)
        if same is not None:
            yield _taken(view, killed, words.figure(same.quantity), same.as_reported or "losses", same.id)
            continue
        less = next((claim for claim in beside if _exceeds(killed, claim)), None)
        if less is not None and abs(less.span.start - killed.span.start) > _APART:
            yield _above(view, killed, less)
        elif not beside:
            yield from _against_the_tally(view, killed)


def _about(claim: Loss) -> object:
    """What must agree before a count of the killed may meet one of casualties."""
    place = claim.place
    return claim.side, claim.measure, (place.id or place.name) if place is not None else None


def _one_time(one: Loss, other: Loss) -> bool:
    start, end = one.period.start, one.period.end
    if end is None or other.period.end is None or abs(end - other.period.end) > DAY:
        return False
    return start is None or other.period.start is None or start == other.period.start


def _same_figure(killed: Loss, count: Loss) -> bool:
    one, other = killed.quantity.value, count.quantity.value
    assert one is not None and other is not None
    if not one or not other or min(one, other) / max(one, other) < _ALIKE:
        return False
    first, second = allowed(killed.quantity), allowed(count.quantity)
    return first is not None and second is not None and first.meets(second)


def _exceeds(killed: Loss, count: Loss) -> bool:
    """Whether even the least of the killed is more than all casualties of the same source."""
    least, most = allowed(killed.quantity), allowed(count.quantity)
    one_source = [source.id for source in killed.sources] == [source.id for source in count.sources]
    if not one_source or least is None or most is None or least.low is None or most.high is None:
        return False
    return least.low > most.high


def _against_the_tally(view: View, killed: Loss) -> Iterator[Finding]:
    """A figure of the killed, of the tally's own voice or of nobody's, that is the tally's line of all losses."""
    if view.beside is None or killed.place is not None:
        return
    key = view.beside.key(replace(killed, category="personnel"))
    if killed.sources and (key is None or not key.voice.known):
        return
    value = killed.quantity.value or Decimal(0)
    if not killed.sources:
        if killed.quantity.bound != "exact" or digits(value) < _TELLING:
            return
        key = view.beside.tally(killed.side)
    end = killed.period.end
    if key is None or end is None or label(key.voice.id, end) == "eliminated":
        return
    meant: tuple[Window, ...] = windows(killed.period) if killed.measure == "increment" else ((end, end),)
    for start, end in meant[:1]:
        if end - start > 12 * LONGEST:
            return
        held = view.beside.totals(key, start, start) | view.beside.totals(key, end, end)
        before, after = held.get(start), held.get(end)
        if before is None or after is None:
            return
        total = after.amount - before.amount if start != end else after.amount
        allows = allowed(killed.quantity) or Interval(None, None)
        if total > 0 and total in allows and min(total, value) / max(total, value) >= _ALIKE:
            said = f"{words.number(total)} on record {_when(start, end)}"
            yield _taken(view, killed, said, f"losses by {key.voice.name}", after.claim.id)


def _when(start: date, end: date) -> str:
    return f"for {words.day(end)}" if start == end else f"for {words.window(start, end)}"


def _taken(view: View, killed: Loss, count: str, says: str, other: str) -> Finding:
    stated = words.figure(killed.quantity)
    as_said = f" (“{killed.as_reported}”)" if killed.as_reported else ""
    return Finding(
        rule="definition",
        verdict="fails",
        because=(
            f"{stated} is told of the killed{as_said}, but {count} counts {SAID['casualties']} (“{says}”): "
            "the same figure under another definition."
        ),
        claims=(other, killed.id),
        period=killed.period,
        stated=f"{stated} killed",
        computed=count,
        suspects=(
            Suspect(claim=killed.id, instead=f"{stated} losses", why="the count holds the wounded too"),
            Suspect(claim=killed.id, instead="another figure", why="a count of the killed alone would be smaller"),
        ),
        as_of=view.as_of,
    )


def _above(view: View, killed: Loss, count: Loss) -> Tied:
    more, less = words.figure(killed.quantity), words.figure(count.quantity)
    finding = Finding(
        rule="definition",
        verdict="fails",
        because=f"{more} killed is more than {less} losses in all, the wounded too.",
        claims=(killed.id, count.id),
        period=killed.period,
        stated=more,
        computed=f"at most {less}",
        as_of=view.as_of,
    )
    terms = (_term(1, killed, "the killed are among the losses"), _term(-1, count, "the losses hold the killed"))
    return Tied(finding, (tie(terms, Interval(None, Decimal(0)), holds=False, bounds=True),))


def _term(sign: int, claim: Loss, why: str) -> Term:
    assert claim.quantity.value is not None
    return Term(Decimal(sign), Written(id=claim.id, claim=claim.id, value=claim.quantity.value), why)
