"""Where what a speaker says ends: before the next speaker, an aside, a note."""

from __future__ import annotations

from onrecord.mark.attributions.backwards import Backwards
from onrecord.mark.attributions.breaks import CONTRAST, LOOSE, OPPOSED
from onrecord.mark.attributions.cues import AUX, CHECK, GERUND, PRONOUN, THIRD
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.frames import Finder
from onrecord.mark.attributions.tokens import CLOSING, STOPS

_SPLICED = 16  # tokens that a headline's first speaker says before a comma and the second
_DATED = 6  # tokens of a date between a speaker and ", citing"


class Ends(Backwards):
    """Finds the token before which a content ends, and the one at which a clause starts."""

    __slots__ = ("finder",)

    finder: Finder

    def _end(self, frame: Frame, found: list[Frame], n: int, hi: int) -> int:
        """The token before which a content to the right of `frame` ends."""
        words = self.tokens.words
        end = self._before_notes(frame.right, hi)
        if frame.left and words[frame.left - 1] == "(":
            end = next((t for t in range(frame.right, end) if words[t] == ")"), end)
        start = frame.start or frame.right
        if (
            start < end
            and words[start] != "that"
            and any(o.start is not None and o.start <= frame.left and o.side == "right" for o in found[:n])
        ):
            for t in range(start, end - 1):  # "X says that Y thinks A, and that B"
                if words[t] in ("and", "but") and words[t + 1] == "that":
                    end = t - (words[t - 1] == ",")
                    break
        for other in found[n + 1 : n + 2]:
            aside = other.pronoun is not None and start < other.pronoun < end and words[other.pronoun - 1] == ","
            if aside and other.pronoun is not None and frame.stance == "denied":
                end = other.pronoun - 1  # "..., which X calls a lie"
                break
        for other in found[n + 1 :] if frame.verb is None else ():  # "X, asked about reports that A, said"
            if (
                other.source
                and other.source[1] <= frame.left
                and start < other.cue[0] < end
                and words[other.cue[0] - 1] == ","
            ):
                end = other.cue[0] - 1
                break
        for other in found[n + 1 : n + 4]:  # "X, which cited Y, said": the clause is part of X
            if other.source and other.source[0] < frame.left and frame.right < other.source[1] < end:
                end = other.source[1]
                break
        for t in range(frame.start or frame.right, end):
            if words[t] == ";" and start < t < end - 1 and frame.verb:
                end = t  # "X assesses that A; it is reviewing B"
                break
            if words[t] in (";", ":") and any(other.left > t and other.source for other in found[n + 1 :]):
                end = t
                break
            if words[t] in (":", ",") and any(
                other.left > t and other.side == "left" and self._parts(other, found, n + 1, t)
                for other in found[n + 1 : n + 3]
            ):
                end = t
                break
            if words[t] == "," and t > start and words[t + 1 : t + 2] == ["which"] and found[n + 1 : n + 2]:
                after = found[n + 1]
                if after.left > t + 2 and after.source and not self.tokens.flags[after.source[0]] & PRONOUN:
                    end = t  # "..., which is in line with Y's claim that"
                    break
            if words[t] == "," and t > start and words[t + 1 : t + 3] == ["contrary", "to"]:
                end = t
                break
            if words[t] in (",", ";") and t > (frame.start or frame.right) and self._relative(frame):
                end = t
                break
        checks = found[n - 1] if n and frame.side == "noun" else frame
        if checks.verb and checks.verb.classes & CHECK and checks.cue[1] - checks.cue[0] > 1:
            end = next((t for t in range(start + 1, end) if self._leaves(t, start)), end)
        lefts = (other.left for other in found[n + 1 :] if other.source and other.left >= frame.right)
        spoken = min(lefts, default=end)
        for other in found[n + 1 :]:
            if other.left < frame.right or other.left >= end:
                continue
            cut = self._cut(frame, other, spoken < other.left, end)
            least = (frame.start or frame.right) + 1
            alone = (
                words[least - 1][0].isdigit()
                or words[least] == ","
                and words[least - 1] != "that"
                or other.joined
                and words[other.left - 1] == "and"
            )
            if cut is not None and (cut > least or cut == least and alone):
                return cut
        before = frame.left - 1
        if words[before] in OPPOSED and (
            before == 0 or words[before - 1] in ("that", ",") or words[before - 1] in STOPS
        ):
            # "while X claimed A, Y ..."
            comma = next((t for t in range(frame.start or frame.right, end) if words[t] == ","), None)
            return comma or end
        return end

    def _leaves(self, t: int, start: int) -> bool:
        """Whether token `t` ends what nobody could confirm, from `start` on: "these claims, but they ..."."""
        words, flags = self.tokens.words, self.tokens.flags
        if words[t] == "because":
            return True
        if words[start] in ("that", "whether", "if", "how", "who", "what", "when", "where", "why"):
            return False
        t += words[t] == ","
        return (
            words[t : t + 1] == ["but"]
            or words[t : t + 1] == ["and"]
            and t + 1 < len(flags)
            and bool(flags[t + 1] & AUX)
        )

    def _named_after(self, frame: Frame, end: int) -> int:
        """Where ", a claim that ..." ends what was said before it, and calls it unconfirmed."""
        words, known = self.tokens.words, self.finder.cues
        for t in range(frame.start or frame.right, end - 3):
            if words[t] == "," and words[t + 1] in ("a", "an") and self._calls_it(t + 1, end):
                return t  # "..., a figure the Kremlin dismissed"
            if words[t] == "," and words[t + 1] in ("a", "an") and words[t + 3] in ("that", "which"):
                stance = known.nouns.get(words[t + 2])
                if stance is not None:
                    frame.stance = stance if frame.stance == "asserted" else frame.stance
                    return t
        return end

    def _calls_it(self, t: int, end: int) -> bool:
        """Whether at "a" in ", a figure (that) the Kremlin dismissed" another speaker comes to what was said."""
        words, known = self.tokens.words, self.finder.cues
        if words[t + 1] not in known.nouns and words[t + 1] not in known.sets["tolls"] | known.sets["taken_up"]:
            return False
        at = t + 2 + (words[t + 2] in ("that", "which"))
        return any(other.source and other.source[0] == at and other.cue[0] < end for other in self.finder.found)

    def _before_notes(self, least: int, end: int) -> int:
        """Steps back over the stop and the footnote marks ("[12]") at the end of a sentence."""
        words = self.tokens.words
        while end > least:
            if words[end - 1] in STOPS:
                end -= 1
            elif words[end - 1] == "]" and end - 3 > least and words[end - 3] == "[" and words[end - 2].isdigit():
                end -= 3
            else:
                break
        return end

    def _cut(self, frame: Frame, other: Frame, between: bool, end: int) -> int | None:
        """Where a later frame of the same sentence ends this one's content; None when it stands inside it. `between`
        tells whether another speaker stands between the two."""
        words = self.tokens.words
        t = other.left - 1
        if words[t] in ("after", "before") and words[t - 1] in self.finder.cues.sets["spans"]:
            comma = next((u for u in range(t - 2, max(frame.right, t - _DATED), -1) if words[u] == ","), None)
            if comma is not None:
                return comma  # "X denied A, hours after Y had said it"
        if other.pronoun is not None and other.stance == "denied" and words[other.pronoun - 1] == ",":
            return other.pronoun - 1  # "X said that A, which Y denied"
        if other.verb and other.verb.shape == GERUND and words[t - 1 : t + 1] == [",", "with"]:
            return t - 1  # "X denied A, with Y telling reporters that"
        if other.source and words[other.source[0]] == "which":
            if frame.verb and frame.verb.lemma in ("cite", "quote"):
                return None  # "cites X, which says"
            return t if words[t] == "," else None
        if other.source and self.tokens.flags[other.source[0]] & PRONOUN and between:
            return None  # "X reported that Y said A, but she said B": B too is what X reported
        seen: set[str] = set()
        while t > frame.right and words[t] in CONTRAST:
            seen.add(words[t])
            t -= 1
        if other.verb and other.verb.shape == GERUND and (other.joined or not other.source):
            return t if words[t] == "," else t + 1 if words[t] in CLOSING else None
        if other.gapped or other.side == "cites" and other.verb and words[t] == ",":
            return t  # "X warned that A, as Y had told him"
        if other.reported or other.joined and other.source and frame.right <= other.source[0]:
            return None  # the verb is joined to one that stands in this content
        if other.joined:
            return t + 1 if words[t] != "," else t
        if other.side == "right" and other.source:
            if words[t] == "," and not seen and self._spliced(frame, other, t, self.finder.lo):
                return t
            if words[t] == "," and seen & CONTRAST - {"as", "after", "because", "since"}:
                return t
            if seen & LOOSE or seen == {"as"} and words[frame.start or t] != "that" and not between:
                return t + 1
            if seen == {"as"} and self._announces(frame, other, t + 1):
                return t + 1  # "Russia claims A as Ukraine reports B"
            if seen == {"and"} and not between and not self.tokens.flags[other.source[0]] & PRONOUN:
                return t + 1  # "X said A and Y said B"
            return None
        if other.side == "left" or (other.side == "around" and other.source):
            if self._breaks(other, end):
                return None  # "X said that A, according to Y, B"
            tail = (
                all(words[u] in STOPS or self.tokens.flags[u] for u in range(other.right, end))
                or other.right >= end - 6
            )
            citing = any(
                o.side == "cites" and o.left - other.right < _DATED for o in self.finder.found if o.left > other.left
            )
            tail = tail or words[t] == "," and citing and other.verb is not None
            relayed = words[t] == "," and any(o.side == "left" and o.left == other.right + 1 for o in self.finder.found)
            if tail or relayed:  # "X thinks A, according to Y, Z reports"
                return t if words[t] == "," else t + 1
        return None

    def _announces(self, frame: Frame, other: Frame, conjunction: int) -> bool:
        """Whether "X claims A as Y reports B" sets two speakers side by side, each with words of its own."""
        if frame.verb is None or other.verb is None or other.source is None or other.start is None:
            return False
        named = self.tokens.capital(other.source[0]) and other.source[0] == conjunction + 1
        return named and frame.verb.shape == other.verb.shape == THIRD

    def _spliced(self, frame: Frame, other: Frame, comma: int, lo: int = 0) -> bool:
        """Whether "X said A, Y said B" joins two sentences with a bare comma."""
        start = frame.start if frame.side == "right" and frame.start is not None else comma
        if other.source is None or other.cue[0] < other.source[0] or self.tokens.flags[other.source[0]] & PRONOUN:
            return False
        if frame.verb and other.verb and frame.verb.shape == other.verb.shape == THIRD and comma - start < _SPLICED:
            if other.source[0] == comma + 1 and self.tokens.capital(comma + 1) and frame.left <= lo + 1:
                return True  # "Russia claims full control of A, Ukraine denies it"
        return self.finder.clause_within(start) and self.tokens.words[start] not in ("if", "when", "after", "in", "as")

    def _clause_start(self, frame: Frame, found: list[Frame], n: int, lo: int) -> int:
        """The token at which the clause around `frame` starts: behind the cue it hangs on, else with the sentence."""
        start = lo
        for earlier in found[:n]:
            if earlier.start is not None and earlier.start <= frame.left:
                start = max(start, earlier.start)
        words = self.tokens.words
        if words[start] == "that":
            start += 1
        for t in range(frame.left - 1, start, -1):
            if words[t] in (";", ":") or (words[t] == "," and words[t + 1] in ("and", "but", "while", "with")):
                return t + 1 + (words[t] == ",")
        return start
