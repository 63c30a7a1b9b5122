"""URLs, against a server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.model import Document
from onrecord.model.errors import FetchError
from onrecord.read import documents, fetch

ARTICLE = (
    '<html><head><title>Losses</title><meta name="date" content="2023-08-14"></head><body><h1>Losses</h1><p>Russia '
    "lost 530 troops over the past day, the General Staff said on Monday, and nobody could check it.</p></body></html>"
)
PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/a": (200, {"Content-Type": "text/html; charset=utf-8"}, ARTICLE.encode()),
    "/1251": (200, {"Content-Type": "text/plain; charset=windows-1251"}, "Втрати: 530 осіб".encode("cp1251")),
    "/moved": (302, {"Location": "/a"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/out": (302, {"Location": "file:///etc/passwd"}, b""),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/feed": (
        200,
        {"Content-Type": "application/octet-stream"},
        b'<rss version="2.0"><channel><item><guid>g</guid><title>T</title></item></channel></rss>',
    ),
    "/empty": (200, {"Content-Type": "text/html"}, b""),
    "/busy": (503, {}, b""),
}
asked: list[str] = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append(self.path)
        # The second time a busy server has time for us.
        key = "/a" if self.path == "/once" and asked.count("/once") > 1 else self.path.replace("/once", "/busy")
        status, headers, body = PAGES.get(key, (404, {}, b"no"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_PAUSE", 0.0)
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    asked.clear()


def only(url: str) -> Document:
    (item,) = documents(url)
    assert isinstance(item, Document), item
    return item


def test_a_page(server: str) -> None:
    document = only(f"{server}/a")
    assert (document.id, document.url, document.publisher) == (f"{server}/a", f"{server}/a", "127.0.0.1")
    assert document.published == date(2023, 8, 14)
    assert document.text.startswith("Losses\nRussia lost 530 troops")


def test_a_redirect_keeps_the_id_and_tells_the_address(server: str) -> None:
    document = only(f"{server}/moved")
    assert (document.id, document.url) == (f"{server}/moved", f"{server}/a")


def test_the_charset_that_the_server_declares(server: str) -> None:
    assert only(f"{server}/1251").text == "Втрати: 530 осіб"


def test_a_feed_under_another_name(server: str) -> None:
    assert only(f"{server}/feed").id == "g"


def test_an_answer_without_content_is_unread(server: str) -> None:
    (item,) = documents(f"{server}/empty")
    assert not isinstance(item, Document)
    assert item.code == "empty"


def test_a_server_that_stumbles_is_asked_again(server: str) -> None:
    assert only(f"{server}/once").published == date(2023, 8, 14)
    assert asked == ["/once", "/once"]


@pytest.mark.parametrize(
    ("path", "said", "times"),
    [
        ("/busy", "503", fetch.TRIES),
        ("/nowhere", "404", 1),
        ("/round", "redirects", fetch.REDIRECTS + 1),
        ("/out", "file://", 1),
        ("/picture", "image/png", 1),
    ],
)
def test_what_cannot_be_fetched(server: str, path: str, said: str, times: int) -> None:
    with pytest.raises(FetchError) as raised:
        list(documents(server + path))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(asked) == times


def test_too_large_and_too_slow(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 10)
    with pytest.raises(FetchError, match="larger"):
        list(documents(f"{server}/a"))
    monkeypatch.setattr(fetch, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(fetch, "DEADLINE", -1.0)
    with pytest.raises(FetchError, match="longer than"):
        list(documents(f"{server}/a"))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://", "http://[::1", "http://exa mple.org/"])
def test_no_server(url: str) -> None:
    with pytest.raises(FetchError) as raised:
        list(documents(url))
    assert "\n" not in str(raised.value)
