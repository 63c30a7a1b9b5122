"""Whose forces a predicate of control tells of."""

from __future__ import annotations

import re

from onrecord.claim import sides
from onrecord.claim.control_told import MAKING, PASSIVE, TOWNS, control_tag, is_fall, is_passive
from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import words
from onrecord.model.claim import ControlEvent, Party

_HANDS: dict[str, Party] = {"russian": "russia", "ukrainian": "ukraine"}  # "in Russian hands", one phrase

_OCCUPIED = re.compile(r"(?:is|are|was|were|still) under (?:temporary )?occupation")
_CIRCUMSTANCES = frozenset("by after since despite".split())


def actors_of(scene: Scene, index: int, event: ControlEvent, floor: int, speaker: Party | None) -> tuple[Party, ...]:
    """Both sides where both are said to have done it ("Ukrainian and Russian forces advanced"), else the one."""
    actor = _actor(scene, index, event, floor, speaker)
    if actor is None:
        return ()
    if event in ("advance", "capture", "hold", "withdraw"):
        for step in range(index - 2, max(floor, index - 8), -1):
            if scene.word(step) == "and" and sides.side_at(scene, step + 1, speaker) == actor:
                other = sides.side_before(scene, step, speaker)
                if other is not None and other != actor:
                    return other, actor
    return (actor,)


def _actor(scene: Scene, index: int, event: ControlEvent, floor: int, speaker: Party | None) -> Party | None:
    if event == "liberate" and scene.word(index - 1) in ("newly", "recently", "the", "of", "in", "a"):
        by = sides.agent(scene, index + 1, index + 6, speaker)
        return by or sides.side_before(scene, index, speaker) or "ukraine"
    behind = index + max(scene.tokens[index].width, 1)
    if behind > index + 1:  # "is under Russian control", "under the control of Russian forces"
        at = index if scene.word(behind - 1) == "hands" else behind  # "in Russian hands"
        own = None
        if scene.word(behind - 1) in ("under", "of", "hands"):
            own = _HANDS.get(scene.word(index + 1)) or sides.between(scene, at, behind + 3, speaker)
        if own is not None:
            return own
    if event == "capture" and is_fall(scene, index):
        return sides.between(scene, index + 1, index + 6, speaker) or "russia"
    passive = (
        scene.word(index - 1) in PASSIVE
        or event in ("repel", "hold")
        and is_passive(scene, index)
        and (event == "repel" or scene.word(behind) == "by")
    )
    tag = control_tag(scene, index)
    if passive or tag is not None and tag.form in ("noun", "word"):
        by = sides.agent(scene, index + 1, index + 14, speaker)
        if event == "repel" and passive:
            return by or sides.opposite(sides.named_subject(scene, index, 0, speaker)) or speaker or "ukraine"
        making = any(scene.word(i) in MAKING for i in range(index - 4, index))  # "made little progress in attacks by"
        if by is not None and event != "repel" and not making:
            return sides.side_before(scene, index, speaker) or by
        if event == "capture" and passive:
            return _usual(scene, index, event)  # the subject is what was captured
    found = (
        sides.side_before(scene, index, speaker)
        or sides.subject(scene, index, floor, speaker)
        or sides.subject(scene, index, 0, speaker)
    )
    if found is None and event == "repel" and not is_passive(scene, index):
        # "having rebuffed Kyiv's offensive"
        found = sides.opposite(sides.between(scene, index + 1, index + 4, speaker))
    if found is None and (scene.word(floor) == "having" or _is_circumstance(scene, index, floor)):
        # "Having captured Soledar, Wagner fighters turned to Bakhmut", "After capturing it, Russia ..."
        comma = next((i for i in range(index + 1, index + 12) if scene.word(i) == ","), None)
        found = sides.between(scene, comma + 1, comma + 5, speaker) if comma is not None else None
    if (
        found is None
        and event == "advance"
        and any(scene.word(i) in words("held_things") for i in range(behind + 1, behind + 5))
    ):
        # "pushed beyond Ukraine's defensive lines"
        found = sides.opposite(sides.between(scene, behind, behind + 3, speaker))
    return found or _usual(scene, index, event)


def _is_circumstance(scene: Scene, index: int, floor: int) -> bool:
    return index == floor + 1 and scene.word(floor) in _CIRCUMSTANCES and scene.word(index).endswith("ing")


def _usual(scene: Scene, index: int, event: ControlEvent) -> Party | None:
    """Who does it, in texts about this war, when nobody is named."""
    if event == "contest":
        return "other"
    if event == "hold" and _OCCUPIED.match(scene.words(index, min(index + 5, len(scene.tokens))).lower()):
        return "russia"
    if event == "liberate" or event == "repel" and is_passive(scene, index):
        return "russia" if event == "liberate" and sides.is_in_russia(scene, index) else "ukraine"
    tag = control_tag(scene, index)
    if event == "capture" and tag is not None and tag.form == "noun":
        behind = index + max(scene.tokens[index].width, 1)
        named = scene.word(index) != "occupation"  # a time, a heading
        return "russia" if named and scene.word(behind) == "of" else None  # "the capture of Bakhmut"
    if event == "capture" and is_passive(scene, index):
        before = range(max(0, index - 8), index)
        if scene.word(index) == "occupied" or any(
            scene.tokens[i].place is not None or scene.word(i) in TOWNS for i in before
        ):
            return "russia"
    return None
