"""Places: how many are found and resolved in daily assessments, how often rightly, and how fast, beside others.

    python bench/places.py                     Onrecord, and those peers that are at hand
    python bench/places.py --setup             first installs the peers below build/peers (needs pip's index)
    python bench/places.py --gold FILE...      own gold: {"id", "text", "published", "language", "places"} a line
    python bench/places.py --show 100          that many places of the assessments, drawn by lot, to look at by hand

Assessments: 156 reports of 2022 that lie beside the checkout (`ONRECORD_SHARED` or ../shared). A *mention* is found
without the gazetteer: a run of capitalised words behind "near", "in", "north of" or the like, or before "Oblast" or
"direction", which is no month, people, unit or office (`mentions`). *Hidden*: names of several places for which the
text says the oblast, or how far from another place they lie; that is hidden from the reader, and what it resolves is
held against it. *Gold*: tests/gold/places.md; right is within 7 km.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.lexicon.gazetteer import Known, bearing, distance, settlements
from onrecord.mark.places import evidence as telling
from onrecord.mark.places import places
from onrecord.mark.places.finding import Finder
from onrecord.mark.places.resolving import resolve
from onrecord.mark.places.words import table
from onrecord.model import Span
from peers import LeftOut, Row, setup, show

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import marks_scoring  # noqa: E402

PEERS = ROOT / "build" / "peers"
SHARED = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
GOLD = sorted((ROOT / "tests" / "gold").glob("places.*.jsonl"))
REPORTS = SHARED / "data" / "reports" / "isw_2022-02_to_2022-07.json"

# ---- mentions, found without the gazetteer ----------------------------------------------------------------------

_NAME = r"[A-Z][a-z’']+(?:[ -][A-Z][a-z’']+){0,2}"
_FRAMES = re.compile(
    rf"\b(?:in|near|around|toward|towards|into|outside|through|(?:north|south|east|west)\w* (?:of|from)|"
    rf"villages? of|towns? of|cit(?:y|ies) of|settlements? of|outskirts of|direction of|vicinity of|"
    rf"captured|seized|shelled) "
    rf"(?P<name>{_NAME})|(?P<region>{_NAME}) (?:Oblasts?|Raion|direction|axis)\b"
)
# A further name of a list that one of those begins.
_NEXT = re.compile(rf"(?:, and |, | and )(?:the )?(?P<name>{_NAME})(?=[,.;) ]|’s)")
# Capitalised words that name no place in or near Ukraine; written before looking at what any reader finds.
_OTHERS = frozenset(
    """January February March April May June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday Russian Russians Russia Ukrainian Ukrainians Ukraine Belarusian Western
    Eastern Northern Southern Central Key Takeaways Supporting Subordinate Main Effort Telegram Facebook
    Twitter Click Chechen Chechnya Syrian Syria Syrians Wagner Rosgvardia Immediate Kremlin NATO Donbas
    Donbass Crimea Crimean Europe European Poland Moldova Moldovan Transnistria Romania Turkey Iran China
    Germany Georgia Armenia Israel Libya Africa Azovstal Azov Black Sea The This These Those They He She It
    His Her Its Their Some Several Many Other Local Two Three Four Five Six Seven Eight Nine Ten Social Media
    Putin Zelensky Kadyrov Belarus American British Spanish French Kadyrovites Military Combined Arms Army
    Airborne Tank Guards Motorized Rifle Brigade Regiment Division Corps Battalion Naval Infantry Marines
    General Staff Defense Ministry Minister President State Duma Security Council Head Mayor Governor Advisor
    Deputy Commander Intelligence Directorate Special Operations Forces Armed Force Air Group District Fleet
    Command Operational Territorial Odesa Oblast South North East West Old New Administration Head Saint World
    War Victory Day Easter Orthodox Great Federation Republic People’s Peoples Luhansk’s Nazi Nazis Soviet
    Union United States Kinzhal Iskander Kalibr Tochka Grad Uragan Smerch Steel Plant International Airport
    Nuclear Power River Highway Snake Island Sputnik Rybar English Roughly Approximately GUR LNR DNR GLOC
    GLOCs ISW Institute Russia’s Ukraine’s Left Right Bank Exclusion Zone Interior Foreign Affairs Prime Chief
    Major Colonel Lieutenant Captain Sergey Sergei Vladimir Ramzan Oleksiy Vadym Denis Igor Alexander
    Aleksandr Oleksandr Volodymyr Dmitry Serhiy Yevgeny Vitaly Ivan Andrei Andriy""".split()
)


def mentions(text: str) -> Iterator[Span]:
    """Names of places in English assessments, by the words around them alone."""
    last = -1
    for match in _FRAMES.finditer(text):
        group = "name" if match["name"] else "region"
        start, end = match.span(group)
        while (span := _trimmed(text, start, end)) is not None:
            if span.start > last:
                yield span
                last = span.end
            following = _NEXT.match(text, span.end)
            if following is None:
                break
            start, end = following.span("name")


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Without words at either side that are no part of a name; None where nothing is left."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\s-]+(?:-[^\s-]+)*", text[start:end])]
    for n, (a, b) in enumerate(words):
        if re.sub(r"[’']s?$", "", text[a:b]) in _OTHERS or text[a:b] in _OTHERS:
            words = words[:n]
            break
    if not words:
        return None
    stop = words[-1][1]
    return Span(words[0][0], stop - 2 if text[:stop].endswith(("’s", "'s")) else stop)


# ---- measures ---------------------------------------------------------------------------------------------------


def reports() -> list[dict[str, str]]:
    return list(json.loads(REPORTS.read_text(encoding="utf-8"))) if REPORTS.exists() else []


def found_and_resolved(texts: Sequence[str]) -> tuple[int, int, int, list[tuple[str, Span]]]:
    """(mentions, found, resolved to a point, those missed)."""
    total = found = resolved = 0
    missed = []
    for text in texts:
        marks = places(text)
        for span in mentions(text):
            total += 1
            mark = next((one for one in marks if one.span.start < span.end and span.start < one.span.end), None)
            found += mark is not None
            resolved += mark is not None and (mark.lat is not None or mark.id is not None)
            if mark is None:
                missed.append((text, span))
    return total, found, resolved, missed


def hidden(texts: Sequence[str]) -> tuple[int, int, int]:
    """(names whose region or distance the text says, of them resolved without it, of them rightly)."""
    total = resolved = right = 0
    for text in texts:
        finder = Finder(text, (), table("en"))
        drafts = finder.read()
        told = telling.gathered(finder.text, drafts)
        truth: dict[int, Known] = {}
        for n, (draft, one) in enumerate(zip(drafts, told, strict=True)):
            options = [o for o in draft.options if o.kind == "settlement"]
            if draft.kind != "settlement" or len(options) < 2:
                continue
            fitting = [o for o in options if _is_told(o, one, drafts)]
            if len(fitting) == 1:
                truth[n] = fitting[0]
        for n in truth:
            told[n].inside, told[n].of, told[n].beside = telling.Region(), (), frozenset()
        for n, choice in enumerate(resolve(text, drafts, told)):
            if n in truth:
                known = choice.known if choice else None
                total += 1
                resolved += known is not None
                right += (
                    known is not None
                    and distance(known.lat, known.lon, truth[n].lat, truth[n].lon) < marks_scoring.RIGHT
                )
    return total, resolved, right


def _is_told(option: Known, told: telling.Evidence, drafts: Sequence[Any]) -> bool:
    if told.inside and told.inside.holds(option.oblast, option.raion_id):
        return True
    for m, one in told.of:
        others = [o for o in drafts[m].options if o.kind == "settlement"]
        if one.km is None or len(others) == 0:
            continue
        there = others[0]
        away = distance(there.lat, there.lon, option.lat, option.lon)
        turned = abs((bearing(there.lat, there.lon, option.lat, option.lon) - one.bearing + 180) % 360 - 180)
        if abs(away - one.km) < max(3.0, 0.25 * one.km) and turned < 45:
            return True
    return False


def speed(texts: Sequence[str]) -> float:
    """Words a second of places alone, warm."""
    places(texts[0])
    began = time.process_time()
    for text in texts:
        places(text)
    return sum(len(text.split()) for text in texts) / (time.process_time() - began)


# ---- peers ------------------------------------------------------------------------------------------------------

PACKAGES = ["geotext==0.4.0", "flashgeotext==0.5.5"]
LOOP = """
import json, sys, time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
read(texts[0])
began = time.process_time()
out = [sorted(read(text)) for text in texts]
print(json.dumps([time.process_time() - began, out]))
"""
READERS = {
    "geotext 0.4.0": """
from geotext import GeoText
def read(text):
    return set(GeoText(text).cities)
""",
    "flashgeotext 0.5.5": """
from flashgeotext.geotext import GeoText
geo = GeoText()
def read(text):
    return {name for found in geo.extract(text)["cities"].values() for name in found["found_as"]}
""",
}


def peers(texts: Sequence[str], folder: Path) -> Iterator[tuple[str, float, float]]:
    """(reader, share of mentions whose name it gives anywhere in the text, words a second). None of them says which
    village is meant."""
    python = PEERS / "bin" / "python"
    words = sum(len(text.split()) for text in texts)
    path = folder / "texts.json"
    path.write_text(json.dumps(list(texts)), encoding="utf-8")
    for name, code in READERS.items():
        if not python.exists():
            return
        run = subprocess.run([python, "-c", code + LOOP, str(path)], capture_output=True, text=True)
        if run.returncode:
            print(f"{name} does not run: {run.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            continue
        seconds, out = json.loads(run.stdout.splitlines()[-1])
        total = found = 0
        for text, names in zip(texts, out, strict=True):
            given = set(names)
            for span in mentions(text):
                total += 1
                found += span.of(text) in given
        yield name, found / total, words / seconds


def sample(texts: Sequence[str], count: int) -> None:
    """Places drawn by lot, with what they were resolved to, to be judged by hand."""
    drawn = random.Random(1).sample(
        [
            (text, mark)
            for text in texts
            for mark in places(text)
            if mark.kind in ("settlement", "direction") and mark.lat
        ],
        count,
    )
    for text, mark in drawn:
        before, behind = text[max(0, mark.span.start - 160) : mark.span.start], text[mark.span.end : mark.span.end + 60]
        told = f"{mark.oblast}, {mark.raion} {mark.lat} {mark.lon} 1/{len(settlements(mark.name))} {mark.why}"
        print(f"{told} | {before}[[{mark.span.of(text)}]]{behind}".replace("\n", " "))


def rows(texts: Sequence[str], files: Sequence[Path]) -> Iterator[Row | LeftOut]:
    """Onrecord and the peers on the assessments, and Onrecord on our own gold."""
    if texts:
        total, found, resolved, _ = found_and_resolved(texts)
        cases, open_, right = hidden(texts)
        on, pace = f"{len(texts)} assessments, {total:,} mentions", speed(texts)
        scores = {
            "found": 100 * found / total,
            "resolved": 100 * resolved / total,
            f"of {cases} hidden resolved": 100 * open_ / cases,
            "and right": 100 * right / max(1, open_),
        }
        yield Row("places", on, "onrecord", scores, pace, "words", 1.0)
        if not (PEERS / "bin" / "python").exists():
            yield LeftOut("geotext, flashgeotext", "no peers installed: --setup")
        with tempfile.TemporaryDirectory() as folder:
            for name, share, rate in peers(texts, Path(folder)):
                yield Row("places", on, name, {"found": 100 * share, "resolved": None}, rate, "words", pace / rate)
    for path in files:
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        shares, _ = marks_scoring.of_places(documents)
        told = {name: 100 * share for name, share in shares.items() if isinstance(share, float)}
        on = f"{path.stem}, {shares['places']:,.0f} places"
        yield Row("places", on, "onrecord", told, speed([d["text"] for d in documents]), "words")


def main() -> None:
    parser = argparse.ArgumentParser(description="Places: found, resolved, right, and how fast.")
    parser.add_argument("--setup", action="store_true", help="install the peers")
    parser.add_argument("--gold", nargs="*", type=Path, default=[], help="files of own gold, and nothing else")
    parser.add_argument("--show", type=int, default=0, help="print so many places to look at by hand")
    parser.add_argument("--misses", action="store_true", help="print what is missed")
    options = parser.parse_args()
    if options.setup:
        setup(PEERS, PACKAGES, [])
    texts = [] if options.gold else [report["text"] for report in reports()]
    if options.show:
        sample(texts, options.show)
        return
    files = options.gold or GOLD
    show(rows(texts, files))
    if options.misses:
        for text, span in found_and_resolved(texts)[3] if texts else ():
            before, behind = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 40]
            print(f"{before}[[{span.of(text)}]]{behind}".replace("\n", " "))
        for path in files:
            if "held" not in path.name:
                lines = path.read_text(encoding="utf-8").splitlines()
                print("\n".join(marks_scoring.of_places([json.loads(line) for line in lines])[1]))


if __name__ == "__main__":
    main()
