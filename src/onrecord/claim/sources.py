"""Chains of sources: for any words of a document, who says them, through whom, and with what certainty.

found = chains(document, marks)
sources, certainty = found.at(span)      # outermost first, canonical; the publisher itself is left out
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from onrecord.claim.answers import NEGATED, confirming, denies, denying, gainsays, grants
from onrecord.claim.canonical import resolve
from onrecord.claim.fullnames import FullNames
from onrecord.claim.outlets import headline_outlet, outlet_of
from onrecord.claim.reach import reaching
from onrecord.claim.registry import Known, Registry, normal, registry
from onrecord.claim.speakers import Speakers
from onrecord.mark.records import Attribution, Marks
from onrecord.model import Document, Source, Span
from onrecord.model.claim import Certainty, Party

__all__ = ["Chains", "chains"]

_HEDGES = re.compile(
    r"\b(?:[Ll]ikely|[Uu]nlikely|[Pp]robably|[Pp]ossibly|[Rr]eportedly|[Aa]pparently|seemingly|[Pp]erhaps|may|might|"
    r"could(?! (?:not|only)\b)|[Pp]reliminar\w+|believed|appears?|appeared|projected|[Pp]resumably|"
    r"estimated to|[Ss]upposedly|[Rr]umou?r(?:s|ed)?|"
    r"(?:realistic|real|distinct|strong) possibility|it is possible|"
    r"(?:not|cannot|never) rule out(?= \w)|[Ww]ord (?:that|of)|(?:the|an?|its|their|any|these|of) reported)\b"
)
_PROOF = r"(?:signs?|evidence|indications?|trace|proof|confirmation|information"
_ALLEGED = re.compile(
    r"\b(?:alleged(?:ly)?|purported(?:ly)?|unverified|unconfirmed"
    r"|(?:not|never)(?: yet)? (?:seen|observed|found|received|had|have|see|find|recorded)(?: any)?(?: \w+)? "
    rf"{_PROOF})|no (?:\w+ )?{_PROOF}|reports?|word))\b",
    re.IGNORECASE,
)
# A clause that says that something did not happen or is not so.
_AUXILIARY = r"(?:is|are|was|were|has|have|had|do|does|did|will|would|could|shall|should|must|need)"
_NOT_SO = re.compile(
    r"\bthere (?:is|are|was|were|has been|have been|had been|will be|would be) (?:no|neither)\b"
    r"|\bnot (?:one|a single)\b|\bthere(?:'|’)s no\b"
    rf"|\b{_AUXILIARY}(?: \w+)? (?:not|never)\b(?! (?:rule|only|all|just|yet clear|clear|known|less|more|fewer|far)\b)"
    r"|\bwon['’]t\b"
    r"|\b(?:is|are|was|were|has|have|had|do|does|did|would|could)n['’]t\b"
    r"|\b(?:(?:has|have|had) (?:\w+ )?)?"
    r"(?:\w+ed|heard|saw|found|lost|took|made|felt|met) no (?!longer|more|fewer|less\b)"
    r"|\b(?:has|have|had) (?:\w+ )?(?:nothing(?! but)|no (?:intentions?|plans?|troops|forces|soldiers|units|role|part|"
    r"connection|involvement))\b"
    rf"|\bnever\b(?! before)"
    r"|^\W*(?:that )?no (?!more|fewer|less|one|other)(?:[\w’'-]+ ){1,8}[\w’'-]+\W*$"  # a headline without its verb
    r"|^\W*(?:that )?(?:nobody|no ?-?one|none|nothing|neither|"
    rf"no (?!more|fewer|less\b)(?:\w+ ){{1,5}}?{_AUXILIARY})\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]\s|,?\s(?:but|while|although|though|whereas|however)\s|,\sand\s")
_ANALYSIS = re.compile(
    r"(?:(?:an?|the|its)\s+)?((?:[A-Z][\w.&’'-]*\s+){1,4})(?:[a-z]+\s+)?(?:analysis|tally|calculations?|count|review)\s+"
    r"(?:of|based on|using)\s+(?:\w+\s+){0,3}?((?:the\s+)?[A-Z][^,;]{1,80})$"
)
_CLAUSE_LENGTH = 600  # characters before a claim in which a hedge is looked for
# How a sentence opens that goes on telling what the one before it told.
_BACK = re.compile(
    r"(?:(?:This|That|These|Those|The)\s+(?:number|figures?|total|tally|toll|count|data|losses)\b"
    r"|Of (?:those|them|these)\b"
    r"|(?:This|That|It|They) (?:also )?(?:includes?|included|comprises?)\b|Among (?:them|those|these)\b"
    r"|(?:Another|The (?:remaining|other)|All|None|Two|Three|Both) (?:\w+ )?(?:had|were|was)\b)"
)
# How one goes on in the tense of what somebody said: "Another 14 had vanished", "Imports would be needed".
_SHIFTED = re.compile(
    r"(?:(?!\b(?:is|are|was|were|has|have|will|did|said|says)\b)[^.;:“\"]){1,120}?\b"
    r"(?:had (?!(?:an?|the|no|some|its|his|her|their|\d[\d,.]*)\b)|would )"
)
_PAST = re.compile(r"(?:.*\s)?(?:said|told|wrote|found|held|thought|saw|knew|spoke|swore|\w+ed)\b", re.IGNORECASE)
_LAST_WORDS = 20  # characters at the end of a clause by which it is told who speaks there
_FAR_BACK = 6  # sentences that go on with one report at most
_WINDOW = 24  # attributions looked back over for the one that holds a position


def chains(document: Document, marks: Marks, pack: str = "ukraine", full_names: FullNames | None = None) -> Chains:
    """Of a document, or of a part of one, with the `full_names` of the whole."""
    return Chains(document, marks, registry(pack), full_names)


class Chains:
    """Who says what in one document. Every answer is found by position, in time that does not grow with the text."""

    __slots__ = (
        "_attributions",
        "_confirmed",
        "_cues",
        "_denied",
        "_hulls",
        "_known",
        "_order",
        "_registry",
        "_sentences",
        "_speakers",
        "_starts",
        "_text",
        "_vouched",
        "_wished",
    )

    def __init__(self, document: Document, marks: Marks, known: Registry, full_names: FullNames | None = None) -> None:
        self._text, self._registry = document.text, known
        self._attributions: Sequence[Attribution] = reaching(marks.attributions, document.text, marks.sentences, known)
        self._sentences = marks.sentences
        self._speakers = Speakers(document, marks, known, self._attributions, full_names)
        self._known = self._speakers.known
        # By whether who cannot confirm something speaks of it too.
        self._vouched, self._wished = (
            {checks: self._vouching(wish=wish, checks=checks) for checks in (False, True)} for wish in (False, True)
        )
        self._cues = sorted(a.cue[0].start for a in self._attributions)
        self._denied, self._confirmed = (
            dict(answering(marks.attributions, self._known, document.text, marks.sentences))
            for answering in (denying, confirming)
        )
        self._hulls = [_hull(a) for a in self._attributions]
        self._order = sorted(range(len(self._attributions)), key=lambda n: self._hulls[n])
        self._starts = [self._hulls[n].start for n in self._order]

    # --- questions -----------------------------------------------------------------------------

    def at(self, span: Span) -> tuple[tuple[Source, ...], Certainty]:
        """The chain for the words at `span`, outermost source first, and the stance of the innermost speaker."""
        inner = self._innermost(span)
        certainty = self._certainty(inner, span)
        if inner is None:
            before = self._goes_on_from(span)
            return (self.at(before)[0] if before is not None else ()), certainty
        return self._passed_on(inner), certainty

    def all_at(self, span: Span) -> tuple[tuple[tuple[Source, ...], Certainty], ...]:
        """Every chain for the words at `span`: that of who says them, then of whoever denies or confirms it ("the
        Kremlin denied a Reuters report that ...")."""
        found = [self.at(span)]
        at, seen = self._innermost(span), set[int]()
        while at is not None and at not in seen:
            seen.add(at)
            outer = self._attributions[at].parent
            if outer is not None and self._seconds(outer):
                found.append((self._passed_on(outer), "asserted"))
            elif outer is not None and self._counts(outer):
                one = self._attributions[outer]
                gainsaid = gainsays(one, self._attributions[at], self._text)
                if gainsaid or denies(one, self._text) and self._sources(at):  # else he is the speaker already
                    found.append((self._passed_on(outer), "denied"))
            at = outer
        for also in self._saying_the_same(seen):
            found.append((self._passed_on(also), found[0][1]))
        for denial, told in self._denied.items():
            if told in seen:
                found.append((self._passed_on(denial, told), "denied"))
        for answer, told in self._confirmed.items():
            if told in seen and self._counts(answer):
                found.append((self._passed_on(answer, told), "asserted"))
        return tuple(found)

    def _saying_the_same(self, told: set[int]) -> Iterator[int]:
        """Who else has the very words of one of `told`: "X reported, and Y confirmed, that"."""
        for n in told:
            for m in range(max(0, n - 4), min(len(self._attributions), n + 5)):
                other = self._attributions[m]
                if (
                    m not in told
                    and other.content == self._attributions[n].content
                    and other.source
                    and self._counts(m)
                ):
                    yield m

    def _passed_on(self, inner: int, besides: int | None = None) -> tuple[Source, ...]:
        """The speaker of an attribution, behind all who pass his words on, `besides` whoever he answers."""
        chain: list[Source] = []
        at: int | None = inner
        seen: set[int] = set()
        shown = False  # whether evidence speaks against it, which whoever shows it does too
        while at is not None and at not in seen:
            seen.add(at)
            one = self._attributions[at]
            nothing = not one.source and NEGATED.search(one.cue[0].of(self._text)) is not None  # "there is no proof of"
            if at == besides or chain and (nothing or self._answers(at)):
                shown = nothing or denies(one, self._text) and self._is_evidence(at)
            elif shown and one.source:
                shown = False
            elif at == inner or self._counts(at) and not self._prints(at, inner):
                chain[:0] = self._sources(at)
            at = self._attributions[at].parent
        return tuple(_without_repeats(chain))

    def _is_evidence(self, n: int) -> bool:
        source = self._attributions[n].source
        return bool(source) and resolve(self._registry, source[0].of(self._text)).kind == "evidence"

    def _answers(self, n: int) -> bool:
        """Whether an attribution denies, judges or confirms another's words in it, and so does not pass them on."""
        one = self._attributions[n]
        return denies(one, self._text) or self._speakers.vouching.judges(n) or self._seconds(n)

    def _seconds(self, n: int) -> bool:
        """Whether an attribution confirms the sentence before it: "A, X said. Y confirmed this." Both say it."""
        one = self._attributions[n]
        last = one.content[-1].end
        start = min(part.start for part in (*one.source[:1], *one.cue))
        behind = bisect_right(self._sentences, start, key=lambda s: s.start) - 1
        return self._speakers.vouching.confirms(n) and behind >= 0 and last <= self._sentences[behind].start

    def content_at(self, span: Span) -> tuple[Span, ...]:
        """The whole content of which the words at `span` are a part, as the innermost speaker gave it; empty for
        the author's own words."""
        inner = self._innermost(span)
        return self._attributions[inner].content if inner is not None else ()

    def side_at(self, span: Span) -> Party | None:
        """The belligerent who speaks the words at `span`; None for anybody else and for the author."""
        at = self._innermost(span)
        while at is not None:
            known = self._known[at]
            if known is not None:
                return known.side
            at = self._attributions[at].parent
        return None

    def _goes_on_from(self, span: Span, near: int = _FAR_BACK) -> Span | None:
        """The last words of a report with which a clause without a cue goes on: of the clause before the semicolon, or
        of the sentence before it in the paragraph, which may itself go on so. None where it stands alone."""
        n = bisect_right(self._sentences, span.start, key=lambda s: s.start) - 1
        if n < 0 or not near:
            return None
        sentence = self._sentences[n]
        semicolon = self._text.rfind(";", max(sentence.start, span.start - _CLAUSE_LENGTH), span.start)
        start = semicolon + 1 if semicolon >= 0 else sentence.start
        if semicolon >= 0:
            before = Span(max(sentence.start, semicolon - _LAST_WORDS), semicolon)
        elif n and "\n" not in self._text[self._sentences[n - 1].end : sentence.start]:
            before = Span(
                max(self._sentences[n - 1].start, self._sentences[n - 1].end - _LAST_WORDS), self._sentences[n - 1].end
            )
        else:
            return None
        if semicolon < 0 and _BACK.match(self._text, start, sentence.end):
            return before
        if not _SHIFTED.match(self._text, start, sentence.end):
            return None
        inner = self._innermost(before)
        if inner is None and (named := bisect_left(self._cues, before.end) - 1) >= 0:
            closing = self._attributions[named]
            parts = (*closing.cue, *closing.source)
            if closing.content[-1].end <= before.end and any(part.overlaps(before) for part in parts):
                inner, last = named, closing.content[-1].end  # "A, X said; B had"
                before = Span(max(closing.content[-1].start, last - _LAST_WORDS), last)
        if inner is None:
            return before if self._goes_on_from(before, near - 1) is not None else None
        told = self._attributions[inner]
        return before if not told.quoted and _PAST.match(told.cue[0].of(self._text)) is not None else None

    def heading_at(self, span: Span, side: Party) -> tuple[Source, ...]:
        """The body of a side whose list stands under a heading that names it; empty when it is the publisher."""
        found = self._registry.reporter_in(span.of(self._text), side)
        if found is None or self._is_publisher(found[0]):
            return ()
        known, place = found
        at = Span(span.start + place.start, span.start + place.end)
        return (Source(name=known.name, id=known.id, as_written=at.of(self._text), span=at),)

    def known(self, name: str, position: int | None = None) -> Known:
        """The canonical source for a name as this document writes it at `position`: surnames, stand-ins and, where
        a position is given, pronouns resolved."""
        if position is None:
            found = self._speakers.named(name, len(self._text))
        else:
            found = self._speakers.named(name, position, bisect_left(self._cues, position))
        return found or resolve(self._registry, name)

    # --- answers -------------------------------------------------------------------------------

    def _innermost(self, span: Span) -> int | None:
        """The attribution with the smallest content that covers most of `span`; one that tells a wish only where
        nobody else vouches for the words and they are quoted from it."""
        found = self._smallest(span, wishes=False)
        return self._smallest(span, wishes=True) if found is None else found

    def _smallest(self, span: Span, wishes: bool) -> int | None:
        best: int | None = None
        size = (False, 0)
        last = bisect_right(self._starts, max(span.start, span.end - 1))
        for n in reversed(self._order[max(0, last - _WINDOW) : last]):
            attribution = self._attributions[n]
            if not self._counts(n, span if wishes else None, checks=True):
                continue
            shared = sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in attribution.content)
            if 2 * shared <= span.end - span.start:
                continue
            # Who speaks only from the middle of the words on ("its claims that ...") is told of by who speaks them all.
            partly = self._hulls[n].start > span.start and attribution.cue[0].start > span.start
            length = (partly, sum(part.end - part.start for part in attribution.content))
            inner = best is not None and (attribution.parent == best or self._cue_holds(n, best))
            echoed = best is not None and self._speakers.vouching.confirms(best) and not inner
            if best is None or length < size or (length == size and (inner or echoed)):
                best, size = n, length
        return best

    def _cue_holds(self, n: int, other: int) -> bool:
        """Whether a cue has another's as a part: "there was no confirmation" and "confirmation"."""
        cue, part = self._attributions[n].cue[0], self._attributions[other].cue[0]
        return cue.start <= part.start and part.end <= cue.end

    def _vouching(self, *, wish: bool, checks: bool) -> list[bool]:
        return [self._speakers.vouching.vouches(n, wish=wish, checks=checks) for n in range(len(self._attributions))]

    def _counts(self, n: int, span: Span | None = None, checks: bool = False) -> bool:
        """Whether an attribution tells who vouches for its content; a wish does for what is quoted from it."""
        return self._vouched[checks][n] or (
            span is not None and self._wished[checks][n] and self._within_quotation(self._attributions[n], span)
        )

    def _within_quotation(self, attribution: Attribution, span: Span) -> bool:
        """Whether the words at `span` stand in quotation marks inside a content."""
        for part in attribution.content:
            if part.overlaps(span):
                before = self._text[part.start : max(part.start, span.start)]
                opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
                return opened or self._text[span.start : span.start + 1] in '"“'
        return False

    def _certainty(self, inner: int | None, span: Span) -> Certainty:
        stance: Certainty = "asserted"
        if inner is not None:
            attribution = self._attributions[inner]
            stance = attribution.stance
            if attribution.parent is not None and not attribution.source and stance != "denied":
                outer = self._attributions[attribution.parent].stance
                stance = "denied" if outer == "denied" else stance
            if stance == "denied" and attribution.source and grants(attribution, self._text):
                return "asserted"
            if stance == "asserted" and NEGATED.search(attribution.cue[0].of(self._text)):
                return "unconfirmed"
        if stance != "asserted":
            return stance
        words = self._clause(span, inner).of(self._text)
        if inner is not None and self._known[inner] is None and self._attributions[inner].source:
            words = (
                f"{self._attributions[inner].source[0].of(self._text)} {words}"  # "According to unconfirmed reports"
            )
        if _ALLEGED.search(words) or self._text[max(0, span.start - 9) : span.start].endswith(" whether "):
            return "unconfirmed"
        if _HEDGES.search(words):
            return "hedged"
        return "denied" if _NOT_SO.search(span.of(self._text)) else "asserted"

    def _prints(self, n: int, inner: int) -> bool:
        """Whether an attribution only names the paper that prints the words of somebody who goes on speaking
        ("..., she said, according to AFP")."""
        known, attribution, speaker = self._known[n], self._attributions[n], self._attributions[inner].source
        return (
            known is not None
            and known.kind in ("media", "agency")
            and attribution.cue[0].of(self._text).lower() == "according to"
            and bool(speaker)
            and speaker[0].of(self._text).lower() in ("he", "she", "they")
        )

    def _clause(self, span: Span, inner: int | None) -> Span:
        """From the start of the clause that `span` ends to the end of `span`."""
        at = bisect_right(self._sentences, span.start, key=lambda s: s.start) - 1
        start = max(self._sentences[at].start if at >= 0 else 0, span.start - _CLAUSE_LENGTH)
        if inner is not None:
            start = max(
                [start, *(part.start for part in self._attributions[inner].content if part.start <= span.start)]
            )
        for mark in _CLAUSE.finditer(self._text, min(start, span.start), span.start):
            start = max(start, mark.end())
        return Span(min(start, span.start), span.end)

    def _sources(self, n: int) -> list[Source]:
        known, attribution = self._known[n], self._attributions[n]
        out: list[Source] = []
        if known is None:
            return out
        cue = attribution.cue[0].of(self._text) if attribution.cue else None
        told = self._told(attribution) or self._told_beside(n)
        if told is not None and not self._is_publisher(told[0]):
            out.append(
                Source(name=told[0].name, id=told[0].id, as_written=told[1].of(self._text), cue=cue, span=told[1])
            )
        if (pair := self._analysed(attribution)) is not None:
            place = attribution.source[0]
            named = [one for one in pair if not self._is_publisher(one)]
            out.extend(
                Source(name=one.name, id=one.id, as_written=place.of(self._text), cue=cue, span=place) for one in named
            )
        elif not self._is_publisher(known):
            span = attribution.source[0] if attribution.source else None
            out.append(
                Source(
                    name=known.name, id=known.id, as_written=span.of(self._text) if span else None, cue=cue, span=span
                )
            )
        return out

    def _told(self, attribution: Attribution) -> tuple[Known, Span] | None:
        """The outlet in "X told AFP" and "in an interview with AFP, X said": it stands outside X."""
        cue = attribution.cue[0]
        if attribution.source and not cue.of(self._text)[0].isalpha():  # "– commander to Suspilne"
            headline = headline_outlet(attribution.source[0].of(self._text), self._registry)
            return (headline[1], attribution.source[0]) if headline else None
        at = bisect_right(self._sentences, cue.start, key=lambda s: s.start) - 1
        found = outlet_of(self._text, attribution, self._sentences[at] if at >= 0 else None, self._registry)
        if found is None or found[0] is None:
            return self._paper(found[1]) if found else None
        return found[0], found[1]

    def _told_beside(self, n: int) -> tuple[Known, Span] | None:
        """The outlet in what the same speaker says in the same breath: "X told AFP that A, adding that B"."""
        one = self._attributions[n]
        if not one.source or not one.cue[0].of(self._text).lower().endswith("ing"):
            return None
        near = (m for m in range(max(0, n - 3), n) if self._attributions[m].source == one.source)
        return next((told for m in near if (told := self._told(self._attributions[m])) is not None), None)

    def _paper(self, place: Span) -> tuple[Known, Span] | None:
        """The outlet that "the newspaper" at `place` means."""
        found = self.known(place.of(self._text), place.start)
        return (found, place) if found.kind in ("agency", "media") and self._registry.exact(found.name) else None

    def _is_publisher(self, known: Known) -> bool:
        publisher = self._speakers.publisher
        return publisher is not None and (known.id == publisher.id or normal(known.name) == normal(publisher.name))

    def _analysed(self, attribution: Attribution) -> tuple[Known, Known] | None:
        """Who analysed, and whose data: "an AFP analysis of data from ISW"."""
        match = _ANALYSIS.match(attribution.source[0].of(self._text)[:200]) if attribution.source else None
        if match is None:
            return None
        whose = resolve(self._registry, match.group(2))
        return (resolve(self._registry, match.group(1)), whose) if whose.kind != "other" else None


def _hull(attribution: Attribution) -> Span:
    parts = (*attribution.content, *attribution.cue)
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def _without_repeats(chain: list[Source]) -> list[Source]:
    return list({source.id: source for source in reversed(chain)}.values())[::-1]
