"""Which reading of a cue to trust, the network's or the rules', and whether either: two logistic sums of a few figures.

Their weights come with the network's (training/attribution/weigh.py).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from onrecord.mark.attribution_model.candidates import Candidate
from onrecord.mark.records import Attribution
from onrecord.model import Span

Reader = Literal["network", "rules"]


def figures(candidate: Candidate, ruled: Attribution | None, reader: Reader, text: str) -> list[float]:
    """What is weighed: how sure the network is of the cue and of the roles, and how far the two readers agree."""
    cue = min(max(candidate.sure, 1e-4), 1 - 1e-4)
    source, content = candidate.source, candidate.content
    if reader == "rules" and ruled is not None:
        source, content = ruled.source, ruled.content
        first = text[ruled.cue[0].start]
    else:
        first = "a"
    return [
        math.log(cue / (1 - cue)),
        candidate.spoken,
        candidate.said,
        candidate.least,
        candidate.doubt,
        float(bool(source)),
        float(bool(content)),
        math.log1p(sum(span.end - span.start for span in content) / 6),
        float(ruled is not None),
        shared(candidate.source, ruled.source) if ruled else 0.0,
        shared(candidate.content, ruled.content) if ruled else 0.0,
        float(first.isalpha()),
    ]


def probability(given: Sequence[float], reader: Reader, war: float) -> float:
    """That a reading is right, from its figures; `war` tells how surely the text is about the war, 0 to 1."""
    return between({kind: _sum(given, own[reader]) for kind, own in weights().items()}, war)


def between(values: Mapping[str, float], war: float) -> float:
    """The mean of the values for "news" and "war", by how surely a text is about the war."""
    return war * values["war"] + (1 - war) * values["news"]


def _sum(given: Sequence[float], own: Sequence[float]) -> float:
    total = own[-1] + sum(w * x for w, x in zip(own, given, strict=False))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, list[float]]]:
    found: dict[str, dict[str, list[float]]]
    found = json.loads((files(__package__) / "weights" / "weigher.json").read_text("utf-8"))
    return found


def shared(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Characters that both hold, of those that either holds; 1 when both are empty."""
    if not one and not other:
        return 1.0
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    either = sum(s.end - s.start for s in one) + sum(s.end - s.start for s in other) - both
    return both / either
