"""Which candidates are claims: a linear model over the words around each.

Readers propose a candidate wherever the lexicon sees a predicate of control or action without a figure,
a comparison, or quoted words. Most are told as having happened; some are plans, causes, names or
remarks. The judge adds up the weights of a candidate's features (logistic regression, trained by
training/judge.py on hand-labelled texts) and keeps those above nought. Its weights are a small JSON
file of words and numbers; without it every candidate stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from onrecord.claim.scene import Scene, Token, within


@lru_cache(maxsize=None)
def _weights() -> dict[str, dict[str, float]]:
    path = files("onrecord.lexicon") / "models" / "judge.json"
    if not path.is_file():
        return {}
    weights: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def accepts(kind: str, features: Iterable[str]) -> bool:
    """Whether the model takes the candidate for a claim of that kind: the log odds that its features give, less the
    threshold at which F1 was best, are above nought."""
    weights = _weights().get(kind)
    if weights is None:
        return True
    return weights.get("", 0.0) + sum(weights.get(feature, 0.0) for feature in features) > 0


_CANDIDATES = ("act", "control", "repelled")  # the groups of words that propose a candidate


def features(scene: Scene, index: int, floor: int, ceiling: int, extra: Iterable[str] = ()) -> Iterator[str]:
    """What the model sees of a candidate at token `index` in the clause [floor, ceiling): its own words and tags,
    the words beside it, and which sorts of words the clause and the sentence hold."""
    tokens = scene.tokens
    token = tokens[index]
    yield "w=" + token.word
    for tag in token.tags:
        if tag.group in _CANDIDATES:
            yield f"t={tag.group}.{tag.value}"
    for offset in (1, 2):
        yield f"-{offset}={_shape(scene, index - offset)}"
    after = index + max(token.width, 1)
    for offset in (0, 1):
        yield f"+{offset + 1}={_shape(scene, after + offset)}"
    yield f"-12={_shape(scene, index - 2)} {_shape(scene, index - 1)}"
    yield f"-1w={_shape(scene, index - 1)} {token.word}"
    yield from _tags("b.", tokens[max(floor, index - 8) : index])
    yield from _tags("a.", tokens[after : min(ceiling, after + 10)])
    yield f"start={min(index // 4, 5)}"
    if any(tokens[i].place is not None for i in range(after, min(ceiling, after + 12))):
        yield "place-after"
    if any(tokens[i].place is not None for i in range(floor, index)):
        yield "place-before"
    if within(scene.times, floor, ceiling):
        yield "time"
    if within(scene.figures, floor, ceiling):
        yield "figure"
    if "modal" in scene.groups:
        yield "modal-somewhere"
    yield f"length={min(len(tokens) // 10, 6)}"
    yield from extra


def _tags(prefix: str, tokens: list[Token]) -> dict[str, None]:
    """Each tag of the tokens once, in their order: a sum of weights must not depend on chance."""
    return {f"{prefix}{tag.group}.{tag.value}": None for token in tokens for tag in token.tags}


def _shape(scene: Scene, index: int) -> str:
    if index < 0:
        return "<"
    if index >= len(scene.tokens):
        return ">"
    token = scene.tokens[index]
    if token.time is not None:
        return "TIME"
    if token.figure is not None:
        return "FIGURE"
    side = token.tag("side")
    if side is not None:
        return f"SIDE.{side.form}"
    if token.place is not None:
        return "PLACE"
    if token.has("force"):
        return "FORCE"
    return token.word
