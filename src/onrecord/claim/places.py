"""Which places of a clause a claim is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.claim.acts import act_tag
from onrecord.claim.scene import REACH, Scene, within
from onrecord.claim.vocabulary import words
from onrecord.mark.records import PlaceMark
from onrecord.model import Place

_LEADING = frozenset(
    "in near around at toward towards into from on over for outside inside within throughout across along through "
    "to".split()
)
_LEADING_NEAR = frozenset("in near of around at toward towards across".split())
# Between two places of one list.
_LINKS = frozenset(
    [
        ",",
        *"and or as well near in the around of at from to toward towards into within also both nearby further farther "
        "village villages town towns settlement settlements city area areas outskirts central eastern western northern "
        "southern northeastern northwestern southeastern southwestern north south east west northeast northwest "
        "southeast southwest north-east north-west south-east south-west".split(),
    ]
)
_WAYS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
_INSIDE = frozenset("in of within inside".split())  # before the region that a place lies in
# Kinds of the place that "the city" or "the area" behind a predicate may mean, and how many marks back it may stand.
_MEANT = {
    **dict.fromkeys(("city", "town", "village", "settlement", "port"), ("settlement",)),
    **dict.fromkeys(("region", "oblast", "province"), ("oblast",)),
    "area": ("settlement", "oblast", "direction"),
}
_RECENT = 6
_AROUND = frozenset("in near around across along inside within outside throughout".split())
_MEASURES = ("percent", "km", "km2", "sq_mi", "ha", "m")
_REGIONS = frozenset({"oblast", "raion", "country", "region", "direction"})


def place_at(scene: Scene, index: int) -> Place:
    """The place of a token that is one."""
    token = scene.tokens[index]
    mark = token.place
    assert mark is not None
    return _place(mark, token.text)


def _place(mark: PlaceMark, written: str) -> Place:
    return Place(
        name=mark.name,
        as_written=written,
        id=mark.id,
        oblast=mark.oblast,
        lat=mark.lat,
        lon=mark.lon,
        candidates=mark.candidates,
    )


def meant_place(scene: Scene, marks: Sequence[PlaceMark], index: int, floor: int, ceiling: int) -> list[Place]:
    """The place meant by "the city" or "the region" behind token `index`, else before it in its clause: the last of its
    kind named in the text before, as a list of one or none."""
    for step in (*range(index + 1, min(index + 8, ceiling)), *range(index - 1, max(index - 8, floor), -1)):
        kinds = _MEANT.get(scene.word(step))
        if (
            kinds is None
            or "the" not in (scene.word(step - 1), scene.word(step - 2))
            or scene.word(step + 1) in ("of", "where")
        ):
            continue
        behind = bisect_left(marks, scene.tokens[step].start, key=lambda mark: mark.span.start)
        for mark in reversed(marks[max(0, behind - _RECENT) : behind]):
            if mark.kind in kinds:
                return [_place(mark, mark.span.of(scene.text))]
        return []
    return []


def place_near(scene: Scene, index: int, floor: int, ceiling: int) -> Place | None:
    """The place nearest behind token `index` in its clause, else the nearest before it. A side's own name ("Russia
    lost", "Kyiv said") is no place unless a preposition makes it one."""

    def is_spot(at: int) -> bool:
        return not scene.tokens[at].has("side") or scene.word(at - 1) in _LEADING_NEAR

    after = next((i for i in within(scene.places, index + 1, ceiling) if is_spot(i)), None)
    if after is not None:
        return place_at(scene, after)
    before = next((i for i in reversed(within(scene.places, floor, index)) if is_spot(i)), None)
    return place_at(scene, before) if before is not None else None


def _antecedent(scene: Scene, index: int, floor: int) -> list[Place]:
    """The place for which the pronoun of a relative clause stands: "Crimea, which Russia annexed in 2014"."""
    step = next((i for i in range(index - 1, max(floor, index - 8) - 1, -1) if scene.word(i) in ("which", "that")), 0)
    at = step - 2 if scene.word(step - 1) == "," else step - 1
    if step < 1 or at < 0 or scene.tokens[at].place is None or index - step < 2:
        return []
    return [place_at(scene, at)]


def places_of(scene: Scene, index: int, floor: int, ceiling: int) -> list[Place]:
    """The places of what a predicate at `index` tells: those behind it, a list as several; else the nearest before."""
    found: list[int] = []
    depth, last, counted = 0, index, None
    for step in range(index + 1, ceiling):
        token = scene.tokens[step]
        if token.word == "(":
            depth += 1
        elif token.word == ")":
            depth = max(0, depth - 1)
        elif token.place is not None and depth == 0:
            if found and _is_container(scene, last, step):
                last = step
                continue
            if found and not _coordinated(scene, last, step):
                break
            if counted is not None and not found and _holds_counted(scene, step):
                break
            if _is_spot(scene, step):
                found.append(step)
                last = step
        elif not found and counted is None and is_counted(scene, step):
            counted = step
        elif not found and (step > index + 16 or step > index + 2 and _is_other_predicate(scene, step)):
            break
    if found:
        return [place_at(scene, i) for i in found]
    if counted is not None:
        return [_counted_place(scene, counted)]
    return last_places(scene, floor, index) or _antecedent(scene, index, floor)


def last_places(scene: Scene, floor: int, index: int) -> list[Place]:
    """The last place from token `floor` up to `index`, with those that it ends the list of."""
    found: list[int] = []
    for i in reversed(within(scene.places, max(floor, index - REACH), index)):
        if found and not _coordinated(scene, i, found[-1]):
            break
        if _is_spot(scene, i):
            found.append(i)
        elif found:
            break
    if not found:
        for i in reversed(within(scene.figures, max(floor, index - 6), index)):
            if is_counted(scene, i):  # "eight settlements were liberated"
                return [_counted_place(scene, i)]
    return [place_at(scene, i) for i in reversed(found)]


def is_counted(scene: Scene, index: int) -> bool:
    """Whether the token counts settlements without naming them: "12 settlements", "five more villages"."""
    token = scene.tokens[index]
    return (
        token.figure is not None and token.figure.unit not in _MEASURES and _settlements_end(scene, index) is not None
    )


def _settlements_end(scene: Scene, index: int) -> int | None:
    for step in (index + 1, index + 2):
        if scene.word(step) in words("settlements"):
            return step + 1
    return None


def _counted_place(scene: Scene, index: int) -> Place:
    written = scene.words(index, _settlements_end(scene, index) or index + 1)
    return Place(name=written, as_written=written)


def _holds_counted(scene: Scene, index: int) -> bool:
    """Whether the place is where the settlements counted before it are, not one of them."""
    mark = scene.tokens[index].place
    if mark is not None and mark.kind != "settlement":
        return True
    return scene.word(index - 1) in _AROUND


def _is_other_predicate(scene: Scene, index: int) -> bool:
    token = scene.tokens[index]
    if scene.word(index - 1) in ("temporarily", "the", "recently", "newly"):
        return False  # "toward the temporarily occupied city of Melitopol"
    return token.has("control") or token.has("act") and act_tag(scene, index).form in ("ed", "s")


def _is_spot(scene: Scene, index: int) -> bool:
    """Whether a place token is where something happened, not whose ("Russia's losses", "the defence of Ukraine")."""
    after = scene.word(index + 1)
    if after in ("'s", "’s", "'"):
        return False
    if after in ("village", "town", "city", "settlement") and index + 3 < len(scene.tokens):
        if any(token.place is not None for token in scene.tokens[index + 2 : index + 5]):
            return False  # "the Donetsk village of Pisky"
    if not scene.tokens[index].has("side"):
        return True
    if scene.word(index - 1) == "of" and scene.word(index - 2) in words("parts_of_town"):
        return True  # "the western suburbs of Kyiv"
    if scene.word(index - 1) in words("parts_of_country") and scene.word(index - 2) in (*_LEADING, "of"):
        return True  # "within 40 km of eastern Kyiv"
    return scene.word(index - 1) in _LEADING or index > 0 and scene.tokens[index - 1].has("control")


def _is_container(scene: Scene, first: int, second: int) -> bool:
    """Whether the second place is the region in which the first lies: "Robotyne in western Zaporizhzhia Oblast"."""
    mark = scene.tokens[second].place
    if scene.word(first + 1) == "," and scene.word(first + 2) in _WAYS and scene.word(second - 1) == "of":
        return scene.word(first - 2) not in _WAYS  # "Ivanivske, west of Bakhmut"
    if mark is None or mark.kind not in _REGIONS or second - first > 7:
        return False
    between = [scene.word(step) for step in range(first + 1, second)]
    if between[:1] == [","] and between[1:2] and between[1] in _INSIDE and scene.word(second + 1) == ",":
        between = between[1:]  # "Pavlivka, in the Zaporizhzhia region, and Novopavlivka"
    return bool(between) and between[0] in _INSIDE and not {",", "and", "or"}.intersection(between)


def _coordinated(scene: Scene, first: int, second: int) -> bool:
    """Whether only commas, "and", directions and brackets stand between two places of a list."""
    depth, listed = 0, False
    for step in range(first + 1, second):
        word = scene.word(step)
        listed = listed or word in (",", "and", "or")
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
        elif depth == 0 and word not in _LINKS:
            return False
    return listed
