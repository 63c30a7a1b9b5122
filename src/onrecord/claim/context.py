"""What a claim reader is given: the document, its marks and chains, and one way to make a claim."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from onrecord.claim import periods
from onrecord.claim.judge import accepts
from onrecord.claim.scene import REACH, Scene, within
from onrecord.claim.sources import Chains
from onrecord.claim.vocabulary import is_of_war, pack_words
from onrecord.mark.records import Attribution, Marks, Time
from onrecord.model import Claim, Document, Loss, Period, Source, Span
from onrecord.model.claim import Category, Certainty, Party

C = TypeVar("C", bound=Claim)
_SIDES = ("russia", "ukraine")


@dataclass(slots=True)
class Memory:
    """All that one sentence leaves to the next: the last loss, which "that number" and "26 of them" refer to, the
    drones or missiles counted last, with who sent them, and the side it was about, which "it" and "they" refer to."""

    loss: Loss | None = None
    weapon: tuple[Category, Party] | None = None
    subject: Party | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A counted claim and the earlier one that it corrects: where their words stand, and their figures."""

    span: Span
    value: Decimal | None
    earlier_span: Span
    earlier_value: Decimal | None


@dataclass(slots=True)
class Context:
    """One document as its readers share it."""

    document: Document
    marks: Marks
    chains: Chains
    memory: Memory = field(default_factory=Memory)
    # Filled only while the judge is being trained: (kind, features, claim) of every candidate.
    candidates: list[tuple[str, list[str], Claim]] | None = None
    # Figures that the text puts right, as claims read them (retractions.py).
    corrections: list[Correction] = field(default_factory=list)
    _cues: list[tuple[int, int]] | None = None
    _of_war: bool | None = None
    _elsewhere: tuple[Scene, bool] | None = None

    @property
    def published(self) -> date | None:
        return self.document.published

    def prepare(self, scene: Scene) -> None:
        """Tells a sentence which of its tokens name who speaks, and which of its times may date what happened."""
        scene.speakers = self._speaking(scene)
        scene.dating, scene.told = periods.dating(scene)

    def attributed(self, span: Span) -> tuple[tuple[Source, ...], Certainty]:
        """The chain for the words at `span`, and the stance of the innermost speaker."""
        return self.chains.at(span)

    def speaker(self, span: Span) -> Party | None:
        """The side of the innermost speaker at `span`, None for third parties and the author."""
        side = self.chains.side_at(span)
        return None if side == "other" else side

    def is_elsewhere(self, scene: Scene) -> bool:
        """Whether what a sentence tells without naming a side is no matter of this war: it names another war or country
        and no place in either, or tells of no attack in a document that never speaks of the war."""
        if self._elsewhere is None or self._elsewhere[0] is not scene:
            self._elsewhere = scene, self._lies_elsewhere(scene)
        return self._elsewhere[1]

    def _lies_elsewhere(self, scene: Scene) -> bool:
        if any(tag.value in _SIDES for i in scene.find("side") for tag in scene.tokens[i].tags):
            return False
        if scene.holds(pack_words("other_wars")):
            return True
        elsewhere = pack_words("elsewhere")
        if scene.holds(elsewhere) and all(scene.word(i) in elsewhere for i in scene.places):
            return True
        return scene.groups.isdisjoint(("act", "launch", "war")) and not self._is_of_war()

    def _is_of_war(self) -> bool:
        if self._of_war is None:
            near = any(place.kind != "country" for place in self.marks.places)
            self._of_war = near or is_of_war(self.document.text)
        return self._of_war

    def attributions_in(self, span: Span) -> list[Attribution]:
        """The attributions whose cue stands within `span`."""
        if self._cues is None:
            self._cues = sorted(
                ((a.cue or a.source)[0].start, n) for n, a in enumerate(self.marks.attributions) if a.cue or a.source
            )
        low, high = bisect_left(self._cues, (span.start, -1)), bisect_left(self._cues, (span.end, -1))
        return [self.marks.attributions[n] for _, n in self._cues[low:high]]

    def _speaking(self, scene: Scene) -> frozenset[int]:
        """The tokens of a sentence that name who says something in it: they do not act in what is said."""
        spans = [span for attribution in self.attributions_in(scene.span) for span in attribution.source]
        if not spans:
            return frozenset()
        starts = [token.start for token in scene.tokens]
        return frozenset(n for s in spans for n in range(bisect_left(starts, s.start), bisect_left(starts, s.end)))

    def time_at(
        self, scene: Scene, index: int, floor: int = 0, ceiling: int | None = None, alone: bool = False
    ) -> tuple[Time | None, date | None]:
        """The time that dates what token `index` tells of (see `periods.nearest`), and the day on which it was told."""
        told = scene.told
        near = [at for at in within(scene.dating, index - REACH, index + REACH) if not self._is_ahead(scene, at)]
        content = self.chains.content_at(scene.tokens[index].span) if near else ()
        if content:
            inside = []
            for at in near:
                token = scene.tokens[at]
                if any(span.covers(token.span) for span in content):
                    inside.append(at)
                elif token.time is not None and token.time.end is not None:
                    if _is_day(token.time):
                        told = token.time  # outside what is said: the day of the saying
                    else:
                        inside.append(at)
            near = inside
        return periods.nearest(scene, index, near, floor, ceiling, alone), told.end if told is not None else None

    def _is_ahead(self, scene: Scene, index: int) -> bool:
        """ "in the next 48 hours": when something is expected, which dates nothing that happened."""
        time = scene.tokens[index].time
        if time is None or time.basis != "rolling" or self.published is None:
            return False
        return time.start is not None and time.start >= self.published and (time.end is None or time.end > time.start)

    def period_at(self, scene: Scene, index: int, floor: int = 0, ceiling: int | None = None) -> Period:
        """The period of an event told at token `index` of the clause [floor, ceiling)."""
        time, told = self.time_at(scene, index, floor, ceiling)
        return periods.stated(scene, time) if time is not None else periods.undated(told, self.published)

    def accepts(self, kind: str, claim: Claim, seen: Iterable[str]) -> bool:
        """Whether a candidate is kept, by the judge; in training all are, and remembered."""
        if self.candidates is None:
            return accepts(kind, seen)
        self.candidates.append((kind, list(seen), claim))
        return True

    def claim(
        self, kind: type[C], scene: Scene, bounds: tuple[int, int], focus: int, period: Period, **fields: Any
    ) -> C:
        """A claim over the tokens [start, end) of `bounds`, attributed by who says the token `focus`; a `certainty`
        given outweighs the speaker's stance, and `sources` given the chain."""
        span = scene.span_of(*bounds)
        if "sources" not in fields:
            token = scene.tokens[focus]
            # The number alone: "estimated 315,000" is one token, of which the first word is the speaker's cue.
            fields["sources"], stance = self.attributed(token.figure.number if token.figure else token.span)
            fields["certainty"] = fields.get("certainty") or stance
        return kind(id="", text=span.of(scene.text), span=span, period=period, **fields)


def _is_day(time: Time) -> bool:
    return time.granularity in ("day", "time") and time.basis not in ("since", "event", "rolling")
