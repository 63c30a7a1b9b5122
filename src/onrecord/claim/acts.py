"""Words of action ("shelled", "missile strikes", "assaults"): verb or noun, and the contract's kind of activity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from onrecord.claim.attacks_told import does_harm
from onrecord.claim.clauses import clause
from onrecord.claim.counted import Counted
from onrecord.claim.scene import Scene, Token
from onrecord.claim.vocabulary import Tag, words, words_by_kind
from onrecord.model.claim import What

# The category of a weapon as a noun -> the activity of using it.
WEAPONS: dict[str, What] = {
    "drone": "drone",
    "cruise_missile": "missile",
    "bomb": "air_strike",
    "shell": "shelling",
    "air_weapon": "other",
    "mlrs": "shelling",
}
NEAR = frozenset({"assault", "clash", "shelling"})  # done from no further than guns reach
FLYING = ("drone", "cruise_missile", "bomb")
_VERBAL = frozenset(
    "are is were was be been again continue continued continues keep kept to also still not they it he who which "
    "and".split()
)


def act_tag(scene: Scene, index: int) -> Tag:
    """The tag of action of a token that has one; "shelling" is a noun unless an auxiliary or who acts stands before."""
    tags = [tag for tag in scene.tokens[index].tags if tag.group == "act"]
    noun = next((tag for tag in tags if tag.form in ("noun", "word")), None)
    verb = next((tag for tag in tags if tag.form not in ("noun", "word")), None)
    if noun is None or verb is None or not index:
        return noun or tags[0]
    if scene.word(index - 1) == "and" and _modifies(scene.word(index - 2)) is not None:
        return noun  # "artillery and airstrikes"
    return verb if _makes_verb(scene.tokens[index - 1]) else noun


def _makes_verb(before: Token) -> bool:
    """Whether what follows is a verb: behind an auxiliary, or behind who acts."""
    if (before.has("noun", "drone") or before.has("noun", "cruise_missile")) and not before.word.endswith("s"):
        return False  # "a drone assault"
    if before.word in _VERBAL or before.has("force") or before.has("noun", "military"):
        return True
    side = before.tag("side")
    return side is not None and side.form in ("name", "label") and not before.word.endswith("'s")


# ---- counted ----------------------------------------------------------------------------------------------------


def kind_of_counted(scene: Scene, what: Counted, value: str) -> What:
    """The contract's word; a strike of unsaid kind takes that of its means, when the clause names one."""
    low, high = clause(scene, what.index)
    if value == "strikes":
        if any(scene.word(i) in words("aviation") and i not in scene.speakers for i in range(low, high)):
            return "air_strike"
        for index in range(low, high):
            tag = scene.tokens[index].tag("noun")
            if tag is not None and tag.value in FLYING:
                return WEAPONS[tag.value]
        return "other"
    if value == "assault":
        numbered = _numbered(scene, low, what.index)
        if numbered is not None:
            return numbered
        if any(_is_by_guns(scene, i) for i in range(max(low, what.index - 12), min(high, what.after + 8))):
            return "shelling"
    return cast(What, value)


def _is_by_guns(scene: Scene, index: int) -> bool:
    """ "12 attacks from mortars and artillery", "artillery carried out 12 attacks": by guns, not on them."""
    if scene.word(index) not in words("guns"):
        return False
    return not any(scene.tokens[i].figure is not None for i in range(max(0, index - 3), index))


def _numbered(scene: Scene, low: int, high: int) -> What | None:
    """ "The number of shellings rose to 530 attacks": the noun told before decides."""
    for index in range(low, high):
        tag = scene.tokens[index].tag("act")
        if tag is not None and tag.form == "noun" and tag.value != "strikes":
            if scene.word(max(0, index - 2)) in ("number", "total"):
                return cast(What, tag.value)
    return None


# ---- without a figure -------------------------------------------------------------------------------------------


def kinds_of_plain(scene: Scene, index: int, value: str, floor: int, ceiling: int) -> list[What]:
    """The activities that a word of action tells of: several where kinds are listed ("air and artillery strikes")."""
    form = act_tag(scene, index).form
    if form == "noun":
        weapon = _compound(scene, index) if value in ("strikes", "assault") else None
        if weapon is not None:
            return [weapon]
        if value == "assault" and scene.word(index) in words("attacks"):
            following = scene.tokens[index + 1] if index + 1 < len(scene.tokens) else None
            hits = following is not None and any(t.value == "strikes" and t.form in ("ed", "s") for t in following.tags)
            if hits or _is_on_rear(scene, index, ceiling) or does_harm(scene, index):
                return ["other"]
        if value in ("strikes", "air_strike", "missile", "drone", "shelling"):
            listed = _listed(scene, index)
            if listed:
                return _mixed([*listed, *([cast(What, value)] if value != "strikes" else [])])
        if value in ("shelling", "strikes") and scene.word(index + 1) == "of":
            weapons = _weapons(scene.tokens[index + 2 : index + 5])
            if weapons:
                return weapons if len(weapons) == 1 else ["other"]
    else:
        if value in ("shelling", "assault"):
            subjects = _weapon_subjects(scene, index, floor)
            if subjects:
                return _mixed(subjects)
        if value == "assault":
            means = _means(scene, index, ceiling)
            if means:
                return _mixed(means)
            if not scene.word(index).startswith(("try", "tri", "attempt")):
                if any(scene.word(i) in words("rear") for i in range(index + 1, min(index + 7, ceiling))):
                    return ["other"]  # no position of troops is attacked: a strike, of unsaid kind
    if value != "strikes":
        return [cast(What, value)]
    attack = _attack_before(scene, index, floor) if form != "noun" else None
    if attack is not None:
        return [attack]
    near = range(max(floor, index - 8), min(ceiling, index + 10))
    around = {scene.word(i) for i in near if not scene.tokens[i].has("noun", "air_defence")}
    kinds = [cast(What, kind) for kind, named in words_by_kind("strike_means").items() if named & around]
    return _mixed(kinds) or ["other"]


def _compound(scene: Scene, index: int) -> What | None:
    """The weapon that a noun of attack is made up with: "Shahed drone attacks"."""
    for step in range(index - 1, max(index - 4, -1), -1):
        token = scene.tokens[step]
        tag = token.tag("noun")
        if tag is not None and tag.value in FLYING and step + token.width == index and not token.word.endswith("s"):
            return WEAPONS[tag.value]
    return None


def _is_on_rear(scene: Scene, index: int, ceiling: int) -> bool:
    """ "attacks on civilian infrastructure", "an attack against the port": far from any front."""
    if scene.word(index + 1) not in ("on", "against"):
        return False
    return any(scene.word(i) in words("rear") for i in range(index + 2, min(index + 8, ceiling)))


def _attack_before(scene: Scene, index: int, floor: int) -> What | None:
    """ "Massive shelling targeted the grid": the kind of the attack that is the verb's subject."""
    for step in range(index - 1, max(floor - 1, index - 4), -1):
        token = scene.tokens[step]
        tag = next((tag for tag in token.tags if tag.group == "act" and tag.form == "noun"), None)
        if tag is not None and tag.value in ("shelling", "missile", "drone", "air_strike"):
            return cast(What, tag.value)
        if token.word not in ("has", "have", "also", "had", "again", '"', "”"):
            return None
    return None


def _mixed(kinds: Iterable[What]) -> list[What]:
    """Each kind once; drones and missiles together, without figures, are one of unsaid kind."""
    once = list(dict.fromkeys(kinds))
    return ["other"] if set(once) == {"missile", "drone"} else once


def _weapons(tokens: Iterable[Token]) -> list[What]:
    """The kinds of the weapons, or of the attacks with them, among the tokens."""
    kinds: list[What] = []
    for token in tokens:
        for tag in token.tags:
            if tag.group == "noun" and tag.value in FLYING:
                kinds.append(WEAPONS[tag.value])
            elif tag.group == "act" and tag.value in ("drone", "missile", "air_strike"):
                kinds.append(cast(What, tag.value))
    return list(dict.fromkeys(kinds))


def _listed(scene: Scene, index: int) -> list[What]:
    """The kinds coordinated before a noun of action: "air, artillery, and missile strikes"."""
    kinds: list[What] = []
    for step in range(index - 1, max(index - 8, -1), -1):
        kind = _modifies(scene.word(step))
        if kind is not None:
            kinds.insert(0, kind)
        elif scene.word(step) not in (",", "and", "/"):
            break
    return kinds


def _modifies(word: str) -> What | None:
    """The kind of strike that a word before the noun names."""
    return next((cast(What, kind) for kind, named in words_by_kind("modifiers").items() if word in named), None)


def weapons_attack(scene: Scene, index: int) -> bool:
    """ "after drones attacked it": whoever sent them, an attack is told of."""
    return bool(_weapon_subjects(scene, index, 0))


def _weapon_subjects(scene: Scene, index: int, floor: int) -> list[What]:
    """ "Russian missiles and drones pummel the city": the weapons themselves do it."""
    found: list[Token] = []
    for step in range(index - 1, max(floor - 1, index - 7), -1):
        token = scene.tokens[step]
        article = step - 2 if step and scene.tokens[step - 1].has("side") else step - 1  # "a Ukrainian drone"
        many = token.word.endswith("s") or scene.word(article) in ("a", "an", "the", "another")
        if many and token.figure is None and (token.has("noun", "drone") or token.has("noun", "cruise_missile")):
            found.insert(0, token)
        elif token.word not in ("and", ",", "have", "has", "had", "also", "again") and not token.word.endswith("ly"):
            break
    return _weapons(found)


def _means(scene: Scene, index: int, ceiling: int) -> list[What]:
    """The weapons named behind "with", "using" or "by" after a verb of attack: "attacked the city with drones"."""
    found: list[What] = []
    for step in range(index + 1, min(index + 16, ceiling)):
        if scene.word(step) not in ("with", "using", "by", "from"):
            continue
        for near in range(step + 1, min(step + 9, ceiling)):
            tag = scene.tokens[near].tag("noun")
            if tag is not None and tag.value in WEAPONS:
                found.append(WEAPONS[tag.value])
            elif scene.word(near) in ("artillery", "mortars"):
                found.append("shelling")
    return list(dict.fromkeys(found))
