"""Who says what in a text, by rule: speakers, cues and contents, nested.

    attributions(text, sentences(text)) -> (Attribution(source, cue, content, parent, quoted, stance), ...)

Cues are looked up (cues.py), the speaker beside each is followed (frames.py), then contents are
cut where the next speaker begins, and quotations are given to who spoke last (contents.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

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
    return begin(text, sentences, language, model=model)()


def begin(
    text: str, sentences: Sequence[Span], language: str = "en", *, model: bool = False
) -> Callable[[], tuple[Attribution, ...]]:
    """The same in two steps: starts the network where it is asked for, and gives what waits for it."""
    if model:
        from onrecord.mark.attribution_model.reader import begin as begin_together

        return begin_together(text, sentences, language)
    return partial(_by_rules, text, sentences, language)


def _by_rules(text: str, sentences: Sequence[Span], language: str) -> tuple[Attribution, ...]:
    try:
        return read(text, sentences, language)
    except FileNotFoundError:
        return ()
