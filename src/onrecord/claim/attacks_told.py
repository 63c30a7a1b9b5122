"""Attacks told of by a noun as firmly as by a verb: what one did, what was harmed in one, who carried one out."""

from __future__ import annotations

from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import Tag, words

_IN_WHICH = frozenset("in by during from".split())  # between what was harmed and the attack
_BEFORE_HARM = frozenset("was were been being is are and or badly heavily severely also".split())
_PASSIVE = frozenset("was were been being are is".split())
_KINDS = frozenset("shelling air_strike missile drone strikes assault other".split())
_ADVERBS = 3  # words between what was harmed and the preposition
_PHRASE = 8  # words of a noun phrase before its head
_BEHIND = 12  # words of what was attacked, before the verb of harm
_LEADING = frozenset("and but that as when while of after".split())  # before a subject
_CARRYING = frozenset("has have had also".split())
_SUBJECTS = frozenset("and but that which as when while has have had".split())
_OVER = frozenset("on in against at near of to into the a an its his their and by from with overnight".split())


def is_told(scene: Scene, index: int, tag: Tag) -> bool:
    """Whether the word of action at token `index` is told of as done, so that no judge is needed."""
    if tag.value not in _KINDS or any(scene.tokens[i].has("modal") for i in range(max(0, index - 8), index)):
        return False
    if tag.form == "word":
        return scene.word(index) in ("came", "comes")  # "came under fire"
    if tag.form == "ed":
        return tag.value in ("shelling", "air_strike") and _is_passive(scene, index)
    if tag.form != "noun":
        return False
    start = _phrase_start(scene, index)
    known = scene.word(index - 1) == "the" and scene.word(index) in words("strikes")  # one told of before
    return not known and (does_harm(scene, index, start) or _is_carried_out(scene, start))


def does_harm(scene: Scene, index: int, start: int | None = None) -> bool:
    """Whether the attack that a noun names is said to have harmed something: whatever its name, a strike."""
    start = _phrase_start(scene, index) if start is None else start
    return _harms(scene, index, start) or _is_harmed_in(scene, start)


def _is_passive(scene: Scene, index: int) -> bool:
    """ "was shelled", "has been repeatedly bombed"."""
    return any(scene.word(i) in _PASSIVE for i in range(index - 2, index))


def _phrase_start(scene: Scene, index: int) -> int:
    """The first token of the noun phrase that ends at `index`: of "a massive Russian missile attack" the article."""
    for step in range(index - 1, max(index - _PHRASE, -1), -1):
        word = scene.word(step)
        if not (word[0].isalnum() or word in ("'s", "’s")) or word in _STOPS or _is_verb(scene, step):
            return step + 1
    return max(index - _PHRASE + 1, 0)


_STOPS = frozenset(
    "in by during from under on at to for of with after before amid against over into and or but that which as when "
    "while was were is are has have had been being said says not up out".split()
)


def _is_verb(scene: Scene, index: int) -> bool:
    token = scene.tokens[index]
    if token.word in words("attacking") or token.word in words("harmed"):
        return True
    return bool(token.tags) and all(tag.form in ("ed", "s", "ing") for tag in token.tags)


def _is_counted(scene: Scene, verb: int) -> bool:
    """ "killed three people", "damaged 29 houses", but not "left thousands without power"."""
    return scene.word(verb) != "left" and scene.tokens[min(verb + 1, len(scene.tokens) - 1)].figure is not None


def _harms(scene: Scene, index: int, start: int) -> bool:
    """ "An overnight drone attack on the port damaged a silo", "shelling that reduced the city to ruins"."""
    before = scene.word(start - 1)
    if scene.word(index - 1) == "the" and scene.word(index) in words("strikes"):
        return False  # "the strike caused a blaze": one told of before
    if before in _STOPS and before not in _LEADING:
        return False
    verb = _verb_of_harm(scene, index)
    return verb is not None and not _is_counted(scene, verb)


def _verb_of_harm(scene: Scene, index: int) -> int | None:
    """The verb of harm whose subject is the noun at `index`, over what was attacked."""
    behind = index + max(scene.tokens[index].width, 1)
    for step in range(behind, min(behind + _BEHIND, len(scene.tokens))):
        word = scene.word(step)
        if word in words("harms"):
            return None if scene.word(step - 1) in ("the", "a", "an") else step
        if word in _CARRYING or step == behind and word in ("that", "which"):
            continue
        if word == "," and scene.word(step + 1) == "which":
            continue
        token = scene.tokens[step]
        if word in _STOPS - _OVER or not word[0].isalnum() or any(tag.form in ("ed", "s") for tag in token.tags):
            return None
    return None


def _is_harmed_in(scene: Scene, start: int) -> bool:
    """ "damaged in a Russian air attack", "came under heavy bombardment"."""
    before = scene.word(start - 1)
    if before == "and":  # "killed by shelling and airstrikes"
        before = scene.word(start - 3)
        start -= 2
    if before == "under":
        return scene.word(start - 2) in ("came", "come", "comes", "coming")
    if before not in _IN_WHICH:
        return False
    harm = next((i for i in range(start - 2, start - 2 - _ADVERBS, -1) if scene.word(i) in words("harmed")), None)
    if harm is None or any(scene.tokens[i].figure is not None for i in range(max(0, harm - _PHRASE), harm)):
        return False
    # "was killed in the attack": of one person, only how he died
    return not (scene.tokens[harm].has("outcome", "killed") and scene.word(harm - 1) == "was")


def _is_carried_out(scene: Scene, start: int) -> bool:
    """ "launched a massive attack", "stepped up its shelling", "unleashed a barrage"."""
    for verb in (start - 1, start - 2):
        said = " ".join(scene.word(i) for i in range(verb, start))
        if said in words("attacking"):
            return _is_finite(scene, verb)
    return False


def _is_finite(scene: Scene, verb: int) -> bool:
    """ "are mounting attacks", "continued to launch attacks", not "before mounting", "to launch", "renewed attacks"."""
    word, before = scene.word(verb), scene.word(verb - 1)
    if word.endswith("ing"):
        return before in _PASSIVE or before == ","
    if before == "to":
        return scene.word(verb - 2) in words("goes_on") or scene.word(verb - 2) == "continue"
    return before not in _STOPS - _PASSIVE - _SUBJECTS and before not in ("the", "a", "an", "their", "its")
