"""Claims, readings and a record, made by hand: what the tests of the audit are told in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from onrecord.audit import audit
from onrecord.model import (
    Area,
    Claim,
    Conversion,
    Document,
    Finding,
    Loss,
    Period,
    Place,
    Quantity,
    Reading,
    Source,
    Span,
)

INVASION = date(2022, 2, 24)
STAFF = Source(name="General Staff of the Armed Forces of Ukraine", id="ua-general-staff")
KYIV = Source(name="Kyiv", id="ua-government")
MALIAR = Source(name="Hanna Maliar", id="hanna-maliar")
LONDON = Source(name="UK Ministry of Defence", id="uk-defence-ministry")


def aug(day: int) -> date:
    return date(2023, 8, 1) + timedelta(days=day - 1)


def quantity(value: Any, bound: Any = "exact", unit: str | None = None) -> Quantity:
    if isinstance(value, tuple):
        low, high = map(Decimal, value)
        return Quantity(value=None, low=low, high=high, unit=unit, bound="range")
    exact = Decimal(str(value))
    return Quantity(value=exact, low=exact, high=exact, unit=unit, bound=bound)


_made = 0


def _next() -> tuple[str, Span]:
    global _made
    _made += 1
    return f"claim-{_made}", Span(_made * 10, _made * 10 + 9)


def loss(value: Any, start: date | None, end: date | None, measure: Any, **more: Any) -> Loss:
    identifier, span = _next()
    bound = more.pop("bound", "exact")
    return Loss(
        id=more.pop("id", identifier),
        text=more.pop("text", f"{value} lost"),
        span=more.pop("span", span),
        sources=more.pop("sources", (STAFF,)),
        period=Period(start=start, end=end, basis=more.pop("basis", "rolling")),
        side=more.pop("side", "russia"),
        category=more.pop("category", "personnel"),
        quantity=quantity(value, bound),
        measure=measure,
        **more,
    )


def total(value: Any, end: date, **more: Any) -> Loss:
    return loss(value, more.pop("start", INVASION), end, "cumulative", **{"basis": "since", **more})


def daily(value: Any, end: date, **more: Any) -> Loss:
    return loss(value, end - timedelta(days=1), end, "increment", **more)


def weekly(value: Any, end: date, **more: Any) -> Loss:
    return loss(value, end - timedelta(days=7), end, "increment", **more)


def area(value: Any, unit: str, given: Any = None, other: str = "sq_mi", **more: Any) -> Area:
    identifier, span = _next()
    conversion = Conversion(value=Decimal(str(given)), unit=other) if given is not None else None
    bound = more.pop("bound", "exact")
    period = Period(start=more.pop("start", None), end=more.pop("end", None), basis=more.pop("basis", "published"))
    return Area(
        id=more.pop("id", identifier),
        text=f"{value} {unit}",
        span=span,
        event=more.pop("event", "gain"),
        actor=more.pop("actor", "ukraine"),
        quantity=quantity(value, bound, unit),
        measure=more.pop("measure", "increment"),
        conversion=conversion,
        period=period,
        **more,
    )


def place(name: str) -> Place:
    return Place(name=name, as_written=name)


def article(
    *claims: Claim, published: date | None = None, text: str = "", publisher: str | None = "The Daily"
) -> Reading:
    document = Document(id="article", text=text, sha256="article", published=published or aug(14), publisher=publisher)
    return Reading(document=document, claims=claims)


@dataclass(frozen=True)
class Entry:
    claim: Claim
    document: Document
    superseded: bool = False


class Book:
    """A record in memory."""

    def __init__(self) -> None:
        self.areas: list[Entry] = []
        self.entries: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.asked: list[tuple[date | None, date | None]] = []

    def add(self, reading: Reading, superseded: bool = False) -> Book:
        for claim in reading.claims:
            if isinstance(claim, Loss):
                entry = Entry(claim, replace(reading.document, text=""), superseded)
                self.entries[claim.side, claim.category].append(entry)
            elif isinstance(claim, Area):
                self.areas.append(Entry(claim, replace(reading.document, text=""), superseded))
        return self

    def page(self, when: date, *claims: Claim, publisher: str = "General Staff") -> Book:
        """An official page of a day, with its claims."""
        name = f"page-{when}-{publisher}"
        document = Document(id=name, text="", sha256=name, published=when, publisher=publisher)
        return self.add(Reading(document=document, claims=tuple(replace(claim, sources=()) for claim in claims)))

    def series(
        self,
        *,
        side: str,
        category: str,
        measure: str | None = None,
        sources: Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
    ) -> list[Entry]:
        assert sources is None
        self.asked.append((since, until))
        return [e for e in self.entries[side, category] if _meets(e, measure, since, until, as_of)]

    def claims(
        self,
        *,
        kind: str | None = None,
        place: str | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
    ) -> list[Entry]:
        assert kind == "area" and place
        near = [e for e in self.areas if e.claim.place is not None and place in e.claim.place.name]
        return [e for e in near if _meets(e, None, since, until, as_of)]


def _meets(entry: Entry, measure: str | None, since: date | None, until: date | None, as_of: date | None) -> bool:
    claim, published = entry.claim, entry.document.published
    end = claim.period.end or date.max
    return (
        (as_of is None or (published is not None and published <= as_of))
        and (since or date.min) <= end <= (until or date.max)
        and measure in (None, getattr(claim, "measure", None))
    )


PERSONNEL = {7: (250240, 540), 8: (250800, 560), 9: (251620, 820), 10: (252200, 580), 11: (252780, 580),
             12: (253290, 510), 13: (253850, 560), 14: (254380, 530)}  # fmt: skip


def august() -> Book:
    """The official totals and daily figures of 7 to 14 August 2023."""
    book = Book()
    for day, (whole, added) in PERSONNEL.items():
        book.page(aug(day), total(whole, aug(day)), daily(added, aug(day)))
    return book


def found(reading: Reading, record: Book | None = None, rule: str | None = None, **more: Any) -> list[Finding]:
    return [finding for finding in audit(reading, record, **more) if rule is None or finding.rule == rule]


def verdicts(findings: list[Finding]) -> list[str]:
    return [finding.verdict for finding in findings]


def one(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]
