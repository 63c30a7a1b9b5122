"""Losses: people and things that a side is said to have lost, each with its figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from onrecord.claim import periods, sides
from onrecord.claim.context import Context, clause
from onrecord.claim.counted import Counted, Predicate, counted, is_whole, predicate
from onrecord.claim.quantities import quantity
from onrecord.claim.scene import Scene
from onrecord.lexicon import load
from onrecord.mark.records import Figure, Time
from onrecord.model import Loss, Period, Quantity, Span
from onrecord.model.claim import Category, Measure, Party

_PEOPLE = ("military", "civilian", "people")
_THINGS = frozenset(
    {"tank", "apc", "artillery", "mlrs", "air_defence", "aircraft", "helicopter", "drone", "cruise_missile", "ship",
     "submarine", "vehicle", "special_equipment", "other"}
)  # fmt: skip


def losses(scene: Scene, context: Context) -> Iterator[Loss]:
    """The loss claims of one sentence, in order."""
    if not scene.groups & {"outcome", "noun"}:
        return
    people: str | None = None
    if scene.tokens[:1] and scene.tokens[0].word in ("of", "among", "including") and context.last_loss is not None:
        people = "military" if context.last_loss.category.startswith("personnel") else None
    last: Loss | None = None
    for index in scene.figures:
        what = counted(scene, index)
        how = predicate(scene, what)
        if what.figure.signed and last is not None and (what.noun is None or how is None):
            yield _entry(scene, context, what, last)
            continue
        if what.noun is None and _is_part(scene, index):
            total = last or context.last_loss
            if total is not None:
                yield _entry(scene, context, what, total)
                continue
        if how is None or is_whole(scene, index):
            continue
        found = _category(scene, what, how, people) or _of_them(scene, context, what, how)
        if found is not None:
            if found.startswith(("personnel", "civilian")):
                people = "military" if found.startswith("personnel") else "civilian"
            last = context.last_loss = _claim(scene, context, what, how, found)
            yield last
    for what, how in _singles(scene):
        found = _category(scene, what, how, None)
        if found is not None:
            yield _claim(scene, context, what, how, found)


def _of_them(scene: Scene, context: Context, what: Counted, how: Predicate) -> Category | None:
    """"Air defence shot down 34 of them": the drones or missiles counted in an earlier sentence."""
    if context.last_weapon is None or how.tag.group != "outcome" or how.tag.value not in ("downed", "destroyed"):
        return None
    behind = [token.word for token in scene.tokens[what.index + 1 : what.index + 3]]
    if what.noun is None and (behind in (["of", "them"], ["of", "these"], ["of", "which"], ["of", "those"]) or not behind or behind[0] in (".", ",", "were", "was", "and")):
        return context.last_weapon[0]  # type: ignore[return-value]
    return None


def _entry_end(scene: Scene, index: int) -> int:
    """Behind the time of the entry, when one follows closely."""
    for step in range(index + 1, min(index + 6, len(scene.tokens))):
        if scene.tokens[step].time is not None:
            return step + 1
        if scene.tokens[step].word in (",", ";", ".", ")"):
            break
    return index + 1


def _is_part(scene: Scene, index: int) -> bool:
    """Whether a bare figure is a part of the total told before, over a time of its own: "including 530 in the past
    day", "26 of them this week", "that includes 530 lost in the past day"."""
    tokens = scene.tokens
    before = tokens[index - 1].word if index else ""
    behind = [token.word for token in tokens[index + 1 : index + 3]]
    led = before in ("including", "includes", "included") or behind[:2] in (
        ["of", "them"],
        ["of", "those"],
        ["of", "which"],
        ["of", "whom"],
    )
    if not led:
        return False
    after = index + 1
    while after < len(tokens) and tokens[after].word in (
        "of",
        "them",
        "those",
        "which",
        "whom",
        "lost",
        "were",
        "was",
        "being",
    ):
        after += 1
    return after < len(tokens) and tokens[after].time is not None


def _entry(scene: Scene, context: Context, what: Counted, total: Loss) -> Loss:
    """ "(+300 over the past day)" behind a total: the same loss, as the entry of a day."""
    token = scene.tokens[what.index]
    focus = Span(token.start, token.end)
    allowed, _ = context.times_for(scene, focus)
    time = periods.best_time(scene, what.index, allowed)
    period = (
        periods.stated(scene, time) if time is not None and not periods.is_running(time) else _daily(context.published)
    )
    return context.claim(
        Loss, scene, what.index, _entry_end(scene, what.index), focus, period,
        side=total.side, category=total.category, quantity=quantity(what.figure), measure="increment", as_reported=total.as_reported,
        sources=total.sources, certainty=total.certainty,
    )  # fmt: skip


def _singles(scene: Scene) -> Iterator[tuple[Counted, Predicate]]:
    """One thing named without a figure: "destroyed an ammunition depot", "Russian warship sinks"."""
    if "outcome" not in scene.groups:
        return
    for noun in scene.find("noun"):
        token = scene.tokens[noun]
        tag = token.tag("noun")
        if tag is None or tag.form != "noun" or not _is_single(scene, noun):
            continue
        start = _phrase_start(scene, noun)
        if start is None or (
            tag.value in _PEOPLE
            and scene.tokens[start].word not in ("a", "an", "another")
            and not _heads_line(scene, start)
        ):
            continue
        one = Figure(
            span=Span(token.start, token.end), number=Span(token.start, token.end), value=Decimal(1), low=Decimal(1), high=Decimal(1),
            unit=token.word, noun=Span(token.start, token.end), bound="exact",
        )  # fmt: skip
        what = Counted(start, one, noun, tag, noun + token.width)
        how = predicate(scene, what)
        if (
            how is None
            or how.tag.group != "outcome"
            or how.tag.value not in ("destroyed", "downed", "killed", "wounded")
        ):
            continue
        if how.role == "object" and (start - how.index > 10 or how.tag.form == "word"):
            continue
        yield what, how


def _heads_line(scene: Scene, start: int) -> bool:
    """Whether the noun stands where headlines leave their article out: "Civilian killed, 8 wounded"."""
    return start == 0 or scene.tokens[start - 1].word in (":", "-", "–", "—", "|")


def _is_single(scene: Scene, noun: int) -> bool:
    """Whether the noun stands in the singular as the head of its phrase."""
    token = scene.tokens[noun]
    last = scene.tokens[noun + token.width - 1].word
    if last.endswith("s") or last in (
        "men",
        "women",
        "people",
        "children",
        "troops",
        "equipment",
        "artillery",
        "manpower",
        "air",
        "armored",
        "civil",
        "men",
    ):
        return False
    following = scene.tokens[noun + token.width] if noun + token.width < len(scene.tokens) else None
    if following is None:
        return True
    if following.word.startswith(("'", "-")) or following.has("noun") or following.has("force") or following.has("act"):
        return False
    return not (
        following.word.isalpha()
        and not following.tags
        and following.word.endswith("s")
        and following.word not in ("was", "is", "has", "as", "across")
    )


def _phrase_start(scene: Scene, noun: int) -> int | None:
    """The first token of the noun's phrase; None when a figure, "the", a possessive or a preposition leads it."""
    start = noun
    while start > 0 and noun - start < 7:
        token = scene.tokens[start - 1]
        if token.figure is not None or token.word in (
            "the",
            "its",
            "his",
            "her",
            "their",
            "this",
            "that",
            "by",
            "from",
            "with",
            "of",
            "per",
            "no",
            "any",
            "every",
            "each",
        ):
            return None
        if token.word in ("a", "an", "another"):
            return start - 1
        if (
            token.has("side")
            and not token.word.endswith(("'s", "s'"))
            or token.has("noun")
            or (not token.tags and token.text[:1].isalnum() and token.word not in _STARTS)
        ):
            start -= 1
            continue
        break
    return (
        start
        if start == 0
        or not scene.tokens[start - 1].word[0].isalnum()
        or scene.tokens[start - 1].tags
        or scene.tokens[start - 1].word in ("and", "or")
        else None
    )


_STARTS = frozenset("and or in on at to for near over after as when which that who were was is are been".split())


def _category(scene: Scene, what: Counted, how: Predicate, people: str | None) -> Category | None:
    """The loss category that the noun and what became of it give; None when it is no loss. `people` is whom an
    earlier figure of the sentence counted, for one that leaves its noun out ("1.2 million casualties, 325,000 killed")."""
    figure = what.figure
    if figure.unit in ("percent", "km", "km2", "sq_mi", "ha", "mile", "usd", "eur", "time", "m", "year", "hour"):
        return None
    outcome = how.tag.value if how.tag.group == "outcome" else None
    noun = what.kind.value if what.kind is not None and what.kind.group == "noun" else None
    if (
        noun in (*_HARDWARE, "other")
        and outcome is None
        and how.tag.group == "act"
        and how.tag.value == "strikes"
        and how.tag.form != "noun"
    ):
        outcome = "damaged" if how.role == "object" else None
    if (
        noun in ("drone", "cruise_missile")
        and outcome is None
        and how.role == "object"
        and how.tag.group in ("act", "repelled")
        and _by_air_defence(scene, how.index)
    ):
        outcome = "downed"
    if outcome is None or outcome == "captured":
        return None
    if outcome == "killed" and _and_wounded(scene, how.index):
        outcome = "lost"
    if outcome == "damaged" and noun in (*_HARDWARE, "other"):
        return noun  # type: ignore[return-value]
    if what.kind is not None and what.kind.group == "outcome":
        noun = noun or _kind_before(scene, what)
        if outcome == "lost":
            return "other" if noun == "civilian" else "personnel"
        return _human(noun or _context_people(scene, what, people), outcome)
    if what.kind is not None and what.kind.group == "act":
        return None
    if noun is None:
        if what.noun is not None or outcome not in ("killed", "wounded"):
            if (
                outcome == "lost"
                and what.noun is None
                and how.tag.form == "word"
                and not _next_is_plain_noun(scene, what)
            ):
                return "personnel"
            return _elided(scene, what, how) if outcome in ("destroyed", "downed", "lost") else None
        if _next_is_plain_noun(scene, what):
            return None
        return _human(_context_people(scene, what, people), outcome)
    if noun in _PEOPLE:
        if outcome == "damaged" or outcome == "downed":
            return None
        if noun == "people":
            word = scene.tokens[what.noun].word if what.noun is not None else ""
            if word in ("injuries", "injury") or word in ("injured", "wounded"):
                outcome = "wounded"
            elif word in ("deaths", "death", "dead", "killed", "fatalities", "lives", "life") and outcome == "lost":
                outcome = "killed"
            elif outcome == "lost" and word in ("casualty", "casualties"):
                before = _kind_before(scene, what)
                return "other" if before == "civilian" else "personnel"
            noun = _kind_before(scene, what) or (
                "military" if outcome in ("lost", "destroyed") else _context_people(scene, what, people)
            )
        return _human(noun, outcome)
    if noun in _THINGS:
        if outcome in ("wounded", "damaged"):
            return None
        return noun  # type: ignore[return-value]
    if noun == "bomb" and outcome == "downed":
        return "other"
    return None


_HARDWARE = _THINGS - {"other", "drone", "cruise_missile"}


def _by_air_defence(scene: Scene, index: int) -> bool:
    """Whether air defence is what "struck" or "repelled" the drones."""
    before = " ".join(token.word for token in scene.tokens[max(0, index - 8) : index])
    return any(word in before for word in ("air defen", "air-defen", "anti-aircraft", "air force")) or scene.tokens[
        index
    ].has("repelled")


def _and_wounded(scene: Scene, index: int) -> bool:
    """Whether "and wounded" follows without a figure of its own, so that both are counted together."""
    after = scene.tokens[index + scene.tokens[index].width : index + scene.tokens[index].width + 3]
    if len(after) < 2 or after[0].word not in ("and", "or") or after[1].figure is not None:
        return False
    return any(token.has("outcome", "wounded") for token in after[1:] if token.figure is None)


def _human(noun: str, outcome: str) -> Category | None:
    military = noun == "military"
    if outcome == "killed":
        return "personnel_killed" if military else "civilian_killed"
    if outcome == "wounded":
        return "personnel_wounded" if military else "civilian_injured"
    if outcome in ("lost", "destroyed"):
        return "personnel" if military else ("civilian_killed" if outcome == "destroyed" else "other")
    return None


def _kind_before(scene: Scene, what: Counted) -> str | None:
    """ "civilian" or "military" among the words between the figure and its noun ("1,335 civilian casualties")."""
    stop = what.noun if what.noun is not None else what.after
    for index in range(what.index + 1, min(stop + 4, len(scene.tokens))):
        token = scene.tokens[index]
        if token.word.startswith("civilian"):
            return "civilian"
        if index < stop and (token.has("force") or token.has("noun", "military")):
            return "military"
        if index > stop and token.word not in ("of", "the", "its", "their", "among"):
            tag = token.tag("noun")
            if tag is not None and tag.value in ("military", "civilian"):
                return tag.value
            if not token.has("side"):
                break
    for index in range(what.index + 1, min(stop, len(scene.tokens))):
        if scene.tokens[index].has("side"):
            return "military"
    return None


def _context_people(scene: Scene, what: Counted, people: str | None) -> str:
    """Whom a bare "killed five" means: the nearest people named by another figure of the sentence."""
    best: tuple[int, str] | None = None
    for index in scene.find("noun"):
        tag = scene.tokens[index].tag("noun")
        if tag is not None and tag.value in ("military", "civilian"):
            before = scene.tokens[index - 1].word if index else ""
            if before in ("by",) or (index > 1 and scene.tokens[index - 2].word in ("by",)):
                continue
            distance = abs(index - what.index) + (0 if _is_counted(scene, index) else 12)
            if best is None or distance < best[0]:
                best = (distance, tag.value)
    if best is not None and best[0] < 12 or best is not None and people is None and best[0] < 30:
        return best[1]
    if people is not None:
        return people
    if any(token.word in ("losses", "casualties", "troop", "army", "military") for token in scene.tokens):
        return "military"
    value = what.figure.value or what.figure.low or Decimal(0)
    return "military" if value >= _ARMIES else "civilian"


def _is_counted(scene: Scene, index: int) -> bool:
    return any(scene.tokens[i].figure is not None for i in range(max(0, index - 4), index))


def _next_is_plain_noun(scene: Scene, what: Counted) -> bool:
    """Whether an untagged word follows the figure, so that something unknown is counted ("killed in 12 cities")."""
    at = what.index + 1
    while at < len(scene.tokens) and scene.tokens[at].has("side") and scene.tokens[at].tag("side").form == "adjective":  # type: ignore[union-attr]
        at += 1
    token = scene.tokens[at] if at < len(scene.tokens) else None
    if token is None or not token.word[0].isalpha() or token.time is not None or token.place is not None:
        return False
    before = scene.tokens[what.index - 1].word if what.index else ""
    if before in ("in", "on", "at", "for", "near"):
        return True
    return not token.tags and token.word not in _AFTER_BARE


_ARMIES = 20_000  # no single count of civilians killed in this war is as large; of soldiers all are
_AFTER_BARE = frozenset(
    "were was are have had has been and or in on at more others other people of as including over during by from dead killed injured wounded since across after near who whose with while remain is so died".split()
)


def _elided(scene: Scene, what: Counted, how: Predicate) -> Category | None:
    """ "launched 57 drones ..., 31 were shot down": the things counted are those of the figure before."""
    if _next_is_plain_noun(scene, what) and what.noun is None:
        return None
    for index in reversed([i for i in scene.figures if i < what.index]):
        other = counted(scene, index)
        if other.kind is not None and other.kind.group == "noun" and other.kind.value in ("drone", "cruise_missile"):
            return other.kind.value  # type: ignore[return-value]
    if how.tag.value != "downed":
        return None
    for index in scene.find("noun", None, what.index, what.index + 8):
        tag = scene.tokens[index].tag("noun")
        if tag is not None and tag.value in ("drone", "cruise_missile"):
            return tag.value  # type: ignore[return-value]
    return None


# ---- whose loss, over what time -----------------------------------------------------------------------------


def _claim(scene: Scene, context: Context, what: Counted, how: Predicate, category: Category) -> Loss:
    token = scene.tokens[what.index]
    focus = Span(token.start, token.end)
    side = _side(scene, context, what, how, category, context.speaker(focus))
    start, end = extent(scene, what, how)
    measure, period = _when(scene, context, what, how, category, focus)
    low = min(how.index, what.index)
    certainty = context_certainty(scene, low, max(what.after, how.index + 1))
    return context.claim(
        Loss, scene, start, end, focus, period,
        side=side, category=category, quantity=_quantity(scene, what), measure=measure,
        as_reported=scene.tokens[how.index].text, certainty=certainty,
    )  # fmt: skip


def _quantity(scene: Scene, what: Counted) -> Quantity:
    """A mark passed is a lower bound: "passed the 250,000 mark", "has crossed one million"."""
    amount = quantity(what.figure)
    words = {token.word for token in scene.tokens[max(0, what.index - 5) : what.index]}
    if amount.bound == "exact" and amount.value is not None and words & _PASSED:
        return replace(amount, bound="more_than", low=amount.value, high=None)
    return amount


_PASSED = frozenset({"passed", "passes", "crossed", "crosses", "surpassed", "topped", "exceeded", "exceeds", "exceed"})


def context_certainty(scene: Scene, start: int, end: int) -> str | None:
    """A hedge inside the clause itself ("likely lost"); None when the stance is the speaker's own."""
    for index in range(max(0, start - 5), min(end + 3, len(scene.tokens))):
        tag = scene.tokens[index].tag("hedge")
        if tag is not None:
            return "unconfirmed" if tag.value == "unconfirmed" else "hedged"
    return None


def extent(scene: Scene, what: Counted, how: Predicate) -> tuple[int, int]:
    """The tokens of the minimal clause: subject, predicate, figure and noun, with the place and time that follow."""
    floor, ceiling = clause(scene, what.index)
    start, end = what.index, max(what.after, what.index + 1)
    if how.role == "object":
        others = [i for i in scene.figures if how.index < i < what.index]
        if not others and how.index >= floor:
            start = _subject_start(scene, how.index, floor)
    else:
        end = max(end, how.index + scene.tokens[how.index].width)
    if end < ceiling and scene.tokens[end].word == "mark":
        end += 1
    while (
        end < ceiling
        and scene.tokens[end].word in ("in", "over", "during", "since", "on", "near", "of", "for")
        or (end < ceiling and (scene.tokens[end].time is not None or scene.tokens[end].place is not None))
    ):
        step = end
        while (
            step < ceiling and scene.tokens[step].time is None and scene.tokens[step].place is None and step < end + 3
        ):
            if scene.tokens[step].figure is not None or scene.tokens[step].word == ",":
                step = ceiling
                break
            step += 1
        if step >= ceiling or (scene.tokens[step].time is None and scene.tokens[step].place is None):
            break
        end = step + 1
    return start, min(max(end, start + 1), len(scene.tokens))


def _subject_start(scene: Scene, index: int, floor: int) -> int:
    start = index
    while start > floor and index - start < 12:
        token = scene.tokens[start - 1]
        if token.figure is not None or token.word in (
            ",",
            "that",
            "(",
            ")",
            "—",
            "–",
            "and",
            "said",
            "says",
            '"',
            "“",
            "”",
        ):
            break
        start -= 1
    return start


def _side(scene: Scene, context: Context, what: Counted, how: Predicate, category: str, speaker: Party | None) -> Party:
    tokens = scene.tokens
    stop = what.noun + 1 if what.noun is not None else what.after
    own = sides.between(scene, what.index + 1, stop, speaker)
    if own is None and what.after < len(tokens) and tokens[what.after].word in ("of", "from"):
        own = sides.between(scene, what.after, what.after + 4, speaker)
    if own is None and how.role == "object":
        own = _owner_behind(scene, what, speaker)
    if own is None and category in ("drone", "cruise_missile"):
        own = _launcher(scene, context, what, how, speaker)
    if own is None and what.index and tokens[what.index - 1].tag("side"):
        own = sides.side_at(scene, what.index - 1, speaker)
    if own is not None and not (category.startswith("civilian") and how.role == "object" and own == "russia" and False):
        return own
    if how.tag.value == "lost" and tokens[how.index].word in _LOSES and how.role == "object":
        mine = sides.subject(scene, how.index, 0, speaker)
        if mine is not None:
            return mine
    if how.role in ("subject", "self"):
        after = max(how.index + tokens[how.index].width, what.after)
        by = sides.agent(scene, after, after + 14, speaker)
        if by is not None and how.tag.value != "lost":
            return sides.opposite(by) or "other"
        left = sides.between(scene, max(0, what.index - 10), what.index, speaker)
        if how.role == "self" or how.tag.value == "lost":
            nearest = sides.subject(scene, what.index, 0, speaker)
            return nearest or left or _default(category)
    else:
        if tokens[how.index].word in (
            "losses",
            "loss",
            "casualties",
            "toll",
            "death",
            "deaths",
            "destruction",
            "minus",
        ):
            found = sides.between(scene, how.index, what.index, speaker) or sides.subject(scene, how.index, 0, speaker)
            if found is not None:
                return found if tokens[how.index].word != "destruction" else found
        doer = sides.subject(scene, how.index, 0, speaker)
        if doer is not None:
            return sides.opposite(doer) or "other"
    if scene.tokens[0].word in ("of", "among", "including") and context.last_loss is not None and category.startswith("personnel"):
        return context.last_loss.side
    if category.startswith("civilian"):
        return "ukraine" if not _abroad(scene) else "russia"
    doer = sides.subject(scene, what.index, 0, speaker)
    if how.tag.value in ("downed", "destroyed") and doer is not None:
        return sides.opposite(doer) or "other"
    return _default(category)


def _owner_behind(scene: Scene, what: Counted, speaker: Party | None) -> Party | None:
    """"hit two command posts and a depot of the enemy": the owner named at the end of the list."""
    for index in range(what.after, min(what.after + 12, len(scene.tokens) - 1)):
        token = scene.tokens[index]
        if token.word in (".", ";", ":") or token.has("outcome") or token.has("launch"):
            return None
        if token.word == "of":
            for step in (index + 1, index + 2):
                if step < len(scene.tokens):
                    tag = scene.tokens[step].tag("side")
                    if tag is not None and tag.form == "label":
                        return sides.side_at(scene, step, speaker)
    return None


def _launcher(scene: Scene, context: Context, what: Counted, how: Predicate, speaker: Party | None) -> Party | None:
    """Whose drones or missiles they were: of whoever launched them in the sentence, else in the one before, when only
    "air defence" is named as bringing them down."""
    if what.noun is None and context.last_weapon is not None and not any(i < what.index for i in scene.figures):
        return context.last_weapon[1]
    if how.role == "object":
        before = scene.tokens[max(0, how.index - 4) : how.index]
        if any(token.has("side") for token in before) or not any(token.has("noun", "air_defence") or token.has("force") for token in before):
            return None
    for index in scene.find("launch"):
        if scene.tokens[index].has("launch") and abs(index - how.index) > 1 and scene.tokens[index].word.split("'")[0][:4] in ("laun", "fire", "used", "uses", "use", "sent", "atta"):
            doer = sides.subject(scene, index, 0, speaker)
            if doer is not None:
                return doer
    return None


_LOSES = frozenset(
    "lost lose loses losing suffered suffer suffers sustained losses loss casualties casualty toll troop-loss".split()
)


def _default(category: str) -> Party:
    return "ukraine" if category.startswith("civilian") else "russia"


def _abroad(scene: Scene) -> bool:
    """Whether the sentence is set in Russia."""
    for index in scene.places:
        place = scene.tokens[index].place
        if place is not None and (place.id or "").startswith("ru"):
            return True
    return False


@lru_cache(maxsize=None)
def _largest_daily() -> dict[str, int]:
    found: dict[str, int] = load("packs/ukraine/pack.toml").get("largest_daily", {})
    return found


def _when(
    scene: Scene, context: Context, what: Counted, how: Predicate, category: str, focus: Span
) -> tuple[Measure, Period]:
    allowed, statement = context.times_for(scene, focus)
    time = periods.best_time(scene, what.index, allowed)
    said = statement.end if statement is not None else None
    if what.figure.signed:
        return "increment", periods.stated(scene, time) if time is not None and not periods.is_running(
            time
        ) else _daily(context.published)
    if time is not None and periods.is_running(time):
        period = periods.stated(scene, time)
        return "cumulative", period if period.end else replace(period, end=said or context.published)
    if (
        time is not None
        and time.basis == "rolling"
        and time.start is not None
        and time.end is not None
        and (time.end - time.start).days > 300
    ):
        start = (
            periods.war_start() if abs((time.start - periods.war_start()).days) < 90 else time.start
        )  # "in four years of war"
        return "cumulative", replace(periods.stated(scene, time), start=start)
    as_of = time is not None and (_is_as_of(scene, time) or time.basis != "rolling" and _is_toll(scene, what, how))
    if time is not None and not as_of and (time.basis == "rolling" or time.start != time.end):
        return "increment", periods.stated(scene, time)
    if as_of or _is_total(scene, what, how, category, dated=time is not None):
        end = time.end if time is not None else said
        if scene.tokens[how.index].word.endswith("toll") and not any(token.has("war") for token in scene.tokens):
            return "cumulative", periods.undated(end, context.published)  # of one strike, not of the war
        return "cumulative", periods.since_invasion(end, context.published)
    if time is not None:
        return "increment", periods.stated(scene, time)
    return "increment", periods.undated(said, context.published)


_TOLLS = frozenset(
    {"death toll", "toll", "total", "in total", "a total of", "so far", "to date", "overall", "altogether"}
)


def _is_toll(scene: Scene, what: Counted, how: Predicate) -> bool:
    """Whether the clause speaks of a total, so that a date in it is the day of the count."""
    low, high = max(0, min(how.index, what.index) - 6), min(max(what.after, how.index) + 3, len(scene.tokens))
    return any(
        scene.words(i, min(i + max(scene.tokens[i].width, 1), len(scene.tokens))).lower() in _TOLLS
        for i in range(low, high)
        if scene.tokens[i].has("whole")
    )


def _is_as_of(scene: Scene, time: Time) -> bool:
    before = scene.text[max(scene.span.start, time.span.start - 24) : time.span.end].lower()
    return "as of" in before or "by " in before[-(time.span.end - time.span.start) - 12 :] and time.start is None


def _is_total(scene: Scene, what: Counted, how: Predicate, category: str, dated: bool) -> bool:
    """Whether a figure without a running period of its own is a running total: by words that say so near it, by
    the war named as its cause, or because no single day was ever that bad."""
    value = what.figure.value or what.figure.low or Decimal(0)
    largest = _largest_daily().get(category)
    if largest is not None and value > largest:
        return True
    low, high = max(0, min(how.index, what.index) - 8), min(max(what.after, how.index) + 6, len(scene.tokens))
    if any(scene.tokens[i].has("whole") for i in range(low, high)):
        return True
    return not dated and any(_in_the_war(scene, i) for i in scene.find("war", None, max(0, low - 6), high + 12))


def _in_the_war(scene: Scene, index: int) -> bool:
    """Whether the war is named as the time or cause: "amid Russia's full-scale war", not "War in Ukraine" as a heading."""
    for step in range(index - 1, max(index - 7, -1), -1):
        token = scene.tokens[step]
        if token.word in ("in", "amid", "during", "since", "of", "from", "to", "by", "throughout"):
            return True
        if not token.word[0].isalnum() and token.word not in ("'s", "’s") or token.word in ("and", "or"):
            return False
    return False


def _daily(day: date | None) -> Period:
    return Period(start=day - timedelta(days=1) if day else None, end=day, basis="published")
