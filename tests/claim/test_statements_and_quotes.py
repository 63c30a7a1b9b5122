"""What is said about claims (verification, response, comparison), and what is only quoted."""

from __future__ import annotations

import pytest

from claim.sentences import claims
from onrecord.model import Comparison, Quote, Response, Verification


@pytest.mark.parametrize(
    ("sentence", "verifier", "outcome"),
    [
        ("Newsweek could not independently verify the figures.", "Newsweek", "not_verified"),
        ("The figures were not verified.", None, "not_verified"),
        ("ISW has not observed confirmation of the claim.", "Institute for the Study of War", "not_observed"),
        ("Reuters has verified the footage.", "Reuters", "verified"),
        ("Reuters was able to confirm the date of the footage.", "Reuters", "verified"),
        ("The clip, verified by Reuters, shows a bridge.", "Reuters", "verified"),
        ("The Kremlin said a bridge fell, seemingly confirming earlier reports of a strike.", "Kremlin", "verified"),
        ("This claim is unlikely to be true.", "Newsweek", "disputed"),
    ],
)
def test_verification(sentence: str, verifier: str | None, outcome: str) -> None:
    assert [(c.verifier, c.outcome) for c in claims(sentence, Verification)] == [(verifier, outcome)]


@pytest.mark.parametrize(
    ("sentence", "party", "outcome"),
    [
        ("The Kremlin declined to comment.", "Kremlin", "no_comment"),
        (
            "The Russian Defense Ministry did not respond to a request for comment.",
            "Russian Ministry of Defence",
            "no_comment",
        ),
        ("Ukraine has neither confirmed nor denied the attack.", "Kyiv", "no_comment"),
        ("Officials in Moscow have not commented.", "Russian officials", "no_comment"),
        ("Newsweek has contacted the Russian Defense Ministry for comment.", "Russian Ministry of Defence", "asked"),
    ],
)
def test_response(sentence: str, party: str, outcome: str) -> None:
    assert [(c.party, c.outcome) for c in claims(sentence, Response)] == [(party, outcome)]


@pytest.mark.parametrize(
    ("sentence", "relations"),
    [
        ("Russian losses in July were higher than in June.", ["higher"]),
        ("Other estimates are lower than those of Kyiv.", ["lower"]),
        ("Russia lost more than 500 soldiers.", []),  # a bound, not a comparison
    ],
)
def test_comparison(sentence: str, relations: list[str]) -> None:
    assert [c.relation for c in claims(sentence, Comparison)] == relations


def test_a_quote_has_its_words_and_its_speaker() -> None:
    (quote,) = claims('"We will hold every metre of our land," Hanna Maliar said.', Quote)
    assert quote.text == "We will hold every metre of our land,"
    assert [source.name for source in quote.sources] == ["Hanna Maliar"]


@pytest.mark.parametrize(
    "text",
    [
        '"Russia lost 530 soldiers on Sunday," Hanna Maliar said.',  # used up by the loss
        "The so-called “special operation” goes on.",  # nobody speaks
        '"!!!" Hanna Maliar said.',  # no words
    ],
)
def test_no_quote(text: str) -> None:
    assert claims(text, Quote) == []


def test_a_quotation_that_never_closes_ends_with_its_line() -> None:
    text = 'Hanna Maliar said: "We will hold every metre of our land and never leave\nRussia lost 12 tanks.'
    assert all("tanks" not in quote.text for quote in claims(text, Quote))


def test_a_sentence_without_end_is_searched_in_pieces() -> None:
    (only,) = claims("It rained, " * 4000 + "the figures were not verified.", Verification)
    assert only.text == "the figures were not verified"


def test_what_is_unverified_was_not_verified_by_anybody() -> None:
    assert claims("An unverified report spoke of two fires.", Verification) == []
