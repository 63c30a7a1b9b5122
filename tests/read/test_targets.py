"""Files, folders and streams: what is found, in which order, and what becomes of the bad ones."""

from __future__ import annotations

import io
import json
import os
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Document
from onrecord.model.errors import FetchError, InputError
from onrecord.read import MAX_TEXT, Unread, count, documents
from onrecord.read.readers import READERS, by_head


def codes(target: Path | str) -> list[str]:
    return [item.code if isinstance(item, Unread) else item.id for item in documents(str(target))]


def only(target: Path | str, **given: object) -> Document:
    (item,) = documents(str(target), **given)  # type: ignore[arg-type]
    assert isinstance(item, Document), item
    return item


def test_a_folder_is_read_whole_sorted_and_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b.TXT", ".git/c.txt", "picture.png", ".d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Russia lost 530 troops.")
    assert codes(tmp_path) == ["a/b", "a/z", "b"]
    assert count(str(tmp_path)) == 3


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    os.mkfifo(tmp_path / "b.txt")
    assert codes(tmp_path) == ["a"]


@pytest.mark.parametrize("written", ["2023-08-14", "20230814", "2023-08-14T23:00+03:00", "Mon, 14 Aug 2023 06:00 GMT"])
def test_published_in_json(written: str) -> None:
    (item,) = documents("-", stdin=io.BytesIO(json.dumps({"text": "x", "published": written}).encode()))
    assert isinstance(item, Document)
    assert item.published == date(2023, 8, 14)


def test_a_linked_folder_does_not_send_us_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "again").symlink_to(tmp_path)
    assert codes(tmp_path) == ["a"]


def test_the_good_go_on_beside_the_bad(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "c.txt").write_text("Russia lost 530 troops.")
    (tmp_path / "d.json").write_text("[")
    (tmp_path / "e.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "f.xml").write_text("<note/>")
    assert codes(tmp_path) == ["empty", "binary", "c", "bad_json", "vanished", "not_a_feed"]


def test_a_file_that_vanishes_after_it_was_listed(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("Russia lost 530 troops.")
    items = documents(str(tmp_path))
    first = next(items)
    (tmp_path / "b.txt").unlink()
    second, third = items
    assert isinstance(first, Document)
    assert isinstance(second, Unread)
    assert second.code == "vanished"
    assert isinstance(third, Document)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert codes(path) == ["unreadable"]


@pytest.mark.parametrize("target", ["no/such/file.txt", "ftp://example.org/a.txt", "file:///etc/passwd", "a\0b", ""])
def test_what_is_not_there_is_an_error_of_the_caller(target: str) -> None:
    with pytest.raises(InputError) as raised:
        list(documents(target))
    assert "\n" not in str(raised.value)
    assert count(target) is None or count(target) == 1
    if "://" in target:
        assert isinstance(raised.value, FetchError)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        documents(str(tmp_path))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', "jsonl"),
        (b'{"text": "a" b}\n{"text": "b"}\n', "jsonl"),
        (b'{"text": "long, and no newline yet', "jsonl"),
        (b'{\n "text": "a"\n}\n', "json"),
        (b'[{"text": "a"}]', "json"),
        (b"[1] A footnote.", "text"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- c -->\n<rss version="2.0">', "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b" <!DOCTYPE html><html>", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html>", "html"),
        (b" date 2023-08-14 Russia lost", "text"),
        (b"", "text"),
    ],
)
def test_sniffing(head: bytes, name: str) -> None:
    assert by_head(head).name == name


def test_standard_input() -> None:
    (item,) = documents("-", stdin=io.BytesIO(b" date 2023-08-14 Russia lost 530 troops."))
    assert isinstance(item, Document)
    assert (item.id, item.published, item.text) == ("stdin", date(2023, 8, 14), "Russia lost 530 troops.")


def test_a_pipe_is_read_as_it_comes(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream, os.fdopen(writing, "wb", buffering=0) as feed:
        feed.write(b'{"id": "a", "text": "one"}\n')
        items = documents("-", stdin=stream)
        first = next(items)
        assert isinstance(first, Document)
        assert first.id == "a"
        feed.write(b'{"id": "b", "text": "two"}\n')
        feed.close()
        assert [item.id for item in items if isinstance(item, Document)] == ["b"]


def test_the_caller_overrides_date_and_publisher(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "x", "published": "no day", "publisher": "Here"}\n')
    document = only(path, published=date(2023, 8, 14), publisher="There")
    assert (document.published, document.publisher) == (date(2023, 8, 14), "There")


@pytest.mark.parametrize(
    ("text", "published", "left"),
    [
        (" date 2023-08-14 Russia lost", date(2023, 8, 14), "Russia lost"),
        ("date: 2023-08-14\nRussia lost", date(2023, 8, 14), "Russia lost"),
        ("Date 2023-08-14\r\n\r\nRussia lost", date(2023, 8, 14), "\nRussia lost"),
        ("dated 2023-08-14 Russia lost", None, "dated 2023-08-14 Russia lost"),
        ("date 2023-08-145 Russia", None, "date 2023-08-145 Russia"),
        ("Russia lost date 2023-08-14", None, "Russia lost date 2023-08-14"),
    ],
)
def test_the_header(tmp_path: Path, text: str, published: date | None, left: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    document = only(path)
    assert (document.published, document.text) == (published, left)


def test_a_header_that_is_no_day(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("date 2023-02-30 Russia lost")
    assert codes(path) == ["bad_date"]
    path.write_text("date 2023-02-28")
    assert codes(path) == ["empty"]


def test_a_line_of_fifty_megabytes_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as stream:
        stream.write('{"id": "long", "text": "' + "x 530 " * (50 * 1024 * 1024 // 6) + '"}\n{"id": "b", "text": "x"}\n')
    started = time.monotonic()
    items = list(documents(str(path)))
    assert time.monotonic() - started < 10
    assert isinstance(items[0], Unread)
    assert f"{MAX_TEXT:,}" in items[0].message
    assert isinstance(items[1], Document)
    (tmp_path / "b.txt").write_text("x 530 " * (50 * 1024 * 1024 // 6))
    assert codes(tmp_path / "b.txt") == ["too_long"]


def test_a_jsonl_line_beyond_the_limit_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.read.jsons.MAX_BYTES", 1000)
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "' + "x" * 5000 + '"}\n{"id": "b", "text": "x"}')
    assert codes(path) == ["too_large", "b"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_jsonl_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"id": "a", "text": "втрати"}\n{"id": "b", "text": "втрати"}\n'.encode(encoding))
    assert codes(path) == ["a", "b"]


def test_jsonl_under_the_name_json_and_a_bad_byte_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"id": "a", "text": "x"}\n{"id": "b", "text": "x"}\n')
    assert codes(path) == ["a", "b"]
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "a", "text": "\xff"}\n{"id": "b", "text": "x\\u0000"}\n\0\n')
    assert codes(tmp_path / "a.jsonl") == ["encoding", "binary", "binary"]


@given(st.binary(max_size=300), st.sampled_from([kind.suffixes[0] for kind in READERS]))
def test_no_bytes_break_a_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"fuzz{suffix}"
    path.write_bytes(data)
    for item in documents(str(path)):
        assert isinstance(item, Document | Unread)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("2023-08-14"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = st.sampled_from(["id", "text", "title", "url", "publisher", "published", "language"])


@given(st.lists(st.dictionaries(_FIELDS, _VALUES) | _VALUES, max_size=5))
def test_each_line_of_jsonl_is_one_document_or_one_reason(values: list[object]) -> None:
    lines = "".join(json.dumps(value) + "\n" for value in values)
    items = list(documents("-", stdin=io.BytesIO(b'{"id": "0", "text": "x"}\n' + lines.encode())))
    assert len(items) == len(values) + 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"text": "x", "z": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "bad_json"),
        (b'{\n"a":' * 100_000, "bad_json"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><note>&x;</note>', "not_a_feed"),
    ],
)
def test_nested_beyond_reason_or_of_another_kind(data: bytes, code: str) -> None:
    (item,) = documents("-", stdin=io.BytesIO(data))
    assert isinstance(item, Unread)
    assert item.code == code


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "530 530 530 "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        + "".join(f'<!ENTITY {chr(99 + n)} "{f"&{chr(98 + n)};" * 9}">' for n in range(8))
        + '<!ENTITY x "&j;">',
    ],
    ids=["file", "billion"],
)
def test_entities_of_a_feed_are_neither_fetched_nor_blown_up(tmp_path: Path, entities: str) -> None:
    (tmp_path / "a.xml").write_text(
        f'<?xml version="1.0"?><!DOCTYPE r [{entities}]><rss version="2.0"><channel><item><title>T &x;</title></item>'
        "</channel></rss>"
    )
    started = time.monotonic()
    for item in documents(str(tmp_path / "a.xml")):
        assert isinstance(item, Unread) or ("root:" not in item.text and len(item.text) < 10_000)
    assert time.monotonic() - started < 5


def test_half_a_character_cannot_be_kept() -> None:
    feed = b'<rss version="2.0"><channel><item><title>T &amp;#xD800; x</title></item></channel></rss>'
    (item,) = documents("-", stdin=io.BytesIO(feed))
    assert isinstance(item, Unread) or item.text.encode()


def test_a_page_of_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.read.html.MAX_LINES", 10)
    (item,) = documents("-", stdin=io.BytesIO(b"<html>" + b"<p>Russia lost 530 troops, it said.</p>" * 11))
    assert isinstance(item, Unread)
    assert (item.code, "limit is 10" in item.message) == ("too_long", True)
