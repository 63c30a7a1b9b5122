"""What a predicate of control says happened, and whether it is told as having happened, denied, or only meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from onrecord.claim.clauses import before_aside, clause
from onrecord.claim.counted import MEASURES
from onrecord.claim.places import is_counted, last_places
from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import Tag, words
from onrecord.model.claim import ControlEvent

PASSIVE = frozenset("was were been being are is recently newly".split())
_DESCRIBING = frozenset("of in from the all temporarily into across annexed illegally to".split())
_TRYING = frozenset("tried trying tries attempted attempting attempt attempts".split())
# Between a place and the verb that says it fell.
_AUXILIARIES = frozenset(
    "has have had was is were are also just already almost since finally now reportedly effectively to continue "
    "continued continues".split()
)
_ARTICLES = frozenset("the a an its their his this that".split())
_FALLING = frozenset("fall fell fallen falling falls".split())
MAKING = frozenset("made makes making achieved improved improves".split())
_BESIDE = frozenset("in at near from on to into after before over against by for".split())
_STATES = frozenset({"under", "hands"})  # "is under Ukrainian control", "in Russian hands"
TOWNS = frozenset("city town village settlement stronghold citadel fortress port".split())
_OUT = frozenset("out back away from off".split())  # behind "pushed ... "
_CONDITIONS = frozenset({"until", "unless", "once", "if", "whether"})  # before a present that is still to come
_CONTINUING = frozenset({"continue", "continued", "continues"})
# Before a verb whose subject they stand for, or was told before.
_CARRIES = frozenset({"and", "but", "they", "we", "it"})
_REPORTED = frozenset(
    "managed able continue continued continues failed fails failing claimed claims claiming reported yet appear "
    "appears".split()
)  # before "to take", which is then told as done
_CLEARING = frozenset("clear clears cleared clearing".split())


def _one_each(tags: tuple[Tag, ...], control: Tag | None) -> Iterator[Tag]:
    """The tags, of those of control only the one that counts."""
    done = False
    for tag in tags:
        if tag.group != "control":
            yield tag
        elif not done and control is not None:
            done = True
            yield control


def control_tag(scene: Scene, index: int) -> Tag | None:
    """The tag of control of a token that has one; "capture" and "advance" are nouns behind an article or an owner."""
    tags = [tag for tag in scene.tokens[index].tags if tag.group == "control"]
    noun = next((tag for tag in tags if tag.form == "noun"), None)
    if noun is not None and noun is not tags[0] and _begins_noun(scene, index - 1):
        return noun
    return tags[0] if tags else None


def _begins_noun(scene: Scene, index: int) -> bool:
    if index < 0:
        return False
    word, tag = scene.word(index), scene.tokens[index].tag("side")
    return word in _ARTICLES or word.endswith("'s") or tag is not None and tag.form == "adjective"


def event_of(scene: Scene, index: int) -> ControlEvent | None:
    """What the words at token `index` say became of a place; None when they tell of nothing of the kind."""
    token = scene.tokens[index]
    if _reaches_figure(scene, index):
        return None
    if token.has("failure"):
        return "advance" if "act" in scene.groups or _names_place(scene, index + token.width + 1) else None
    if token.has("expel") and _moves_out(scene, index):
        return "repel"
    if token.has("pull") and _moves_out(scene, index):
        return "withdraw"
    for tag in _one_each(token.tags, control_tag(scene, index)):
        if tag.group == "repelled":
            if _attack_follows(scene, index):
                return "repel"
            if scene.word(index + token.width - 1) not in _OUT or not _is_pushed(scene, index):
                return None
        if tag.group == "control":
            if token.width == 1 and token.word in words("vague_takings") and not _takes_ground(scene, index):
                return None
            if tag.value == "hold" and any(scene.word(i) in words("held_events") for i in range(index + 1, index + 5)):
                return None
            if _is_thing(scene, index) or _leaves_behind(scene, index):
                return None
            if tag.value == "capture" and _takes_things(scene, index):
                return None
            if tag.value == "capture" and tag.form != "noun" and is_fall(scene, index) and not _falls(scene, index):
                return None
            if tag.value in ("hold", "withdraw", "capture"):
                if tag.form == "base" and scene.word(index - 1) in ("the", "a"):
                    return None
                if tag.form == "word" and not _is_under_control(scene, index):
                    return None
                if _is_filmed(scene, index) or tag.form == "noun" and _names_body(scene, index + 1):
                    return None
                if tag.form == "ed" and tag.value != "withdraw" and _describes(scene, index):
                    return None
            if tag.value == "liberate" and tag.form == "ed" and scene.word(index - 1) == "the":
                if _names_place(scene, index + 1):
                    return None  # "shelled the liberated Kherson"
            return cast(ControlEvent, tag.value)
    return None


def _is_thing(scene: Scene, index: int) -> bool:
    """ "a ferry crossing", "the approaches to Odesa", "advancing efforts to integrate the city": no ground won."""
    if scene.word(index) in ("crossing", "crossings"):
        before = scene.word(index - 1)
        return before in words("crossed") or before in ("a", "an", "the", "this", "that", "its")
    if scene.word(index) in ("approach", "approaches") and scene.word(index - 1) in words("approached"):
        return True
    if scene.word(index).startswith("reach") and any(scene.word(i) == "before" for i in range(index - 5, index)):
        return True  # "destroyed before they reached the city"
    if scene.word(index).startswith("approach"):
        around = scene.tokens[index + 1 : index + 6]
        if not any(token.place is not None or token.word in TOWNS for token in around):
            return True  # "winter approaches"
    if scene.word(index).startswith("inva"):  # of a country it is the war itself, no ground in particular
        after = scene.tokens[index + 1].place if index + 1 < len(scene.tokens) else None
        return after is None or after.kind == "country"
    behind = {scene.word(index + 1), scene.word(index + 2)}
    return scene.tokens[index].has("control", "advance") and not behind.isdisjoint(words("advanced_things"))


def _leaves_behind(scene: Scene, index: int) -> bool:
    """ "left the city without power", "leaving Mariupol in Russian hands": nobody went away."""
    if scene.word(index) not in ("left", "leaving", "leaves", "leave"):
        return False
    return any(scene.word(i) in words("left_behind") for i in range(index + 1, index + 12))


def _takes_things(scene: Scene, index: int) -> bool:
    """ "captured equipment of a brigade near Izyum", "seized 12 soldiers": no ground."""
    if not scene.word(index).startswith(("captur", "seiz")):
        return False
    for step in range(index + 1, min(index + 5, len(scene.tokens))):
        token = scene.tokens[step]
        if token.place is not None or token.word in words("ground_taken") or token.word in ("by", "from", "in", "near"):
            return False
        if token.has("noun") or token.word in words("taken_things"):
            return True
    return False


def _reaches_figure(scene: Scene, index: int) -> bool:
    """ "when they reached 250,240 troops": a count, no ground."""
    if scene.word(index) not in words("reachings"):
        return False
    for step in range(index + 1, min(index + 3, len(scene.tokens))):
        figure = scene.tokens[step].figure
        if figure is not None:
            return figure.unit not in MEASURES
    return False


def _moves_out(scene: Scene, index: int) -> bool:
    """ "pushed the enemy out of Y", "was forced from Y", "pulled its troops back": somebody, then the way they went."""
    named = scene.word(index - 1) in PASSIVE
    behind = index + scene.tokens[index].width
    ways = _OUT if behind == index + 1 else {"from"}  # "knocked out the enemy from"
    for step in range(behind, min(index + 8, len(scene.tokens))):
        token = scene.tokens[step]
        if token.word in ways or step == behind > index + 1 and token.word == "of":
            return named
        if token.word in (",", ";", ".") or token.has("control") and not token.has("side"):
            return False
        named = named or token.has("force") or token.has("side") or token.word == "them"
    return False


def _is_pushed(scene: Scene, index: int) -> bool:
    """ "were pushed back", "pushed back the enemy": forces, not a deadline."""
    behind = index + scene.tokens[index].width
    if scene.word(index - 1) in PASSIVE:
        return any(token.has("force") or token.has("side") for token in scene.tokens[max(0, index - 6) : index])
    return any(token.has("force") or token.has("side") for token in scene.tokens[behind : behind + 4])


def is_fall(scene: Scene, index: int) -> bool:
    """ "fell", "has fallen", "fell to", but not "the fall of"."""
    if scene.word(index + scene.tokens[index].width - 1) == "of":
        return False
    return any(scene.word(i) in _FALLING for i in range(index, index + scene.tokens[index].width))


def is_freeing(scene: Scene, index: int) -> bool:
    """ "cleared the village", "raised their flag over it": of one's own ground to free it."""
    return scene.word(index) in _CLEARING or scene.word(index + scene.tokens[index].width - 1) == "flag"


def _falls(scene: Scene, index: int) -> bool:
    """ "Bakhmut has fallen", "the town fell": a place, not a price or a rocket."""
    step = index - 1
    while step > 0 and (scene.word(step) in _AUXILIARIES or scene.tokens[step].has("denial")):
        step -= 1
    if scene.word(step) == ",":
        opening = before_aside(scene, step + 1)  # "Vuhledar, which had held out for two years, has fallen"
        return opening is not None and bool(last_places(scene, *opening))
    return step >= 0 and (scene.tokens[step].place is not None or scene.word(step) in TOWNS)


def _is_under_control(scene: Scene, index: int) -> bool:
    """ "is under Ukrainian control", not "is under fire"."""
    behind = index + max(scene.tokens[index].width, 1)
    if scene.word(behind - 1) != "under":
        return True
    return any(scene.word(i) in ("control", "occupation") for i in range(behind, behind + 4))


def _takes_ground(scene: Scene, index: int) -> bool:
    """ "took the village", "Lyman was taken", not "took losses", "regained the initiative"."""
    for step in range(index + 1, min(index + 7, len(scene.tokens))):
        token = scene.tokens[step]
        if token.place is not None and not token.has("side", None):
            return scene.word(step - 1) not in _BESIDE
        if token.word in words("ground_taken") or is_counted(scene, step):
            return True
        if token.word in (",", ";", ".") or token.has("outcome"):
            break
    if not is_passive(scene, index):
        return False
    before = range(max(0, index - 8), index)
    return any(scene.tokens[i].place is not None or scene.word(i) in words("ground_taken") for i in before)


def _is_filmed(scene: Scene, index: int) -> bool:
    """ "footage captured by", "footage reportedly captured"."""
    return any(scene.word(i) in words("films") for i in (index - 1, index - 2))


def _describes(scene: Scene, index: int) -> bool:
    """ "occupied territories", "a tour of occupied Mariupol": what a place is called, not what happened."""
    if index + 1 >= len(scene.tokens) or scene.word(index - 1) not in _DESCRIBING:
        return False
    following = scene.word(index + 1)
    if scene.word(index - 1) in ("illegally", "temporarily") and (
        scene.word(index - 2) == "and" or scene.word(index - 2) in _AUXILIARIES or scene.tokens[index - 2].has("side")
    ):
        return False  # "invaded and illegally occupied Crimea": a verb
    return scene.tokens[index + 1].place is not None or following in words("occupied_nouns") or following in TOWNS


def is_aim(scene: Scene, index: int) -> bool:
    """ "seeks to take", "close to taking", "until they take it": not done, and not said to have failed either."""
    if form_of(scene, index) == "noun" and "any" in (scene.word(index - 1), scene.word(index - 2)):
        return not is_denied(scene, index, 0)  # "any Russian advance on the city"
    if form_of(scene, index) in ("base", "s") and any(scene.word(i) in _CONDITIONS for i in range(index - 4, index)):
        return True
    if form_of(scene, index) == "base" and scene.word(index - 1) in (",", "and", "or"):
        step = _first_of_list(scene, index)
        if step is not None and scene.word(step - 1) not in _REPORTED:
            return True  # "unable to surround or take the city", "power to seize and hold it"
    if scene.word(index - 1) == ":" and form_of(scene, index) == "ing":
        return True  # "two efforts: capturing Mariupol and ..."
    before = " " + scene.words(max(0, index - 4), index).lower() if index else ""
    return any(before.endswith(" " + aim) for aim in words("aims"))


def _names_place(scene: Scene, index: int) -> bool:
    return index < len(scene.tokens) and scene.tokens[index].place is not None


def _names_body(scene: Scene, index: int) -> bool:
    """ "occupation troops", "the occupation authorities"."""
    return index < len(scene.tokens) and (scene.tokens[index].has("force") or scene.word(index) in words("offices"))


def _attack_follows(scene: Scene, index: int) -> bool:
    """A repulse needs what was repulsed: an attack, advance or attempt, or forces pushed back."""
    low, high = clause(scene, index)
    for step in range(index + 1, min(high, index + 12)):
        token = scene.tokens[step]
        if token.has("noun", "drone") or token.has("noun", "cruise_missile"):
            return False
        if token.has("act") or token.has("control", "advance") or token.word in ("group", "groups"):
            return True
    if scene.word(index - 1) not in ("was", "were", "been", "being"):
        return False
    if low and scene.word(low - 1) == "but":
        low = 0  # "attacked near Lyman but were repelled"
    return any(token.has("act") or token.has("control", "advance") for token in scene.tokens[low:index])


def happened_at(scene: Scene, index: int) -> bool:
    """Whether it is told as having happened (or not): plans, orders and goals are no claims."""
    tokens = scene.tokens
    for step in range(max(0, index - 6), index):
        token = tokens[step]
        if token.word in _TRYING and scene.word(index - 2) not in words("impotence"):
            return False
        if token.has("modal"):
            gap = [t.word for t in tokens[step + 1 : index]]
            if token.word in ("could", "may", "might") and ("remain" in gap or tokens[index].has("control", "hold")):
                continue
            if "," in gap or ";" in gap or "and" in gap:
                continue
            return False
    tag = control_tag(scene, index)
    if tag is not None and tag.form == "base" and scene.word(index - 1) in (",", "and", "or"):
        return not _goes_on_aim(scene, index)
    form = tag.form if tag is not None else tokens[index].tags[0].form
    if form != "base" or scene.word(index - 1) not in ("to", "the", "a"):
        return True
    if any(scene.word(i) in words("impotence") for i in range(index - 7, index - 1)):
        return True  # "the inability of the army to take Bakhmut": told as not done
    return scene.word(index - 2) in _REPORTED


def _goes_on_aim(scene: Scene, index: int) -> bool:
    """ "efforts to break through, capture the town": the verb goes on a list that began with "to"."""
    return _first_of_list(scene, index) is not None


def _first_of_list(scene: Scene, index: int) -> int | None:
    """The "to" with which a list of infinitives began that goes on at token `index`."""
    for step in range(index - 2, max(index - 16, 0), -1):
        if scene.word(step) == "to" and any(tag.form == "base" for tag in scene.tokens[step + 1].tags):
            return step
    return None


def is_denied(scene: Scene, index: int, floor: int) -> bool:
    """By a denial before the predicate, or by what follows a noun: "Russian advances remain stalled"."""
    if scene.tokens[index].has("failure") or any(
        scene.tokens[i].has("denial") for i in range(max(floor, index - 5), index)
    ):
        return True
    if scene.word(index - 1) == "to" and any(scene.word(i) in words("impotence") for i in range(index - 7, index - 1)):
        return True  # "the failure of Russian forces to take Vuhledar"
    tag = control_tag(scene, index)
    if tag is None or tag.form != "noun":
        return False
    return any(scene.word(i) in ("stalled", "failed", "unsuccessful") for i in range(index + 1, index + 6))


# ---- how plainly it is told ------------------------------------------------------------------------------------


def stands(scene: Scene, index: int, event: ControlEvent) -> bool:
    """Whether what is told of a named place needs no judge: a repulse, a state, a fall, forces that did it."""
    if event == "repel" or is_fall(scene, index) or scene.word(index + scene.tokens[index].width - 1) in _STATES:
        return True
    if event == "hold" and is_verb(scene, index):
        if scene.word(index - 1) == "still" or is_plain(scene, index) or scene.word(index - 2) in _CONTINUING:
            return True
    if form_of(scene, index) == "s":  # "the Russian army withdraws from Kherson"
        return is_plain(scene, index) and scene.tokens[index - 1].has("force")
    if form_of(scene, index) != "ed":
        return False
    return is_plain(scene, index) or event in ("capture", "liberate") and is_passive(scene, index)


def is_made(scene: Scene, index: int, event: ControlEvent) -> bool:
    """ "Russian forces have made slow progress", "our troops repelled the assaults", "announced the capture": no matter
    where."""
    announced = scene.word(index - 2) in words("announces") and _begins_noun(scene, index - 1)
    if announced and form_of(scene, index) == "noun":
        return not any(scene.tokens[i].has("denial") for i in range(index - 6, index - 2))
    if event == "repel":
        return _follows_forces(scene, index) or is_passive(scene, index)
    if event == "capture" and is_passive(scene, index) and form_of(scene, index) == "ed":
        behind = scene.tokens[index + 2 : index + 3]
        return scene.word(index + 1) == "by" and any(token.has("side") for token in behind)
    if (
        event == "advance"
        and form_of(scene, index) == "ed"
        and scene.tokens[min(index + 1, len(scene.tokens) - 1)].figure
    ):
        return _follows_forces(scene, index)  # "advanced 3 km in some areas"
    if form_of(scene, index) not in ("noun", "word"):
        return False
    for step in range(index - 1, max(index - 4, 0), -1):
        if scene.word(step) in MAKING:
            return _follows_forces(scene, step)
    return scene.word(index) in MAKING and _follows_forces(scene, index)


def is_plain(scene: Scene, index: int) -> bool:
    """Whether somebody's forces stand right before the verb: "Russian troops have also taken"."""
    return is_verb(scene, index) and _follows_forces(scene, index)


def _follows_forces(scene: Scene, index: int) -> bool:
    step = index - 1
    while step >= 0 and index - step < 5 and (scene.word(step) in _AUXILIARIES or scene.word(step).endswith("ly")):
        step -= 1
    if step < 0:
        return False
    return scene.tokens[step].has("side") or scene.tokens[step].has("force") or scene.word(step) in _CARRIES


def form_of(scene: Scene, index: int) -> str:
    """The form of the predicate (base, s, ed, ing, noun, word), or its group when it is none of control."""
    tag = control_tag(scene, index)
    return tag.form if tag is not None else scene.tokens[index].tags[0].group


def is_verb(scene: Scene, index: int) -> bool:
    """Whether the predicate is a verb of control, not a noun or a set phrase."""
    tag = control_tag(scene, index)
    return tag is not None and tag.form in ("base", "s", "ed", "ing")


def is_passive(scene: Scene, index: int) -> bool:
    """Whether the predicate stands in the passive."""
    if any(scene.word(i) in PASSIVE for i in range(index - 2, index)):
        return True  # "has been completely occupied"
    return scene.word(index - 1) == "and" and scene.word(index - 3) in PASSIVE  # "was repulsed and driven back"
