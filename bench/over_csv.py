"""The questions of bench/ledger.py to pandas: a CSV of claims read whole, then filtered. Run where pandas is.

    over_csv.py CSV <questions.json

Questions are {name: [filters]}; prints {"claims a second in", "bytes a claim", "asked": {name: [median, p95]}}.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]


def answer(frame: Any, asked: dict[str, str]) -> Any:
    keep = pd.Series(True, index=frame.index)
    for name in ("kind", "side", "category", "measure"):
        if name in asked:
            keep &= frame[name] == asked[name]
    if "document" in asked:
        keep &= frame["document_id"] == asked["document"]
    if "since" in asked:
        keep &= (frame["day"] >= asked["since"]) & (frame["day"] <= asked["until"])
    if "as_of" in asked:
        keep &= frame["known_from"] <= asked["as_of"]
    if "source" in asked:
        keep &= frame["chain"].str.contains(asked["source"], case=False, regex=False, na=False)
    if "place" in asked:
        keep &= frame["place"].str.contains(asked["place"], case=False, regex=False, na=False)
    for word in asked.get("text", "").split():
        there = frame["text"].str.contains(rf"\b{word}\b", case=False, na=False)
        keep &= there | frame["title"].str.contains(rf"\b{word}\b", case=False, na=False)
    found = frame[keep]
    return found if "side" in asked else found.head(100)


def main() -> None:
    path = Path(sys.argv[1])
    began = time.perf_counter()
    frame = pd.read_csv(path, dtype={"value": "string"})
    speed = len(frame) / (time.perf_counter() - began)
    asked = {}
    for name, questions in json.load(sys.stdin).items():
        times = []
        for question in questions:
            began = time.perf_counter()
            answer(frame, question)
            times.append((time.perf_counter() - began) * 1e3)
        cuts = quantiles(times, n=20, method="inclusive")
        asked[name] = (cuts[9], cuts[18])
    size = path.stat().st_size / len(frame)
    print(json.dumps({"claims a second in": speed, "bytes a claim": size, "asked": asked}))


main()
