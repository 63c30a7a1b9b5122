"""How well claims were read: predicted claims against claims labelled by hand.

Inside one document and one kind, gold and predicted claims are paired one to one. A pair must agree on
what the kind is about (`_KEYS`); of all pairings, those that agree on most fields are taken first. F1
counts pairs; `whole` is the share of gold claims that were paired and agree on every field.

A gold claim is flat: `value`, `low`, `high`, `bound`, `unit`, `start`, `end` stand beside `kind` and
`quote`, `sources` are names, outermost first, `place` is a name. `alt` maps a field to further readings
that are accepted for it. A predicted claim is what `onrecord read --format json` prints.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]

KINDS = ("loss", "control", "area", "activity", "verification", "response", "comparison", "quote")
GROUPS = {**{kind: (kind,) for kind in KINDS}, "all": KINDS, "numeric": ("loss", "area", "activity")}
_SQUARE_KM = {"sq_mi": 2.589988, "ha": 0.01}


@dataclass(slots=True)
class Score:
    """Counts for one kind, or for several added up."""

    gold: int = 0
    predicted: int = 0
    paired: int = 0
    whole: int = 0
    agree: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.paired / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.paired / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.paired / (self.gold + self.predicted) if self.gold + self.predicted else 0.0

    @property
    def whole_rate(self) -> float:
        return self.whole / self.gold if self.gold else 0.0

    def rate(self, name: str) -> float | None:
        """The share of pairs that agree on field `name`; None where no pair has it."""
        return self.agree[name] / self.asked[name] if self.asked[name] else None

    def add(self, other: Score) -> None:
        self.gold += other.gold
        self.predicted += other.predicted
        self.paired += other.paired
        self.whole += other.whole
        self.agree.update(other.agree)
        self.asked.update(other.asked)


@dataclass(frozen=True, slots=True)
class Miss:
    """A claim that was not found, was not there, or was found with other fields."""

    document: str
    kind: str
    what: str
    gold: str = ""
    predicted: str = ""


def score(
    documents: Iterable[tuple[str, Sequence[Json], Sequence[Json]]],
) -> tuple[dict[str, Score], list[Miss]]:
    """Scores of `GROUPS` over documents, each (name, gold claims, predicted claims), and what was missed."""
    kinds = {kind: Score() for kind in KINDS}
    misses: list[Miss] = []
    for name, gold, predicted in documents:
        for kind, tally in kinds.items():
            wanted = [_Claim.of(claim) for claim in gold if claim.get("kind") == kind]
            found = [_Claim.of(claim) for claim in predicted if claim.get("kind") == kind]
            one, missed = _score_kind(name, kind, wanted, found)
            tally.add(one)
            misses += missed
    groups = {}
    for group, members in GROUPS.items():
        groups[group] = Score()
        for kind in members:
            groups[group].add(kinds[kind])
    return groups, misses


def _score_kind(name: str, kind: str, gold: list[_Claim], found: list[_Claim]) -> tuple[Score, list[Miss]]:
    one = Score(gold=len(gold), predicted=len(found))
    misses = []
    pairs = _pair(kind, gold, found)
    for i, j, agreed in pairs:
        one.paired += 1
        one.whole += all(agreed.values())
        one.asked.update(agreed.keys())
        one.agree.update(field for field, same in agreed.items() if same)
        if differing := [field for field, same in agreed.items() if not same]:
            misses.append(Miss(name, kind, "fields " + ",".join(differing), gold[i].words, found[j].words))
    missed = set(range(len(gold))) - {i for i, _, _ in pairs}
    spurious = set(range(len(found))) - {j for _, j, _ in pairs}
    misses += [Miss(name, kind, "missed", gold=gold[i].words) for i in sorted(missed)]
    misses += [Miss(name, kind, "spurious", predicted=found[j].words) for j in sorted(spurious)]
    return one, misses


def _pair(kind: str, gold: list[_Claim], found: list[_Claim]) -> list[tuple[int, int, dict[str, bool]]]:
    options = []
    for i, wanted in enumerate(gold):
        for j, claim in enumerate(found):
            if any(_KEYS[kind](reading, claim) for reading in wanted.readings()):
                agreed = _agreement(kind, wanted, claim)
                options.append((sum(agreed.values()) + _shared_words(wanted, claim), i, j, agreed))
    options.sort(key=lambda option: -option[0])
    taken: list[tuple[int, int, dict[str, bool]]] = []
    for _, i, j, agreed in options:
        if all(i != other_i and j != other_j for other_i, other_j, _ in taken):
            taken.append((i, j, agreed))
    return taken


# --- one claim, whichever side it comes from -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Claim:
    """The parts that are compared, gold and predicted brought to one form."""

    raw: Json
    words: str
    sources: tuple[str, ...]
    certainty: str
    figure: tuple[float, float] | None
    bound: str
    unit: str
    start: str | None
    end: str | None
    place: str

    @classmethod
    def of(cls, raw: Json) -> _Claim:
        quantity = _part(raw, "quantity")
        period = _part(raw, "period")
        place = raw.get("place")
        if isinstance(place, Mapping):
            place = place.get("as_written") or place.get("name")
        return cls(
            raw=raw,
            words=raw.get("quote") or raw.get("text") or "",
            sources=tuple(s["name"] if isinstance(s, Mapping) else s for s in raw.get("sources") or ()),
            certainty=raw.get("certainty") or "asserted",
            figure=_figure(quantity),
            bound=quantity.get("bound") or "exact",
            unit=quantity.get("unit") or raw.get("unit") or "km2",
            start=period.get("start") or None,
            end=period.get("end") or None,
            place=_plain(place),
        )

    def readings(self) -> Iterator[_Claim]:
        """The claim as labelled, then once more for each other reading of one of its fields."""
        yield self
        for name, values in (self.raw.get("alt") or {}).items():
            for value in values if isinstance(values, list) else [values]:
                yield _Claim.of({**self.raw, name: value})


def _part(raw: Json, name: str) -> Json:
    """A predicted claim keeps these fields in an object of their own, a gold claim beside the others."""
    part = raw.get(name)
    return part if isinstance(part, Mapping) else raw


def _figure(quantity: Json) -> tuple[float, float] | None:
    low, high, value = quantity.get("low"), quantity.get("high"), quantity.get("value")
    if quantity.get("bound") == "range" and low is not None and high is not None:
        return float(low), float(high)
    return None if value is None else (float(value), float(value))


# --- what must agree for a pair, and what is then compared -----------------------------------------------------


def _same(*names: str) -> Any:
    return lambda gold, claim: all(gold.raw.get(name) == claim.raw.get(name) for name in names)


def _loss(gold: _Claim, claim: _Claim) -> bool:
    return bool(_same("category", "measure")(gold, claim)) and _near(gold.figure, claim.figure, 0.005)


def _area(gold: _Claim, claim: _Claim) -> bool:
    if gold.figure is None or claim.figure is None or gold.raw.get("event") != claim.raw.get("event"):
        return False
    return _near(_in_km2(gold.figure, gold.unit), _in_km2(claim.figure, claim.unit), 0.01)


def _activity(gold: _Claim, claim: _Claim) -> bool:
    return bool(_same("what")(gold, claim)) and _near(gold.figure, claim.figure, 0.005)


def _control(gold: _Claim, claim: _Claim) -> bool:
    return bool(_same("event")(gold, claim)) and _same_place(gold.place, claim.place)


_KEYS = {
    "loss": _loss,
    "area": _area,
    "activity": _activity,
    "control": _control,
    "verification": _same("outcome"),
    "response": _same("outcome"),
    "comparison": _same("relation"),
    "quote": lambda gold, claim: _shared_words(gold, claim) >= 0.5,
}


def _agreement(kind: str, gold: _Claim, claim: _Claim) -> dict[str, bool]:
    """Field -> whether any accepted reading of the gold claim agrees on it."""
    out: Counter[str] = Counter()
    for reading in gold.readings():
        for name, same in _agreement_once(kind, reading, claim).items():
            out[name] |= same
    return {name: bool(same) for name, same in out.items()}


def _agreement_once(kind: str, gold: _Claim, claim: _Claim) -> dict[str, bool]:
    if kind == "verification":
        return {"source": same_source(gold.raw.get("verifier"), claim.raw.get("verifier"))}
    if kind == "response":
        return {"source": same_source(gold.raw.get("party"), claim.raw.get("party"))}
    if kind == "comparison":
        return {"source": True}
    both = bool(gold.sources and claim.sources)
    out = {
        "source": same_source(gold.sources[-1], claim.sources[-1]) if both else gold.sources == claim.sources,
        "chain": len(gold.sources) == len(claim.sources) and all(map(same_source, gold.sources, claim.sources)),
        "certainty": gold.certainty == claim.certainty,
    }
    if kind in ("loss", "activity"):
        out["bound"] = gold.bound == claim.bound
    if kind in ("loss", "area", "activity", "control"):
        out["start"] = gold.start == claim.start
        out["end"] = gold.end == claim.end
    if kind == "loss":
        out["side"] = gold.raw.get("side") == claim.raw.get("side")
    if kind in ("control", "area", "activity"):
        out["actor"] = (gold.raw.get("actor") or None) == (claim.raw.get("actor") or None)
    return out


def _near(a: tuple[float, float] | None, b: tuple[float, float] | None, tolerance: float) -> bool:
    if a is None or b is None:
        return a is b
    return all(abs(x - y) <= tolerance * max(abs(x), abs(y), 1e-9) for x, y in zip(a, b, strict=True))


def _in_km2(figure: tuple[float, float], unit: str) -> tuple[float, float]:
    factor = _SQUARE_KM.get(unit, 1.0)
    return figure[0] * factor, figure[1] * factor


# --- names and words -------------------------------------------------------------------------------------------


def same_source(a: str | None, b: str | None) -> bool:
    """Whether two names mean one speaker: equal, one inside the other, or spelled almost alike."""
    one, other = (_one_name().get(name, name) for name in (_plain(a), _plain(b)))
    return one == other if not one or not other else _alike(one, other)


def _same_place(a: str, b: str) -> bool:
    return a == b if not a or not b else _alike(a, b)


def _alike(a: str, b: str) -> bool:
    return a in b or b in a or SequenceMatcher(None, a, b).ratio() >= 0.8


def _shared_words(a: _Claim, b: _Claim) -> float:
    one, other = set(_plain(a.words).split()), set(_plain(b.words).split())
    return len(one & other) / max(1, min(len(one), len(other)))


@cache
def _one_name() -> dict[str, str]:
    """Plain name -> the first of its group in gold/same_source.toml."""
    groups = tomllib.loads((Path(__file__).parent / "gold" / "same_source.toml").read_text(encoding="utf-8"))
    return {_plain(name): _plain(first) for first, names in groups["same"].items() for name in (first, *names)}


@cache
def _plain(text: str | None) -> str:
    """Lower case ASCII words without articles; British spelling of defence."""
    ascii_text = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"[^a-z0-9]+", " ", ascii_text.replace("'", "")).replace("defense", "defence")
    return " ".join(word for word in bare.split() if word not in {"the", "a", "an"})
