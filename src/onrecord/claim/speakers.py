"""Who speaks in each attribution of a document: names made canonical, and surnames resolved by who is named in full.

known = Speakers(document, marks, registry()).known        # one for each attribution; None for footage and the like
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.claim.canonical import resolve
from onrecord.claim.fullnames import FullNames
from onrecord.claim.outlets import headline_outlet
from onrecord.claim.referents import Referents
from onrecord.claim.registry import Known, Registry, normal
from onrecord.claim.vouching import Vouching
from onrecord.mark.attributions.cues import SPEAKER, cues
from onrecord.mark.attributions.tokens import DASHES, QUOTES
from onrecord.mark.records import Attribution, Marks
from onrecord.model import Document, Span
from onrecord.model.claim import Party

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
_POSSESSIVE = {"his": "he", "her": "she", "its": "it", "their": "they"}
# A source span that ran into its verb.
_SAYING = re.compile(r"\s(?:said|says|reported|stated|announced)\b.*$", re.DOTALL)
_SELF = re.compile(r"\s(?:him|her|it|them)sel(?:f|ves)\Z")
# A source span that took in when it spoke: "a day later the bloggers".
_TIMED = re.compile(
    r"^(?:an?|one|two|three|some|several|\d{1,2})\s+(?:hour|day|week|month|year)s?\s+(?:later|earlier|before|ago),?\s+",
    re.IGNORECASE,
)
# The day of what somebody said, behind its owner: "Bloomberg's December 3 (report)".
_DATED = re.compile(
    r"(?<=['’]s)\s+(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}|[A-Z][a-z]{2,5}day)$"
)
_APPOSED = re.compile(
    r"((?:[^(,]|(?<=\d),(?=\d{3}\b))+?)\s*(?:\([^()]*\)?\s*(?:,.*)?|,.*)$", re.DOTALL
)  # "the Institute (ISW), a think tank"
_SEEN = re.compile(r",? (?:seen|obtained|reviewed|viewed|examined|verified|analy[sz]ed) by ((?:the )?[A-Z].{1,60})")
_MADE_BY = re.compile(
    r" (?:made|issued|released|posted|published)(?: (?:on |late |early )?[A-Z][a-z]+day)? by "
    r"((?:the )?[A-Z][^.;:()\n]{1,100})"
)
_OWN = re.compile(r"(its|his|her|their|whose|the country['’]s)\s+(.+)", re.IGNORECASE | re.DOTALL)
_STAND_IN = re.compile(r"^(?:the|this|that)\s+(.+)$", re.IGNORECASE)
_OPENING = 120  # characters in which a country is looked for


class Speakers:
    """The speakers of one document, or of a part of it where the `full_names` are the whole document's. `known` holds
    the canonical source of each attribution, in their order; `publisher` who publishes the document."""

    __slots__ = (
        "_attributions",
        "_full_names",
        "_nobodies",
        "_people",
        "_referents",
        "_registry",
        "_sentences",
        "_text",
        "_winning",
        "known",
        "publisher",
        "vouching",
    )

    def __init__(
        self,
        document: Document,
        marks: Marks,
        registry: Registry,
        attributions: Sequence[Attribution] | None = None,
        full_names: FullNames | None = None,
    ) -> None:
        self._text, self._registry = document.text, registry
        self._attributions = marks.attributions if attributions is None else attributions
        self._sentences = marks.sentences
        self._people, self._winning = _people(document.language)
        self._nobodies = frozenset(span.start for span in _spans(marks))
        self._full_names = full_names or FullNames(self._text, registry)
        self.publisher = resolve(registry, document.publisher) if document.publisher else None
        self.known: list[Known | None] = []
        self.vouching = Vouching(self._text, document.language, self._attributions, self.known)
        self._referents = Referents(
            self._text,
            self._sentences,
            self._attributions,
            self.known,
            registry,
            self.vouching,
            self._nobodies,
            self.named,
        )
        for n in range(len(self._attributions)):
            self.known.append(self._speaker(n))

    def _speaker(self, n: int) -> Known | None:
        attribution = self._attributions[n]
        if not attribution.source:
            return None
        span = attribution.source[0]
        owner = self._owner(span.of(self._text))
        found = owner or self.named(span.of(self._text), span.start, n)
        if (seen := _SEEN.match(self._text, span.end)) and (outlet := self._registry.outlet(seen.group(1))):
            return outlet[0]  # "according to a draft seen by Reuters"
        if found is not None and found.kind == "other" and (made := _MADE_BY.match(self._text, span.end)):
            found = self.named(made.group(1), made.start(1), n)  # "a statement made on Tuesday by the army chief"
        if found is None or found.kind == "evidence" or self._registry.nobody(found.name):
            return None
        cue = attribution.cue[0].of(self._text)
        if not cue[0].isalpha() and (told := headline_outlet(span.of(self._text), self._registry)):
            return self.named(told[0], span.start, n)
        if not cue[0].isalpha() and found.kind == "other" and not self._registry.office_in(found.name):
            return found if self._named_aside(found, span, attribution) else None
        return found

    def _owner(self, written: str) -> Known | None:
        """Whose a document is that an outlet saw: "a UN assessment seen by AFP"; None where nobody is known."""
        seen = _SEEN.search(written)
        if seen is None or self._registry.outlet(seen.group(1)) is None:
            return None
        owner = resolve(self._registry, re.split(r" (?:shared|sent|given|and|dated)\b", written[: seen.start()])[0])
        return owner if owner.kind not in ("other", "evidence", "person") else None

    def _named_aside(self, found: Known, span: Span, attribution: Attribution) -> bool:
        """Whether what a headline sets off is a speaker, though nothing is known of it: words in quotation marks, a
        country before its words, people or a name that is no place behind a dash."""
        first = self._text[attribution.content[0].start] if attribution.content else ""
        if attribution.quoted or first in QUOTES:
            return True
        if found.name in self._registry.countries:
            return attribution.cue[0].start > span.start and first.islower()
        dash = attribution.cue[0].of(self._text) in DASHES and attribution.cue[0].start < span.start
        named = found.name[:1].isupper() or bool(self._people.get(found.name.split()[-1].lower(), 0) & SPEAKER)
        return dash and span.start not in self._nobodies and named

    def named(self, written: str, position: int, n: int = -1) -> Known | None:
        """The source that `written` means at a `position` before which attribution `n` is the next; without an `n`
        nobody who spoke is looked for."""
        written = _TIMED.sub(
            "", _SELF.sub("", _SAYING.sub("", re.sub(r"['’]s?$", "", _DATED.sub("", written.strip()))))
        )
        if (apposed := _APPOSED.match(written)) and (found := self._registry.exact(apposed.group(1))):
            if not self._registry.names_person(found.name):
                return found
        words = written if written.isupper() and written != "I" else written.lower()
        words = _POSSESSIVE.get(words, words)
        if words in _PRONOUNS:
            return self._referents.of_pronoun(_PRONOUNS[words], position, n)
        if (own := _OWN.fullmatch(written)) and (found := self._own(own.group(1).lower(), own.group(2), position, n)):
            return found
        stand_in = _STAND_IN.match(written.strip())
        if stand_in and self._registry.exact(written) is None:
            noun = stand_in.group(1)
            found = self._referents.of_stand_in(noun.lower() if noun.istitle() else noun, position, n)
            if found:
                return found
        known = resolve(self._registry, written)
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
            full = self._full_names.of(known.name)
            if full:
                return self._registry.exact(full) or resolve(self._registry, full)
        return known

    def _own(self, whose: str, noun: str, position: int, n: int) -> Known | None:
        """Whose "its foreign minister", "his office", "its researchers" are; None where the noun stays as it is."""
        if noun.lower().split()[-1] in self.vouching.nouns and whose in _POSSESSIVE:
            return self._referents.of_pronoun(_PRONOUNS[_POSSESSIVE[whose]], position, n)
        if whose in ("his", "her"):
            if noun.split()[-1] not in ("office", "spokesman", "spokeswoman", "spokesperson", "aide", "administration"):
                return None
            owner = self._referents.of_pronoun("m" if whose == "his" else "f", position, n)
        elif noun.lower().startswith("own "):
            return None
        elif not any(word in self._registry.offices | self._registry.bodies for word in noun.lower().split()):
            return None
        elif country := self._country(position):
            return resolve(self._registry, f"{country}'s {noun}")
        else:
            owner = self._referents.of_pronoun("body", position, n) if whose == "its" else None
        if owner is None:
            return None
        return self._registry.staffed(f"{owner.name} {noun}") or resolve(self._registry, f"{owner.name}'s {noun}")

    def _country(self, position: int) -> str | None:
        """The country that the sentence at `position`, else the one before it, begins to tell of."""
        at = bisect_right(self._sentences, position, key=lambda s: s.start) - 1
        for m in (at, at - 1):
            if m >= 0:
                start, end = self._sentences[m].start, min(self._sentences[m].end, position)
                for word in re.finditer(r"[A-Z]\w+", self._text[start : min(end, start + 4 * _OPENING)]):
                    if word.group() in self._registry.countries:
                        return word.group()
        return None

    def _side_around(self, n: int) -> Party | None:
        """The side of who relays an attribution, else of the last belligerent who spoke."""
        parent = self._attributions[n].parent if n < len(self._attributions) else None
        if parent is not None and self._attributions[parent].source:
            side = resolve(self._registry, self._attributions[parent].source[0].of(self._text)).side
            if side in ("russia", "ukraine"):
                return side
        recent = (self.known[m] for m in range(n - 1, max(-1, n - 4), -1))
        return next((known.side for known in recent if known is not None and known.side in ("russia", "ukraine")), None)

    def _side_told(self, n: int, name: str) -> Party | None:
        """For a body that both sides have: the side of the publisher, else the one side of whose body of that name
        the document tells, else the side whose forces do what it says, when they win."""
        if not self._registry.by_side(name, "russia"):
            return None
        if self.publisher is not None and self.publisher.side in ("russia", "ukraine"):
            return self.publisher.side
        if len(self._full_names.ministries) == 1:
            return "russia" if "russia" in self._full_names.ministries else "ukraine"
        content = self._attributions[n].content if n < len(self._attributions) else ()
        first = content[0].of(self._text)[:60].split() if content else []
        if first[:1] == ["that"]:
            first = first[1:]
        if len(first) > 1 and first[1] in self._winning:  # "Russia downs 40 drones, defence ministry says"
            return self._registry.side_of(first[0])
        return "russia" if "Russian" in first[:4] and "forces" in first[:5] else None

    def _office_holder(self, office: str, n: int) -> Known | None:
        """The person named earlier with the same office: "IDF spokesman" after "a spokesman for the army, X, said"."""
        for m in range(n - 1, max(-1, n - 20), -1):
            known = self.known[m]
            if (
                known is not None
                and known.kind == "person"
                and office in self._attributions[m].source[0].of(self._text).lower().split()
            ):
                return known
        return None


def _spans(marks: Marks) -> Iterator[Span]:
    """Where places and times are named, which nobody's name is."""
    for place in marks.places:
        yield place.span
    for time in marks.times:
        yield time.span


def _people(language: str) -> tuple[dict[str, int], frozenset[str]]:
    """What nouns are, by their word, and verbs of who wins; nothing for a language that has no such lexicon."""
    try:
        known = cues(language)
    except FileNotFoundError:
        return {}, frozenset()
    return known.flags, known.sets["winning"]
