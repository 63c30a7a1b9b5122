"""The clause around a word: its bounds, the minimal words of a claim in it, and whether they are hedged."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.claim.counted import Counted, Predicate
from onrecord.claim.scene import REACH, Scene
from onrecord.model.claim import Certainty

_RESUMING = frozenset("was were is are has have had fell".split())
_ASIDE = 30  # tokens of the longest aside that a subject is looked for before
_LINKS = frozenset("in over during since on near of for".split())
_OPENINGS = frozenset([",", "that", "(", ")", "—", "–", "and", "said", "says", '"', "“", "”"])


def clause(scene: Scene, index: int) -> tuple[int, int]:
    """The bounds [start, end) of the clause around token `index`, at most `REACH` either side."""
    breaks = scene.breaks()
    before = bisect_right(breaks, index)
    behind = bisect_right(breaks, index + 1)
    start = breaks[before - 1] if before else 0
    end = breaks[behind] - 1 if behind < len(breaks) else len(scene.tokens)
    return max(start, index - REACH), min(end, index + REACH)


def before_aside(scene: Scene, floor: int) -> tuple[int, int] | None:
    """The bounds of the words that a clause beginning at token `floor` goes on from, over an aside: those of "Lyman" in
    "Lyman, the last town that Kyiv held there, was captured"; None where no aside ends at the comma before."""
    if floor < 3 or scene.word(floor - 1) != "," or scene.word(floor) not in _RESUMING:
        return None
    comma = next((i for i in range(floor - 2, max(floor - _ASIDE, 0), -1) if scene.word(i) == ","), None)
    if comma is None:
        return None
    if floor - comma == 3 and scene.tokens[comma + 1].place is not None:
        return comma + 1, floor - 1  # "the last village there, Hornal, was captured": the name itself
    breaks = scene.breaks()
    before = bisect_right(breaks, comma)
    return (breaks[before - 1] if before else 0), comma


def hedge(scene: Scene, start: int, end: int) -> Certainty | None:
    """A hedge among the tokens [start, end) or just beside them ("likely lost"); None when the stance is the
    speaker's own."""
    for index in range(max(0, start - 5), min(end + 3, len(scene.tokens))):
        tag = scene.tokens[index].tag("hedge")
        if tag is not None:
            return "unconfirmed" if tag.value == "unconfirmed" else "hedged"
    return None


def extent(scene: Scene, what: Counted, how: Predicate | None) -> tuple[int, int]:
    """The tokens of the minimal clause: subject, predicate, figure and noun, with the place and time that follow."""
    floor, ceiling = clause(scene, what.index)
    start, end = what.index, max(what.after, what.index + 1)
    if how is not None and how.role == "object":
        first = not any(scene.tokens[i].figure for i in range(how.index + 1, what.index))
        if first and how.index >= floor:
            start = _subject_start(scene, how.index, floor)
    elif how is not None:
        end = max(end, how.index + scene.tokens[how.index].width)
    if end < ceiling and scene.word(end) == "mark":
        end += 1
    while end < ceiling and (scene.word(end) in _LINKS or _dates_or_places(scene, end)):
        step = _next_mark(scene, end, ceiling)
        if step is None:
            break
        end = step + 1
    return start, min(max(end, start + 1), len(scene.tokens))


def _subject_start(scene: Scene, index: int, floor: int) -> int:
    start = index
    while start > floor and index - start < 12:
        token = scene.tokens[start - 1]
        if token.figure is not None or token.word in _OPENINGS:
            break
        start -= 1
    return start


def _dates_or_places(scene: Scene, index: int) -> bool:
    return scene.tokens[index].time is not None or scene.tokens[index].place is not None


def _next_mark(scene: Scene, start: int, ceiling: int) -> int | None:
    """The time or place at `start` or within three words behind it, over no figure and no comma."""
    for step in range(start, min(start + 4, ceiling)):
        if _dates_or_places(scene, step):
            return step
        if scene.tokens[step].figure is not None or scene.word(step) == ",":
            return None
    return None
