"""The official Latin spelling of Ukrainian names: Cabinet of Ministers of Ukraine, resolution 55 of 2010."""

from __future__ import annotations

import re

_LETTERS = dict(
    zip("абвгґдежзиіїйклмнопрстуф", "a b v h g d e zh z y i i i k l m n o p r s t u f".split(), strict=True)
) | {
    "є": "ie", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    "'": "", "’": "", "ʼ": "", "ы": "y", "э": "e", "ё": "io", "ъ": "",
}  # fmt: skip
_INITIALS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def romanised(name: str) -> str:
    """Згурівка -> Zghurivka, Їжаківка -> Yizhakivka."""
    parts = []
    for word in re.split(r"([\s-])", name.lower().replace("зг", "zgh")):
        letters = [_INITIALS[c] if n == 0 and c in _INITIALS else _LETTERS.get(c, c) for n, c in enumerate(word)]
        parts.append("".join(letters).capitalize())
    return "".join(parts)
