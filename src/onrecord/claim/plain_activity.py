"""Activity without a figure: who is said to have struck, stormed, shelled or fought, or sent weapons."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.claim import sides
from onrecord.claim.acts import NEAR, WEAPONS, act_tag, kinds_of_plain, weapons_attack
from onrecord.claim.attacks_told import is_told
from onrecord.claim.clauses import clause, hedge
from onrecord.claim.context import Context
from onrecord.claim.judge import features
from onrecord.claim.scene import REACH, Scene, within
from onrecord.claim.spans import overlapping
from onrecord.claim.vocabulary import Tag, words
from onrecord.model import Activity, Span
from onrecord.model.claim import Party, What

_PASSIVE = frozenset("was were been being is are heavily relentlessly".split())
# A noun behind these is a means or a circumstance of something else, not told.
_ASIDE = frozenset("in by after of during from against under for to".split())
# Before "fire" as a verb.
_FIRING = frozenset("to not and also again still they we can did forces troops".split())
_UPON = frozenset("of on in near around against".split())  # what is attacked
_CLAUSE = frozenset([",", ";", "and", "that", "which", "who", "as", "after", "said", "has", "was", "were"])
_STILL_OPEN = frozenset("if once until unless whether".split())
_DETERMINERS = frozenset("the a an its their this these such".split())
_NO_DENIAL = frozenset({"unsuccessful", "unsuccessfully", "without success"})


def plain_activities(
    scene: Scene, context: Context, used: set[int], lost: list[Span], told_of: set[What]
) -> Iterator[Activity]:
    """Activities that no figure counts: one for each verb or noun of action and clause, not yet in `used`. A strike
    named only as the cause of counted casualties (`lost`, in order and apart) is no claim of its own; nor is, beside
    a count, the same activity told again (`told_of`)."""
    if "act" not in scene.groups:
        return
    done: dict[tuple[str, int], int] = {}
    last = -10
    for index in scene.find("act"):
        if index in used or not _is_act(scene, index):
            continue
        tag = act_tag(scene, index)
        floor, ceiling = clause(scene, index)
        if tag.form in ("noun", "word") and overlapping(lost, scene.span_of(floor, ceiling)):
            continue
        # "shot down 18 missiles fired at Kyiv": said of what was lost
        if overlapping(lost, scene.span_of(index - 1 if index and tag.form == "ed" else index, index + 1)):
            continue
        told = f"told={_happened(scene, index, tag.form)}"
        judged = False
        for kind in kinds_of_plain(scene, index, tag.value, floor, ceiling):
            if index - last < 2 or kind in told_of:
                continue
            if (kind, floor) in done and not _goes_on(scene, done[kind, floor], index, ceiling):
                continue
            # Beside counted weapons or losses an attack is mostly theirs: then the judge decides.
            firm = not (told_of or lost) and (is_told(scene, index, tag) or _is_of_weapons(scene, index, tag))
            claim = act_claim(scene, context, index, tag, kind, floor, ceiling, firm)
            if claim is None:
                continue
            extra = (told, f"kind={kind}", f"actor={claim.actor}", f"said={bool(claim.sources)}", f"as={tag.form}")
            plain = firm or tag.form == "noun" and (claim.certainty == "denied" or _goes_on_itself(scene, index))
            seen = features(scene, index, floor, ceiling, extra)
            if not judged and not plain and not context.accepts("activity", claim, seen):
                break  # air, artillery and missile strikes stand or fall together
            judged = True
            done[kind, floor] = index
            yield claim
        if index in done.values():
            last = index


# ---- whether it is told of ------------------------------------------------------------------------------------


def _is_act(scene: Scene, index: int) -> bool:
    return not (
        scene.tokens[index].place is not None
        or _reaches_figure(scene, index)
        or _is_target(scene, index)
        or _is_elsewhere(scene, index)
        or _is_kept_from(scene, index)
        or _is_ended(scene, index)
        or _is_of_the_mind(scene, index)
        or _is_asked(scene, index)
        or _is_blaze(scene, index)
        or scene.word(index) in ("attempt", "attempts")
        and scene.tokens[index].width == 1
        or _is_circumstance(scene, index)
    )


def _is_of_weapons(scene: Scene, index: int, tag: Tag) -> bool:
    if tag.form != "ed" or tag.value != "assault" or not weapons_attack(scene, index):
        return False
    return not any(scene.tokens[i].has("modal") for i in range(max(0, index - 8), index))


def _reaches_figure(scene: Scene, index: int) -> bool:
    """ "it hit 250,240 losses": a figure reached, nobody struck."""
    after = index + max(scene.tokens[index].width, 1)
    if scene.word(index) not in ("hit", "hits", "hitting"):
        return False
    if after >= len(scene.tokens) or scene.tokens[after].figure is None:
        return False
    return any(token.has("outcome") or token.word == "mark" for token in scene.tokens[after : after + 4])


def _is_target(scene: Scene, index: int) -> bool:
    """ "Russian targets": the noun, not the verb."""
    return (
        scene.word(index) == "targets"
        and index > 0
        and scene.tokens[index].has("noun")
        and scene.tokens[index - 1].has("side")
    )


def _is_circumstance(scene: Scene, index: int) -> bool:
    """ "an air raid alert", "prior to the assault", "before the attack": named, not told of."""
    if act_tag(scene, index).form != "noun":
        return False
    if scene.word(index + max(scene.tokens[index].width, 1)) in words("attack_compounds"):
        return True
    step = _leading(scene, index)
    if scene.word(step - 1) not in _DETERMINERS and scene.word(step) not in ("on", "about"):
        step = step - 1 if scene.word(step - 1) in ("on", "about") else step  # "comment on specific strikes"
    if scene.word(step) in ("on", "about") and any(scene.word(i) in words("speaks") for i in range(step - 3, step)):
        return True
    return scene.word(step) == "before" or scene.word(step) == "to" and scene.word(step - 1) == "prior"


def _leading(scene: Scene, index: int) -> int:
    """The token before a noun with its article and whose it is: that of "after" in "after the Russian attacks"."""
    for step in range(index - 1, index - 5, -1):
        if step < 0 or scene.word(step) not in _DETERMINERS and not scene.tokens[step].has("side"):
            return step
    return index - 1


def _is_ended(scene: Scene, index: int) -> bool:
    """ "agreed to halt strikes on the grid", "condemned the attacks": spoken of, not told."""
    if act_tag(scene, index).form != "noun":
        return False
    step = _leading(scene, index)
    verb = next((i for i in (step, step - 1) if scene.word(i) in words("ends")), None)
    return verb is not None and not any(scene.tokens[i].has("denial") for i in range(max(0, verb - 3), verb))


def _is_of_the_mind(scene: Scene, index: int) -> bool:
    """ "continue to fight bravely", "a schedule of engagements", "campaigns targeting support": no shot is told of, as
    no place, weapon or thing far behind the front is named."""
    word = scene.word(index)
    if word in words("figurative_clashes"):
        near = within(scene.places, index - 10, index + 12)
        return not any(mark is not None and mark.kind != "country" for mark in (scene.tokens[i].place for i in near))
    if not word.startswith("target"):
        return False
    near = range(max(0, index - 8), min(index + 9, len(scene.tokens)))
    return not any(
        scene.word(i) in words("rear")
        or scene.tokens[i].has("launch")
        or scene.tokens[i].place is not None
        or any(tag.group == "noun" and tag.value in WEAPONS for tag in scene.tokens[i].tags)
        or i != index
        and scene.tokens[i].has("act")
        for i in near
    )


def _is_asked(scene: Scene, index: int) -> bool:
    """ "did not specify which port was attacked", "it was not clear how many drones attacked": nobody tells it."""
    asked = next((i for i in range(index - 1, max(index - 10, 0), -1) if scene.word(i) in words("questions")), None)
    return asked is not None and any(scene.word(i) in words("untold") for i in range(asked - 3, asked))


def _is_blaze(scene: Scene, index: int) -> bool:
    """ "efforts to put out the fire at a market", "comes under fire for its stance": no shot is fired."""
    word = scene.word(index)
    if word == "fire":
        before = scene.tokens[index - 1] if index else None
        return before is None or not (before.word in _FIRING or before.has("force") or before.has("side"))
    behind = index + max(scene.tokens[index].width, 1)
    under = scene.word(behind - 1) == "fire" and scene.word(behind - 2) == "under"
    return under and (scene.word(behind) in ("for", "over") or scene.word(behind + 2) in words("forums"))


def _is_kept_from(scene: Scene, index: int) -> bool:
    """ "hinders artillery from striking positions": not done."""
    if scene.word(index - 1) != "from" or not any(tag.form == "ing" for tag in scene.tokens[index].tags):
        return False
    return any(scene.word(i) in words("keeps_from") for i in range(index - 8, index - 1))


def _is_elsewhere(scene: Scene, index: int) -> bool:
    """ "attacks in other regions", "counterattacks elsewhere": too vague a place to be claimed of."""
    for step in range(index + 1, min(index + 6, len(scene.tokens))):
        word = scene.word(step)
        if word == "elsewhere" or word == "other" and scene.word(step + 1) in words("vague_places"):
            return True
        if scene.tokens[step].place is not None or word in (",", ";"):
            return False
    return False


def _happened(scene: Scene, index: int, form: str) -> bool:
    """Whether the word tells of something done: not a plan, a threat, a means or a name."""
    tokens = scene.tokens
    for step in range(max(0, index - 5), index):
        token = tokens[step]
        if token.has("modal") and token.word != "can":
            return False
        if token.has("outcome") and form == "noun" and step >= index - 4:
            return False
    before, after = scene.word(index - 1), scene.word(index + 1)
    if form == "base" and before != "to":
        token = tokens[index - 1]
        if not index or not (token.has("side") or token.has("force") or token.has("noun")):
            return before in ("again", "also", "and", "still", "continue", "not")
    if form == "noun":
        step = _leading(scene, index)  # "prior to the assault", "after Russian attacks"
        return (scene.word(step) not in _ASIDE or after == "continued") and after not in words("attack_compounds")
    return True


# ---- the claim --------------------------------------------------------------------------------------------------


def _goes_on_itself(scene: Scene, index: int) -> bool:
    """ "an offensive had begun in Sumy", "shelling continues": told as what happens."""
    behind = index + max(scene.tokens[index].width, 1)
    verb = next((i for i in (behind, behind + 1) if scene.word(i) in words("goes_on")), None)
    if scene.word(behind) in _UPON and (verb := _goes_on_behind(scene, behind)) is not None:
        behind = verb
    if verb is None or any(scene.word(i) in _STILL_OPEN for i in range(index - 6, index)):
        return False
    return verb == behind or scene.word(behind) in words("auxiliaries")


def _goes_on_behind(scene: Scene, preposition: int) -> int | None:
    """The verb by which an attack lasts behind what is attacked: "heavy shelling of Kherson continued"; a whole country
    is no target ("the attack against Ukraine began")."""
    if any(token.has("side") and token.place is not None for token in scene.tokens[preposition + 1 : preposition + 2]):
        return None
    verb = next((i for i in range(preposition + 2, preposition + 7) if scene.word(i) in words("goes_on")), None)
    between = range(preposition, verb or preposition)
    return None if any(scene.tokens[i].has("act") or scene.word(i) in _CLAUSE for i in between) else verb


def _goes_on(scene: Scene, before: int, index: int, ceiling: int) -> bool:
    """ "attacked near Kupiansk and attempted assaults west of Lyman": the same done again, somewhere else."""
    for step in range(before + 1, index):
        if scene.word(step) == "and" and any(
            tag.group in ("launch", "act") and tag.form == "ed"
            for token in scene.tokens[step + 1 : step + 4]
            for tag in token.tags
        ):
            return bool(within(scene.places, before, step) and within(scene.places, index, min(ceiling, index + 12)))
    return False


def act_claim(
    scene: Scene, context: Context, index: int, tag: Tag, kind: What, floor: int, ceiling: int, firm: bool = False
) -> Activity | None:
    """`firm` where it is told of as done: then whoever attacks that place did it, named or not."""
    speaker = context.speaker(scene.tokens[index].span)
    actor = sides.of_it(scene, index)
    if actor is None and tag.form == "noun" and _goes_on_itself(scene, index) and not sides.side_before(scene, index):
        actor = sides.attacker_of(scene, index + max(scene.tokens[index].width, 1), speaker, _is_from_afar(kind))
    actor = actor or _actor(scene, index, tag, kind, floor, speaker)
    if actor is None and sides.is_pronoun(scene, index):
        actor = context.memory.subject
    if actor is None and (tag.form in ("ed", "ing", "s") or _goes_on_itself(scene, index)):
        actor = sides.attacker_of(scene, index + max(scene.tokens[index].width, 1), speaker, _is_from_afar(kind))
    if actor is None and firm and not context.is_elsewhere(scene):
        actor = sides.attacker_there(scene, index, _is_from_afar(kind))
    if actor is None:
        return None
    before = range(max(floor, index - 4), index)
    if tag.form == "noun" and scene.word(_leading(scene, index)) in _ASIDE:
        before = range(0)  # "no casualties from the attacks"
    denied = any(scene.tokens[i].has("denial") and scene.word(i) not in _NO_DENIAL for i in before)
    start = max(floor, index - 12)
    while start < index and not scene.tokens[start].word[0].isalnum():
        start += 1
    return context.claim(
        Activity, scene, (start, max(min(ceiling, index + 14), index + 1)), index,
        context.period_at(scene, index, floor, ceiling), what=kind, actor=actor,
        certainty="denied" if denied else hedge(scene, max(floor + 5, index - 3), index),
    )  # fmt: skip


def _actor(scene: Scene, index: int, tag: Tag, kind: What, floor: int, speaker: Party | None) -> Party | None:
    """Who did it; both sides of a clash, unless Russia alone is said to fight. Attacks in the passive without an
    attacker are those of the side that does not hold the place, in texts about this war; else None."""
    noun = tag.form in ("noun", "word")
    doer = sides.actor_of_noun if noun and kind != "clash" else sides.subject
    actor = sides.side_before(scene, index, speaker) or doer(scene, index, floor, speaker)
    if actor is None and (noun or tag.form == "ed"):
        actor = sides.agent(scene, index + 1, index + 10, speaker)
    by = scene.word(index + max(scene.tokens[index].width, 1)) == "by"
    passive = tag.form == "ed" and (by or scene.word(index - 1) in _PASSIVE)
    if actor is None and floor and not passive and _leaves_out_subject(scene, floor):
        actor = sides.subject(scene, _verb_before(scene, floor), 0, speaker)
    if actor is None and tag.form == "word" and scene.word(index).startswith(("came", "come")):
        near = [scene.tokens[i].place for i in within(scene.places, max(floor, index - 6), index)]
        if near and kind != "clash":
            return sides.attacker_there(scene, index, _is_from_afar(kind))
    if kind == "clash" and actor is None and tag.form == "ed" and not within(scene.places, index, index + 8):
        return None  # "every war that Washington has fought"
    if kind == "clash":
        return "russia" if actor == "russia" and _fights(scene, index, tag) else "other"
    if actor is None and passive:
        return sides.attacker_there(scene, index, _is_from_afar(kind))
    return actor


def _is_from_afar(kind: What) -> bool:
    return kind not in NEAR


def _fights(scene: Scene, index: int, tag: Tag) -> bool:
    """ "Russian troops are fighting in Lyman", "continued fighting there": told of one side as what it does."""
    if tag.form not in ("noun", "word"):
        return True
    return scene.word(index) == "fighting" and scene.word(index - 1) in words("goes_on_fighting")


def _verb_before(scene: Scene, floor: int) -> int:
    """The last verb of the clauses before `floor`, else `floor`."""
    for step in range(floor - 1, max(0, floor - REACH), -1):
        if any(tag.form in ("ed", "s", "base") and tag.group != "force" for tag in scene.tokens[step].tags):
            return step
    return floor


def _leaves_out_subject(scene: Scene, floor: int) -> bool:
    """ "..., but did not attack", "forces, including Wagner units, are storming": the subject stands before."""
    word = scene.word(floor)
    if word == "including" or word in words("auxiliaries"):
        return True
    step = floor + 1 if word in ("and", "also") else floor
    if step >= len(scene.tokens):
        return False
    return scene.word(step).endswith("ed") or any(tag.form == "ed" for tag in scene.tokens[step].tags)
