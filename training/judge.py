"""Train the judge (claim/judge.py): which candidates of control, activity and comparison are claims.

    python training/judge.py LABELLED.jsonl... [--folds 5] [--out FILE]

Each input line is a document with hand-labelled "claims" (of the "kinds" that it lists, if it lists any); sentences and
paragraphs of our own stand in training/sentences.jsonl. Every candidate that the readers propose is a yes when the
scorer pairs it with a label, else a no; a logistic regression over its features is fitted (scikit-learn, L2), its
threshold chosen by cross-validation over documents, and the weights that matter are written to
src/onrecord/lexicon/models/judge.json. Needs scikit-learn and the scorer of the labelled texts (--scorer); the program
itself needs neither.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from onrecord.claim.build import candidates_of
from onrecord.model import Claim, Document
from onrecord.model.codec import claim_to_dict

TARGET = Path(__file__).parents[1] / "src/onrecord/lexicon/models/judge.json"
RARE = 3  # a feature seen in fewer candidates is left out
SMALL = 0.02  # and so is one that weighs less
STRENGTHS = (2.0,)  # of 0.1 to 3 cross-validation tells none apart; the others forget more of the labelled texts
NEAR = 0.005  # F1 that chance may give
STRICT = 0.75  # of the thresholds within it of the best, how far up the one taken stands: from the mildest, 0, to 1
ITERATIONS = 2000
REPEATS = 5  # of the cross-validation, each with other folds
THRESHOLDS = np.linspace(-1.5, 1.5, 31)


def document(raw: dict[str, Any]) -> Document:
    try:
        published = date.fromisoformat(raw.get("published") or "")
    except ValueError:
        published = None
    return Document(id=raw["id"], text=raw["text"], sha256="", published=published, publisher=raw.get("publisher"))


class Example(NamedTuple):
    """A candidate: what the judge sees of it, whether it is a claim, and the id of its document."""

    seen: list[str]
    is_claim: bool
    document: str


class Rest(NamedTuple):
    """Of one kind: how many claims are labelled, how many the rules alone give, and how many of those are right."""

    labelled: int
    given: int
    right: int


def examples(paths: list[Path], scorer: Any) -> tuple[dict[str, list[Example]], dict[str, Rest]]:
    """Kind -> every candidate of it in the labelled texts; and what there is beside them.
    `scorer.pair(kind, gold, predicted)` gives the pairs of indexes that agree."""
    out: dict[str, list[Example]] = {}
    labelled: Counter[str] = Counter()
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            candidates, rest = candidates_of(document(raw))
            kinds = {kind for kind, _, _ in candidates}.union(c.kind for c in rest).union(
                c["kind"] for c in raw["claims"]
            )
            for kind in sorted(kinds.intersection(raw.get("kinds", kinds))):
                gold = [claim for claim in raw["claims"] if claim["kind"] == kind]
                mine = [(seen, _plain(claim)) for of, seen, claim in candidates if of == kind]
                others = [_plain(claim) for claim in rest if claim.kind == kind]
                hits = {j for _, j, _ in scorer.pair(kind, gold, [claim for _, claim in mine] + others)}
                right[kind] += sum(j >= len(mine) for j in hits)
                given[kind] += len(others)
                labelled[kind] += len(gold)
                if mine:
                    found = out.setdefault(kind, [])
                    found.extend(Example(seen, n in hits, raw["id"]) for n, (seen, _) in enumerate(mine))
    return out, {kind: Rest(labelled[kind], given[kind], right[kind]) for kind in out}


def _plain(claim: Claim) -> dict[str, Any]:
    """The claim as the scorer reads it from a file."""
    plain: dict[str, Any] = json.loads(json.dumps(claim_to_dict(claim), default=str))
    return plain


def fit(rows: list[Example], rest: Rest, folds: int) -> tuple[dict[str, float], str]:
    """The weights of the features, with the intercept less the threshold as that of "", and a line on how well they do.

    Logistic regression with an L2 penalty, its strength and the threshold on its log odds those of the best F1 of the
    whole kind: with the claims that the rules give besides, and all that are labelled.
    """
    counts = Counter(feature for row in rows for feature in set(row.seen))
    x = [{feature: 1.0 for feature in row.seen if counts[feature] >= RARE} for row in rows]
    y = np.array([row.is_claim for row in rows])
    vectors = DictVectorizer().fit(x)
    matrix = vectors.transform(x)
    documents = [row.document for row in rows]
    trials = {strength: _best_threshold(matrix, y, documents, rest, folds, strength) for strength in STRENGTHS}
    strength = max(trials, key=lambda one: trials[one][0])
    f1, threshold = trials[strength]
    model = LogisticRegression(C=strength, max_iter=ITERATIONS).fit(matrix, y)
    weights = {
        name: round(float(weight), 3)
        for name, weight in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(weight) >= SMALL
    }
    weights[""] = round(float(model.intercept_[0]) - threshold, 3)
    all_yes = 2 * (y.sum() + rest.right) / (len(y) + rest.given + rest.labelled)
    return (
        weights,
        f"{len(rows)} candidates, {int(y.sum())} claims; F1 taking all {all_yes:.3f}, cross-validated {f1:.3f} "
        f"(C={strength}, threshold {threshold:.1f}), {len(weights)} weights",
    )


def _best_threshold(
    matrix: Any, y: Any, documents: list[str], rest: Rest, folds: int, strength: float
) -> tuple[float, float]:
    """F1 and threshold: a mean of repeated cross-validation with whole documents apart, smoothed over neighbouring
    thresholds, since a peak of one alone is chance."""
    scores = np.zeros(len(THRESHOLDS))
    for repeat in range(REPEATS):
        margin = np.zeros(len(y))
        for train, test in GroupKFold(folds, shuffle=True, random_state=repeat).split(matrix, y, documents):
            model = LogisticRegression(C=strength, max_iter=ITERATIONS).fit(matrix[train], y[train])
            margin[test] = model.decision_function(matrix[test])
        for n, threshold in enumerate(THRESHOLDS):
            kept = margin > threshold
            right, given = int((kept & y).sum()) + rest.right, int(kept.sum()) + rest.given
            scores[n] += 2 * right / max(1, given + rest.labelled) / REPEATS
    smooth = np.convolve(scores, np.ones(5) / 5, mode="same")[2:-2]
    n = int(np.quantile(np.flatnonzero(smooth >= smooth.max() - NEAR), STRICT))
    return float(smooth[n]), float(THRESHOLDS[n + 2])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("labelled", nargs="+", type=Path)
    ap.add_argument("--scorer", type=Path, default=Path(__file__).parents[2] / "shared/score/score_claims.py")
    ap.add_argument("--out", type=Path, default=TARGET)
    ap.add_argument("--folds", type=int, default=5)
    args = ap.parse_args()
    spec = importlib.util.spec_from_file_location("scorer", args.scorer)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    model = {}
    found, rests = examples(args.labelled, scorer)
    for kind, rows in sorted(found.items()):
        yes = sum(row.is_claim for row in rows)
        if min(yes, len(rows) - yes) < 20:
            print(kind, f"{yes} claims of {len(rows)} candidates: too few labels, left to the rules")
            continue
        model[kind], report = fit(rows, rests[kind], args.folds)
        print(kind, report)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(model, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print(args.out.name, args.out.stat().st_size // 1024, "kB")


if __name__ == "__main__":
    main()
