"""The claim, its eight kinds and its parts: the public contract of docs/claims.md as frozen records.

Every record is immutable and hashable. Numbers are `Decimal`, dates are `datetime.date`, an absent
fact is None. A claim's `kind` is fixed by its class; `KINDS` maps the contract's word to the class.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from onrecord.model.document import Span

Bound = Literal["exact", "about", "nearly", "more_than", "up_to", "less_than", "range"]
How = Literal["corrects", "reverses"]
Certainty = Literal["asserted", "hedged", "unconfirmed", "denied"]
Basis = Literal["stated", "rolling", "calendar", "since", "event", "published"]
Party = Literal["russia", "ukraine", "other"]
Measure = Literal["increment", "cumulative"]
Category = Literal[
    "personnel",
    "personnel_killed",
    "personnel_wounded",
    "civilian_killed",
    "civilian_injured",
    "tank",
    "apc",
    "artillery",
    "mlrs",
    "air_defence",
    "aircraft",
    "helicopter",
    "drone",
    "cruise_missile",
    "ship",
    "submarine",
    "vehicle",
    "special_equipment",
    "other",
]
ControlEvent = Literal["advance", "capture", "liberate", "withdraw", "hold", "contest", "repel"]
AreaEvent = Literal["gain", "loss", "total"]
AreaUnit = Literal["km2", "sq_mi", "ha", "percent"]
What = Literal["shelling", "air_strike", "missile", "drone", "assault", "clash", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One link of an attribution chain: `name` is canonical, `as_written` and `span` are the text's own
    words, `cue` the word that attributes ("said", "according to"). `id` is stable across documents."""

    name: str
    id: str
    as_written: str | None = None
    cue: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure as the words allow it: `value` as written (None for a range or a vague plural), and the
    closed interval [low, high] it may lie in, rounding included; an open end is None. `unit` is None
    for a plain count."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None = None
    bound: Bound = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time a claim is about, both days included; either may be unknown (None)."""

    start: date | None = None
    end: date | None = None
    as_written: str | None = None
    basis: Basis = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A settlement that a written name may mean, with the gazetteer's id and WGS 84 degrees."""

    name: str
    id: str
    oblast: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a claim is about: resolved (`id`, degrees in WGS 84) or abstaining with `candidates`, best first."""

    name: str
    as_written: str
    id: str | None = None
    oblast: str | None = None
    lat: float | None = None
    lon: float | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """The same amount in another unit, given in brackets."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """How a figure stands to another: inside it, beside it, or not told. `of` is the other claim's id or words."""

    relation: Literal["part_of", "in_addition_to", "unknown"]
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """An earlier claim of the same source (`claim`, its id) that the source takes back by a later one: it `corrects`
    a figure, or `reverses` what it said of a place."""

    claim: str
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody (`sources`, outermost first; empty when the author states it) said, in a document, that
    something was so, over a `period`, at a `place`. `text` is the minimal clause, verbatim, at `span`. `retracts`
    names what the same source said earlier in the document and takes back by this."""

    kind: ClassVar[str]

    id: str
    text: str
    span: Span
    sources: tuple[Source, ...] = ()
    certainty: Certainty = "asserted"
    period: Period = Period()
    place: Place | None = None
    retracts: tuple[Retraction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss(Claim):
    kind: ClassVar[str] = "loss"
    side: Party
    category: Category
    quantity: Quantity
    measure: Measure
    as_reported: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Claim):
    kind: ClassVar[str] = "control"
    event: ControlEvent
    actor: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Claim):
    kind: ClassVar[str] = "area"
    event: AreaEvent
    actor: Party
    quantity: Quantity
    measure: Measure
    conversion: Conversion | None = None
    inclusion: Inclusion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Claim):
    kind: ClassVar[str] = "activity"
    what: What
    actor: Party
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Claim):
    """`about` are the words for what was to be verified, `refers_to` the ids of the document's claims that it is."""

    kind: ClassVar[str] = "verification"

    verifier: str | None
    outcome: Literal["not_verified", "verified", "not_observed", "disputed"]
    about: str | None = None
    refers_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Claim):
    """`about` are the words for what is responded to, `refers_to` the ids of the document's claims that it is."""

    kind: ClassVar[str] = "response"

    party: str
    outcome: Literal["no_comment", "asked", "denied", "confirmed", "retracted"]
    about: str | None = None
    refers_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Claim):
    kind: ClassVar[str] = "comparison"
    left: str
    relation: Literal["higher", "lower", "about_equal"]
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Claim):
    kind: ClassVar[str] = "quote"


KINDS: dict[str, type[Claim]] = {
    kind.kind: kind for kind in (Loss, Control, Area, Activity, Verification, Response, Comparison, Quote)
}
