"""Control of places and measured ground: the event, who, where, how surely."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claim.sentences import amount, claims, days
from onrecord.model import Area, Control

R, U = "russia", "ukraine"

# sentence -> (event, actor, place, certainty) of each claim of control in it
CONTROLS = {
    "Russian forces captured Klishchiivka on Sunday.": [("capture", R, "Klishchiivka", "asserted")],
    "Ukrainian forces liberated Urozhaine.": [("liberate", U, "Urozhaine", "asserted")],
    "Ukrainian forces advanced near Robotyne and Verbove.": [
        ("advance", U, "Robotyne", "asserted"),
        ("advance", U, "Verbove", "asserted"),
    ],
    "Russian troops likely withdrew from Urozhaine.": [("withdraw", R, "Urozhaine", "hedged")],
    "Russian forces hold Robotyne.": [("hold", R, "Robotyne", "asserted")],
    "Russian forces repelled Ukrainian attacks near Klishchiivka.": [("repel", R, "Klishchiivka", "asserted")],
    "Ukrainian forces attacked near Robotyne but did not advance.": [("advance", U, "Robotyne", "denied")],
    # several places: before the predicate, after directions, each with its region, counted only
    "The settlements of Levadne, Neskuchne and Makarivka have been liberated.": [
        ("liberate", U, "Levadne", "asserted"),
        ("liberate", U, "Neskuchne", "asserted"),
        ("liberate", U, "Makarivka", "asserted"),
    ],
    "Russian forces advanced northwest of Avdiivka and southwest of Marinka.": [
        ("advance", R, "Avdiivka", "asserted"),
        ("advance", R, "Marinka", "asserted"),
    ],
    "Russian forces captured Soloviove in the Donetsk region and Kotliarivka in the Kharkiv region.": [
        ("capture", R, "Soloviove", "asserted"),
        ("capture", R, "Kotliarivka", "asserted"),
    ],
    "Defense forces repelled enemy attacks near 9 settlements in Luhansk and Donetsk regions.": [
        ("repel", U, "9 settlements", "asserted"),
    ],
    # by what verb, and who when nobody is named
    "Our soldiers pushed the enemy out of Andriivka.": [("repel", U, "Andriivka", "asserted")],
    "Russian troops were forced out of Robotyne.": [("repel", U, "Robotyne", "asserted")],
    "Ukraine pulled its troops out of Vuhledar.": [("withdraw", U, "Vuhledar", "asserted")],
    "The town of Selydove has fallen to Russian forces.": [("capture", R, "Selydove", "asserted")],
    "Robotyne fell to Ukrainian troops.": [("liberate", U, "Robotyne", "asserted")],
    "The village of Zhelanne was captured.": [("capture", R, "Blahodatne", "asserted")],  # as it is called since 2024
    "The Russians had no success near Synkivka.": [("advance", R, "Synkivka", "denied")],
    "Ukrainian and Russian forces recently advanced near Pokrovsk.": [
        ("advance", U, "Pokrovsk", "asserted"),
        ("advance", R, "Pokrovsk", "asserted"),
    ],
    "The enemy was thrown back from Urozhaine.": [("repel", U, "Urozhaine", "asserted")],
    "Russian forces failed to take Synkivka.": [("capture", R, "Synkivka", "denied")],
    "Ukrainian troops advanced 3 km in some areas.": [("advance", U, None, "asserted")],
    "Russian forces seized Ivanivske, west of Bakhmut.": [("capture", R, "Ivanivske", "asserted")],
    "Fighting reached Robotyne. Russian forces have yet to take the village.": [
        ("capture", R, "Robotyne", "denied"),
    ],
    # not ground
    "Russian troops took heavy losses near Vuhledar.": [],
    "Russian forces regained the initiative near Vuhledar.": [],
    "Drone footage captured by soldiers in Robotyne was published.": [],
    "Russian occupation troops are quartered in Melitopol.": [],
    "Losses mounted until they reached 250,240 troops.": [],
    # held
    "Robotyne is under Ukrainian control.": [("hold", U, "Robotyne", "asserted")],
    "The village of Robotyne remains under Russian control.": [("hold", R, "Robotyne", "asserted")],
    # descriptions and plans
    "Prices fell to Russian levels.": [],
    "He toured occupied Mariupol.": [],
    "The aim is to liberate Melitopol.": [],
    # a place told before its clause, a side behind its verb, a subject told before
    "Tokmak, which the Russians occupied in March 2022, lies on the railway.": [("capture", R, "Tokmak", "asserted")],
    "Having retaken Urozhaine, Ukrainian marines moved south.": [("liberate", U, "Urozhaine", "asserted")],
    "Ukrainian units attacked near Kopani but were pushed back.": [("repel", R, "Kopani", "asserted")],
    "The mayor said advancing Russian troops had reached Selydove.": [("advance", R, "Selydove", "asserted")],
    "Russian soldiers retreated from the eastern suburbs of Kyiv.": [("withdraw", R, "Kyiv", "asserted")],
    # what was stopped is no advance; what could not be done is denied
    "The Ukrainian advance toward Tokmak has been halted.": [("repel", R, "Tokmak", "asserted")],
    "The assault was repulsed by Ukrainian soldiers.": [("repel", U, None, "asserted")],
    "The inability of Russian forces to capture Vuhledar cost them dearly.": [("capture", R, "Vuhledar", "denied")],
    "Robotyne is in Ukrainian hands.": [("hold", U, "Robotyne", "asserted")],
    "Ukrainian forces continue to hold Kupiansk.": [("hold", U, "Kupiansk", "asserted")],
    # aims, offices, things and events are no ground
    "Russian forces concentrated their efforts on capturing Rubizhne.": [],
    "If Ukraine retakes Melitopol, Crimea would be cut off.": [],
    "Occupation officials in Berdiansk closed the beach.": [],
    "Russian officials held elections in Melitopol.": [],
    "Ukrainian forces captured equipment of a Russian division near Izium.": [],
    "Russian authorities are advancing efforts to integrate Mariupol.": [],
    "Russian forces built a ferry crossing under the Antonivskyi Bridge.": [],
}


@pytest.mark.parametrize("sentence", CONTROLS)
def test_control(sentence: str) -> None:
    found = claims(sentence, Control)
    assert [(c.event, c.actor, c.place and c.place.name, c.certainty) for c in found] == CONTROLS[sentence]


def test_an_undated_event_ends_on_the_day_it_was_told() -> None:
    (claim,) = claims("Footage published on August 12 shows that Ukrainian forces advanced near Robotyne.", Control)
    assert days(claim) == (None, "2023-08-12")


def test_area_gained_with_its_conversion_and_in_addition_to_what() -> None:
    week, since = claims(
        "Ukrainian forces have liberated 3 square kilometers (1.15 square miles) near Bakhmut over the past week, in "
        "addition to 40 square kilometers since late May.",
        Area,
    )
    assert (week.event, week.actor, amount(week), week.quantity.unit) == ("gain", U, ("3", "exact"), "km2")
    assert week.conversion and (week.conversion.value, week.conversion.unit) == (Decimal("1.15"), "sq_mi")
    assert (week.measure, *days(week)) == ("increment", "2023-08-07", "2023-08-14")
    assert since.inclusion and since.inclusion.relation == "in_addition_to"
    assert (since.measure, *days(since)) == ("cumulative", "2023-05-21", "2023-08-14")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Russia controls about 18 percent of Ukraine.", [("total", R, ("18", "about"), "percent")]),
        ("Ukrainian forces control 20 percent of the town.", [("total", U, ("20", "exact"), "percent")]),
        ("Russia lost 20 percent of its tanks.", []),
        ("Ukraine exported 40 percent of its grain.", []),
    ],
)
def test_shares_of_ground(sentence: str, expected: list[object]) -> None:
    assert [(c.event, c.actor, amount(c), c.quantity.unit) for c in claims(sentence, Area)] == expected
