"""How newspapers word it: attacks told of by a noun, places over an aside, silence and denial, speech without marks."""

from __future__ import annotations

import pytest

from claim.sentences import amount, claims
from onrecord.model import Activity, Control, Loss, Quote, Response, Verification

R, U = "russia", "ukraine"

# sentence -> (what, actor) of each activity without a figure
ATTACKS = {
    # by what it harmed, in which something was harmed, and who carries it out
    "An overnight drone attack damaged a grain terminal in Odesa.": [("drone", R)],
    "A Russian missile attack on a power station has left thousands without electricity.": [("missile", R)],
    "An apartment block in Sumy was badly damaged in a Russian air attack.": [("air_strike", R)],
    "The school in Orikhiv was destroyed by shelling.": [("shelling", R)],
    "Russia unleashed a barrage of missiles and drones on Ukrainian cities.": [("other", R)],
    "Russian troops are pressing an offensive towards Pokrovsk.": [("assault", R)],
    # weapons that come down, and what was wrecked by them
    "A drone fell on a railway station in Kursk.": [("drone", U)],
    "The power plant at Trypillia was completely destroyed by Russian missiles.": [("missile", R)],
    "Drones set fire to an oil terminal in Sevastopol.": [("drone", U)],
    # spoken of, planned, ended, counted with what they harmed
    "Moscow agreed to halt strikes on the Ukrainian grid.": [],
    "The army met before mounting an offensive near Kharkiv.": [],
    "Debris of a drone damaged a roof in Kyiv.": [],
    "The minister has a schedule of engagements in Ukraine.": [],
    "Ukrainian soldiers continue to fight bravely.": [],
    "The Kremlin runs campaigns targeting Western support for Ukraine.": [],
    "A drone attack on a market in Kherson killed three people.": [],
}

# text -> (event, actor, place, certainty) of each claim of control
PLACES = {
    # what befell a place, over an aside
    "Vuhledar, which had held out for two years, has fallen.": [("capture", R, "Vuhledar", "asserted")],
    "Lysychansk, the last city there that Kyiv still controlled, was captured on Sunday.": [
        ("capture", R, "Lysychansk", "asserted")
    ],
    "Chasiv Yar has not fallen.": [("capture", R, "Chasiv Yar", "denied")],
    # who did it
    "After Russian soldiers retreated from Bucha, a grave was found.": [("withdraw", R, "Bucha", "asserted")],
    "Ukraine shelled the road. Its army has taken Robotyne.": [("capture", U, "Robotyne", "asserted")],
    "Kupiansk is still held by Ukraine.": [("hold", U, "Kupiansk", "asserted")],
    "The ministry in Moscow said the attack on Sudzha had been repelled.": [("repel", R, "Sudzha", "asserted")],
    "About 2,000 Ukrainian fighters held out in Azovstal.": [("hold", U, "Azovstal", "asserted")],
    "The Russians fled Izium. The city had been under their control since March.": [
        ("withdraw", R, "Izium", "asserted"),
        ("hold", R, "Izium", "asserted"),
    ],
    # by other verbs, and by nouns
    "Moscow's army is creeping towards Pokrovsk.": [("advance", R, "Pokrovsk", "asserted")],
    "Ukrainian soldiers raised their flag in Robotyne.": [("liberate", U, "Robotyne", "asserted")],
    "Russian troops have been unable to enter Pokrovsk.": [("advance", R, "Pokrovsk", "denied")],
    "The Russian ministry reported the capture of Toretsk.": [("capture", R, "Toretsk", "asserted")],
    "Russian bloggers conceded that their troops had fallen back from Makarivka.": [
        ("withdraw", R, "Makarivka", "asserted")
    ],
    # no ground
    "The strike left Odesa without power.": [],
    "The aim is to take the town of Lyman.": [],
}

# sentence -> (party, outcome)
ANSWERS = {
    "Kyiv kept silent.": ("Kyiv", "no_comment"),
    "Asked about it, Dmitry Peskov said he had no information.": ("Dmitry Peskov", "no_comment"),
    "Dmitry Peskov told reporters it was too early to talk about a date.": ("Dmitry Peskov", "no_comment"),
    "Ukraine, which seldom owns up to such raids, had no immediate comment.": ("Kyiv", "no_comment"),
    "The Kremlin could not be reached for comment.": ("Kremlin", "no_comment"),
    "Moscow keeps its casualty figures secret.": ("Kremlin", "no_comment"),
    "Kyiv would neither confirm nor deny the raid.": ("Kyiv", "no_comment"),
    "Moscow has never acknowledged sending troops.": ("Kremlin", "no_comment"),
    "The Kremlin called the allegations baseless.": ("Kremlin", "denied"),
    "The General Staff in Kyiv called the report a fabrication and false.": (
        "General Staff of the Armed Forces of Ukraine",
        "denied",
    ),
    "Kyiv claimed responsibility for the blast.": ("Kyiv", "confirmed"),
    "Ukraine's General Staff confirmed hitting the depot.": (
        "General Staff of the Armed Forces of Ukraine",
        "confirmed",
    ),
}


@pytest.mark.parametrize("sentence", ATTACKS)
def test_attacks(sentence: str) -> None:
    assert [(c.what, c.actor) for c in claims(sentence, Activity)] == ATTACKS[sentence]


@pytest.mark.parametrize("text", PLACES)
def test_places(text: str) -> None:
    found = claims(text, Control)
    assert [(c.event, c.actor, c.place and c.place.as_written, c.certainty) for c in found] == PLACES[text]


@pytest.mark.parametrize("sentence", ANSWERS)
def test_answers(sentence: str) -> None:
    assert [(c.party, c.outcome) for c in claims(sentence, Response)] == [ANSWERS[sentence]]


def test_neither_version_was_verified() -> None:
    (claim,) = claims("Neither version could be confirmed independently.", Verification)
    assert (claim.outcome, claim.verifier, claim.about) == ("not_verified", None, "Neither version")


@pytest.mark.parametrize(
    ("sentence", "category", "value", "side"),
    [
        ("A strike on a market in Kherson killed 16 shoppers.", "civilian_killed", "16", U),
        ("The blast in Odesa wounded five dockers.", "civilian_injured", "5", U),
        ("The UN has counted 8,006 dead civilians in Ukraine.", "civilian_killed", "8006", U),
    ],
)
def test_people_by_any_name(sentence: str, category: str, value: str, side: str) -> None:
    (loss,) = claims(sentence, Loss)
    assert (loss.category, amount(loss)[0], loss.side) == (category, value, side)


def test_animals_are_no_people() -> None:
    assert claims("The shelling in Kherson killed 12 cows.", Loss) == []


def test_more_of_what_was_counted() -> None:
    found = claims("Six Russian aircraft were destroyed and eight more damaged at Morozovsk.", Loss)
    assert [(c.category, amount(c)[0]) for c in found] == [("aircraft", "6"), ("aircraft", "8")]


def test_anothers_figure_is_of_the_same_loss() -> None:
    text = "Russia lost 47,000 men near Avdiivka, Kyiv says. A Russian blogger put the figure at 16,000."
    first, second = claims(text, Loss)
    assert (second.category, second.side, second.measure) == (first.category, first.side, first.measure)
    assert amount(second)[0] == "16000"
    assert second.sources != first.sources


def test_those_missing_are_not_dead() -> None:
    found = claims("The number of dead in Kremenchuk has risen to 20, and dozens are unaccounted for.", Loss)
    assert [amount(c)[0] for c in found] == ["20"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- We have no shells left - said Hanna Maliar.", ["We have no shells left"]),
        (
            "The hall is gone.- Nobody was inside. We were lucky - said Hanna Maliar.",
            ["Nobody was inside. We were lucky"],
        ),
        (
            "Without shells, “the front will not hold. And then nothing will,” Hanna Maliar told reporters.",
            ["the front will not hold. And then nothing will,"],
        ),
        (
            "“It is quiet now,” Hanna Maliar said.\n\n“But nobody believes that it will remain so for long.”",
            ["It is quiet now,", "But nobody believes that it will remain so for long."],
        ),
        ("‘‘Half of the town is without water,’’ Hanna Maliar said.", ["Half of the town is without water,"]),
    ],
)
def test_speech(text: str, words: list[str]) -> None:
    found = claims(text, Quote)
    assert [quote.text for quote in found] == words
    assert {source.name for quote in found for source in quote.sources} == {"Hanna Maliar"}


def test_a_dash_in_a_sentence_sets_off_no_speech() -> None:
    assert claims("The village - a hub of roads - said officials, is quiet.", Quote) == []
