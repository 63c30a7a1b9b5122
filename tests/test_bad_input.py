"""Texts that nobody edits: twice as much of one is at most a little more than twice the work, with the network or not.

Work is counted, not timed: calls of functions, and windows that the network reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from onrecord.audit import audit
from onrecord.claim import reading
from onrecord.mark.attribution_model.network import Network, Started
from onrecord.model import Document
from work import calls

LENGTH = 4000  # characters of the shorter text: two sentences as long as any may be
TEXTS = {
    "no stop": "the ministry said Russia lost 300 tanks and ",
    "figures without a stop": "lost 300 tanks near Kyiv on Monday and ",
    "nothing but cues": "said ",
    "speakers in speakers": "Kyiv said that Moscow said that ",
    "speakers in a list": "Kyiv said that Moscow fell, ",
    "according to": "according to ",
    "emoji": "🇺🇦💥😀",
    "right to left": "قال الجيش إن روسيا خسرت ثلاثمئة دبابة “تقدم” ",
    "quotations that never close": "“He said that it fell “",
    "single marks": "‘he said ",
    "a quotation a line": "“He said that it fell.\n",
    "one word": "a",
    "one number": "1",
    "numbers": "1,",
    "hyphens": "a-",
    "dots": "a.b",
    "apostrophes": "a'",
    "brackets": "(",
    "colons": "X: ",
    "days": "May 5 ",
    "names": "Kyiv ",
    "accents": "e\u0301\u0302",
    "joiners": "a\u200d",
    "nothing seen": "Kyiv said\x00 that \x00Russia lost 300 tanks. ",
    "blank": " ",
    "lines": "\n",
}


def work(text: str, model: bool, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Calls of functions, and windows read, for all that is done with a document."""
    windows = 0
    start = Network.start

    def started(self: Network, words: Any, parts: Sequence[Sequence[int]]) -> Started:
        nonlocal windows
        windows += len(parts)
        return start(self, words, parts)

    monkeypatch.setattr(Network, "start", started)
    document = Document(id="x", text=text, sha256="", published=date(2023, 8, 14))
    called = calls(lambda: audit(reading(document, model=model)))
    monkeypatch.undo()
    return called, windows


@pytest.mark.parametrize("model", [False, True], ids=["rules", "network"])
@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_as_the_text_does(name: str, model: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = TEXTS[name]
    text = unit * (LENGTH // len(unit))
    work(text[:200], model, monkeypatch)  # loads what is loaded once
    called, windows = work(text, model, monkeypatch)
    twice = work(text * 2, model, monkeypatch)
    assert twice[0] <= 2.1 * called + 100
    assert twice[1] <= 2.1 * windows + 1
