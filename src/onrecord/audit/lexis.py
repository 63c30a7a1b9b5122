"""Words that rules read in claims, of all languages at once: a claim does not say in which it was written."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.lexicon import load

LANGUAGES = ("en", "uk", "ru")


@lru_cache(maxsize=16)
def any_of(name: str) -> str:
    """A pattern of the words listed by a name in `languages/*/audit.toml`, the longest first."""
    listed = [word for language in LANGUAGES for word in load(f"languages/{language}/audit.toml").get(name, [])]
    return "|".join(sorted(map(re.escape, listed), key=len, reverse=True))
