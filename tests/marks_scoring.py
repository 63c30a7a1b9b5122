"""Scoring of marks on gold: chains of speakers on our own, and the public sets through the shared scorer."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.claim.registry import normal
from onrecord.claim.sources import chains
from onrecord.mark import Attribution, Marks, marks
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
    is not. A hop is right when the speaker is the gold's by name, or stands where the gold has that speaker."""
    right = sure = count = 0
    missed = []
    for gold in documents:
        document, marked = seen(gold, model=model)
        told = chains(document, marked)
        for chain in gold["chains"]:
            start = gold["text"].index(chain["quote"])
            sources, certainty = told.at(Span(start, start + len(chain["quote"])))
            same = len(sources) == len(chain["sources"]) and all(
                _speaker(source, name, gold) for source, name in zip(sources, chain["sources"], strict=True)
            )
            count, right, sure = count + 1, right + same, sure + (certainty == chain["certainty"])
            if not same or certainty != chain["certainty"]:
                names = [source.name for source in sources]
                missed.append(
                    f"{gold['id']} | {chain['quote']} | {chain['sources']} {chain['certainty']} | {names} {certainty}"
                )
    return right / count, sure / count, missed


def _speaker(source: Source, name: str, gold: Gold) -> bool:
    if normal(source.name) == normal(name):
        return True
    if source.span is None:
        return False
    named = (Span(*span) for a in gold["attributions"] if a["who"] == name for span in a["source"])
    return any(_overlap([source.span], [span]) >= 0.5 for span in named)


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
