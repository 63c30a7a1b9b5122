"""Marks -> claims, one file a kind; source chains made canonical; ids.

`reading(document)` is the one door: it marks the text, reads its claims and returns both as a `Reading`. `begin` is the
same in two steps, for who has several documents to read.
"""

from __future__ import annotations

from onrecord.claim.build import begin, reading, reading_of

__all__ = ["begin", "reading", "reading_of"]
