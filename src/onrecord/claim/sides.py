"""Which side a word, a subject or a victim belongs to: russia, ukraine or other."""

from __future__ import annotations

from collections.abc import Collection, Container
from typing import cast, overload

from onrecord.claim.scene import REACH, Scene, within
from onrecord.claim.vocabulary import words
from onrecord.lexicon import load
from onrecord.mark.records import PlaceMark
from onrecord.model.claim import Party

# After these a side's name is a place or a target, not the one who acts.
_TARGETS = frozenset(
    "in on near against to into at over across with for toward towards inside within around onto upon between "
    "along attacking targeting hitting striking including beyond behind through outside via past amid since "
    "after before during from under".split()
)
_SKIPPED = frozenset("the a an its own our his their this that all some more both".split())
_OURS = frozenset({"our", "ours", "we"})
_QUOTING = frozenset('"“”()')
_AGENT_WORDS = frozenset("by from in during to under after as amid with following".split())
_AGENT_ENDS = frozenset([",", ";", ".", "on", "against", "at", "near", "in"])
_LEADS_SUBJECT = frozenset({"that", "when", "where", "as", "while", "and", ",", "another"})
# Prepositions that also begin a clause, and what may stand between its subject and its verb.
_CONJUNCTIONS = frozenset("after before since as until once".split())
_AUXILIARIES = frozenset("had have has were was also then again finally".split())
_STOPS = (_AGENT_WORDS | _AGENT_ENDS | {"and"}) - {"on", "at", "in", "near", "to"}
_OPPOSITE: dict[Party, Party] = {"russia": "ukraine", "ukraine": "russia", "other": "other"}


@overload
def opposite(side: Party) -> Party: ...
@overload
def opposite(side: None) -> None: ...
def opposite(side: Party | None) -> Party | None:
    return _OPPOSITE[side] if side is not None else None


def side_at(scene: Scene, index: int, speaker: Party | None = None) -> Party | None:
    """The side that the token names. A label ("the enemy") turns round when the speaker is Russian."""
    token = scene.tokens[index]
    tag = token.tag("side")
    if tag is None:
        return None if token.word not in _OURS else "russia" if speaker == "russia" else "ukraine"
    side = cast(Party, tag.value)
    return opposite(side) if tag.form == "label" and speaker == "russia" else side


def side_before(scene: Scene, index: int, speaker: Party | None = None) -> Party | None:
    """The side named right before the token."""
    return side_at(scene, index - 1, speaker) if index else None


def between(
    scene: Scene, start: int, end: int, speaker: Party | None = None, passing: Container[int] = ()
) -> Party | None:
    """The first side named from token `start` up to `end`, by none of the tokens `passing`."""
    for index in range(max(start, 0), min(end, len(scene.tokens))):
        side = side_at(scene, index, speaker) if index not in passing else None
        if side is not None:
            return side
    return None


# ---- who acts ---------------------------------------------------------------------------------------------------


def subject(scene: Scene, predicate: int, floor: int = 0, speaker: Party | None = None) -> Party | None:
    """The side of whoever does what `predicate` says: the nearest side named to its left in the clause that is
    no place or target. Who only says it acts when nobody else does ("Kyiv reported advances", "it says it took")."""
    doer = _subject(scene, predicate, floor, speaker, scene.speakers)
    if doer is None and scene.speakers:
        doer = _subject(scene, predicate, floor, speaker, ())
    return doer


def first_named(scene: Scene) -> Party | None:
    """The first side of the sentence that is no place or target and more than a speaker."""
    for index in range(len(scene.tokens)):
        side = side_at(scene, index)
        if side is not None and index not in scene.speakers and not _is_target(scene, index):
            return side
    return None


def is_pronoun(scene: Scene, predicate: int) -> bool:
    """Whether "it", "they" or their forces stand before the predicate as its subject: "it allegedly hit a refinery",
    "its army has taken the village"."""
    for index in range(predicate - 1, max(predicate - 6, -1), -1):
        word = scene.word(index)
        if word in ("it", "they"):
            return True
        if word in ("its", "their"):
            return any(scene.tokens[i].has("force") for i in range(index + 1, predicate))
        if scene.tokens[index].has("force"):
            continue
        if not (word.endswith("ly") or word in ("had", "has", "have", "also", "then", "later", "again", "was", "were")):
            return False
    return False


def of_it(scene: Scene, predicate: int) -> Party | None:
    """The side for which "it" right before a verb stands: the first that the sentence names, who speaks included."""
    if scene.word(predicate - (2 if scene.word(predicate - 1) in ("had", "has") else 1)) != "it":
        return None
    stop = next((i for i in range(predicate - 1, max(0, predicate - REACH), -1) if scene.word(i) == ";"), 0)
    for index in range(max(stop, predicate - REACH), predicate - 1):
        side = side_at(scene, index)
        if side is not None and (not _is_target(scene, index) or scene.word(index + 1) in words("says")):
            return side
    return None


def named_subject(scene: Scene, predicate: int, floor: int = 0, speaker: Party | None = None) -> Party | None:
    """The same among those who do more than say it; when only the speaker is named, the other side: what a side
    reports without naming who did it ("54 drones had been launched") was done to it."""
    doer = _subject(scene, predicate, floor, speaker, scene.speakers)
    return doer if doer is not None or not scene.speakers else opposite(_subject(scene, predicate, floor, speaker, ()))


def actor_of_noun(scene: Scene, index: int, floor: int = 0, speaker: Party | None = None) -> Party | None:
    """The same for a noun ("strikes"): of attacks that somebody reports without an attacker, the one attacked names
    the other side ("reported strikes on Russian depots"), else they are the other side's ("reported more shelling")."""
    own = _subject(scene, index, floor, speaker, scene.speakers)
    if own is not None or not scene.speakers:
        return own
    for step in range(index + 1, min(index + 8, len(scene.tokens))):
        if scene.word(step) in ("on", "against", "at"):
            hit = between(scene, step + 1, step + 5, speaker)
            if hit is not None:
                return opposite(hit)
    return opposite(_subject(scene, index, floor, speaker, ()))


def attacker_of(scene: Scene, start: int, speaker: Party | None, from_afar: bool = False) -> Party | None:
    """Who attacked, by what the verb before token `start` says was attacked: a side's things name the other side
    ("struck at enemy positions"), a place the side that does not hold it."""
    for index in range(start, min(start + 8, len(scene.tokens))):
        token = scene.tokens[index]
        side = side_at(scene, index, speaker) if index < start + 5 else None
        if side is not None:
            return opposite(side)
        if token.place is not None and token.place.kind != "country":
            return "ukraine" if _is_russian(token.place, held=from_afar) else "russia"
        if token.place is not None or token.word in _STOPS:
            return None
    return None


def is_in_russia(scene: Scene, index: int) -> bool:
    """Whether the sentence names places in Russia around a token, and none elsewhere."""
    named = _places_around(scene, index)
    return bool(named) and all(_is_russian(mark) for mark in named)


def attacker_there(scene: Scene, index: int, from_afar: bool) -> Party:
    """Who attacks where the sentence is set around a token, when nobody is named: Ukraine in Russia and, `from_afar`,
    in what Russia held before the invasion, else Russia."""
    named = _places_around(scene, index)
    return "ukraine" if named and all(_is_russian(mark, held=from_afar) for mark in named) else "russia"


def _places_around(scene: Scene, index: int) -> list[PlaceMark]:
    marks = [scene.tokens[i].place for i in within(scene.places, index - REACH, index + REACH)]
    return [mark for mark in marks if mark is not None and mark.kind != "country"]


def _is_russian(mark: PlaceMark, held: bool = False) -> bool:
    pack = load("packs/ukraine/pack.toml")
    regions = pack["russian_regions"] + pack["russian_held"] if held else pack["russian_regions"]
    return (
        (mark.oblast or mark.name.split()[0]) in regions
        or mark.name.rpartition(" ")[0] in regions
        or mark.name in regions
    )


def _subject(scene: Scene, predicate: int, floor: int, speaker: Party | None, skipped: Collection[int]) -> Party | None:
    for index in range(predicate - 1, max(floor, predicate - REACH) - 1, -1):
        word = scene.tokens[index].word
        if word in _QUOTING:
            continue
        if word in (";", "•"):
            return None
        side = side_at(scene, index, speaker) if index not in skipped else None
        if side is not None and not _is_object(scene, index, predicate):
            if (
                not _is_target(scene, index)
                or _is_possessor(scene, index, predicate)
                or _opens_clause(scene, index, predicate)
            ):
                return side
    return None


def _is_possessor(scene: Scene, index: int, predicate: int) -> bool:
    """ "with Ukraine's air defence downing 70": the side owns what acts right behind it."""
    return (
        predicate - index <= 5
        and scene.word(index - 1) == "with"
        and any(t.form == "ing" for t in scene.tokens[predicate].tags)
    )


def _opens_clause(scene: Scene, index: int, predicate: int) -> bool:
    """ "after Russian soldiers retreated": the side does what the verb right behind it says."""
    before = next((i for i in range(index - 1, index - 4, -1) if scene.word(i) not in _SKIPPED), -1)
    if scene.word(before) not in _CONJUNCTIONS or scene.word(before + 1) == "that" or predicate - index > 5:
        return False  # nor "had said the day before that Russian forces"
    if not any(tag.form in ("ed", "s") for tag in scene.tokens[predicate].tags):
        return False
    between = scene.tokens[index + 1 : predicate]
    return all(
        token.has("force") or token.has("noun", "military") or token.word in _AUXILIARIES or token.word.endswith("ly")
        for token in between
    )


def _is_target(scene: Scene, index: int) -> bool:
    if scene.word(index + 1) in words("held_things"):
        return True  # "shelled and probed Ukrainian positions"
    before = next((i for i in range(index - 1, index - 9, -1) if scene.word(i) not in _SKIPPED), -1)
    if scene.word(before) != "of":
        return scene.word(before) in _TARGETS
    if scene.word(before - 1) in words("patients"):
        return True  # "on the positions of Ukrainian units", "other areas of Ukraine"
    place = scene.tokens[index].place
    if place is not None and place.kind == "settlement":
        # "the outskirts of Kyiv", but "the forces of Kyiv"
        return not any(token.has("force") for token in scene.tokens[max(0, before - 2) : before])
    before = next((i for i in range(before - 1, before - 9, -1) if scene.word(i) not in _SKIPPED), -1)
    return scene.word(before) in _TARGETS


def _is_object(scene: Scene, index: int, predicate: int) -> bool:
    """Whether the side belongs to what a verb or a figure before it acts on: "eliminated 600 Russian invaders"."""
    for step in range(index - 1, max(index - 5, -1), -1):
        token = scene.tokens[step]
        if token.figure is not None:
            if step == 0:
                return not scene.tokens[predicate].has("control")  # "2,000 Ukrainian soldiers held out"
            return scene.word(step - 1) not in _LEADS_SUBJECT  # "that two Russian battalions advanced"
        if any(
            tag.form in ("ed", "ing", "s", "base") and tag.group in ("outcome", "act", "launch", "repelled", "control")
            for tag in token.tags
        ):
            if step == index - 1 and token.word in words("moving"):
                return False  # "advancing Russian troops"
            return _has_subject(scene, step) or not any(tag.form == "noun" for tag in token.tags)
        if token.has("force") or token.word in ("of", ",", "and", "by") or not token.word[0].isalnum():
            return False
    return False


def _has_subject(scene: Scene, verb: int) -> bool:
    """Whether a side, its forces, a pronoun or an auxiliary stands right before what may be a verb or a noun."""
    if not verb:
        return False
    before = scene.tokens[verb - 1]
    return before.has("side") or before.has("force") or before.word in ("they", "it", "has", "have", "had")


def agent(scene: Scene, start: int, end: int, speaker: Party | None = None) -> Party | None:
    """The side named after "by", or as whose attack it was, between two tokens."""
    end = min(end, len(scene.tokens))
    for index in range(start, end):
        word = scene.tokens[index].word
        if word not in _AGENT_WORDS or word == "to" and scene.word(index - 1) == "according":
            continue
        for step in range(index + 1, min(index + 7, end)):
            token = scene.tokens[step]
            if token.figure is not None or token.word in _AGENT_ENDS:
                break
            side = side_at(scene, step, speaker)
            if side is not None and (word == "by" or not _is_name(scene, step) or _attacks(scene, step)):
                return side
    return None


def _is_name(scene: Scene, index: int) -> bool:
    tag = scene.tokens[index].tag("side")
    return tag is not None and tag.form == "name"


def _attacks(scene: Scene, index: int) -> bool:
    return any(scene.tokens[i].has("act") for i in range(index, min(index + 5, len(scene.tokens))))
