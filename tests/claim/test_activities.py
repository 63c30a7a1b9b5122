"""Activities, counted and plain: what was done, by whom, how often, when."""

from __future__ import annotations

import pytest

from claim.sentences import amount, claims, days
from onrecord.model import Activity

R, U, BOTH = "russia", "ukraine", "other"
TODAY, SUNDAY = "2023-08-14", "2023-08-13"

# sentence -> (what, actor, value, end) of each activity in it
COUNTED = {
    "Russia used 20 drones against Odesa on Monday.": [("drone", R, "20", TODAY)],
    "Russian forces shelled the Sumy region 12 times on Sunday.": [("shelling", R, "12", SUNDAY)],
    "Russian forces carried out 43 air strikes on Sunday.": [("air_strike", R, "43", SUNDAY)],
    "Ukrainian forces repelled 15 Russian attacks near Marinka.": [("assault", R, "15", TODAY)],
    "There were 30 combat clashes over the past day.": [("clash", BOTH, "30", TODAY)],
    "Russia launched an attack with 12 missiles.": [("missile", R, "12", TODAY)],
    "Ukrainian forces fired six missiles at Sevastopol on Sunday.": [("missile", U, "6", SUNDAY)],
    "The number of Russian assaults along the front reached 181 on Sunday.": [("assault", R, "181", SUNDAY)],
    "Russia launched 14 missiles at Odesa, the air force said, adding that 10 missiles were shot down.": [
        ("missile", R, "14", TODAY)
    ],
    "The air force said that Russian forces attacked the Kyiv region with 36 drones.": [("drone", R, "36", TODAY)],
    # things of other sorts
    "Russia paid for 12 drones.": [],
    "The column was 12 km long.": [],
}
PLAIN = {
    "Russian forces shelled Kherson on Sunday.": [("shelling", R, "asserted", SUNDAY)],
    "Ukrainian forces attacked near Robotyne but did not advance.": [("assault", U, "asserted", TODAY)],
    "Russian forces conducted air and artillery strikes on Orikhiv.": [
        ("air_strike", R, "asserted", TODAY),
        ("shelling", R, "asserted", TODAY),
    ],
    "Russian forces conducted air, artillery, and missile strikes against Orikhiv on Sunday.": [
        ("air_strike", R, "asserted", SUNDAY),
        ("shelling", R, "asserted", SUNDAY),
        ("missile", R, "asserted", SUNDAY),
    ],
    "Russia has stepped up its campaign. On Sunday, it hit a refinery in Kremenchuk.": [
        ("other", R, "asserted", SUNDAY)
    ],
    # plans and names
    "Russia plans to attack Kupiansk.": [],
    "Attack drones were shown to the press.": [],
    # several kinds in one noun, by the weapon, by the target
    "Russian troops conducted artillery and airstrikes against Kharkiv.": [
        ("shelling", R, "asserted", TODAY),
        ("air_strike", R, "asserted", TODAY),
    ],
    "Russia launched a barrage of drone strikes on Odesa.": [("drone", R, "asserted", TODAY)],
    "The occupiers attacked a market in Kostiantynivka.": [("other", R, "asserted", TODAY)],
    # who: by what was attacked, told before the clause, of another war, of those who fight
    "The Armed Forces struck at enemy positions in Chornobaivka.": [("other", U, "asserted", TODAY)],
    "Shelling hit a bus stop in Nikopol.": [("shelling", R, "asserted", TODAY)],
    "Swarms of drones hit an oil depot in the Rostov region.": [("drone", U, "asserted", TODAY)],
    "Russian forces shelled Kharkiv but did not launch any ground attacks.": [
        ("shelling", R, "asserted", TODAY),
        ("assault", R, "denied", TODAY),
    ],
    "Israel bombed Gaza.": [("air_strike", BOTH, "asserted", TODAY)],
    "Russian forces are fighting in Torske.": [("clash", R, "asserted", TODAY)],
    # no shot, and not done
    "Efforts to put out the fire at a market in Kharkiv continue.": [],
    "Russia comes under fire at the UN for fueling a food crisis.": [],
    "The delay keeps Russian artillery from striking Ukrainian positions.": [],
    "The city had been emptied before the assault.": [],
}


@pytest.mark.parametrize("sentence", COUNTED)
def test_counted(sentence: str) -> None:
    found = [(c.what, c.actor, amount(c)[0], days(c)[1]) for c in claims(sentence, Activity)]
    assert found == COUNTED[sentence]


@pytest.mark.parametrize("sentence", PLAIN)
def test_plain(sentence: str) -> None:
    found = claims(sentence, Activity)
    assert [(c.what, c.actor, c.certainty, days(c)[1]) for c in found] == PLAIN[sentence]
    assert all(claim.quantity is None for claim in found)


def test_a_strike_named_as_the_cause_of_counted_casualties_is_no_claim() -> None:
    assert claims("Three civilians were killed in a Russian strike on Kherson.", Activity) == []


def test_what_is_counted_is_not_told_again() -> None:
    (claim,) = claims("Russian forces launched 43 air strikes, the heaviest air strikes in weeks.", Activity)
    assert amount(claim) == ("43", "exact")
