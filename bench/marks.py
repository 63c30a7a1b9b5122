"""Figures, times, places and attributions beside other readers of each: one table, accuracy and speed, in one run.

    python bench/marks.py             Onrecord, and those peers that are at hand
    python bench/marks.py --setup     first installs the peers below build/ (needs pip's index; HeidelTime needs Java)

Each part can be run alone, with options of its own: figures.py, times.py, places.py, attributions.py. They say what is
counted, and how speed is taken.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

import attributions
import figures
import places
import times
from peers import LeftOut, Row, setup, show


def rows() -> Iterator[Row | LeftOut]:
    newsquant = figures.SHARED / "data" / "bench" / "newsquant" / "newsquant_dev.json"
    if newsquant.exists():
        gold = json.loads(newsquant.read_text(encoding="utf-8"))
        yield from figures.rows(list(figures.READERS), gold, figures.PEERS)
    if times.at_hand() is None:
        yield from times.rows(times.READERS, times.PEERS)
    reports = places.reports() if places.REPORTS.exists() else ()
    yield from places.rows([report["text"] for report in reports], places.GOLD)
    if (attributions.SHARED / "score" / "score_marks.py").exists():
        yield from attributions.of_all(list(attributions.READERS), [], attributions.PEERS)


def main() -> None:
    parser = argparse.ArgumentParser(description="Marks beside other readers of them, in one table.")
    parser.add_argument("--setup", action="store_true", help="install the peers first")
    if parser.parse_args().setup:
        for peers, packages, bare in (
            (figures.PEERS, figures.PACKAGES, figures.BARE),
            (times.PEERS, times.PACKAGES, times.BARE),
            (places.PEERS, places.PACKAGES, []),
            (attributions.PEERS, attributions.PACKAGES, []),
        ):
            setup(peers, packages, bare)
    show(rows())


if __name__ == "__main__":
    main()
