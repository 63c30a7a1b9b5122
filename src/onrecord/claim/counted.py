"""A figure in its sentence: what it counts, and what the sentence says became of that.

The noun decides the category, the predicate what happened: it stands right after the counted noun
("12 drones were shot down"), or somewhere to the left of it, over other members of a list ("shot down
12 drones and two missiles"), or after the list ("two tanks and a gun were lost").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from onrecord.claim.scene import Scene, Token, within
from onrecord.claim.vocabulary import Tag, words
from onrecord.mark.records import Figure

_LIST = 16  # tokens of a list before its last member
_PARTS = 3  # "one of two of the three": how deep parts of parts go
_BARRIERS = frozenset(
    "in on at by near from for with over during since as after before and or but while when which who that were was "
    "are is have has had been being be will would into than because due under against where amid through including "
    "across out per".split()
)
_PASSIVE = frozenset("was were been being are is be got".split())
_DETERMINERS = frozenset("the a an this that its their his latest".split())
_PREPOSITIONS = frozenset("in on at near during after amid by for over since from under with".split())
FLYING = frozenset({"drone", "cruise_missile"})
PREDICATES = ("outcome", "launch", "repelled", "act")
# Behind a participle of sending, which so tells of what was sent.
_SENT = frozenset("at by on from against in into toward towards over during overnight".split())
# Units in which no things are counted.
MEASURES = frozenset("km km2 sq_mi ha mile m usd eur".split())


@dataclass(frozen=True, slots=True)
class Counted:
    """`index` is the figure's token, `noun` the head's (None when it is left out), `after` the first token
    behind the noun phrase; `kind` is the noun's tag: group "noun", "act" or "outcome"."""

    index: int
    figure: Figure
    noun: int | None
    kind: Tag | None
    after: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """The token that says what happened, and how the figure stands to it."""

    index: int
    tag: Tag
    role: Literal["object", "subject", "self"]


def counted(scene: Scene, index: int) -> Counted:
    """What the figure at token `index` counts, by the noun phrase behind it."""
    figure = scene.tokens[index].figure
    assert figure is not None
    if scene.word(index - 1) == "of" and scene.word(index - 2) == "one":  # of "one of four missiles" one is counted
        figure = replace(figure, value=Decimal(1), low=Decimal(1), high=Decimal(1), bound="exact")
    at = index
    for _ in range(_PARTS):
        at = part_of(scene, at) or at
    noun, kind, after = _noun_behind(scene, at)
    if noun is None and at != index:  # "34 drones out of 50"
        noun, kind, _ = _noun_behind(scene, index)
        after = at + 1
    if kind is not None and kind.value in FLYING and (mixed := _mixed_with(scene, kind, after)) is not None:
        kind, after = kind._replace(value="air_weapon"), mixed
    return Counted(index, figure, noun, kind, after)


def _mixed_with(scene: Scene, kind: Tag, after: int) -> int | None:
    """Behind "and missiles" of "89 drones and missiles", weapons of two kinds under one figure; None where one."""
    if scene.word(after) not in ("and", "or") or after + 1 >= len(scene.tokens):
        return None
    other = scene.tokens[after + 1]
    tag = other.tag("noun")
    mixed = tag is not None and tag.value in FLYING and tag.value != kind.value and other.word.endswith("s")
    return after + 1 + other.width if mixed else None


def _noun_behind(scene: Scene, index: int) -> tuple[int | None, Tag | None, int]:
    """The head of the noun phrase behind a figure, its tag, and the first token behind the phrase."""
    noun, kind, position, limit = None, None, index + 1, index + 10
    while position < min(limit, len(scene.tokens)):
        token = scene.tokens[position]
        if token.figure is not None or token.time is not None:
            break
        tag = _noun_tag(token)
        if tag is not None:
            if noun is not None and tag.form != "noun" and tag.group != "outcome":
                break
            noun, kind = position, tag
            position += token.width
            if _only_modifies(scene, token, position):
                return position, None, position + 1
            continue
        if noun is not None and not (token.word == "'s" or token.has("side")):
            if token.word == "of" and _noun_after_of(scene, position):
                position += 1
                continue
            break
        if not token.word[0].isalnum() and token.word not in ('"', "“", "”", "'"):
            break
        if token.word in _BARRIERS or _is_verb(token) and not _describes(scene, index, position):
            break
        position += 1
    return noun, kind, index + 1 if noun is None else noun + scene.tokens[noun].width


def _describes(scene: Scene, figure: int, index: int) -> bool:
    """ "2,900 destroyed Russian tanks": a participle between the figure and what is counted."""
    tag = scene.tokens[index].tag("outcome")
    if (
        tag is None
        or (tag.value not in ("destroyed", "wounded") or tag.form != "ed")
        and scene.word(index) != "dead"
        or index != figure + 1
        or index + 1 >= len(scene.tokens)
    ):
        return False
    following = scene.tokens[index + 1]
    return following.has("side") or _noun_tag(following) is not None


def part_of(scene: Scene, index: int) -> int | None:
    """The figure's token of which this one is a part: "4 out of 5 missiles", "26 of the 57 drones"."""
    if scene.word(index + 2) == "out" and scene.tokens[index + 1].has("noun"):
        index += 1  # "34 drones out of 50"
    if scene.word(index + 1) not in ("of", "out"):
        return None
    for step in range(index + 2, min(index + 7, len(scene.tokens))):
        if scene.tokens[step].figure is not None:
            return step
        if scene.word(step) not in ("of", "the", "all", "some", "a", "total", "these", "those"):
            return None
    return None


def is_whole(scene: Scene, index: int) -> bool:
    """Whether the figure at token `index` is what another one is a part of: "29 of the 37", "Of 37 missiles, 29"."""
    if any(part_of(scene, i) == index for i in within(scene.figures, index - 7, index)):
        return True
    before = index - 2 if scene.word(index - 1) in ("the", "these", "those") else index - 1
    if scene.word(before) != "of" or scene.word(before - 1).isalnum() and scene.word(before - 1) != "out":
        return False
    parts = within(scene.figures, index + 1, index + 12)
    return any("," in (scene.word(i - 1), scene.word(i - 2), scene.word(i - 3)) for i in parts[:2])


def is_rest(scene: Scene, index: int) -> bool:
    """Whether the figure counts those that nothing became of: "downed all but 26 drones"."""
    return scene.word(index - 1) == "but" and scene.word(index - 2) == "all"


def _only_modifies(scene: Scene, token: Token, position: int) -> bool:
    """Whether a singular noun is only the first half of a compound whose head is unknown ("14 civilian objects")."""
    if position >= len(scene.tokens) or scene.word(position - 1).endswith(("s", "men", "children", "people")):
        return False
    following = scene.tokens[position]
    return (
        not following.tags
        and following.word.endswith("s")
        and following.word not in _NO_HEADS
        and following.word.isalpha()
    )


_NO_HEADS = frozenset("was has is as this us its his does across".split())


def _noun_tag(token: Token) -> Tag | None:
    """The tag by which a token can be what is counted; a plain verb form is none."""
    for tag in token.tags:
        if tag.group == "outcome" and tag.form == "word":
            return tag
    return next((tag for tag in token.tags if tag.group in ("noun", "act") and tag.form in ("noun", "word")), None)


def _noun_after_of(scene: Scene, position: int) -> bool:
    """ "units of armoured equipment", "dozens of Russian drones": the noun behind "of" is the one counted."""
    head = scene.tokens[position - 1]
    return head.word in ("units", "unit", "pieces", "piece", "groups", "types", "members", "kinds")


def _is_verb(token: Token) -> bool:
    return any(
        tag.form in ("ed", "ing", "s", "base") for tag in token.tags if tag.group in (*PREDICATES, "control", "area")
    ) and not any(tag.form == "noun" for tag in token.tags)


def predicate(scene: Scene, what: Counted) -> Predicate | None:
    """What happened to (or was done with) the things counted, by the nearest word that says so."""
    if what.kind is not None and what.kind.group == "outcome":
        assert what.noun is not None
        return Predicate(what.noun, what.kind, "self")
    described = _described(scene, what)
    if described is not None:
        return described
    right = _right(scene, what)
    if right is not None and right.tag.group != "outcome":  # "shot down all 18 missiles fired at Kyiv"
        left = _left(scene, what)
        if left is not None and left.tag.group == "outcome" and left.role == "object":
            if what.index - left.index <= 4 or _lists(scene, left.index, what.index):
                return left
        right = _downed_behind(scene, what, right) or right
    return right or _left(scene, what) or _right_over_list(scene, what)


def _downed_behind(scene: Scene, what: Counted, sent: Predicate) -> Predicate | None:
    """What became of those of whom a participle says that they were sent: "all 18 missiles fired at Kyiv were
    intercepted"; of a part of them it tells nothing ("most of the 13 missiles fired")."""
    if sent.tag.group not in ("launch", "act") or sent.tag.form != "ed":
        return None
    if what.index and "of" in (scene.word(what.index - 1), scene.word(what.index - 2)):
        return None
    behind = sent.index + scene.tokens[sent.index].width
    for index in range(behind, min(behind + 12, len(scene.tokens))):
        token = scene.tokens[index]
        if token.figure is not None or not token.word[0].isalnum() or token.word in ("and", "but", "that", "which"):
            return None
        tag = token.tag("outcome")
        if tag is not None:
            passive = any(scene.word(i) in _PASSIVE for i in range(index - 2, index))
            return Predicate(index, tag, "subject") if passive and tag.form in ("ed", "word") else None
    return None


def _lists(scene: Scene, verb: int, figure: int) -> bool:
    """Whether nothing but other members of a list stands between a verb and a figure: "shot down four missiles and 37
    drones launched at Kyiv"."""
    between = scene.tokens[verb + scene.tokens[verb].width : figure]
    if not any(tag.group == "outcome" and tag.form in ("ed", "ing", "s", "base") for tag in scene.tokens[verb].tags):
        return False
    if not 0 < len(between) <= _LIST or between[-1].word not in (",", "and"):
        return False
    return not any(
        token.word in _BARRIERS - {"and"} or token.time is not None or token.has("outcome") for token in between
    )


def _described(scene: Scene, what: Counted) -> Predicate | None:
    """What a participle between the figure and its noun says: "2,900 destroyed Russian tanks"."""
    index = what.index + 1
    if what.noun is None or what.noun < index or not _describes(scene, what.index, index):
        return None
    tag = scene.tokens[index].tag("outcome")
    return Predicate(index, tag, "subject") if tag is not None else None


def _right(scene: Scene, what: Counted) -> Predicate | None:
    """A passive or reduced participle right behind the noun phrase, or an intransitive verb."""
    passive, behind_preposition, index = False, False, what.after
    for _ in range(14):
        if index >= len(scene.tokens):
            return None
        token = scene.tokens[index]
        if token.figure is not None and scene.word(index - 1) == "including" and what.noun is not None:
            _, _, index = _noun_behind(scene, index)  # "nine people including two children were wounded"
            continue
        if token.figure is not None or token.word in (";", ":", "."):
            return None
        if token.word == ",":
            skipped = _aside(scene, index)
            if skipped is None:
                return None
            index = skipped
            continue
        if not passive and token.word in ("and", "or", "but", "while", "as"):
            return None
        behind_preposition = behind_preposition or token.word in _PREPOSITIONS
        passive = passive or token.word in _PASSIVE
        if (hurt := _suffered(scene, index)) is not None:
            return Predicate(hurt, Tag("outcome", "wounded", "ed"), "subject")
        tag = next((tag for tag in token.tags if tag.group in PREDICATES and tag.form != "noun"), None)
        if token.word == "not" and passive:
            return None  # "were not shot down"
        if tag is not None and tag.form == "ing" and passive:
            return Predicate(index, tag, "subject")
        if tag is not None and _is_finite(tag):
            told = passive or _tells_of_subject(scene, index, tag, behind_preposition)
            return Predicate(index, tag, "subject") if told else None
        if token.word in ("that", "which", "who") and index > what.after + 1:
            return None
        index += token.width
    return None


def _suffered(scene: Scene, index: int) -> int | None:
    """The noun of harm behind a verb of suffering: "seven people sustained shrapnel wounds"."""
    if scene.word(index) not in words("suffers"):
        return None
    return next((i for i in range(index + 1, index + 4) if scene.word(i) in words("harm_nouns")), None)


def _is_finite(tag: Tag) -> bool:
    """Whether a tag is a form that ends the search for what happened to a subject."""
    if tag.group == "outcome" and tag.form in ("base", "s"):
        return tag.value in ("killed", "destroyed")
    return tag.form != "ing"


def _tells_of_subject(scene: Scene, index: int, tag: Tag, behind_preposition: bool) -> bool:
    """Whether a word behind a noun phrase tells of it without an auxiliary: "12 dead", "12 drones downed over Kyiv",
    "three soldiers died", "12 drones attacked"."""
    token = scene.tokens[index]
    if tag.form == "word":
        return token.word in ("dead", "irrevocably", "shot", "killed")
    if tag.group == "outcome" and tag.form == "ed" and not _has_object(scene, index + token.width):
        return True
    if token.word in ("die", "dies", "died", "perished") or token.word in words("perishes"):
        return True
    if tag.group == "launch":  # "two missiles launched at Odesa", "11 missiles fired by Russia"
        return tag.form == "ed" and scene.word(index + token.width) in _SENT
    return tag.group == "act" and not behind_preposition


def _aside(scene: Scene, comma: int) -> int | None:
    """Over ", including four children," to the token behind it; None when the comma ends the phrase."""
    if comma + 1 >= len(scene.tokens):
        return None
    including = scene.tokens[comma + 1].word in ("including", "mostly", "among", "which")
    for index in range(comma + 1, min(comma + (14 if including else 7), len(scene.tokens))):
        token = scene.tokens[index]
        if token.word == ",":
            return index + 1
        if not including and (token.figure is not None or token.has("outcome") or token.has("noun")):
            return None
    return None


def _has_object(scene: Scene, index: int) -> bool:
    """Whether a noun or a figure follows at once, so that the verb before is an active one."""
    for step in range(index, min(index + 4, len(scene.tokens))):
        token = scene.tokens[step]
        if token.figure is not None:
            return True
        if token.word in _BARRIERS or not token.word[0].isalnum():
            return False
        if token.has("noun"):
            return True
    return False


def _left(scene: Scene, what: Counted) -> Predicate | None:
    """The nearest word to the left that governs the figure, over other members of a list."""
    including = False
    for index in range(what.index - 1, max(what.index - 46, -1), -1):
        token = scene.tokens[index]
        if token.word in (";", "•", "while", "whereas") or token.word == "." and index < what.index - 1:
            return None
        if token.word == "that" and scene.word(index - 1) in words("says"):
            return None  # "launched 14 missiles, adding that 10 missiles and 81 drones were shot down"
        including = including or token.word in ("including", "among")
        for tag in token.tags:
            if tag.group not in PREDICATES:
                continue
            if tag.group in ("act", "launch") and _is_noun(scene, index, tag) and not _nominal(scene, index, what):
                continue
            if tag.group == "outcome" and tag.form == "ed" and _belongs_left(scene, index):
                if including:  # "heavy weapons were destroyed, including 40 jets"
                    return Predicate(index, tag, "subject")
                continue
            return Predicate(index, tag, "object")
    return None


def _is_noun(scene: Scene, index: int, tag: Tag) -> bool:
    """Whether a word of action is a noun here: "the attack", "a drone attack"."""
    if tag.form == "noun" or not any(other.form == "noun" for other in scene.tokens[index].tags):
        return tag.form == "noun"
    if scene.word(index + max(scene.tokens[index].width, 1)) in words("attack_compounds"):
        return True  # "one-way attack drones"
    before = scene.tokens[index - 1] if index else None
    if tag.form == "base" and before is not None and (before.place is not None or _is_adjective(before)):
        return True  # "the Kryvyi Rih strike", "a Russian strike"
    return scene.word(index - 1) in _DETERMINERS or index > 0 and scene.tokens[index - 1].has("noun")


def _is_adjective(token: Token) -> bool:
    side = token.tag("side")
    return side is not None and side.form == "adjective"


def _nominal(scene: Scene, index: int, what: Counted) -> bool:
    """A noun of action governs a figure only over "with", "of", "using", before it or the first of its list: "an attack
    with 12 drones", "strikes on Kyiv with 12 drones and two missiles", not "a strike in the town of Lyman killed 12".
    """
    for i in range(index + 1, what.index):
        if scene.tokens[i].word not in ("with", "of", "using", "involving", "by"):
            continue
        near = within(scene.figures, i + 1, i + 5)
        if near and not within(scene.places, i + 1, near[0]):
            return True
    return False


def _belongs_left(scene: Scene, index: int) -> bool:
    """Whether the participle is the passive of an earlier figure ("3 were killed and ...")."""
    if any(scene.word(step) in ("was", "were", "been", "be", "are", "being") for step in range(index - 3, index)):
        return True
    return index > 0 and scene.tokens[index - 1].figure is not None


def _right_over_list(scene: Scene, what: Counted) -> Predicate | None:
    """After the list: "two tractors and three trailers were burned"."""
    if scene.word(what.after) not in (",", "and", "or", "/"):
        return None
    for index in range(what.after, min(what.after + 40, len(scene.tokens))):
        token = scene.tokens[index]
        if token.word in (";", ".", "while", "but", "when", "that", "with"):
            return None
        if token.word in ("was", "were", "been", "being", "are"):
            for step in range(index + 1, min(index + 5, len(scene.tokens))):
                for tag in scene.tokens[step].tags:
                    if tag.group in PREDICATES and tag.form in ("ed", "word", "ing"):
                        return Predicate(step, tag, "subject")
            return None
        for tag in token.tags:
            if tag.group == "outcome" and tag.form == "ed" and not _has_object(scene, index + token.width):
                return Predicate(index, tag, "subject")
            if tag.group == "act" and tag.form == "ed" and what.kind is not None and what.kind.value in FLYING:
                return Predicate(index, tag, "subject")  # "40 drones and two missiles struck Kyiv"
    return None
