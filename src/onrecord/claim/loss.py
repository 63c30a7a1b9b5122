"""Losses: people and things that a side is said to have lost, each with its figure.

What is lost (loss_category), whose it was (loss_side), over what time (loss_period), and things named one at a
time without a figure (singles) have files of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.claim.clauses import extent, hedge
from onrecord.claim.context import Context
from onrecord.claim.counted import Counted, Predicate, counted, is_rest, is_whole, predicate
from onrecord.claim.loss_category import category_of
from onrecord.claim.loss_period import entry_period, when
from onrecord.claim.loss_side import OF_THEM, is_there, side_of
from onrecord.claim.periods import is_running, since_invasion, stated, undated
from onrecord.claim.quantities import quantity
from onrecord.claim.scene import Scene
from onrecord.claim.singles import singles
from onrecord.claim.vocabulary import words
from onrecord.model import Loss, Quantity
from onrecord.model.claim import Category

_ARE = frozenset("are were remain remained is was still".split())
_PUTS = frozenset("put puts putting estimated estimates placed places".split())
_WHOSE = frozenset("the that its their his".split())
_FIGURES = frozenset("figure number toll total count losses".split())
_TOLLS = frozenset({"toll", "death toll"})
_RAISING = frozenset("bringing taking raising pushing brings takes raises pushes brought".split())
_LED = frozenset({"including", "includes", "included"})
_PARTITIVE = frozenset("of them those which whom lost were was being".split())

_STANDING = frozenset("is now to at stands stood reached has was then already since running thus therefore".split())
_ENDING = frozenset(["", ".", ",", ";", ")", "since", "as", "so", "for"])
_KNOWN = frozenset("the its their this that overall running grand cumulative official new".split())


def losses(scene: Scene, context: Context) -> Iterator[Loss]:
    """The loss claims of one sentence, in order."""
    told_before = scene.figures and context.memory.loss is not None
    if not told_before and scene.groups.isdisjoint(("outcome", "noun")):
        return
    last: Loss | None = None
    led: Predicate | None = None  # by which word the last was told as lost
    people = _people_before(scene, context)
    rival = context.memory.loss if any(_is_rival(scene, i) for i in scene.figures) else None
    for index in scene.figures:
        what = counted(scene, index)
        how = predicate(scene, what)
        if what.figure.signed and last is not None and (what.noun is None or how is None):
            yield _entry(scene, context, what, last)
            continue
        total = last or context.memory.loss
        if total is not None and what.noun is None and _is_part(scene, index):
            yield _entry(scene, context, what, total)
            continue
        if _is_exchange(scene, how):
            continue
        new = what.noun is None and not is_whole(scene, index)
        if total is not None and new and _is_new_total(scene, index, here=last is not None):
            yield _total(scene, context, what, total)
            continue
        if context.memory.loss is not None and what.noun is None and _is_rival(scene, index):
            yield _rival(scene, context, what, context.memory.loss)
            continue
        if how is None and last is not None and what.noun is None and is_there(scene, index):
            how = led
        if _is_missing(scene, what) or how is None or is_whole(scene, index) or is_rest(scene, index):
            continue
        category = category_of(scene, what, how, people) or _of_them(scene, context, what, how)
        if category is None and last is not None and what.noun is None and is_there(scene, index):
            category = last.category
        if category is None:
            continue
        if category.startswith(("personnel", "civilian")):
            people = "military" if category.startswith("personnel") else "civilian"
        claim = _claim(scene, context, what, how, category, last)
        if last is not None and led is not None and led.index == how.index and _sums_up(scene, index, claim):
            claim = replace(claim, measure=last.measure, period=last.period)
        if rival is not None and rival.category.split("_")[0] == category.split("_")[0]:
            claim = replace(claim, side=rival.side, measure=rival.measure, period=rival.period)
        last, led = claim, how
        context.memory.loss = last
        yield last
    for what, how in singles(scene):
        category = category_of(scene, what, how, None)
        if category is not None:
            yield _claim(scene, context, what, how, category)


def _is_missing(scene: Scene, what: Counted) -> bool:
    """ "killed 20, and dozens are still missing": nobody knows what became of them."""
    return scene.word(what.after) in _ARE and any(
        scene.word(i) in ("missing", "unaccounted", "trapped") for i in (what.after + 1, what.after + 2)
    )


def _is_exchange(scene: Scene, how: Predicate | None) -> bool:
    """ "returned the bodies of 1,000 Ukrainians": handed over, told of as lost long before."""
    if how is None or scene.word(how.index) not in words("remains"):
        return False
    return any(scene.word(i) in words("hands_over") for i in range(how.index - 12, how.index + 14))


def _people_before(scene: Scene, context: Context) -> str | None:
    """Whom a sentence goes on to count that begins with "Of these" or "Among them", or gives another's figure."""
    before = context.memory.loss
    if before is None or not before.category.startswith("personnel"):
        return None
    told = scene.word(0) in ("of", "among", "including") or any(_is_rival(scene, i) for i in scene.figures)
    return "military" if told else None


def _of_them(scene: Scene, context: Context, what: Counted, how: Predicate) -> Category | None:
    """ "Air defence shot down 34 of them": the drones or missiles counted in an earlier sentence."""
    if context.memory.weapon is None or what.noun is not None or how.tag.group != "outcome":
        return None
    if how.tag.value not in ("downed", "destroyed"):
        return None
    behind = scene.word(what.index + 1)
    if behind == "of":
        told_before = scene.word(what.index + 2) in OF_THEM
    else:
        told_before = behind in ("", ".", ",", "were", "was", "and")
    return context.memory.weapon[0] if told_before else None


def _claim(
    scene: Scene, context: Context, what: Counted, how: Predicate, category: Category, last: Loss | None = None
) -> Loss:
    measure, period = when(scene, context, what, how, category)
    if last is not None and scene.word(what.index - 1) in _LED and period.basis == "published":
        measure, period = last.measure, last.period  # "28 killed, including seven foreigners"
    low, high = min(how.index, what.index), max(what.after, how.index + 1)
    return context.claim(
        Loss, scene, extent(scene, what, how), what.index, period,
        side=side_of(scene, context, what, how, category, last), category=category, quantity=_quantity(scene, what),
        measure=measure, as_reported=scene.tokens[how.index].text, certainty=hedge(scene, low, high),
    )  # fmt: skip


def _quantity(scene: Scene, what: Counted) -> Quantity:
    """A mark passed is a lower bound: "passed the 250,000 mark", "has crossed one million"."""
    amount = quantity(what.figure)
    if amount.bound == "exact" and amount.value is not None:
        if any(scene.word(i) in words("passed") for i in range(what.index - 5, what.index)):
            return replace(amount, bound="more_than", low=amount.value, high=None)
    return amount


# ---- entries: a part of a total, over a time of its own ---------------------------------------------------------


def _is_part(scene: Scene, index: int) -> bool:
    """Whether a bare figure is a part of the total told before, over a time of its own: "including 530 in the past
    day", "26 of them this week", "that includes 530 lost in the past day"."""
    of_them = scene.word(index + 1) == "of" and scene.word(index + 2) in OF_THEM
    if scene.word(index - 1) not in _LED and not of_them:
        return False
    after = next((i for i in range(index + 1, index + 8) if scene.word(i) not in _PARTITIVE), index)
    return after < len(scene.tokens) and scene.tokens[after].time is not None


def _sums_up(scene: Scene, index: int, claim: Loss) -> bool:
    """ "shot down 30 drones and 3 missiles, a total of 33 targets": the sum of a list, no running total."""
    if claim.category != "other" or claim.period.as_written is not None:
        return False
    return any(token.has("whole") for token in scene.tokens[max(0, index - 4) : index])


def _is_new_total(scene: Scene, index: int, here: bool) -> bool:
    """ "lost 830, bringing the total to 411,550", "The total is now 411,550": the running total behind an entry, which
    stands in the same sentence (`here`) or before; then a total of something else may not be named."""
    if not here:
        before = [scene.word(i) for i in range(max(0, index - 6), index)]
        at = next((n for n, word in enumerate(before) if word in ("total", "tally")), None)
        if at is None or not set(before[at + 1 :]) <= _STANDING:
            return False
        if scene.word(index + 1) not in _ENDING and scene.tokens[index + 1].time is None:
            return False
        return at == 0 or before[at - 1] in _KNOWN or before[at - 1].endswith("'s")
    for step in range(index - 1, max(index - 9, -1), -1):
        token = scene.tokens[step]
        if token.word in ("total", "tally") or token.word in _TOLLS and scene.word(step - 2) in _RAISING:
            return True
        if token.figure is not None or token.has("outcome"):
            return False
    return False


def _is_rival(scene: Scene, index: int) -> bool:
    """ "a blogger put the figure at 16,000", "put it at 16,000": the loss told before, as somebody else counts it."""
    before = [scene.word(i) for i in range(index - 4, index)]
    if before[1] in _PUTS and before[2:] == ["it", "at"]:
        return scene.word(index + 1) in _ENDING  # not "at 400 metres"
    return before[0] in _PUTS and before[1] in _WHOSE and before[2] in _FIGURES and before[3] == "at"


def _rival(scene: Scene, context: Context, what: Counted, other: Loss) -> Loss:
    return context.claim(
        Loss, scene, (max(0, what.index - 4), what.after), what.index, other.period,
        side=other.side, category=other.category, quantity=quantity(what.figure), measure=other.measure,
        as_reported=other.as_reported,
    )  # fmt: skip


def _total(scene: Scene, context: Context, what: Counted, entry: Loss) -> Loss:
    time, told = context.time_at(scene, what.index)
    running = time is not None and is_running(time)
    period = stated(scene, time) if time is not None and running else since_invasion(told, context.published)
    if entry.category.startswith("civilian") and not running:
        period = undated(told, context.published)  # of one strike, not of the war
    return context.claim(
        Loss, scene, (what.index, what.after), what.index, period,
        side=entry.side, category=entry.category, quantity=quantity(what.figure), measure="cumulative",
        as_reported=entry.as_reported, sources=entry.sources, certainty=entry.certainty,
    )  # fmt: skip


def _entry(scene: Scene, context: Context, what: Counted, total: Loss) -> Loss:
    """ "(+300 over the past day)" behind a total: the same loss, as the entry of a day."""
    time, _ = context.time_at(scene, what.index)
    return context.claim(
        Loss, scene, (what.index, _entry_end(scene, what.index)), what.index, entry_period(scene, context, time),
        side=total.side, category=total.category, quantity=quantity(what.figure), measure="increment",
        as_reported=total.as_reported, sources=total.sources, certainty=total.certainty,
    )  # fmt: skip


def _entry_end(scene: Scene, index: int) -> int:
    """Behind the time of the entry, when one follows closely."""
    for step in range(index + 1, min(index + 6, len(scene.tokens))):
        if scene.tokens[step].time is not None:
            return step + 1
        if scene.word(step) in (",", ";", ".", ")"):
            break
    return index + 1
