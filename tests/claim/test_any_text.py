"""What holds of the claims of every text, in every language, and of texts that nobody should write."""

from __future__ import annotations

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim.sentences import document
from claim.test_dispatches import GROUND, LOST, SENT
from claim.test_losses import LOSSES
from claim.test_news_prose import ATTACKS, PLACES
from onrecord.claim import reading
from onrecord.model.codec import claim_from_dict, claim_to_dict, to_json

WORDS = {
    "en": "Russia Ukraine the General Staff said that claimed killed destroyed 5 530 tanks soldiers drones of 57 them "
    "near Kherson Robotyne on Sunday over past week advanced captured repelled attacks attacked but not , . ; ( ) “ ” "
    "(+4) - including by with our km2 20 percent Kyiv’s since invasion",
    "uk": "Генштаб танків особового складу ‒ близько 254380 (+530) осіб , . — : (+4 за минулу добу) ворог "
    "втратив 5 дронів",
    "ru": "потери ВСУ танков личного состава — около 254 380 (+530) человек , . : Минобороны сбито 17 беспилотников",
}


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    language = draw(st.sampled_from(sorted(WORDS)))
    words = st.sampled_from(WORDS[language].split(" ")) | st.text(max_size=3)
    return language, draw(st.sampled_from([" ", "", "\n"])).join(draw(st.lists(words, max_size=60)))


@settings(max_examples=200)
@given(texts())
def test_claims_are_verbatim_stable_and_whole(given_text: tuple[str, str]) -> None:
    language, text = given_text
    found = reading(document(text, language)).claims
    assert found == reading(document(text, language)).claims
    assert len({claim.id for claim in found}) == len(found)
    for claim in found:
        assert claim.text and claim.span.of(text) == claim.text
        quantity = getattr(claim, "quantity", None)
        if quantity is not None and quantity.value is not None:
            assert quantity.low is None or quantity.low <= quantity.value
            assert quantity.high is None or quantity.value <= quantity.high
        assert claim_from_dict(json.loads(to_json(claim_to_dict(claim)), parse_float=Decimal)) == claim


@pytest.mark.parametrize("sentences", [LOSSES, ATTACKS, PLACES, SENT, LOST, GROUND])
def test_a_sentence_may_begin_and_end_anywhere(sentences: dict[str, object]) -> None:
    """Titles are cut short, and captions begin in the middle: every part of a sentence is read without a fault."""
    for sentence in sentences:
        words = sentence.split()
        for n in range(1, len(words), 2):
            for part in (" ".join(words[:n]), " ".join(words[n:])):
                assert all(claim.span.of(part) == claim.text for claim in reading(document(part)).claims)
    for word in {word for sentence in sentences for word in sentence.rstrip(".").split()}:
        assert len(reading(document(word)).claims) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Bondar was killed in Kherson.",
        "Ivan Bondar, a soldier, and three civilians were wounded in Kherson.",
        "A rocket killed Ivan Bondar and two of his children.",
        "Russian forces captured Robotyne and took Ivan Bondar prisoner.",
    ],
)
def test_names_of_victims_stand_in_the_clause_at_most(text: str) -> None:
    for claim in reading(document(text)).claims:
        fields = claim_to_dict(claim)
        del fields["text"]
        assert b"Bondar" not in to_json(fields)


SENTENCE = "the Russian forces attacked near Kyiv on Monday and killed 5 soldiers in Bakhmut , officials said , "
LONG = {
    "no full stop": SENTENCE * 1_200,
    "killed 5": "killed 5 " * 6_000,
    "of of": "5 of " * 6_000,
    "brackets": "(" * 40_000 + ")" * 40_000,
    "signs": "(+5) " * 5_000,
    "quotes that never close": "“killed five tanks " * 3_000,
    "quotes in a row": "“we killed 5 tanks” " * 2_000,
    "times": "Monday attacked 5 times " * 2_500,
    "list lines": "tanks - 5 (+5)\n" * 2_000,
    "one label after another": "tanks - " * 8_000,
    "emoji": "🚀💥" * 20_000,
    "right to left": "\u202eقتل 5 جنود " * 4_000,
    "one word": "a" * 1_000_000,
    "digits": "1" * 200_000,
    "thousands": "111 " * 20_000,
    "blanks": " " * 200_000 + "tanks – 5",
    "speakers": "Kyiv said 5 died, " * 3_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_time_grows_with_the_text_only(text: str) -> None:
    """Half a text takes about half its time; both end soon. The bound leaves room for a busy machine."""
    half, whole = (_seconds(part) for part in (text[: len(text) // 2], text))
    assert whole < 20
    assert whole < 3.2 * half + 0.5


def _seconds(text: str) -> float:
    started = time.process_time()
    for claim in reading(document(text)).claims:
        assert claim.span.of(text) == claim.text
    return time.process_time() - started


@pytest.mark.parametrize(
    "text", ["12 drones were shot down in our attack", "5 of 5 of 5 of 5 of 5 tanks", "“", "(+", "-", "’s"]
)
def test_odd_pieces_raise_nothing(text: str) -> None:
    reading(document(text))
