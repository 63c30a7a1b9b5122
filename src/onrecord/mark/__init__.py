"""Text -> marks: figures, times, places, attributions.

Each part is one function of the text; `marks` runs them all over a document. Nothing here builds claims.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from onrecord.mark.records import Attribution, Figure, Marks, PlaceMark, Time
from onrecord.model import Document, Span

__all__ = ["Attribution", "Figure", "Marks", "PlaceMark", "Time", "begin", "marks"]


def marks(document: Document, *, model: bool = False) -> Marks:
    """All marks of a document. With `model`, attributions of English texts are read by the network together with the
    rules."""
    return begin(document, model=model)()


def begin(document: Document, *, model: bool = False) -> Callable[[], Marks]:
    """The same in two steps: starts the network where it is asked for, which goes on by itself, and gives what reads
    the rest and waits for it."""
    from onrecord.mark import attributions
    from onrecord.mark.sentences import sentences

    parted = sentences(document.text)
    attributed = attributions.begin(document.text, parted, document.language, model=model)
    return partial(_marks, document, parted, attributed)


def _marks(document: Document, parted: tuple[Span, ...], attributed: Callable[[], tuple[Attribution, ...]]) -> Marks:
    """Times are read first: what is part of a date is no figure."""
    from onrecord.mark.figures import figures
    from onrecord.mark.places import places
    from onrecord.mark.times import times

    text, language = document.text, document.language
    dated = times(text, document.published, language)
    taken = [time.span for time in dated]
    return Marks(
        sentences=parted,
        times=dated,
        figures=figures(text, taken, language),
        places=places(text, taken),
        attributions=attributed(),
    )
