"""Text -> marks: figures, times, places, attributions.

Each part is one function of the text; `marks` runs them all over a document. Nothing here builds claims.
"""

from __future__ import annotations

from onrecord.mark.records import Attribution, Figure, Marks, PlaceMark, Time
from onrecord.model import Document

__all__ = ["Attribution", "Figure", "Marks", "PlaceMark", "Time", "marks"]


def marks(document: Document, *, model: bool = False) -> Marks:
    """All marks of a document. Times are read first: what is part of a date is no figure. With `model`, attributions
    of English texts are read by the network together with the rules."""
    from onrecord.mark.attributions import attributions
    from onrecord.mark.figures import figures
    from onrecord.mark.places import places
    from onrecord.mark.sentences import sentences
    from onrecord.mark.times import times

    text, language = document.text, document.language
    parted = sentences(text)
    dated = times(text, document.published, language)
    taken = [time.span for time in dated]
    return Marks(
        sentences=parted,
        times=dated,
        figures=figures(text, taken, language),
        places=places(text, taken, language, document.published),
        attributions=attributions(text, parted, language, model=model),
    )
