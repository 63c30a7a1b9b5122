"""Readings made by hand, in our own words around the General Staff's figures of August 2023."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from onrecord.ledger import Recorded
from onrecord.model import (
    Activity,
    Area,
    Candidate,
    Claim,
    Comparison,
    Control,
    Conversion,
    Document,
    Finding,
    Inclusion,
    Loss,
    Note,
    Period,
    Place,
    Quantity,
    Quote,
    Reading,
    Response,
    Source,
    Span,
    Suspect,
    Verification,
)

STAFF = Source(
    name="General Staff of Ukraine", id="general-staff-ua", as_written="the General Staff", cue="according to"
)
MALIAR = Source(name="Hanna Maliar", id="hanna-maliar", as_written="Maliar", cue="said")
AGENCY = Source(name="Ukrinform", id="ukrinform", cue="reported")
ISW = Source(name="Institute for the Study of War", id="isw", as_written="ISW", cue="noted")
BLOGGERS = Source(name="Russian military bloggers", id="ru-milbloggers", as_written="bloggers", cue="claimed")
WEEK = Period(start=date(2023, 8, 7), end=date(2023, 8, 14), as_written="in the past week", basis="rolling")
DAY = Period(start=date(2023, 8, 13), end=date(2023, 8, 14), as_written="over the past day", basis="rolling")
WAR = Period(start=date(2022, 2, 24), end=date(2023, 8, 14), as_written="since the invasion", basis="since")
UROZHAINE = Place(
    name="Urozhaine",
    as_written="Urozhaine",
    id="gn-691126",
    oblast="Donetsk Oblast",
    lat=47.7489,
    lon=36.8122,
)

ARTICLE = """\
Kyiv counts 4,140 Russian losses in a week

Russia lost 4,140 troops in the past week, according to the General Staff, whose total since the invasion now \
stands at 254,380, including 530 over the past day. A week earlier, on August 7, the total was 250,240.

The count passed a quarter of a million on August 7. Other estimates are lower than Kyiv's, and this newsroom has not \
been able to verify either. The Kremlin did not comment; the Russian Defense Ministry was asked.

Bloggers claimed, ISW noted, that Russian forces had withdrawn from Urozhaine, while the think tank had "not observed \
confirmation" of it. Russian forces likely still hold some houses at the edge of Novodonetske.

Maliar said, Ukrinform reported, that three square kilometers (1.15 square miles) near Bakhmut were liberated in \
addition to 15 square miles since late May, and that shelling came to about 10,000 attacks. \
"It is a continuous burst of fire," she said.
"""


def quantity(
    value: str | None, low: str | None = None, high: str | None = None, unit: str | None = None, bound: Any = "exact"
) -> Quantity:
    exact = bound == "exact" and low is None and high is None
    return Quantity(
        value=Decimal(value) if value else None,
        low=Decimal(low) if low else Decimal(value) if exact and value else None,
        high=Decimal(high) if high else Decimal(value) if exact and value else None,
        unit=unit,
        bound=bound,
    )


def part(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    """The `text` and `span` of the `nth` place where `words` stand in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"text": words, "span": Span(start, start + len(words))}


def document(text: str, **fields: Any) -> Document:
    fields = {"id": "sample", "sha256": hashlib.sha256(text.encode()).hexdigest(), **fields}
    return Document(text=text, **fields)


def article() -> Reading:
    """The seed's genre: chains, hedges, a conversion, claims that share and overlap spans, all five verdicts."""

    def at(words: str, nth: int = 0) -> dict[str, Any]:
        return part(ARTICLE, words, nth)

    russian: dict[str, Any] = {"side": "russia", "category": "personnel"}
    claims: tuple[Claim, ...] = (
        Loss(
            id="headline",
            **at("Kyiv counts 4,140 Russian losses in a week"),
            sources=(Source(name="Kyiv", id="kyiv", cue="counts"),),
            period=Period(start=WEEK.start, end=WEEK.end, as_written="in a week", basis="rolling"),
            quantity=quantity("4140"),
            measure="increment",
            as_reported="losses",
            **russian,
        ),
        Loss(
            id="week",
            **at("Russia lost 4,140 troops in the past week"),
            sources=(STAFF,),
            period=WEEK,
            quantity=quantity("4140"),
            measure="increment",
            as_reported="lost",
            **russian,
        ),
        Loss(
            id="total",
            **at("total since the invasion now stands at 254,380, including 530 over the past day"),
            sources=(STAFF,),
            period=WAR,
            quantity=quantity("254380"),
            measure="cumulative",
            **russian,
        ),
        Loss(
            id="day",
            **at("254,380, including 530 over the past day. A week earlier"),
            sources=(STAFF,),
            period=DAY,
            quantity=quantity("530"),
            measure="increment",
            **russian,
        ),
        Loss(
            id="before",
            **at("A week earlier, on August 7, the total was 250,240"),
            sources=(STAFF,),
            period=Period(start=date(2022, 2, 24), end=date(2023, 8, 7), as_written="on August 7", basis="stated"),
            quantity=quantity("250240"),
            measure="cumulative",
            **russian,
        ),
        Loss(
            id="mark",
            **at("The count passed a quarter of a million on August 7"),
            sources=(STAFF,),
            period=Period(start=date(2022, 2, 24), end=date(2023, 8, 7), as_written="on August 7", basis="stated"),
            quantity=quantity("250000", low="250000", bound="more_than"),
            measure="cumulative",
            **russian,
        ),
        Comparison(
            id="lower",
            **at("Other estimates are lower than Kyiv's"),
            left="other estimates",
            relation="lower",
            right="Kyiv's",
        ),
        Verification(
            id="unverified",
            **at("this newsroom has not been able to verify either"),
            verifier="this newsroom",
            outcome="not_verified",
            about="either count",
        ),
        Response(id="silent", **at("The Kremlin did not comment"), party="Kremlin", outcome="no_comment"),
        Response(
            id="asked",
            **at("the Russian Defense Ministry was asked"),
            party="Russian Defense Ministry",
            outcome="asked",
        ),
        Control(
            id="withdrawn",
            **at("Russian forces had withdrawn from Urozhaine"),
            sources=(ISW, BLOGGERS),
            certainty="unconfirmed",
            period=Period(end=date(2023, 8, 13), basis="event"),
            place=UROZHAINE,
            event="withdraw",
            actor="russia",
        ),
        Verification(
            id="unseen",
            **at('the think tank had "not observed confirmation" of it'),
            sources=(ISW,),
            verifier="Institute for the Study of War",
            outcome="not_observed",
            about="the withdrawal",
            place=UROZHAINE,
        ),
        Control(
            id="hold",
            **at("Russian forces likely still hold some houses at the edge of Novodonetske"),
            certainty="hedged",
            period=Period(end=date(2023, 8, 14)),
            place=Place(
                name="Novodonetske",
                as_written="Novodonetske",
                candidates=(
                    Candidate(name="Novodonetske", id="gn-1", oblast="Donetsk Oblast", lat=47.7, lon=36.8),
                    Candidate(name="Novodonetske", id="gn-2", oblast="Kharkiv Oblast", lat=49.0, lon=36.4),
                ),
            ),
            event="hold",
            actor="russia",
        ),
        Area(
            id="gain",
            **at("three square kilometers (1.15 square miles) near Bakhmut were liberated"),
            sources=(AGENCY, MALIAR),
            period=Period(end=date(2023, 8, 14), basis="published"),
            place=Place(
                name="Bakhmut", as_written="Bakhmut", id="gn-712451", oblast="Donetsk Oblast", lat=48.6, lon=38.0
            ),
            event="gain",
            actor="ukraine",
            quantity=quantity("3", "2.5", "3.5", unit="km2"),
            measure="increment",
            conversion=Conversion(value=Decimal("1.15"), unit="sq_mi"),
            inclusion=Inclusion(relation="in_addition_to", of="may"),
        ),
        Area(
            id="may",
            **at("15 square miles since late May"),
            sources=(AGENCY, MALIAR),
            period=Period(start=date(2023, 5, 21), end=date(2023, 8, 14), as_written="since late May", basis="since"),
            event="gain",
            actor="ukraine",
            quantity=quantity("15", "14.5", "15.5", unit="sq_mi"),
            measure="cumulative",
        ),
        Activity(
            id="shelling",
            **at("shelling came to about 10,000 attacks"),
            sources=(AGENCY, MALIAR),
            period=WEEK,
            what="shelling",
            actor="russia",
            quantity=quantity("10000", "9500", "10500", bound="about"),
        ),
        Quote(id="burst", **at('"It is a continuous burst of fire," she said'), sources=(MALIAR,)),
    )
    findings = (
        Finding(
            rule="difference",
            verdict="holds",
            because="254,380 less 250,240 a week earlier is 4,140, as stated.",
            claims=("total", "before", "week"),
            period=WEEK,
            stated="4,140",
            computed="4,140",
        ),
        Finding(
            rule="conversion",
            verdict="within_rounding",
            because="3 km² is 1.158 square miles, which the text cuts to 1.15; rounded it would be 1.16.",
            claims=("gain",),
            stated="1.15",
            computed="1.158",
        ),
        Finding(
            rule="increment",
            verdict="fails",
            because="253,850 the day before plus 530 is 254,380, but the ledger keeps 253,290 for that day, 560 less.",
            claims=("total", "day", "ledger-1"),
            period=DAY,
            stated="530",
            computed="1,090",
            suspects=(
                Suspect(claim="day", instead="1,090", why="then all three figures agree"),
                Suspect(claim="ledger-1", instead="253,850", why="one digit group restated is as small a repair"),
            ),
            as_of=date(2023, 8, 14),
        ),
        Finding(
            rule="control",
            verdict="conflict",
            because="Bloggers say Russian forces left Urozhaine, the think tank has not seen it confirmed.",
            claims=("withdrawn", "unseen"),
        ),
        Finding(
            rule="mark",
            verdict="no_record",
            because="The ledger has no figure for 6 August, so the day the mark was passed cannot be checked.",
            claims=("mark",),
            as_of=date(2023, 8, 14),
        ),
    )
    return Reading(
        document=document(
            ARTICLE,
            id="kyiv-count",
            title="Kyiv counts 4,140 Russian losses in a week",
            publisher="The Sample Post",
            published=date(2023, 8, 14),
            url="https://news.example/kyiv-count?day=14&x=1",
        ),
        claims=claims,
        findings=findings,
    )


HOSTILE_TEXT = (
    "<script>alert(1)</script> lost 12 tanks & more\n"
    "</p></main><img src=x onerror=alert(1)> \u202eevil\u202c שלום 12 🚀 \x1b[31mred\x00\n" + "x" * 400 + "\n"
)


def hostile() -> Reading:
    """Text that would like to be markup, a script, a formula, a control sequence or an endless word."""
    evil = Source(
        name="</script><script>alert(2)</script>",
        id="evil",
        as_written='"><b onmouseover=alert(3)>',
        cue="=cmd|' /C calc'!A0",
    )
    tanks = part(HOSTILE_TEXT, "<script>alert(1)</script> lost 12 tanks & more")
    return Reading(
        document=document(
            HOSTILE_TEXT,
            id='"><script>alert(4)</script>',
            title="</title><script>alert(5)</script> \u202eeltit *bold* [x](javascript:1) \x1b[2J",
            publisher="=HYPERLINK(1) <b>",
            url="javascript:alert(6)//https://x.example",
            published=date(2023, 8, 14),
            language='en" onload="alert(7)',
        ),
        claims=(
            Loss(
                id='"><i>',
                **tanks,
                sources=(evil,),
                side="russia",
                category="tank",
                quantity=quantity("12"),
                measure="increment",
            ),
            Verification(
                id="v", **part(HOSTILE_TEXT, "שלום 12 🚀"), verifier="-1+1 \u202e", outcome="disputed", about="@SUM(A1)"
            ),
            Quote(id="long", **part(HOSTILE_TEXT, "x" * 400)),
        ),
        findings=(
            Finding(
                rule="<b>",
                verdict="fails",
                because="</script><script>alert(8)</script> 1 + 1 = 3",
                claims=('"><i>', "<elsewhere>"),
                suspects=(Suspect(claim="<elsewhere>", instead="<i>3</i>", why="=1+1"),),
            ),
        ),
        notes=(Note(code="encoding", message="1 byte was not <UTF-8>", span=Span(0, 1)),),
    )


def bare(text: str = "Nothing here is a claim.") -> Reading:
    """No title, publisher, date, claims or findings."""
    return Reading(document=document(text, id="bare"))


SENTENCE = "Russia lost 530 troops over the past day. "


def crowded(count: int, *, length: int | None = None, same: bool = False) -> Reading:
    """`count` claims, one a sentence, each `length` characters long; all at the first sentence when `same`."""
    text = "".join(SENTENCE + ("" if number % 5 else "\n") for number in range(count))
    claims: list[Claim] = []
    at = 0
    for number in range(count):
        at = 0 if same else text.index("Russia", at)
        span = Span(at, min(at + (length or len(SENTENCE) - 2), len(text)))
        claims.append(
            Loss(
                id=f"n{number}",
                text=span.of(text),
                span=span,
                sources=(STAFF,),
                side="russia",
                category="personnel",
                quantity=quantity("530"),
                measure="increment",
                period=DAY,
            )
        )
        at += 6
    finding = Finding(
        rule="sum", verdict="holds", because="530 each day.", claims=tuple(claim.id for claim in claims[:500])
    )
    return Reading(document=document(text, id=f"crowd-{count}"), claims=tuple(claims), findings=(finding,))


def recorded(*readings: Reading) -> list[Recorded]:
    """The readings' claims as a ledger would give them back, every fifth superseded."""
    taken = datetime(2023, 8, 15, 6, 30, tzinfo=UTC)
    claims = [(claim, reading.document) for reading in readings for claim in reading.claims]
    return [
        Recorded(claim=claim, document=document, recorded=taken, superseded=number % 5 == 4)
        for number, (claim, document) in enumerate(claims)
    ]
