"""Texts cut at the borders of their claims."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.publish.marking import LANES, paragraphs


def test_shared_nested_and_overlapping_spans() -> None:
    text = "abcdef"
    [paragraph] = paragraphs(text, [Span(0, 4), Span(0, 4), Span(1, 2), Span(3, 6)])
    assert [(piece.text, {claim for claim, _ in piece.marks}, piece.ends) for piece in paragraph.pieces] == [
        ("a", {0, 1}, ()),
        ("b", {0, 1, 2}, (2,)),
        ("c", {0, 1}, ()),
        ("d", {0, 1, 3}, (0, 1)),
        ("ef", {3}, (3,)),
    ]
    assert paragraph.starts == (0, 1, 2, 3)


def test_a_claim_keeps_its_lane() -> None:
    [paragraph] = paragraphs("abcdef", [Span(0, 3), Span(1, 6), Span(4, 5)])
    lanes = {claim: {lane for piece in paragraph.pieces for c, lane in piece.marks if c == claim} for claim in range(3)}
    assert lanes == {0: {0}, 1: {1}, 2: {0}}


def test_a_claim_over_two_paragraphs_has_its_note_at_the_first_and_its_number_at_the_last() -> None:
    first, second = paragraphs("one two\n\n three", [Span(4, 15)])
    assert (first.starts, second.starts) == ((0,), ())
    assert [piece.ends for piece in first.pieces] == [(), ()]
    assert [(piece.text, piece.ends) for piece in second.pieces] == [("three", (0,))]


def test_spans_outside_the_text_or_empty_or_between_paragraphs_are_not_lost() -> None:
    text = "one\n\ntwo"
    spans = [Span(-5, -1), Span(1, 1), Span(3, 5), Span(8, 8), Span(90, 99)]
    told = paragraphs(text, spans)
    assert sorted(claim for paragraph in told for piece in paragraph.pieces for claim in piece.ends) == [0, 1, 2, 3, 4]
    assert paragraphs(" \n", spans) == []


texts = st.text(alphabet="ab \n\t", max_size=60)
spans = st.lists(st.tuples(st.integers(-3, 65), st.integers(-3, 65)).map(lambda pair: Span(*sorted(pair))), max_size=9)


@given(texts, spans)
def test_no_word_and_no_claim_is_lost(text: str, where: list[Span]) -> None:
    where = sorted(where)
    told = paragraphs(text, where)
    assert ["".join(piece.text for piece in paragraph.pieces) for paragraph in told] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]
    if told:
        ends = Counter(claim for paragraph in told for piece in paragraph.pieces for claim in piece.ends)
        starts = Counter(claim for paragraph in told for claim in paragraph.starts)
        assert ends == starts == Counter(range(len(where)))


@given(texts, spans)
def test_a_claim_with_a_lane_marks_its_own_words(text: str, where: list[Span]) -> None:
    where = sorted(where)
    marked: Counter[int] = Counter()
    for paragraph in paragraphs(text, where):
        for piece in paragraph.pieces:
            assert len({lane for _, lane in piece.marks}) == len(piece.marks) <= LANES
            for claim, _ in piece.marks:
                marked[claim] += len(piece.text)
    offset, inside = 0, set()
    for line in text.split("\n"):
        start = offset + len(line) - len(line.lstrip())
        inside.update(range(start, start + len(line.strip())))
        offset += len(line) + 1
    for claim, count in marked.items():
        assert count == len(inside.intersection(range(*where[claim])))
