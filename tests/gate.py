"""The accuracy gate: sets of gold texts, what is reached on each, and the floors that may not be passed.

    python tests/gate.py                  what is reached now, beside the floors
    python tests/gate.py --no-model       the same by the rules alone
    python tests/gate.py --raise          lift every floor to what is reached now; never lowers one
    python tests/gate.py --raise --lower  also lower what is no longer reached
    python tests/gate.py --raise --data   also take over a set whose texts or labels have changed

A floor is what was reached, cut to two decimals. With it stands the digest of the set's data, so that
a better score cannot come from easier texts unseen. Sets in `tests/gold` are ours and always there;
those that lie in the shared folder are measured where it is present.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import marks_scoring
from scoring import GROUPS, Miss, Score, score

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "gold" / "floors.toml"
# What is labelled -> what is held: claims; chains of speakers, and places, on texts of our own; marks of public sets.
MEASURES = {
    "claims": ("numeric_f1", "all_f1", "whole"),
    "chains": ("relations", "chains", "certainty"),
    "places": ("found", "kind", "resolved", "right", "kept_open"),
    "figures": ("value", "unit", "change"),
    "times": ("value", "span"),
    "attributions": ("relations", "words_of_contents", "words_of_sources"),
}
# The key of a document under which labels stand, where it is not "gold".
LABELS = {"claims": "claims", "chains": "attributions", "places": "places"}
KINDS = {"attributions": "chains", "places": "places"}  # of files in tests/gold, by the first part of a name with a dot


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Texts labelled by hand: {"id", "published", "text", "claims", ...} each. `kind` says with what."""

    name: str
    documents: tuple[dict[str, Any], ...]
    kind: str = "claims"

    @property
    def digest(self) -> str:
        """sha256 over texts, days and labels, as canonical JSON."""
        keys = [
            "id",
            "published",
            "text",
            LABELS.get(self.kind, "gold"),
            *(["chains"] if self.kind == "chains" else []),
        ]
        kept = [{key: d.get(key) for key in keys} for d in self.documents]
        return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def labelled(self) -> int:
        label = LABELS.get(self.kind, "gold")
        return sum(len(d[label]["quantities"] if self.kind == "figures" else d[label]) for d in self.documents)


def shared_folder() -> Path | None:
    path = Path(os.environ.get("ONRECORD_SHARED") or HERE.parents[1] / "shared")
    return path if path.is_dir() else None


def own_sets() -> Iterator[GoldSet]:
    """One set for each tests/gold/NAME.jsonl of claims, attributions.NAME.jsonl of chains, places.NAME.jsonl."""
    for path in sorted((HERE / "gold").glob("*.jsonl")):
        kind = "claims" if "." not in path.stem else KINDS[path.stem.split(".")[0]]
        lines = path.read_text(encoding="utf-8").splitlines()
        yield GoldSet(path.stem, tuple(json.loads(line) for line in lines if line.strip()), kind)


def shared_sets(folder: Path) -> Iterator[GoldSet]:
    """The seed article, the texts whose labels two annotators settled, and the public sets of marks."""
    article = (folder / "seed" / "article.txt").read_text(encoding="utf-8")
    seed = json.loads((folder / "seed" / "gold.json").read_text(encoding="utf-8"))
    header = re.match(r"\s*date (\S+) ", article)  # as `onrecord read` takes it off a text file
    assert header is not None
    yield GoldSet("seed", ({"id": "seed", **seed, "published": header[1], "text": article[header.end() :]},))
    documents = []
    for path in sorted((folder / "articles" / "gold").glob("*.json")):
        text = (folder / "articles" / "text" / f"{path.stem}.txt").read_text(encoding="utf-8")
        documents.append({**json.loads(path.read_text(encoding="utf-8")), "id": path.stem, "text": text})
    yield GoldSet("adjudicated", tuple(documents))
    for name, (labelled, kind) in marks_scoring.public(folder).items():
        yield GoldSet(name, tuple(labelled), kind)


def run(command: str, documents: Sequence[dict[str, Any]], *options: str) -> Iterator[dict[str, Any]]:
    """What a command that users have prints of texts, a line each. Raises CalledProcessError when it fails."""
    given = ("id", "published", "title", "url", "publisher", "text")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for document in documents:
                kept = {key: document[key] for key in given if document.get(key)}
                out.write(json.dumps(kept, ensure_ascii=False) + "\n")
        onrecord = [str(Path(sys.executable).parent / "onrecord"), command, str(path), *options]
        done = subprocess.run(onrecord, check=True, stdout=subprocess.PIPE, cwd=folder)
    return (json.loads(line) for line in done.stdout.splitlines() if line.strip())


def read(documents: Sequence[dict[str, Any]], *options: str) -> dict[str, list[dict[str, Any]]]:
    """Document id -> claims."""
    found = run("read", documents, "--format", "json", "--dry-run", *options)
    return {reading["document"]["id"]: reading["claims"] for reading in found}


def measure(gold: GoldSet, *options: str) -> tuple[dict[str, Score], list[Miss]]:
    """Scores of claims by kind and group, and what was missed."""
    found = read(gold.documents, *options)
    return score((d["id"], d["claims"], found.get(d["id"], [])) for d in gold.documents)


def reached(gold: GoldSet, *, model: bool = True) -> tuple[dict[str, float], list[str]]:
    """The numbers that floors hold, and a line for each miss where misses are kept."""
    options = () if model else ("--no-model",)
    if gold.kind == "claims":
        scores, misses = measure(gold, *options)
        numbers = scores["numeric"].f1, scores["all"].f1, scores["all"].whole_rate
        told = [f"{m.document} | {m.kind} | {m.what} | {m.gold} | {m.predicted}" for m in misses]
    elif gold.kind == "chains":
        right, sure, told = marks_scoring.hops(gold.documents, model=model)
        numbers = marks_scoring.relations(gold.documents, model=model), right, sure
    elif gold.kind == "places":
        shares, told = marks_scoring.of_places(gold.documents)
        return {name: shares[name] for name in MEASURES["places"]}, told
    else:
        folder = shared_folder()
        assert folder is not None
        found = {marks["id"]: marks for marks in run("marks", gold.documents, *options)}
        return marks_scoring.reached(gold.documents, gold.kind, found, folder), []
    return dict(zip(MEASURES[gold.kind], numbers, strict=True)), told


def floors() -> dict[str, Any]:
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def _cut(number: float) -> float:
    return int(number * 100 + 1e-9) / 100


def raised(
    floor: dict[str, Any] | None, gold: GoldSet, now: dict[str, float], *, lower: bool, data: bool
) -> dict[str, Any]:
    """The floor of a set after a run that reached `now`. Raises ValueError where a flag is missing."""
    if floor and floor["digest"] != gold.digest and not data:
        raise ValueError(f"{gold.name}: its texts or labels have changed; --data takes them over")
    new: dict[str, Any] = {"digest": gold.digest}
    for name in MEASURES[gold.kind]:
        old = floor[name] if floor else 0.0
        if now[name] < old and not lower:
            raise ValueError(f"{gold.name}: {name} is {now[name]:.3f}, below its floor {old}; --lower lowers it")
        new[name] = _cut(now[name]) if lower else max(old, _cut(now[name]))
    return new


def write_floors(table: dict[str, Any]) -> None:
    lines = ["# What the accuracy gate holds Onrecord to. Written by `make floors`; see tests/gate.py."]
    for name, floor in sorted(table.items()):
        lines += ["", f'["{name}"]', f'digest = "{floor["digest"]}"']
        lines += [f"{measure} = {value:.2f}" for measure, value in floor.items() if measure != "digest"]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="The accuracy gate's floors.")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached")
    parser.add_argument("--lower", action="store_true", help="with --raise: lower what is no longer reached")
    parser.add_argument("--data", action="store_true", help="with --raise: take over changed texts or labels")
    parser.add_argument("--misses", action="store_true", help="list every miss and differing field")
    parser.add_argument("--no-model", action="store_true", help="read by the rules alone; floors are left as they are")
    options = parser.parse_args(arguments)
    if options.no_model and options.lift:
        parser.error("floors hold what is reached with the network")
    folder = shared_folder()
    table, failed = floors(), False
    for gold in [*own_sets(), *(shared_sets(folder) if folder else ())]:
        (now, misses), floor = reached(gold, model=not options.no_model), table.get(gold.name)
        told = "  ".join(f"{name} {number:.3f} (floor {floor[name] if floor else '-'})" for name, number in now.items())
        print(f"{gold.name:<18}{gold.labelled:>6} {LABELS.get(gold.kind, gold.kind):<13} {told}", flush=True)
        if options.misses:
            print("\n".join(f"  {miss}" for miss in misses))
        if options.lift:
            try:
                table[gold.name] = raised(floor, gold, now, lower=options.lower, data=options.data)
            except ValueError as error:
                print(error, file=sys.stderr)
                failed = True
    if options.lift:
        write_floors(table)
    return int(failed)


__all__ = ["GROUPS", "GoldSet", "floors", "measure", "own_sets", "raised", "reached", "shared_folder", "shared_sets"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
