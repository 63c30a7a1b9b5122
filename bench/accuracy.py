"""How well claims are read, over all gold at hand, as Markdown tables for docs/accuracy.md.

    make accuracy                        our own texts, and the shared ones where present
    python bench/accuracy.py --write     the same, written into docs/accuracy.md
    python bench/accuracy.py FILE...     gold in JSON lines instead
    python bench/accuracy.py --kinds     with the kinds and fields of each set

Counts are of claims; F1, precision and recall of pairs; `whole` is the share of gold claims that were
found and agree in every field. tests/scoring.py says what makes a pair.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import gate
import scoring

PAGE = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"


def gold_file(path: Path) -> gate.GoldSet:
    lines = path.read_text(encoding="utf-8").splitlines()
    return gate.GoldSet(path.stem, tuple(json.loads(line) for line in lines if line.strip()))


def sets(files: Sequence[Path]) -> Iterator[gate.GoldSet]:
    if files:
        yield from map(gold_file, files)
        return
    folder = gate.shared_folder()
    for gold in [*gate.own_sets(), *(gate.shared_sets(folder) if folder else ())]:
        if gold.kind == "claims":
            yield gold


def overview(measured: Sequence[tuple[gate.GoldSet, dict[str, scoring.Score]]]) -> Iterator[str]:
    yield "| texts | documents | claims | numeric F1 | all F1 | precision | recall | whole |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for gold, scores in measured:
        every = scores["all"]
        numbers = scores["numeric"].f1, every.f1, every.precision, every.recall, every.whole_rate
        cells = " | ".join(f"{number:.3f}" for number in numbers)
        yield f"| {gold.name} | {len(gold.documents)} | {gold.labelled} | {cells} |"


def kinds(scores: dict[str, scoring.Score]) -> Iterator[str]:
    yield "| kind | gold | predicted | F1 | whole | fields |"
    yield "|---|--:|--:|--:|--:|---|"
    for kind, one in scores.items():
        fields = ", ".join(f"{name} {one.rate(name):.2f}" for name in sorted(one.asked))
        yield f"| {kind} | {one.gold} | {one.predicted} | {one.f1:.3f} | {one.whole_rate:.3f} | {fields} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="How well claims are read.")
    parser.add_argument("files", nargs="*", type=Path, help="gold in JSON lines (default: the sets at hand)")
    parser.add_argument("--kinds", action="store_true", help="also the kinds and fields of each set")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    options = parser.parse_args()
    measured = [(gold, gate.measure(gold)[0]) for gold in sets(options.files)]
    lines = list(overview(measured))
    if options.kinds or options.write:
        for gold, scores in measured:
            lines += ["", f"### {gold.name}", "", *kinds(scores)]
    print("\n".join(lines))
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        tables = "<!-- tables -->\n" + "\n".join(lines) + "\n<!-- end of tables -->"
        PAGE.write_text(re.sub(r"<!-- tables -->.*<!-- end of tables -->", lambda _: tables, page, flags=re.S))


if __name__ == "__main__":
    main()
