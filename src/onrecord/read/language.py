"""Which language a text is written in, by its letters: English, Ukrainian or Russian, else what was declared."""

from __future__ import annotations

_SAMPLE = 20_000
_UKRAINIAN = "іїєґІЇЄҐ"
_RUSSIAN = "ыэъёЫЭЪЁ"
# A text in Latin letters that quotes a Cyrillic list stays what it is; a Cyrillic text names its weapons in Latin.
_MOSTLY = 0.3


def language_of(text: str, declared: str | None = None) -> str:
    """ "uk" or "ru" for a text mostly in Cyrillic, else the `declared` code ("pl", "en-GB" gives "en"), else "en"."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    cyrillic = sum("Ѐ" <= c <= "ӿ" for c in sample)
    code = (declared or "").strip().lower().replace("_", "-").split("-")[0]
    if cyrillic <= _MOSTLY * letters:
        return code if code.isalpha() and 2 <= len(code) <= 3 and code not in ("uk", "ru") else "en"
    ukrainian = sum(sample.count(c) for c in _UKRAINIAN)
    russian = sum(sample.count(c) for c in _RUSSIAN)
    if ukrainian == russian:
        return code if code in ("uk", "ru") else "uk"
    return "uk" if ukrainian > russian else "ru"
