"""Readings of the shape that real ones have, by number: what a ledger is filled with to see how it grows.

Of ten documents seven are lists of a day's losses (a total and an increment for each category), three are articles
(control, activity, losses, quotes, through one or two sources). Words are drawn as a language does it: few often,
most of them seldom. The same number gives the same reading, so that a run can be repeated.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any, get_args

from onrecord.claim.ids import claim_id
from onrecord.model import (
    Activity,
    Claim,
    Control,
    Document,
    Loss,
    Period,
    Place,
    Quantity,
    Quote,
    Reading,
    Source,
    Span,
)
from onrecord.model.claim import Category, ControlEvent, Party, What

FIRST = date(2022, 2, 24)
DAYS = 1500
CATEGORIES = get_args(Category)[:15]
CHANCE = random.Random(2023)
SYLLABLES = [a + b for a in "b ch d f g h k l m n p r s sh t v z".split() for b in "a e i o u ai".split()]
WORDS = ["".join(CHANCE.choices(SYLLABLES, k=2 + n % 3)) for n in range(20_000)]
WEIGHTS = list(accumulate(1 / (n + 3) for n in range(len(WORDS))))
SOURCES = [Source(name=f"Source {WORDS[n]}", id=f"s-{n}", as_written=f"the {WORDS[n]}", cue="said") for n in range(400)]
OFTEN = list(accumulate(1 / (n + 1) for n in range(len(SOURCES))))
PLACES = [
    Place(name=word.title(), as_written=word.title(), id=f"g{n}", oblast=f"Oblast {n % 24}", lat=48.0, lon=37.5)
    for n, word in enumerate(WORDS[5000:8000])
]
PUBLISHERS = [f"Publisher {word}" for word in WORDS[9000:9300]]


def readings(claims: int) -> Iterator[Reading]:
    """Readings with at least so many claims between them."""
    made = number = 0
    while made < claims:
        one = reading(number)
        made += len(one.claims)
        number += 1
        yield one


def reading(number: int) -> Reading:
    chance = random.Random(number)
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    title = " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=7))
    if number % 10 < 7:
        claims = _daily_list(number, day, chance)
    else:
        claims = [_of_article(number, i, day, chance) for i in range(chance.randrange(4, 16))]
    # A list is about as long as what is claimed in it, an article longer.
    text = "\n".join(claim.text for claim in claims) + title * (2 if number % 10 < 7 else 20)
    document = Document(
        id=f"document-{number}", text=text, sha256=hashlib.sha256(f"{number}".encode()).hexdigest(), title=title,
        url=f"https://example.org/{number}", publisher=chance.choice(PUBLISHERS), published=day,
    )  # fmt: skip
    return Reading(document=document, claims=tuple(claims))


def _id(number: int, name: str) -> str:
    """As `claim/ids.py` makes them: those of one document begin alike."""
    return claim_id("claim", f"document-{number}", name)


def _figure(number: int) -> Quantity:
    value = Decimal(number)
    return Quantity(value=value, low=value, high=value)


def _daily_list(number: int, day: date, chance: random.Random) -> list[Claim]:
    claims: list[Claim] = []
    chain = tuple(chance.choices(SOURCES, cum_weights=OFTEN, k=1 + number % 2))
    side: Party = "russia" if chance.random() < 0.8 else "ukraine"
    for n, category in enumerate(CATEGORIES[: chance.randrange(8, 13)]):
        total, more = chance.randrange(1, 400_000), chance.randrange(1_000)
        line: dict[str, Any] = {
            "text": f"{category} {total} ({more}) {WORDS[chance.randrange(200)]}",
            "span": Span(n * 40, n * 40 + 30), "sources": chain, "side": side, "category": category,
        }  # fmt: skip
        since = Period(start=FIRST, end=day, basis="since")
        of_day = Period(start=day - timedelta(days=1), end=day, basis="rolling")
        claims.append(
            Loss(id=_id(number, f"-{n}"), measure="cumulative", quantity=_figure(total), period=since, **line)
        )
        claims.append(Loss(id=_id(number, f"+{n}"), measure="increment", quantity=_figure(more), period=of_day, **line))
    return claims


def _of_article(number: int, place_in: int, day: date, chance: random.Random) -> Claim:
    common: dict[str, Any] = {
        "id": _id(number, str(place_in)),
        "text": " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=chance.randrange(6, 22))),
        "span": Span(10, 90),
        "sources": tuple(chance.choices(SOURCES, cum_weights=OFTEN, k=chance.randrange(3))),
        "certainty": chance.choice(("asserted", "asserted", "hedged", "unconfirmed")),
        "period": Period(start=day - timedelta(days=1), end=day, as_written="yesterday", basis="stated"),
    }
    kind = chance.random()
    if kind < 0.3:
        place = chance.choice(PLACES)
        return Control(event=chance.choice(get_args(ControlEvent)), actor="russia", place=place, **common)
    if kind < 0.5:
        place = chance.choice(PLACES)
        return Activity(what=chance.choice(get_args(What)), actor="ukraine", place=place, **common)
    if kind < 0.7:
        figure = _figure(chance.randrange(900))
        category = chance.choice(CATEGORIES)
        return Loss(side="ukraine", category=category, measure="increment", quantity=figure, **common)
    return Quote(**common)
