"""Chains of sources: who says the words marked with [ ] in each text, outermost first, and how surely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claim.canonical import resolve
from onrecord.claim.registry import normal, registry, slug
from onrecord.claim.sources import Chains, chains
from onrecord.mark.attributions import attributions
from onrecord.mark.records import Marks
from onrecord.mark.sentences import sentences
from onrecord.model import Document, Span

STAFF = "General Staff of the Armed Forces of Ukraine"
ISW = "Institute for the Study of War"

CHAINS = {
    "Russia lost [530 soldiers], according to a Monday update from the General Staff of Ukraine's Armed Forces.": (
        [STAFF],
        "asserted",
    ),
    "The General Staff said Russia had lost [254,380 troops].": ([STAFF], "asserted"),
    "The General Staff put losses at 254,380. That number includes [530 casualties].": ([STAFF], "asserted"),
    "ISW noted that Russian bloggers claimed that [troops had left].": (
        [ISW, "Russian military bloggers"],
        "unconfirmed",
    ),
    "Ukrinform reported that Deputy Defense Minister Hanna Maliar said [three villages] were free.": (
        ["Ukrinform", "Hanna Maliar"],
        "asserted",
    ),
    'Hanna Maliar spoke. Maliar said so. "About [10,000 attacks] took place," she said, according to Ukrinform.': (
        ["Hanna Maliar"],
        "asserted",
    ),
    "Oleksii Reznikov told Reuters that [40 tanks] had come.": (["Reuters", "Oleksii Reznikov"], "asserted"),
    "In an interview with the BBC, Zelensky said [40 tanks] had come.": (["BBC", "Volodymyr Zelenskyy"], "asserted"),
    "Losses passed [250,000], Ukrinform reports, citing the General Staff.": (["Ukrinform", STAFF], "asserted"),
    "The paper cited Western officials as saying [20,000] were wounded.": (["paper", "Western officials"], "asserted"),
    "The governor of Kherson, Taras Bondar, spoke. Bondar said so. He added that [15 houses] burnt.": (
        ["Taras Bondar"],
        "asserted",
    ),
    "The Russian Defence Ministry said so. The ministry added that [five drones] fell.": (
        ["Russian Ministry of Defence"],
        "asserted",
    ),
    "Hanna Maliar said so. Zelensky said no. She added that [five houses] burnt.": (["Hanna Maliar"], "asserted"),
    "ISW said so. The think tank assesses that Russia took [12 square kilometres].": ([ISW], "asserted"),
    "Ukraine claims [1,200 soldiers] killed in two days": (["Kyiv"], "unconfirmed"),
    "Moscow's claim that [200 soldiers] died was not checked.": (["Kremlin"], "unconfirmed"),
    "British intelligence said Russia had likely lost [3,500 vehicles].": (["UK Ministry of Defence"], "hedged"),
    "[12 hurt] in strike on Odesa - Zelensky": (["Volodymyr Zelenskyy"], "asserted"),
    "Air Defense: [12 drones] shot down": ([], "asserted"),
    "Footage shows [12 drones] over Odesa.": ([], "asserted"),
    "The village is reportedly [under control].": ([], "hedged"),
    "According to preliminary data, [12 people] were hurt.": ([], "hedged"),
    "Newsweek could not verify that [530 soldiers] died.": (["Newsweek"], "unconfirmed"),
    "[Five houses] burnt. This was reported by the General Staff.": ([STAFF], "asserted"),
    "This was reported by the mayor, Taras Bondar, on Telegram: [five houses] burnt.": (["Taras Bondar"], "asserted"),
    "Taras Bondar reported this on Telegram: [five houses] burnt.": (["Taras Bondar"], "asserted"),
    "Zelensky said [40 tanks] had come. That is according to Ukrinform.": (
        ["Ukrinform", "Volodymyr Zelenskyy"],
        "asserted",
    ),
    "Russia lost [five ships], the Kremlin was quoted as saying by TASS.": (["TASS", "Kremlin"], "asserted"),
    "Russia lost [five ships], as reported by Ukrinform with reference to the General Staff.": (
        ["Ukrinform", STAFF],
        "asserted",
    ),
    "The BBC, citing Ukrainian officials, says [five ships] sank.": (["BBC", "Ukrainian officials"], "asserted"),
    "Russia gained [60 square miles] in May, ISW data shows.": ([ISW], "asserted"),
    "Data published by the General Staff suggest that [60 men] fell.": ([STAFF], "hedged"),
    "By Kyiv's count, [20 ships] have sunk.": (["Kyiv"], "asserted"),
    "Some [20 ships], by Ukrainian estimates, have sunk.": (["Kyiv"], "asserted"),
    "According to an AFP analysis of data provided by ISW, Russian forces took [60 square miles].": (
        ["AFP", ISW],
        "asserted",
    ),
    "Local media and railway officials reported that [two men] died.": (
        ["Local media and railway officials"],
        "asserted",
    ),
    "Meduza and Mediazona estimate that [90,000 men] died.": (["Meduza and Mediazona"], "asserted"),
    "Oleksii Reznikov spoke. Reznikov said so. According to him, [five houses] burnt.": (
        ["Oleksii Reznikov"],
        "asserted",
    ),
    "The Ukrainian Air Force downed [12 drones], it said.": (["Ukrainian Air Force"], "asserted"),
    "Ukraine said it downed 12 drones, Russia said [all the drones] got through.": (["Russia"], "asserted"),
    "Kyiv denied claims that [the village] had fallen.": (["Kyiv"], "denied"),
    "The Kremlin's claim to have destroyed [20 tanks] was doubted.": (["Kremlin"], "unconfirmed"),
    "Moscow spoke. Russian forces took [the village], the defence ministry said.": (
        ["Russian Ministry of Defence"],
        "asserted",
    ),
    "[Seven people] died in Odesa. (Photo: State Emergency Service)": ([], "asserted"),
    "Fire in Odesa: [three injured], mayor says": (["mayor"], "asserted"),
    "A Ukrainian military observer said so. The observer said [12 tanks] burnt.": (
        ["Ukrainian military observer"],
        "asserted",
    ),
    "The air force said it downed 40 drones. [Another 14] had vanished from radar.": (
        ["Ukrainian Air Force"],
        "asserted",
    ),
    "Russia downs [40 drones] overnight, defence ministry claims": (["Russian Ministry of Defence"], "unconfirmed"),
    "Ukraine has lost [40 tanks], defence ministry says": (["defence ministry"], "asserted"),
    "The staff said two boats sank. Loading had stopped. It would take [nine days].": (["staff"], "asserted"),
    "The air force says it downed 40 drones. [Another 14] vanished from radar.": ([], "asserted"),
    "The paper, citing leaked cables and invoices, said [40 flights] had landed.": (["paper"], "asserted"),
    "[Drone hits power station] — witnesses": (["witnesses"], "asserted"),
    "Wexford: “[The device was placed under the rails]”": (["Wexford"], "asserted"),
    "‘[We sleep in the corridor]’: residents of Sumy": (["residents of Sumy"], "asserted"),
    "Kim Jong Un said [4,000 men] had gone to Kursk.": (["Kim Jong Un"], "asserted"),
    "[12 clashes had taken place], says the General Staff in its report.": ([STAFF], "asserted"),
    "The General Staff said so. [12 clashes] took place, the statement reads.": ([STAFF], "asserted"),
    "The General Staff counted 35 attacks. Over the week [40 boats] sank, the staff said.": ([STAFF], "asserted"),
    "Five boats sank, the General Staff said on Monday, bringing [the total to 60].": ([STAFF], "asserted"),
    "Gerasimov reported to Putin that [12 tanks] burnt.": (["Valery Gerasimov"], "asserted"),
    "It has been claimed that [12 tanks] burnt.": ([], "unconfirmed"),
    "Moscow says 12 tanks burnt and Kyiv says [40 tanks] burnt.": (["Kyiv"], "asserted"),
    "A general told Reuters the army had [12 tanks].": (["Reuters", "general"], "asserted"),
    "General Anna B. Norris, a commander, said [12 tanks] burnt.": (["Anna B. Norris"], "asserted"),
    "Russian sources credited the brigade with [taking the village].": (["Russian sources"], "asserted"),
    "Zelensky's claim that [12 tanks] burnt was questioned by analysts.": (["Volodymyr Zelenskyy"], "unconfirmed"),
    "Russian forces [attacked near Kupyansk].": ([], "asserted"),
    "The brigade said 40 men had surrendered, almost twice the army's estimate of [21 men].": (["army"], "asserted"),
    "The army denied losses, two days after the brigade had spoken of [21 men].": (["brigade"], "asserted"),
    "Rosatom said [the line was cut], and the pumps, according to the dispatcher, would run dry.": (
        ["Rosatom"],
        "asserted",
    ),
    "Rosatom said the line was cut, and the pumps, according to the dispatcher, would [run dry by noon].": (
        ["Rosatom", "dispatcher"],
        "asserted",
    ),
    "A drone hit the depot, the mayor said. [The fire had been put out] by noon.": (["mayor"], "asserted"),
    "The police said a drone hit the depot; [residents had been led out] before.": (["police"], "asserted"),
    "The police said a drone hit the depot; [the roof is gone].": ([], "asserted"),
    '"It burns," the electrician on duty said. Of nine pumps, he added, [four had failed].': (
        ["electrician on duty"],
        "asserted",
    ),
    "Rosenergo said a line was cut. The company said [90 houses] were dark.": (["Rosenergo"], "asserted"),
    "Mali's army has stuck to its claim that [31 fighters] fell.": (["Mali's army"], "unconfirmed"),
    "ISW's map team puts the gain at [96 square kilometres].": ([ISW], "asserted"),
    "A captain told the Irrawaddy that [nine boats] sank.": (["The Irrawaddy", "captain"], "asserted"),
    "In a letter seen by Reuters, the mayor said that [nine boats] sank.": (["Reuters", "mayor"], "asserted"),
    "The mayor, interviewed by Politico, said that [nine boats] sank.": (["Politico", "mayor"], "asserted"),
    "A Pentagon memo seen by Reuters says that [nine boats] sank.": (["Reuters", "Pentagon"], "asserted"),
    "The governor said he was checking the mayor's claim that [nine boats] sank.": (["mayor"], "unconfirmed"),
    "In Kharkiv, the mayor said, [a market] burnt.": (["mayor"], "asserted"),
    "[Nine boats] sank, Censor.NET reports.": (["Censor.NET"], "asserted"),
    "Channel 12 said [nine boats] sank.": (["Channel 12"], "asserted"),
    "Two men told Reuters that boats sank, adding that [nine crews] were lost.": (["Reuters", "Two men"], "asserted"),
    "Sources in the General Staff said [nine boats] sank.": (["Sources in the General Staff"], "asserted"),
    "A Reuters review of court records found [nine cases].": (["Reuters"], "asserted"),
    "About 1,200 residents of Sudzha said [nine boats] sank.": (["1,200 residents of Sudzha"], "asserted"),
}


def read(text: str, publisher: str | None = None) -> Chains:
    spans = sentences(text)
    marks = Marks(sentences=spans, attributions=attributions(text, spans))
    return chains(Document(id="d", text=text, sha256="", publisher=publisher), marks)


def asked(marked: str) -> tuple[str, Span]:
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), Span(start, end)


@pytest.mark.parametrize("marked", CHAINS)
def test_chain(marked: str) -> None:
    text, span = asked(marked)
    sources, certainty = read(text).at(span)
    assert ([source.name for source in sources], certainty) == CHAINS[marked]


def test_publisher_is_left_out_and_the_rest_stays() -> None:
    text, span = asked("ISW assesses that a milblogger claimed that [forces advanced].")
    assert [source.name for source in read(text, "Institute for the Study of War").at(span)[0]] == [
        "Russian military bloggers"
    ]


def test_source_keeps_its_words_cue_and_place() -> None:
    text, span = asked("Deputy Minister Hanna Maliar said [five houses] burnt.")
    (source,) = read(text).at(span)[0]
    assert source.as_written == "Deputy Minister Hanna Maliar"
    assert source.cue == "said"
    assert source.span is not None and source.span.of(text) == source.as_written


def test_content_and_side_of_the_words() -> None:
    text, span = asked("Moscow said that [500 soldiers] had died, but the day was quiet.")
    found = read(text)
    assert found.side_at(span) == "russia"
    assert found.content_at(span)[0].of(text).startswith("that 500 soldiers")
    assert found.side_at(Span(0, 3)) is None


def test_wish_vouches_only_for_what_is_quoted() -> None:
    text, span = asked("Zelensky said Trump supported a “[sequence of steps]”.")
    assert [source.name for source in read(text).at(span)[0]] == ["Volodymyr Zelenskyy"]
    text, span = asked("Zelensky urged people “[not to look away]”.")
    assert [source.name for source in read(text).at(span)[0]] == ["Volodymyr Zelenskyy"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("The Institute for the Study of War (ISW) think tank", ISW),
        ("the Washington-based Institute for the Study of War", ISW),
        ("Ukraine's General Staff", STAFF),
        ("Генштаб ЗСУ", STAFF),
        ("Ukrainian Deputy Defense Minister Hanna Maliar", "Hanna Maliar"),
        ("Petro Koval, adviser to the mayor", "Petro Koval"),
        ("the head of the regional administration, Petro Koval", "Petro Koval"),
        ("Head of the Luhansk Regional State Administration Petro Koval", "Petro Koval"),
        ("data from the UN human rights office", "Office of the United Nations High Commissioner for Human Rights"),
        ("Ukraine's Defense Ministry", "Ministry of Defence of Ukraine"),
        ("the regional officials", "regional officials"),
        ("a Russian milblogger with alleged ties to the VDV", "Russian military bloggers"),
    ],
)
def test_canonical_name(written: str, name: str) -> None:
    assert resolve(registry(), written).name == name


def test_unknown_name_keeps_one_id_however_it_is_written() -> None:
    names = {
        resolve(registry(), written).id
        for written in ("the Steppe Watch group", "The Steppe Watch group", "Steppe Watch group")
    }
    assert len(names) == 1


def test_every_name_and_id_in_the_registry_is_its_own() -> None:
    from onrecord import lexicon

    entries = lexicon.load("packs/ukraine/sources.toml")["sources"]
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        for alias in (entry["name"], *entry["aliases"]):
            assert resolve(registry(), alias).id == entry["id"], alias


@given(st.text(max_size=60))
def test_any_name_resolves_to_itself_again(written: str) -> None:
    assert resolve(registry(), written).id == resolve(registry(), written).id
    assert normal(normal(written)) == normal(written)
    assert slug(written) == slug(written)
