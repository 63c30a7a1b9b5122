"""Run by test_together.py, on its own so that forking is safe: many writers, or one that is killed again and again.

    writers.py together LEDGER PROCESSES READINGS
    writers.py killed LEDGER TIMES SECONDS

Prints one JSON object of what was seen.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import onrecord.ledger
import onrecord.ledger.store
from ledger.samples import BLOGGERS, STAFF, document, finding, loss, reading
from onrecord.model import Reading

CLAIMS = 20


def numbered(name: str) -> Reading:
    claims = [loss(f"{name}-{i}", str(i), sources=(BLOGGERS, STAFF)) for i in range(CLAIMS)]
    return reading(*claims, of=document(name, f"text of {name}" * 50), findings=(finding(claims[0].id),))


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """A child that does `work(pipe)` and the end of the pipe to read from."""
    theirs, ours = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(theirs)
        code = 1
        try:
            work(ours)
            code = 0
        finally:
            os._exit(code)
    os.close(ours)
    return child, theirs


def together(path: str, processes: int, readings: int) -> None:
    """Each process opens the ledger (the first to come makes it) and adds what all others add, and its own. Another
    reads meanwhile, and must find every document whole: `unlike` are those that it did not."""

    def work(number: int) -> Callable[[int], None]:
        def write(pipe: int) -> None:
            with onrecord.ledger.open(path) as book:
                for i in range(readings):
                    own = book.add(numbered(f"own-{number}-{i}"))
                    common = book.add(numbered(f"common-{i}"))
                    os.write(pipe, f"{own.claims_new} {common.claims_new}\n".encode())

        return write

    def read(pipe: int) -> None:
        with onrecord.ledger.open(path) as book:
            for _ in range(10 * readings):
                seen = Counter(item.document.id for item in book.claims())
                unlike = [id for id, claims in seen.items() if claims != CLAIMS]
                os.write(pipe, " ".join(unlike).encode())

    reader, told = forked(read)
    children = [forked(work(number)) for number in range(processes)]
    lines = [line for _, pipe in children for line in os.fdopen(pipe).read().splitlines()]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in children]
    added = [sum(int(line.split()[column]) for line in lines) for column in (0, 1)]
    unlike = os.fdopen(told).read().split()
    codes.append(os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1]))
    print(json.dumps({"codes": codes, "own": added[0], "common": added[1], "unlike": unlike}))


def killed(path: str, times: int, seconds: float) -> None:
    """A writer reports each reading once it is committed, and is killed at no particular moment; so many times, or for
    so long. One in four is killed as it opens the ledger, the others as they write."""
    chance = random.Random(7)
    committed: list[str] = []
    warm = onrecord.ledger.open(path)
    warm.add(numbered("warm"))
    committed.append("warm")
    warm.close()  # leaves no connection to share; its statements are ready in all who are forked from here
    stop = time.monotonic() + seconds
    turn = 0
    while turn < times and time.monotonic() < stop:
        anew = turn % 4 == 0

        def write(pipe: int, turn: int = turn, anew: bool = anew) -> None:
            book = onrecord.ledger.open(path) if anew else warm
            for i in range(10_000):
                book.add(numbered(f"{turn}-{i}"))
                os.write(pipe, f"{turn}-{i}\n".encode())

        child, pipe = forked(write)
        first = b"" if anew else os.read(pipe, 100)
        time.sleep(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(pipe, "rb") as rest:
            committed += (first + rest.read()).decode().split()
        turn += 1
    print(json.dumps({"kills": turn, "committed": committed}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["together", path, processes, readings]:
            together(path, int(processes), int(readings))
        case ["killed", path, times, seconds]:
            killed(path, int(times), float(seconds))
