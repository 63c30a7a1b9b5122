"""Text -> marks: figures, times, places, attributions.

Each part is one function of a `Document`; `marks` runs them all. Nothing here builds claims.
"""

from __future__ import annotations

from onrecord.mark.records import Attribution, Figure, Marks, PlaceMark, Time

__all__ = ["Attribution", "Figure", "Marks", "PlaceMark", "Time"]
