"""Who says what with the network: what it adds to the rules, and that no text makes it fail or grow without bound."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.mark.attribution_model.network import network
from onrecord.mark.attribution_model.pieces import windows, words
from onrecord.mark.attributions import attributions
from onrecord.mark.records import Attribution
from onrecord.mark.sentences import sentences

READINGS = {
    "Kyiv said that Russia lost 1,200 soldiers in two days.": [
        ("Kyiv", "said", "that Russia lost 1,200 soldiers in two days"),
    ],
    "The newspaper has not been able to verify the ministry's figures.": [
        ("The newspaper", "has not been able to verify", "the ministry's figures"),
    ],
    "ISW noted that Russian bloggers claimed that troops had left the village.": [
        ("ISW", "noted", "that Russian bloggers claimed that troops had left the village"),
        ("Russian bloggers", "claimed", "that troops had left the village"),
    ],
    "A think tank said the village had changed hands.": [("A think tank", "said", "the village had changed hands")],
    "The Kremlin's assertion that Ukraine shelled the plant was dismissed by the IAEA.": [
        ("The Kremlin's", "assertion", "that Ukraine shelled the plant"),
        ("the IAEA", "was dismissed", "The Kremlin's assertion that Ukraine shelled the plant"),
    ],
    "The army lost nine boats, the navy said, bringing the total to 60.": [
        ("the navy", "said", "The army lost nine boats | bringing the total to 60"),
    ],
    "Russian forces attacked near Kupyansk.": [],
    "": [],
}


def read(text: str) -> tuple[Attribution, ...]:
    return attributions(text, sentences(text), model=True)


@pytest.mark.parametrize("text", READINGS)
def test_reading(text: str) -> None:
    seen = [
        tuple(" | ".join(span.of(text) for span in part) for part in (a.source, a.cue, a.content)) for a in read(text)
    ]
    assert seen == READINGS[text]


def test_who_stands_inside_whom() -> None:
    outer, inner = read("ISW noted that Russian bloggers claimed that troops had left the village.")
    assert (outer.parent, inner.parent) == (None, 0)
    assert (outer.stance, inner.stance) == ("asserted", "unconfirmed")


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“We hold the bridge,” said Volkov.\n“The enemy lost 30 tanks here and will not cross it this year.”"
    (found,) = read(text)
    assert text.endswith(found.content[-1].of(text)) and len(found.content) == 2


def test_other_languages_are_read_by_the_rules_alone() -> None:
    text = "Міністр заявив, що Росія втратила 300 танків."
    assert attributions(text, sentences(text), "uk", model=True) == attributions(text, sentences(text), "uk")


def test_the_network_is_loaded_only_when_asked_for() -> None:
    command = (
        "import sys; from onrecord.mark.attributions import attributions; attributions('Kyiv said no.', ()); "
        "sys.exit('numpy' in sys.modules or 'onnxruntime' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", command]).returncode == 0


def test_the_same_text_beside_another_reads_the_same() -> None:
    text = "Kyiv said that Russia lost 1,200 soldiers in two days."
    whole = windows(words(text))
    seen = network().see(network().start(words(text), whole))
    beside = network().start(words("Elsewhere."), [range(1)])
    again = network().see(network().start(words(text), whole))
    network().see(beside)
    assert (seen.cue == again.cue).all()


@given(st.text(alphabet=st.sampled_from("said that “Kyiv” \n.,:'—…\"é🇺🇦جИ1"), max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_spans_of_its_own(text: str) -> None:
    found = read(text)
    for n, a in enumerate(found):
        assert a.content and a.parent != n
        for span in (*a.source, *a.cue, *a.content):
            assert 0 <= span.start < span.end <= len(text)


@given(st.lists(st.integers(1, 12), max_size=400))
def test_windows_hold_every_word_and_have_room(lengths: list[int]) -> None:
    found = words(" ".join("x" for _ in lengths))._replace(pieces=[[5] * n for n in lengths])
    cut = windows(found)
    assert sorted({word for window in cut for word in window}) == list(range(len(lengths)))
    assert all(sum(lengths[word] for word in window) <= 254 for window in cut)


@pytest.mark.parametrize(
    "text",
    [
        "the ministry said Russia lost 300 tanks and " * 800,
        "“He said “she said " * 800,
        "🇺🇦💥" * 4000,
        "قال «تقدم " * 800,
    ],
    ids=["no stop", "quotations that never close", "emoji", "right to left"],
)
def test_bad_input_ends_in_bounded_memory(text: str) -> None:
    read("Kyiv said no.")  # loads the network
    tracemalloc.start()
    read(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150_000_000
