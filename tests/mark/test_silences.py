"""Those who do not speak, footage and papers that do, entries with labels, words before "X quoted Y as saying".

Each attribution is written "source | cue | content ^parent", with the index of the one that holds it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.mark.attributions import attributions
from onrecord.mark.sentences import sentences
from onrecord.model import Span
from work import calls

READINGS: dict[str, list[str]] = {
    "The defence ministry declined to comment on the loss.": [
        "The defence ministry | declined | to comment on the loss",
    ],
    "The losses declined to 40 in June.": [],
    "Sumy's mayor has yet to confirm the strike.": ["Sumy's mayor | has yet to confirm | the strike"],
    "Kyiv would not say how many boats were used.": ["Kyiv | would not say | how many boats were used"],
    "We do not report on air raids in detail.": [],
    "Neither side commented on Politico's report that talks had begun.": [
        "Neither side | commented on | Politico's report that talks had begun",
        "Politico's | report | that talks had begun ^0",
    ],
    "There was no immediate comment from Minsk on the report.": ["Minsk | no immediate comment | on the report"],
    "Moscow gave no details of its losses.": ["Moscow | gave no details | of its losses"],
    "The claims could not be independently verified.": [" | could not be independently verified | The claims"],
    "The mission said it could not verify the toll because it had no access.": [
        "The mission | said | it could not verify the toll because it had no access",
        "it | could not verify | the toll ^0",
    ],
    "The director could not be reached for comment.": ["The director | could not be reached | for comment"],
    "Asked about the raid, the governor said that nobody was hurt.": [
        " | Asked | about the raid",
        "the governor | said | that nobody was hurt",
    ],
    "Romania at first denied that debris had fallen.": ["Romania | at first denied | that debris had fallen"],
    "Geolocated footage published on 3 May shows that troops entered Stepove.": [
        "Geolocated footage published on 3 May | shows | that troops entered Stepove",
    ],
    "Soldiers interviewed by the Kyiv Post say their unit has no shells.": [
        "Soldiers interviewed by the Kyiv Post | say | their unit has no shells",
    ],
    "“We stay,” Interfax quoted Medvedev as saying.": [
        "Interfax | quoted | “We stay,” … Medvedev as saying",
        "Medvedev | saying | “We stay,” ^0",
    ],
    "“We stay,” Medvedev was quoted by Interfax as saying on Monday.": [
        "Interfax | was quoted by | “We stay,” … Medvedev … as saying on Monday",
        "Medvedev | saying | “We stay,” ^0",
    ],
    "Ukraine needs 300 tanks, the general said in an interview with The Economist.": [
        "the general | said | Ukraine needs 300 tanks",
    ],
    "Russian aircraft, the spokesman said, hit three depots.": [
        "the spokesman | said | Russian aircraft … hit three depots",
    ],
    "Russia claims full control of Soledar, Ukraine denies it": [
        "Russia | claims | full control of Soledar",
        "Ukraine | denies | it",
    ],
    "A drone reportedly launched from Kursk has hit a school.": [" | reportedly | launched from Kursk"],
    "“We hold on”, - said the mayor, transmits Suspilne.": [
        "the mayor | said | “We hold on” ^1",
        "Suspilne | transmits | “We hold on”, - said the mayor",
    ],
    "The army has lost 300 tanks, according to people familiar with the talks, Reuters reported.": [
        "people familiar with the talks | according to | The army has lost 300 tanks ^1",
        "Reuters | reported | The army has lost 300 tanks, according to people familiar with the talks",
    ],
    "Source: Ukrinform, citing the Air Force\nDetails: Air defences shot down 14 drones.": [
        "Ukrinform | Source | Air defences shot down 14 drones",
        "the Air Force | citing | Air defences shot down 14 drones ^0",
    ],
    'Source: Air Force of Ukraine on Telegram\nQuote: "We downed nine of ten drones."\nDetails: One fell in a field.': [
        'Air Force of Ukraine | Source | "We downed nine of ten drones." … One fell in a field',
    ],
    "Source: satellite images.": [],
    "Officials there said that the bridge was hit.": ["Officials there | said | that the bridge was hit"],
    "A report in Der Spiegel that 30 tanks would be sent was denied by Berlin.": [
        "Der Spiegel | report | that 30 tanks would be sent ^1",
        "Berlin | was denied | A report in Der Spiegel that 30 tanks would be sent",
    ],
    "The Pentagon's assessment is that the fleet has withdrawn.": [
        "The Pentagon's | assessment | that the fleet has withdrawn",
    ],
    "ISW continues to assess that the aims are unchanged.": ["ISW | continues to assess | that the aims are unchanged"],
    "Zelensky: The enemy lost 20,000 men in Kursk - Reuters": [
        "Zelensky | : | The enemy lost 20,000 men in Kursk ^1",
        "Reuters | - | Zelensky: The enemy lost 20,000 men in Kursk",
    ],
}


@pytest.mark.parametrize("text", READINGS)
def test_reading(text: str) -> None:
    def words(spans: Sequence[Span]) -> str:
        return " … ".join(span.of(text) for span in spans)

    found = [
        f"{words(a.source)} | {words(a.cue)} | {words(a.content)}" + ("" if a.parent is None else f" ^{a.parent}")
        for a in attributions(text, sentences(text))
    ]
    assert found == READINGS[text]


@pytest.mark.parametrize(
    "piece",
    [
        "Source: Suspilne\n",
        "Details: one\n",
        "no comment from ",
        "X quoted Y as saying ",
        "asked by ",
        "reportedly hit in ",
    ],
)
def test_work_is_linear(piece: str) -> None:
    def work(length: int) -> int:
        text = piece * (length // len(piece))
        spans = sentences(text)
        return calls(lambda: attributions(text, spans))

    work(500)  # loads what is loaded once
    assert work(15_000) <= 2.1 * work(7_500) + 100
