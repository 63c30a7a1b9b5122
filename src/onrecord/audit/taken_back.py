"""What a source said before, in another document, and takes back: a place of which it says the opposite of the same
time, or another figure for the very same days.

Each source is apart, and the order is that of publication. Who loses later what he took has taken nothing back,
and a count that goes on growing corrects nothing; what cannot be told apart from that is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from onrecord.audit import words
from onrecord.audit.record import Recorded
from onrecord.audit.voices import counts_itself
from onrecord.claim.canonical import resolve
from onrecord.claim.registry import registry
from onrecord.claim.reversals import holder, reverses, says_still
from onrecord.model import Claim, Control, Document, Loss, Reading, TakenBack
from onrecord.model.claim import Category, Measure, Party

_REACH = timedelta(days=31)  # "still" and "has not taken" reach so far back, and no further
_FEW = 300  # days and places asked for one by one; for more of them the record is gone through once
_Told = tuple[Claim, Document]


class Record(Protocol):
    """What is asked of a record; `onrecord.ledger.Ledger` answers it."""

    def series(
        self,
        *,
        side: Party,
        category: Category,
        measure: Measure | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
    ) -> Sequence[Recorded]: ...

    def claims(
        self, *, kind: str | None = None, place: str | None = None, as_of: date | None = None
    ) -> Iterable[Recorded]: ...


def taken_back(told: Iterable[_Told], record: Record, as_of: date | None = None) -> tuple[TakenBack, ...]:
    """What the claims `told`, each with its document, take back of the record's as of a day (None: of all of it), in
    their order. A document without a date comes neither before nor after another."""
    told = [(claim, document) for claim, document in told if isinstance(claim, (Loss, Control))]
    return compared(told, ((one.claim, one.document) for one in _among(told, record, as_of) if not one.superseded))


def compared(told: Iterable[_Told], among: Iterable[_Told]) -> tuple[TakenBack, ...]:
    """The same, where all that the claims may take back is at hand: `among` may be `told` itself."""
    held: defaultdict[tuple[object, ...], dict[str, _Told]] = defaultdict(dict)
    for claim, document in among:
        key = _key(claim, document)
        if key is not None:
            held[key][claim.id] = (claim, document)
    found = []
    for claim, document in told:
        key = _key(claim, document)
        before = _before(document, held[key].values()) if key is not None and key in held else []
        earlier = _corrected(claim, before) if isinstance(claim, Loss) else _reversed(claim, document, before)
        if earlier is not None:
            found.append(_found(claim, document, *earlier))
    return tuple(found)


def of_reading(reading: Reading, record: Record, as_of: date | None = None) -> tuple[TakenBack, ...]:
    """The same for one document, as of its own day by default."""
    return taken_back(
        ((claim, reading.document) for claim in reading.claims), record, as_of or reading.document.published
    )


# ---- what is compared with what -----------------------------------------------------------------------------------


def _among(told: Sequence[_Told], record: Record, as_of: date | None) -> Iterator[Recorded]:
    losses = {(c.side, c.category, c.measure, c.period.end) for c, _ in told if isinstance(c, Loss) and c.period.end}
    places = {c.place.id or c.place.name for c, _ in told if isinstance(c, Control) and c.place is not None}
    if len(losses) + len(places) > _FEW:
        if losses:
            yield from record.claims(kind="loss", as_of=as_of)
        if places:
            yield from record.claims(kind="control", as_of=as_of)
        return
    for side, category, measure, end in losses:
        yield from record.series(side=side, category=category, measure=measure, since=end, until=end, as_of=as_of)
    for place in places:
        yield from record.claims(kind="control", place=place, as_of=as_of)


def _key(claim: Claim, document: Document) -> tuple[object, ...] | None:
    """What two claims must share before one can take back the other, their source first."""
    if document.published is None:
        return None
    source = _source(claim, document)
    if source is None:
        return None
    place = (claim.place.id or claim.place.name) if claim.place is not None else None
    if isinstance(claim, Control):
        return (source[0], place) if place is not None else None
    if not isinstance(claim, Loss) or not _firm(claim):
        return None
    return source[0], claim.side, claim.category, claim.measure, claim.period.start, claim.period.end, place


def _firm(claim: Loss) -> bool:
    """Whether a loss is one figure for told days. The dead of one strike grow in number as they are found, and
    many strikes fall on one day: an entry for a place, or of civilians, is never the same as another."""
    period, quantity = claim.period, claim.quantity
    if period.start is None or period.end is None or quantity.value is None or quantity.bound != "exact":
        return False
    if claim.certainty == "denied" or claim.category == "other":
        return False
    if claim.measure == "increment" and (claim.place is not None or claim.category.startswith("civilian")):
        return False
    return period.basis != "published"


def _source(claim: Claim, document: Document) -> tuple[str, str] | None:
    """The id and name of the innermost speaker: the publisher of what it says itself; None for a paper's own words."""
    if claim.sources:
        return claim.sources[-1].id, claim.sources[-1].name
    if not document.publisher or not counts_itself(document.publisher):
        return None
    return _publisher(document.publisher)


@lru_cache(maxsize=1024)
def _publisher(name: str) -> tuple[str, str]:
    known = resolve(registry(), name)
    return known.id, known.name


def _before(document: Document, held: Iterable[_Told]) -> list[_Told]:
    """What other documents said before this one, in the order of publication."""
    published = document.published
    others = [
        (claim, other)
        for claim, other in held
        if other.id != document.id
        and other.sha256 != document.sha256
        and other.published is not None
        and published is not None
        and other.published < published
    ]
    return sorted(others, key=lambda one: (one[1].published, one[1].id, one[0].span))


# ---- figures and places -----------------------------------------------------------------------------------------


def _corrected(claim: Loss, before: Sequence[_Told]) -> _Told | None:
    """The figure given last before, when it is another."""
    if not before:
        return None
    last = before[-1][0]
    assert isinstance(last, Loss)
    same = claim.quantity.value in {c.quantity.value for c, d in before if isinstance(c, Loss) and d == before[-1][1]}
    return None if same else before[-1]


def _reversed(claim: Claim, document: Document, before: Sequence[_Told]) -> _Told | None:
    """The last that was said of who holds the place, when it cannot have been so."""
    assert isinstance(claim, Control)
    for earlier, other in reversed(before):
        assert isinstance(earlier, Control)
        if reverses(claim, earlier):
            return (earlier, other) if _of_one_time(claim, document, earlier, other) else None
        if holder(earlier) is not None:
            return None  # it has told of another change since, or the same already
    return None


def _of_one_time(claim: Control, document: Document, earlier: Control, other: Document) -> bool:
    """Whether a claim speaks of the time at which the earlier one was so: its days hold it, or it says "still"."""
    then, now = earlier.period.end or other.published, claim.period.end or document.published
    if then is None or now is None or then > now:
        return False
    if claim.certainty == "denied" or says_still(claim.text):
        return now - then <= _REACH and (claim.certainty != "denied" or (claim.period.start or then) <= then)
    return claim.period.start is not None and claim.period.start <= then


# ---- in words ----------------------------------------------------------------------------------------------------

_SAID = {
    "capture": "{actor} took {place}",
    "liberate": "{actor} freed {place}",
    "withdraw": "{actor} left {place}",
    "hold": "{actor} held {place}",
}
_SIDES = {"russia": "Russia", "ukraine": "Ukraine", "other": "somebody"}


def _found(claim: Claim, document: Document, earlier: Claim, other: Document) -> TakenBack:
    source = _source(claim, document)
    assert source is not None and other.published is not None
    where = f" ({other.publisher})" if other.publisher else ""
    then = f"{source[1]} said, by what was published on {words.day(other.published)}{where}, {_said(earlier)}"
    return TakenBack(
        claim=claim.id,
        how="corrects" if isinstance(claim, Loss) else "reverses",
        earlier=earlier.id,
        document=other.id,
        published=other.published,
        publisher=other.publisher,
        because=f"{then}, and now {_said(claim)}.",
    )


def _said(claim: Claim) -> str:
    if isinstance(claim, Loss):
        assert claim.period.start is not None and claim.period.end is not None
        days = words.window(claim.period.start, claim.period.end)
        return f"{words.figure(claim.quantity)} {words.thing(claim.category)} for {days}"
    assert isinstance(claim, Control)
    place = claim.place.name if claim.place is not None else "it"
    told = _SAID[claim.event].format(actor=_SIDES[claim.actor], place=place)
    return f"not that {told}" if claim.certainty == "denied" else f"that {told}"
