"""Amounts in text: `figures(text, taken, language)`.

`numbers` finds what is written as a number, `refuse` drops those that name or date something, `grammar`
reads the rest with what stands in front (`before`: bounds, currency, signs) and behind (`after`: units,
"per day", the counted noun), and `joins` makes ranges, shares nouns between "26 of 57 drones" and ties
conversions in brackets. `interval` says which interval the words allow; `view` writes figures for others.
All words come from lexicon/languages/*/figures.toml.
"""

from onrecord.mark.figures.grammar import figures
from onrecord.mark.figures.view import figure_view, unit_words

__all__ = ["figure_view", "figures", "unit_words"]
