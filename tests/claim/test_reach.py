"""Chains over what a speaker's words reach: antecedents, tallies, what nobody could confirm."""

from __future__ import annotations

import pytest

from onrecord.claim.sources import chains
from onrecord.mark.attributions import attributions
from onrecord.mark.records import Marks
from onrecord.mark.sentences import sentences
from onrecord.mark.times import times
from onrecord.model import Document, Span

CHAINS = {
    "Pictures exist of 200 of the [3,900 tanks] that Kyiv says it destroyed.": (["Kyiv"], "asserted"),
    "Russia's confirmed losses stand at [3,100 tanks], Oryx says.": (["Oryx"], "asserted"),
    "According to the BBC, Ukraine's confirmed dead number [61,831].": (["BBC"], "asserted"),
    "Russian losses, which Kyiv puts at [330,000], are rising.": (["Kyiv"], "asserted"),
    "Russian losses that the Pentagon estimates at more than [330,000] are rising.": (["Pentagon"], "asserted"),
    "Russian losses, estimated by Kyiv at [330,000], are rising.": (["Kyiv"], "asserted"),
    "Russian losses, put at [330,000] by Kyiv, are rising.": (["Kyiv"], "asserted"),
    "The toll was put at [63] by Moscow, while Kyiv was silent.": (["Kremlin"], "asserted"),
    "Russian losses, estimated at [330,000], are rising.": ([], "asserted"),
    "The brigade reports [the loss of Lyman], which Rybar announced at noon.": (["brigade", "Rybar"], "asserted"),
    "The Air Force's tally of missiles stands at [84].": (["Ukrainian Air Force"], "asserted"),
    "Russia lost [84 tanks] in May.": ([], "asserted"),
    "A Russian milblogger who had claimed that [Robotyne was retaken] was arrested.": (
        ["Russian military bloggers"],
        "unconfirmed",
    ),
    "The regional police, which had spoken of [59 bodies], now say 52.": (["regional police"], "asserted"),
    "Pentagon cannot confirm [North Korean deaths]": (["Pentagon"], "unconfirmed"),
    "Kyiv claimed that [40 men fell]. Reuters could not verify the claim.": (["Kyiv"], "unconfirmed"),
    "Reuters could not verify Moscow's assertion that [40 men fell].": (["Kremlin"], "asserted"),
    "Reports that [the road is cut] are simply not true, Maliar told Suspilne.": (
        ["Suspilne", "Hanna Maliar"],
        "denied",
    ),
    "The ministry called the reports of [40 dead] a lie.": (["ministry"], "denied"),
    "The mayor said [there was no fire in the port].": (["mayor"], "denied"),
    "“We hold,” the mayor of Sumy writes; at ten he had said [the bridge was down].": (["Sumy mayor"], "asserted"),
    "Kyiv has shells for [two weeks], commander tells Le Monde": (["Le Monde", "commander"], "asserted"),
    "Two officials conceded to Sky News that [the town was lost].": (["Sky News", "Two officials"], "asserted"),
    "[Two boats were sunk], a navy officer said in an interview with the Odesa Herald.": (
        ["Odesa Herald", "navy officer"],
        "asserted",
    ),
    "In remarks carried by TASS, Shoigu said [the army had taken 300 square kilometres].": (
        ["TASS", "Sergey Shoigu"],
        "asserted",
    ),
    "[Three men were freed], the captain said, according to Ukrinform.": (["Ukrinform", "captain"], "asserted"),
    "[Drones hit a depot in Tuapse] – governor to RIA Novosti": (["RIA Novosti", "governor"], "asserted"),
    "According to a cable seen by CNN, [a rocket hit the plant].": (["CNN"], "asserted"),
    "According to unconfirmed reports, [a depot is on fire].": ([], "unconfirmed"),
    "Janes analysts said [the losses amount to two battalions].": (["Janes"], "asserted"),
    "Estonia arms itself. [The first howitzers leave in May], its prime minister said.": (
        ["Estonia's prime minister"],
        "asserted",
    ),
    "Reporters met six Polish nurses. They said [the cellar had flooded].": (["Polish nurses"], "asserted"),
    "A senior Dutch diplomat met us. The diplomat said [the deal was near].": (["senior Dutch diplomat"], "asserted"),
    "The General Staff and the Kremlin disagree. The latter says [Lyman is free].": (["Kremlin"], "asserted"),
    "The mayor's claim that [the dam was mined] was confirmed by the SBU.": (["mayor"], "unconfirmed"),
    "Minsk has denied [lending its rails].": (["Minsk"], "denied"),
    "Beijing has denied [sending shells].": (["Beijing"], "denied"),
    "Syrskyi said [his men would not leave Pokrovsk].": (["Oleksandr Syrskyi"], "denied"),
    "“[Nobody was hurt],” the mayor said.": (["mayor"], "denied"),
    "ISW said it had not seen visual evidence that [the town fell].": (
        ["Institute for the Study of War"],
        "unconfirmed",
    ),
    "According to Kyiv's count of Russian tanks, [3,900 were lost].": (["Kyiv"], "asserted"),
    "The mayor cites the emergency service, which says [three bodies were found].": (
        ["mayor", "emergency service"],
        "asserted",
    ),
    # Who has not spoken yet is named in the sentence before.
    "Ursula von der Leyen came to Lviv. “[We will pay],” she said.": (["Ursula von der Leyen"], "asserted"),
    "Medvedev toured the works. He told TASS that [90 tanks were ready].": (["TASS", "Dmitry Medvedev"], "asserted"),
    "Oksana Petrenko runs the clinic. She said that [14 men were hurt].": (["Oksana Petrenko"], "asserted"),
    "Medvedev toured the works. She said that [14 men were hurt].": ([], "asserted"),
    "Last Monday was calm. He said that [14 men were hurt].": ([], "asserted"),
    "The UN nuclear watchdog has experts there; the agency said [they had heard bursts].": (
        ["International Atomic Energy Agency"],
        "asserted",
    ),
    "Le Monde went to Kherson. A nurse told the newspaper that [14 men were hurt].": (
        ["Le Monde", "nurse"],
        "asserted",
    ),
    "A nurse told the newspaper that [14 men were hurt].": (["nurse"], "asserted"),
}


@pytest.mark.parametrize("marked", CHAINS)
def test_chain(marked: str) -> None:
    span = Span(marked.index("["), marked.index("]") - 1)
    text = marked.replace("[", "").replace("]", "")
    spans = sentences(text)
    marks = Marks(sentences=spans, times=times(text, None), attributions=attributions(text, spans))
    sources, certainty = chains(Document(id="d", text=text, sha256=""), marks).at(span)
    assert ([source.name for source in sources], certainty) == CHAINS[marked]


SEVERAL = {
    "Kyiv denied a Reuters report that [the bridge was cut].": [(["Reuters"], "asserted"), (["Kyiv"], "denied")],
    "Rybar says [the bridge was cut]. The General Staff denies it.": [
        (["Rybar"], "asserted"),
        (["General Staff of the Armed Forces of Ukraine"], "denied"),
    ],
    "Rybar says [the bridge was cut]. The General Staff said that was a lie.": [
        (["Rybar"], "asserted"),
        (["General Staff of the Armed Forces of Ukraine"], "denied"),
    ],
    "The General Staff says that Rybar's claim that [the bridge was cut] is false.": [
        (["Rybar"], "unconfirmed"),
        (["General Staff of the Armed Forces of Ukraine"], "denied"),
    ],
    "Astra reported, and TASS confirmed, that [the bridge was cut].": [(["Astra"], "asserted"), (["TASS"], "asserted")],
    "The mayor does not dispute that [the bridge was cut].": [(["mayor"], "asserted")],
    "The mayor has yet to admit that [the bridge was cut].": [([], "asserted")],
}


@pytest.mark.parametrize("marked", SEVERAL)
def test_chains_of_all_who_say_or_deny(marked: str) -> None:
    span = Span(marked.index("["), marked.index("]") - 1)
    text = marked.replace("[", "").replace("]", "")
    spans = sentences(text)
    marks = Marks(sentences=spans, attributions=attributions(text, spans))
    found = chains(Document(id="d", text=text, sha256=""), marks).all_at(span)
    assert [([source.name for source in sources], certainty) for sources, certainty in found] == SEVERAL[marked]
