"""Times in a text: points, windows, calendar spans, "since", ranges, by the house rules of docs/claims.md.

    rules       the rule language; a text as a string of letters, one for each token
    days        the calendar
    meanings    what the words of a rule mean
    phrases     prepositions and ranges; expressions into `Time` marks

The words and the rules of each language are lexicon/languages/*/times.toml.
"""

from __future__ import annotations

from datetime import date

from onrecord.lexicon import load
from onrecord.mark.records import Time
from onrecord.mark.times.phrases import times_of
from onrecord.mark.times.rules import language as rules_of

__all__ = ["times"]


def times(text: str, published: date | None, language: str = "en") -> tuple[Time, ...]:
    """The times of a text in order, each with its span; never raises, linear in the text's length.

    Relative times are resolved against the day of publication; where that is None they are marked
    with start and end None, and only full dates are resolved.
    """
    began: date = load("packs/ukraine/pack.toml")["start"]
    return tuple(times_of(rules_of(language).read(text), published, began))
