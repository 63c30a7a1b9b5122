"""Train the judge (claim/judge.py): which candidates of control, activity and comparison are claims.

    python training/judge.py LABELLED.jsonl... [--folds 5]

Each input line is a document with hand-labelled "claims". Every candidate that the readers propose is a
yes when the scorer pairs it with a label, else a no; a logistic regression over its features is fitted
(scikit-learn, L2), its strength and threshold chosen by cross-validation over documents, and the
weights that matter are written to src/onrecord/lexicon/models/judge.json. Needs scikit-learn and the
scorer of the labelled texts (--scorer); the program itself needs neither.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from onrecord.claim.build import candidates_of
from onrecord.model import Document
from onrecord.model.codec import claim_to_dict

TARGET = Path(__file__).parents[1] / "src/onrecord/lexicon/models/judge.json"
RARE = 3  # a feature seen in fewer candidates is left out


def document(raw: dict[str, Any]) -> Document:
    try:
        published = date.fromisoformat(raw.get("published") or "")
    except ValueError:
        published = None
    return Document(id=raw["id"], text=raw["text"], sha256="", published=published, publisher=raw.get("publisher"))


def examples(paths: list[Path], scorer: Any) -> dict[str, list[tuple[list[str], bool, str]]]:
    """Kind -> (features, is a claim, document) of every candidate."""
    out: dict[str, list[tuple[list[str], bool, str]]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            candidates, rest = candidates_of(document(raw))
            for kind in {kind for kind, _, _ in candidates}:
                gold = [c for c in raw["claims"] if c["kind"] == kind]
                mine = [
                    (seen, json.loads(json.dumps(claim_to_dict(claim), default=str)))
                    for k, seen, claim in candidates
                    if k == kind
                ]
                others = [
                    json.loads(json.dumps(claim_to_dict(claim), default=str)) for claim in rest if claim.kind == kind
                ]
                pairs = scorer.pair(kind, gold, [claim for _, claim in mine] + others)
                hits = {j for _, j, _ in pairs}
                for n, (seen, _) in enumerate(mine):
                    out.setdefault(kind, []).append((seen, n in hits, raw["id"]))
    return out


def fit(rows: list[tuple[list[str], bool, str]], folds: int) -> tuple[dict[str, float], str]:
    counts = Counter(feature for seen, _, _ in rows for feature in set(seen))
    kept = {feature for feature, n in counts.items() if n >= RARE}
    x = [{feature: 1.0 for feature in seen if feature in kept} for seen, _, _ in rows]
    y = np.array([label for _, label, _ in rows])
    groups = [doc for _, _, doc in rows]
    vectors = DictVectorizer().fit(x)
    matrix = vectors.transform(x)
    best: tuple[float, float, float] | None = None
    for strength in (0.03, 0.1, 0.3, 1.0):
        margin = np.zeros(len(y))
        for train, test in GroupKFold(folds).split(matrix, y, groups):
            margin[test] = (
                LogisticRegression(C=strength, max_iter=2000)
                .fit(matrix[train], y[train])
                .decision_function(matrix[test])
            )
        for threshold in np.linspace(-1.5, 1.5, 31):
            kept_rows = margin > threshold
            hit = int((kept_rows & y).sum())
            f1 = 2 * hit / max(1, int(kept_rows.sum()) + int(y.sum()))
            if best is None or f1 > best[0]:
                best = (f1, strength, float(threshold))
    assert best is not None
    f1, strength, threshold = best
    model = LogisticRegression(C=strength, max_iter=2000).fit(matrix, y)
    weights = {
        name: round(float(w), 3)
        for name, w in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(w) >= 0.02
    }
    weights[""] = round(float(model.intercept_[0]) - threshold, 3)
    all_yes = 2 * y.sum() / (len(y) + y.sum())
    return (
        weights,
        f"{len(rows)} candidates, {int(y.sum())} claims; F1 taking all {all_yes:.3f}, cross-validated {f1:.3f} "
        f"(C={strength}, threshold {threshold:.1f}), {len(weights)} weights",
    )


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("labelled", nargs="+", type=Path)
    ap.add_argument("--scorer", type=Path, default=Path(__file__).parents[2] / "shared/score/score_claims.py")
    ap.add_argument("--folds", type=int, default=5)
    args = ap.parse_args()
    spec = importlib.util.spec_from_file_location("scorer", args.scorer)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    model = {}
    for kind, rows in sorted(examples(args.labelled, scorer).items()):
        yes = sum(label for _, label, _ in rows)
        if min(yes, len(rows) - yes) < 20:
            print(kind, f"{yes} claims of {len(rows)} candidates: too few labels, left to the rules")
            continue
        model[kind], report = fit(rows, args.folds)
        print(kind, report)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(model, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print(TARGET.name, TARGET.stat().st_size // 1024, "kB")


if __name__ == "__main__":
    main()
