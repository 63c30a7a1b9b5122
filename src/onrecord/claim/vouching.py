"""Whether who is named with a claim vouches for it, or only wishes, judges or confirms it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord import lexicon
from onrecord.claim.answers import NEGATED, denies, gainsays, leaves_open
from onrecord.claim.registry import Known
from onrecord.mark.records import Attribution

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


class Vouching:
    """What the attributions of one document do for what they tell. `known` holds the speaker of each, as far as they
    are found yet."""

    __slots__ = ("_attitudes", "_attributions", "_judging", "_known", "_text", "nouns")

    def __init__(
        self, text: str, language: str, attributions: Sequence[Attribution], known: Sequence[Known | None]
    ) -> None:
        self._text, self._attributions, self._known = text, attributions, known
        self._attitudes, self._judging, self.nouns = _words(language)

    def vouches(self, n: int, wish: bool = False, checks: bool = False) -> bool:
        """Whether an attribution tells who vouches for its content: not "I think", what somebody wants or feels only
        when a `wish` will do, and "cannot confirm that" only with `checks`: it passes on nobody's words."""
        attribution = self._attributions[n]
        cue = attribution.cue[0].of(self._text)
        if not attribution.source:
            return True
        if not cue[0].isalpha() and n < len(self._known) and self._known[n] is None:
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
        if denies(attribution, self._text):
            return True  # "called the report a lie"
        return wish or words[-1] not in self._attitudes

    def judges(self, n: int) -> bool:
        """Whether attribution `n` only judges another speaker's words: "confirmed the report by X that", "said that X's
        report was false"."""
        one = self._attributions[n]
        judging = not self._judging.isdisjoint(one.cue[0].of(self._text).lower().split())
        near = self._attributions[max(0, n - 4) : n + 5]
        return any(self._judged(one, inner, judging) for inner in near if inner.parent == n)

    def _judged(self, one: Attribution, inner: Attribution, judging: bool) -> bool:
        if gainsays(one, inner, self._text):
            return True
        named = bool(inner.source) and inner.cue[0].of(self._text).lower() in self.nouns
        return named and (judging or leaves_open(one, inner, self._text))

    def confirms(self, n: int) -> bool:
        """Whether attribution `n` only confirms ("and a blogger confirmed") what its content says."""
        return self._attributions[n].cue[0].of(self._text).lower().split()[-1].startswith("confirm")


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
