"""Activity: what a side is said to have done (fired, launched, stormed), with or without a figure."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.claim import periods, sides
from onrecord.claim.context import Context, clause
from onrecord.claim.counted import Counted, Predicate, counted, predicate
from onrecord.claim.judge import features
from onrecord.claim.loss import context_certainty, extent
from onrecord.claim.quantities import quantity
from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import Tag
from onrecord.model import Activity, Span
from onrecord.model.claim import Party, What

_WEAPONS: dict[str, What] = {
    "drone": "drone",
    "cruise_missile": "missile",
    "bomb": "air_strike",
    "shell": "shelling",
    "air_weapon": "other",
    "mlrs": "shelling",
}
_TARGETS = frozenset(
    "regions settlements settlement communities community towns villages cities regions localities areas districts oblasts".split()
)


def counted_activities(scene: Scene, context: Context, taken: set[int]) -> Iterator[tuple[Activity, set[int]]]:
    """The activities that a figure counts, each with the tokens of action it used up; `taken` are figures
    that already stand in a loss."""
    if not scene.figures or not scene.groups & {"act", "launch", "repelled", "noun"}:
        return
    for index in scene.figures:
        if index in taken:
            continue
        what = counted(scene, index)
        found = _kind(scene, what)
        if found is None:
            continue
        kind, how, used = found
        claim = _claim(scene, context, what, how, kind)
        if kind in ("drone", "missile"):
            context.last_weapon = ("drone" if kind == "drone" else "cruise_missile", claim.actor)
        yield claim, used | _means_of(scene, what.after)


def _means_of(scene: Scene, after: int) -> set[int]:
    """Words of action that only say by what means the counted attacks were made: "seven attacks from rocket launchers"."""
    if after >= len(scene.tokens) or scene.tokens[after].word not in ("from", "with", "by", "using", "involving"):
        return set()
    return set(scene.find("act", None, after, after + 6))


def _kind(scene: Scene, what: Counted) -> tuple[What, Predicate | None, set[int]] | None:
    unit = what.figure.unit
    noun = what.kind
    if unit == "percent":
        return _share(scene, what)
    if unit in ("km", "km2", "sq_mi", "ha", "mile", "usd", "eur", "m"):
        return None
    if noun is not None and noun.group == "act":
        assert what.noun is not None
        how = predicate(scene, what)
        if how is not None and how.tag.group == "outcome" and how.role == "object":
            how = None
        return _what(scene, what, noun.value), how, {what.noun}
    if noun is not None and noun.group == "noun" and noun.value in _WEAPONS:
        act = _shared_head(scene, what)
        if act is not None:
            return _WEAPONS[noun.value], predicate(scene, what), {act}
        how = predicate(scene, what)
        if how is None:
            before = scene.tokens[what.index - 1].word if what.index else ""
            if before in ("with", "using", "of", "involving"):
                near = [i for i in scene.find("act", None, max(0, what.index - 12), what.index)]
                if near:
                    return (
                        _WEAPONS[noun.value],
                        Predicate(near[-1], scene.tokens[near[-1]].tags[0], "object"),
                        {near[-1]},
                    )
            return None
        if how.tag.group in ("launch", "act"):
            return _WEAPONS[noun.value], how, {how.index}
        return None
    if _is_times(scene, what):
        verb = _verb_near(scene, what)
        if verb is None:
            return None
        tag = scene.tokens[verb].tag("act")
        if scene.tokens[verb].word in _TRIES:
            tag = Tag("act", "assault", "ed")
        if tag is None:
            mlrs = [i for i in scene.find("noun", "mlrs")]
            return ("shelling", Predicate(verb, scene.tokens[verb].tags[0], "object"), {verb}) if mlrs else None
        return _what(scene, what, tag.value, verb), Predicate(verb, tag, "object"), {verb}
    word = scene.tokens[what.index + 1].word if what.index + 1 < len(scene.tokens) else ""
    if word in _TARGETS:
        how = predicate(scene, what)
        if (
            how is not None
            and how.tag.group == "act"
            and how.tag.form != "noun"
            and how.tag.value in ("shelling", "air_strike", "strikes")
        ):
            return _what(scene, what, how.tag.value, how.index), how, {how.index}
    return None


def _share(scene: Scene, what: Counted) -> tuple[What, Predicate | None, set[int]] | None:
    """ "used 80 percent of its modern missiles": a share of an arsenal, used up."""
    for index in scene.find("noun", None, what.index + 1, what.index + 10):
        tag = scene.tokens[index].tag("noun")
        used = [
            i
            for i in scene.find("launch", None, max(0, what.index - 6), what.index)
            if scene.tokens[i].word.startswith("us")
        ]
        if tag is not None and tag.value in _WEAPONS and used:
            return _WEAPONS[tag.value], Predicate(used[-1], scene.tokens[used[-1]].tags[0], "object"), {used[-1]}
    return None


def _shared_head(scene: Scene, what: Counted) -> int | None:
    """ "two missile and 77 aviation strikes": the weapon is only half of a compound whose head comes later."""
    assert what.noun is not None
    head = scene.tokens[what.noun]
    if (
        head.word.endswith("s")
        or what.after >= len(scene.tokens)
        or scene.tokens[what.after].word not in ("and", ",", "or")
    ):
        return None
    for index in range(what.after, min(what.after + 6, len(scene.tokens))):
        if scene.tokens[index].has("act"):
            return index
    return None


def _what(scene: Scene, what: Counted, value: str, verb: int | None = None) -> What:
    """The contract's word; a strike of unsaid kind takes that of its means, when the clause names one."""
    if value not in ("strikes", "assault", "shelling"):
        return value  # type: ignore[return-value]
    low, high = clause(scene, what.index)
    if value == "strikes":
        for index in range(low, high):
            token = scene.tokens[index]
            if token.word in ("aviation", "aircraft", "aircrafts", "planes", "jets", "bombers", "air", "aerial"):
                return "air_strike"
        for index in range(low, high):
            tag = scene.tokens[index].tag("noun")
            if tag is not None and tag.value in ("cruise_missile", "drone", "bomb"):
                return _WEAPONS[tag.value]
        return "other"
    if value == "assault":
        for index in range(low, what.index):
            tag = scene.tokens[index].tag("act")
            if (
                tag is not None
                and tag.form == "noun"
                and tag.value != "strikes"
                and scene.tokens[max(0, index - 2)].word in ("number", "total")
            ):
                return tag.value  # type: ignore[return-value]
        for index in range(low, high):
            token = scene.tokens[index]
            if token.word in ("artillery", "mlrs", "mortar", "mortars", "tube", "launchers", "launcher", "grads"):
                return "shelling"
    return value  # type: ignore[return-value]


def _means(scene: Scene, index: int, ceiling: int) -> list[What]:
    """The weapons named behind "with", "using" or "by" after a verb of attack: "attacked the city with drones"."""
    found: list[What] = []
    for step in range(index + 1, min(index + 16, ceiling)):
        if scene.tokens[step].word in ("with", "using", "by", "from"):
            for near in range(step + 1, min(step + 9, ceiling)):
                tag = scene.tokens[near].tag("noun")
                if tag is not None and tag.value in _WEAPONS and _WEAPONS[tag.value] not in found:
                    found.append(_WEAPONS[tag.value])
                elif scene.tokens[near].word in ("artillery", "mortars") and "shelling" not in found:
                    found.append("shelling")
    return found


def _is_times(scene: Scene, what: Counted) -> bool:
    if what.figure.unit == "time":
        return True
    return what.index + 1 < len(scene.tokens) and scene.tokens[what.index + 1].word == "times"


_TRIES = frozenset({"tried", "attempted", "tries", "attempts"})


def _verb_near(scene: Scene, what: Counted) -> int | None:
    best: tuple[int, int] | None = None
    for index, token in enumerate(scene.tokens):
        tag = token.tag("act") or (token.tag("launch") if any(scene.find("noun", "mlrs")) else None)
        if token.word in _TRIES:
            tag = Tag("act", "assault", "ed")
        if tag is None:
            continue
        distance = abs(index - what.index) + (0 if tag.form != "noun" else 6)
        if best is None or distance < best[0]:
            best = (distance, index)
    return best[1] if best is not None else None


def _claim(scene: Scene, context: Context, what: Counted, how: Predicate | None, kind: What) -> Activity:
    token = scene.tokens[what.index]
    focus = Span(token.start, token.end)
    speaker = context.speaker(focus)
    actor = _actor(scene, what, how, kind, speaker)
    start, end = extent(scene, what, how or Predicate(what.index, what.kind, "self"))  # type: ignore[arg-type]
    allowed, statement = context.times_for(scene, focus)
    time = periods.best_time(scene, what.index, allowed)
    period = (
        periods.stated(scene, time)
        if time is not None
        else periods.undated(statement.end if statement else None, context.published)
    )
    return context.claim(
        Activity, scene, start, end, focus, period,
        what=kind, actor=actor, quantity=quantity(what.figure), certainty=context_certainty(scene, start, end),
    )  # fmt: skip


def _actor(scene: Scene, what: Counted, how: Predicate | None, kind: What, speaker: Party | None) -> Party:
    if kind == "clash":
        return "other"
    own = sides.between(scene, what.index + 1, what.after, speaker)
    if own is not None:
        return own
    if what.after < len(scene.tokens) and scene.tokens[what.after].word in ("of", "by"):
        own = sides.between(scene, what.after + 1, what.after + 4, speaker)
        if own is not None:
            return own
    repelled = how is not None and how.tag.group == "repelled"
    if how is not None and how.role == "subject":
        by = sides.agent(scene, how.index, how.index + 12, speaker)
        if by is not None:
            return (sides.opposite(by) if repelled else by) or "other"
    doer = sides.subject(scene, how.index if how is not None and how.role == "object" else what.index, 0, speaker)
    if doer is not None:
        return (sides.opposite(doer) if repelled else doer) or "other"
    by = sides.agent(scene, what.after, what.after + 12, speaker)
    return by or "russia"


# ---- without a figure ------------------------------------------------------------------------------------------


def plain_activities(
    scene: Scene, context: Context, used: set[int], lost: list[Span], told_of: set[What]
) -> Iterator[Activity]:
    """Activities that no figure counts: one for each verb or noun of action and clause, not yet in `used`. A strike named only as the cause of counted casualties (`lost`) is no claim of its own; nor is, beside a count, the same activity told again (`told_of`)."""
    if "act" not in scene.groups:
        return
    done: set[tuple[str, int]] = set()
    last = -10
    for index in scene.find("act"):
        if index in used or scene.tokens[index].place is not None or _hits_figure(scene, index) or _is_target(scene, index) or _elsewhere(scene, index):
            continue
        tag = act_tag(scene, index)
        floor, ceiling = clause(scene, index)
        if tag.form in ("noun", "word") and _is_cause(scene, index, floor, ceiling, lost):
            continue
        told = f"told={_acts(scene, index, tag.form)}"
        judged = False
        for kind in _kinds(scene, index, tag.value, floor, ceiling):
            if (kind, floor) in done or index - last < 2 or kind in told_of:
                continue
            claim = _plain(scene, context, index, tag, kind, floor, ceiling)
            if claim is None:
                continue
            seen = features(
                scene,
                index,
                floor,
                ceiling,
                (told, f"kind={kind}", f"actor={claim.actor}", f"said={bool(claim.sources)}", f"as={tag.form}"),
            )
            if (
                not judged
                and not (claim.certainty == "denied" and tag.form == "noun")
                and not context.accepts("activity", claim, seen)
            ):
                break  # air, artillery and missile strikes stand or fall together
            judged = True
            if claim is not None:
                done.add((kind, floor))
                yield claim
        last = index


def _is_target(scene: Scene, index: int) -> bool:
    """"Russian targets": the noun, not the verb."""
    return index > 0 and scene.tokens[index].has("noun") and scene.tokens[index - 1].has("side") and scene.tokens[index].word == "targets"


_VAGUE = frozenset({"regions", "areas", "directions", "sectors", "parts", "places", "sections"})


def _elsewhere(scene: Scene, index: int) -> bool:
    """"attacks in other regions", "counterattacks elsewhere": too vague a place to be claimed of."""
    for step in range(index + 1, min(index + 6, len(scene.tokens))):
        token = scene.tokens[step]
        if token.word == "elsewhere" or token.word == "other" and step + 1 < len(scene.tokens) and scene.tokens[step + 1].word in _VAGUE:
            return True
        if token.place is not None or token.word in (",", ";"):
            break
    return False


def _hits_figure(scene: Scene, index: int) -> bool:
    """ "it hit 250,240 losses": a figure reached, nobody struck."""
    after = index + max(scene.tokens[index].width, 1)
    if (
        after >= len(scene.tokens)
        or scene.tokens[after].figure is None
        or scene.tokens[index].word not in ("hit", "hits", "hitting")
    ):
        return False
    return any(
        scene.tokens[i].has("outcome") or scene.tokens[i].word == "mark"
        for i in range(after, min(after + 4, len(scene.tokens)))
    )


def _is_cause(scene: Scene, index: int, floor: int, ceiling: int, lost: list[Span]) -> bool:
    if not lost:
        return False
    low, high = scene.tokens[floor].start, scene.tokens[ceiling - 1].end
    return any(span.start < high and low < span.end for span in lost)


def _acts(scene: Scene, index: int, form: str) -> bool:
    """Whether the word tells of something done: not a plan, a threat, a means or a name."""
    tokens = scene.tokens
    for step in range(max(0, index - 5), index):
        token = tokens[step]
        if token.has("modal") and token.word not in ("can",):
            return False
        if token.has("outcome") and form == "noun" and step >= index - 4:
            return False
    before = tokens[index - 1].word if index else ""
    after = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if (
        form == "base"
        and before not in ("to",)
        and not (
            index and (tokens[index - 1].has("side") or tokens[index - 1].has("force") or tokens[index - 1].has("noun"))
        )
    ):
        return before in ("again", "also", "and", "still", "continue", "not")
    if (
        form == "noun"
        and before in ("in", "by", "after", "of", "during", "from", "against", "under", "for", "to")
        and not after == "continued"
    ):
        return False
    return not (
        form == "noun"
        and after
        in (
            "drones",
            "drone",
            "aircraft",
            "helicopters",
            "unit",
            "units",
            "group",
            "groups",
            "brigade",
            "weapons",
            "command",
            "vehicles",
        )
    )


_MODIFIERS = {
    "air": "air_strike", "aviation": "air_strike", "aerial": "air_strike", "artillery": "shelling", "mortar": "shelling", "mlrs": "shelling", "tank": "shelling",
    "missile": "missile", "rocket": "missile", "drone": "drone", "uav": "drone",
}  # fmt: skip


def _weapon_subjects(scene: Scene, index: int, floor: int) -> list[What]:
    """ "Russian missiles and drones pummel the city": the weapons themselves do it."""
    kinds: list[What] = []
    for step in range(index - 1, max(floor - 1, index - 7), -1):
        token = scene.tokens[step]
        tag = token.tag("noun")
        if (
            tag is not None
            and tag.value in ("drone", "cruise_missile")
            and token.word.endswith("s")
            and token.figure is None
        ):
            kinds.insert(0, _WEAPONS[tag.value])
        elif token.word not in ("and", ",", "have", "has", "also"):
            break
    return list(dict.fromkeys(kinds))


def weapon_launches(scene: Scene, context: Context, used: set[int], told_of: set[What]) -> Iterator[Activity]:
    """Weapons sent without a figure: "missiles were fired from the sea", "rained down drones and missiles"."""
    if not {"launch", "noun"} <= scene.groups:
        return
    for index in scene.find("launch"):
        tag = scene.tokens[index].tag("launch")
        if tag is None or index in used or scene.tokens[index].word.split("'")[0] not in _SENDS:
            continue
        floor, ceiling = clause(scene, index)
        for kind, noun in _sent(scene, index, floor, ceiling):
            if kind in told_of:
                continue
            claim = _plain(scene, context, index, Tag("act", kind, tag.form), kind, floor, ceiling)
            if claim is None:
                continue
            seen = features(
                scene,
                index,
                floor,
                ceiling,
                (f"kind={kind}", f"actor={claim.actor}", f"noun={scene.tokens[noun].word}", "launch"),
            )
            if context.accepts("launch", claim, seen):
                yield claim


_SENDS = frozenset(
    "fire fires fired firing launch launches launched launching rain rains rained raining drop drops dropped dropping use uses used using "
    "unleash unleashed unleashing employ employed employing deploy deployed".split()
)


def _sent(scene: Scene, index: int, floor: int, ceiling: int) -> list[tuple[What, int]]:
    found: list[tuple[What, int]] = []
    passive = index > 0 and scene.tokens[index - 1].word in ("was", "were", "been", "are")
    steps = range(max(floor, index - 7), index) if passive else range(index + 1, min(ceiling, index + 8))
    for step in steps:
        token = scene.tokens[step]
        tag = token.tag("noun")
        if tag is not None and tag.value in ("drone", "cruise_missile", "bomb") and token.word.endswith("s"):
            if any(scene.tokens[i].figure is not None for i in range(max(0, step - 5), step)):
                return []
            found.append((_WEAPONS[tag.value], step))
    return found


def _listed(scene: Scene, index: int) -> list[What]:
    """The kinds coordinated before a noun of action: "air, artillery, and missile strikes"."""
    kinds: list[What] = []
    for step in range(index - 1, max(index - 8, -1), -1):
        word = scene.tokens[step].word
        if word in _MODIFIERS:
            kinds.insert(0, _MODIFIERS[word])  # type: ignore[arg-type]
        elif word not in (",", "and", "/"):
            break
    return kinds


def act_tag(scene: Scene, index: int) -> Tag:
    """The tag of action of a token that has one; "shelling" is a noun unless an auxiliary or a subject stands before it."""
    tags = [tag for tag in scene.tokens[index].tags if tag.group == "act"]
    noun = next((tag for tag in tags if tag.form in ("noun", "word")), None)
    verb = next((tag for tag in tags if tag.form not in ("noun", "word")), None)
    if noun is None or verb is None:
        return tags[0]
    before = scene.tokens[index - 1] if index else None
    if before is None:
        return noun
    if (
        before.word in _VERBAL
        or before.has("force")
        or before.has("noun", "military")
        or before.has("side")
        and before.tag("side").form in ("name", "label")
        and not before.word.endswith("'s")
    ):  # type: ignore[union-attr]
        return verb if verb.form != "ing" or before.word in _VERBAL or not before.word.endswith("'s") else noun
    return noun


_VERBAL = frozenset(
    "are is were was be been again continue continued continues keep kept to also still not they he who which and".split()
)


def _kinds(scene: Scene, index: int, value: str, floor: int, ceiling: int) -> list[What]:
    tag = act_tag(scene, index)
    if tag.form == "noun" and value in ("strikes", "air_strike", "missile", "drone", "shelling"):
        listed = _listed(scene, index)
        if listed:
            kinds = [*listed, *([value] if value != "strikes" else [])]
            if set(kinds) == {"missile", "drone"}:
                return ["other"]
            return list(dict.fromkeys(kinds))  # type: ignore[arg-type]
    if value in ("shelling", "strikes") and tag.form == "noun" and index + 2 < len(scene.tokens) and scene.tokens[index + 1].word == "of":
        behind = [t.value for t in (scene.tokens[i].tag("noun") for i in range(index + 2, min(index + 5, len(scene.tokens)))) if t is not None]
        weapons = list(dict.fromkeys(_WEAPONS[v] for v in behind if v in ("drone", "cruise_missile", "bomb")))
        if weapons:
            return ["other"] if len(weapons) > 1 else weapons
    if value in ("shelling", "assault") and tag.form != "noun":
        subjects = _weapon_subjects(scene, index, floor)
        if subjects:
            return subjects
    if value == "assault" and tag.form != "noun":
        means = _means(scene, index, ceiling)
        if means:
            return ["other"] if set(means) == {"missile", "drone"} else means
        if _at_rear(scene, index, ceiling):
            return ["other"]
    if value != "strikes":
        return [value]  # type: ignore[list-item]
    near = range(max(floor, index - 8), min(ceiling, index + 10))
    words = {scene.tokens[i].word for i in near if not scene.tokens[i].has("noun", "air_defence")}
    kinds: list[What] = []
    if words & {"air", "aviation", "aerial", "airstrikes", "aircraft", "bombers"}:
        kinds.append("air_strike")
    if words & {"artillery", "mortar", "mlrs", "tube"}:
        kinds.append("shelling")
    if words & {"missile", "missiles", "rocket", "rockets", "ballistic", "s-300", "iskander"}:
        kinds.append("missile")
    if words & {"drone", "drones", "uav", "uavs", "shahed", "shaheds", "fpv", "kamikaze"}:
        kinds.append("drone")
    if kinds == ["missile", "drone"]:
        return ["other"]
    return kinds or ["other"]


_REAR = frozenset(
    "infrastructure energy power plant refinery hospital school residential civilian civilians region regions grid substation cities buildings".split()
)


def _at_rear(scene: Scene, index: int, ceiling: int) -> bool:
    """Whether what is attacked is no position of troops: then it is a strike, of unsaid kind."""
    return any(scene.tokens[i].word in _REAR for i in range(index + 1, min(index + 7, ceiling)))


def _plain(
    scene: Scene, context: Context, index: int, tag: Tag, kind: What, floor: int, ceiling: int
) -> Activity | None:
    token = scene.tokens[index]
    focus = Span(token.start, token.end)
    speaker = context.speaker(focus)
    own = sides.side_at(scene, index - 1, speaker) if index else None
    doer = sides.actor_of_noun if tag.form in ("noun", "word") and kind != "clash" else sides.subject
    actor = own or doer(scene, index, floor, speaker)
    if actor is None and tag.form in ("noun", "ed", "word"):
        actor = sides.agent(scene, index + 1, index + 10, speaker)
    if kind == "clash":
        actor = (
            "other"
            if tag.form == "noun"
            or actor is None
            or token.word == "fighting"
            and index
            and not scene.tokens[index - 1].has("force")
            else actor
        )
    if actor is None:
        if (
            tag.form == "ed"
            and scene.tokens[index - 1].word in ("was", "were", "been", "being", "is", "are", "heavily", "relentlessly")
            if index
            else False
        ):
            actor = "russia"  # attacks without an attacker, in texts about this war
        else:
            return None
    allowed, statement = context.times_for(scene, focus)
    time = periods.best_time(scene, index, allowed, floor, ceiling)
    period = (
        periods.stated(scene, time)
        if time is not None
        else periods.undated(statement.end if statement else None, context.published)
    )
    denied = any(
        scene.tokens[i].has("denial")
        and scene.tokens[i].word not in ("unsuccessful", "unsuccessfully", "without success")
        for i in range(max(floor, index - 4), index)
    )
    certainty = "denied" if denied else context_certainty(scene, max(floor + 5, index - 3), index)
    start = max(floor, index - 12)
    while start < index and not scene.tokens[start].word[0].isalnum():
        start += 1
    end = min(ceiling, index + 14)
    return context.claim(
        Activity, scene, start, max(end, index + 1), focus, period,
        what=kind, actor=actor, quantity=None, place=None, certainty=certainty,
    )  # fmt: skip
