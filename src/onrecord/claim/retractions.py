"""What a source takes back in one text: a figure that it corrects, a place of which it says the opposite.

Only words of taking back count: "walked back the claim", "corrected its figure of 12 to 9", "9, not 12",
"acknowledged that Russian forces still hold X after claiming its capture". Two sources of one side are two
sources; and who loses later what he took has taken nothing back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from onrecord.claim.context import Context, Correction
from onrecord.claim.quantities import quantity
from onrecord.claim.reversals import TAKING, reverses
from onrecord.claim.scene import Scene, Token
from onrecord.claim.sides import opposite
from onrecord.lexicon import load
from onrecord.mark.records import Marks
from onrecord.model import Activity, Area, Claim, Control, Document, Loss, Response, Retraction, Source, Span
from onrecord.model.claim import Certainty, How

Counted = Loss | Area | Activity
_COUNTED = (Loss, Area, Activity)
_APART = 12  # tokens between the two figures of a correction
_LOOKED_AT = 40  # claims looked back over for the one that a correction puts right
_NAME = 120  # characters before a verb in which its subject stands
_LONGEST = 3000  # characters of a sentence that are looked at
_PRONOUNS = frozenset("it they he she we this that who which".split())
_ADVERBS = re.compile(r"(?:\s+(?:has|have|had|later|then|also|since|subsequently|afterwards|quickly))+$")


@lru_cache(maxsize=None)
def _words() -> dict[str, tuple[str, ...]]:
    raw: dict[str, Any] = load("languages/en/statements.toml")["retraction"]
    return {name: tuple(words) for name, words in raw.items()}


# ---- figures: read with the sentence that puts one right -------------------------------------------------------


def corrected(scene: Scene, context: Context, told: Sequence[Claim], here: list[Claim]) -> list[Claim]:
    """The claims of a sentence, `here` as read, with those that a correction makes: of the new figure, when it
    stands for one of a claim `told` before, and of the old one, said not to be so, when that was not told. The
    correction itself is left in the context."""
    found = _corrected(scene)
    if found is None:
        return here
    new, old = scene.tokens[found[0]], scene.tokens[found[1]] if found[1] is not None else None
    sources = context.attributed(new.span)[0] or _subject(scene, context)
    so_far = [*told[-_LOOKED_AT:], *(one for one in here if one.span.end <= new.start)]
    before = next((one for one in _counted(so_far) if _same(one.sources, sources) and _has(one, old)), None)
    said, was = _with(here, new), _with(here, old) if old is not None else None
    if said is None and before is None:
        return here
    out = [one for one in here if one is not said]
    if said is None:
        assert before is not None
        said = _claim(scene, before, new, sources, "asserted")
    said = replace(said, sources=said.sources or sources)
    if was is None and before is None and old is not None:
        was = _claim(scene, said, old, said.sources, "denied")
        out.append(was)
    earlier = before or was
    if earlier is not None:
        context.corrections.append(Correction(said.span, _value(said), earlier.span, _value(earlier)))
    return [*out, said]


def _corrected(scene: Scene) -> tuple[int, int | None] | None:
    """The tokens of the new and the old figure; of the new alone where the old is meant by "that number"."""
    if not scene.figures:
        return None
    known = _words()
    verb = next((i for i, token in enumerate(scene.tokens) if token.word in known["corrects"]), None)
    for one, two in zip(scene.figures, scene.figures[1:], strict=False):
        if two - one > _APART:
            continue
        before_one, before_two = _before(scene, one), _before(scene, two)
        if before_two in known["instead"]:
            return one, two
        if before_one == "not" and before_two == "but":
            return two, one
        if verb is not None and before_one in known["old"] and before_two == "to":
            return two, one
        if verb is not None and before_two == "from":
            return one, two
    for index in scene.figures:
        if verb is not None and verb < index < verb + _APART and _before(scene, index) == "to":
            return index, None
    return None


def _before(scene: Scene, index: int) -> str:
    """The word before a figure, both of "instead of" and "rather than"."""
    word = scene.word(index - 1)
    return f"{scene.word(index - 2)} {word}" if scene.word(index - 2) in ("instead", "rather") else word


def _subject(scene: Scene, context: Context) -> tuple[Source, ...]:
    """Who corrects: the name in front of the verb."""
    known = _words()["corrects"]
    verb = next((token for token in scene.tokens if token.word in known), None)
    if verb is None:
        return ()
    written = scene.text[max(scene.span.start, verb.start - _NAME) : verb.start]
    name = _ADVERBS.sub("", re.split(r"[,;:]", written)[-1].strip())
    if not name:
        return ()
    found = context.chains.known(name, verb.start)
    if found.kind == "evidence" or found.name.lower() in _PRONOUNS:
        return ()
    at = scene.text.rfind(name, scene.span.start, verb.start)
    return (Source(name=found.name, id=found.id, as_written=name, cue=verb.text, span=Span(at, at + len(name))),)


def _counted(told: Sequence[Claim]) -> Iterator[Counted]:
    """The counted claims, the latest first."""
    return (one for one in reversed(told) if isinstance(one, _COUNTED))


def _same(one: tuple[Source, ...], other: tuple[Source, ...]) -> bool:
    """Whether the innermost of both chains is the same source; nobody is the same as nobody only by guess."""
    return bool(one) and bool(other) and one[-1].id == other[-1].id


def _with(claims: Sequence[Claim], token: Token) -> Counted | None:
    """The claim whose figure is the token."""
    for one in claims:
        if isinstance(one, _COUNTED) and one.span.overlaps(token.span) and _has(one, token):
            return one
    return None


def _has(one: Counted, token: Token | None) -> bool:
    return token is None or token.figure is not None and _value(one) == token.figure.value


def _value(one: Counted) -> Decimal | None:
    return one.quantity.value if one.quantity is not None else None


def _claim(scene: Scene, like: Counted, token: Token, sources: tuple[Source, ...], certainty: Certainty) -> Counted:
    """A claim of the same thing with the token's figure."""
    assert token.figure is not None
    span = token.figure.span
    figure = replace(quantity(token.figure), unit=like.quantity.unit if like.quantity else None)
    return replace(
        like, id="", text=span.of(scene.text), span=span, sources=sources, certainty=certainty, quantity=figure
    )


# ---- the links, once claims have ids -------------------------------------------------------------------------


def retract(
    claims: Sequence[Claim], document: Document, marks: Marks, corrections: Sequence[Correction]
) -> list[Claim]:
    """The claims, with `retracts` where one takes another back."""
    taken: dict[str, list[Retraction]] = {}

    def link(later: Claim, earlier: Claim) -> None:
        how: How = "corrects" if isinstance(earlier, _COUNTED) and _value(earlier) is not None else "reverses"
        entry = Retraction(claim=earlier.id, how=how)
        if later.id != earlier.id and entry not in taken.setdefault(later.id, []):
            taken[later.id].append(entry)

    by_id = {claim.id: claim for claim in claims}
    for claim in claims:
        if isinstance(claim, Response) and claim.outcome == "retracted":
            for ref in claim.refers_to:
                link(claim, by_id[ref])
    counted = {(c.span, _value(c)): c for c in reversed(claims) if isinstance(c, _COUNTED)} if corrections else {}
    for pair in corrections:
        said, was = counted.get((pair.span, pair.value)), counted.get((pair.earlier_span, pair.earlier_value))
        if said is not None and was is not None:
            link(said, was)
    owned: dict[str, Control] = {}
    for later, earlier in _reversals(claims, document, marks):
        owned[earlier.id] = earlier
        link(later, earlier)
    return [replace(owned.get(one.id, one), retracts=tuple(taken.get(one.id, ()))) if taken else one for one in claims]


def _reversals(claims: Sequence[Claim], document: Document, marks: Marks) -> Iterator[tuple[Control, Control]]:
    """Pairs (later, earlier) of one source's claims on a place, where words own up to it."""
    controls = [claim for claim in claims if isinstance(claim, Control) and claim.place is not None]
    if len(controls) < 2:
        return
    by_sentence: dict[int, list[Control]] = {}
    for claim in controls:
        at = bisect_right(marks.sentences, claim.span.start, key=lambda s: s.start) - 1
        by_sentence.setdefault(at, []).append(claim)
    told: list[Control] = []
    for at, here in by_sentence.items():
        sentence = marks.sentences[at].of(document.text)[:_LONGEST].lower() if at >= 0 else ""
        if _admits().search(sentence):
            before = _position(sentence, _words()["before"])
            start = marks.sentences[at].start + before if before is not None else None
            for later in here:
                if start is not None and later.span.end > start:
                    continue
                # Behind "after claiming" stands what was said first, and the one who said it took the place.
                first = [one for one in here if start is not None and one.span.end > start]
                for earlier in first:
                    if later.event == "hold" and earlier.event in TAKING:
                        earlier = replace(earlier, actor=opposite(later.actor))
                    if reverses(later, earlier):
                        yield later, earlier
                for earlier in told[-_LOOKED_AT:]:
                    if _same(earlier.sources, later.sources) and reverses(later, earlier):
                        yield later, earlier
        told.extend(here)


@lru_cache(maxsize=None)
def _admits() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _words()['admits']))})\b")


def _position(sentence: str, phrases: Sequence[str]) -> int | None:
    found = [at for phrase in phrases if (at := sentence.find(phrase)) >= 0]
    return min(found) if found else None
