"""Which side a word, a subject or a victim belongs to: russia, ukraine or other."""

from __future__ import annotations

from onrecord.claim.scene import CLAUSE_STOPS, Scene
from onrecord.model.claim import Party

# After these a side's name is a place or a target, not the one who acts.
_TARGETS = frozenset(
    "in on near against to into at over across with for toward towards inside within around onto upon between along "
    "attacking targeting hitting striking including outside via past amid since after before during from under".split()
)
_SKIPPED = frozenset("the a an of its own our his their this that all some more both".split())
_OURS = frozenset({"our", "ours", "we"})


def opposite(side: Party | None) -> Party | None:
    return {"russia": "ukraine", "ukraine": "russia"}.get(side or "", side)  # type: ignore[return-value]


def side_at(scene: Scene, index: int, speaker: Party | None = None) -> Party | None:
    """The side that the token names. A label ("the enemy") turns round when the speaker is Russian."""
    token = scene.tokens[index]
    tag = token.tag("side")
    if tag is None:
        return "ukraine" if token.word in _OURS and speaker != "russia" else "russia" if token.word in _OURS else None
    if tag.form == "label" and speaker == "russia":
        return opposite(tag.value)  # type: ignore[arg-type]
    return tag.value  # type: ignore[return-value]


def subject(scene: Scene, predicate: int, floor: int = 0, speaker: Party | None = None) -> Party | None:
    """The side of whoever does what `predicate` says: the nearest side named to its left in the clause that is
    no place or target. Who only says it acts when nobody else does ("Kyiv reported advances", "it says it took")."""
    return _subject(scene, predicate, floor, speaker, scene.speakers) or (
        _subject(scene, predicate, floor, speaker, set()) if scene.speakers else None
    )


def actor_of_noun(scene: Scene, index: int, floor: int = 0, speaker: Party | None = None) -> Party | None:
    """The same for a noun ("strikes"): of attacks that somebody reports without an attacker, the one attacked names
    the other side ("reported strikes on Russian depots"), else they are the other side's ("reported more shelling")."""
    own = _subject(scene, index, floor, speaker, scene.speakers)
    if own is not None or not scene.speakers:
        return own
    for step in range(index + 1, min(index + 8, len(scene.tokens))):
        if scene.tokens[step].word in ("on", "against", "at"):
            hit = between(scene, step + 1, step + 5, speaker)
            if hit is not None:
                return opposite(hit)
    return opposite(_subject(scene, index, floor, speaker, set()))


def _subject(scene: Scene, predicate: int, floor: int, speaker: Party | None, skipped: set[int]) -> Party | None:
    index = predicate - 1
    while index >= floor:
        token = scene.tokens[index]
        if token.word in ('"', "“", "”", "(", ")"):
            index -= 1
            continue
        if token.text in CLAUSE_STOPS and token.word in (";", "•"):
            return None
        side = side_at(scene, index, speaker) if index not in skipped else None
        if side is not None and not _is_target(scene, index) and not _is_object(scene, index):
            return side
        index -= 1
    return None


def _is_target(scene: Scene, index: int) -> bool:
    before = index - 1
    while before >= 0 and scene.tokens[before].word in _SKIPPED:
        before -= 1
    return before >= 0 and scene.tokens[before].word in _TARGETS


def _is_object(scene: Scene, index: int) -> bool:
    """Whether the side belongs to what a verb or a figure before it acts on: "eliminated 600 Russian invaders"."""
    for step in range(index - 1, max(index - 5, -1), -1):
        token = scene.tokens[step]
        if token.figure is not None:
            return True
        if any(
            tag.form in ("ed", "ing", "s", "base") and tag.group in ("outcome", "act", "launch", "repelled", "control")
            for tag in token.tags
        ):
            before = scene.tokens[step - 1] if step else None
            verbal = before is not None and (before.has("side") or before.has("force") or before.word in ("they", "it", "has", "have", "had"))
            return verbal or not any(tag.form == "noun" for tag in token.tags)
        if token.has("force") or token.word in ("of", ",", "and", "by") or not token.word[0].isalnum():
            return False
    return False


def agent(scene: Scene, start: int, end: int, speaker: Party | None = None) -> Party | None:
    """The side named after "by", or as whose attack it was, between two tokens."""
    for index in range(start, min(end, len(scene.tokens))):
        word = scene.tokens[index].word
        if word in ("by", "from", "in", "during", "to", "under", "after", "as", "amid", "with", "following"):
            for step in range(index + 1, min(index + 7, end, len(scene.tokens))):
                token = scene.tokens[step]
                if token.figure is not None or token.word in (",", ";", ".", "on", "against", "at", "near", "in"):
                    break
                side = side_at(scene, step, speaker)
                if side is not None and (word == "by" or token.tag("side").form != "name" or _attacks(scene, step)):  # type: ignore[union-attr]
                    return side
    return None


def _attacks(scene: Scene, index: int) -> bool:
    return any(scene.tokens[i].has("act") for i in range(index, min(index + 5, len(scene.tokens))))


def between(scene: Scene, start: int, end: int, speaker: Party | None = None) -> Party | None:
    """The first side named from token `start` up to `end`."""
    for index in range(max(start, 0), min(end, len(scene.tokens))):
        side = side_at(scene, index, speaker)
        if side is not None:
            return side
    return None
