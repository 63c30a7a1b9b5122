"""Who says what in a text, by rule: speakers, cues and contents, nested.

    attributions(text, sentences(text)) -> (Attribution(source, cue, content, parent, quoted, stance), ...)

Cues are looked up (cues.py), the speaker beside each is followed (frames.py), then contents are
cut where the next speaker begins, and quotations are given to who spoke last (contents.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mark.attributions.contents import read
from onrecord.mark.records import Attribution
from onrecord.model import Span

__all__ = ["attributions"]


def attributions(
    text: str, sentences: Sequence[Span], language: str = "en", *, model: bool = False
) -> tuple[Attribution, ...]:
    """The attributions of `text`, in order of their cues. Contents, when they are quotations, keep their
    quotation marks; a language without cues gives none. With `model`, a small network reads English texts
    together with the rules (onrecord.mark.attribution_model); it is loaded at the first call."""
    if model:
        from onrecord.mark.attribution_model.reader import read as read_together

        return read_together(text, sentences, language)
    try:
        return read(text, sentences, language)
    except FileNotFoundError:
        return ()
