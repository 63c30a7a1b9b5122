"""Who says what: each sentence beside what its attributions are, as (source, cue, content) words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.mark.attributions import attributions
from onrecord.mark.records import Attribution
from onrecord.mark.sentences import sentences

READINGS = {
    "Russia lost 530 soldiers over the past day, the General Staff said on Monday.": [
        ("the General Staff", "said", "Russia lost 530 soldiers over the past day", "asserted"),
    ],
    "Kyiv said that Russia lost 1,200 soldiers in two days.": [
        ("Kyiv", "said", "that Russia lost 1,200 soldiers in two days", "asserted"),
    ],
    "According to the Air Force, 14 of 17 drones were shot down.": [
        ("the Air Force", "According to", "14 of 17 drones were shot down", "asserted"),
    ],
    "Russia, according to the Pentagon, has fired 80 missiles.": [
        ("the Pentagon", "according to", "Russia | has fired 80 missiles", "asserted"),
    ],
    '"Our troops hold the village," said Volkov, a spokesman for the brigade.': [
        ("Volkov, a spokesman for the brigade", "said", '"Our troops hold the village,"', "asserted"),
    ],
    "“We hold the line,” she said. “The enemy is falling back. We will go on.”": [
        ("she", "said", "“We hold the line,” | “The enemy is falling back. We will go on.”", "asserted"),
    ],
    "The ministry's tally shows 250,240 losses.": [
        ("The ministry's tally", "shows", "250,240 losses", "asserted"),
    ],
    "ISW noted that Russian bloggers claimed that troops had left the village.": [
        ("ISW", "noted", "that Russian bloggers claimed that troops had left the village", "asserted"),
        ("Russian bloggers", "claimed", "that troops had left the village", "unconfirmed"),
    ],
    "The paper cited Western officials as saying that 20,000 had been wounded.": [
        ("The paper", "cited", "Western officials as saying that 20,000 had been wounded", "asserted"),
        ("Western officials", "saying", "that 20,000 had been wounded", "asserted"),
    ],
    "The claim by Moscow that 200 soldiers died was not checked.": [
        ("Moscow", "claim", "that 200 soldiers died", "unconfirmed"),
        ("", "was not checked", "The claim by Moscow that 200 soldiers died", "asserted"),
    ],
    "The village is reportedly under Ukrainian control.": [
        ("", "reportedly", "The village is | under Ukrainian control", "hedged"),
    ],
    "More than 300 soldiers are believed to have been killed.": [
        ("", "are believed", "More than 300 soldiers | to have been killed", "hedged"),
    ],
    "The ministry denied that its forces had left the town.": [
        ("The ministry", "denied", "that its forces had left the town", "denied"),
    ],
    "Zelensky said Russia lost 300 tanks, while Moscow said Ukraine lost 500.": [
        ("Zelensky", "said", "Russia lost 300 tanks", "asserted"),
        ("Moscow", "said", "Ukraine lost 500", "asserted"),
    ],
    "12 hurt in strike on Odesa: governor": [("governor", ":", "12 hurt in strike on Odesa", "asserted")],
    "Governor: 12 hurt in strike on Odesa": [("Governor", ":", "12 hurt in strike on Odesa", "asserted")],
    "12 hurt in strike on Odesa, says UK": [("UK", "says", "12 hurt in strike on Odesa", "asserted")],
    "Russia loses 800 troops in a day – General Staff": [
        ("General Staff", "–", "Russia loses 800 troops in a day", "asserted"),
    ],
    "- We hold the line - said the mayor.": [("the mayor", "said", "We hold the line", "asserted")],
    "The governor did not say that 30 people were hurt.": [
        ("The governor", "did not say", "that 30 people were hurt", "asserted"),
    ],
    "Russian forces attacked near Kupyansk.": [],
    "Losses included 12 tanks and five guns.": [],
    "": [],
}


def read(text: str) -> tuple[Attribution, ...]:
    return attributions(text, sentences(text))


@pytest.mark.parametrize("text", READINGS)
def test_reading(text: str) -> None:
    found = [
        (
            " | ".join(span.of(text) for span in a.source),
            " | ".join(span.of(text) for span in a.cue),
            " | ".join(span.of(text) for span in a.content),
            a.stance,
        )
        for a in read(text)
    ]
    assert found == READINGS[text]


def test_relayed_report_nests() -> None:
    """The agency holds the minister, and an agency behind a quotation holds who is quoted."""
    inner, outer = (
        "Ukrinform reported that Maliar said the road was cut.",
        '"The road is cut," she said, according to AFP.',
    )
    assert [a.parent for a in read(inner)] == [None, 0]
    assert [a.parent for a in read(outer)] == [1, None]


def test_cited_speaker_nests_in_who_cites_him() -> None:
    text = "Losses passed 250,000, Ukrinform reports, citing the General Staff."
    agency, staff = read(text)
    assert agency.content == staff.content
    assert staff.parent == 0


def test_pronoun_after_but_stays_within_the_report() -> None:
    """ "X reported that Y said A, but she said B": B too came through X."""
    text = "The agency reported that Maliar said the town was free, but she said fighting went on."
    assert [a.parent for a in read(text)] == [None, 0, 0]


def test_speech_goes_on_over_paragraphs() -> None:
    text = "“We hold the line,” Volkov said.\n\n“They attack each night in vain.\n\n“We will not leave.”\n\nIt rained."
    (only,) = read(text)
    assert [span.of(text)[:8] for span in only.content] == ["“We hold", "“They at", "“We will"]
    assert only.quoted


def test_quotation_never_closed_ends_with_its_paragraph() -> None:
    text = 'Volkov said: "We hold the line.\nRain fell on Monday.'
    (only,) = read(text)
    assert only.content[0].of(text) == '"We hold the line.'


def test_missing_space_after_quotation() -> None:
    text = '"They came at night", wrote the Times.The newspaper added that nobody was hurt.'
    first, second = read(text)
    assert first.source[0].of(text) == "the Times"
    assert second.content[0].of(text) == "that nobody was hurt"


def test_language_without_cues_gives_none() -> None:
    text = "Kyiv said so."
    assert attributions(text, sentences(text), "xx") == ()


PIECES = (
    'Kyiv said that " “ ” , . \n - : ( ) he told AFP according to claims of the Russian reports '
    "and İ ’ ' ’’ as saying citing ; 530 [12] interview"
).split(" ")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_spans_lie_in_the_text_and_parents_hold_their_children(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    for n, a in enumerate(found):
        assert a.content
        for span in (*a.source, *a.cue, *a.content):
            assert 0 <= span.start < span.end <= len(text)
        assert a.parent is None or (a.parent != n and 0 <= a.parent < len(found))


@pytest.mark.parametrize(
    "piece", ["he said ", '"Kyiv said ', "Russian claims that ", "Kyiv, ", "(Kyiv ", "'Kyiv said so ", "Kyiv: "]
)
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    """Four times the text takes nowhere near sixteen times as long."""
    read(piece * 50)

    def seconds(times: int) -> float:
        start = time.process_time()
        read(piece * times)
        return time.process_time() - start

    assert seconds(2000) < 8 * seconds(500) + 0.3
