"""Where speakers break into a clause: what they set apart, and where the words of another end before them."""

from __future__ import annotations

from onrecord.mark.attributions.cues import AUX, PRONOUN, THIRD, VERB
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.phrases import Phrases
from onrecord.mark.attributions.tokens import DASHES, QUOTES, Tokens

CONTRAST = frozenset(("but", "while", "whereas", "although", "though", "and", "as", "after", "because", "since", "yet"))
LOOSE = frozenset(("but", "while", "whereas", "although", "though"))
OPPOSED = LOOSE | {"where", "what"}  # at the start of a sentence: "Where X says A, Y says B"


class Breaks:
    """Questions about the frames of one sentence."""

    __slots__ = ()

    tokens: Tokens
    finder: Phrases

    def _breaks(self, frame: Frame, end: int) -> bool:
        """Whether a speaker between commas breaks a clause that goes on behind him."""
        words, after = self.tokens.words, frame.right
        if after + 2 >= end or words[after] != "," or words[after + 1] in CONTRAST or words[after + 1] in QUOTES:
            return False
        verb = bool(self.tokens.flags[after + 1] & (AUX | VERB)) or words[after + 1].endswith("ed")
        known = self.finder.cues.verbs.get(words[after + 1])
        verb = verb or known is not None and bool(known.shape & THIRD)
        return verb and frame.left > 0 and words[frame.left - 1] == ","

    def _relative(self, frame: Frame) -> bool:
        """Whether a frame is a relative clause: "a file, which its finders say is old, lists ..."."""
        before = self.tokens.words[frame.left - 1] if frame.left else ""
        return frame.side == "right" and frame.stop is None and before in ("which", "who")

    def _parts(self, frame: Frame, found: list[Frame], n: int, mark: int) -> bool:
        """Whether a mark before a speaker who breaks a clause ends another's words: "X denies A: B, it says, C"."""
        words = self.tokens.words
        if words[mark] == ";":
            return True
        if not frame.source or not self.tokens.flags[frame.source[0]] & PRONOUN:
            return False
        if words[mark] == "," and words[mark + 1] not in LOOSE:
            return False
        return any(other.source and other.cue[0] < mark for other in found[:n])

    def _resumes(self, before: int, after: int) -> bool:
        """Whether what stands before and behind a speaker sets him off: commas, brackets or dashes."""
        first, last = self.tokens.words[before], self.tokens.words[after]
        return last == "," or (first, last) == ("(", ")") or first in DASHES and last in DASHES
