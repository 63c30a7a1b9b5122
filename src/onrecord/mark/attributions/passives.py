"""Cues that are no plain verb behind its subject: passives, participles, verbs before their speaker."""

from __future__ import annotations

from onrecord.mark.attributions.amounts import amount_end
from onrecord.mark.attributions.citing import Citing
from onrecord.mark.attributions.cues import (
    AUX,
    BEARER,
    CHECK,
    CLAUSE,
    DET,
    EVIDENCE,
    GERUND,
    OBJECT,
    SAY,
    THIRD,
    VERB,
    Verb,
)
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.tokens import CLOSING, DASHES, QUOTES, STOPS
from onrecord.model import Span
from onrecord.model.claim import Certainty

_FAR = 12  # tokens from a speaker to the comma before what he said


class Passives(Citing):
    """Finds frames of such cues. A plain cue, with what follows it, is read by whoever builds on this."""

    __slots__ = ()

    def _right(self, cue: tuple[int, int], source: tuple[int, int] | None, verb: Verb, end: int) -> Frame | None:
        raise NotImplementedError

    def _passive(self, i: int, k: int, end: int, verb: Verb, following: str, be: bool) -> Frame | None:
        if be and verb.lemma in self.cues.sets["charging"]:
            return self._accused(k, end, verb)
        if following == "by":
            if not be and verb.classes & CHECK and self.flags[i - 1] & BEARER:
                return None  # "in a video verified by the BBC"
            source = self.phrase_right(end + 1, subject=True)
            if source is not None and be and verb.classes & (SAY | CLAUSE | OBJECT):
                told = self.told_by((k + 1, end + 1), source, verb)
                if told is not None:
                    return told
                if verb.lemma == "tell":
                    return None  # "told by soldiers to leave"
            if source is None or not self.speaks(source, strict=True):
                return None
            if be and verb.classes & (SAY | OBJECT) and self._points_back(k):
                if source[1] < self.hi and self.words[source[1]] == ",":
                    source = self._with_apposition(source)
                return self._back((k + 1, end + 1), source, verb)
            if be and self.words[i] in self.cues.passive and self.words[source[1] : source[1] + 1] == ["to"]:
                if self.words[source[1] + 1 : source[1] + 2] != ["have"] or verb.lemma != "report":
                    return Frame((k + 1, end), source, "hedged", verb, "both")  # "are thought by X to be hiding"
            if source[1] < self.hi and (
                self.words[source[1]] == "as" or be and self.words[source[1] : source[1] + 2] == ["to", "have"]
            ):  # "described by X as ...", "quoted by X as saying"
                subject = self.phrase_left(k) if verb.lemma in ("quote", "cite", "report") else None
                if subject is not None:
                    return Frame((k + 1, end + 1), source, verb.stance, verb, "quotes", subject[0])
                return Frame((i, end + 1), source, verb.stance, verb, "right", source[1])
            if not verb.classes & (SAY | OBJECT):
                return None
            first = k + 1 if be else i
            if (stop := amount_end(self.words, source[1], self.hi)) is not None:
                return Frame((first, end + 1), source, verb.stance, verb, "both", stop=stop)
            cited = self.released(i, end, source)
            return cited or Frame((first, end if be else end + 1), source, verb.stance, verb, "left")
        if (by := self._amount_by(end)) is not None:
            source = self.phrase_right(by + 1, subject=True)
            if source is None or not verb.classes & (SAY | OBJECT) or not self.speaks(source, strict=True):
                return None
            frame = Frame((k + 1 if be else i, end), source, verb.stance, verb, "both", stop=source[1])
            frame.content.append(Span(self.tokens.starts[end], self.tokens.ends[by - 1]))
            return frame
        if self.words[i] in self.cues.passive and following in self.cues.sets["fates"]:
            return Frame((k + 1, end), None, "hedged", verb, "around")
        if be and (self.words[i] in self.cues.passive or verb.lemma == "claim") and following in ("to", "that"):
            stance: Certainty = "unconfirmed" if verb.lemma in ("allege", "claim", "rumor", "rumour") else "hedged"
            if following == "that":
                return Frame((k + 1, end), None, stance, verb, "right", end)
            return Frame((k + 1, end), None, stance, verb, "around")
        return None

    def _amount_by(self, t: int) -> int | None:
        """Where the speaker is named behind an amount at token `t`: the "by" of "at 330,000 by Kyiv"."""
        by = amount_end(self.words, t, self.hi)
        return by if by is not None and self.words[by : by + 1] == ["by"] else None

    def _accused(self, k: int, end: int, verb: Verb) -> Frame | None:
        """ "P was accused (by X) of looting": the cue is at [k + 1, end)."""
        near = range(end, min(self.hi - 1, end + _FAR))
        of = next((t for t in near if self.words[t] == "of" and self.words[t + 1].endswith("ing")), None)
        if of is None or self.words[end] not in ("by", "of"):
            return None
        if self.words[end] == "of":
            return Frame((k + 1, end), None, verb.stance, verb, "around")
        return Frame((k + 1, end), (end + 1, self._before_date(of - 1) + 1), verb.stance, verb, "both")

    def _quoted_as_saying(self, k: int, end: int) -> Frame | None:
        """ "X was quoted as saying": the cue ends before token `end`."""
        source = self.phrase_left(k)
        verb = self.cues.verbs["saying"]
        return self._right((k + 1, end), source, verb, end) if source and self.speaks(source, strict=True) else None

    def _receives(self, t: int) -> bool:
        """Whether a person stands at `t`: "reported to Putin that", not "reported to have fallen"."""
        return t < self.hi and (self.tokens.capital(t) or bool(self.flags[t] & DET))

    def _gerund(self, cue: tuple[int, int], previous: str, k: int, verb: Verb, before: list[Frame]) -> Frame | None:
        if previous == "as":
            if before and before[-1].cue[1] == cue[1]:
                return self._quoting(cue[1], before[-1])
            shared = next((f for f in reversed(before) if f.verb), None)
            if shared is None or shared.verb is None:
                return None
            if shared.side == "quotes":  # X was quoted by Y as saying
                source: tuple[int, int] | None = self.phrase_left(shared.cue[0] - 1)
            elif shared.start is not None and shared.source:  # Y cited X as saying
                source = (shared.start, k)
            else:
                source = self.subject()
            start = self.content_start(cue[1], verb)
            side = "right" if start is not None and start >= 0 else "echo"
            echo = shared if shared.verb.lemma in ("quote", "cite") else None
            if side == "echo" and (echo is None or echo.start is None):
                return None
            return Frame(cue, source, verb.stance, verb, side, None if side == "echo" else start, echoes=echo)
        if previous in ("for", "of") and before and before[-1].cue[1] < k:
            accused = self.phrase_left(k - 1)  # "criticised the ministry for claiming that"
            if accused is not None and accused[0] == before[-1].cue[1] and self.speaks(accused, strict=True):
                return self._right(cue, accused, verb, cue[1])
        if previous not in CLOSING and previous not in (
            ",",
            "and",
            "by",
            "in",
            "with",
            "without",
            "while",
            "before",
            "when",
            "–",
            "-",
            "—",
        ):
            source = self.phrase_left(k)
            if source is None or not self.speaks(source, strict=True) or before and before[-1].cue[1] == k + 1:
                return None  # "residents describe hearing"
            plain = verb.classes & SAY and verb.stance == "asserted"
            if not plain and self.introduces(cue[1]) is None and "that" not in self.words[cue[1] : cue[1] + 9]:
                return None
            return self._right(cue, source, verb, cue[1])
        source = self._shared(before)
        if source is None:
            return None
        start = self.content_start(cue[1], verb)
        if start is None or start < 0:
            return None
        if verb.classes & EVIDENCE and previous in CLOSING:
            return None
        if previous == "," and verb.lemma in self.cues.sets["inferring"]:
            return Frame(cue, None, verb.stance, verb, "set")  # no speaker's, but it ends what one said before it
        return Frame(cue, source, verb.stance, verb, "right", start, joined=True)

    def _inverted(self, cue: tuple[int, int], previous: str, k: int, verb: Verb) -> Frame | None:
        source = self.phrase_right(cue[1])
        if source is None or verb.shape == GERUND:
            return None
        after_quote = previous in QUOTES or previous in DASHES or (k > self.lo and self.words[k - 1] in QUOTES)
        following = self.words[source[1]] if source[1] < self.hi else "."
        adjunct = following in ("in", "on", "during") and previous == "," and self._clause_before(k)
        settled = adjunct or following in STOPS or following in DASHES or following in QUOTES or following in ",:;"
        if k < self.lo and not (settled and following == ":" and verb.lemma == "say"):
            return None
        if verb.lemma == "tell" and not after_quote:
            return None
        if not verb.classes & SAY and not (settled and previous == ","):
            return None
        if after_quote or (settled and (self.tokens.capital(source[0]) or self.speaks(source, strict=True))):
            if not after_quote and self.comma_before(k) is not None and not settled:
                return None
            if following == ",":
                source = self._with_apposition(source)
            return Frame(cue, source, verb.stance, verb, "left")
        return None

    def opening_participle(self, found: list[Frame]) -> Frame | None:
        """ "Rejecting the finding of a commission that A, Israel said": the speaker stands behind the comma."""
        verb = self.cues.verbs.get(self.words[self.lo])
        if (
            verb is None
            or verb.shape != GERUND
            or not verb.classes & (SAY | OBJECT)
            or self.cites_to(self.lo) is not None
        ):
            return None
        for frame in found:
            if frame.source and frame.verb and frame.source[0] - 1 > self.lo and self.words[frame.source[0] - 1] == ",":
                comma = frame.source[0] - 1
                own = Frame((self.lo, self.lo + 1), frame.source, verb.stance, verb, "right", self.lo + 1, stop=comma)
                own.joined = True
                return own
        return None

    def as_told(self, i: int, verb: Verb, end: int) -> Frame | None:
        """ "As wrote the mayor, A": the verb stands at `i` before its speaker."""
        if i != self.lo + 1 or self.words[self.lo] not in ("as", "how") or not verb.classes & SAY:
            return None
        source = self.phrase_right(end, subject=True)
        if source is None or source[1] + 1 >= self.hi or not self.speaks(source, strict=True):
            return None
        comma = next((t for t in range(source[1], min(self.hi - 1, source[1] + _FAR)) if self.words[t] == ","), None)
        return Frame((i, end), source, verb.stance, verb, "around", comma + 1) if comma is not None else None

    def _takes_back(self, i: int, away: int, verb: Verb) -> Frame | None:
        """ "His office walked that back", with its object before the particle at `away`."""
        k = self.helpers(i)[0]
        source = self.phrase_left(k)
        if source is None or not self.speaks(source, strict=True):
            return None
        if verb.classes & SAY:
            return self._right((k + 1, away + 1), source, verb, away + 1)
        frame = Frame((k + 1, away + 1), source, "asserted", verb, "set")
        frame.content.append(Span(self.tokens.starts[i + 1], self.tokens.ends[away - 1]))
        return frame

    def _lists(self, verb: Verb, before: list[Frame]) -> bool:
        """Whether a headline goes on with another verb of its subject behind a bare comma."""
        last = before[-1] if before else None
        if (
            last is None
            or last.verb is None
            or last.source is None
            or last.source[0] != self.lo
            or last.side != "right"
        ):
            return False
        return verb.shape == THIRD and last.verb.shape == THIRD and bool(verb.classes & OBJECT)

    def _clause_before(self, t: int, start: int | None = None) -> bool:
        """Whether a finite verb stands in the sentence before token `t`, and none in the clause from `start` on."""
        if start is not None and self.clause_within(start):
            return False
        return any(self.flags[u] & (AUX | VERB) or self.words[u].endswith("ed") for u in range(self.lo, t))
