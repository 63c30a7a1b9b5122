"""What verification and response claims refer to: which of the document's claims was not verified, or denied.

A claim that stands inside the words for it ("denied that Robotyne had fallen") is referred to, and so is the same
told before by somebody else. Else the words must point to one: by a noun ("the claims", "Ukraine's loss
figures"), a pronoun, a place or a figure. Where they do not, nothing is linked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from onrecord.claim.canonical import resolve
from onrecord.claim.registry import Registry, registry
from onrecord.lexicon import load
from onrecord.mark.records import Figure, Marks, PlaceMark
from onrecord.model import Activity, Area, Claim, Control, Document, Loss, Response, Span, Verification
from onrecord.model.claim import Party

Told = Loss | Control | Area | Activity
_M = TypeVar("_M", Figure, PlaceMark)
_TOLD = (Loss, Control, Area, Activity)
_FAR = 200  # claims looked back over
_BACK = 3  # sentences looked back over for what a noun points to; a pronoun reaches one
_NEAR = 40  # characters from a claim to "..., which Kyiv denied"
_OPENING = 60  # characters of its sentence before a statement that does not open it
# What follows the words for a claim in their sentence: ", calling it ...", " and stated that ...".
_ASIDE = re.compile(
    r",\s+(?:\w+ing|which|who|where|as|because|after|but)\b|\s+and (?:said|says|stated|added|noted|claimed|reported)\b"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Words:
    """What the words of an `about` ask for: `noun` or pronoun, `many` for a plural, `counted` for figures; kinds and
    events, the side whose claims they are, places and figures where they tell of them."""

    noun: bool
    many: bool
    counted: bool
    pronoun: bool
    kinds: frozenset[str]
    events: frozenset[str]
    side: Party | None
    places: frozenset[str]
    figures: frozenset[object]


@lru_cache(maxsize=None)
def _lexicon() -> dict[str, Any]:
    raw = load("languages/en/statements.toml")["reference"]
    return {
        "one": frozenset(raw["one"]),
        "many": frozenset(raw["many"]),
        "pronouns": frozenset(raw["pronouns"]),
        "figures": frozenset(raw["figures"]),
        "owners": frozenset(raw["owners"]),
        "events": {event: tuple(stems) for event, stems in raw["events"].items()},
        "kinds": {kind: frozenset(words) for kind, words in raw["kinds"].items()},
    }


def refer(claims: Sequence[Claim], document: Document, marks: Marks) -> list[Claim]:
    """The claims, which are in the order of the text and have ids; those that speak of others with `refers_to`."""
    if not any(isinstance(claim, (Verification, Response)) for claim in claims):
        return list(claims)
    finder = _Finder(claims, document, marks)
    return [
        replace(claim, refers_to=finder.referents(claim)) if isinstance(claim, (Verification, Response)) else claim
        for claim in claims
    ]


class _Finder:
    """The claims of one document that others may refer to, by position."""

    __slots__ = ("_marks", "_registry", "_sides", "_starts", "_text", "_told")

    def __init__(self, claims: Iterable[Claim], document: Document, marks: Marks) -> None:
        self._text, self._marks = document.text, marks
        self._registry: Registry = registry()
        self._sides: dict[str, Party | None] = {}
        self._told: list[Told] = [claim for claim in claims if isinstance(claim, _TOLD)]
        self._starts = [claim.span.start for claim in self._told]

    def referents(self, claim: Verification | Response) -> tuple[str, ...]:
        about = self._about(claim)
        found: list[Told] = []
        if about is not None:
            words = self._words(about)
            inside = [one for one in self._within(about) if _inside(one, about, words)]
            twins = (twin for one in inside if (twin := self._twin(one, claim)) is not None)
            found = [*inside, *twins, *self._of_event(claim, words)] or self._pointed_at(claim, about, words)
        elif claim.outcome in ("denied", "confirmed", "retracted", "disputed"):
            found = self._of_sentence(claim, self._sentence(claim.span.start))  # "X, which Kyiv denied"
        return tuple(dict.fromkeys(one.id for one in found))

    # --- the words ---------------------------------------------------------------------------------

    def _about(self, claim: Verification | Response) -> Span | None:
        if not claim.about:
            return None
        at = self._text.find(claim.about, claim.span.start, claim.span.end)
        aside = _ASIDE.search(claim.about)
        return Span(at, at + (aside.start() if aside else len(claim.about))) if at >= 0 else None

    def _words(self, about: Span) -> _Words:
        written = [word.lower() for word in _WORD.findall(about.of(self._text)[:200])]
        plain = {re.sub(r"['’]s?$", "", word) for word in written}
        known = _lexicon()
        places = frozenset(p.name for p in _within(self._marks.places, about) if p.kind != "country")
        kinds = {kind for kind, words in known["kinds"].items() if plain & words}
        if places and kinds:
            kinds.add("control")  # "the loss of Klishchiivka"
        return _Words(
            noun=bool(plain & (known["one"] | known["many"])) and plain.isdisjoint(known["owners"]),
            many=bool(plain & known["many"]),
            counted=bool(plain & known["figures"]),
            pronoun=bool(written) and written[-1 if len(written) < 3 else 0] in known["pronouns"],
            kinds=frozenset(kinds),
            events=frozenset(
                event for event, stems in known["events"].items() if any(word.startswith(stems) for word in written)
            ),
            side=self._registry.side_of(" ".join(written)),
            places=places,
            figures=frozenset(figure.value for figure in _within(self._marks.figures, about)),
        )

    # --- the claims --------------------------------------------------------------------------------

    def _within(self, span: Span) -> list[Told]:
        """Those that begin in or a little before a span."""
        low = bisect_right(self._starts, span.start - 200)
        return self._told[low : bisect_right(self._starts, span.end)]

    def _of_event(self, claim: Verification | Response, words: _Words) -> list[Told]:
        """The last claim of the sentences right before that tells of the event that the words tell of, at the place
        that they name, if any."""
        here = self._sentence(claim.span.start)
        for one in self._backwards(claim.span.start) if words.events else ():
            if here - self._sentence(one.span.start) > _BACK:
                break
            if isinstance(one, Control) and one.event in words.events and self._may_mean(claim, one):
                return [one] if not words.places or _where(one) in words.places else []
        return []

    def _pointed_at(self, claim: Verification | Response, about: Span, words: _Words) -> list[Told]:
        if words.places or words.figures:
            if not (words.noun or words.kinds):
                return []
            return next(self._sentences_back(claim, words, len(self._told)), [])
        if words.noun and words.side is not None:
            sentences = list(self._sentences_back(claim, words, len(self._told)))
            return [one for found in reversed(sentences) for one in found] if words.many else (sentences or [[]])[0]
        if words.noun or words.pronoun:
            # What does not open its sentence speaks of what does.
            opens = claim.span.start - self._start(self._sentence(claim.span.start)) < _OPENING
            return next(self._sentences_back(claim, words, 0 if not opens else _BACK if words.noun else 1), [])
        return []

    def _sentences_back(self, claim: Verification | Response, words: _Words, reach: int) -> Iterator[list[Told]]:
        """The claims that the words may mean, of the claim's own sentence up to it and of those before, the nearest
        first; each sentence once."""
        here = self._sentence(claim.span.start)
        last: int | None = None
        group: list[Told] = []
        for one in self._backwards(claim.span.start):
            at = self._sentence(one.span.start)
            if here - at > reach:
                break
            if at != last and group:
                yield _attributed(group)
                group = []
            last = at
            if _fits(one, words) and self._may_mean(claim, one):
                group.insert(0, one)
        if group:
            yield _attributed(group)

    def _backwards(self, position: int) -> Iterator[Told]:
        """The claims that begin up to a position, the nearest first."""
        at = bisect_right(self._starts, position)
        return reversed(self._told[max(0, at - _FAR) : at])

    def _of_sentence(self, claim: Verification | Response, at: int) -> list[Told]:
        low, high = bisect_right(self._starts, self._start(at) - 1), bisect_right(self._starts, claim.span.start)
        near = (one for one in self._told[low:high] if claim.span.start - one.span.end <= _NEAR)
        return _attributed([one for one in near if self._may_mean(claim, one)])

    def _may_mean(self, claim: Verification | Response, one: Told) -> bool:
        """Whether a claim is another's than who denies it or looks into it; of one who takes back, his own."""
        if one.span.overlaps(claim.span) and one.span.end > claim.span.start + 3:
            return False
        who = claim.party if isinstance(claim, Response) else claim.verifier
        source = one.sources[-1] if one.sources else None
        if isinstance(claim, Response) and claim.outcome == "retracted":
            return source is not None and source.name == who
        if source is None or who is None:
            return True
        if source.name == who:
            return False
        side = self._side(who)
        return side not in ("russia", "ukraine") or self._side(source.name) != side or claim.kind == "verification"

    def _twin(self, one: Told, claim: Verification | Response) -> Told | None:
        """The same as a claim, told before it by another source (by the same, when it is taken back)."""
        for other in self._backwards(one.span.start):
            if other is not one and alike(one, other) and self._may_mean(claim, other):
                return other
        return None

    def _side(self, name: str) -> Party | None:
        if name not in self._sides:
            known = self._registry.exact(name)
            self._sides[name] = known.side if known is not None else None
        return self._sides[name]

    def _sentence(self, position: int) -> int:
        return bisect_right(self._marks.sentences, position, key=lambda s: s.start) - 1

    def _start(self, sentence: int) -> int:
        return self._marks.sentences[sentence].start if sentence >= 0 else 0


def _within(marks: Sequence[_M], span: Span) -> list[_M]:
    """The marks, which are in the order of the text, that lie in a span."""
    low = bisect_left(marks, span.start, key=lambda mark: mark.span.start)
    high = bisect_left(marks, span.end, key=lambda mark: mark.span.start)
    return [mark for mark in marks[low:high] if mark.span.end <= span.end]


def alike(one: Claim, other: Claim) -> bool:
    """Whether two claims tell of the same thing, by whomever: the same event at the same place, the same figure."""
    match one, other:
        case Control(), Control():
            return (one.event, one.actor) == (other.event, other.actor) and _where(one) == _where(other) is not None
        case Loss(), Loss():
            return (one.side, one.category, one.quantity.value) == (other.side, other.category, other.quantity.value)
        case Area(), Area():
            same = (one.event, one.quantity.unit, one.quantity.value)
            return same == (other.event, other.quantity.unit, other.quantity.value)
        case Activity(), Activity():
            if one.quantity is None or other.quantity is None:
                return False
            return (one.what, one.quantity.value) == (other.what, other.quantity.value)
    return False


def _where(claim: Claim) -> str | None:
    return claim.place.name if claim.place is not None else None


def _fits(one: Told, words: _Words) -> bool:
    if words.kinds and one.kind not in words.kinds or words.counted and _figure(one) is None:
        return False
    if words.places and _where(one) not in words.places:
        return False
    if words.figures and _figure(one) not in words.figures:
        return False
    if words.side is None or not words.noun:
        return True
    return bool(one.sources) and resolve(registry(), one.sources[-1].name).side == words.side


def _inside(one: Told, about: Span, words: _Words) -> bool:
    """Whether a claim stands in the words: most of it, or its figure or place."""
    shared = min(one.span.end, about.end) - max(one.span.start, about.start)
    if shared <= 0:
        return False
    if 2 * shared > one.span.end - one.span.start:
        return True
    figure, where = _figure(one), _where(one)
    if figure is None and where is None:
        return 2 * shared > about.end - about.start  # the clause of a strike that is neither confirmed nor denied
    return figure in words.figures if figure is not None else where in words.places


def _figure(one: Told) -> object:
    return None if isinstance(one, Control) or one.quantity is None else one.quantity.value


def _attributed(found: list[Told]) -> list[Told]:
    """Those that somebody is named for, where there are any."""
    return [one for one in found if one.sources] or found
