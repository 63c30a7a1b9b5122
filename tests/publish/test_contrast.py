"""The page's colours against WCAG 2.2: 4.5 to 1 for every colour that words are set in, in each mode."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from onrecord.model import KINDS
from onrecord.publish.report import ORDER

STYLE = (files("onrecord.publish") / "page" / "page.css").read_text(encoding="utf-8")
PALETTES = [
    dict(re.findall(r"--([\w]+): (#[0-9a-f]{3,6})\b", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
]
WORDS = ("ink", "muted", "link", *KINDS, *ORDER)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark", "print"])
def test_words_stand_out(palette: dict[str, str]) -> None:
    poor = {
        (word, ground): round(contrast(palette[word], palette[ground]), 2)
        for word in WORDS
        for ground in ("paper", "sheet")
        if contrast(palette[word], palette[ground]) < 4.5
    }
    assert not poor
    assert contrast(palette["ink"], palette["lit"]) >= 7


def test_kinds_differ_without_colour() -> None:
    rules = dict(re.findall(r'^\[data-kind="(\w+)"\] \{(.*?)\}', STYLE, re.MULTILINE))
    lines = {kind: tuple(re.findall(r"--(style|weight): ([\w.]+)", rules[kind])) for kind in KINDS}
    assert len(set(lines.values())) == len(KINDS), lines
