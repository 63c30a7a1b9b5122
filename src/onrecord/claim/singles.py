"""One thing lost, named without a figure: "destroyed an ammunition depot", "Russian warship sinks"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from onrecord.claim.counted import Counted, Predicate, predicate
from onrecord.claim.scene import Scene, within
from onrecord.claim.vocabulary import words
from onrecord.mark.records import Figure

_ARTICLES = frozenset({"a", "an", "another"})
_PEOPLE = frozenset({"military", "civilian", "people"})
_LOST = frozenset({"destroyed", "downed", "killed", "wounded"})
# Before a noun, these lead a phrase that names nothing new, or nothing that was acted on.
_KNOWN = frozenset("the its his her their this that by from with of per no any every each".split())
_STARTS = frozenset("and or in on at to for near over after as when which that who were was is are been".split())
_NOT_PLURAL = frozenset("was is has as across".split())


def singles(scene: Scene) -> Iterator[tuple[Counted, Predicate]]:
    """Each such thing as if counted by "one", with what became of it; people joined by "and" together ("a woman and a
    child were killed")."""
    if "outcome" not in scene.groups:
        return
    last: tuple[Counted, Predicate] | None = None
    for what, how in _each(scene):
        if last is not None and _are_together(scene, last, (what, how)):
            last = (replace(last[0], figure=_sum(last[0].figure), after=what.after), how)
            continue
        if last is not None:
            yield last
        last = what, how
    if last is not None:
        yield last


def _are_together(scene: Scene, one: tuple[Counted, Predicate], other: tuple[Counted, Predicate]) -> bool:
    kinds = one[0].kind, other[0].kind
    if None in kinds or kinds[0].value not in _PEOPLE or kinds[0].value != kinds[1].value:  # type: ignore[union-attr]
        return False
    return one[1].index == other[1].index and all(
        scene.word(i) in ("and", ",") for i in range(one[0].after, other[0].index)
    )


def _sum(figure: Figure) -> Figure:
    """The figure of so many and one more."""
    value = (figure.value or Decimal(1)) + 1
    return replace(figure, value=value, low=value, high=value)


def _each(scene: Scene) -> Iterator[tuple[Counted, Predicate]]:
    for noun in scene.find("noun"):
        token = scene.tokens[noun]
        tag = token.tag("noun")
        if tag is None or tag.form != "noun" or noun in scene.speakers or not _is_single(scene, noun):
            continue
        start = _phrase_start(scene, noun)
        if start is None:
            continue
        if tag.value in _PEOPLE and scene.word(start) not in _ARTICLES and not _heads_line(scene, start):
            continue
        what = Counted(start, _one(scene, noun), noun, tag, noun + token.width)
        how = predicate(scene, what)
        if how is None or how.tag.group != "outcome":
            continue
        lost = how.tag.value == "lost" and how.role == "object" and scene.word(start) in _ARTICLES
        if not lost and how.tag.value not in _LOST:
            continue
        if how.role == "object" and (how.tag.form == "word" or start - how.index > _reach(scene, start)):
            continue
        yield what, how


def _reach(scene: Scene, start: int) -> int:
    """How far before a thing its verb may stand: further over the things of a list ("two tanks, a gun and a truck")."""
    return 30 if scene.word(start - 1) in (",", "and") and within(scene.figures, start - 8, start) else 10


def _one(scene: Scene, noun: int) -> Figure:
    token = scene.tokens[noun]
    return Figure(
        span=token.span, number=token.span, value=Decimal(1), low=Decimal(1), high=Decimal(1), unit=token.word,
        noun=token.span, bound="exact",
    )  # fmt: skip


def _heads_line(scene: Scene, start: int) -> bool:
    """Whether the noun stands where headlines leave their article out: "Civilian killed, 8 wounded"."""
    return start == 0 or scene.word(start - 1) in (":", "-", "–", "—", "|")


def _is_single(scene: Scene, noun: int) -> bool:
    """Whether the noun stands in the singular as the head of its phrase."""
    after = noun + scene.tokens[noun].width
    last = scene.word(after - 1)
    if last.endswith("s") or last in words("collectives"):
        return False
    if after >= len(scene.tokens):
        return True
    following = scene.tokens[after]
    if following.word.startswith(("'", "-")):
        return False
    if following.has("noun") or following.has("force") or following.has("act"):
        return False
    heads = following.word.endswith("s") and following.word.isalpha() and following.word not in _NOT_PLURAL
    return bool(following.tags) or not heads


def _is_named(scene: Scene, noun: int) -> bool:
    """ "the Russian landing ship Orsk": a ship called by its name behind."""
    after = noun + scene.tokens[noun].width
    ship = scene.tokens[noun].has("noun", "ship") or scene.tokens[noun].has("noun", "submarine")
    return ship and after < len(scene.tokens) and scene.tokens[after].text[:1].isupper()


def _phrase_start(scene: Scene, noun: int) -> int | None:
    """The first token of the noun's phrase; None when a figure, "the", a possessive or a preposition leads it."""
    start = noun
    while start > 0 and noun - start < 7:
        token = scene.tokens[start - 1]
        if token.word == "the" and _is_named(scene, noun):
            return start - 1
        if token.figure is not None or token.word in _KNOWN:
            return None
        if token.word in _ARTICLES:
            return start - 1
        owner = token.has("side") and not token.word.endswith(("'s", "s'"))
        plain = not token.tags and token.text[:1].isalnum() and token.word not in _STARTS
        if not (owner or plain or token.has("noun")):
            break
        start -= 1
    if start == 0:
        return start
    before = scene.tokens[start - 1]
    return start if not before.word[0].isalnum() or before.tags or before.word in ("and", "or") else None
