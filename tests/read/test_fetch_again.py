"""Asking a server again: what has not changed is not sent, what comes by halves is told, and how long we wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from onrecord.model.errors import FetchError
from onrecord.read import fetch
from onrecord.read.cache import Cache, default
from onrecord.read.datasets import Payload, payloads

BODY = (
    b"date,personnel,apv,aaws,vehicles_fuel_tanks\n2023-08-13,253850,8335,477,7543\n2023-08-14,254380,8354,479,7562\n"
)


class State:
    """What the server does next, and what it was asked."""

    body = BODY
    etag = '"1"'
    faults: list[str]
    asked: list[dict[str, str]]


class Handler(BaseHTTPRequestHandler):
    state: State

    def do_GET(self) -> None:
        state = self.state
        state.asked.append(dict(self.headers))
        fault = state.faults.pop(0) if state.faults else ""
        if fault in ("503", "429", "500"):
            self.send_response(int(fault))
            self.send_header("Retry-After", "7")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if fault == "hangs up":
            self.close_connection = True
            self.connection.shutdown(2)
            return
        if self.headers.get("If-None-Match") == state.etag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(state.body)))
        self.send_header("ETag", state.etag)
        self.send_header("Last-Modified", "Mon, 14 Aug 2023 06:00:00 GMT")
        self.end_headers()
        if fault == "half":
            self.wfile.write(state.body[:-10])
            self.close_connection = True
            return
        self.wfile.write(state.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def state() -> State:
    state = State()
    state.faults, state.asked = [], []
    return state


@pytest.fixture
def url(state: State) -> Iterator[str]:
    handler = type("Here", (Handler,), {"state": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}/losses.csv"
        httpd.shutdown()
        thread.join()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr(fetch.time, "sleep", waited.append)
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return waited


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_what_has_not_changed_is_not_sent_again(url: str, state: State, cache: Cache, pauses: list[float]) -> None:
    first, again = fetch.fetch(url, cache=cache), fetch.fetch(url, cache=cache)
    assert first == again and first.data == BODY
    assert "If-None-Match" not in state.asked[0]
    assert (state.asked[1]["If-None-Match"], state.asked[1]["If-Modified-Since"]) == (
        '"1"', "Mon, 14 Aug 2023 06:00:00 GMT",
    )  # fmt: skip
    state.body, state.etag = BODY + b"2023-08-15,255000,8400,480,7600\n", '"2"'
    assert fetch.fetch(url, cache=cache).data == state.body
    assert fetch.fetch(url, cache=cache).data == state.body
    assert len(state.asked) == 4 and state.asked[3]["If-None-Match"] == '"2"'


def test_a_damaged_cache_is_as_good_as_none(url: str, state: State, tmp_path: Path, pauses: list[float]) -> None:
    cache = Cache(tmp_path / "cache")
    fetch.fetch(url, cache=cache)
    for body in (tmp_path / "cache").glob("*.body"):
        body.write_bytes(BODY[:20])
    assert fetch.fetch(url, cache=cache).data == BODY
    for head in (tmp_path / "cache").glob("*.json"):
        head.write_text("{")
    assert fetch.fetch(url, cache=cache).data == BODY
    assert not any("If-None-Match" in headers for headers in state.asked)
    (tmp_path / "file").write_text("")
    assert fetch.fetch(url, cache=Cache(tmp_path / "file")).data == BODY  # no folder can be made there
    assert not list((tmp_path / "cache").glob("*.part"))


def test_the_servers_wish_to_wait_is_heeded(url: str, state: State, pauses: list[float]) -> None:
    state.faults += ["429", "503"]
    assert fetch.fetch(url).data == BODY
    assert pauses == [7.0, 7.0]


def test_a_server_that_hangs_up_is_asked_again_ever_later(url: str, state: State, pauses: list[float]) -> None:
    state.faults += ["hangs up", "hangs up"]
    assert fetch.fetch(url).data == BODY
    assert pauses == [0.5, 1.0]
    state.faults += ["hangs up"] * fetch.TRIES
    with pytest.raises(FetchError, match=r"losses\.csv"):
        fetch.fetch(url)


def test_half_a_file_is_asked_for_again(url: str, state: State, cache: Cache, pauses: list[float]) -> None:
    state.faults += ["half"]
    whole = fetch.fetch(url, cache=cache)
    assert (whole.data, whole.missing) == (BODY, 0)
    state.etag, state.faults = '"2"', ["half"] * fetch.TRIES
    with pytest.raises(FetchError, match=f"only {len(BODY) - 10} bytes came, 10 are missing"):
        fetch.fetch(url, cache=cache)
    state.faults = ["half"] * fetch.TRIES
    (payload,) = payloads(url, cache=cache)
    assert isinstance(payload, Payload)
    assert (payload.data, payload.missing) == (BODY[:-10], 10)
    # Half a file is never kept.
    assert fetch.fetch(url, cache=cache).data == BODY


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("ONRECORD_CACHE", raising=False)
    assert default() == tmp_path / "onrecord"
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "c"))
    assert default() == tmp_path / "c"
