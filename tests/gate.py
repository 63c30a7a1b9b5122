"""The accuracy gate: sets of gold texts, what is reached on each, and the floors that may not be passed.

    python tests/gate.py                  what is reached now, beside the floors
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

from scoring import GROUPS, Miss, Score, score

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "gold" / "floors.toml"
MEASURES = ("numeric_f1", "all_f1", "whole")


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Texts with their claims labelled by hand: {"id", "published", "text", "claims", ...} each."""

    name: str
    documents: tuple[dict[str, Any], ...]

    @property
    def digest(self) -> str:
        """sha256 over texts, days and labels, as canonical JSON."""
        kept = [{key: d.get(key) for key in ("id", "published", "text", "claims")} for d in self.documents]
        return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def labelled(self) -> int:
        return sum(len(d["claims"]) for d in self.documents)


def shared_folder() -> Path | None:
    path = Path(os.environ.get("ONRECORD_SHARED") or HERE.parents[1] / "shared")
    return path if path.is_dir() else None


def own_sets() -> Iterator[GoldSet]:
    """One set for each tests/gold/NAME.jsonl; names with a dot (attributions.dev) label something else than claims."""
    for path in sorted(path for path in (HERE / "gold").glob("*.jsonl") if "." not in path.stem):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield GoldSet(path.stem, tuple(json.loads(line) for line in lines if line.strip()))


def shared_sets(folder: Path) -> Iterator[GoldSet]:
    """The seed article, and the texts whose labels two annotators settled."""
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


def read(documents: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Document id -> claims, by the command that users have. Raises CalledProcessError when it fails."""
    given = ("id", "published", "title", "url", "publisher", "text")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for document in documents:
                kept = {key: document[key] for key in given if document.get(key)}
                out.write(json.dumps(kept, ensure_ascii=False) + "\n")
        command = [str(Path(sys.executable).parent / "onrecord"), "read", str(path), "--format", "json", "--dry-run"]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=folder)
    found = (json.loads(line) for line in run.stdout.splitlines() if line.strip())
    return {reading["document"]["id"]: reading["claims"] for reading in found}


def measure(gold: GoldSet) -> tuple[dict[str, Score], list[Miss]]:
    """Scores by kind and group, and what was missed."""
    found = read(gold.documents)
    return score((d["id"], d["claims"], found.get(d["id"], [])) for d in gold.documents)


def reached(scores: dict[str, Score]) -> dict[str, float]:
    """The three numbers that floors hold."""
    return {"numeric_f1": scores["numeric"].f1, "all_f1": scores["all"].f1, "whole": scores["all"].whole_rate}


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
    for name in MEASURES:
        old = floor[name] if floor else 0.0
        if now[name] < old and not lower:
            raise ValueError(f"{gold.name}: {name} is {now[name]:.3f}, below its floor {old}; --lower lowers it")
        new[name] = _cut(now[name]) if lower else max(old, _cut(now[name]))
    return new


def write_floors(table: dict[str, Any]) -> None:
    lines = ["# What the accuracy gate holds Onrecord to. Written by `make floors`; see tests/gate.py."]
    for name, floor in sorted(table.items()):
        lines += ["", f"[{name}]", f'digest = "{floor["digest"]}"']
        lines += [f"{measure} = {floor[measure]:.2f}" for measure in MEASURES]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="The accuracy gate's floors.")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached")
    parser.add_argument("--lower", action="store_true", help="with --raise: lower what is no longer reached")
    parser.add_argument("--data", action="store_true", help="with --raise: take over changed texts or labels")
    parser.add_argument("--misses", action="store_true", help="list every miss and differing field")
    options = parser.parse_args(arguments)
    folder = shared_folder()
    table, failed = floors(), False
    for gold in [*own_sets(), *(shared_sets(folder) if folder else ())]:
        scores, misses = measure(gold)
        now, floor = reached(scores), table.get(gold.name)
        told = "  ".join(f"{name} {now[name]:.3f} (floor {floor[name] if floor else '-'})" for name in MEASURES)
        print(f"{gold.name:<14}{gold.labelled:>5} claims  {told}")
        if options.misses:
            for miss in misses:
                print(f"  {miss.document} | {miss.kind} | {miss.what} | {miss.gold} | {miss.predicted}")
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
