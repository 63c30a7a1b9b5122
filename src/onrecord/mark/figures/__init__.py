"""Amounts in text: `figures(text, taken, language)`.

A number is found by one scan (`numbers`), refused when it names or dates something (`refuse`), then
read with what stands in front of it (`before`: bounds, signs, currency) and behind it (`after`: units,
"per day", the counted noun); `grammar` puts them together, joins ranges, pairs conversions in brackets
and shares nouns between "26 of 57 drones". `interval` says which interval the words allow; `view` writes them for others.
All words come from lexicon/languages/*/figures.toml.
"""

from onrecord.mark.figures.grammar import figures
from onrecord.mark.figures.view import figure_view, unit_words

__all__ = ["figure_view", "figures", "unit_words"]
