"""What is seen in a text before claims are built: figures, times, places, attributions, each with its span.

Marks say what the words are, not what they mean for a claim; `onrecord marks` prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from onrecord.model import Candidate, Span
from onrecord.model.claim import Basis, Bound, Certainty

PlaceKind = Literal["settlement", "raion", "oblast", "region", "country", "river", "direction", "facility", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An amount as written, from its first bound word ("more than", "(+") to its last unit word.

    `number` covers the number words alone ("4,140", "half a million"). `value` is None for a range;
    vague plurals ("dozens", "tens of thousands") have `vague` set, their lowest reading as `value`
    (12, 10000) and the bound more_than. [low, high] is the interval the words allow, rounding and bound
    included; an open end is None. `unit` is a measuring unit in the project's short form ("km2",
    "sq_mi", "ha", "km", "percent", "usd") or the counted noun in the singular ("tank"); fractions
    ("a third of") are in percent. `noun` covers the counted noun phrase ("Russian battle tanks"), which
    may stand before the number in a list line, and `phrase` is that phrase in the singular. `per` is the
    rate's noun ("a day": "day"). `signed` is true for "(+530)" and "+530": an entry, not a total.
    `change` tells that the amount is what something rose or fell by. `same_as` is the index, in the
    document's figures, of the figure that this one restates in another unit, in brackets.
    """

    span: Span
    number: Span
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    noun: Span | None
    bound: Bound
    change: Literal["up", "down"] | None = None
    signed: bool = False
    vague: bool = False
    same_as: int | None = None
    per: str | None = None
    phrase: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression. `type` and `value` are its TIMEX3 view (value e.g. "2023-08-14", "P1W", "2023-08",
    "PRESENT_REF") and belong to `span`, the bare words ("late May"). `phrase` is that with its prepositions
    ("since late May") or the whole range that it is an end of ("from 7 to 14 August"); `start`, `end` are the
    days that the phrase covers by Onrecord's house rules (docs/claims.md), both included, either None when
    open or not told; `basis` says how they were resolved. The two ends of a range are two times with the same
    phrase, start and end. `sure` is false where the words allow another day."""

    span: Span
    phrase: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    start: date | None
    end: date | None
    granularity: Literal["time", "day", "week", "month", "season", "year", "decade", "other"]
    basis: Basis
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A point told from a place ("9 km south of X"): `span` covers the words before the place, `km` is the distance,
    `bearing` the direction from the place in degrees from north, clockwise; `lat`, `lon` are the point that this
    gives (WGS 84), None where the place is not resolved."""

    span: Span
    km: float
    bearing: float
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMark:
    """A place name as written, without "near" or "village of". `kind` says what sort of place it is.

    `id` is the gazetteer's, None while it abstains; `candidates` are ranked, best first. `why` says in a few words what
    decided, or why nothing did. A direction or a plant is not the settlement that it is named for: it has
    no `id`, but that settlement's as `anchor`, and a direction its degrees. `offset` is a point told from this place.
    """

    span: Span
    name: str
    kind: PlaceKind
    id: str | None = None
    oblast: str | None = None
    lat: float | None = None
    lon: float | None = None
    candidates: tuple[Candidate, ...] = ()
    why: str = ""
    raion: str | None = None
    anchor: str | None = None
    offset: Offset | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what: spans of the source, the cue, and what is attributed to them.

    `parent` is the index, in the document's attributions, of the one whose content holds this one
    whole ("ISW noted that bloggers claimed ..."). `source` is empty when nobody is named
    ("reportedly"). `quoted` is true when the content is within quotation marks. `stance` is the
    certainty of this speaker, read off the cue and its modifiers.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    parent: int | None = None
    quoted: bool = False
    stance: Certainty = "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """All marks of one document, each tuple in the order of the text, sentences included."""

    sentences: tuple[Span, ...]
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    attributions: tuple[Attribution, ...] = ()
