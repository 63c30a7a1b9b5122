"""Counted activity: what a side is said to have done so many times, or with so many drones, missiles or bombs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.claim import sides
from onrecord.claim.acts import NEAR, WEAPONS, kind_of_counted
from onrecord.claim.clauses import extent, hedge
from onrecord.claim.context import Context
from onrecord.claim.counted import MEASURES, Counted, Predicate, counted, is_whole, predicate
from onrecord.claim.quantities import quantity
from onrecord.claim.scene import Scene, within
from onrecord.claim.vocabulary import Tag, words
from onrecord.model import Activity
from onrecord.model.claim import Party, What

_MEANS = frozenset("from with by using involving".split())
_THOSE = frozenset("those these such several many".split())
# How far from "N times" its verb may stand, in tokens.
_VERB_REACH = 40

# What a figure counts: its kind, what was done (None: the noun says it all), and the tokens of action used up.
_Found = tuple[What, Predicate | None, set[int]]


def counted_activities(scene: Scene, context: Context, taken: set[int]) -> Iterator[tuple[Activity, set[int]]]:
    """The activities that a figure counts, each with the tokens of action it used up; `taken` are figures
    that already stand in a loss."""
    if not scene.figures or not scene.groups & {"act", "launch", "repelled", "noun"}:
        return
    told: set[int] = set()  # words of action that a count of weapons or attacks used up
    for index in scene.figures:
        if index in taken and not (is_whole(scene, index) or _is_all(scene, index)):
            continue
        if scene.word(index) == "one" and scene.word(index + 1) == "of" and _is_one_of(scene, index + 2):
            continue  # "one of those raids", "one of the worst attacks"
        what = counted(scene, index)
        found = _kind(scene, what)
        if found is None:
            continue
        kind, how, used = found
        if what.noun is None and used & told:
            continue  # "three drones were fired at four villages"
        told |= used
        claim = _claim(scene, context, what, how, kind)
        if kind == "drone":
            context.memory.weapon = ("drone", claim.actor)
        elif kind == "missile":
            context.memory.weapon = ("cruise_missile", claim.actor)
        yield claim, used | _means_of(scene, what.after)


def _is_all(scene: Scene, index: int) -> bool:
    """ "downed all 27 drones launched overnight": as many were sent as were brought down."""
    if scene.word(index - 1) not in ("all", "the") or "all" not in (scene.word(index - 1), scene.word(index - 2)):
        return False
    sent = (tag for token in scene.tokens[index + 1 : index + 6] for tag in token.tags)
    return any(tag.group in ("launch", "act") and tag.form == "ed" for tag in sent)


def _is_one_of(scene: Scene, index: int) -> bool:
    if scene.word(index) == "the" or scene.word(index).endswith("'s"):
        return scene.word(index + 1) in words("superlatives")
    return scene.word(index) in _THOSE


def _means_of(scene: Scene, after: int) -> set[int]:
    """Words of action that only say by what means the counted attacks were made: "attacks from rocket launchers"."""
    return set(scene.find("act", None, after, after + 6)) if scene.word(after) in _MEANS else set()


# ---- what is counted --------------------------------------------------------------------------------------------


def _kind(scene: Scene, what: Counted) -> _Found | None:
    if what.figure.unit == "percent":
        return _share(scene, what)
    if what.figure.unit in MEASURES:
        return None
    if what.noun is None and is_whole(scene, what.index):  # "34 drones out of 50"
        what = _as_part(scene, what)
    noun = what.kind
    if noun is not None and what.noun is not None:
        if noun.group == "act":
            return _acts(scene, what, noun.value, what.noun)
        if noun.group == "noun" and noun.value in WEAPONS:
            return _weapons(scene, what, WEAPONS[noun.value], what.noun)
    shared = _same_as_before(scene, what) or _number_of(scene, what)
    if shared is not None:
        return kind_of_counted(scene, what, shared), None, set()
    if what.figure.unit == "time" or scene.word(what.index + 1) == "times":
        return _times(scene, what)
    if scene.word(what.index + 1) in words("places_struck"):
        return _places_struck(scene, what)
    return None


def _as_part(scene: Scene, what: Counted) -> Counted:
    """The whole as of what its part counts: the noun stands before "out of"."""
    part = counted(scene, max(within(scene.figures, what.index - 7, what.index), default=what.index))
    return replace(what, noun=part.noun, kind=part.kind)


def _same_as_before(scene: Scene, what: Counted) -> str | None:
    """What a bare figure counts by the one before it: "12 clashes on one front and 8 on another"."""
    if what.noun is not None or scene.word(what.index + 1) not in _WHERE:
        return None
    if scene.word(what.index - 1) not in ("and", ",", "another"):
        return None
    before = list(within(scene.figures, what.index - 16, what.index))
    if not before:
        return None
    kind = counted(scene, before[-1]).kind
    return kind.value if kind is not None and kind.group == "act" else None


def _number_of(scene: Scene, what: Counted) -> str | None:
    """ "The number of Russian attacks fell to 62": the noun stands before."""
    if what.noun is not None or scene.word(what.index - 1) not in ("to", "at", "was", "is", "reached", "exceeded"):
        return None
    for index in scene.find("act", None, what.index - 12, what.index):
        tag = next((tag for tag in scene.tokens[index].tags if tag.group == "act" and tag.form == "noun"), None)
        led = any(scene.word(i) == "number" for i in range(index - 6, index))
        if tag is not None and led and not within(scene.figures, index, what.index):
            return tag.value
    return None


_WHERE = frozenset({"on", "in", "near", "around", "at"})


def _acts(scene: Scene, what: Counted, value: str, noun: int) -> _Found:
    """ "530 attacks"."""
    how = predicate(scene, what)
    if how is not None and how.tag.group == "outcome" and how.role == "object":
        how = None
    return kind_of_counted(scene, what, value), how, {noun}


def _weapons(scene: Scene, what: Counted, kind: What, noun: int) -> _Found | None:
    """ "launched 57 drones", "an attack with 57 drones"."""
    how = predicate(scene, what)
    head = _shared_head(scene, what, noun)
    if head is not None:
        return kind, how, {head}
    if how is None:
        return _by_noun(scene, what, kind)
    if how.tag.value in ("downed", "destroyed") and (is_whole(scene, what.index) or _is_all(scene, what.index)):
        return kind, how, set()  # "shot down 36 of 43 missiles": 43 were sent
    return (kind, how, {how.index}) if how.tag.group in ("launch", "act") else None


def _shared_head(scene: Scene, what: Counted, noun: int) -> int | None:
    """ "two missile and 77 aviation strikes": the weapon is only half of a compound whose head comes later."""
    if scene.word(noun).endswith("s") or scene.word(what.after) not in ("and", ",", "or"):
        return None
    return next(scene.find("act", None, what.after, what.after + 6), None)


def _by_noun(scene: Scene, what: Counted, kind: What) -> _Found | None:
    if scene.word(what.index - 1) not in ("with", "using", "of", "involving"):
        return None
    near = list(scene.find("act", None, what.index - 12, what.index))
    return (kind, Predicate(near[-1], scene.tokens[near[-1]].tags[0], "object"), {near[-1]}) if near else None


def _share(scene: Scene, what: Counted) -> _Found | None:
    """ "used 80 percent of its modern missiles": a share of an arsenal, used up."""
    before = scene.find("launch", None, what.index - 6, what.index)
    used = [i for i in before if scene.word(i).startswith("us")]
    if not used:
        return None
    for index in scene.find("noun", None, what.index + 1, what.index + 10):
        tag = scene.tokens[index].tag("noun")
        if tag is not None and tag.value in WEAPONS:
            return WEAPONS[tag.value], Predicate(used[-1], scene.tokens[used[-1]].tags[0], "object"), {used[-1]}
    return None


def _times(scene: Scene, what: Counted) -> _Found | None:
    """ "shelled the region 12 times": what the nearest verb of action says."""
    rockets = any(True for _ in scene.find("noun", "mlrs", what.index - _VERB_REACH, what.index + _VERB_REACH))
    best: tuple[int, int, Tag] | None = None
    for index in range(max(0, what.index - _VERB_REACH), min(what.index + _VERB_REACH, len(scene.tokens))):
        token = scene.tokens[index]
        tag = token.tag("act") or (token.tag("launch") if rockets else None)
        if token.word in words("tries"):
            tag = Tag("act", "assault", "ed")
        if tag is None:
            continue
        distance = abs(index - what.index) + (0 if tag.form != "noun" else 6)
        if best is None or distance < best[0]:
            best = (distance, index, tag)
    if best is None:
        return None
    _, verb, tag = best
    kind: What = "shelling" if tag.group == "launch" else kind_of_counted(scene, what, tag.value)
    return kind, Predicate(verb, tag, "object"), {verb}


def _places_struck(scene: Scene, what: Counted) -> _Found | None:
    """ "shelled 12 settlements"."""
    how = predicate(scene, what)
    if how is None or how.tag.group != "act" or how.tag.form == "noun":
        return None
    if how.tag.value not in ("shelling", "air_strike", "strikes", "assault"):
        return None
    if how.tag.value == "assault":
        near = how.role == "subject" or what.index - how.index <= 2
        return ("other", how, {how.index}) if near else None
    return kind_of_counted(scene, what, how.tag.value), how, {how.index}


# ---- the claim --------------------------------------------------------------------------------------------------


def _claim(scene: Scene, context: Context, what: Counted, how: Predicate | None, kind: What) -> Activity:
    speaker = context.speaker(scene.tokens[what.index].span)
    bounds = extent(scene, what, how)
    usual: Party = "other" if context.is_elsewhere(scene) else "russia"
    if usual == "russia" and how is not None and how.role == "subject" and how.tag.form == "ed":
        at_home = speaker == "russia" or sides.attacker_there(scene, what.index, kind not in NEAR) == "ukraine"
        usual = "ukraine" if at_home else usual  # "two missiles were fired at the district", its governor said
    return context.claim(
        Activity, scene, bounds, what.index, context.period_at(scene, what.index),
        what=kind, actor=_actor(scene, what, how, kind, speaker) or usual, quantity=quantity(what.figure),
        certainty=hedge(scene, *bounds),
    )  # fmt: skip


def _actor(scene: Scene, what: Counted, how: Predicate | None, kind: What, speaker: Party | None) -> Party | None:
    """Who did it: named with what is counted, behind "of" or "by", else the subject. Repelled attacks are those of
    the other side; None when nobody is named."""
    if kind == "clash":
        return "other"
    own = sides.between(scene, what.index + 1, what.after, speaker)
    if own is None and scene.word(what.after) in ("of", "by"):
        own = sides.between(scene, what.after + 1, what.after + 4, speaker)
    if own is not None:
        return own
    if how is not None and how.tag.group == "outcome":
        downed_by = sides.subject(scene, how.index, 0, speaker) if how.role == "object" else speaker
        return sides.agent(scene, what.after, what.after + 12, speaker) or sides.opposite(downed_by)
    doer = sides.of_it(scene, how.index) if how is not None and how.role == "object" else None
    if doer is None and how is not None and how.role == "subject":
        doer = sides.agent(scene, how.index, how.index + 12, speaker)
    if doer is None:
        predicate_at = how.index if how is not None and how.role == "object" else what.index
        passive = how is not None and how.role == "subject" and how.tag.group == "launch"
        doer = (sides.named_subject if passive else sides.subject)(scene, predicate_at, 0, speaker)
    if doer is not None:
        return sides.opposite(doer) if how is not None and how.tag.group == "repelled" else doer
    return sides.agent(scene, what.after, what.after + 12, speaker)
