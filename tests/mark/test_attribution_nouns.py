"""Nouns of saying, evidence that nobody saw, figures and headlines: each sentence beside its attributions."""

from __future__ import annotations

import pytest

from onrecord.mark.attributions import attributions
from onrecord.mark.sentences import sentences
from work import calls

Reading = tuple[str, str, str, str]

NOUNS: dict[str, list[Reading]] = {
    "The Pentagon's estimate of 300,000 Russian casualties was repeated in Brussels.": [
        ("The Pentagon's", "estimate", "of 300,000 Russian casualties", "asserted"),
    ],
    "Moscow dismissed Kyiv's claim that 12 ships were sunk.": [
        ("Moscow", "dismissed", "Kyiv's claim that 12 ships were sunk", "denied"),
        ("Kyiv's", "claim", "that 12 ships were sunk", "unconfirmed"),
    ],
    "Reports of explosions in Sevastopol appeared on Telegram at dawn.": [
        ("", "Reports", "of explosions in Sevastopol", "hedged"),
    ],
    "Unverified rumours that Bakhmut had fallen circulated all day.": [
        ("", "Unverified rumours", "that Bakhmut had fallen", "unconfirmed"),
    ],
    "Allegations that the army shelled the plant are baseless, the ministry said.": [
        ("", "Allegations", "that the army shelled the plant", "denied"),
        ("the ministry", "said", "Allegations that the army shelled the plant are baseless", "asserted"),
    ],
    "Shoigu's announcement that Lyman was taken came a day early.": [
        ("Shoigu's", "announcement", "that Lyman was taken", "asserted"),
    ],
    "The news agency's report that eight drones had hit the port was picked up everywhere.": [
        ("The news agency's", "report", "that eight drones had hit the port", "asserted"),
    ],
    "Western officials' warnings that Bakhmut could fall within days proved wrong.": [
        ("Western officials'", "warnings", "that Bakhmut could fall within days", "asserted"),
    ],
    "The SBU's finding that 14 officials took bribes led to arrests.": [
        ("The SBU's", "finding", "that 14 officials took bribes", "asserted"),
    ],
    "London says that Kyiv's estimate of 1,200 losses is likely accurate.": [
        ("London", "says", "that Kyiv's estimate of 1,200 losses is likely accurate", "asserted"),
        ("Kyiv's", "estimate", "of 1,200 losses", "hedged"),
    ],
    "The agency withdrew a report that the dam had failed.": [
        ("The agency", "withdrew", "a report that the dam had failed", "asserted"),
        ("The agency", "report", "that the dam had failed", "asserted"),
    ],
    "Moscow says 40 men fled, a claim that could not be verified.": [
        ("Moscow", "says", "40 men fled", "unconfirmed"),
    ],
    "The story of the war is the story that he tells.": [],
}

EVIDENCE: dict[str, list[Reading]] = {
    "ISW has found no evidence that Russian forces crossed the river.": [
        ("ISW", "has found no evidence", "that Russian forces crossed the river", "unconfirmed"),
    ],
    "There were no signs of fighting in the city centre.": [
        ("", "There were no signs of", "fighting in the city centre", "unconfirmed"),
    ],
    "Inspectors had seen nothing to suggest that mines were laid.": [
        ("Inspectors", "had seen nothing to suggest", "that mines were laid", "unconfirmed"),
    ],
    "Pentagon unable to confirm death of general": [
        ("Pentagon", "unable to confirm", "death of general", "asserted"),
    ],
    "The brigade cannot yet confirm the loss of Lyman.": [
        ("The brigade", "cannot yet confirm", "the loss of Lyman", "asserted"),
    ],
    "Russia lost 13 of the 20 helicopters that it says it sent.": [
        ("it", "says", "that | it sent", "asserted"),
    ],
    "The loss of Lyman, which Rybar announced at noon, was no surprise.": [
        ("Rybar", "announced", "which", "asserted"),
    ],
    "A commander who said that 40 men fell was dismissed on Friday.": [
        ("who", "said", "that 40 men fell", "asserted"),
    ],
    "Peskov called the footage staged.": [("Peskov", "called", "the footage staged", "denied")],
    "The ministry said officers told him stores were empty.": [
        ("The ministry", "said", "officers told him stores were empty", "asserted"),
        ("officers", "told", "stores were empty", "asserted"),
    ],
}

FIGURES: dict[str, list[Reading]] = {
    "The mission counted 209 civilians killed in May.": [
        ("The mission", "counted", "209 civilians killed in May", "asserted"),
    ],
    "The governor first gave 18 dead and later corrected his figure to 21.": [
        ("The governor", "first gave", "18 dead", "asserted"),
        ("The governor", "later corrected", "his figure to 21", "asserted"),
    ],
    "The governor raised the death toll in Dnipro to 45.": [
        ("The governor", "raised", "the death toll in Dnipro to 45", "asserted"),
    ],
    "Rescuers now speak of nine dead in Uman.": [("Rescuers", "now speak of", "nine dead in Uman", "asserted")],
    "His office walked that back on Monday.": [("His office", "walked that back", "that", "asserted")],
    "Eight people were reported missing in Mykolaiv.": [
        ("", "were reported", "Eight people | missing in Mykolaiv", "hedged"),
    ],
    "Germany gave 18 tanks to Ukraine.": [],
    "The army took back the village on Monday.": [],
    "The staff counted on 18 tanks.": [],
    "The mayor raised the flag at noon.": [],
    "The brigade withdrew from the village.": [],
}

HEADLINES: dict[str, list[Reading]] = {
    "Ukraine destroys 14 drones overnight (Air Force)": [
        ("Air Force", "(", "Ukraine destroys 14 drones overnight", "asserted"),
    ],
    "Three killed in Kherson shelling (photos)": [],
    "A map by the Institute for the Study of War (ISW)": [],
    "LIVE: Unconfirmed reports of blasts near Dzhankoi": [
        ("", "Unconfirmed reports", "of blasts near Dzhankoi", "unconfirmed"),
    ],
    "UPDATED: Kyiv: 40 drones downed overnight": [("Kyiv", ":", "40 drones downed overnight", "asserted")],
    "‘It was hell’: Survivors of Dnipro on a night of fire": [
        ("Survivors of Dnipro", ":", "‘It was hell’", "asserted"),
    ],
    "Russia claims capture of Lyman as Ukraine reports fighting in town": [
        ("Russia", "claims", "capture of Lyman", "unconfirmed"),
        ("Ukraine", "reports", "fighting in town", "asserted"),
    ],
    "Russia says 30 drones shot down: TASS": [
        ("Russia", "says", "30 drones shot down", "asserted"),
        ("TASS", ":", "Russia says 30 drones shot down", "asserted"),
    ],
    "NATO chief tells Bild war could last years": [("NATO chief", "tells", "war could last years", "asserted")],
    "Two dozen soldiers feared dead after strike": [
        ("", "feared", "Two dozen soldiers | dead after strike", "hedged"),
    ],
}


def read(text: str) -> list[Reading]:
    return [
        (
            " | ".join(span.of(text) for span in a.source),
            " | ".join(span.of(text) for span in a.cue),
            " | ".join(span.of(text) for span in a.content),
            a.stance,
        )
        for a in attributions(text, sentences(text))
    ]


@pytest.mark.parametrize("text", NOUNS)
def test_noun(text: str) -> None:
    assert read(text) == NOUNS[text]


@pytest.mark.parametrize("text", EVIDENCE)
def test_what_was_seen_and_who_says_it(text: str) -> None:
    assert read(text) == EVIDENCE[text]


@pytest.mark.parametrize("text", FIGURES)
def test_figure_given_and_taken_back(text: str) -> None:
    assert read(text) == FIGURES[text]


@pytest.mark.parametrize("text", HEADLINES)
def test_headline(text: str) -> None:
    assert read(text) == HEADLINES[text]


@pytest.mark.parametrize(
    "piece", ["reports that ", "who said which ", "Kyiv's claim of the ", "no evidence of it (X) "]
)
def test_a_long_line_takes_work_in_proportion(piece: str) -> None:
    def work(times: int) -> int:
        text = piece * times
        spans = sentences(text)
        return calls(lambda: attributions(text, spans))

    work(100)  # loads what is loaded once
    assert work(2000) <= 2.1 * work(1000) + 100
