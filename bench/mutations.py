"""What the audit finds when one figure is changed: `python bench/mutations.py`, over the shared datasets where present.

Two tables. In the first a figure of the record is changed at a time, in one of its claims, and the record's audit asked
again: official pages alone (totals and increments), and beside three transcriptions. In the second a figure of an
article of our own is, which stands on those pages. A class is counted as determined where the other figures leave the
changed one no other amount: a day without neighbours has nothing to be checked against. `found` is the share of the
determined with a new issue over the changed figure, `first` where it is in the likeliest repair, `listed` where it is
in one of the smallest. Then the same on figures that nobody changed: what is found there is a false alarm, unless it
is a break that the record really has.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from onrecord import ledger
from onrecord.audit import audit
from onrecord.audit.issues.counts import Counted, counted
from onrecord.audit.issues.localise import issues_of
from onrecord.audit.issues.records import Issue
from onrecord.audit.repair import repairs
from onrecord.claim import reading
from onrecord.lexicon import load
from onrecord.model import Document, Finding
from onrecord.tally import categories
from onrecord.tally.categories import Subject
from onrecord.tally.entries import Count, Entry, entries
from onrecord.tally.line import line, standing

ROOT = Path(__file__).resolve().parents[1]
ONRECORD = str(Path(sys.executable).parent / "onrecord")
DATA = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared") / "data" / "tally"
DAY = timedelta(days=1)
REACH = 20 * DAY  # of the record on either side of a changed figure that is audited again
PASSED = ("personnel", "tank", "apc", "artillery", "mlrs", "drone", "vehicle", "special_equipment", "cruise_missile")

LEFT_OUT = "+0"  # a class of its own: nothing tells an increment that is left out from a silent restatement

Change = Callable[["Lines", str, Entry, str, random.Random], Decimal | None]


@dataclass(slots=True)
class Tallied:
    """How often a class was tried, determined, found, and with the right figure first or listed."""

    tried: int = 0
    determined: int = 0
    found: int = 0
    first: int = 0
    listed: int = 0
    open_found: int = 0
    warned: int = 0


@dataclass(slots=True)
class Lines:
    """The counts of a record, and those of their days around one."""

    counts: dict[str, tuple[Subject, Count]]
    by_day: dict[tuple[str, str, date], list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, (_, count) in self.counts.items():
            for what, held in (("total", count.totals), ("increment", count.increments)):
                for entry in held:
                    self.by_day.setdefault((name, what, entry.day), []).append(entry)

    def value(self, name: str, what: str, day: date) -> Decimal | None:
        held = self.by_day.get((name, what, day))
        return held[0].value if held else None

    def around(self, name: str, day: date, changed: tuple[Entry, Entry] | None = None) -> Counted:
        """A line around a day, one entry replaced by another."""
        subject, count = self.counts[name]

        def near(held: tuple[Entry, ...]) -> tuple[Entry, ...]:
            return tuple(
                changed[1] if changed and one is changed[0] else one for one in held if abs(one.day - day) <= REACH
            )

        small = Count(near(count.totals), near(count.increments))
        found = line(small, subject, load("packs/ukraine/pack.toml")["start"], None, None)
        return counted(subject, found, standing(small.increments, "9999")[0])


def read(path: Path) -> Lines:
    counts = {}
    with ledger.open(path, read_only=True) as book:
        voice = frozenset(categories.voice("russia")["sources"])
        for name in PASSED:
            subject = categories.subject("russia", name)
            figures = book.figures(side="russia", category=subject.category)
            counts[name] = (subject, entries(figures, subject, voice, categories.pages("russia")))
    return Lines(counts)


def issues(found: Counted, beside: dict[str, Counted]) -> list[Issue]:
    answers = repairs(found.figures.values(), found.relations.values())
    return list(issues_of("russia", found, answers, beside, {}))


# --- what is changed -------------------------------------------------------------------------------------------


def _digit(lines: Lines, name: str, entry: Entry, what: str, chance: random.Random) -> Decimal | None:
    written = f"{entry.value:f}"
    at = chance.randrange(len(written))
    other = chance.choice([d for d in "0123456789" if d != written[at] and (at or d != "0")])
    return Decimal(written[:at] + other + written[at + 1 :])


def _swap(lines: Lines, name: str, entry: Entry, what: str, chance: random.Random) -> Decimal | None:
    written = f"{entry.value:f}"
    at = [n for n in range(len(written) - 1) if written[n] != written[n + 1] and (n or written[1] != "0")]
    if not at:
        return None
    n = chance.choice(at)
    return Decimal(written[:n] + written[n + 1] + written[n] + written[n + 2 :])


def _line(lines: Lines, name: str, entry: Entry, what: str, chance: random.Random) -> Decimal | None:
    return lines.value(PASSED[(PASSED.index(name) + 1) % len(PASSED)], what, entry.day)


def _stale(lines: Lines, name: str, entry: Entry, what: str, chance: random.Random) -> Decimal | None:
    return lines.value(name, what, entry.day + chance.choice((-DAY, DAY)))


def _twice(lines: Lines, name: str, entry: Entry, what: str, chance: random.Random) -> Decimal | None:
    added = lines.value(name, "increment", entry.day)
    return entry.value + added if added and what == "total" else None


def _column(lines: Lines, name: str, entry: Entry, what: str, chance: random.Random) -> Decimal | None:
    return lines.value(name, "total" if what == "increment" else "increment", entry.day)


CLASSES: dict[str, Change] = {
    "one digit": _digit,
    "two digits swapped": _swap,
    "line slip": _line,
    "ten times": lambda lines, name, entry, what, chance: entry.value * 10,
    "a tenth": lambda lines, name, entry, what, chance: entry.value // 10,
    "in thousands": lambda lines, name, entry, what, chance: entry.value / 1000 if entry.value >= 1000 else None,
    "sign": lambda lines, name, entry, what, chance: -entry.value,
    "off by one day": _stale,
    "added twice": _twice,
    "other column": _column,
    "cut off": lambda lines, name, entry, what, chance: entry.value // 100 * 100 if entry.value >= 1000 else None,
    LEFT_OUT: lambda lines, name, entry, what, chance: Decimal(0) if what == "increment" else None,
}


def determined(lines: Lines, name: str, what: str, entry: Entry) -> bool:
    """Whether other figures leave this one a single amount: another hand's, or a sum on either side."""
    if len(lines.by_day[name, what, entry.day]) > 1:
        return True
    before, after = entry.day - DAY, entry.day + DAY

    def there(of: str, day: date) -> bool:
        return (name, of, day) in lines.by_day

    if what == "increment":
        return there("total", entry.day) and there("total", before)
    return (there("total", before) and there("increment", entry.day)) or (
        there("total", after) and there("increment", after)
    )


def record(lines: Lines, what: str, alone: bool, times: int, seed: int) -> dict[str, Tallied]:
    """Figures of the official pages of 2023 (`alone`) or of any hand changed, each class so many times."""
    chance = random.Random(seed)
    out: dict[str, Tallied] = defaultdict(Tallied)
    pool = [
        (name, entry)
        for (name, kind, day), held in lines.by_day.items()
        for entry in held
        if kind == what and (alone or not entry.official) and day > date(2022, 4, 1)
    ]
    for kind, change in CLASSES.items():
        told = out[kind]
        while told.tried < times:
            name, entry = chance.choice(pool)
            value = change(lines, name, entry, what, chance)
            if value is None or value == entry.value or (not value and kind != LEFT_OUT):
                if (kind, what) in (("added twice", "increment"), (LEFT_OUT, "total")):
                    break
                continue
            beside = {other: lines.around(other, entry.day) for other in PASSED}
            before = {(issue.id, issue.because) for issue in issues(beside[name], beside)}
            found = issues(lines.around(name, entry.day, (entry, entry._replace(value=value))), beside)
            new = [issue for issue in found if entry.id in issue.claims and (issue.id, issue.because) not in before]
            told.tried += 1
            if kind == LEFT_OUT or not determined(lines, name, what, entry):
                told.open_found += bool(new)
                continue
            told.determined += 1
            told.found += bool(new)
            told.first += any(issue.repairs and _holds(issue.repairs[0].changes, entry) for issue in new)
            told.listed += any(_holds(mend.changes, entry) for issue in new for mend in issue.repairs)
    return out


def _holds(changes: object, entry: Entry) -> bool:
    return any(entry.id in change.figure.claims for change in changes)  # type: ignore[attr-defined]


# --- articles --------------------------------------------------------------------------------------------------

ARTICLE = (
    "Russia lost {week:,} troops in the past week, the General Staff of Ukraine's Armed Forces said on {day:%A}, "
    "{day:%B} {day.day}, {day.year}.\n\nAccording to the General Staff, Russia has suffered {total:,} troop losses "
    "since the beginning of the full-scale invasion, including {added:,} in the past day. The General Staff said "
    "Russia has lost {tanks:,} tanks since the start of the full-scale invasion, including {tank_week:,} tanks in the "
    "past week.\n\nUkraine has regained {km} square kilometers ({miles:,} square miles) in the south since late May, "
    "the ministry said.\n"
)
WRITTEN = ("week", "total", "added", "tanks", "tank_week", "miles")


def articles(lines: Lines) -> Iterator[tuple[date, dict[str, Decimal]]]:
    """The figures of an article for each day whose pages are there."""
    for day in sorted({day for name, what, day in lines.by_day if (name, what) == ("personnel", "total")}):
        figures: dict[str, Decimal | None] = {
            "total": lines.value("personnel", "total", day),
            "added": lines.value("personnel", "increment", day),
            "tanks": lines.value("tank", "total", day),
        }
        for key, name in (("week", "personnel"), ("tank_week", "tank")):
            now, then = lines.value(name, "total", day), lines.value(name, "total", day - 7 * DAY)
            figures[key] = now - then if now is not None and then is not None else None
        km = Decimal(17 + day.toordinal() % 83)
        figures |= {"km": km, "miles": (km / Decimal("2.589988")).quantize(Decimal("0.1"))}
        if all(value is not None for value in figures.values()) and day.year == 2023:
            yield day, {key: value for key, value in figures.items() if value is not None}


def prose(lines: Lines, path: Path, times: int, seed: int) -> tuple[dict[str, Tallied], int, int, int]:
    """Figures of articles changed; then the checks, the false alarms and the warnings on those that were not."""
    chance = random.Random(seed)
    out: dict[str, Tallied] = defaultdict(Tallied)
    written = list(articles(lines))
    checks = alarms = warnings = 0
    with ledger.open(path, read_only=True) as book:

        def look(day: date, figures: dict[str, Decimal]) -> list[tuple[Finding, dict[str, str]]]:
            text = ARTICLE.format(day=day, **figures)
            made = reading(Document(id=f"own-{day}", text=text, sha256=text, published=day))
            told = {claim.id: claim.text for claim in made.claims}
            return [(finding, told) for finding in audit(made, book)]

        for day, figures in chance.sample(written, min(times, len(written))):
            found = look(day, figures)
            checks += sum(finding.verdict in ("holds", "within_rounding", "fails") for finding, _ in found)
            alarms += sum(finding.verdict == "fails" for finding, _ in found)
            warnings += sum(finding.verdict == "within_rounding" for finding, _ in found)
        for kind in ("one digit", "two digits swapped", "ten times", "a tenth", "off by one day", "line slip", "unit"):
            told = out[kind]
            while told.tried < times:
                day, figures = chance.choice(written)
                key = "miles" if kind == "unit" else chance.choice(WRITTEN)
                value = _written(kind, lines, day, key, figures, chance)
                if value is None or value == figures[key]:
                    continue
                told.tried += 1
                told.determined += 1
                told_of = look(day, figures | {key: value})
                found = [one for one in told_of if one[0].verdict == "fails"]
                mark = f"{value.normalize():,f}"
                at_once = any(mark in finding.because for finding, _ in found)
                told.found += at_once
                told.warned += not at_once and any(
                    one.verdict == "within_rounding" and mark in one.because for one, _ in told_of
                )
                suspects = [[claims.get(one.claim, "") for one in finding.suspects] for finding, claims in found]
                told.first += any(held and mark in held[0] for held in suspects)
                told.listed += any(mark in one for held in suspects for one in held)
    return out, checks, alarms, warnings


def _written(
    kind: str, lines: Lines, day: date, key: str, figures: dict[str, Decimal], chance: random.Random
) -> Decimal | None:
    if kind == "unit":  # hectares, or the figure of the other unit
        return chance.choice((figures["km"], figures["km"] * 100))
    if key == "miles" and kind not in ("one digit", "ten times"):
        return None
    if kind == "off by one day":
        other = dict(articles(lines)).get(day - DAY)
        return other[key] if other else None
    if kind == "line slip":
        return figures[WRITTEN[(WRITTEN.index(key) + 1) % len(WRITTEN)]]
    entry = lines.by_day["personnel", "total", day][0]._replace(value=figures[key])
    return CLASSES[kind](lines, "personnel", entry, "total", chance)


# --- tables ----------------------------------------------------------------------------------------------------


def table(title: str, rows: dict[str, Tallied]) -> Table:
    out = Table(title=title, title_justify="left")
    for name in ("class", "n", "determined", "found %", "first %", "listed %", "open found %"):
        out.add_column(name, justify="left" if name == "class" else "right")
    whole = Tallied()
    for name, one in rows.items():
        for key in ("tried", "determined", "found", "first", "listed", "open_found"):
            setattr(whole, key, getattr(whole, key) + getattr(one, key))
        out.add_row(name, *_cells(one))
    out.add_section()
    out.add_row("all", *_cells(whole))
    return out


def _cells(one: Tallied) -> tuple[str, ...]:
    def share(part: int, of: int) -> str:
        return f"{100 * part / of:.1f}" if of else "–"

    shares = [share(part, one.determined) for part in (one.found, one.first, one.listed)]
    return (f"{one.tried:,}", f"{one.determined:,}", *shares, share(one.open_found, one.tried - one.determined))


def fill(path: Path, *names: str) -> None:
    command = [ONRECORD, "import", *(str(DATA / name) for name in names), "--ledger", str(path)]
    run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description="What the audit finds when one figure is changed.")
    parser.add_argument("--times", type=int, default=60, help="changes of each class")
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args()
    if not DATA.exists():
        print(f"bench/mutations.py: there are no shared data at {DATA}, nothing is measured", file=sys.stderr)
        return
    console = Console(width=None if sys.stdout.isatty() else 110)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        pages, whole = Path(folder) / "pages.db", Path(folder) / "whole.db"
        fill(pages, "official_daily_reports_2023.json")
        fill(whole, "official_daily_reports_2023.json", "official_daily_reports_2022.json",
             "russia_losses_personnel.json", "russia_losses_equipment.json", "transcription_lod_db.json",
             "transcription_minfin.csv")  # fmt: skip
        alone, beside = read(pages), read(whole)
        for title, lines, what, official in (
            ("Totals of the official pages alone", alone, "total", True),
            ("Increments of the official pages alone", alone, "increment", True),
            ("Totals of a transcription, beside two others and the pages", beside, "total", False),
        ):
            console.print(table(title, record(lines, what, official, options.times, options.seed)))
        rows, checks, alarms, warnings = prose(alone, pages, options.times, options.seed)
        console.print(table("Articles of our own, beside the official pages", rows))
        warned = ", ".join(f"{name} {one.warned}" for name, one in rows.items() if one.warned)
        console.print(f"Besides, warned of as within rounding: {warned or 'none'}", highlight=False)
        unchanged = f"{checks:,} checks, {alarms} false alarms, {warnings} warnings"
        console.print(f"Articles that nobody changed: {unchanged}", highlight=False)
        found = Counter(issue.kind for name in PASSED for issue in issues(alone_whole(alone, name), {}))
        console.print(f"The pages that nobody changed: {dict(found)}, all of them breaks of the pages", highlight=False)
    console.print(f"{time.perf_counter() - began:.0f} s; Python {sys.version.split()[0]}", highlight=False)


def alone_whole(lines: Lines, name: str) -> Counted:
    subject, count = lines.counts[name]
    found = line(count, subject, load("packs/ukraine/pack.toml")["start"], None, None)
    return counted(subject, found, standing(count.increments, "9999")[0])


if __name__ == "__main__":
    main()
