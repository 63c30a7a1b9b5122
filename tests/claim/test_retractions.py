"""What a source takes back in the same text: figures put right, places of which it says the opposite."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.claim import reading
from onrecord.model import Activity, Claim, Control, Document, Loss

# Text -> links as (number of the later claim, how, number of the earlier).
LINKED = {
    "The mayor said 12 people were killed in Kharkiv. He later said the number was 9, not 12.": [(2, "corrects", 1)],
    "The regional administration corrected its earlier figure of 12 people killed to 9.": [(2, "corrects", 1)],
    "The Air Force said 54 drones were launched. It later corrected that number to 45.": [(2, "corrects", 1)],
    "Kyiv said 54 drones were launched; it later corrected the figure to 45.": [(2, "corrects", 1)],
    "Russian sources acknowledged that Ukrainian forces still hold Klishchiivka after claiming its capture.": [
        (1, "reverses", 2)
    ],
    "Russian bloggers claimed that Russian forces had withdrawn from Urozhaine. A day later the bloggers acknowledged "
    "that Russian forces still hold Urozhaine.": [(2, "reverses", 1)],
    "Russian bloggers claimed that Russian forces had withdrawn from Urozhaine. The bloggers later walked back the "
    "claim.": [(2, "reverses", 1)],
    "The Russian Defence Ministry retracted its claim that its forces had captured Robotyne.": [(1, "reverses", 2)],
}
APART = [
    # another source, were it of the same side
    "The mayor said 12 people were killed in Kharkiv. The governor later said the number was 9, not 12.",
    "The Kremlin said Russian forces captured Robotyne. The General Staff said Ukrainian forces still hold it.",
    "Russian bloggers claimed that Russian forces captured Urozhaine. TASS acknowledged that Ukrainian forces still "
    "hold Urozhaine.",
    # another time
    "The General Staff said Ukrainian forces captured Robotyne on 1 May. The General Staff acknowledged that Ukrainian "
    "forces withdrew from Robotyne on 9 June.",
    # a part of it, and no words of taking back
    "ISW said Russian forces captured Robotyne. ISW said Ukrainian forces still hold Robotyne.",
    "The Air Force said 54 drones were launched and 45, not all, were shot down.",
]


def read(text: str) -> tuple[Claim, ...]:
    return reading(Document(id="t", text=text, sha256="", published=date(2023, 8, 14))).claims


def links(claims: tuple[Claim, ...]) -> list[tuple[int, str, int]]:
    number = {claim.id: n for n, claim in enumerate(claims, 1)}
    return [(number[one.id], back.how, number[back.claim]) for one in claims for back in one.retracts]


@pytest.mark.parametrize("text", LINKED)
def test_what_takes_back_what(text: str) -> None:
    assert links(read(text)) == LINKED[text]


@pytest.mark.parametrize("text", APART)
def test_what_takes_nothing_back(text: str) -> None:
    assert links(read(text)) == []


def test_both_figures_are_claims_of_the_source_and_the_old_one_is_said_not_to_be_so() -> None:
    old, new = read("The regional administration corrected its earlier figure of 12 people killed to 9.")
    assert isinstance(old, Loss) and isinstance(new, Loss)
    assert (old.quantity.value, old.certainty, new.quantity.value, new.certainty) == (12, "denied", 9, "asserted")
    assert old.sources[-1].id == new.sources[-1].id


def test_the_new_figure_takes_over_what_was_counted() -> None:
    first, later = read("The Air Force said 54 drones were launched. It later corrected that number to 45.")
    assert isinstance(first, Activity) and isinstance(later, Activity) and later.quantity is not None
    assert (later.what, later.actor, later.quantity.value, later.text) == (first.what, first.actor, 45, "45")
    assert later.sources[-1].id == "ua-air-force"


def test_who_claimed_a_capture_is_who_did_not_hold_on() -> None:
    hold, capture = read(
        "Russian sources acknowledged that Ukrainian forces still hold Klishchiivka after claiming its capture."
    )
    assert isinstance(hold, Control) and isinstance(capture, Control)
    assert (hold.actor, capture.actor) == ("ukraine", "russia")
