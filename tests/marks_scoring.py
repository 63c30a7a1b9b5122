"""Scoring of marks on gold: chains of speakers on our own, and the public sets through the shared scorer."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.claim.registry import normal
from onrecord.claim.sources import chains
from onrecord.lexicon.gazetteer import distance
from onrecord.mark import Attribution, Marks, marks
from onrecord.mark.places import places
from onrecord.model import Document, Source, Span

Gold = Mapping[str, Any]
ROLES = ("source", "cue", "content")


def scorer(shared: Path) -> ModuleType:
    """The shared scorer of marks: `score_attributions`, `score_times`, `score_figures`."""
    spec = importlib.util.spec_from_file_location("score_marks", shared / "score" / "score_marks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seen(gold: Gold, *, model: bool) -> tuple[Document, Marks]:
    document = Document(id=gold["id"], text=gold["text"], sha256="0" * 64, published=None, publisher=None, url=None)
    return document, marks(document, model=model)


# --- relations -------------------------------------------------------------------------------------------------


def relations(documents: Sequence[Gold], *, model: bool = True) -> float:
    """F1 of attributions whose source, cue and content each share half of their characters or more with the gold's."""
    right = found = labelled = 0
    for gold in documents:
        _, marked = seen(gold, model=model)
        free = [{role: [Span(*span) for span in a[role]] for role in ROLES} for a in gold["attributions"]]
        labelled, found = labelled + len(free), found + len(marked.attributions)
        for attribution in marked.attributions:
            match = next((g for g in free if _same(attribution, g)), None)
            if match is not None:
                free.remove(match)
                right += 1
    return 2 * right / (found + labelled) if found + labelled else 1.0


def _same(attribution: Attribution, gold: Mapping[str, Sequence[Span]]) -> bool:
    return all(_overlap(getattr(attribution, role), gold[role]) >= 0.5 for role in ROLES)


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    a, b = ({n for span in spans for n in range(span.start, span.end)} for spans in (one, other))
    return len(a & b) / len(a | b) if a or b else 1.0


# --- chains ----------------------------------------------------------------------------------------------------


def hops(documents: Sequence[Gold], *, model: bool = True) -> tuple[float, float, list[str]]:
    """The share of the gold's chains whose every hop is right, of chains whose certainty is, and a line for each that
    is not. A hop is right when the speaker is the gold's by name, or stands where the gold has that speaker. Where the
    gold has several chains for one quote (one claims, another denies), as many of the reader's are looked at."""
    right = sure = count = 0
    missed = []
    for gold in documents:
        document, marked = seen(gold, model=model)
        told = chains(document, marked)
        for quote, labelled in groupby(sorted(gold["chains"], key=itemgetter("quote")), key=itemgetter("quote")):
            start = gold["text"].index(quote)
            expected = list(labelled)
            found = told.all_at(Span(start, start + len(quote)))[: len(expected)]
            for chain in expected:
                said = next((one for one in found if _same_speakers(one[0], chain["sources"], gold)), None)
                sources, certainty = said or found[min(expected.index(chain), len(found) - 1)]
                count, right, sure = count + 1, right + bool(said), sure + (certainty == chain["certainty"])
                if not said or certainty != chain["certainty"]:
                    names = [source.name for source in sources]
                    missed.append(
                        f"{gold['id']} | {quote} | {chain['sources']} {chain['certainty']} | {names} {certainty}"
                    )
    return right / count, sure / count, missed


def _same_speakers(sources: Sequence[Source], names: Sequence[str], gold: Gold) -> bool:
    return len(sources) == len(names) and all(
        _speaker(source, name, gold) for source, name in zip(sources, names, strict=True)
    )


def _speaker(source: Source, name: str, gold: Gold) -> bool:
    if normal(source.name) == normal(name):
        return True
    if source.span is None:
        return False
    named = (Span(*span) for a in gold["attributions"] if a["who"] == name for span in a["source"])
    return any(_overlap([source.span], [span]) >= 0.5 for span in named)


# --- places ----------------------------------------------------------------------------------------------------

RIGHT = 7.0  # km, as far as sources differ on one settlement
_KINDS = {"area": "region"}  # as the gold calls them, as marks do


def of_places(documents: Sequence[Gold]) -> tuple[dict[str, float], list[str]]:
    """Counts and shares, and a line for each miss. tests/gold/places.md says what is labelled and how."""
    n: Counter[str] = Counter()
    misses: list[str] = []
    for document in documents:
        text, told = document["text"], document["places"]
        marks = [
            m
            for m in places(text, (), document.get("language", "en"), date.fromisoformat(document["published"]))
            if m.kind != "country"
        ]
        allowed = [*(one["span"] for one in told), *_spans(document.get("either", ()))]
        named = [mark for mark in marks if mark.kind != "facility"]  # a plant that is named for a town is no town
        extra = [mark.span.of(text) for mark in named if not any(_meet(mark.span, span) for span in allowed)]
        n["extra"] += len(extra)
        misses += [f"{document['id']}: extra {written!r}" for written in extra]
        n["never"] += sum(
            any(_meet(mark.span, span) for mark in named) for span in _spans(document.get("not_places", ()))
        )
        n["not places"] += len(document.get("not_places", ()))
        for one in told:
            written = text[slice(*one["span"])]
            mark = next((other for other in marks if _meet(other.span, one["span"])), None)
            n["places"] += 1
            n["found"] += mark is not None
            n["kind"] += mark is not None and mark.kind == _KINDS.get(one["kind"], one["kind"])
            if mark is None:
                misses.append(f"{document['id']}: missed {written!r}")
            elif mark.kind != _KINDS.get(one["kind"], one["kind"]):
                misses.append(f"{document['id']}: {written!r} is {mark.kind}, not {one['kind']}")
            if one.get("unresolvable"):
                n["open"] += 1
                n["left open"] += mark is None or mark.lat is None
            elif one["lat"] is not None:
                n["points"] += 1
                if mark is None or mark.lat is None or mark.lon is None:
                    misses.append(f"{document['id']}: open {written!r}: {mark.why if mark else ''}")
                    continue
                n["resolved"] += 1
                if distance(mark.lat, mark.lon, one["lat"], one["lon"]) <= RIGHT:
                    n["right"] += 1
                else:
                    is_now = f"{mark.name}, {mark.oblast}, {mark.raion} ({mark.why})"
                    misses.append(f"{document['id']}: {written!r} is {is_now}, not {one['name']}, {one['oblast']}")
    return {
        "places": n["places"],
        "found": n["found"] / n["places"],
        "kind": n["kind"] / n["places"],
        "points": n["points"],
        "resolved": n["resolved"] / n["points"],
        "right": n["right"] / max(1, n["resolved"]),
        "kept_open": n["left open"] / max(1, n["open"]),
        "extra": n["extra"],
        "not places, marked": n["never"],
    }, misses


def _spans(listed: Sequence[Any]) -> list[Any]:
    return [one["span"] if isinstance(one, dict) else one for one in listed]


def _meet(span: Span, other: Sequence[int]) -> bool:
    return span.start < other[1] and other[0] < span.end


# --- public sets -----------------------------------------------------------------------------------------------


def public(shared: Path) -> dict[str, tuple[list[dict[str, Any]], str]]:
    """Name -> documents of "id", "published", "text" and "gold", and what is labelled: times, figures, attributions."""
    bench, score = shared / "data" / "bench", scorer(shared)
    figures = json.loads((bench / "newsquant" / "newsquant_dev.json").read_text(encoding="utf-8"))
    lines = (shared / "articles" / "more" / "assessments.jsonl").read_text(encoding="utf-8").splitlines()
    marked = [line for line in map(json.loads, lines) if "attributions" in line]
    kept = ("id", "published", "text")
    return {
        "newsquant": ([{"id": str(n), "text": d["text"], "gold": d} for n, d in enumerate(figures)], "figures"),
        "timebank": (list(score.tml(bench / "tempeval3" / "TBAQ-cleaned" / "TimeBank")), "times"),
        "aquaint": (list(score.tml(bench / "tempeval3" / "TBAQ-cleaned" / "AQUAINT")), "times"),
        "polnear": (list(score.polnear(bench / "polnear" / "dev")), "attributions"),
        "assessments": (
            [{**{key: d.get(key) for key in kept}, "gold": d["attributions"]} for d in marked],
            "attributions",
        ),
    }


def reached(documents: Sequence[Gold], what: str, found: Mapping[str, Gold], shared: Path) -> dict[str, float]:
    """F1 between 0 and 1 of marks by the id of their document, as the shared scorer counts."""
    score = scorer(shared)
    if what == "figures":
        scored = score.score_figures([document["gold"] for document in documents], found)
        names = {"value": "value", "unit": "value_unit", "change": "value_change"}
    elif what == "times":
        scored, names = score.score_times(documents, found), {"value": "value", "span": "relaxed"}
    else:
        scored = score.score_attributions(documents, found)
        names = {
            "relations": "relations_half",
            "words_of_contents": "words_content",
            "words_of_sources": "words_source",
        }
    return {name: scored[of]["f1"] / 100 for name, of in names.items()}
