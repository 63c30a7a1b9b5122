"""Control: who is said to have advanced, taken, freed, left, held or fought for a place, or thrown back an attack."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import cast

from onrecord.claim import sides
from onrecord.claim.clauses import clause, hedge
from onrecord.claim.context import Context
from onrecord.claim.judge import features
from onrecord.claim.places import is_counted, last_places, meant_place, places_of
from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import words
from onrecord.model import Control, Place
from onrecord.model.claim import ControlEvent, Party

_PREDICATES = frozenset({"control", "repelled", "expel", "pull", "failure"})
_PASSIVE = frozenset("was were been being are is recently newly".split())
_DESCRIBING = frozenset("of in from the all temporarily into across annexed illegally to".split())
_TRYING = frozenset("tried trying tries attempted attempting attempt attempts".split())
# Between a place and the verb that says it fell.
_AUXILIARIES = frozenset("has have had was is were also already just finally now reportedly effectively to".split())
_FALLING = frozenset("fall fell fallen falling falls".split())
_CLEARING = frozenset("clear clears cleared clearing".split())
_MAKING = frozenset("made makes making achieved improved improves".split())
_BESIDE = frozenset("in at near from on to into after before over against by for".split())
_STATES = frozenset({"under", "hands"})  # "is under Ukrainian control", "in Russian hands"
_TOWNS = frozenset("city town village settlement stronghold citadel fortress".split())
_OUT = frozenset("out back away from off".split())  # behind "pushed ... "
_REPORTED = frozenset(
    "managed able continue continued continues failed fails failing claimed claims claiming reported yet appear "
    "appears".split()
)  # before "to take", which is then told as done
_OPENINGS = frozenset([",", "that", "(", ")", "said", '"', "“", "”"])


def controls(scene: Scene, context: Context, used: set[int]) -> Iterator[tuple[Control, set[int]]]:
    """The control claims of one sentence, one for each place, each with the tokens it used up: its predicate and,
    for a repulse, the attack that was thrown back."""
    if not scene.groups & _PREDICATES:
        return
    done: set[tuple[str, str, str]] = set()
    repelled: set[int] = set()
    for index, token in enumerate(scene.tokens):
        if not token.tags or index in used or token.place is not None:
            continue
        event = _event(scene, index)
        if event is None or _is_aim(scene, index):
            continue
        taken = {index}
        if event == "repel":
            low, high = clause(scene, index)
            attacks = set(scene.find("act", None, low, high))
            if attacks & used:
                continue  # a counted repulse is an activity
            taken |= attacks | set(scene.find("control", "advance", low, high))
        if index in repelled:
            continue
        if event == "repel":
            repelled |= taken
        for claim in _claims(scene, context, index, event):
            key = (claim.event, claim.actor, claim.place.as_written if claim.place else "")
            if key not in done:
                done.add(key)
                yield claim, taken


# ---- whether and what is told ---------------------------------------------------------------------------------


def _event(scene: Scene, index: int) -> ControlEvent | None:
    token = scene.tokens[index]
    if token.has("failure"):
        return "advance" if "act" in scene.groups or _names_place(scene, index + token.width + 1) else None
    if token.has("expel") and _moves_out(scene, index):
        return "repel"
    if token.has("pull") and _moves_out(scene, index):
        return "withdraw"
    for tag in token.tags:
        if tag.group == "repelled":
            if _attack_follows(scene, index):
                return "repel"
            if scene.word(index + token.width - 1) not in _OUT or not _is_pushed(scene, index):
                return None
        if tag.group == "control":
            if token.width == 1 and token.word in words("vague_takings") and not _takes_ground(scene, index):
                return None
            if tag.value == "capture" and tag.form != "noun" and _is_fall(scene, index) and not _falls(scene, index):
                return None
            if tag.value in ("hold", "withdraw", "capture"):
                if tag.form == "base" and scene.word(index - 1) in ("the", "a"):
                    return None
                if tag.form == "word" and not _is_under_control(scene, index):
                    return None
                if _is_filmed(scene, index) or tag.form == "noun" and _names_force(scene, index + 1):
                    return None
                if tag.form == "ed" and tag.value != "withdraw" and _describes(scene, index):
                    return None
            if tag.value == "liberate" and tag.form == "ed" and scene.word(index - 1) == "the":
                if _names_place(scene, index + 1):
                    return None  # "shelled the liberated Kherson"
            return cast(ControlEvent, tag.value)
    return None


def _moves_out(scene: Scene, index: int) -> bool:
    """ "pushed the enemy out of Y", "was forced from Y", "pulled its troops back": somebody, then the way they went."""
    named = scene.word(index - 1) in _PASSIVE
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
    if scene.word(index - 1) in _PASSIVE:
        return any(token.has("force") or token.has("side") for token in scene.tokens[max(0, index - 6) : index])
    return any(token.has("force") or token.has("side") for token in scene.tokens[behind : behind + 4])


def _is_fall(scene: Scene, index: int) -> bool:
    """ "fell", "has fallen", "fell to", but not "the fall of"."""
    if scene.word(index + scene.tokens[index].width - 1) == "of":
        return False
    return any(scene.word(i) in _FALLING for i in range(index, index + scene.tokens[index].width))


def _falls(scene: Scene, index: int) -> bool:
    """ "Bakhmut has fallen", "the town fell": a place, not a price or a rocket."""
    step = index - 1
    while step > 0 and scene.word(step) in _AUXILIARIES:
        step -= 1
    return step >= 0 and (scene.tokens[step].place is not None or scene.word(step) in _TOWNS)


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
    if not _is_passive(scene, index):
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
    return scene.tokens[index + 1].place is not None or following in words("occupied_nouns") or following in _TOWNS


def _is_aim(scene: Scene, index: int) -> bool:
    """ "seeks to take", "close to taking": not done, and not said to have failed either."""
    before = scene.words(max(0, index - 4), index).lower() if index else ""
    return any(before.endswith(aim) for aim in words("aims"))


def _names_place(scene: Scene, index: int) -> bool:
    return index < len(scene.tokens) and scene.tokens[index].place is not None


def _names_force(scene: Scene, index: int) -> bool:
    return index < len(scene.tokens) and scene.tokens[index].has("force")  # "occupation troops"


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
    return any(token.has("act") or token.has("control", "advance") for token in scene.tokens[low:index])


def _happened(scene: Scene, index: int) -> bool:
    """Whether it is told as having happened (or not): plans, orders and goals are no claims."""
    tokens = scene.tokens
    for step in range(max(0, index - 6), index):
        token = tokens[step]
        if token.word in _TRYING:
            return False
        if token.has("modal"):
            gap = [t.word for t in tokens[step + 1 : index]]
            if token.word in ("could", "may", "might") and ("remain" in gap or tokens[index].has("control", "hold")):
                continue
            if "," in gap or ";" in gap or "and" in gap:
                continue
            return False
    tag = tokens[index].tag("control")
    if tag is not None and tag.form == "base" and scene.word(index - 1) in (",", "and", "or"):
        return not _goes_on_aim(scene, index)
    if tag is None or tag.form != "base" or scene.word(index - 1) not in ("to", "the", "a"):
        return True
    return scene.word(index - 2) in _REPORTED


def _goes_on_aim(scene: Scene, index: int) -> bool:
    """ "efforts to break through, capture the town": the verb goes on a list that began with "to"."""
    for step in range(index - 2, max(index - 16, 0), -1):
        if scene.word(step) == "to" and any(tag.form == "base" for tag in scene.tokens[step + 1].tags):
            return True
    return False


def _is_denied(scene: Scene, index: int, floor: int) -> bool:
    """By a denial before the predicate, or by what follows a noun: "Russian advances remain stalled"."""
    if scene.tokens[index].has("failure") or any(
        scene.tokens[i].has("denial") for i in range(max(floor, index - 5), index)
    ):
        return True
    tag = scene.tokens[index].tag("control")
    if tag is None or tag.form != "noun":
        return False
    return any(scene.word(i) in ("stalled", "failed", "unsuccessful") for i in range(index + 1, index + 6))


# ---- the claims -----------------------------------------------------------------------------------------------


def _claims(scene: Scene, context: Context, index: int, event: ControlEvent) -> Iterator[Control]:
    speaker = context.speaker(scene.tokens[index].span)
    floor, ceiling = clause(scene, index)
    actors = _actors(scene, index, event, floor, speaker)
    if not actors and context.memory.subject is not None and sides.is_pronoun(scene, index):
        actors = (context.memory.subject,)
    if not actors:
        return
    places = places_of(scene, index, floor, ceiling)
    if event == "capture" and _is_fall(scene, index):
        places = last_places(scene, floor, index)
    if event == "capture" and actors == ("ukraine",) and (_is_fall(scene, index) or scene.word(index) in _CLEARING):
        event = "liberate"
    if not places and event == "advance":  # "continued operations near X but did not advance"
        places = last_places(scene, 0, index)
    if not places:
        places = meant_place(scene, context.marks.places, index, ceiling)
    if not places and event in ("hold", "contest") and _is_verb(scene, index):
        return
    period = context.period_at(scene, index, floor, ceiling)
    denied, happened = _is_denied(scene, index, floor), _happened(scene, index)
    certainty = "denied" if denied else hedge(scene, max(floor + 5, index - 4), index)
    start = _start(scene, index, floor)
    extra = (
        f"told={happened}",
        f"event={event}",
        f"actor={actors[-1]}",
        f"places={min(len(places), 2)}",
        f"denied={denied}",
        f"plain={_is_plain(scene, index)}",
        f"where={_kind(scene, places)}",
        f"form={event}.{_form(scene, index)}.{min(len(places), 1)}",
    )
    judged = happened and (
        denied
        and (event == "advance" or bool(places))
        or bool(places)
        and _stands(scene, index, event)
        or _is_made(scene, index, event)
    )
    each: list[Place | None] = [*places] or [None]
    for actor, place in product(actors, each):
        bounds = (start, _end(scene, index, place, ceiling))
        claim = context.claim(
            Control, scene, bounds, index, period, event=event, actor=actor, place=place, certainty=certainty
        )
        if not judged and not context.accepts("control", claim, features(scene, index, floor, ceiling, extra)):
            return
        judged = True
        yield claim


def _stands(scene: Scene, index: int, event: ControlEvent) -> bool:
    """Whether what is told of a named place needs no judge: a repulse, a state, a fall, forces that did it."""
    if event == "repel" or _is_fall(scene, index) or scene.word(index + scene.tokens[index].width - 1) in _STATES:
        return True
    return _form(scene, index) == "ed" and _is_plain(scene, index)


def _is_made(scene: Scene, index: int, event: ControlEvent) -> bool:
    """ "Russian forces have made slow progress", "our troops repelled the assaults": no matter where."""
    if event == "repel":
        return _follows_forces(scene, index)
    if (
        event == "advance"
        and _form(scene, index) == "ed"
        and scene.tokens[min(index + 1, len(scene.tokens) - 1)].figure
    ):
        return _follows_forces(scene, index)  # "advanced 3 km in some areas"
    if _form(scene, index) not in ("noun", "word"):
        return False
    for step in range(index - 1, max(index - 4, 0), -1):
        if scene.word(step) in _MAKING:
            return _follows_forces(scene, step)
    return scene.word(index) in _MAKING and _follows_forces(scene, index)


def _is_plain(scene: Scene, index: int) -> bool:
    """Whether somebody's forces stand right before the verb: "Russian troops have also taken"."""
    return _is_verb(scene, index) and _follows_forces(scene, index)


def _follows_forces(scene: Scene, index: int) -> bool:
    step = index - 1
    while step >= 0 and index - step < 5 and (scene.word(step) in _AUXILIARIES or scene.word(step).endswith("ly")):
        step -= 1
    if step < 0:
        return False
    return (
        scene.tokens[step].has("side") or scene.tokens[step].has("force") or scene.word(step) in ("and", "they", "we")
    )


def _form(scene: Scene, index: int) -> str:
    tag = scene.tokens[index].tag("control")
    return tag.form if tag is not None else scene.tokens[index].tags[0].group


def _kind(scene: Scene, places: list[Place]) -> str:
    """What kind of place is meant; a settlement, a region, or none."""
    if not places:
        return "none"
    kinds = {token.text: token.place.kind for token in scene.tokens if token.place is not None}
    return kinds.get(places[0].as_written, "counted")


def _is_verb(scene: Scene, index: int) -> bool:
    tag = scene.tokens[index].tag("control")
    return tag is not None and tag.form in ("base", "s", "ed", "ing")


def _actor(scene: Scene, index: int, event: ControlEvent, floor: int, speaker: Party | None) -> Party | None:
    if event == "liberate" and scene.word(index - 1) in ("newly", "recently", "the", "of", "in", "a"):
        by = sides.agent(scene, index + 1, index + 6, speaker)
        return by or sides.side_before(scene, index, speaker) or "ukraine"
    behind = index + max(scene.tokens[index].width, 1)
    if behind > index + 1:  # "is under Russian control", "under the control of Russian forces"
        at = index if scene.word(behind - 1) == "hands" else behind  # "in Russian hands"
        own = None
        if scene.word(behind - 1) in ("under", "of", "hands"):
            own = sides.between(scene, at, behind + 3, speaker)
        if own is not None:
            return own
    if event == "capture" and _is_fall(scene, index):
        return sides.between(scene, index + 1, index + 6, speaker) or "russia"
    passive = scene.word(index - 1) in _PASSIVE or event == "repel" and _is_passive(scene, index)
    tag = scene.tokens[index].tag("control")
    if passive or tag is not None and tag.form in ("noun", "word"):
        by = sides.agent(scene, index + 1, index + 14, speaker)
        if event == "repel" and passive:
            return by or sides.opposite(sides.subject(scene, index, floor, speaker)) or "ukraine"
        if by is not None and event != "repel":
            return sides.side_before(scene, index, speaker) or by
    found = (
        sides.side_before(scene, index, speaker)
        or sides.subject(scene, index, floor, speaker)
        or sides.subject(scene, index, 0, speaker)
    )
    return found or _usual(scene, index, event)


def _usual(scene: Scene, index: int, event: ControlEvent) -> Party | None:
    """Who does it, in texts about this war, when nobody is named."""
    if event == "contest":
        return "other"
    if event == "liberate" or event == "repel" and _is_passive(scene, index):
        return "ukraine"
    if event == "capture" and _is_passive(scene, index):
        before = range(max(0, index - 8), index)
        if scene.word(index) == "occupied" or any(
            scene.tokens[i].place is not None or scene.word(i) in _TOWNS for i in before
        ):
            return "russia"
    return None


def _actors(scene: Scene, index: int, event: ControlEvent, floor: int, speaker: Party | None) -> tuple[Party, ...]:
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


def _is_passive(scene: Scene, index: int) -> bool:
    return any(scene.word(i) in _PASSIVE for i in range(index - 2, index))  # "has been completely occupied"


def _start(scene: Scene, index: int, floor: int) -> int:
    start = index
    while start > floor and index - start < 14 and scene.word(start - 1) not in _OPENINGS:
        start -= 1
    return start


def _end(scene: Scene, index: int, place: Place | None, ceiling: int) -> int:
    end = index + max(scene.tokens[index].width, 1)
    if place is not None:
        for step in range(end, ceiling):
            if scene.tokens[step].place is not None and scene.tokens[step].text == place.as_written:
                return step + 1
            if is_counted(scene, step) and place.as_written.startswith(scene.tokens[step].text):
                return min(step + len(place.as_written.split()), len(scene.tokens))
    while end < ceiling and end < index + 8 and scene.word(end) not in (",", "(", ")"):
        end += 1
    return min(end, len(scene.tokens))
