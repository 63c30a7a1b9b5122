"""A place found in a text, before it is known which one it is, and what links places into a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.lexicon.gazetteer import Known
from onrecord.mark.records import PlaceKind

LINK_LONGEST = 40  # characters
# What stands between two names of a list: a comma, a dash or "and", with "in" or "the village of" behind it.
LINK = re.compile(
    r"(?=\s{0,3}(?:[,;/–-]|(?:and|or|as well as|та|і|й|и|або|или) ))"
    r"\s{0,3}[,;/–-]?\s{0,3}(?:(?:and|or|as well as|та|і|й|и|або|или|а також|а также) )?"
    r"(?:in |near |у |в |біля |около )?"
    r"(?:(?:the )?(?:villages?|towns?|city|settlements?) (?:of )?|(?:сел[аі]?|міста?|город[а]?) )?"
)


@dataclass(slots=True)
class Draft:
    """A place found. `name` is without the words behind it that are part of it, `text` with them; `options` what it may
    mean; `sure` whether its company says that it is a place; `words` the range of its words in the text; `slip` tells
    that the options are only spelt nearly so."""

    start: int
    end: int
    name: str
    kind: PlaceKind
    options: tuple[Known, ...]
    sure: bool
    words: range
    text: str
    plural: bool = False
    slip: bool = False

    def settlements(self) -> list[Known]:
        return [one for one in self.options if one.kind == "settlement"]


def linked(text: str, draft: Draft, other: Draft) -> bool:
    """Whether the two stand in one list, side by side."""
    return is_link(text, draft.end, other.start)


def is_link(text: str, start: int, end: int) -> bool:
    return 0 < end - start <= LINK_LONGEST and LINK.fullmatch(text, start, end) is not None
