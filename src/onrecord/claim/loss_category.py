"""What is lost: the category that a counted noun and what became of it give together."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from onrecord.claim.counted import FLYING, MEASURES, Counted, Predicate, counted
from onrecord.claim.scene import Scene, within
from onrecord.claim.vocabulary import Tag, pack_words, words
from onrecord.model.claim import Category

_PEOPLE = frozenset({"military", "civilian", "people"})
_HARDWARE = frozenset(
    "tank apc artillery mlrs air_defence aircraft helicopter ship submarine vehicle special_equipment".split()
)
_THINGS = _HARDWARE | FLYING | {"other"}
_STRUCK = _HARDWARE | {"other"}
_UNCOUNTED = MEASURES | {"percent", "time", "year", "hour"}
_CHANGES = frozenset({"increase", "decrease", "rise", "drop", "decline", "growth"})
_ARMIES = 20_000  # no single count of civilians killed in this war is as large; of soldiers all are
_NEAR = 30  # tokens: people named further away are others
# A word behind a bare figure that is no noun counted by it.
_AFTER_BARE = frozenset(
    "were was are have had has been and or in on at more others other people of as including over during by from dead "
    "killed injured wounded since across after near who whose with while remain is so died".split()
)

# Verbs that lead from those who were killed to their number, beside "rose to 9,000".
_LEADING = frozenset("was is were stand stands at reached reaches number numbers numbered".split())
_COUNTS = frozenset("number count tally total toll".split())
_AFTER_LEVEL = frozenset("by since over during".split())  # behind a bare figure that something stands at
_PLACED = frozenset("near in at around during on over".split())


def category_of(scene: Scene, what: Counted, how: Predicate, people: str | None) -> Category | None:
    """The loss category that the noun and what became of it give; None when it is no loss. `people` is whom an earlier
    figure of the sentence counted, for one that leaves its noun out ("1.2 million casualties, 325,000 killed")."""
    if what.figure.unit in _UNCOUNTED or what.kind is not None and what.kind.group == "act":
        return None
    noun = what.kind.value if what.kind is not None and what.kind.group == "noun" else None
    outcome = _outcome(scene, how, noun)
    if (
        outcome is None
        or outcome == "captured"
        or scene.word(what.index - 2) in _CHANGES
        and scene.word(what.index - 1) == "of"
    ):
        return None
    if outcome == "taken":  # of people they are prisoners, of things a loss
        return cast(Category, noun) if noun in _HARDWARE and how.tag.form != "base" else None
    if outcome == "damaged" and noun in _STRUCK:
        return cast(Category, noun)
    more = scene.word(what.index + 1) in ("more", "others")
    if more and noun is None and outcome in ("destroyed", "damaged", "downed"):
        return _more_of(scene, what)
    if what.kind is not None and what.kind.group == "outcome":  # "530 killed", "530 casualties"
        whose = _kind_before(scene, what)
        if outcome == "lost":
            return _thing_before(scene, what.kind, how.index) or _losses_of(whose)
        return _human(whose or _people_around(scene, what, people), outcome)
    if noun is None:
        return _without_noun(scene, what, how, outcome, people)
    if noun in _PEOPLE:
        return _of_people(scene, what, noun, outcome, people)
    if noun in _THINGS:
        return None if outcome in ("wounded", "damaged") else cast(Category, noun)
    return "other" if noun in ("bomb", "air_weapon") and outcome in ("downed", "destroyed") else None


def _outcome(scene: Scene, how: Predicate, noun: str | None) -> str | None:
    """What became of those counted: killed, wounded, lost, destroyed, damaged, captured or downed."""
    if how.tag.group == "outcome":
        both = how.tag.value in ("killed", "wounded") and _killed_and_wounded(scene, how.index)
        return "lost" if both else how.tag.value
    if how.role != "object":
        return None
    if noun in FLYING:
        by_defence = how.tag.group in ("act", "repelled") and _by_air_defence(scene, how.index)
        return "downed" if by_defence else None
    struck = how.tag.group == "act" and how.tag.value == "strikes" and how.tag.form != "noun"
    return "damaged" if struck and noun in _STRUCK else None


def _killed_and_wounded(scene: Scene, index: int) -> bool:
    """Whether killed and wounded are told in one breath ("killed, wounded or missing", "dead and injured"), without a
    figure between, so that one figure counts both."""
    found = {tag.value for tag in scene.tokens[index].tags if tag.group == "outcome"}
    for step in (1, -1):
        at = index + step
        while abs(at - index) <= 7 and scene.word(at) and scene.tokens[at].figure is None:
            token = scene.tokens[at]
            values = {tag.value for tag in token.tags if tag.group == "outcome" and tag.form != "noun"}
            if not values and token.word not in _COORDINATES:
                break
            found |= values & {"killed", "wounded"}
            at += step
    return {"killed", "wounded"} <= found


_COORDINATES = frozenset("and or , missing captured seriously".split())


def _by_air_defence(scene: Scene, index: int) -> bool:
    """Whether air defence is what "struck" or "repelled" the drones."""
    if scene.tokens[index].has("repelled"):
        return True
    start = max(0, index - 8)
    said = [i + 1 for i in range(start, index) if scene.word(i) in ("that", *words("says"))]
    before = " ".join(token.word for token in scene.tokens[max([start, *said]) : index])
    return any(name in before for name in words("air_defence"))


# ---- people -----------------------------------------------------------------------------------------------------


def _of_people(scene: Scene, what: Counted, noun: str, outcome: str, people: str | None) -> Category | None:
    if outcome in ("damaged", "downed"):
        return None
    if noun != "people":
        return _human(noun, outcome)
    whose = _kind_before(scene, what)
    word = scene.word(what.noun) if what.noun is not None else ""
    if word in words("wounds"):
        outcome = "wounded"
    elif word in words("deaths") and outcome == "lost":
        outcome = "killed"
    elif word in ("casualty", "casualties") and outcome == "lost":
        return _losses_of(whose)
    if whose is None:
        armys = outcome in ("lost", "destroyed") or _is_an_armys(scene, what)
        whose = "military" if armys else _people_around(scene, what, people)
    return _human(whose, outcome)


def _thing_before(scene: Scene, tag: Tag, index: int) -> Category | None:
    """What a word of loss is said of: "1,000 Russian tank losses"."""
    noun = scene.tokens[index - 1].tag("noun") if index else None
    if tag.value != "lost" or noun is None or noun.value not in _THINGS or noun.value == "other":
        return None
    return cast(Category, noun.value)


def _before_loss(scene: Scene, index: int) -> str | None:
    """Whose losses a noun of loss tells of: "civilian casualties"."""
    civilian = index and (
        scene.word(index - 1).startswith("civilian") or scene.tokens[index - 1].has("noun", "civilian")
    )
    return "civilian" if civilian else None


def _losses_of(whose: str | None) -> Category:
    """Losses and casualties are those of armies unless told otherwise; killed and wounded civilians have no category
    together."""
    return "other" if whose == "civilian" else "personnel"


def _human(noun: str, outcome: str) -> Category | None:
    military = noun == "military"
    if outcome == "killed":
        return "personnel_killed" if military else "civilian_killed"
    if outcome == "wounded":
        return "personnel_wounded" if military else "civilian_injured"
    if outcome == "destroyed":
        return "personnel" if military else "civilian_killed"
    if outcome == "lost":
        return "personnel" if military else "other"
    return None


def _kind_before(scene: Scene, what: Counted) -> str | None:
    """ "civilian" or "military" among the words between the figure and its noun, or right behind it ("1,335 civilian
    casualties", "casualties of its army"). A side's name there means its army."""
    stop = what.noun if what.noun is not None else what.after
    for index in range(what.index + 1, min(stop + 6, len(scene.tokens))):
        token = scene.tokens[index]
        if token.word.startswith("civilian") or index < stop and token.has("noun", "civilian"):
            return "civilian"  # "child casualties"
        if index < stop and (token.has("force") or token.has("noun", "military")):
            return "military"
        if index > stop and token.word not in ("of", "the", "its", "their", "among"):
            tag = token.tag("noun")
            if tag is not None and tag.value in ("military", "civilian"):
                return tag.value
            if token.word in words("units"):
                return "military"
            if not token.has("side") and not token.word[:1].isdigit():  # "the 810th brigade"
                break
    named = any(token.has("side") for token in scene.tokens[what.index + 1 : stop])
    return "military" if named else None


def _people_around(scene: Scene, what: Counted, people: str | None) -> str:
    """Whom a bare "killed five" means: the nearest people named, those with a figure of their own first, who are not
    named as having done it."""
    best: tuple[int, str] | None = None
    for index in scene.find("noun", None, what.index - _NEAR, what.index + _NEAR):
        tag = scene.tokens[index].tag("noun")
        if tag is None or tag.value not in ("military", "civilian"):
            continue
        if "by" in (scene.word(index - 1), scene.word(index - 2)) or _acts(scene, index) or index in scene.speakers:
            continue
        counted_too = any(token.figure is not None for token in scene.tokens[max(0, index - 4) : index])
        distance = abs(index - what.index) + (0 if counted_too else 12)
        if best is None or distance < best[0]:
            best = (distance, tag.value)
    if best is not None and best[0] < (12 if people is not None else _NEAR):
        return best[1]
    if people is not None:
        return people
    if any(scene.word(i) in words("units") for i in range(what.index - 4, what.index)):
        return "military"  # "the battalion had 12 men killed"
    if scene.holds(words("armies")) and "office" not in scene.groups and _tells_of_army(scene, what.index):
        return "military"
    value = what.figure.value or what.figure.low or Decimal(0)
    return "military" if value >= _ARMIES and not scene.holds(pack_words("other_wars")) else "civilian"


def _tells_of_army(scene: Scene, index: int) -> bool:
    """Whether an army or its losses are spoken of near the figure, and not only who says it ("the military said")."""
    near = range(max(0, index - _NEAR), min(len(scene.tokens), index + _NEAR))
    return any(scene.word(i) in words("armies") and i not in scene.speakers for i in near)


def _acts(scene: Scene, index: int) -> bool:
    """ "The Russians struck the town": they did it."""
    after = index + max(scene.tokens[index].width, 1)
    tags = scene.tokens[after].tags if after < len(scene.tokens) else ()
    return any(tag.group in ("act", "launch") and tag.form in ("ed", "s", "base") for tag in tags)


# ---- figures that leave their noun out --------------------------------------------------------------------------


def _without_noun(scene: Scene, what: Counted, how: Predicate, outcome: str, people: str | None) -> Category | None:
    if outcome in ("killed", "wounded") and _are_unnamed_people(scene, what, how):
        return _human(_people_around(scene, what, people), outcome)
    if what.noun is not None:  # a noun, but of an unknown kind
        return _elided(scene, what, how) if outcome in ("destroyed", "downed", "lost") else None
    if _counts_unknown(scene, what) or _is_of_unknown(scene, what) or scene.word(what.index - 1) == ")":
        return None
    if outcome in ("killed", "wounded") or outcome == "lost" and how.tag.value in ("killed", "wounded"):
        return _human("military" if _is_an_armys(scene, what) else _people_around(scene, what, people), outcome)
    if outcome == "lost" and how.tag.form == "word":  # "losses of 530", "tank losses at 3,500"
        return _thing_before(scene, how.tag, how.index) or _losses_of(_before_loss(scene, how.index))
    if outcome == "lost" and _is_bare_loss(scene, what, how):
        return "personnel"
    if outcome in ("destroyed", "downed", "damaged", "lost") and how.role == "object" and how.tag.form == "ed":
        if (head := _head_before(scene, what, how)) is not None:
            return head
    return _elided(scene, what, how) if outcome in ("destroyed", "downed", "lost") else None


def _head_before(scene: Scene, what: Counted, how: Predicate) -> Category | None:
    """ "the number of Russian tanks destroyed stands at 3,100": what stands before the participle."""
    noun = scene.tokens[how.index - 1].tag("noun") if how.index else None
    counts = any(scene.word(i) in _COUNTS and scene.word(i + 1) == "of" for i in range(how.index - 5, how.index - 1))
    if noun is None or noun.value not in _THINGS or not counts or not leads_to(scene, how.index, what.index):
        return None
    return cast(Category, noun.value)


def leads_to(scene: Scene, participle: int, figure: int) -> bool:
    """Whether a verb of its own leads from a participle to the figure: "tanks destroyed (stand at 3,100)"."""
    if scene.word(figure).split()[0] in words("passed"):  # a part of the figure
        return True
    return any(token.has("whole") or token.word in _LEADING for token in scene.tokens[participle + 1 : figure])


def _are_unnamed_people(scene: Scene, what: Counted, how: Predicate) -> bool:
    """ "killed 16 shoppers", "two staff members were wounded": only people and animals can be."""
    if how.tag.form not in ("ed", "ing", "s") or scene.word(how.index).startswith("hurt"):
        return False
    if how.role == "object" and not 0 < what.index - how.index <= 3:
        return False
    head = next((i for i in range(what.index + 1, what.index + 4) if scene.word(i).endswith(("s", "men"))), None)
    if head is None or scene.word(head) in words("animals"):
        return False
    between = scene.tokens[what.index + 1 : head + 1]
    if any(t.tags or not t.word.isalpha() or t.time is not None or t.word in _AFTER_BARE for t in between):
        return False
    return how.role == "object" or 0 < how.index - head <= 4


def _more_of(scene: Scene, what: Counted) -> Category | None:
    """ "six aircraft were destroyed and eight more damaged": more of what was counted before."""
    for index in reversed(within(scene.figures, what.index - _NEAR, what.index)):
        kind = counted(scene, index).kind
        if kind is not None and kind.group == "noun":
            return cast(Category, kind.value) if kind.value in _THINGS else None
    return None


def _is_bare_loss(scene: Scene, what: Counted, how: Predicate) -> bool:
    """ "Russia lost 343 near Bakhmut", "the army suffered 900 on Monday": an army's own, with nothing named."""
    if how.index != what.index - 1 or scene.word(how.index) not in words("loses") or not how.index:
        return False
    before = scene.tokens[how.index - 1]
    behind = scene.tokens[what.index + 1] if what.index + 1 < len(scene.tokens) else None
    placed = behind is not None and (behind.time is not None or behind.word in _PLACED)
    return placed and (before.has("side") or before.has("force"))


def _is_an_armys(scene: Scene, what: Counted) -> bool:
    """ "Ukraine lost 40 killed", "the brigade suffered 12 wounded": who loses so is an army."""
    verb = what.index - 1
    who = verb - 2 if scene.word(verb - 1) in ("has", "have", "had") else verb - 1
    if who < 0 or scene.word(verb) not in words("loses"):
        return False
    return scene.tokens[who].has("side") or scene.tokens[who].has("force")


def _counts_unknown(scene: Scene, what: Counted) -> bool:
    """Whether an untagged word follows the figure, so that something unknown is counted ("killed in 12 cities")."""
    at = what.index + 1
    while at < len(scene.tokens) and any(t.group == "side" and t.form == "adjective" for t in scene.tokens[at].tags):
        at += 1
    if at >= len(scene.tokens):
        return False
    token = scene.tokens[at]
    if not token.word[0].isalpha() or token.time is not None or token.place is not None:
        return False
    if scene.word(what.index - 1) == "at" and (
        token.word in _AFTER_LEVEL or any(tag.group == "outcome" and tag.form == "ed" for tag in token.tags)
    ):
        return False  # "puts losses at 40 killed and wounded", "losses are put at 40 by Kyiv"
    return scene.word(what.index - 1) in ("in", "on", "at", "for", "near") or (
        not token.tags and token.word not in _AFTER_BARE
    )


def _is_of_unknown(scene: Scene, what: Counted) -> bool:
    """ "recruitment levels of about 40,000": a figure behind "of" and a noun of something else."""
    if scene.word(what.index - 1) != "of" or what.index < 2:
        return False
    head = scene.tokens[what.index - 2]
    return head.word in words("measured")


def _elided(scene: Scene, what: Counted, how: Predicate) -> Category | None:
    """ "launched 57 drones ..., 31 were shot down": the things counted are those of the figure before."""
    for index in reversed(within(scene.figures, what.index - 2 * _NEAR, what.index)):
        other = counted(scene, index).kind
        if other is not None and other.group == "noun" and other.value in (*FLYING, "air_weapon"):
            return cast(Category, other.value if other.value in FLYING else "other")
    if how.tag.value != "downed":
        return None
    for index in scene.find("noun", None, what.index, what.index + 8):
        tag = scene.tokens[index].tag("noun")
        if tag is not None and tag.value in FLYING:
            return cast(Category, tag.value)
    return None
