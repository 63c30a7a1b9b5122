"""Whose a cue is when no phrase right before it tells: subjects of reported clauses, shared and set-off speakers."""

from __future__ import annotations

from onrecord.mark.attributions.cues import AUX, BASE, BOUND, DET, OBJECT, PAST, PREP, PRONOUN, SAY, THIRD, VERB, Verb
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.silences import Silences
from onrecord.mark.attributions.tokens import CLOSING, DASHES, STOPS
from onrecord.model import Span

_RELATIVE = frozenset(("who", "which", "whose", "whom"))
_LONGEST = 40  # tokens from the start of a clause to a verb with which its subject goes


class Subjects(Silences):
    """Questions about a sentence and its frames so far."""

    __slots__ = ()

    def _inside(self, source: tuple[int, int] | None, before: list[Frame]) -> tuple[int, int] | None:
        """The part of a phrase that stands in what the last cue introduces: "X says | the mayor of Y (wrote)"."""
        if source is not None and before and before[-1].start is not None:
            if source[0] < before[-1].start < source[1]:
                return before[-1].start, source[1]
        return source

    def _opens_report(self, t: int) -> bool:
        """Whether token `t` is the first of what the cue before it introduces."""
        start = self.found[-1].start if self.found else None
        return start is not None and (t == start or t == start + 1 and self.words[start] == "that")

    def _set_off(self, t: int) -> bool:
        """Whether a quotation ends right before token `t`, with a comma or dash between them or none."""
        if t - 1 > self.lo and self.words[t - 1] in (",", *DASHES):
            t -= 1
        return t - 1 > self.lo and self.words[t - 1] in CLOSING

    def _joined_to(self, k: int) -> bool:
        """Whether a noun or pronoun stands at `k`, so that "both" behind it goes with it."""
        return k >= self.lo and (self.flags[k] & BOUND == 0 or bool(self.flags[k] & PRONOUN)) and self.tokens.word(k)

    def _plural_before(self, verb: Verb, before: list[Frame]) -> tuple[int, int] | None:
        """The plural subject of a clause that another reports: "X writes that captives suffer and | report that"."""
        start = before[-1].start if before else None
        teller = before[-1].source if before else None
        if verb.shape != BASE or start is None or teller and self._many(teller):
            return None
        subject = self.phrase_right(start + (self.words[start] == "that"), subject=True)
        return subject if subject and self._many(subject) else None

    def _many(self, source: tuple[int, int]) -> bool:
        """Whether a phrase is plural, by its last word or the one before its first preposition."""
        return self.plural(source[1] - 1) or self.plural_subject(source[1] - 1)

    def _shared(self, before: list[Frame]) -> tuple[int, int] | None:
        """The speaker of a cue without one of its own: that of the last cue, else the sentence's subject."""
        shared = next((frame.source for frame in reversed(before) if frame.source and frame.verb), None)
        if shared:
            return shared
        subject = self.subject()
        return subject if subject and self.speaks(subject, strict=True) else None

    def of_whom(self, k: int) -> tuple[int, int] | None:
        """ "..., one of whom (told)", with "whom" at token `k`."""
        if self.words[k] != "whom" or k - 2 < self.lo or self.words[k - 1] != "of":
            return None
        return (k - 2, k + 1) if self.words[k - 2] in self.cues.sets["each"] else None

    def far_subject(self, k: int) -> tuple[int, int] | None:
        """The subject that opens the clause and goes on to token `k`, past a relative clause or participle: "Two
        officials who asked not to be named (told)", "soldiers brought in on Sunday (had told)"."""
        words, flags = self.words, self.flags
        lo = max([self.lo, *(f.start for f in self.found if f.start is not None and f.start <= k)])
        lo += words[lo] == "that"
        for t in range(k - 2, lo, -1):  # "A, but an official who works there (confirmed)"
            if (
                words[t] in (";", ":")
                or words[t - 1] == ","
                and words[t] in ("but", "and", "while", "though", "although")
            ):
                lo = t + 1
                break
        if flags[lo] & PREP and (comma := self._comma_after(lo, k)) is not None:
            lo = comma + 1
        if k - lo > _LONGEST or k <= lo:
            return None
        head = self.phrase_right(lo, subject=True)
        if head is None or head[1] > k or flags[lo] & PRONOUN or not self.speaks(head, strict=True):
            return None
        closes = words[k] == ","
        t = head[1] + (words[head[1]] == ",")
        if closes != (t > head[1]) or t > k - closes:
            return None
        verbs = sum(self._finite_at(u) for u in range(t, k + 1 - closes))
        if words[t] in _RELATIVE:
            good = verbs > 0 and not any(words[u] in _RELATIVE for u in range(t + 1, k))
        else:
            good = (
                not closes and verbs == 0 and words[t].endswith(("ed", "ught", "wn", "ent", "aken", "ing", "ld", "ept"))
            )
        return (head[0], k + 1 - closes) if good else None

    def witnessed(self, i: int) -> Frame | None:
        """ "An AFP reporter saw nine bodies": what a witness by calling tells of, with the verb at `i`."""
        end = i + 1
        if end >= self.hi or self.flags[end] & (PREP | AUX) or not self.tokens.word(end):
            return None
        k = self.helpers(i)[0]
        source = self.phrase_left(k)
        if source is None or not any(self.words[t] in self.cues.sets["witnesses"] for t in range(*source)):
            return None
        stop = next(
            (t for t in range(end, self.hi) if self.words[t] in ("but", ";", "and") and self._goes_on_at(t + 1)), None
        )
        return Frame((k + 1, end), source, "asserted", None, "right", end, stop=stop)

    def _goes_on_at(self, t: int) -> bool:
        """Whether another verb of the same subject stands at token `t`."""
        return t < self.hi and (bool(self.flags[t] & AUX) or self.words[t] in self.cues.verbs)

    def acts_within(self, source: tuple[int, int]) -> bool:
        """Whether a verb stands in a phrase behind its first word: "(whom) our correspondent met at the station"."""
        for t in range(source[0] + 1, source[1]):
            if self.words[t].endswith("ed") or self.flags[t] & VERB or self.words[t] in self.cues.sets["finite"]:
                return True
        return False

    def of_noun(self, source: tuple[int, int] | None, cue: tuple[int, int], verb: Verb) -> Frame | None:
        """ "a figure the Kremlin dismissed", "a conclusion Israel disputes": the noun is what is spoken of."""
        speaker, end = self.past_noun(source), cue[1]
        if source is None or speaker is None or speaker == source or not verb.classes & (OBJECT | SAY):
            return None
        if end < self.hi and not (
            self.words[end] in STOPS or self.words[end] in (",", ";", "as") or self.flags[end] & PREP
        ):
            return None
        if not self.speaks(speaker, strict=False):
            return None
        frame = Frame(cue, speaker, verb.stance, verb, "set")
        frame.content.append(Span(self.tokens.starts[source[0]], self.tokens.ends[speaker[0] - 1]))
        return frame

    def past_noun(self, source: tuple[int, int] | None) -> tuple[int, int] | None:
        """The speaker in "a figure the Kremlin (dismissed)", "a conclusion Israel (disputes)"."""
        if source is None or source[1] - source[0] < 3 or self.words[source[0]] not in ("a", "an"):
            return source
        noun = self.words[source[0] + 1]
        at = source[0] + 2
        if noun not in self.cues.nouns and noun not in self.cues.sets["tolls"] | self.cues.sets["taken_up"]:
            return source
        return (at, source[1]) if self.flags[at] & DET or self.tokens.capital(at) else source

    def _comma_after(self, t: int, k: int) -> int | None:
        return next((u for u in range(t + 1, min(k, t + 12)) if self.words[u] == ","), None)

    def _finite_at(self, u: int) -> bool:
        """Whether a verb that has a subject stands at token `u`, as far as its form tells."""
        if self.flags[u] & (AUX | VERB):
            return not self.flags[u - 1] & AUX
        verb = self.cues.verbs.get(self.words[u])
        if verb is not None and verb.shape & (PAST | THIRD):
            return not self.flags[u - 1] & (AUX | PREP) and self.words[u + 1 : u + 2] != ["by"]
        previous = self.words[u - 1]
        return (
            previous in _RELATIVE and self.words[u].endswith(("ed", "s")) or self.words[u] in self.cues.sets["finite"]
        )
