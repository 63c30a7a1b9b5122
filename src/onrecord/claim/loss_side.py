"""Whose loss it was."""

from __future__ import annotations

from onrecord.claim import sides
from onrecord.claim.context import Context
from onrecord.claim.counted import FLYING, Counted, Predicate
from onrecord.claim.loss_category import leads_to
from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import words
from onrecord.model import Loss
from onrecord.model.claim import Category, Party

OF_THEM = frozenset("them these those which whom".split())
_WHERE = frozenset("near in around at over".split())
_ON = frozenset("on of from for by among".split())
_FAR = 60  # tokens: a launch further away is of other weapons


def side_of(
    scene: Scene, context: Context, what: Counted, how: Predicate, category: Category, last: Loss | None = None
) -> Party:
    """The side that lost what is counted: named with it, else the one who suffers it, else not the one who did it,
    else what most such figures are in texts about this war."""
    speaker = context.speaker(scene.tokens[what.index].span)
    if (
        category.startswith("civilian")
        and sides.is_in_russia(scene, what.index)
        and how.tag.value in ("killed", "wounded")
    ):
        return "russia"
    return (
        _owner(scene, context, what, how, category, speaker)
        or _same_ones(scene, what, category, last)
        or _by_predicate(scene, context, what, how, category, speaker)
        or _by_default(scene, context, what, how, category, speaker)
    )


def _same_ones(scene: Scene, what: Counted, category: Category, last: Loss | None) -> Party | None:
    """ "46,000 Ukrainian soldiers had been killed and 380,000 injured", "downed 55 drones, 20 of them over Bryansk": a
    bare figure is of those counted before."""
    if what.noun is not None or last is None:
        return None
    alike = category.split("_")[0] == last.category.split("_")[0]
    of_them = scene.word(what.index + 1) == "of" and scene.word(what.index + 2) in OF_THEM
    of_them = of_them or is_there(scene, what.index)
    return last.side if alike and (of_them or category.startswith(("personnel", "civilian"))) else None


def is_there(scene: Scene, index: int) -> bool:
    """ "lost 530 soldiers, 343 near Bakhmut": more of the same, by where."""
    if scene.word(index - 1) not in (",", "and", "including") or scene.word(index + 1) not in _WHERE:
        return False
    return any(token.place is not None for token in scene.tokens[index + 2 : index + 5])


# ---- named with what is lost ------------------------------------------------------------------------------------


def _owner(
    scene: Scene, context: Context, what: Counted, how: Predicate, category: Category, speaker: Party | None
) -> Party | None:
    if _is_of_both(scene, max(what.after, how.index + scene.tokens[how.index].width)):
        return "other"
    stop = what.noun + 1 if what.noun is not None else what.after + 1
    own = sides.between(scene, what.index + 1, stop, speaker)
    if own is None and scene.word(what.after) in ("of", "from"):
        own = sides.between(scene, what.after, what.after + 4, speaker)
    if own is None and how.role == "object":
        own = _owner_behind(scene, what, speaker)
    mixed = category == "other" and (what.noun is None or what.kind is not None and what.kind.value == "air_weapon")
    if own is None and (category in FLYING or mixed):
        own = _launcher(scene, context, what, how, speaker)
    if own is None and what.index and scene.tokens[what.index - 1].has("side"):
        own = sides.side_at(scene, what.index - 1, speaker)
    return own


def _is_of_both(scene: Scene, after: int) -> bool:
    """ "500,000 killed or wounded on both sides"."""
    return any(
        scene.word(i) == "both" and scene.word(i + 1) in ("sides", "armies") and scene.word(i - 1) in _ON
        for i in range(after, after + 6)
    )


def _owner_behind(scene: Scene, what: Counted, speaker: Party | None) -> Party | None:
    """ "hit two command posts and a depot of the enemy": the owner named at the end of the list."""
    for index in range(what.after, min(what.after + 12, len(scene.tokens) - 1)):
        token = scene.tokens[index]
        if token.word in (".", ";", ":") or token.has("outcome") or token.has("launch"):
            return None
        if token.word == "of":
            for step in range(index + 1, min(index + 3, len(scene.tokens))):
                tag = scene.tokens[step].tag("side")
                if tag is not None and tag.form == "label":
                    return sides.side_at(scene, step, speaker)
    return None


def _launcher(scene: Scene, context: Context, what: Counted, how: Predicate, speaker: Party | None) -> Party | None:
    """Whose drones or missiles they were: of whoever launched them in the sentence, else in the one before, when only
    "air defence" is named as bringing them down."""
    weapon = context.memory.weapon
    if what.noun is None and weapon is not None and scene.figures[0] == what.index:
        return weapon[1]
    if how.role == "object":
        before = scene.tokens[max(0, how.index - 4) : how.index]
        if any(token.has("side") for token in before):
            return None
        if not any(token.has("noun", "air_defence") or token.has("force") for token in before):
            return None
    for index in scene.find("launch", None, how.index - _FAR, how.index + _FAR):
        if abs(index - how.index) > 1 and scene.word(index).split("'")[0] in words("launches"):
            doer = sides.agent(scene, index, index + 6, speaker) or sides.named_subject(scene, index, 0, speaker)
            if doer is not None:
                return doer
    return None


# ---- by what happened -----------------------------------------------------------------------------------------


def _by_predicate(
    scene: Scene, context: Context, what: Counted, how: Predicate, category: Category, speaker: Party | None
) -> Party | None:
    if how.role == "object":
        noun = how.tag.form == "word" and scene.word(how.index) not in words("others_loss")
        if how.tag.value == "lost" and (noun or scene.word(how.index) in words("loses")):
            behind = how.index + scene.tokens[how.index].width
            own = sides.between(scene, behind, behind + 4, speaker) if noun and scene.word(behind) == "of" else None
            own = own or sides.subject(scene, how.index, 0, speaker)
            if own is not None:
                return own
        if scene.word(how.index) in words("others_loss"):
            return sides.opposite(speaker) if speaker else sides.opposite(sides.subject(scene, how.index, 0, speaker))
        bearer = _bearer(scene, what, how, speaker)
        if bearer is not None:
            return bearer
        victim = _victim_before(scene, how.index, what.index, speaker)
        if victim is not None:
            return victim
        if scene.word(how.index) in words("loss_nouns"):
            own = sides.between(scene, how.index, what.index, speaker, scene.speakers)  # "losses that Kyiv puts at"
            if own is not None:
                doer = _attacker(scene, how.index, what.index, speaker)
                own = sides.opposite(doer) if doer is not None else own
            if own is None and category.startswith("civilian"):
                own = sides.opposite(_attacker(scene, max(0, how.index - 14), how.index, speaker))
            own = own or sides.subject(scene, how.index, 0, speaker)
            if own is not None:
                return own
        return sides.opposite(sides.subject(scene, how.index, 0, speaker))
    bearer = _bearer(scene, what, how, speaker)
    if bearer is not None:
        return bearer
    if how.tag.value != "lost":
        after = max(how.index + scene.tokens[how.index].width, what.after)
        again = next(scene.find("control", None, after, after + 14), after + 14)  # "found in territory retaken by Kyiv"
        by = sides.agent(scene, after, again, speaker)
        if by is not None:
            return sides.opposite(by)
    if category == "other":
        return None
    if how.role == "self" or how.tag.value == "lost":
        own = sides.subject(scene, what.index, 0, speaker)
        own = own or sides.between(scene, what.index - 10, what.index, speaker)
        if own is None and not _is_destruction(scene, how, category) and not context.is_elsewhere(scene):
            own = _usual(category)
        return own
    return None


def _attacker(scene: Scene, start: int, end: int, speaker: Party | None) -> Party | None:
    """Whose attack stands between a word of loss and its figure: "the toll of Russia's strike rose to nine", but not
    "the death toll in the Kyiv missile attack"."""
    attack = next(scene.find("act", None, start, end), None)
    for index in range(start, attack if attack is not None else start):
        place = scene.tokens[index].place
        named = place is None or place.kind != "settlement" or scene.word(index).endswith(("'s", "’s"))
        side = sides.side_at(scene, index, speaker) if named or scene.word(index + 1) in ("'s", "’s") else None
        if side is not None:
            return side
    return None


def _is_destruction(scene: Scene, how: Predicate, category: Category) -> bool:
    """Whether things were brought down, wrecked or "eliminated": what the other side does, unlike losing them."""
    if category.startswith(("personnel", "civilian")):
        return False
    done = how.tag.value == "lost" and scene.word(how.index) not in words("loses")
    return done or how.tag.value in ("downed", "destroyed", "killed")


def _bearer(scene: Scene, what: Counted, how: Predicate, speaker: Party | None) -> Party | None:
    """Whose losses they are, where a word of loss before says so: "Kyiv's losses amount to 80,000 killed"."""
    if how.tag.value not in ("killed", "wounded"):
        return None
    for index in range(min(what.index, how.index) - 1, max(-1, what.index - 14), -1):
        token = scene.tokens[index]
        if token.word in (";", "while", "but"):
            return None
        tag = next((tag for tag in token.tags if tag.group == "outcome" and tag.value == "lost"), None)
        if tag is not None and (tag.form == "word" or token.word in words("loses")):
            return sides.subject(scene, index, 0, speaker)
    return None


def _victim_before(scene: Scene, index: int, figure: int, speaker: Party | None) -> Party | None:
    """Whoever stands right before the participle suffered it, when a verb of its own leads to the figure: "the number
    of Russian soldiers killed rose to 9,000"."""
    before = index - 1
    while before > 0 and (scene.word(before) in ("and", "or", ",") or scene.tokens[before].has("outcome")):
        before -= 1  # "soldiers killed and injured"
    side = scene.tokens[before].tag("side") if before >= 0 else None
    alone = side is not None and side.form == "adjective"  # "Russian killed and wounded"
    if before < 0 or not alone and not scene.tokens[before].has("noun"):
        return None
    if not leads_to(scene, index, figure):
        return None
    return sides.between(scene, before - 3, before + 1, speaker)


def _by_default(
    scene: Scene, context: Context, what: Counted, how: Predicate, category: Category, speaker: Party | None
) -> Party:
    before = context.memory.loss
    if before is not None and category.startswith("personnel") and scene.word(0) in ("of", "among", "including"):
        return before.side
    kind = what.kind  # civilian casualties, "1,378 children suffered"
    if context.is_elsewhere(scene):
        return "other"
    civilians = category == "other" and kind is not None and (kind.group == "outcome" or kind.value == "civilian")
    if civilians or category.startswith("civilian"):
        return "russia" if sides.is_in_russia(scene, what.index) else "ukraine"
    if _is_destruction(scene, how, category):
        doer = sides.subject(scene, what.index, 0, speaker) or speaker  # a side tells of what it destroyed
        if doer is not None:
            return sides.opposite(doer)
        if category in FLYING:  # brought down where the other side attacks
            return sides.attacker_there(scene, what.index, from_afar=True)
    return _usual(category)


def _usual(category: Category) -> Party:
    return "ukraine" if category.startswith("civilian") else "russia"
