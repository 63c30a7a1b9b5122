"""Bytes into text: whole, in one encoding, or refused with a reason."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read import decoding, records
from onrecord.read.decoding import decode, whole
from onrecord.read.records import Refused

UKRAINIAN = "За минулу добу ворог втратив близько 530 осіб особового складу."
FRENCH = "Le “café” de Zaporijjia a été détruit – selon l’armée."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_ukrainian_in_each_encoding(encoding: str) -> None:
    assert decode(UKRAINIAN.encode(encoding)) == UKRAINIAN


def test_western_text_in_windows_1252() -> None:
    assert decode(FRENCH.encode("cp1252")) == FRENCH


def test_what_is_declared_is_tried_before_anything_is_guessed() -> None:
    assert decode("втрати".encode("koi8-u"), "koi8-u") == "втрати"
    assert decode(UKRAINIAN.encode(), "no-such-charset") == UKRAINIAN


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "empty", "empty"),
        (b" \n\t", "empty", "empty"),
        (b"530 losses\0\0", "binary", "binary"),
        (b"%PDF-1.7 ...", "binary", "PDF"),
        (b"PK\x03\x04....", "binary", "ZIP"),
        (b"\xff\xfe\x00", "encoding", "utf-16"),
        (UKRAINIAN.encode() + b"\xff", "encoding", "UTF-8"),
        (b"\x81\x98 \x81\x98 \x01\x02\x03\x04\x98\x81", "encoding", "byte"),
    ],
)
def test_refused(data: bytes, code: str, word: str) -> None:
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.code == code
    assert word in refused.value.message


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 1 << 20)
    with pytest.raises(Refused, match="larger than 1 MiB"):
        whole(io.BytesIO(b"x" * ((1 << 20) + 1)))
    assert records.MAX_BYTES >= 50 * 1024 * 1024


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_utf8_comes_back_but_for_line_ends(text: str) -> None:
    try:
        assert decode(text.encode()) == text.replace("\r\n", "\n").replace("\r", "\n")
    except Refused as refused:
        assert refused.code in ("empty", "binary")


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        assert "\r" not in decode(data)
    except Refused as refused:
        assert refused.code in ("empty", "binary", "encoding")
