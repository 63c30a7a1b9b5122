"""Whom a document names in full: "Hanna Maliar", for "Maliar" alone; the two defence ministries, for "the ministry"."""

from __future__ import annotations

import re

from onrecord.claim.registry import Registry

# A body that both sides have, with whose it is.
_MINISTRY = re.compile(
    r"\b(Russia|Ukrain|Moscow|Kyiv)\w*(?:['’]s)?\s+(?:[Dd]efen[cs]e [Mm]inistry|[Mm]inistry of [Dd]efen[cs]e|MoD|MOD)\b"
)
# A given name and, looked ahead at so that names may overlap, the word behind it.
_NAME = re.compile(
    r"\b(?!(?:The|Mr|Mrs|Ms|In|On|But|And|As|While|When|For|If|According)\b)"
    r"([A-Z][a-zà-ž'’]+(?:-[A-Z][a-z]+)?)\s+(?=([A-Z][\w’'-]*\w))"
)


class FullNames:
    """The names of one text, looked for when they are first asked for."""

    __slots__ = ("_ministries", "_names", "_registry", "_text")

    def __init__(self, text: str, registry: Registry) -> None:
        self._text, self._registry = text, registry
        self._names: dict[str, str] | None = None
        self._ministries: frozenset[str] | None = None

    def of(self, surname: str) -> str | None:
        """The first "Given Surname" of the text, for a surname that stands alone."""
        if self._names is None:
            self._names = {}
            for match in _NAME.finditer(self._text):
                given, family = match.group(1), match.group(2)
                if given.lower() not in self._registry.offices and given.lower() not in self._registry.bodies:
                    self._names.setdefault(family, f"{given} {family}")
        return self._names.get(surname)

    @property
    def ministries(self) -> frozenset[str]:
        """The sides, "russia" and "ukraine", of whose defence ministry the text tells by name."""
        if self._ministries is None:
            owners = {match.group(1)[0] for match in _MINISTRY.finditer(self._text)}
            self._ministries = frozenset("russia" if owner in "RM" else "ukraine" for owner in owners)
        return self._ministries
