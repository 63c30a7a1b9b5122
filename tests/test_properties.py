"""What holds of every text, however odd: spans are verbatim, figures lie in their intervals, ids are stable."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit import audit
from onrecord.claim import reading
from onrecord.model import Document
from onrecord.model.codec import claim_from_dict, claim_to_dict, to_json

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ARTICLE = (SAMPLES / "article.txt").read_text(encoding="utf-8")
LIST = json.loads((SAMPLES / "lists.jsonl").read_text(encoding="utf-8").splitlines()[0])["text"]

# Clauses and pieces of sentences in any order, with figures, signs and noise between them.
CLAUSES = sorted({clause for clause in re.split(r"(?<=[,.;\n])\s", ARTICLE + "\n" + LIST) if clause})
PIECES = sorted(set(re.findall(r"[^\s,.]+(?: [^\s,.]+){0,3}|[,.\n]", ARTICLE + LIST)))
NOISE = '(+0)|(|)|“|”|"|‒|−5|1.2 million|20 to 30|«|\u00a0|\n\n|…|0|’s|осіб'.split("|")
numbers = st.integers(0, 10**9).map("{:,}".format)
clauses = st.sampled_from(CLAUSES)
pieces = clauses | clauses | st.sampled_from(PIECES) | st.sampled_from(NOISE) | numbers | st.text(max_size=5)
texts = st.lists(pieces, max_size=30).map(" ".join)
days = st.none() | st.dates(date(2022, 2, 24), date(2026, 12, 31))


def _document(text: str, published: date | None, language: str = "en") -> Document:
    return Document(id="a", text=text, sha256="0" * 64, published=published, language=language)


@settings(max_examples=150)
@given(text=texts, published=days, language=st.sampled_from(["en", "uk", "ru"]))
def test_whatever_the_text_says(text: str, published: date | None, language: str) -> None:
    document = _document(text, published, language)
    found = reading(document)
    assert reading(document) == found, "reading again gives the same"
    assert len({claim.id for claim in found.claims}) == len(found.claims)
    assert list(found.claims) == sorted(found.claims, key=lambda claim: claim.span.start)
    for claim in found.claims:
        assert claim.text and claim.span.of(text) == claim.text
        for source in claim.sources:
            assert source.name and source.id
            assert source.span is None or source.span.of(text) == source.as_written
        start, end = claim.period.start, claim.period.end
        assert start is None or end is None or start <= end
        quantity = getattr(claim, "quantity", None)
        if quantity is not None and quantity.value is not None:
            assert quantity.low is None or quantity.low <= quantity.value
            assert quantity.high is None or quantity.value <= quantity.high
        assert claim_from_dict(json.loads(to_json(claim_to_dict(claim)), parse_float=Decimal)) == claim
    audit(found)


@given(shift=st.integers(0, 5))
def test_what_stands_before_moves_spans_and_nothing_else(shift: int) -> None:
    moved = "\n" * shift + ARTICLE
    plain, other = (reading(_document(text, date(2023, 8, 14))).claims for text in (ARTICLE, moved))
    assert [(claim.id, claim.span.start + shift) for claim in plain] == [(c.id, c.span.start) for c in other]
