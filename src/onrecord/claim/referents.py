"""Whom pronouns and stand-ins of a document mean: "he", "which", "the ministry", "the think tank", "the latter"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from onrecord.claim.canonical import resolve
from onrecord.claim.registry import Known, Registry, normal
from onrecord.claim.vouching import Vouching
from onrecord.mark.records import Attribution
from onrecord.model import Span

# The longest name that a sentence is expected to open with.
_OPENING, _NAME_WORDS = 120, 8
_COMMON = 6  # attributions back in which a common person spoke
_AUXILIARIES = frozenset(("has", "had", "have", "is", "was", "are", "were", "will", "would"))
_WHOSE = frozenset(("its", "his", "her", "their", "our", "my", "your", "whose"))
_PEOPLE_WORDS = 30  # of a sentence in which people are looked for who are not named
# A full name that is the subject of its sentence.
_OPENED = re.compile(r"(?:[A-Z][a-zà-ž'’]+\s){1,2}[A-Z][\w’'-]*\w(?=,|\s[a-z])")
_SURNAME = re.compile(r"[A-Z][a-z’'-]+[a-z]")


class Referents:
    """Who spoke before, or is told of, that a word of one document means. `known` holds the speaker of each attribution
    as far as they are found yet; `named` finds the speaker that a name means at a position; `nobodies` are where places
    and times begin."""

    __slots__ = (
        "_attributions",
        "_known",
        "_named",
        "_names",
        "_nobodies",
        "_registry",
        "_sentences",
        "_text",
        "_vouching",
    )

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        attributions: Sequence[Attribution],
        known: Sequence[Known | None],
        registry: Registry,
        vouching: Vouching,
        nobodies: frozenset[int],
        named: Callable[[str, int, int], Known | None],
    ) -> None:
        self._text, self._sentences, self._registry = text, sentences, registry
        self._attributions, self._known, self._vouching = attributions, known, vouching
        self._nobodies, self._named = nobodies, named
        self._names: dict[int, tuple[tuple[Known, Span], ...]] = {}

    def of_pronoun(self, wanted: str, position: int, n: int) -> Known | None:
        """The latest earlier speaker that a pronoun can mean."""
        if wanted == "near":
            if (head := self._head_before(position, n)) is not None:
                return head
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
            subject = next((size for size, word in enumerate(words) if word in _AUXILIARIES), 0)
            name = " ".join(words[:subject])
            if self._registry.office_in(name) and words[0].lower() not in _WHOSE:  # "Mali's army has its doubts"
                opening = resolve(self._registry, name)
                return opening if opening.kind not in ("person", "evidence") else None
        if person and (spoke := self._common(n)):
            return spoke
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
                if not self._vouching.vouches(m):
                    continue
                known = resolve(self._registry, later.source[0].of(self._text)) if later.source else None
                if known is not None and known.kind == "person":
                    return self._named(known.name, position, -1)
        return None

    def _common(self, n: int) -> Known | None:
        """The latest speaker who is one common person: "the surgeon in charge"."""
        for known in reversed(self._known[max(0, n - _COMMON) : n]):
            if known is not None and known.kind == "other" and known.name[:1].islower():
                head = re.split(r"\s(?:of|in|at|for|from|with|on|to|near|who)\s", known.name)[0].split()[-1].lower()
                if head in self._registry.person:
                    return known
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
                found = resolve(self._registry, before[:-1])
                return found if found.kind != "evidence" else None
        return None

    def _holds_office(self, n: int) -> bool:
        """Whether attribution `n` is of somebody named by an office first: "the head of the administration"."""
        words = normal(self._attributions[n].source[0].of(self._text)).split()
        return len(words) > 2 and words[1] == "of" and words[0] in self._registry.offices | self._registry.person

    def of_stand_in(self, noun: str, position: int, n: int) -> Known | None:
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
            known = self._known[m]
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
        earlier = (known for known in reversed(self._known[max(0, n - 20) : n]) if known is not None)
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
                    return resolve(self._registry, " ".join((*words[first:k], bare)))
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
        known = resolve(self._registry, opened.group())
        return known if known.kind == "person" and self._registry.side_of(known.name) is None else None
