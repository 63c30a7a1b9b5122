"""How well claims are read, over all gold at hand, as a Markdown table for docs/accuracy.md.

    make accuracy                      our own texts, and the shared ones where present
    python bench/accuracy.py --all     also the shared texts labelled once (articles/more)
    python bench/accuracy.py FILE...   gold in JSON lines instead

Counts are of claims; F1, precision and recall of pairs; `whole` is the share of gold claims that were
found and agree in every field. tests/scoring.py says what makes a pair.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import gate
import scoring


def gold_file(path: Path) -> gate.GoldSet:
    lines = path.read_text(encoding="utf-8").splitlines()
    return gate.GoldSet(path.stem, tuple(json.loads(line) for line in lines if line.strip()))


def sets(files: list[Path], every: bool) -> Iterator[gate.GoldSet]:
    if files:
        yield from map(gold_file, files)
        return
    yield from gate.own_sets()
    if folder := gate.shared_folder():
        yield from gate.shared_sets(folder)
        if every:
            yield from map(gold_file, sorted((folder / "articles" / "more").glob("*.jsonl")))


def main() -> None:
    parser = argparse.ArgumentParser(description="How well claims are read.")
    parser.add_argument("files", nargs="*", type=Path, help="gold in JSON lines (default: the sets at hand)")
    parser.add_argument("--all", action="store_true", dest="every", help="also the texts labelled once")
    parser.add_argument("--kinds", action="store_true", help="one table more for each set: kinds and fields")
    options = parser.parse_args()
    print("| texts | documents | claims | numeric F1 | all F1 | precision | recall | whole |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    detailed = {}
    for gold in sets(options.files, options.every):
        scores, _ = gate.measure(gold)
        detailed[gold.name] = scores
        numbers = scores["numeric"].f1, scores["all"].f1, scores["all"].precision, scores["all"].recall
        cells = " | ".join(f"{number:.3f}" for number in (*numbers, scores["all"].whole_rate))
        print(f"| {gold.name} | {len(gold.documents)} | {gold.labelled} | {cells} |")
    if options.kinds:
        for name, scores in detailed.items():
            print(f"\n{name}\n")
            kinds(scores)


def kinds(scores: dict[str, scoring.Score]) -> None:
    print("| kind | gold | predicted | F1 | whole | fields |")
    print("|---|--:|--:|--:|--:|---|")
    for kind, one in scores.items():
        fields = ", ".join(f"{name} {one.rate(name):.2f}" for name in sorted(one.asked))
        print(f"| {kind} | {one.gold} | {one.predicted} | {one.f1:.3f} | {one.whole_rate:.3f} | {fields} |")


if __name__ == "__main__":
    main()
