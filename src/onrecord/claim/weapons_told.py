"""Weapons told of without a figure: sent off, come down, or what something was wrecked by."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.claim.acts import FLYING, WEAPONS
from onrecord.claim.clauses import clause
from onrecord.claim.context import Context
from onrecord.claim.judge import features
from onrecord.claim.plain_activity import act_claim
from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import Tag, words
from onrecord.model import Activity
from onrecord.model.claim import What


def weapon_launches(scene: Scene, context: Context, used: set[int], told_of: set[What]) -> Iterator[Activity]:
    """Weapons sent without a figure: "missiles were fired from the sea", "rained down drones and missiles"."""
    if not {"launch", "noun"} <= scene.groups:
        return
    for index in scene.find("launch"):
        tag = scene.tokens[index].tag("launch")
        if tag is None or index in used or scene.word(index).split("'")[0] not in words("sends"):
            continue
        floor, ceiling = clause(scene, index)
        for kind, noun in _sent(scene, index, floor, ceiling):
            if kind in told_of:
                continue
            claim = act_claim(scene, context, index, Tag("act", kind, tag.form), kind, floor, ceiling)
            if claim is None:
                continue
            extra = (f"kind={kind}", f"actor={claim.actor}", f"noun={scene.word(noun)}", "launch")
            if context.accepts("launch", claim, features(scene, index, floor, ceiling, extra)):
                yield claim


def weapon_impacts(scene: Scene, context: Context, used: set[int], told_of: set[What]) -> Iterator[Activity]:
    """Weapons without a figure that came down: "a drone fell on the station", "missiles set a depot on fire"."""
    if "noun" not in scene.groups:
        return
    for noun in scene.find("noun"):
        tag = scene.tokens[noun].tag("noun")
        if tag is None or tag.value not in FLYING or noun in used or WEAPONS[tag.value] in told_of:
            continue
        verb = _harmed_by(scene, noun)
        if verb is None:
            verb = noun + max(scene.tokens[noun].width, 1)
            while scene.word(verb) in ("has", "have", "had", "also", "then", "later"):
                verb += 1
            if not _comes_down(scene, noun, verb):
                continue
        kind = WEAPONS[tag.value]
        floor, ceiling = clause(scene, verb)
        claim = act_claim(scene, context, verb, Tag("act", kind, "ed"), kind, floor, ceiling, firm=True)
        if claim is not None:
            told_of.add(kind)
            yield claim


def _harmed_by(scene: Scene, noun: int) -> int | None:
    """The participle of "was destroyed by Russian missiles", where no figure counts what was."""
    step = noun - 1
    while step > 0 and (scene.tokens[step].has("side") or scene.word(step) in ("a", "the", "several")):
        step -= 1
    if scene.word(step) != "by" or scene.tokens[step - 1].word not in words("harmed"):
        return None
    before = range(max(0, step - 8), step)
    free = not any(scene.tokens[i].figure is not None or scene.tokens[i].has("modal") for i in before)
    return step - 1 if free and any(scene.word(i) in ("was", "were", "been", "is", "are") for i in before) else None


def _comes_down(scene: Scene, noun: int, verb: int) -> bool:
    if scene.word(verb) not in words("impacts") and (scene.word(verb), scene.word(verb + 1)) not in _ON_FIRE:
        return False
    before = range(max(0, noun - 6), noun)
    if any(scene.tokens[i].figure is not None or scene.tokens[i].has("modal") for i in before):
        return False
    return not any(scene.word(i) in words("wreckage") or scene.tokens[i].has("outcome", "downed") for i in before)


_ON_FIRE = frozenset({("set", "fire"), ("set", "ablaze"), ("set", "off"), ("came", "down"), ("hit", "a"), ("set", "a")})


def _sent(scene: Scene, index: int, floor: int, ceiling: int) -> list[tuple[What, int]]:
    """The weapons that a verb sends and the tokens that name them; none where they are counted."""
    found: list[tuple[What, int]] = []
    passive = scene.word(index - 1) in ("was", "were", "been", "are")
    steps = range(max(floor, index - 7), index) if passive else range(index + 1, min(ceiling, index + 8))
    for step in steps:
        if not passive and scene.tokens[step].has("act"):
            return []  # "unleashed a barrage of missiles": one attack, told of already
        tag = scene.tokens[step].tag("noun")
        if tag is not None and tag.value in FLYING and _is_plural(scene, step):
            if any(scene.tokens[i].figure is not None for i in range(max(0, step - 5), step)):
                return []
            found.append((WEAPONS[tag.value], step))
    return found


def _is_plural(scene: Scene, index: int) -> bool:
    last = scene.tokens[min(index + max(scene.tokens[index].width, 1), len(scene.tokens)) - 1]  # "glide bombs"
    return last.word.endswith("s")
