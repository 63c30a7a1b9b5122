"""Speakers that do not stand right before their verb, verbs that are said once for two, and what is no cue at all.

Each attribution is written "source | cue | content ^parent", with the index of the one that holds it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.mark.attributions import attributions
from onrecord.mark.sentences import sentences
from onrecord.model import Span

READINGS: dict[str, list[str]] = {
    "Two officials who asked not to be named told Reuters that a third of the launchers was lost.": [
        "Two officials who asked not to be named | told | that a third of the launchers was lost",
    ],
    "Residents whom our correspondent met at the station spoke of looting.": [
        "Residents whom our correspondent met at the station | spoke of | looting",
    ],
    "Nobody could be reached, but an official who works there confirmed that the contract was signed.": [
        "an official who works there | confirmed | that the contract was signed",
    ],
    "The claim was dismissed by Western officials, one of whom told the Guardian that no such unit existed.": [
        "Western officials | was dismissed | The claim",
        "one of whom | told | that no such unit existed",
    ],
    "A Turkish official, speaking on condition of anonymity, said Ankara had been warned.": [
        "A Turkish official | said | Ankara had been warned",
    ],
    "Turkey's ministry, asked about reports that a ship had struck a mine, said it was checking.": [
        " | asked | about reports that a ship had struck a mine",
        " | reports | that a ship had struck a mine ^0",
        "Turkey's ministry | said | it was checking",
    ],
    "He himself says he was set up.": [
        "He himself | says | he was set up",
    ],
    "The speaker of the OTG «Khortytsia» told the telethon that the enemy attacked eight times.": [
        "The speaker of the OTG «Khortytsia» | told | that the enemy attacked eight times",
    ],
    "Kyiv puts the number at nearly 20,000, Yale's researchers at 35,000 or more.": [
        "Kyiv | puts | the number at nearly 20,000",
        "Yale's researchers | puts | at 35,000 or more",
    ],
    "The rebels say the garrison has surrendered, the government that it is holding out.": [
        "The rebels | say | the garrison has surrendered",
        "the government | say | that it is holding out",
    ],
    "The Pentagon estimates that 350,000 are lost, a figure the Kremlin dismissed as nonsense.": [
        "The Pentagon | estimates | that 350,000 are lost",
        "the Kremlin | dismissed | a figure",
    ],
    "The IAEA says it found no trace of it, a conclusion Israel disputes.": [
        "The IAEA | says | it found no trace of it",
        "it | found no trace of | it ^0",
        "Israel | disputes | a conclusion",
    ],
    "The staff reported that troops entered Nyrkove, indicating that the road is cut.": [
        "The staff | reported | that troops entered Nyrkove",
    ],
    "ISW cannot confirm these claims, but they fit what is known.": [
        "ISW | cannot confirm | these claims",
    ],
    "Where Washington says it has given 350 billion dollars, Kiel counts 114 billion.": [
        "Washington | says | it has given 350 billion dollars",
        "Kiel counts | says | 114 billion",
    ],
    "NBC News, which cited two people familiar with the matter, said the warehouse was given away.": [
        "two people familiar with the matter | cited | the warehouse was given away ^1",
        "NBC News, which cited two people familiar with the matter | said | the warehouse was given away",
    ],
    "An AFP reporter saw nine bodies in the yard.": [
        "An AFP reporter | saw | nine bodies in the yard",
    ],
    "At least 40,000 people are thought by aid workers to be hiding in the hills.": [
        "aid workers | are thought | At least 40,000 people … to be hiding in the hills",
    ],
    "According to a tally kept by Novy Den, 1,100 men were tried.": [
        "Novy Den | According to | 1,100 men were tried",
    ],
    "16:22 Kharkiv's mayor: two stalls are burning. Police: four wounded.": [
        "Kharkiv's mayor | : | two stalls are burning",
        "Police | : | four wounded",
    ],
    "09:05 Sumy: air raid alert lifted. Poltava: alert continues.": [],
    "Sudan army retakes palace, RSF denies": [
        "RSF | denies | Sudan army retakes palace",
    ],
    "Hezbollah rejects disarmament, calls plan “surrender”": [
        "Hezbollah | rejects | disarmament",
        "Hezbollah | calls | plan “surrender”",
    ],
    "Iran rejects ‘fabricated’ US claim on missile transfers": [
        "Iran | rejects | ‘fabricated’ US claim on missile transfers",
        "US | claim | on missile transfers ^0",
    ],
    "US says Iran told Gulf states it had ended drone sales": [
        "US | says | Iran told Gulf states it had ended drone sales",
        "Iran | told | it had ended drone sales ^0",
    ],
    "Russian forces established control over the town.": [],
    "Moscow likely seeks to cut the road.": [],
    "We are assessing and forecasting.": [],
    "A Russian milblogger contested the ministry's claim that the town was cleared.": [
        "A Russian milblogger | contested | the ministry's claim that the town was cleared",
        "the ministry's | claim | that the town was cleared ^0",
    ],
    "Western intelligence has concluded that Kyiv did it, the Wall Street Journal reported, citing officials.": [
        "Western intelligence | has concluded | that Kyiv did it ^2",
        "the Wall Street Journal | reported | Western intelligence has concluded that Kyiv did it",
        "officials | citing | Western intelligence has concluded that Kyiv did it ^1",
    ],
}


def words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)


@pytest.mark.parametrize("text", READINGS)
def test_reading(text: str) -> None:
    found = [
        f"{words(text, a.source)} | {words(text, a.cue)} | {words(text, a.content)}"
        + (f" ^{a.parent}" if a.parent is not None else "")
        for a in attributions(text, sentences(text))
    ]
    assert found == READINGS[text]


@pytest.mark.parametrize(
    "text",
    [
        "X says it,",
        "Kyiv puts it at 5, ",
        "Moscow says 1,",
        "A, X denies",
        "9:00 ",
        "a claim X",
        "and. but, which",
        ",",
    ],
)
def test_a_text_that_breaks_off_is_read(text: str) -> None:
    for end in range(len(text) + 1):
        attributions(text[:end], sentences(text[:end]))
