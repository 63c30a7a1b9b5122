"""Fits what decides between the network's and the rules' reading of a cue (mark/attribution_model/weigher.py).

python training/attribution/weigh.py DATA                 writes the weights into the package
python training/attribution/weigh.py DATA --check         five parts, each scored by weights fitted on the others
python training/attribution/weigh.py DATA --unseen 0/3    writes unseen.jsonl, see below

DATA is described in data.py. PolNeAR gives the weights for news at large. Those for texts about the war are fitted on
what both readers made of texts that neither knew (unseen.jsonl). For that a network is trained without a part of our
gold (train.py --without 0/3) and reads it before the network in the package is trained on all; the rules are those
from before they were mended on these texts. Where the rules were written against a text, its readings count half.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from data import OURS, ROLES, Labelled, part_of, polnear
from numpy.typing import NDArray

from onrecord.mark.attribution_model import weigher
from onrecord.mark.attribution_model.reader import pairs
from onrecord.mark.attribution_model.weigher import figures
from onrecord.mark.attributions import attributions
from onrecord.mark.attributions.tokens import Quotations
from onrecord.mark.sentences import sentences
from onrecord.model import Span

PACKAGE = Path(__file__).parents[2] / "src/onrecord/mark/attribution_model/weights/weigher.json"
READERS = ("network", "rules")
UNSEEN = Path(__file__).with_name("unseen.jsonl")
COUNTS = {"wide": 1, "broad": 1, "fresh": 0.5, "later": 0.5}  # of our own gold, and what a reading counts
DECAY = 1.0
PARTS = 5

Row = tuple[list[float], bool, float]


def rows(documents: Iterable[Labelled]) -> list[dict[str, list[Row]]]:
    """For each document and reader the figures of every reading, whether it is right, and what it counts."""
    out = []
    for document in documents:
        text = document.text
        found: dict[str, list[Row]] = {reader: [] for reader in READERS}
        parted = sentences(text)
        ruled = attributions(text, parted)
        gold = [{role: letters(a[role]) for role in ROLES} for a in document.attributions]
        last: Span | None = None
        for candidate, rule, cue in pairs(text, ruled, Quotations(text)):
            attribution = None if rule is None else ruled[rule]
            last, again = cue, cue == last
            if candidate.content and not again:
                seen = {"source": candidate.source, "cue": (cue,), "content": candidate.content}
                found["network"].append((figures(candidate, attribution, "network", text), right(seen, gold), 1.0))
            if attribution is not None:
                seen = {role: getattr(attribution, role) for role in ROLES}
                found["rules"].append((figures(candidate, attribution, "rules", text), right(seen, gold), 1.0))
        out.append(found)
    return out


def write_unseen(part: str) -> None:
    """Writes the readings of part "k/n" of our gold that the network was not trained on, by the sha256 of the ids."""
    number, parts = map(int, part.split("/"))
    with UNSEEN.open("w", encoding="utf-8") as out:
        for name, counts in COUNTS.items():
            texts = map(json.loads, (OURS / f"attributions.{name}.jsonl").open("rb"))
            given = [
                Labelled(t["id"], t["text"], t["attributions"]) for t in texts if part_of(t["id"], parts) == number
            ]
            for found in rows(given):
                told = {
                    reader: [[*(round(v, 4) for v in at), int(good)] for at, good, _ in found[reader]]
                    for reader in READERS
                }
                out.write(json.dumps({**told, "counts": counts}, separators=(",", ":")) + "\n")


def unseen() -> Iterator[dict[str, list[Row]]]:
    """As `rows`: a document a line, for each reader the figures of each reading and whether it was right."""
    for line in UNSEEN.read_text("utf-8").splitlines():
        found = json.loads(line)
        counts = found["counts"]
        yield {reader: [(values[:-1], bool(values[-1]), counts) for values in found[reader]] for reader in READERS}


def letters(spans: Iterable[Iterable[int]]) -> frozenset[int]:
    return frozenset(n for start, end in spans for n in range(start, end))


def right(seen: dict[str, tuple[Span, ...]], gold: list[dict[str, frozenset[int]]]) -> bool:
    """Whether some marked attribution shares half of its letters or more, in every role."""
    mine = {role: letters(spans) for role, spans in seen.items()}
    for other in gold:
        if mine["cue"] & other["cue"] and all(_overlap(mine[role], other[role]) >= 0.5 for role in ROLES):
            return True
    return False


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def fit(found: list[Row]) -> list[float]:
    """Weights of a logistic sum, its constant last, by Newton's steps with a little decay."""
    x = np.array([row[0] for row in found])
    y, counts = np.array([float(row[1]) for row in found]), np.array([row[2] for row in found])
    mean, scale = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / scale, np.ones(len(x))]
    w = np.zeros(z.shape[1])
    decay = np.diag([DECAY] * (len(w) - 1) + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ w))
        slope = z.T @ (counts * (p - y)) + decay @ w
        w -= np.linalg.solve((z * (counts * p * (1 - p))[:, None]).T @ z + decay + 1e-6 * np.eye(len(w)), slope)
    plain: NDArray[np.float64] = w[:-1] / scale
    return [round(float(v), 4) for v in (*plain, w[-1] - (plain * mean).sum())]


def fitted(
    found: dict[str, list[dict[str, list[Row]]]], left_out: int | None = None
) -> dict[str, dict[str, list[float]]]:
    """The weights for news and for texts about the war, of each reader; one part of the documents may be left out."""
    out = {}
    for kind, documents in found.items():
        of = [part for n, part in enumerate(documents) if left_out is None or n % PARTS != left_out]
        out[kind] = {reader: fit([row for part in of for row in part[reader]]) for reader in READERS}
    return out


def check(news: list[Labelled], found: dict[str, list[dict[str, list[Row]]]]) -> None:
    """Prints the F1 of PolNeAR's relations, of a part by weights that were fitted on the other parts."""
    right_ones = read = 0
    for part in range(PARTS):
        weights = fitted(found, part)
        weigher.weights.cache_clear()
        weigher.weights = lru_cache(lambda: weights)  # type: ignore[assignment] # noqa: B023
        for document in news[part::PARTS]:
            marked = attributions(document.text, sentences(document.text), model=True)
            gold = [{role: letters(a[role]) for role in ROLES} for a in document.attributions]
            read += len(marked)
            right_ones += sum(right({role: getattr(a, role) for role in ROLES}, gold) for a in marked)
    labelled = sum(len(document.attributions) for document in news)
    print(f"{200 * right_ones / (read + labelled):.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=PACKAGE)
    parser.add_argument("--check", action="store_true", help="write nothing; score in five parts")
    parser.add_argument("--unseen", metavar="K/N", help="read the part of our gold that the network does not know")
    args = parser.parse_args()
    if args.unseen:
        write_unseen(args.unseen)
        return
    news = list(polnear(args.data / "polnear" / "dev"))
    found = {"news": rows(news), "war": list(unseen())}
    if args.check:
        check(news, found)
        return
    weights = fitted(found)
    args.out.write_text(json.dumps(weights) + "\n", "utf-8")
    for kind, readers in weights.items():
        for reader, values in readers.items():
            print(kind, reader, values)


if __name__ == "__main__":
    main()
