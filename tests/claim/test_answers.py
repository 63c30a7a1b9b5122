"""Who denies or confirms what another said, where the words only point to it."""

from __future__ import annotations

import pytest

from onrecord.claim.sources import chains
from onrecord.mark import marks
from onrecord.model import Document, Span

CASES = {
    "The army said it had taken the bridge; the rebels dismissed the announcement as propaganda.": (
        "it had taken the bridge",
        [("army", "asserted"), ("rebels", "denied")],
    ),
    "The mayor said the depot was empty, which the governor denied.": (
        "the depot was empty",
        [("mayor", "asserted"), ("governor", "denied")],
    ),
    "Rosatom said the line was cut. Nonsense, said the governor.": (
        "the line was cut",
        [("Rosatom", "asserted"), ("governor", "denied")],
    ),
    "The mayor said the depot was empty. The road stayed open. The governor denied everything.": (
        "the depot was empty",
        [("mayor", "asserted"), ("governor", "denied")],
    ),
    "The governor described the mayor's claim that the depot was empty as a fabrication.": (
        "the depot was empty",
        [("mayor", "unconfirmed"), ("governor", "denied")],
    ),
    "The governor described the mayor's claim that the depot was empty as careless.": (
        "the depot was empty",
        [("mayor", "unconfirmed")],
    ),
    "The mayor said the depot was empty, which the governor does not dispute.": (
        "the depot was empty",
        [("mayor", "asserted")],
    ),
    "The mayor said the depot was empty, an account the governor called absurd.": (
        "the depot was empty",
        [("mayor", "asserted"), ("governor", "denied")],
    ),
    "The mayor said the depot was empty. The governor rejected that within the hour.": (
        "the depot was empty",
        [("mayor", "asserted"), ("governor", "denied")],
    ),
    "The mayor said that 40 houses had burnt. The governor disputes his arithmetic.": (
        "40 houses had burnt",
        [("mayor", "asserted"), ("governor", "denied")],
    ),
    "The mayor's report that the depot was empty was false, the governor said.": (
        "the depot was empty",
        [("mayor", "asserted"), ("governor", "denied")],
    ),
    "The mayor's report that the depot was empty was old, the governor said.": (
        "the depot was empty",
        [("mayor", "asserted")],
    ),
    "The governor denounced as invented a report by the mayor that the depot was empty.": (
        "the depot was empty",
        [("mayor", "asserted"), ("governor", "denied")],
    ),
    "The mayor said the depot was empty. The governor confirmed this.": (
        "the depot was empty",
        [("mayor", "asserted"), ("governor", "asserted")],
    ),
    "The mayor said the depot was empty. The governor has not confirmed this.": (
        "the depot was empty",
        [("mayor", "asserted")],
    ),
    "The mayor said the depot was empty. The governor called this “a fairy tale”.": (
        "the depot was empty",
        [("mayor", "asserted"), ("governor", "denied")],
    ),
    "The mayor said the depot was empty. The governor called this “a pity”.": (
        "the depot was empty",
        [("mayor", "asserted")],
    ),
    "The governor said footage contradicted the mayor's claim that the depot was empty.": (
        "the depot was empty",
        [("mayor", "unconfirmed"), ("governor", "denied")],
    ),
    "The governor said there was no truth in the mayor's claim that the depot was empty.": (
        "the depot was empty",
        [("mayor", "unconfirmed"), ("governor", "denied")],
    ),
}


@pytest.mark.parametrize("text", CASES)
def test_who_says_it_and_who_denies_it(text: str) -> None:
    quote, expected = CASES[text]
    document = Document(id="x", text=text, sha256="0" * 64, published=None, publisher=None, url=None)
    start = text.index(quote)
    found = chains(document, marks(document)).all_at(Span(start, start + len(quote)))
    assert [(sources[-1].name, certainty) for sources, certainty in found] == expected
