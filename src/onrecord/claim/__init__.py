"""Marks -> claims, one file a kind; source chains made canonical; ids.

`reading(document)` is the one door: it marks the text, reads its claims and returns both as a `Reading`. `begin` is the
same in two steps, for who has several documents to read. What reading needs is loaded when it is first asked for: views
over claims know sources and places by this room, and read nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.claim.build import begin, reading, reading_of

__all__ = ["begin", "reading", "reading_of"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from onrecord.claim import build

        return getattr(build, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
