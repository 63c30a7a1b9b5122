"""Sentences: whole, in order, and never longer than what reads them can bear."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.mark import sentences as room
from onrecord.mark.sentences import sentences

LONGEST = room._LONGEST


@given(st.lists(st.sampled_from(["tanks", "a" * 900, "a" * 2500, ",", ";", " ", ". ", "\n", "“", "Kyiv"]), max_size=40))
def test_nothing_but_space_is_left_out(parts: list[str]) -> None:
    text = "".join(parts)
    found = sentences(text)
    assert "".join(span.of(text) for span in found).split() or not text.split()
    at = 0
    for span in found:
        assert not text[at : span.start].strip()
        assert 0 < span.end - span.start <= LONGEST
        at = span.end
    assert not text[at:].strip()


def test_a_sentence_without_a_stop_is_cut_where_it_pauses() -> None:
    text = "Russia lost " + "300 tanks and " * 100 + "10 guns; " + "20 guns, " * 60 + "and more " * 100
    first, second = sentences(text)
    assert first.of(text).endswith("10 guns;")
    assert second.of(text).startswith("20 guns,")


def test_a_long_sentence_is_left_whole() -> None:
    text = "Russia lost " + "300 tanks and " * 130 + "10 guns."
    assert len(sentences(text)) == 1


def test_a_dateline_stands_alone() -> None:
    for line in (
        "KYIV, Nov 20 (Globe News) - | Two died.",
        "CAPRI, Italy (GN) — | Ministers met.",
        "Warsaw, Poland (GN)- | “We know,” he said.",
        "NEW YORK — | Aid fell.",
    ):
        head, rest = line.split(" | ")
        assert [span.of(f"{head} {rest}") for span in sentences(f"{head} {rest}")] == [head, rest]
    for line in ("ISW — The staff lost.", "Fire in KHERSON - Rescuers came.", "Two died (Globe News)."):
        assert len(sentences(line)) == 1


def test_the_name_of_a_site_is_one_word() -> None:
    assert len(sentences("It was Krym.Realii that said so.")) == 1
    assert len(sentences("The village fell.Ukraine denied it.")) == 2
