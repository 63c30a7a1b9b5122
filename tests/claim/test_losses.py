"""Losses: who lost how many of what, as an entry or a total, over what time, by which words."""

from __future__ import annotations

import pytest

from claim.sentences import amount, claims, days
from onrecord.model import Loss

R, U = "russia", "ukraine"
WAR = "2022-02-24"
TODAY, YESTERDAY, WEEK_AGO = "2023-08-14", "2023-08-13", "2023-08-07"

# sentence -> (side, category, value, bound, measure, start, end) of each loss in it
LOSSES = {
    "The General Staff said Russia had lost 254,380 troops since the invasion.": [
        (R, "personnel", "254380", "exact", "cumulative", WAR, TODAY)
    ],
    "Russia lost 530 soldiers over the past day.": [
        (R, "personnel", "530", "exact", "increment", YESTERDAY, TODAY),
    ],
    "Ukrainian forces destroyed 12 Russian tanks and seven armored vehicles on Sunday.": [
        (R, "tank", "12", "exact", "increment", YESTERDAY, YESTERDAY),
        (R, "apc", "7", "exact", "increment", YESTERDAY, YESTERDAY),
    ],
    "Air defense shot down 17 of the 20 drones that Russia launched overnight.": [
        (R, "drone", "17", "exact", "increment", YESTERDAY, TODAY),
    ],
    "Three civilians were killed and at least nine wounded in Kherson on Sunday.": [
        (U, "civilian_killed", "3", "exact", "increment", YESTERDAY, YESTERDAY),
        (U, "civilian_injured", "9", "more_than", "increment", YESTERDAY, YESTERDAY),
    ],
    "Moscow claimed to have killed 1,200 Ukrainian troops.": [
        (U, "personnel_killed", "1200", "exact", "increment", None, TODAY),
    ],
    "Russia's losses have passed the 250,000 mark.": [
        (R, "personnel", "250000", "more_than", "cumulative", WAR, TODAY),
    ],
    "Nearly 40 artillery systems were destroyed in the past week.": [
        (R, "artillery", "40", "nearly", "increment", WEEK_AGO, TODAY),
    ],
    "A Russian helicopter was shot down near Robotyne.": [
        (R, "helicopter", "1", "exact", "increment", None, TODAY),
    ],
    "Between 20 and 30 Russian soldiers were wounded.": [
        (R, "personnel_wounded", None, "range", "increment", None, TODAY),
    ],
    "Russia has lost 2,000 tanks, including 40 in the past week.": [
        (R, "tank", "2000", "exact", "cumulative", WAR, TODAY),
        (R, "tank", "40", "exact", "increment", WEEK_AGO, TODAY),
    ],
    "Russian losses, about 254,380 troops (+530 over the past day), grow.": [
        (R, "personnel", "254380", "about", "cumulative", WAR, TODAY),
        (R, "personnel", "530", "exact", "increment", YESTERDAY, TODAY),
    ],
    "Tens of thousands of soldiers have been killed.": [
        (R, "personnel_killed", "10000", "more_than", "cumulative", WAR, TODAY),
    ],
    # what losses stand at, as somebody puts them
    "The Pentagon estimates Russian losses at 315,000 killed and wounded.": [
        (R, "personnel", "315000", "exact", "cumulative", WAR, TODAY)
    ],
    "Russian losses were put at 330,000 by Kyiv.": [(R, "personnel", "330000", "exact", "cumulative", WAR, TODAY)],
    "Russian casualties in 12 cities by June are unknown.": [],
    "Ukraine lost 40 killed and wounded near Robotyne.": [(U, "personnel", "40", "exact", "increment", None, TODAY)],
    "A count of Russian soldiers killed passed 60,000.": [
        (R, "personnel_killed", "60000", "more_than", "cumulative", WAR, TODAY)
    ],
    "Britain estimated Russian killed and wounded at 450,000.": [
        (R, "personnel", "450000", "exact", "cumulative", WAR, TODAY)
    ],
    "Ukrainian soldiers killed now number 31,000.": [
        (U, "personnel_killed", "31000", "exact", "cumulative", WAR, TODAY)
    ],
    "Ukrainian soldiers killed at least 31 men near Robotyne.": [
        (R, "personnel_killed", "31", "more_than", "increment", None, TODAY)
    ],
    "Air defences destroyed 55 Ukrainian drones, 20 of them over Bryansk region.": [
        (U, "drone", "55", "exact", "increment", None, TODAY),
        (U, "drone", "20", "exact", "increment", None, TODAY),
    ],
    "The number of Russian tanks destroyed stands at 3,100, Oryx says.": [
        (R, "tank", "3100", "exact", "cumulative", WAR, TODAY)
    ],
    "The number of Ukrainian drones downed overnight rose to 40.": [
        (U, "drone", "40", "exact", "increment", YESTERDAY, TODAY)
    ],
    "The number of drones launched at Ukraine stands at 120.": [],
    "Moscow put the toll at 63 soldiers; Kyiv put it at 400.": [
        (R, "personnel_killed", "63", "exact", "cumulative", None, TODAY),
        (R, "personnel_killed", "400", "exact", "cumulative", None, TODAY),
    ],
    "Russia lost 12 tanks at the bridge; engineers put it at 400 metres.": [
        (R, "tank", "12", "exact", "increment", None, TODAY)
    ],
    "With losses that Kyiv estimates at more than 1,000 a day, Russia keeps attacking.": [
        (R, "personnel", "1000", "more_than", "increment", None, TODAY)
    ],
    # parts, wholes, what is left over, totals behind an entry
    "Of 37 missiles, 29 were shot down.": [(R, "cruise_missile", "29", "exact", "increment", None, TODAY)],
    "Kyiv said Moscow fired 28 cruise missiles, all but three of which were intercepted.": [],
    "Over the past day Russian forces lost 830 personnel, bringing the total to 211,550.": [
        (R, "personnel", "830", "exact", "increment", YESTERDAY, TODAY),
        (R, "personnel", "211550", "exact", "cumulative", WAR, TODAY),
    ],
    "Russia lost 14 tanks, for a total of 4,200.": [
        (R, "tank", "14", "exact", "increment", None, TODAY),
        (R, "tank", "4200", "exact", "cumulative", WAR, TODAY),
    ],
    "Russia suffered 1,200 casualties on Sunday, including 300 killed.": [
        (R, "personnel", "1200", "exact", "increment", YESTERDAY, YESTERDAY),
        (R, "personnel_killed", "300", "exact", "increment", YESTERDAY, YESTERDAY),
    ],
    "Russia lost 20 tanks and more than 60 armored vehicles.": [
        (R, "tank", "20", "exact", "increment", None, TODAY),
        (R, "apc", "60", "more_than", "increment", None, TODAY),
    ],
    # rates, tolls of one attack, the whole country, times of telling
    "Ukraine is losing 50,000 troops a month.": [(U, "personnel", "50000", "exact", "increment", None, TODAY)],
    "The death toll from the attack rose to 46.": [(U, "civilian_killed", "46", "exact", "cumulative", None, TODAY)],
    "More than 300 children have been killed in Ukraine.": [
        (U, "civilian_killed", "300", "more_than", "cumulative", WAR, TODAY),
    ],
    "He said this week that about 55,000 Ukrainian soldiers had been killed.": [
        (U, "personnel_killed", "55000", "about", "cumulative", WAR, TODAY),
    ],
    "Russian forces shelled areas of Kharkiv on Sunday, injuring 19 people.": [
        (U, "civilian_injured", "19", "exact", "increment", YESTERDAY, YESTERDAY),
    ],
    "About 14,000 Russian troops have been killed since Putin invaded in late February.": [
        (R, "personnel_killed", "14000", "about", "cumulative", WAR, TODAY),
    ],
    "Kyiv, August 14, 2023 — Russia lost 4,140 troops over the past week.": [
        (R, "personnel", "4140", "exact", "increment", WEEK_AGO, TODAY),
    ],
    "On August 7 the General Staff said Russia had lost 250,240 troops since February 2022.": [
        (R, "personnel", "250240", "exact", "cumulative", WAR, WEEK_AGO),
    ],
    # whose
    "In Gaza, 30,000 people were killed since October, the health ministry said.": [
        ("other", "civilian_killed", "30000", "exact", "cumulative", "2022-10-01", TODAY),
    ],
    "More than 400 aircraft have been eliminated, the Russian Defence Ministry said.": [
        (U, "aircraft", "400", "more_than", "cumulative", WAR, TODAY),
    ],
    "Ukraine has lost some 70,000 soldiers killed.": [
        (U, "personnel_killed", "70000", "about", "cumulative", WAR, TODAY),
    ],
    "Up to 500,000 people have been killed or wounded on both sides.": [
        ("other", "personnel", "500000", "up_to", "cumulative", WAR, TODAY),
    ],
    "Drones fell on the outskirts of Kyiv, injuring five people.": [
        (U, "civilian_injured", "5", "exact", "increment", None, TODAY),
    ],
    "The total number of Russian dead has passed 200,000, Ukraine's intelligence chief said.": [
        (R, "personnel_killed", "200000", "more_than", "cumulative", WAR, TODAY),
    ],
    "The Russians struck Ochakiv with missiles, 4 people were injured.": [
        (U, "civilian_injured", "4", "exact", "increment", None, TODAY),
    ],
    "Ukraine sank the Russian landing ship Orsk.": [(R, "ship", "1", "exact", "increment", None, TODAY)],
    # no losses
    "The village lost 40 percent of its houses.": [],
    "Russia returned the bodies of 1,212 Ukrainian soldiers.": [],
    "Ukraine received 31 tanks.": [],
    "It was 12 km to the nearest tanks.": [],
    "Robotyne lost its school.": [],
    # the sum of a list is no running total; a total told in the next sentence is one
    "Air defence shot down 30 drones and 3 missiles, a total of 33 targets.": [
        (R, "drone", "30", "exact", "increment", None, TODAY),
        (R, "cruise_missile", "3", "exact", "increment", None, TODAY),
        (R, "other", "33", "exact", "increment", None, TODAY),
    ],
    "Russian losses rose by 540. The total now stands at 255,140.": [
        (R, "personnel", "540", "exact", "increment", None, TODAY),
        (R, "personnel", "255140", "exact", "cumulative", WAR, TODAY),
    ],
    "Russia lost 530 soldiers, 343 near Bakhmut.": [
        (R, "personnel", "530", "exact", "increment", None, TODAY),
        (R, "personnel", "343", "exact", "increment", None, TODAY),
    ],
    "A woman and a child were killed in the shelling of Nikopol.": [
        (U, "civilian_killed", "2", "exact", "increment", None, TODAY)
    ],
    # whose: of the attack, of no war, of another; who only says it is not whom it tells of
    "The death toll from a Russian strike on a cafe in the town of Lyman reached 13.": [
        (U, "civilian_killed", "13", "exact", "cumulative", None, TODAY)
    ],
    "The death toll in the Kyiv missile attack rose to five.": [
        (U, "civilian_killed", "5", "exact", "cumulative", None, TODAY)
    ],
    "Two people died in a hotel fire in Rome.": [("other", "civilian_killed", "2", "exact", "increment", None, TODAY)],
    "Russian shelling of Kherson killed three people, the Ukrainian military said.": [
        (U, "civilian_killed", "3", "exact", "increment", None, TODAY)
    ],
    "Oryx has documented 2,900 destroyed tanks.": [(R, "tank", "2900", "exact", "cumulative", WAR, TODAY)],
    "Russian warship sinks in the Black Sea.": [(R, "ship", "1", "exact", "increment", None, TODAY)],
}


@pytest.mark.parametrize("sentence", LOSSES)
def test_loss(sentence: str) -> None:
    found = [(c.side, c.category, *amount(c), c.measure, *days(c)) for c in claims(sentence, Loss)]
    assert found == LOSSES[sentence]


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Russia lost 530 soldiers on Sunday.", "asserted"),
        ("Russia likely lost 530 soldiers on Sunday.", "hedged"),
        ("Russia allegedly lost 530 soldiers on Sunday.", "unconfirmed"),
        ("Moscow claimed that Ukraine lost 530 soldiers.", "unconfirmed"),
    ],
)
def test_stance(sentence: str, certainty: str) -> None:
    assert [claim.certainty for claim in claims(sentence, Loss)] == [certainty]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("On Sunday, officials said, Russia lost 12 tanks near Robotyne, and it rained.", "Russia lost 12 tanks near"),
        ("The wind blew; 12 drones were shot down over Odesa; it rained.", "12 drones were shot down over Odesa"),
    ],
)
def test_the_clause_is_the_smallest(sentence: str, words: str) -> None:
    (claim,) = claims(sentence, Loss)
    assert claim.text.startswith(words)
    assert "rained" not in claim.text and "said" not in claim.text


def test_its_own_word_for_the_loss_is_kept() -> None:
    words = [
        claims(f"Ukrainian troops {verb} 530 Russian soldiers.", Loss)[0].as_reported
        for verb in ("liquidated", "killed")
    ]
    assert words == ["liquidated", "killed"]


# ---- what one sentence leaves to the next -----------------------------------------------------------------------


def test_a_part_of_the_total_told_before() -> None:
    total, part = claims("Russia has lost 254,380 troops since the invasion. That includes 530 in the past day.", Loss)
    assert (part.side, part.category, part.measure, *days(part)) == (R, "personnel", "increment", YESTERDAY, TODAY)
    assert total.measure == "cumulative"


def test_of_them_are_the_drones_counted_before() -> None:
    (claim,) = claims("Russia launched 20 drones overnight. Air defense shot down 17 of them.", Loss)
    assert (claim.side, claim.category, amount(claim)) == (R, "drone", ("17", "exact"))


def test_a_figure_told_again_without_a_date_has_that_of_the_first() -> None:
    first, again = claims("Russia lost 530 troops on Sunday.\nThe 530 soldiers killed and wounded make it worse.", Loss)
    assert days(again) == days(first) == (YESTERDAY, YESTERDAY)


def test_no_day_is_carried_into_what_has_its_own() -> None:
    found = claims("Russia lost 12 tanks on Saturday. It lost 9 tanks on Sunday. It lost 3 guns.", Loss)
    assert [days(claim)[1] for claim in found] == ["2023-08-12", YESTERDAY, YESTERDAY]
