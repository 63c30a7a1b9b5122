"""Who speaks in each attribution of a document: names made canonical, and pronouns, surnames and stand-ins
("the ministry", "the think tank") resolved by who spoke before.

known = Speakers(document, marks, registry()).known        # one for each attribution; None for footage and the like
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord import lexicon
from onrecord.claim.outlets import headline_outlet
from onrecord.claim.registry import Known, Registry, normal
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
_DATED = re.compile(r"(?<=['’]s)\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|[A-Z][a-z]{2,5}day)$")
_APPOSED = re.compile(r"([^(,]+?)\s*(?:\([^()]*\)?\s*(?:,.*)?|,.*)$", re.DOTALL)  # "the Institute (ISW), a think tank"
_SEEN = re.compile(r",? (?:seen|obtained|reviewed|viewed|examined|analy[sz]ed) by ((?:the )?[A-Z].{1,60})")
_OWN = re.compile(r"(its|his|her|their|whose|the country['’]s)\s+(.+)", re.IGNORECASE | re.DOTALL)
_STAND_IN = re.compile(r"^(?:the|this|that)\s+(.+)$", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:not|yet to|cannot|unable|never|neither|nor|no|nothing)\b|n['’]t\b", re.IGNORECASE)
# What was told before: "cannot confirm these claims".
_REFERS = re.compile(
    r"\b(?:claims?|reports?|numbers?|figures?|tolls?|statements?|information|data|accounts?|allegations?|this|that|it|them)\W*$",
    re.IGNORECASE,
)
# Who does not do this has not looked either.
_SILENT = re.compile(
    r"\b(?:comment|commented|respond|responded|react|reacted|reply|admit|acknowledge|concede)(?: on| to)?\Z"
)
_NO_SPEAKER = re.compile(r"(?i:i|we)\Z|(?i:neither|nobody|none|no one|something)\b|[a-z]+ing\Z")
# A body that both sides have, with whose it is.
_MINISTRY = re.compile(
    r"\b(Russia|Ukrain|Moscow|Kyiv)\w*(?:['’]s)?\s+(?:[Dd]efen[cs]e [Mm]inistry|[Mm]inistry of [Dd]efen[cs]e|MoD|MOD)\b"
)
# The longest name that a sentence is expected to open with.
_OPENING, _NAME_WORDS = 120, 8
_PEOPLE_WORDS = 30  # of a sentence in which people are looked for who are not named
# A given name and, looked ahead at so that names may overlap, the word behind it.
_NAME = re.compile(
    r"\b(?!(?:The|Mr|Mrs|Ms|In|On|But|And|As|While|When|For|If|According)\b)"
    r"([A-Z][a-zà-ž'’]+(?:-[A-Z][a-z]+)?)\s+(?=([A-Z][\w’'-]*\w))"
)
# A full name that is the subject of its sentence.
_OPENED = re.compile(r"(?:[A-Z][a-zà-ž'’]+\s){1,2}[A-Z][\w’'-]*\w(?=,|\s[a-z])")
_SURNAME = re.compile(r"[A-Z][a-z’'-]+[a-z]")


class Speakers:
    """The speakers of one document. `known` holds the canonical source of each attribution, in their order;
    `publisher` who publishes the document."""

    __slots__ = (
        "_attitudes",
        "_attributions",
        "_full_names",
        "_judging",
        "_ministries",
        "_names",
        "_nobodies",
        "_nouns",
        "_people",
        "_registry",
        "_sentences",
        "_text",
        "_winning",
        "known",
        "publisher",
    )

    def __init__(
        self, document: Document, marks: Marks, registry: Registry, attributions: Sequence[Attribution] | None = None
    ) -> None:
        self._text, self._registry = document.text, registry
        self._attitudes, self._judging, self._nouns = _words(document.language)
        self._attributions = marks.attributions if attributions is None else attributions
        self._sentences = marks.sentences
        self._people, self._winning = _people(document.language)
        self._nobodies = frozenset(span.start for span in _spans(marks))
        self._names: dict[int, tuple[tuple[Known, Span], ...]] = {}
        self._full_names: dict[str, str] | None = None
        self._ministries: set[str] | None = None
        self.publisher = registry.resolve(document.publisher) if document.publisher else None
        self.known: list[Known | None] = []
        for n in range(len(self._attributions)):
            self.known.append(self._speaker(n))

    def vouches(self, n: int, wish: bool = False, checks: bool = False) -> bool:
        """Whether an attribution tells who vouches for its content: not "I think", what somebody wants or feels only
        when a `wish` will do, and "cannot confirm that" only with `checks`: it passes on nobody's words."""
        attribution = self._attributions[n]
        cue = attribution.cue[0].of(self._text)
        if not attribution.source:
            return True
        if not cue[0].isalpha() and n < len(self.known) and self.known[n] is None:
            return False  # what a headline sets off may be its topic
        if _NO_SPEAKER.match(attribution.source[0].of(self._text)):
            return False
        if self._text[max(0, attribution.source[0].start - 3) : attribution.source[0].start].lower() == "no ":
            return False  # "No independent source has confirmed"
        words = cue.lower().split()
        if words[0] == "to":
            return False
        if attribution.stance == "denied" and NEGATED.search(cue):
            return True  # "does not dispute"
        if NEGATED.search(cue) and (
            not checks or _SILENT.search(cue) or _REFERS.search(attribution.content[-1].of(self._text))
        ):
            return False
        if attribution.stance == "denied":
            return True  # "called the report a lie"
        return wish or words[-1] not in self._attitudes

    def judges(self, n: int) -> bool:
        """Whether attribution `n` only judges another speaker's words: "confirmed the report by X that"."""
        words = self._attributions[n].cue[0].of(self._text).lower().split()
        return not self._judging.isdisjoint(words) and any(
            one.parent == n and one.source and one.cue[0].of(self._text).lower() in self._nouns
            for one in self._attributions[max(0, n - 4) : n + 5]
        )

    def confirms(self, n: int) -> bool:
        """Whether attribution `n` only confirms ("and a blogger confirmed") what its content says."""
        return self._attributions[n].cue[0].of(self._text).lower().split()[-1].startswith("confirm")

    def _speaker(self, n: int) -> Known | None:
        attribution = self._attributions[n]
        if not attribution.source:
            return None
        span = attribution.source[0]
        found = self.named(span.of(self._text), span.start, n)
        if (seen := _SEEN.match(self._text, span.end)) and (outlet := self._registry.outlet(seen.group(1))):
            return outlet[0]  # "according to a draft seen by Reuters"
        if found is None or found.kind == "evidence" or self._registry.nobody(found.name):
            return None
        cue = attribution.cue[0].of(self._text)
        if not cue[0].isalpha() and (told := headline_outlet(span.of(self._text), self._registry)):
            return self.named(told[0], span.start, n)
        if not cue[0].isalpha() and found.kind == "other" and not self._registry.office_in(found.name):
            return found if self._named_aside(found, span, attribution) else None
        return found

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
            return self._referent(_PRONOUNS[words], position, n)
        if (own := _OWN.fullmatch(written)) and (found := self._own(own.group(1).lower(), own.group(2), position, n)):
            return found
        stand_in = _STAND_IN.match(written.strip())
        if stand_in and self._registry.exact(written) is None:
            noun = stand_in.group(1)
            found = self._stand_in(noun.lower() if noun.istitle() else noun, position, n)
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

    def _own(self, whose: str, noun: str, position: int, n: int) -> Known | None:
        """Whose "its foreign minister", "his office", "its researchers" are; None where the noun stays as it is."""
        if noun.lower().split()[-1] in self._nouns and whose in _POSSESSIVE:
            return self._referent(_PRONOUNS[_POSSESSIVE[whose]], position, n)
        if whose in ("his", "her"):
            if noun.split()[-1] not in ("office", "spokesman", "spokeswoman", "spokesperson", "aide", "administration"):
                return None
            owner = self._referent("m" if whose == "his" else "f", position, n)
        elif noun.lower().startswith("own "):
            return None
        elif not any(word in self._registry.offices | self._registry.bodies for word in noun.lower().split()):
            return None
        elif country := self._country(position):
            return self._registry.resolve(f"{country}'s {noun}")
        else:
            owner = self._referent("body", position, n) if whose == "its" else None
        if owner is None:
            return None
        return self._registry.staffed(f"{owner.name} {noun}") or self._registry.resolve(f"{owner.name}'s {noun}")

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
            side = self._registry.resolve(self._attributions[parent].source[0].of(self._text)).side
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
        if self._ministries is None:
            self._ministries = {match.group(1)[0] for match in _MINISTRY.finditer(self._text)}
        if len(self._ministries) == 1:
            return "russia" if self._ministries & {"R", "M"} else "ukraine"
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
            if (head := self._head_before(position, n)) is not None:
                return head
            match = re.search(
                r"([A-Z][\w.’'-]*(?:\s+(?:of|for|the|[A-Z][\w.’'-]*))*)(?:,\s+an?\s[^,;.]{1,60})?\s*,?\s*$",
                self._text[max(0, position - 120) : position],
            )
            known = self.named(match.group(1), position, n) if match else None
            return (
                known if known is not None and (known.kind != "other" or self._registry.office_in(known.name)) else None
            )
        person = wanted in ("m", "f", "person")
        for m in range(n - 1, max(-1, n - 12), -1):
            known = self.known[m]
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
            if person and known.kind in ("other", "official") and self._registry.names_person(known.name):
                return known
            if person and known.kind not in ("person", "evidence") and self._holds_office(m):
                return known
        if wanted == "body" and n >= 0:  # "X downed five drones, it said"
            at = bisect_right(self._sentences, position, key=lambda s: s.start) - 1
            start = self._sentences[max(0, at)].start
            words = self._text[start : min(position, start + _OPENING)].split()[:_NAME_WORDS]
            for size in range(len(words), 0, -1):
                opening = self._registry.exact(" ".join(words[:size]))
                if opening is not None and opening.kind != "person":
                    return opening
        if person and (named := self._told_of(position, ("person",), wanted)):
            return named
        if wanted in ("any", "m", "f") and (
            people := self._people_told_of(
                position, self._registry.people if wanted == "any" else self._registry.person
            )
        ):
            return people
        if person:  # a text that starts in the middle names him later
            for m, later in enumerate(self._attributions[n + 1 : n + 8], n + 1):
                if not self.vouches(m):
                    continue
                known = self._registry.resolve(later.source[0].of(self._text)) if later.source else None
                if known is not None and known.kind == "person":
                    return self.named(known.name, position)
        return None

    def _head_before(self, position: int, n: int) -> Known | None:
        """Who it is that "who" at `position` goes with, where he speaks in the main clause too: "Poland's prime
        minister, who had told the Sejm that A, said"."""
        for m in range(max(0, n - 3), min(len(self._attributions), n + 4)):
            source = self._attributions[m].source
            if m == n or not source or source[0].start >= position:
                continue
            before = self._text[source[0].start : position].rstrip()
            if before.endswith(",") and position <= source[0].end + 2 and "," not in before[:-1]:
                found = self._registry.resolve(before[:-1])
                return found if found.kind != "evidence" else None
        return None

    def _holds_office(self, n: int) -> bool:
        """Whether attribution `n` is of somebody named by an office first: "the head of the administration"."""
        words = normal(self._attributions[n].source[0].of(self._text)).split()
        return len(words) > 2 and words[1] == "of" and words[0] in self._registry.offices | self._registry.person

    def _stand_in(self, noun: str, position: int, n: int) -> Known | None:
        if noun in ("former", "latter"):
            return self._of_two(noun, position)
        kinds = self._registry.stand_ins.get(noun)
        words = noun.split()
        body = len(words) > 1 and words[-1] in self._registry.stand_ins  # "the emergency service"
        if words[-1] in self._registry.bearers and len(words) <= 2 and noun.islower() and not body:
            kinds = kinds or ("un", "think_tank", "media", "other", "official", "ministry", "military")
        if kinds is None:
            if (spoke := self._spoke_as(noun, n)) is not None:
                return spoke
            if noun in self._registry.person | self._registry.people:
                return self._people_told_of(position, frozenset((noun,)))
            return None
        for m in range(n - 1, max(-1, n - 20), -1):
            known = self.known[m]
            if known is None:
                continue
            written = self._attributions[m].source[0].of(self._text).lower()
            if known.kind in kinds or noun in normal(known.name) or noun in written:
                return known
        found = self._told_of(position, kinds) if noun in self._registry.stand_ins else None
        if found is None and noun in self._registry.person | self._registry.people:
            return self._people_told_of(position, frozenset((noun,)))
        return found

    def _spoke_as(self, noun: str, n: int) -> Known | None:
        """The latest speaker whose name ends with a noun: "a military observer", then "the observer"."""
        earlier = (known for known in reversed(self.known[max(0, n - 20) : n]) if known is not None)
        return next((known for known in earlier if normal(known.name).split()[-1:] == [noun]), None)

    def _of_two(self, noun: str, position: int) -> Known | None:
        """Whom "the former" or "the latter" means: the first or last of the names in the sentence before `position`."""
        at = bisect_right(self._sentences, position, key=lambda s: s.start) - 2
        if at < 0:
            return None
        named = [known for known, _ in self._registry.names_in(self._sentences[at].of(self._text))]
        return named[0 if noun == "former" else -1] if len(named) > 1 else None

    def _people_told_of(self, position: int, nouns: frozenset[str]) -> Known | None:
        """Common people in the sentence before `position`, else before it in its own: "four Ukrainian officials" for
        "they", "a woman of 71" for "she"."""
        at = bisect_right(self._sentences, position, key=lambda s: s.start) - 1
        for m in (at - 1, at):
            if m < 0:
                continue
            start, end = self._sentences[m].start, min(self._sentences[m].end, position)
            words = self._text[start : min(end, start + 4 * _OPENING)].split()[:_PEOPLE_WORDS]
            for k, word in enumerate(words):
                if (bare := word.strip(",.;:“”\"’'")).lower() in nouns:
                    first = k
                    while first and (
                        words[first - 1].lower() in self._registry.qualities
                        or first > 1
                        and words[first - 1][0].isupper()
                        and words[first - 1][-1].isalpha()
                        and not words[first - 1].endswith(("'s", "’s"))
                    ):
                        first -= 1
                    return self._registry.resolve(" ".join((*words[first:k], bare)))
        return None

    def _told_of(self, position: int, kinds: Sequence[str], gender: str | None = None) -> Known | None:
        """Who has not spoken yet: the first registered name of one of `kinds` in the sentence before `position`, else
        before it in its own; for "he" and "she" also a full name that the sentence before opens with."""
        at = bisect_right(self._sentences, position, key=lambda s: s.start) - 1
        for n in (at - 1, at):
            if n < 0:
                continue
            sentence = self._sentences[n]
            if n not in self._names:
                self._names[n] = tuple(self._registry.names_in(sentence.of(self._text)))
            for known, place in self._names[n]:
                if sentence.start + place.end > position:
                    break
                if known.kind in kinds and (gender not in ("m", "f") or known.gender in (gender, None)):
                    return known
        opened = _OPENED.match(self._text, self._sentences[at - 1].start) if gender in ("m", "f") and at > 0 else None
        if opened is None or opened.start() in self._nobodies:
            return None
        known = self._registry.resolve(opened.group())
        return known if known.kind == "person" and self._registry.side_of(known.name) is None else None


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


@lru_cache(maxsize=None)
def _words(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Verbs, in all their forms, that tell what somebody wants or feels rather than says; verbs that judge what
    somebody said; nouns of saying."""
    try:
        raw = lexicon.load(f"languages/{language}/attributions.toml")
    except FileNotFoundError:
        return frozenset(), frozenset(), frozenset()
    nouns = frozenset(word for words in raw["nouns"].values() for word in words.split())
    return frozenset(raw["attitudes"]["words"].split()), frozenset(raw["judging"]["words"].split()), nouns
