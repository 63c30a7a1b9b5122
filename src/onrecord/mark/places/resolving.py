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

_log1p, _hypot = math.log1p, math.hypot
_ROUNDS = 3
_NEIGHBOURS = 6  # places before and behind that are looked at
_REACH = 900  # characters off that a place is still company
_FADE = 250.0  # characters over which company counts e times less
_KM, _KM_EAST = 111.2, 73.7  # of a degree, at 48.5 degrees north
_PLAIN = 6.0  # by how much the largest leads when company is not asked
_KEPT = 12  # options that are weighed on
_POINTS = 16  # where the company may be, the heaviest
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
    north: float  # kilometres on a plane that is true enough for Ukraine
    east: float
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
    pairs = _told_pairs(told)
    open_ = [n for n, card in enumerate(cards) if len(card) > 1 and (n in pairs or not _is_plain(card))]
    for card in cards:
        _share(card)
    for _ in range(_ROUNDS):
        tops = [_top(card) for card in cards]
        for n in open_:
            near = _points(n, drafts, tops, weights[n])
            for option in cards[n]:
                option.near = _NEAR * _closeness(option, near)
                option.told = sum(_fit(option.known, tops[m], km, way) for m, km, way in pairs.get(n, ()))
            _share(cards[n])
            if len(cards[n]) > _KEPT:
                cards[n] = sorted(cards[n], key=lambda one: -one.score)[:_KEPT]
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
        card = Weighed(one, one.lat * _KM, one.lon * _KM_EAST)
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


def _told_pairs(told: Sequence[Evidence]) -> dict[int, list[tuple[int, float | None, float]]]:
    """Draft -> the others that it is told from, or that are told from it: (draft, km, bearing from there)."""
    pairs: dict[int, list[tuple[int, float | None, float]]] = {}
    for n, one in enumerate(told):
        for m, way in one.of:
            pairs.setdefault(n, []).append((m, way.km, way.bearing))
            pairs.setdefault(m, []).append((n, way.km, (way.bearing + 180) % 360))
    return pairs


def _is_plain(card: list[Weighed]) -> bool:
    """Whether the first option is so much larger than all others that company would not change it."""
    return card[0].score - card[1].score > _PLAIN


_Top = list[tuple[float, Weighed]]


def _top(card: list[Weighed]) -> _Top:
    """The likeliest options of a name, with their shares."""
    best = sorted(card, key=lambda one: -one.weight)[:_TOP] if len(card) > 1 else card
    return [(one.weight, one) for one in best if one.weight > 0.05]


def _points(
    n: int, drafts: Sequence[Draft], tops: Sequence[_Top], company: list[tuple[int, float]]
) -> list[tuple[float, float, float, str]]:
    """What the names around draft `n` may mean: (kilometres north, east, weight, identity); the identity is empty where
    it may count for itself, told under another name."""
    points = [
        (one.north, one.east, weight * share, one.known.id if drafts[m].name == drafts[n].name else "")
        for m, weight in company
        for share, one in tops[m]
    ]
    return points if len(points) <= _POINTS else sorted(points, key=lambda point: -point[2])[:_POINTS]


def _closeness(here: Weighed, points: list[tuple[float, float, float, str]]) -> float:
    """The weights of the points, each times from about two, side by side, to nothing, hundreds of kilometres off."""
    total, north, east, identity = 0.0, here.north, here.east, here.known.id
    for y, x, weight, same in points:
        if same != identity:
            total += weight * _log1p(60 / (_hypot(y - north, x - east) + 8))
    return total


def _fit(here: Known, others: _Top, km: float | None, way: float) -> float:
    """How well a place lies `km` off, in the direction `way`, from what another name means."""
    fit = 0.0
    for share, other in others:
        there = other.known
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
