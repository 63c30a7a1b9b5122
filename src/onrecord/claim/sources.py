"""Chains of sources: for any words of a document, who says them, through whom, and with what certainty.

found = chains(document, marks)
sources, certainty = found.at(span)      # outermost first, canonical; the publisher itself is left out
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from onrecord import lexicon
from onrecord.claim.reach import reaching
from onrecord.claim.registry import Known, Registry, normal, registry
from onrecord.mark.records import Attribution, Marks
from onrecord.model import Document, Source, Span
from onrecord.model.claim import Certainty, Party

__all__ = ["Chains", "chains"]

_PRONOUNS = {
    "he": "m",
    "him": "m",
    "she": "f",
    "them": "any",
    "i": "person",
    "it": "body",
    "they": "any",
    "we": "any",
    "who": "near",
    "which": "near",
    "that": "near",
}
# A source span that ran into its verb.
_SAYING = re.compile(r"\s(?:said|says|reported|stated|announced)\b.*$", re.DOTALL)
_STAND_IN = re.compile(r"^(?:the|this|that)\s+(.+)$", re.IGNORECASE)
_POSSESSIVE = {"his": "he", "her": "she", "its": "it", "their": "they"}
_NEGATED = re.compile(r"\b(?:not|cannot|unable|never|neither|nor|no|nothing)\b|n['’]t\b", re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:[Ll]ikely|[Pp]robably|possibly|reportedly|apparently|seemingly|perhaps|may|might|could(?! not)|"
    r"preliminar\w+|believed|appears?|appeared|projected|presumably|estimated to)\b"
)
_ALLEGED = re.compile(r"\b(?:alleged(?:ly)?|purported(?:ly)?|unverified|unconfirmed)\b", re.IGNORECASE)
# What was told before: "cannot confirm these claims".
_REFERS = re.compile(
    r"\b(?:claims?|reports?|numbers?|figures?|tolls?|statements?|information|data|accounts?|allegations?|this|that|it|them)\W*$",
    re.IGNORECASE,
)
# A clause that says that something did not happen or is not so.
_NOT_SO = re.compile(
    r"\bthere (?:is|are|was|were) no\b"
    r"|\b(?:is|are|was|were|has|have|had|do|does|did)(?: \w+)? not\b(?! (?:only|all|just)\b)"
    r"|\b(?:is|are|was|were|has|have|had|do|does|did)n['’]t\b|\b(?:has|have|had) (?:\w+ )?\w+ed no\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]\s|,?\s(?:but|while|although|though|whereas|however)\s|,\sand\s")
# The outlet that was told something.
_OUTLET = re.compile(r"\s+(?:to\s+)?((?:the\s+)?[A-Z][\w.&-]*(?:\s+(?:[A-Z][\w.&-]*|of|the))*)")
_INTERVIEW = re.compile(r"\binterview (?:with|for|to|on) ((?:the\s+)?[A-Z][\w.&-]*(?:\s+(?:[A-Z][\w.&-]*|of|the))*)")
# A body that both sides have, with whose it is.
_MINISTRY = re.compile(
    r"\b(Russia|Ukrain|Moscow|Kyiv)\w*(?:['’]s)?\s+(?:[Dd]efen[cs]e [Mm]inistry|[Mm]inistry of [Dd]efen[cs]e|MoD|MOD)\b"
)
# The longest name that a sentence is expected to open with.
_LONGEST_NAME, _NAME_WORDS = 120, 8
# A given name and, looked ahead at so that names may overlap, the word behind it.
_NAME = re.compile(
    r"\b(?!(?:The|Mr|Mrs|Ms|In|On|But|And|As|While|When|For|If|According)\b)"
    r"([A-Z][a-zà-ž'’]+(?:-[A-Z][a-z]+)?)\s+(?=([A-Z][\w’'-]*\w))"
)
_SURNAME = re.compile(r"[A-Z][a-z’'-]+[a-z]")
_ANALYSIS = re.compile(
    r"(?:(?:an?|the|its)\s+)?((?:[A-Z][\w.&’'-]*\s+){1,4})(?:[a-z]+\s+)?(?:analysis|tally|calculations?|count|review)\s+"
    r"(?:of|based on|using)\s+(?:\w+\s+){0,3}?((?:the\s+)?[A-Z][^,;]{1,80})$"
)
_CLAUSE_LENGTH = 600  # characters before a claim in which a hedge is looked for
# How a sentence opens that goes on telling what the one before it told.
_BACK = re.compile(
    r"(?:(?:This|That|These|Those|The)\s+(?:number|figures?|total|tally|toll|count|data|losses)\b"
    r"|Of (?:those|them|these)\b"
    r"|(?:This|That|It|They) (?:also )?(?:includes?|included|comprises?)\b|Among (?:them|those|these)\b)"
)
_WINDOW = 24  # attributions looked back over for the one that holds a position


def chains(document: Document, marks: Marks, pack: str = "ukraine") -> Chains:
    return Chains(document, marks, registry(pack))


class Chains:
    """Who says what in one document. Every answer is found by position, in time that does not grow with the text."""

    __slots__ = (
        "_attitudes",
        "_attributions",
        "_ends",
        "_full_names",
        "_hulls",
        "_known",
        "_ministries",
        "_order",
        "_publisher",
        "_registry",
        "_sentences",
        "_starts",
        "_text",
    )

    def __init__(self, document: Document, marks: Marks, known: Registry) -> None:
        self._text, self._registry = document.text, known
        self._attitudes = _attitudes(document.language)
        self._attributions: Sequence[Attribution] = reaching(marks.attributions, document.text, marks.sentences, known)
        self._sentences = marks.sentences
        self._full_names: dict[str, str] | None = None
        self._ministries: set[str] | None = None
        self._publisher = known.resolve(document.publisher) if document.publisher else None
        self._hulls = [_hull(a) for a in self._attributions]
        self._order = sorted(range(len(self._attributions)), key=lambda n: self._hulls[n])
        self._starts = [self._hulls[n].start for n in self._order]
        self._known: list[Known | None] = []
        for n in range(len(self._attributions)):
            self._known.append(self._speaker(n))

    # --- questions -----------------------------------------------------------------------------

    def at(self, span: Span) -> tuple[tuple[Source, ...], Certainty]:
        """The chain for the words at `span`, outermost source first, and the stance of the innermost speaker."""
        inner = self._innermost(span)
        certainty = self._certainty(inner, span)
        if inner is None:
            return (self.inherited_at(span) if self._points_back(span) else ()), certainty
        chain: list[Source] = []
        at: int | None = inner
        seen: set[int] = set()
        while at is not None and at not in seen:
            seen.add(at)
            if chain and self._attributions[at].stance == "denied":
                pass  # who denies a claim does not pass it on
            elif (at == inner or self._counts(at)) and not (chain and self._prints(at)):
                chain[:0] = self._sources(at)
            at = self._attributions[at].parent
        return tuple(_without_repeats(chain)), certainty

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

    def _points_back(self, span: Span) -> bool:
        n = bisect_right(self._sentences, span.start, key=lambda s: s.start) - 1
        return n > 0 and _BACK.match(self._text, self._sentences[n].start, self._sentences[n].end) is not None

    def inherited_at(self, span: Span) -> tuple[Source, ...]:
        """The chain that a sentence without a cue takes over from the attributed sentence right before it,
        within the paragraph; empty when there is none."""
        n = bisect_right(self._sentences, span.start, key=lambda s: s.start) - 1
        if n < 1:
            return ()
        before = self._sentences[n - 1]
        if "\n" in self._text[before.end : self._sentences[n].start]:
            return ()
        sources, _ = self.at(Span(max(before.start, before.end - 20), before.end))
        return sources

    def known(self, name: str) -> Known:
        """The canonical source for a name as this document writes it, surnames and stand-ins resolved."""
        return self._named(name, len(self._text)) or self._registry.resolve(name)

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
            if best is None or length < size or (length == size and attribution.parent == best):
                best, size = n, length
        return best

    def _counts(self, n: int, span: Span | None = None, checks: bool = False) -> bool:
        """Whether an attribution tells who vouches for its content: not "I think", a wish only for what is quoted
        from it, and "cannot confirm" only where nobody else says it (`checks`): it passes on nobody's words."""
        attribution = self._attributions[n]
        cue = attribution.cue[0].of(self._text)
        if not attribution.source:
            return True
        if not cue[0].isalpha() and n < len(self._known) and self._known[n] is None:
            return False  # what a headline sets off may be its topic
        if attribution.source[0].of(self._text).lower() in ("i", "we"):
            return False
        words = cue.lower().split()
        if words[0] == "to":
            return False
        if _NEGATED.search(cue) and (not checks or _REFERS.search(attribution.content[-1].of(self._text))):
            return False
        if attribution.stance == "denied":
            return True  # "called the report a lie"
        return words[-1] not in self._attitudes or span is not None and self._within_quotation(attribution, span)

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
            if stance == "asserted" and _NEGATED.search(attribution.cue[0].of(self._text)):
                return "unconfirmed"
        if stance != "asserted":
            return stance
        words = self._clause(span, inner).of(self._text)
        if _ALLEGED.search(words):
            return "unconfirmed"
        if _HEDGES.search(words):
            return "hedged"
        return "denied" if _NOT_SO.search(self._text, span.start, span.end) else "asserted"

    def _prints(self, n: int) -> bool:
        """Whether an attribution only names the paper that prints some words ("..., she said, according to AFP")."""
        known, attribution = self._known[n], self._attributions[n]
        return (
            known is not None
            and known.kind in ("media", "agency")
            and attribution.cue[0].of(self._text).lower() == "according to"
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
        told = self._told(attribution)
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
        match = None
        said = cue.of(self._text).lower()
        if said.endswith(("told", "tell", "tells")) or self._text.startswith(" to ", cue.end):
            match = _OUTLET.match(self._text, cue.end)
        if match is None:
            at = bisect_right(self._sentences, cue.start, key=lambda s: s.start) - 1
            if at >= 0:
                sentence = self._sentences[at]
                match = _INTERVIEW.search(
                    self._text, sentence.start, min(sentence.end, sentence.start + _CLAUSE_LENGTH)
                )
        if not match:
            return None
        words = list(re.finditer(r"\S+", match.group(1)))
        for last in reversed(words):  # "told Reuters the SBU ..." goes on behind the name
            found = self._registry.exact(match.group(1)[: last.end()])
            if found is not None and found.kind in ("agency", "media"):
                return found, Span(match.start(1), match.start(1) + last.end())
        return None

    def _is_publisher(self, known: Known) -> bool:
        if self._publisher is None:
            return False
        return known.id == self._publisher.id or normal(known.name) == normal(self._publisher.name)

    # --- names in their document ---------------------------------------------------------------

    def _speaker(self, n: int) -> Known | None:
        attribution = self._attributions[n]
        if not attribution.source:
            return None
        span = attribution.source[0]
        found = self._named(span.of(self._text), span.start, n)
        if found is None or found.kind == "evidence" or self._registry.nobody(found.name):
            return None
        cue = attribution.cue[0].of(self._text)
        if not cue[0].isalpha() and found.kind == "other" and not self._registry.office_in(found.name):
            return found if attribution.quoted else None
        return found

    def _analysed(self, attribution: Attribution) -> tuple[Known, Known] | None:
        """Who analysed, and whose data: "an AFP analysis of data from ISW"."""
        match = _ANALYSIS.match(attribution.source[0].of(self._text)[:200]) if attribution.source else None
        if match is None:
            return None
        whose = self._registry.resolve(match.group(2))
        return (self._registry.resolve(match.group(1)), whose) if whose.kind != "other" else None

    def _named(self, written: str, position: int, n: int = -1) -> Known | None:
        written = _SAYING.sub("", re.sub(r"['’]s?$", "", written.strip()))
        head = re.split(r"\s*[(,]", written, maxsplit=1)[0]  # "the Institute (ISW), a think tank"
        if head != written and self._registry.exact(head) is not None:
            return self._registry.exact(head)
        words = written if written.isupper() and written != "I" else written.lower()
        words = _POSSESSIVE.get(words, words)
        if words in _PRONOUNS:
            return self._referent(_PRONOUNS[words], position, n)
        stand_in = _STAND_IN.match(written.strip())
        if stand_in and self._registry.exact(written) is None:
            found = self._stand_in(stand_in.group(1).lower() if stand_in.group(1).istitle() else stand_in.group(1), n)
            if found:
                return found
        known = self._registry.resolve(written)
        if n >= 0 and (twin := self._registry.by_side(known.name, self._side_around(n))):
            return twin
        if n >= 0 and (twin := self._registry.by_side(known.name, self._side_told(n, known.name))):
            return twin
        if known.kind == "other" and "person" in self._registry.stand_ins.get(
            normal(known.name).split()[-1:][0] if normal(known.name) else "", ()
        ):
            named = self._office_holder(normal(known.name).split()[-1], n)
            if named:
                return named
        if known.kind in ("other", "person") and " " not in known.name and known.name[:1].isupper():
            full = self._full_name(known.name)
            if full:
                return self._registry.exact(full) or self._registry.resolve(full)
        return known

    def _side_around(self, n: int) -> Party | None:
        """The side of who relays an attribution, else of the last belligerent who spoke."""
        parent = self._attributions[n].parent
        if parent is not None and self._attributions[parent].source:
            side = self._registry.resolve(self._attributions[parent].source[0].of(self._text)).side
            if side in ("russia", "ukraine"):
                return side
        recent = (self._known[m] for m in range(n - 1, max(-1, n - 4), -1))
        return next((known.side for known in recent if known is not None and known.side in ("russia", "ukraine")), None)

    def _side_told(self, n: int, name: str) -> Party | None:
        """For a body that both sides have: the side of the publisher, else the one side of whose body of that name
        the document tells, else the side whose forces do what it says, when they win."""
        if not self._registry.by_side(name, "russia"):
            return None
        if self._publisher is not None and self._publisher.side in ("russia", "ukraine"):
            return self._publisher.side
        if self._ministries is None:
            self._ministries = {match.group(1)[0] for match in _MINISTRY.finditer(self._text)}
        if len(self._ministries) == 1:
            return "russia" if self._ministries & {"R", "M"} else "ukraine"
        content = self._attributions[n].content
        first = content[0].of(self._text)[:60].split() if content else []
        return "russia" if "Russian" in first[:4] and "forces" in first[:5] else None

    def _office_holder(self, office: str, n: int) -> Known | None:
        """The person named earlier with the same office: "IDF spokesman" after "a spokesman for the army, X, said"."""
        for m in range(n - 1, max(-1, n - 20), -1):
            known = self._known[m]
            if (
                known is not None
                and known.kind == "person"
                and office in self._attributions[m].source[0].of(self._text).lower().split()
            ):
                return known
        return None

    def _full_name(self, surname: str) -> str | None:
        """The first "Given Surname" of the document, for a surname that stands alone."""
        if self._full_names is None:
            self._full_names = {}
            for match in _NAME.finditer(self._text):
                given, family = match.group(1), match.group(2)
                if given.lower() not in self._registry.offices and given.lower() not in self._registry.bodies:
                    self._full_names.setdefault(family, f"{given} {family}")
        return self._full_names.get(surname)

    def _referent(self, wanted: str, position: int, n: int) -> Known | None:
        """The latest earlier speaker that a pronoun can mean."""
        if wanted == "near":
            match = re.search(
                r"([A-Z][\w.’'-]*(?:\s+(?:of|for|the|[A-Z][\w.’'-]*))*)(?:,\s+an?\s[^,;.]{1,60})?\s*,?\s*$",
                self._text[max(0, position - 120) : position],
            )
            known = self._named(match.group(1), position, n) if match else None
            return (
                known if known is not None and (known.kind != "other" or self._registry.office_in(known.name)) else None
            )
        person = wanted in ("m", "f", "person")
        for m in range(n - 1, max(-1, n - 12), -1):
            known = self._known[m]
            if known is None:
                continue
            if known.gender is not None and wanted in ("m", "f") and known.gender != wanted:
                continue
            if wanted == "any" or person == (known.kind == "person"):
                return known
            if (
                person
                and known.kind == "other"
                and (
                    _SURNAME.fullmatch(known.name)
                    or any(self._registry.office(word) for word in known.name.split())
                    or normal(known.name).split()[-1] in self._registry.stand_ins
                )
            ):
                return known
        if wanted == "body" and n >= 0:  # "X downed five drones, it said"
            at = bisect_right(self._sentences, position, key=lambda s: s.start) - 1
            start = self._sentences[max(0, at)].start
            words = self._text[start : min(position, start + _LONGEST_NAME)].split()[:_NAME_WORDS]
            for size in range(len(words), 0, -1):
                opening = self._registry.exact(" ".join(words[:size]))
                if opening is not None and opening.kind != "person":
                    return opening
        if person:  # a text that starts in the middle names him later
            for m, later in enumerate(self._attributions[n + 1 : n + 8], n + 1):
                if not self._counts(m):
                    continue
                known = self._registry.resolve(later.source[0].of(self._text)) if later.source else None
                if known is not None and known.kind == "person":
                    return self._named(known.name, position)
        return None

    def _stand_in(self, noun: str, n: int) -> Known | None:
        kinds = self._registry.stand_ins.get(noun)
        words = noun.split()
        if words[-1] in self._registry.bearers and len(words) <= 2 and noun.islower():
            kinds = kinds or ("un", "think_tank", "media", "other", "official", "ministry", "military")
        if kinds is None:
            return None
        for m in range(n - 1, max(-1, n - 20), -1):
            known = self._known[m]
            if known is None:
                continue
            written = self._attributions[m].source[0].of(self._text).lower()
            if known.kind in kinds or noun in normal(known.name) or noun in written:
                return known
        return None


@lru_cache(maxsize=None)
def _attitudes(language: str) -> frozenset[str]:
    """Verbs, in all their forms, that tell what somebody wants or feels rather than says."""
    try:
        return frozenset(lexicon.load(f"languages/{language}/attributions.toml")["attitudes"]["words"].split())
    except FileNotFoundError:
        return frozenset()


def _hull(attribution: Attribution) -> Span:
    parts = (*attribution.content, *attribution.cue)
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def _without_repeats(chain: list[Source]) -> list[Source]:
    return list({source.id: source for source in reversed(chain)}.values())[::-1]
