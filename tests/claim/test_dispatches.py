"""How daily dispatches word it: what was sent and what of it was downed, who is hit where, lists over regions."""

from __future__ import annotations

import pytest

from claim.sentences import amount, claims
from onrecord.model import Activity, Control, Loss

R, U = "russia", "ukraine"

# sentence -> (what, actor, figure) of each activity
SENT = {
    # as many were sent as are the whole of those that were downed
    "Ukraine shot down 36 of 43 Russian missiles, the army chief said.": [("missile", R, "43")],
    "Air defence destroyed all 27 Russian drones launched overnight.": [("drone", R, "27")],
    "All 18 missiles fired at Kyiv were intercepted.": [("missile", R, "18")],
    "The air force says it intercepted 34 drones out of a total of 50.": [("drone", R, "50")],
    "Air defence shot down 31 Russian drones.": [],
    # weapons of two kinds under one figure, and of one kind each
    "Russia launched 89 drones and missiles at Ukraine overnight.": [("other", R, "89")],
    "Russia launched 89 drones and nine missiles.": [("drone", R, "89"), ("missile", R, "9")],
    "Russian drones and missiles again bombarded cities across Ukraine.": [("other", R, None)],
    "In all, over 300 drones and 13 missiles targeted Ukrainian cities.": [
        ("drone", R, "300"),
        ("missile", R, "13"),
    ],
    # a weapon in the name of an attack, or an attack in the name of a weapon
    "A Russian drone assault on Kharkiv has set fires.": [("drone", R, None)],
    "A Ukrainian drone attacked a bus in Belgorod.": [("drone", U, None)],
    "At least half a dozen regions were targeted, Ukraine's air force said.": [("other", R, "6")],
    # who attacks in Russia
    "A drone attack last week forced a refinery in Ryazan to suspend operations.": [("drone", U, None)],
    "Three UAVs were fired at four villages in the Shebekino district, the Belgorod governor said.": [
        ("drone", U, "3"),
    ],
    # asked, or told of what did not come of it
    "The governor did not specify which port was attacked.": [],
    "It was not immediately clear how many drones Russia launched to attack the ports.": [],
    "The army said that there were no casualties from the attacks.": [],
    "51 Ukrainian paintings were secretly moved before a Russian missile attack.": [],
}

# sentence -> (side, category, figure) of each loss
LOST = {
    "The air force said its units shot down four missiles and 37 drones launched by Russia.": [
        (R, "cruise_missile", "4"),
        (R, "drone", "37"),
    ],
    "Air defences destroyed 77 Ukrainian drones launched overnight, as both sides go on with air attacks.": [
        (U, "drone", "77")
    ],
    "Forty-two drones were destroyed over the Saratov region and 12 over the Rostov region.": [
        (U, "drone", "42"),
        (U, "drone", "12"),
    ],
    "Russia fired 194 missiles and drones, of which 147 were shot down.": [(R, "other", "147")],
    "The destroyers shot down 18 one-way attack UAVs and two anti-ship missiles.": [
        (R, "drone", "18"),
        (R, "cruise_missile", "2"),
    ],
    # people
    "The strike killed two men and wounded a woman in Kherson.": [
        (U, "civilian_killed", "2"),
        (U, "civilian_injured", "1"),
    ],
    "Ukrainian artillery killed 30 men of the 810th brigade.": [(R, "personnel_killed", "30")],
    "Shelling wounded four people in Nikopol, women aged 22, 26, and 54.": [(U, "civilian_injured", "4")],
    "Seven people in Sumy suffered shrapnel wounds.": [(U, "civilian_injured", "7")],
    "One injured worker was hospitalised after the shelling of Kherson.": [(U, "civilian_injured", "1")],
    "Nine people including two children had been hospitalised in Odesa.": [
        (U, "civilian_injured", "9"),
        (U, "civilian_injured", "2"),
    ],
    "Civilian casualties in Ukraine are put at 12,910.": [(U, "other", "12910")],
    "Another 12 bodies were found in Kherson, taking the toll to 36.": [
        (U, "civilian_killed", "12"),
        (U, "civilian_killed", "36"),
    ],
    # ships and planes
    "Russia's guided missile cruiser Moskva sank.": [(R, "ship", "1")],
    "Ukraine shot down a Russian A-50 spy plane.": [(R, "aircraft", "1")],
    # who says so is no loss
    "Russia has lost 5,000 men killed in the battle, a Ukrainian commander said.": [(R, "personnel_killed", "5000")],
}

# sentence -> (event, actor, place) of each claim of control
GROUND = {
    "Russian forces have taken control of Pavlivka, in Ukraine's Zaporizhzhia region, and Novopavlivka.": [
        ("capture", R, "Pavlivka"),
        ("capture", R, "Novopavlivka"),
    ],
    "The defenders repulsed attacks near Hryhorivka in the Bakhmut direction and in the areas of Marinka and "
    "Krasnohorivka.": [("repel", U, "Hryhorivka"), ("repel", U, "Marinka"), ("repel", U, "Krasnohorivka")],
    "Putin declared victory in Mariupol on Thursday.": [("capture", R, "Mariupol")],
    "Ukrainian troops broke into Russia's Kursk region.": [("advance", U, "Kursk region")],
    "Thieves broke into a shop in Kyiv.": [],
}


@pytest.mark.parametrize("sentence", SENT)
def test_what_was_sent(sentence: str) -> None:
    found = [(c.what, c.actor, amount(c)[0] if c.quantity else None) for c in claims(sentence, Activity)]
    assert found == SENT[sentence]


@pytest.mark.parametrize("sentence", LOST)
def test_what_was_lost(sentence: str) -> None:
    assert [(c.side, c.category, amount(c)[0]) for c in claims(sentence, Loss)] == LOST[sentence]


@pytest.mark.parametrize("sentence", GROUND)
def test_what_was_taken(sentence: str) -> None:
    found = [(c.event, c.actor, c.place.as_written if c.place else None) for c in claims(sentence, Control)]
    assert found == GROUND[sentence]
