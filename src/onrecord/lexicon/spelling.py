"""One key for all spellings of a Ukrainian or Russian name, in Latin or Cyrillic letters.

Writers vary what romanisation leaves open (Makarovka / Makarivka, Blagodatne / Blahodatne, Kharkov / Kharkiv), and
mix the official table of Ukraine (Cabinet of Ministers, resolution 55 of 2010), BGN/PCGN and Russian forms. Folding all
of it away makes one look-up find them all. `key` folds letters that stand for one sound; `loose` also those
that Russian and Ukrainian forms of a name differ in (Belogorovka / Bilohorivka).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LATIN = str.maketrans(
    {
        **dict(zip("абвгґдезийклмнопрстуфіїєэыёх", "abvhhdezyyklmnoprstufyyeeyeh", strict=True)),
        **{"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "u", "я": "a", "ь": None, "ъ": None},
        **dict.fromkeys("'’ʼ`‘ʹ́"),
    }
)
_PARTS = re.compile(r"[\s\u00a0-]+")
# In this order, each over one word of a name in small Latin letters.
_FOLDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"shch|sch", "sc"),
        (r"kh", "h"),
        (r"g", "h"),  # Г: Blagodatne, Blahodatne
        (r"w", "v"),
        (r"x", "ks"),
        (r"[jiy]+", "y"),  # и, і, й, ы
        (r"y[eo]", "e"),  # soft vowels
        (r"y([au])", r"\1"),
        (r"zzh|zhzh", "zh"),
        (r"([^aeouy])\1", r"\1"),  # doubled consonants
        (r"[oey]+v(?=(?:k[aey]|sk\w{0,3})?$)", "yv"),  # Makarovka, Avdeevka, Petrovskoe, Kharkov
        (r"[oe]+e$", "e"),
        (r"aa$", "a"),
        (r"yno$", "yne"),
    )
)
_VOWELS = re.compile(r"[ey]+")


def parts(name: str) -> list[str]:
    """The words of a name, those joined by a hyphen apart."""
    return _PARTS.split(name.strip())


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """The spelling-free form of a name in plain Latin letters: names that sound alike share it."""
    return "".join(map(_word, parts(name.lower())))


def vague(folded: str) -> str:
    """A key with e, i and y as one letter."""
    return _VOWELS.sub("y", folded)


def loose(name: str) -> str:
    """The vague key of a name."""
    return vague(key(name))


@lru_cache(maxsize=20_000)
def _word(word: str) -> str:
    folded = word.translate(_LATIN)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    for pattern, by in _FOLDS:
        folded = pattern.sub(by, folded)
    return folded
