"""Which settlement a name means, or may mean: the places of a text are weighed together.

Every option of every name gets a score: how large the place is, whether it lies in the region said of it, whether it
lies as far and in the direction as the text says, and how near it is to what the names around it mean. What those
mean is open too, so this is done a few times over (relaxation labelling: Rosenfeld, Hummel and Zucker, 1976). A name is
resolved when its best option is clearly ahead of the next; else it abstains. Scores are of the kind of log odds; the
weights are set so that the best comes out right where a text also says the oblast, with that hidden
(bench/places.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from onrecord.lexicon import load
from onrecord.lexicon.gazetteer import Known, bearing, distance
from onrecord.mark.places.drafts import Draft, linked
from onrecord.mark.places.evidence import Evidence

_ROUNDS = 3
_NEIGHBOURS = 6  # places before and behind that are looked at
_REACH = 900  # characters off that a place is still company
_FADE = 250.0  # characters over which company counts e times less
_TOP = 5  # options of a neighbour that are looked at
_NEAR_ANCHOR = 130.0  # km from a sure place of the text within which a village of many is looked for
_FAR = 220.0  # km from all sure places around at which the only village of its name is doubted
_AHEAD = 0.9  # by how much the best must lead
_RANK = {3: 3.0, 2: 1.4, 1: 0.3, 0: -0.6}
_ABROAD = {"ua": 0.0, "ru": -0.5, "by": -1.5, "md": -1.5}
_REMOTE = -2.0  # behind the Don
_MILLION = 0.8  # for each power of ten of inhabitants over a thousand
_OLD = -2.0  # another name of a place, where some bear it today
_INSIDE, _OUTSIDE, _BESIDE, _MENTIONED = 5.0, -5.0, 1.8, 0.8
_FITS, _MISFITS = 3.0, -2.5
_NEAR = 1.6
# Between two places, of which the one is near the other.
_BY = re.compile(
    r"(?: village)?,? (?:near|outside|by|just outside|close to|під|под|біля|близ|около|возле|неподалік|поблизу|вблизи)"
    r"(?: від| от)? (?:the )?(?:village of |town of |city of )?"
)
_FRONT, _FRONT_WIDE = 1.6, 35.0  # km


@dataclass(slots=True)
class Weighed:
    """An option with the parts of its score."""

    known: Known
    size: float = 0.0
    region: float = 0.0
    front: float = 0.0
    told: float = 0.0
    near: float = 0.0
    weight: float = 0.0  # its share, beside the others of its name

    @property
    def score(self) -> float:
        return self.size + self.region + self.front + self.told + self.near


@dataclass(slots=True)
class Choice:
    """What was made of one name: the place, or None and why."""

    known: Known | None
    why: str
    ranked: list[Known] = field(default_factory=list)


_PLACED = ("settlement", "direction", "facility")


def resolve(
    text: str, drafts: Sequence[Draft], told: Sequence[Evidence], published: date | None = None
) -> list[Choice | None]:
    """One for each draft, None where there is nothing to resolve."""
    towns = front(published)
    cards = [_options(draft, one, towns) for draft, one in zip(drafts, told, strict=True)]
    anchors = {_cell(card[0].known) for card in cards if len(card) == 1 or card and card[0].known.rank == 3}
    cards = [_pruned(card, anchors) for card in cards]
    weights = _company(text, drafts)
    for card in cards:
        _share(card)
    for _ in range(_ROUNDS):
        for n, card in enumerate(cards):
            if len(card) > 1 or card and card[0].known.rank < 2:
                _weigh(n, card, drafts, cards, weights[n], told)
        for card in cards:
            _share(card)
    chosen = [
        _choice(draft, card, one, any(near for near in weights[n]), _far(n, card, cards, weights[n]))
        if draft.kind in _PLACED else None
        for n, (draft, card, one) in enumerate(zip(drafts, cards, told, strict=True))
    ]  # fmt: skip
    _as_elsewhere(drafts, chosen)
    return chosen


@lru_cache(maxsize=32)
def front(day: date | None) -> tuple[tuple[float, float], ...]:
    """Towns near which the war was fought at that time; none on a day before it, or where the day is not known."""
    periods = load("packs/ukraine/front.toml")["front"]
    towns: list[list[float]] = []
    for period in periods:
        if day is not None and period["start"] <= day:
            towns = period["towns"]
    return tuple((lat, lon) for lat, lon in towns)


@lru_cache(maxsize=20_000)
def _at_front(known: Known, towns: tuple[tuple[float, float], ...]) -> float:
    if not towns or known.rank == 3:
        return 0.0
    nearest = min(distance(known.lat, known.lon, lat, lon) for lat, lon in towns)
    return _FRONT * math.exp(-((nearest / _FRONT_WIDE) ** 2))


def _options(draft: Draft, told: Evidence, towns: tuple[tuple[float, float], ...]) -> list[Weighed]:
    if draft.kind not in _PLACED:
        return []
    options = draft.settlements()
    any_usual = any(one.usual and one.rank >= 1 for one in options)
    cards = []
    for one in options:
        card = Weighed(one)
        card.size = _RANK[one.rank] + _ABROAD[one.country]
        card.size += _MILLION * max(0.0, math.log10(max(one.population, 1)) - 3)
        card.size += _REMOTE if one.country == "ru" and one.lon > 42 else 0.0
        card.size += _OLD if any_usual and not one.usual else 0.0
        card.front = _at_front(one, towns) * (2 if draft.kind == "direction" else 1)
        if told.inside:
            card.region = _INSIDE if told.inside.holds(one.oblast, one.raion_id) else _OUTSIDE
        elif one.oblast in told.beside:
            card.region = _BESIDE
        elif one.oblast in told.mentioned:
            card.region = _MENTIONED
        cards.append(card)
    if (
        cards
        and all(card.region == _OUTSIDE for card in cards)
        and any(card.known.rank == 3 and card.known.usual for card in cards)
    ):
        for card in cards:  # "Kherson, Mykolaiv Oblast" is a list
            card.region = 0.0
    return sorted(cards, key=lambda card: -card.score)


def _cell(known: Known) -> tuple[int, int]:
    return math.floor(known.lat), math.floor(known.lon / 1.5)


def _pruned(card: list[Weighed], anchors: set[tuple[int, int]]) -> list[Weighed]:
    """Of many places of one name, those near some sure place of the text, the larger, and those in a region told."""
    if len(card) < 8 or not anchors:
        return card
    around = {(y + dy, x + dx) for y, x in anchors for dy in (-1, 0, 1) for dx in (-1, 0, 1)}
    return [one for one in card if one.known.rank >= 2 or one.region > 0 or _cell(one.known) in around] or card


def _company(text: str, drafts: Sequence[Draft]) -> list[list[tuple[int, float]]]:
    """For each draft, the others around it and how much each counts."""
    found: list[list[tuple[int, float]]] = [[] for _ in drafts]
    placed = [n for n, draft in enumerate(drafts) if draft.kind in _PLACED]
    for at, n in enumerate(placed):
        for m in placed[at + 1 : at + 1 + _NEIGHBOURS]:
            gap = drafts[m].start - drafts[n].end
            if gap > _REACH:
                break
            weight = math.exp(-gap / _FADE)
            if m == n + 1 and _BY.fullmatch(text, drafts[n].end, drafts[m].start):
                weight = 2.2
            elif m == n + 1 and linked(text, drafts[n], drafts[m]):
                weight = 1.6
            elif "\n" in text[drafts[n].end : drafts[m].start]:
                weight *= 0.4
            found[n].append((m, weight))
            found[m].append((n, weight))
    return found


def _share(card: list[Weighed]) -> None:
    """The share of each option: their scores as log odds."""
    if not card:
        return
    best = max(one.score for one in card)
    odds = [math.exp(one.score - best) for one in card]
    total = sum(odds)
    for one, odd in zip(card, odds, strict=True):
        one.weight = odd / total


def _weigh(
    n: int,
    card: list[Weighed],
    drafts: Sequence[Draft],
    cards: Sequence[list[Weighed]],
    company: list[tuple[int, float]],
    told: Sequence[Evidence],
) -> None:
    """Scores the options of a name by what the names around it mean by now."""
    known = [(weight, _top(cards[m]), drafts[m].name != drafts[n].name) for m, weight in company if cards[m]]
    pairs = [(cards[m], one.km, one.bearing) for m, one in told[n].of if cards[m]]
    pairs += [
        (cards[m], one.km, (one.bearing + 180) % 360)
        for m in range(max(0, n - 4), n)
        for at, one in told[m].of
        if at == n and cards[m]
    ]
    for option in card:
        here = option.known
        option.near = _NEAR * sum(
            weight * share * _closeness(here, there)
            for weight, top, named in known
            for share, there in top
            if there.id != here.id or named
        )
        option.told = sum(_fit(here, _top(other), km, way) for other, km, way in pairs)


def _top(card: list[Weighed]) -> list[tuple[float, Known]]:
    best = sorted(card, key=lambda one: -one.weight)[:_TOP] if len(card) > 1 else card
    return [(one.weight, one.known) for one in best if one.weight > 0.05]


def _closeness(here: Known, there: Known) -> float:
    """From about two, side by side, to nothing, some hundreds of kilometres apart."""
    return math.log1p(60 / (distance(here.lat, here.lon, there.lat, there.lon) + 8))


def _fit(here: Known, others: list[tuple[float, Known]], km: float | None, way: float) -> float:
    """How well a place lies `km` off, in the direction `way`, from what another name means."""
    fit = 0.0
    for share, there in others:
        away = distance(there.lat, there.lon, here.lat, here.lon)
        turned = abs((bearing(there.lat, there.lon, here.lat, here.lon) - way + 180) % 360 - 180)
        wrong = (turned / 40) ** 2 if away > 3 else 0.0
        wrong += ((away - km) / max(4.0, 0.3 * km)) ** 2 if km is not None else max(0.0, away / 45 - 1) ** 2
        fit += share * math.exp(-wrong / 2)
    return _MISFITS + (_FITS - _MISFITS) * fit


def _far(n: int, card: list[Weighed], cards: Sequence[list[Weighed]], company: list[tuple[int, float]]) -> bool:
    """Whether the only village of its name lies far from every sure place named around it."""
    if len(card) != 1 or card[0].known.rank >= 2:
        return False
    here = card[0].known
    sure = [cards[m][0].known for m, _ in company if cards[m] and max(one.weight for one in cards[m]) > 0.8]
    return len(sure) >= 2 and all(distance(here.lat, here.lon, one.lat, one.lon) > _FAR for one in sure)


def _choice(draft: Draft, card: list[Weighed], told: Evidence, has_company: bool, is_far: bool) -> Choice:
    ranked = sorted(card, key=lambda one: -one.score)
    names = [one.known for one in ranked]
    if not ranked:
        return Choice(None, "not in the gazetteer")
    best = ranked[0]
    slip = "spelt nearly so; " if draft.slip else ""
    if best.region == _OUTSIDE:
        return Choice(None, "none of this name lies in the region stated", names)
    if is_far:
        return Choice(None, "the only one of its name, but far from the places named with it", names)
    if len(ranked) == 1:
        alone = "the only one of its name" if len(draft.settlements()) == 1 else "the only one near"
        return Choice(best.known, slip + alone, names)
    second = ranked[1]
    if best.score - second.score < _AHEAD:
        apart = "the places named with it do not tell them apart" if has_company else "nothing tells them apart"
        return Choice(None, f"{len(names)} of this name; {apart}", names)
    leads = {
        "in the region stated": best.region - second.region,
        "lies as the text says from another place": best.told - second.told,
        "nearest to the places named with it": best.near - second.near,
        "nearest to the front of the time": best.front - second.front,
        "the largest of its name": best.size - second.size,
    }
    return Choice(best.known, slip + max(leads, key=lambda why: leads[why]), names)


def _as_elsewhere(drafts: Sequence[Draft], chosen: list[Choice | None]) -> None:
    """A name that is open here and resolved elsewhere in the text, always to one place, means that."""
    known: dict[str, set[Known]] = {}
    for draft, choice in zip(drafts, chosen, strict=True):
        if choice and choice.known:
            known.setdefault(draft.name, set()).add(choice.known)
    for n, (draft, choice) in enumerate(zip(drafts, chosen, strict=True)):
        if choice and choice.known is None and choice.ranked:
            same = known.get(draft.name, set())
            if len(same) == 1 and next(iter(same)) in choice.ranked and not choice.why.startswith("none of"):
                chosen[n] = Choice(next(iter(same)), "as elsewhere in the text", choice.ranked)
