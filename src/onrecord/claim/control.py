"""Control: who is said to have advanced, taken, freed, left, held or fought for a place, or thrown back an attack."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.claim import periods, sides
from onrecord.claim.activity import act_tag
from onrecord.claim.context import Context, clause
from onrecord.claim.judge import features
from onrecord.claim.loss import context_certainty
from onrecord.claim.places import place_at
from onrecord.claim.scene import Scene
from onrecord.model import Control, Place, Span
from onrecord.model.claim import ControlEvent, Party

_NOT_SUBJECTS = frozenset({"reports", "report"})


def controls(scene: Scene, context: Context, used: set[int]) -> Iterator[tuple[Control, set[int]]]:
    """The control claims of one sentence, one for each place, each with the tokens it used up: its predicate and,
    for a repulse, the attack that was thrown back."""
    if not scene.groups & {"control", "repelled"}:
        return
    done: set[tuple[str, str]] = set()
    blocked: set[int] = set()
    for index, token in enumerate(scene.tokens):
        if index in used or token.place is not None:
            continue
        event = _event(scene, index)
        if event is None or event in ("capture", "hold") and _is_adjective(scene, index):
            continue
        taken = {index}
        if event == "repel":
            low, high = clause(scene, index)
            attacks = [i for i in scene.find("act", None, low, high)]
            if any(i in used for i in attacks):
                continue  # a counted repulse is an activity
            taken |= set(attacks)
            taken |= {i for i in scene.find("control", "advance", low, high)}
        if index in blocked:
            continue
        blocked |= taken if event == "repel" else set()
        for claim in _claims(scene, context, index, event):
            key = (claim.event, claim.place.as_written if claim.place else "")
            if key not in done:
                done.add(key)
                yield claim, taken


def _event(scene: Scene, index: int) -> ControlEvent | None:
    token = scene.tokens[index]
    for tag in token.tags:
        if tag.group == "repelled":
            return "repel" if _attack_follows(scene, index) else None
        if tag.group == "control":
            if (
                tag.form == "base"
                and tag.value in ("hold", "withdraw", "capture")
                and index
                and scene.tokens[index - 1].word in ("the", "a")
            ):
                return None
            return tag.value  # type: ignore[return-value]
    return None


def _is_adjective(scene: Scene, index: int) -> bool:
    """"occupied territories", "a tour of occupied Mariupol": what a place is called, not what happened."""
    tag = scene.tokens[index].tag("control")
    if tag is None or tag.form != "ed" or index + 1 >= len(scene.tokens):
        return False
    before = scene.tokens[index - 1].word if index else ""
    after = scene.tokens[index + 1]
    return before in ("of", "in", "from", "the", "all", "temporarily", "into", "across", "annexed", "illegally", "to") and (
        after.place is not None or after.word in ("territories", "territory", "areas", "parts", "regions", "part", "region", "ukraine", "ukrainian", "land", "settlements")
    )


def _attack_follows(scene: Scene, index: int) -> bool:
    """A repulse needs what was repulsed: an attack, advance or attempt, or forces pushed back."""
    low, high = clause(scene, index)
    for step in range(index + 1, min(high, index + 12)):
        token = scene.tokens[step]
        if token.has("noun", "drone") or token.has("noun", "cruise_missile"):
            return False
        if token.has("act") or token.has("control", "advance"):
            return True
    passive = index and scene.tokens[index - 1].word in ("was", "were", "been", "being")
    return bool(passive) and any(
        scene.tokens[i].has("act") or scene.tokens[i].has("control", "advance") for i in range(low, index)
    )


def _told(scene: Scene, index: int) -> bool:
    """Whether it is told as having happened (or not): plans, orders and goals are no claims."""
    tokens = scene.tokens
    for step in range(max(0, index - 6), index):
        token = tokens[step]
        if token.word in ("tried", "trying", "tries", "attempted", "attempting", "attempt", "attempts"):
            return False
        if token.has("modal"):
            gap = [t.word for t in tokens[step + 1 : index]]
            if token.word in ("could", "may", "might") and ("remain" in gap or tokens[index].has("control", "hold")):
                continue
            if "," in gap or ";" in gap or "and" in gap:
                continue
            return False
    tag = tokens[index].tag("control")
    if tag is not None and tag.form == "base":
        before = tokens[index - 1].word if index else ""
        return before not in ("to", "the", "a") or (
            index > 1 and tokens[index - 2].word in ("managed", "able", "continue", "continued", "continues")
        )
    return True


def _claims(scene: Scene, context: Context, index: int, event: ControlEvent) -> Iterator[Control]:
    token = scene.tokens[index]
    focus = Span(token.start, token.end)
    speaker = context.speaker(focus)
    floor, ceiling = clause(scene, index)
    actor = _actor(scene, index, event, floor, speaker)
    if actor is None:
        return
    places = _places(scene, index, floor, ceiling)
    if not places and event == "advance":  # "continued operations near X but did not advance"
        earlier = [i for i in scene.places if i < index and _is_spot(scene, i)]
        places = [place for place in (place_at(scene, i) for i in earlier[-1:]) if place is not None]
    if (
        not places
        and event in ("hold", "contest")
        and token.tag("control") is not None
        and token.tag("control").form in ("base", "s", "ed", "ing")
    ):  # type: ignore[union-attr]
        return
    allowed, statement = context.times_for(scene, focus)
    time = periods.best_time(scene, index, allowed, floor, ceiling)
    period = (
        periods.stated(scene, time)
        if time is not None
        else periods.undated(statement.end if statement else None, context.published)
    )
    denied = any(scene.tokens[i].has("denial") for i in range(max(floor, index - 5), index)) or _stalled(scene, index)
    certainty = "denied" if denied else context_certainty(scene, max(floor + 5, index - 4), index)
    start = _start(scene, index, floor)
    extra = (
        f"told={_told(scene, index)}",
        f"event={event}",
        f"actor={actor}",
        f"places={min(len(places), 2)}",
        f"denied={denied}",
    )
    judged = False
    for place in places or [None]:  # type: ignore[list-item]
        end = _end(scene, index, place, ceiling)
        claim = context.claim(
            Control, scene, start, end, focus, period, event=event, actor=actor, place=place, certainty=certainty
        )
        plain_denial = denied and event == "advance" and _told(scene, index)
        if not judged and not plain_denial and not context.accepts("control", claim, features(scene, index, floor, ceiling, extra)):
            return
        judged = True
        yield claim


def _stalled(scene: Scene, index: int) -> bool:
    """"Russian advances remain stalled": a noun whose verb says that it came to nothing."""
    tag = scene.tokens[index].tag("control")
    if tag is None or tag.form != "noun":
        return False
    return any(scene.tokens[i].word in ("stalled", "failed", "unsuccessful") for i in range(index + 1, min(index + 6, len(scene.tokens))))


def _actor(scene: Scene, index: int, event: ControlEvent, floor: int, speaker: Party | None) -> Party | None:
    tag = scene.tokens[index].tag("control")
    if event == "liberate" and index and scene.tokens[index - 1].word in ("newly", "recently", "the", "of", "in", "a"):
        by = sides.agent(scene, index + 1, index + 6, speaker)
        return by or sides.side_at(scene, index - 1, speaker) or "ukraine"
    passive = index > 0 and scene.tokens[index - 1].word in (
        "was",
        "were",
        "been",
        "being",
        "are",
        "is",
        "recently",
        "newly",
    )
    if passive or tag is not None and tag.form in ("noun", "word"):
        by = sides.agent(scene, index + 1, index + 14, speaker)
        if by is not None and event != "repel":
            own = sides.side_at(scene, index - 1, speaker) if index else None
            return own or by
        if event == "repel" and passive:
            pushed = sides.subject(scene, index, floor, speaker)
            return by or sides.opposite(pushed)
    found = sides.side_at(scene, index - 1, speaker) if index else None
    found = found or sides.subject(scene, index, floor, speaker) or sides.subject(scene, index, 0, speaker)
    if found is None and event in ("liberate",):
        return "ukraine"
    if found is None and event == "contest":
        return "other"
    return found


_BEFORE = frozenset(
    "in near around of at toward towards into from on over for outside inside within throughout across along through to".split()
)


def _places(scene: Scene, index: int, floor: int, ceiling: int) -> list[Place]:
    """The places of the clause: those behind the predicate, a list as several; else the nearest before."""
    found: list[int] = []
    depth = 0
    for step in range(index + 1, ceiling):
        token = scene.tokens[step]
        if token.word == "(":
            depth += 1
        elif token.word == ")":
            depth = max(0, depth - 1)
        elif token.place is not None and depth == 0:
            if found and not _coordinated(scene, found[-1], step):
                break
            if _is_spot(scene, step):
                found.append(step)
        elif not found and (
            step > index + 16
            or step > index + 2
            and (token.has("control") or token.has("act") and act_tag(scene, step).form in ("ed", "s"))
        ):
            break
    if not found:
        before = [i for i in scene.places if floor <= i < index and _is_spot(scene, i)]
        found = before[-1:]
    return [place for place in (place_at(scene, i) for i in found) if place is not None]


def _is_spot(scene: Scene, index: int) -> bool:
    """Whether a place token is where something happened, not whose ("Russia's losses", "the defence of Ukraine")."""
    tokens = scene.tokens
    after = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if after in ("'s", "’s", "'"):
        return False
    if after in ("village", "town", "city", "settlement") and index + 3 < len(tokens) and any(t.place is not None for t in tokens[index + 2 : index + 5]):
        return False  # "the Donetsk village of Pisky"
    if not tokens[index].has("side"):
        return True
    before = tokens[index - 1].word if index else ""
    return before in _BEFORE and before != "of" or bool(index and tokens[index - 1].tag("control"))


def _coordinated(scene: Scene, first: int, second: int) -> bool:
    """Whether only commas, "and", directions and brackets stand between two places of a list."""
    depth = 0
    for step in range(first + 1, second):
        token = scene.tokens[step]
        if token.word == "(":
            depth += 1
        elif token.word == ")":
            depth -= 1
        elif depth == 0 and token.word not in (
            ",",
            "and",
            "or",
            "as",
            "well",
            "near",
            "in",
            "the",
            "around",
            "of",
            "toward",
            "towards",
            "also",
            "both",
            "village",
            "villages",
            "town",
            "towns",
        ):
            return False
    words = {scene.tokens[step].word for step in range(first + 1, second)}
    return bool(words & {",", "and", "or"})


def _start(scene: Scene, index: int, floor: int) -> int:
    start = index
    while start > floor and index - start < 14:
        token = scene.tokens[start - 1]
        if token.word in (",", "that", "(", ")", "said", '"', "“", "”"):
            break
        start -= 1
    return start


def _end(scene: Scene, index: int, place: Place | None, ceiling: int) -> int:
    end = index + max(scene.tokens[index].width, 1)
    if place is not None:
        for step in range(end, ceiling):
            mark = scene.tokens[step].place
            if mark is not None and scene.tokens[step].text == place.as_written:
                return step + 1
    while end < ceiling and end < index + 8 and scene.tokens[end].word not in (",", "(", ")"):
        end += 1
    return min(end, len(scene.tokens))
