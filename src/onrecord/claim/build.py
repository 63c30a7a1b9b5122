"""All claims of a document: each reader over each sentence, then what only the whole document can tell."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from onrecord.claim import sides
from onrecord.claim.area import areas
from onrecord.claim.context import Context
from onrecord.claim.control import controls
from onrecord.claim.counted_activity import counted_activities
from onrecord.claim.dated import dated
from onrecord.claim.fullnames import FullNames
from onrecord.claim.ids import claim_id
from onrecord.claim.inclusion import linked
from onrecord.claim.lists import list_losses
from onrecord.claim.loss import losses
from onrecord.claim.parts import parts, shifted
from onrecord.claim.plain_activity import plain_activities
from onrecord.claim.quote import quotes
from onrecord.claim.references import refer
from onrecord.claim.registry import registry
from onrecord.claim.repeats import carry_day, settle_repeats
from onrecord.claim.retractions import corrected, retract
from onrecord.claim.scene import Scene, scenes
from onrecord.claim.sources import chains
from onrecord.claim.spans import merged, overlapping
from onrecord.claim.statements import statements
from onrecord.claim.weapons_told import weapon_impacts, weapon_launches
from onrecord.mark import begin as begin_marks
from onrecord.mark import marks
from onrecord.mark.records import Marks
from onrecord.model import Claim, Document, Note, Reading
from onrecord.model.claim import What


def reading(document: Document, *, model: bool = False) -> Reading:
    """The claims of a document, in the order of its text, with notes on what could not be read; `model` as for
    `marks`. A document without a day has the one that its text gives."""
    return begin(document, model=model)()


def begin(
    document: Document, *, model: bool = False, progress: Callable[[int, int], None] = lambda done, length: None
) -> Callable[[], Reading]:
    """The same in two steps: starts the network, which goes on by itself, and gives what reads the document. `progress`
    is told after each part of it how many characters are read, and how many there are."""
    document, note = dated(document)
    cut = parts(document)
    start, part = next(cut)
    seen = begin_marks(part, model=model)
    return partial(_parts_read, document, note, start, part, seen, cut, model, progress)


def _parts_read(
    document: Document,
    note: Note | None,
    start: int,
    part: Document,
    seen: Callable[[], Marks],
    later: Iterator[tuple[int, Document]],
    model: bool,
    progress: Callable[[int, int], None],
) -> Reading:
    """Reads a part while the network is at the next one."""
    full_names, told = FullNames(document.text, registry()), Counter[tuple[str, str]]()
    claims: list[Claim] = []
    while True:
        marked, following = seen(), next(later, None)
        if following is not None:
            seen = begin_marks(following[1], model=model)
        claims.extend(shifted(claim, start) for claim in _of_part(part, marked, full_names, told))
        progress(start + len(part.text), len(document.text))
        if following is None:
            return _reading(document, claims, note)
        start, part = following


def candidates_of(document: Document) -> tuple[list[tuple[str, list[str], Claim]], list[Claim]]:
    """For training the judge: every candidate with its features, and the claims that no judge decides on."""
    seen = marks(document)
    context = Context(document=document, marks=seen, chains=chains(document, seen), candidates=[])
    claims = _claims(context)
    assert context.candidates is not None
    judged = {(claim.span, claim.kind, getattr(claim, "what", None)) for _, _, claim in context.candidates}
    return context.candidates, [c for c in claims if (c.span, c.kind, getattr(c, "what", None)) not in judged]


def reading_of(document: Document, seen: Marks) -> Reading:
    """The same from marks that are there already."""
    full_names = FullNames(document.text, registry())
    return _reading(document, _of_part(document, seen, full_names, Counter()), None)


def _reading(document: Document, claims: list[Claim], note: Note | None) -> Reading:
    notes = [note] if note is not None else []
    if not document.published:
        notes.append(Note(code="no-date", message="no publication date: relative times stay open"))
    return Reading(document=document, claims=tuple(claims), notes=tuple(notes))


def _of_part(part: Document, seen: Marks, full_names: FullNames, told: Counter[tuple[str, str]]) -> list[Claim]:
    """The claims of a part of a document, or of the whole; `told` counts what earlier parts told."""
    context = Context(document=part, marks=seen, chains=chains(part, seen, full_names=full_names))
    claims = refer(linked(_identified(part, _claims(context), told)), part, seen)
    return retract(claims, part, seen, context.corrections)


def _claims(context: Context) -> list[Claim]:
    document, seen = context.document, context.marks
    listed, lines = list_losses(context)
    claims: list[Claim] = list(listed)
    for scene in scenes(document.text, seen, document.language):
        context.prepare(scene)
        if lines:
            scene.figures = [i for i in scene.figures if not overlapping(lines, scene.tokens[i].span)]
        claims.extend(corrected(scene, context, claims, _of_sentence(scene, context)))
        context.memory.subject = sides.first_named(scene) or context.memory.subject
    claims.extend(quotes(context, list(claims)))
    claims.sort(key=lambda claim: (claim.span, claim.kind))
    return carry_day(settle_repeats(claims))


def _of_sentence(scene: Scene, context: Context) -> list[Claim]:
    """The readers in their order: what one has told of by its words, the next does not tell again."""
    lost = list(losses(scene, context))
    claims: list[Claim] = list(lost)
    starts = [scene.tokens[i].start for i in scene.figures]
    taken = {
        i
        for loss in lost
        for i in scene.figures[bisect_left(starts, loss.span.start) : bisect_left(starts, loss.span.end)]
    }
    used: set[int] = set()
    for area, tokens in areas(scene, context):
        claims.append(area)
        taken |= tokens
        used |= tokens
    told_of: set[What] = set()
    for activity, tokens in counted_activities(scene, context, taken):
        claims.append(activity)
        told_of.add(activity.what)
        used |= tokens
    for control, tokens in controls(scene, context, used):
        claims.append(control)
        used |= tokens
    plain = list(plain_activities(scene, context, used, merged(loss.span for loss in lost), told_of))
    claims.extend(plain)
    told_of |= {activity.what for activity in plain}
    claims.extend(weapon_launches(scene, context, used, told_of))
    if not lost:
        claims.extend(weapon_impacts(scene, context, used, told_of))
    claims.extend(statements(scene, context))
    return claims


def _identified(document: Document, claims: list[Claim], told: Counter[tuple[str, str]]) -> list[Claim]:
    """Ids that depend on the document, the kind and the words alone, so that reading again gives the same; the same
    words that were `told` before are told apart by how often."""
    out = []
    for claim in claims:
        key = (claim.kind, claim.text)
        out.append(replace(claim, id=claim_id(claim.kind, document.id, claim.text, str(told[key]))))
        told[key] += 1
    return out
