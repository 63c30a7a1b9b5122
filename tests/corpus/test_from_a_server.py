"""A dataset from a server that stumbles: what came whole is in the ledger, and the next try brings the rest."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from onrecord import ledger
from onrecord.corpus import Imported, Importer
from onrecord.read import fetch
from onrecord.read.cache import Cache

DAYS = [{"date": f"2023-08-{n}", "personnel": 250000 + n, "personnel*": "about"} for n in range(10, 15)]
BODY = json.dumps(DAYS, indent=1).encode()


class Handler(BaseHTTPRequestHandler):
    sent = len(BODY)
    answered: list[int]

    def do_GET(self) -> None:
        if self.headers.get("If-None-Match") == '"1"':
            self.answered.append(304)
            self.send_response(304)
            self.end_headers()
            return
        self.answered.append(200)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(BODY)))
        self.send_header("ETag", '"1"')
        self.end_headers()
        self.wfile.write(BODY[: self.sent])
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def handler() -> type[Handler]:
    return type("Here", (Handler,), {"answered": []})


@pytest.fixture
def url(handler: type[Handler], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(fetch, "_PAUSE", 0.0)
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}/losses"
        httpd.shutdown()
        thread.join()


def imported(url: str, tmp_path: Path) -> Imported:
    with ledger.open(tmp_path / "l.db") as book:
        (one,) = Importer(book, seen=date(2023, 9, 1), cache=Cache(tmp_path / "cache")).target(url)
    return one


def test_half_a_file_and_then_the_whole(url: str, handler: type[Handler], tmp_path: Path) -> None:
    handler.sent = len(BODY) // 2
    half = imported(url, tmp_path)
    assert (half.kind, half.new, half.whole) == ("petroivaniuk-personnel", 2, False)
    assert [problem.code for problem in half.problems] == ["truncated", "truncated"]
    handler.sent = len(BODY)
    rest = imported(url, tmp_path)
    assert (rest.new, rest.known, rest.whole) == (3, 2, True)
    again = imported(url, tmp_path)
    assert (again.new, again.known) == (0, 5)
    assert handler.answered == [200] * fetch.TRIES + [200, 304]


def test_a_server_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_PAUSE", 0.0)
    one = imported("http://127.0.0.1:9/losses", tmp_path)
    assert (one.whole, [problem.code for problem in one.problems]) == (False, ["unreadable"])
