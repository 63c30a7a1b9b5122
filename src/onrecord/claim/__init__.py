"""Marks -> claims, one file a kind; source chains made canonical; ids.

`reading(document)` is the one door: it marks the text, reads its claims and returns both as a `Reading`.
"""

from __future__ import annotations

from onrecord.claim.build import reading, reading_of

__all__ = ["reading", "reading_of"]
