"""What was denied, confirmed or not verified is linked to the claims that it is about; in doubt nothing is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claim import reading
from onrecord.model import Claim, Document, Response, Verification

# Text -> the one verification or response of it: who, outcome, and the numbers (from 1) of the claims it refers to.
LINKED = {
    # the claim stands inside the words, and was told before by another
    "Russia said it had captured Robotyne. Ukraine denied that Robotyne had fallen.": ("Kyiv", "denied", [3, 1]),
    "The Kremlin dismissed reports that 120,000 Russian soldiers have been killed.": ("Kremlin", "denied", [2]),
    "Ukraine rejected Russian claims of capturing Klishchiivka.": ("Kyiv", "denied", [1]),
    "It was not immediately possible to verify the reports of 12 killed in Belgorod.": (None, "not_verified", [2]),
    "The Kremlin neither confirmed nor denied the loss of 5 ships.": ("Kremlin", "no_comment", [1]),
    "There was no immediate comment from Moscow on the loss of 5 ships.": ("Kremlin", "no_comment", [1]),
    "The ministry was asked about the figure of 315,000 casualties.": ("ministry", "asked", [2]),
    "The General Staff confirmed reports that Ukrainian forces had withdrawn from Avdiivka.": (
        "General Staff of the Armed Forces of Ukraine",
        "confirmed",
        [2],
    ),
    # a noun points back
    "The General Staff said Russia lost 530 soldiers over the past day. Reuters could not verify the claim.": (
        "Reuters",
        "not_verified",
        [1],
    ),
    "Kyiv said 40 drones were shot down. The claims could not be independently verified.": (None, "not_verified", [1]),
    "Syrskyi said Ukrainian forces took Robotyne. The claim was not confirmed by Russia.": (
        "Russia",
        "not_verified",
        [1],
    ),
    "Ukraine said it destroyed 5 tanks. Russia said it captured Robotyne. ISW could not verify Russia's claim.": (
        "Institute for the Study of War",
        "not_verified",
        [2],
    ),
    "According to the General Staff, Russia lost 530 soldiers and 12 tanks. Ukraine's figures could not be verified.": (
        None,
        "not_verified",
        [1, 2],
    ),
    # the same sentence
    "Russia said it had captured Robotyne, which Kyiv denied.": ("Kyiv", "denied", [1]),
    "Russia said on Monday it had captured Robotyne, a claim Ukraine denies.": ("Kyiv", "disputed", [1]),
    # nothing to point at, or nothing pointed at
    "The Russian Defence Ministry did not respond to a request for comment.": (
        "Russian Ministry of Defence",
        "no_comment",
        [],
    ),
    "Reuters was not able to verify the battlefield reports.": ("Reuters", "not_verified", []),
    "Russia said it had captured Robotyne. The Kremlin has not commented.": ("Kremlin", "no_comment", []),
    # who denies does not deny his own
    "Russia said it had captured Robotyne. The Kremlin denied the report.": ("Kremlin", "denied", []),
}


def read(text: str) -> tuple[Claim, ...]:
    return reading(Document(id="t", text=text, sha256="", published=date(2023, 8, 14))).claims


@pytest.mark.parametrize("text", LINKED)
def test_what_a_verification_or_response_refers_to(text: str) -> None:
    who, outcome, numbers = LINKED[text]
    claims = read(text)
    (one,) = (claim for claim in claims if isinstance(claim, (Verification, Response)))
    assert (one.verifier if isinstance(one, Verification) else one.party) == who
    assert one.outcome == outcome
    assert list(one.refers_to) == [claims[number - 1].id for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv denied access to the inspectors.",
        "Russia did not deny the loss of 5 ships.",
        "One person was confirmed dead in Kharkiv.",
        "Ukrainian forces took back the village of Robotyne.",
        "Unconfirmed claims: Russian forces advanced near Robotyne.",
    ],
)
def test_what_is_no_answer(text: str) -> None:
    assert not [claim for claim in read(text) if isinstance(claim, Response)]


@given(st.lists(st.sampled_from(sorted(LINKED)), max_size=6), st.sampled_from([" ", "\n", "\n\n"]))
def test_links_lead_to_other_claims_of_the_document(texts: list[str], between: str) -> None:
    claims = read(between.join(texts))
    ids = {claim.id for claim in claims}
    for claim in claims:
        if isinstance(claim, (Verification, Response)):
            assert set(claim.refers_to) <= ids - {claim.id}
            assert claim.about is None or claim.about in claim.text
        assert {retraction.claim for retraction in claim.retracts} <= ids - {claim.id}
