"""Texts with attributions marked by people, from a folder of data.

DATA/polnear/train, DATA/polnear/dev     PolNeAR as published: text/*.txt and attributions/*.ann (brat)
DATA/*.jsonl                             {"text", "attributions": [{"source", "cue", "content"}]}, each a list of
                                         [start, end], one document a line
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OURS = Path(__file__).parents[2] / "tests/gold"
ROLES = ("source", "cue", "content")
Spans = list[list[int]]


@dataclass(frozen=True, slots=True)
class Labelled:
    name: str
    text: str
    attributions: list[dict[str, Spans]]


def polnear(folder: Path) -> Iterator[Labelled]:
    """The documents of one split, each by its first annotator."""
    chosen: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        chosen.setdefault(path.stem.rsplit("_", 1)[0], path)
    for name, path in chosen.items():
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield Labelled(name, text, list(_brat(path.read_text("utf-8"))))


def _brat(lines: str) -> Iterator[dict[str, Spans]]:
    spans: dict[str, Spans] = {}
    for match in re.finditer(r"^(T\d+)\t\S+ ([\d ;]+)\t", lines, re.M):
        spans[match[1]] = [[int(x) for x in part.split()] for part in match[2].split(";")]
    for match in re.finditer(r"^E\d+\t(.*)$", lines, re.M):
        found: dict[str, Spans] = {role: [] for role in ROLES}
        for item in match[1].split():
            label, target = item.split(":", 1)
            role = re.sub(r"\d+$", "", label).lower()
            if role in found and target in spans:
                found[role] += [span for span in spans[target] if span not in found[role]]
        if found["cue"]:
            yield {role: sorted(parts) for role, parts in found.items()}


def lines(path: Path) -> Iterator[Labelled]:
    for n, line in enumerate(path.read_text("utf-8").splitlines()):
        found = json.loads(line)
        if "attributions" in found:
            yield Labelled(f"{path.stem}-{n}", found["text"], found["attributions"])


def part_of(name: str, parts: int) -> int:
    """Which of `parts` a text belongs to, by the sha256 of its id."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) // 7 % parts
